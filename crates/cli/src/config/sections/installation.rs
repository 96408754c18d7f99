//! Settings: the installation.

use subrosa_proto::account::SignUpMode;

use crate::config::setting::{Section, Setting, Takes, put};

pub(super) const SECTION: Section = Section {
    title: "The installation",
    about: "",
    settings: &[
        Setting {
            key: "name",
            takes: Takes::Text("a text"),
            about: "The name of this installation, as people see it.",
            show: |values| Some(values.messaging.name.clone()),
            set: |values, text| (!text.trim().is_empty()).then(|| text.trim().clone_into(&mut values.messaging.name)),
        },
        Setting {
            key: "sign_up",
            takes: Takes::Choice(&["open", "invite", "closed"]),
            about: "Who may make an account: anyone; whoever has an invite (`subrosa account invite`); or only the \
                    operator and the host platform.",
            show: |values| Some(sign_up_word(values.messaging.sign_up).to_owned()),
            set: |values, text| sign_up_mode(text).map(|mode| values.messaging.sign_up = mode),
        },
        Setting {
            key: "concurrent_hashes",
            takes: Takes::Number(1, 64),
            about: "Passwords hashed at once. Each takes 19 MiB and one core while it lasts.",
            show: |values| Some(values.messaging.concurrent_hashes.to_string()),
            set: |values, text| put(&mut values.messaging.concurrent_hashes, text),
        },
    ],
};

const fn sign_up_word(mode: SignUpMode) -> &'static str {
    match mode {
        SignUpMode::Open => "open",
        SignUpMode::Invite => "invite",
        SignUpMode::Closed => "closed",
    }
}

fn sign_up_mode(word: &str) -> Option<SignUpMode> {
    [SignUpMode::Open, SignUpMode::Invite, SignUpMode::Closed].into_iter().find(|mode| sign_up_word(*mode) == word)
}
