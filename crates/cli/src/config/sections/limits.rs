//! Settings: limits.

use crate::config::setting::{Section, Setting, Takes, put};

/// A rate's setting: its name, which half of it, and what is counted.
macro_rules! rate {
    ($name:ident . $half:ident, $about:literal) => {
        Setting {
            key: concat!("limits.", stringify!($name), ".", stringify!($half)),
            takes: Takes::Number(1, 100_000_000),
            about: $about,
            show: |values| Some(values.messaging.limits.$name.$half.to_string()),
            set: |values, text| put(&mut values.messaging.limits.$name.$half, text),
        }
    };
}

pub(super) const SECTION: Section = Section {
    title: "Limits",
    about: "How much is taken a minute, and how much at once (`burst`). Whoever is above is asked to wait.",
    settings: &[
        rate!(messages.per_minute, "Messages of one account."),
        rate!(messages.burst, "Messages of one account, at once."),
        rate!(commands.per_minute, "Other commands of one account."),
        rate!(commands.burst, "Other commands of one account, at once."),
        rate!(starts.per_minute, "Conversations that one account begins."),
        rate!(starts.burst, "Conversations that one account begins, at once."),
        rate!(sign_ins_by_address.per_minute, "Tries to sign in from one address."),
        rate!(sign_ins_by_address.burst, "Tries to sign in from one address, at once."),
        rate!(sign_ins_by_account_and_address.per_minute, "Tries to sign in to one account from one address."),
        rate!(sign_ins_by_account_and_address.burst, "Tries to sign in to one account from one address, at once."),
        rate!(
            sign_ins_by_account.per_minute,
            "Tries to sign in to one account from all addresses that it never signed in from."
        ),
        rate!(sign_ins_by_account.burst, "The same, at once."),
        rate!(sign_ups.per_minute, "New accounts from one address."),
        rate!(sign_ups.burst, "New accounts from one address, at once."),
        rate!(platform_sign_ins.per_minute, "Sign-ins by the host platform's token from one address."),
        rate!(platform_sign_ins.burst, "The same, at once."),
        rate!(profile_changes.per_minute, "Changes of one account's name, picture or bio."),
        rate!(profile_changes.burst, "The same, at once."),
        rate!(uploads.per_minute, "Files for messages that one person uploads."),
        rate!(uploads.burst, "The same, at once."),
        rate!(links.per_minute, "Short links of campaigns that are opened from one address."),
        rate!(links.burst, "The same, at once."),
    ],
};
