//! What was found, and where.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{Code, Severity};
use crate::file::Places;
use crate::name::Name;

/// One thing that is wrong with a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its stable name.
    pub code: Code,
    /// Where it is.
    pub place: Place,
    /// What is wrong, in a sentence without its stop.
    pub what: String,
}

/// Where something is in a flow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The node, if it is in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<Name>,
    /// The field of the node, or of the flow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The line at which the node, or the flow's entry, begins, from 1; where the flow came from a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
}

impl Place {
    /// A node as a whole.
    pub(super) fn node(name: &Name) -> Self {
        Self { node: Some(name.clone()), ..Self::default() }
    }

    /// A field of a node.
    pub(super) fn field(name: &Name, field: impl Into<String>) -> Self {
        Self { node: Some(name.clone()), field: Some(field.into()), line: None }
    }

    /// A field of the flow itself.
    pub(super) fn flow(field: impl Into<String>) -> Self {
        Self { field: Some(field.into()), ..Self::default() }
    }

    pub(super) fn find_line(&mut self, places: &Places) {
        let section = || self.field.as_deref().and_then(|field| field.split('.').next());
        self.line = match &self.node {
            Some(node) => places.node(node.as_str()),
            None => section().and_then(|section| places.section(section)),
        };
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.node, &self.field) {
            (Some(node), Some(field)) => write!(formatter, "{node}.{field}"),
            (Some(node), None) => node.fmt(formatter),
            (None, Some(field)) => formatter.write_str(field),
            (None, None) => formatter.write_str("flow"),
        }
    }
}

impl Finding {
    pub(super) fn new(code: Code, place: Place, what: impl Into<String>) -> Self {
        Self { code, place, what: what.into() }
    }

    /// How bad it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Whether the flow can't run because of it.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity() == Severity::Error
    }
}

impl fmt::Display for Finding {
    /// `error[unknown-target] first.then: there is no node `x``, without line and hint.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = if self.is_error() { "error" } else { "warning" };
        write!(formatter, "{severity}[{}] {}: {}", self.code.code(), self.place, self.what)
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Finding", 5)?;
        object.serialize_field("code", &self.code)?;
        object.serialize_field("severity", &self.severity())?;
        object.serialize_field("place", &self.place)?;
        object.serialize_field("what", &self.what)?;
        object.serialize_field("hint", self.code.hint())?;
        object.end()
    }
}
