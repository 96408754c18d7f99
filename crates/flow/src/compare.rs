//! What differs between two versions of a flow: nodes by name, fields by their place. Data for the editor, for review and for
//! the command line.
//!
//! Never: text against text. Order and spelling of the file do not matter, only what it says.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::flow::Flow;
use crate::name::Name;

/// What differs. Empty lists for what is the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    /// Nodes that only the new version has.
    pub added: Vec<Name>,
    /// Nodes that only the old version has.
    pub removed: Vec<Name>,
    /// Nodes that both have and that are not the same.
    pub changed: Vec<NodeChange>,
    /// What changed outside of the nodes.
    pub flow: Vec<FieldChange>,
}

/// A node that is not the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NodeChange {
    pub node: Name,
    pub fields: Vec<FieldChange>,
}

/// A field that is not the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Where it stands: `say.text`, `triggers.keywords.0.words.1`.
    pub field: String,
    /// What it was; none when it was not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<Json>,
    /// What it is; none when it is not there any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<Json>,
}

impl Changes {
    /// Whether nothing differs.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty() && self.flow.is_empty()
    }
}

/// Compares two versions.
#[must_use]
pub fn compare(old: &Flow, new: &Flow) -> Changes {
    let mut changes = Changes {
        added: new.nodes.keys().filter(|name| !old.nodes.contains_key(*name)).cloned().collect(),
        removed: old.nodes.keys().filter(|name| !new.nodes.contains_key(*name)).cloned().collect(),
        ..Changes::default()
    };
    for (name, before) in &old.nodes {
        let Some(after) = new.nodes.get(name).filter(|after| *after != before) else { continue };
        let fields = fields(&as_json(before), &as_json(after));
        changes.changed.push(NodeChange { node: name.clone(), fields });
    }
    let without_nodes = |flow: &Flow| {
        let mut json = as_json(flow);
        if let Some(entries) = json.as_object_mut() {
            entries.remove("nodes");
        }
        json
    };
    changes.flow = fields(&without_nodes(old), &without_nodes(new));
    changes
}

/// A flow's types have no value that JSON could not hold.
fn as_json(value: &impl Serialize) -> Json {
    serde_json::to_value(value).unwrap_or_default()
}

fn fields(old: &Json, new: &Json) -> Vec<FieldChange> {
    let mut found = Vec::new();
    walk("", Some(old), Some(new), &mut found);
    found
}

fn walk(place: &str, old: Option<&Json>, new: Option<&Json>, found: &mut Vec<FieldChange>) {
    if old == new {
        return;
    }
    let below = |key: &str| if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") };
    match (old, new) {
        (Some(Json::Object(before)), Some(Json::Object(after))) => {
            let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
            for key in keys {
                walk(&below(key), before.get(key), after.get(key), found);
            }
        }
        (Some(Json::Array(before)), Some(Json::Array(after))) => {
            for index in 0..before.len().max(after.len()) {
                walk(&below(&index.to_string()), before.get(index), after.get(index), found);
            }
        }
        _ => found.push(FieldChange { field: place.to_owned(), old: old.cloned(), new: new.cloned() }),
    }
}

impl fmt::Display for Changes {
    /// One line a node or field: `+` added, `-` removed, `~` changed.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return formatter.write_str("the same");
        }
        let mut lines: Vec<String> = Vec::new();
        for change in &self.flow {
            lines.push(format!("~ {change}"));
        }
        lines.extend(self.added.iter().map(|node| format!("+ node {node}")));
        lines.extend(self.removed.iter().map(|node| format!("- node {node}")));
        for change in &self.changed {
            lines.push(format!("~ node {}", change.node));
            lines.extend(change.fields.iter().map(|field| format!("    {field}")));
        }
        formatter.write_str(&lines.join("\n"))
    }
}

impl fmt::Display for FieldChange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => write!(formatter, "{}: {old} → {new}", self.field),
            (None, Some(new)) => write!(formatter, "{}: added {new}", self.field),
            (Some(old), None) => write!(formatter, "{}: removed {old}", self.field),
            (None, None) => formatter.write_str(&self.field),
        }
    }
}
