//! Settings: the log.

use crate::config::setting::{Section, Setting, Takes};
use crate::config::values::{LogFormat, LogLevel};

pub(super) const SECTION: Section = Section {
    title: "The log",
    about: "The log goes to the standard error. It never holds messages, tokens or people's addresses.",
    settings: &[
        Setting {
            key: "log.format",
            takes: Takes::Choice(LogFormat::WORDS),
            about: "For people, or one JSON object a line.",
            show: |values| Some(values.log.format.word().to_owned()),
            set: |values, text| LogFormat::from_word(text).map(|format| values.log.format = format),
        },
        Setting {
            key: "log.level",
            takes: Takes::Choice(LogLevel::WORDS),
            about: "How much is said.",
            show: |values| Some(values.log.level.word().to_owned()),
            set: |values, text| LogLevel::from_word(text).map(|level| values.log.level = level),
        },
    ],
};
