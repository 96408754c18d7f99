//! Settings: the store.

use crate::config::setting::{Section, Setting, Takes, put};

pub(super) const SECTION: Section = Section {
    title: "The store",
    about: "",
    settings: &[
        Setting {
            key: "store.readers",
            takes: Takes::Number(1, 64),
            about: "Reads that run at once. Each has a connection of its own with 8 MiB of cache.",
            show: |values| Some(values.store.readers.to_string()),
            set: |values, text| put(&mut values.store.readers, text),
        },
        Setting {
            key: "store.queue",
            takes: Takes::Number(16, 1_000_000),
            about: "Commands that may wait for the writer; more are told to try again.",
            show: |values| Some(values.store.queue.to_string()),
            set: |values, text| put(&mut values.store.queue, text),
        },
    ],
};
