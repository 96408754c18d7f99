//! Settings: campaigns.

use crate::config::setting::{Section, Setting, Takes, put};

pub(super) const SECTION: Section = Section {
    title: "Campaigns",
    about: "How campaigns are sent. They rest as long as they work, whatever is set here, so that people's messages do not wait for them.",
    settings: &[Setting {
        key: "campaigns.messages_per_second",
        takes: Takes::Number(1, 100_000),
        about: "Messages a second that the campaigns of all brands send at most, on each node.",
        show: |values| Some(values.messaging.promotions_per_second.to_string()),
        set: |values, text| put(&mut values.messaging.promotions_per_second, text),
    }],
};
