//! The teams that a flow hands over to are those of the brand. Which these are a flow does not say, so this is asked apart.

use std::collections::BTreeSet;

use super::{Code, Finding, Place};
use crate::file::Places;
use crate::flow::{Flow, Node};

/// Finds the teams that the brand does not have, by what flows call them.
#[must_use]
pub fn lint_teams(flow: &Flow, places: &Places, known: &BTreeSet<String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let fallback = flow.fallback.team.as_ref().map(|team| (Place::flow("fallback.team"), team));
    let nodes = flow.nodes.iter().filter_map(|(name, node)| match node {
        Node::HandOver(over) => over.team.as_ref().map(|team| (Place::field(name, "team"), team)),
        _ => None,
    });
    for (mut place, team) in fallback.into_iter().chain(nodes) {
        if !known.contains(team.as_str()) {
            place.find_line(places);
            findings.push(Finding::new(Code::UnknownTeam, place, format!("the brand has no team `{team}`")));
        }
    }
    findings
}
