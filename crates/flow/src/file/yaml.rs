//! Reading YAML (1.2), with a budget that the parser keeps to while it reads.

use std::fmt;

use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_saphyr::options::{DuplicateKeyPolicy, MergeKeyPolicy};
use serde_saphyr::{MessageFormatter, Options, Spanned, UserMessageFormatter};

use super::{Places, Unreadable};
use crate::limits::{FILE_ALIASES, FILE_BYTES, FILE_DEPTH, FILE_PARTS};

pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    serde_saphyr::from_str_with_options(text, options()).map_err(|error| {
        let line = error.location().map_or(1, |location| location.line());
        let what = UserMessageFormatter.format_message(error.without_snippet()).into_owned();
        Unreadable::new(line, what.lines().next().unwrap_or_default())
    })
}

fn options() -> Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: FILE_DEPTH,
            flow_nesting_limit: FILE_DEPTH,
            max_events: FILE_PARTS,
            max_nodes: FILE_PARTS,
            max_aliases: FILE_ALIASES,
            max_anchors: FILE_ALIASES,
            max_recorded_anchor_events: FILE_PARTS,
            max_recorded_anchor_bytes: FILE_BYTES,
            max_documents: 1,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: FILE_PARTS,
            max_replay_stack_depth: 4,
            max_alias_expansions_per_anchor: FILE_ALIASES,
        },
        duplicate_keys: DuplicateKeyPolicy::Error,
        merge_keys: MergeKeyPolicy::Error,
        // A bare `yes` or `on` stays the word that someone wrote.
        strict_booleans: true,
        with_snippet: false,
    }
}

/// Where the parts stand, by reading the keys once more.
pub(super) fn places(text: &str) -> Places {
    serde_saphyr::from_str_with_options(text, options()).unwrap_or_default()
}

impl<'de> Deserialize<'de> for Places {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PlacesVisitor)
    }
}

struct PlacesVisitor;

impl<'de> Visitor<'de> for PlacesVisitor {
    type Value = Places;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a flow")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Places, A::Error> {
        let mut places = Places::default();
        while let Some(key) = entries.next_key::<Spanned<String>>()? {
            if key.value == "nodes" {
                places.nodes = entries.next_value::<Lines>()?.0;
            } else {
                entries.next_value::<IgnoredAny>()?;
            }
            places.sections.insert(key.value, key.referenced.line());
        }
        Ok(places)
    }
}

/// The keys of a map with their lines.
struct Lines(std::collections::BTreeMap<String, u64>);

impl<'de> Deserialize<'de> for Lines {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(LinesVisitor)
    }
}

struct LinesVisitor;

impl<'de> Visitor<'de> for LinesVisitor {
    type Value = Lines;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Lines, A::Error> {
        let mut lines = std::collections::BTreeMap::new();
        while let Some((key, _)) = entries.next_entry::<Spanned<String>, IgnoredAny>()? {
            lines.insert(key.value, key.referenced.line());
        }
        Ok(Lines(lines))
    }
}
