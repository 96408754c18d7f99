//! The topics that a flow asks consents for are those of the brand. Which these are a flow does not say, so this is asked apart.

use std::collections::BTreeSet;

use super::{Code, Finding, Place};
use crate::file::Places;
use crate::flow::{Flow, Node};
use crate::name::Name;

/// Finds the topics that the brand does not have, or asks nobody for any more, by what programs call them.
#[must_use]
pub fn lint_topics(flow: &Flow, places: &Places, known: &BTreeSet<String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, topic) in topics(flow).filter(|(_, topic)| !known.contains(topic.as_str())) {
        let mut place = Place::field(name, "topic");
        place.find_line(places);
        let what = format!("the brand asks nobody for a consent to `{topic}`");
        findings.push(Finding::new(Code::UnknownTopic, place, what));
    }
    findings
}

/// The topics that a flow asks for, each with the node that does.
pub(crate) fn topics(flow: &Flow) -> impl Iterator<Item = (&Name, &Name)> {
    flow.nodes.iter().filter_map(|(name, node)| match node {
        Node::Consent(consent) => Some((name, &consent.topic)),
        _ => None,
    })
}
