//! Values are set before they are read, on every path.

use std::collections::{BTreeMap, BTreeSet};

use super::texts::{Named, paths_of};
use super::{Code, Finding, Place};
use crate::flow::reads;
use crate::graph::{Graph, entries};
use crate::name::Name;

/// What is surely set; none: not come to yet.
type Known<'f> = BTreeMap<&'f Name, BTreeSet<&'f str>>;

pub(super) fn check(graph: &Graph<'_>, named: &[Named<'_>], findings: &mut Vec<Finding>) {
    let known = known_before(graph);
    for (name, node) in &graph.flow.nodes {
        let Some(set) = known.get(name) else { continue };
        let in_texts = paths_of(named, name);
        let in_node = reads(node).into_iter().filter(|read| !read.asks_if_set).map(|read| (read.field, read.path));
        let all: BTreeSet<(&str, &str)> = in_texts.into_iter().chain(in_node).collect();
        for (field, path) in all {
            let place = Place::field(name, field);
            if path.starts_with("order.") && !set.contains("order") {
                let what = format!("`{path}` may be read before an order was found");
                findings.push(Finding::new(Code::OrderTooEarly, place, what));
            } else if let Some(variable) = graph.flow.variables.get(path)
                && variable.default.is_none()
                && !set.contains(path)
            {
                let what = format!("`{path}` may be read before it is set");
                findings.push(Finding::new(Code::SetTooLate, place, what));
            }
        }
    }
}

/// What is set before each node on every path to it: what all ways into it have in common, until nothing changes. Sets only
/// shrink, so it ends.
fn known_before<'f>(graph: &Graph<'f>) -> Known<'f> {
    let mut known: Known<'f> = BTreeMap::new();
    let mut waiting: Vec<(&'f Name, BTreeSet<&'f str>)> = Vec::new();
    for entry in entries(graph.flow) {
        if let Some((name, _)) = graph.flow.nodes.get_key_value(entry.to) {
            waiting.push((name, BTreeSet::new()));
        }
    }
    while let Some((name, set)) = waiting.pop() {
        let common = match known.get(name) {
            Some(before) if before.is_subset(&set) => continue,
            Some(before) => before.intersection(&set).copied().collect(),
            None => set,
        };
        for way in graph.ways.get(name).into_iter().flatten() {
            let after = common.iter().chain(&way.sets).copied().collect();
            waiting.push((way.to, after));
        }
        known.insert(name, common);
    }
    known
}
