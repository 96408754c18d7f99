//! A bot never talks to itself: within one input it goes through few nodes, and never round in a circle.

use std::collections::{BTreeMap, BTreeSet};

use super::{Code, Finding, Place};
use crate::graph::{Graph, Pace};
use crate::limits::NODES_PER_INPUT;
use crate::name::Name;

pub(super) fn check(graph: &Graph<'_>, findings: &mut Vec<Finding>) {
    let circles = circles(graph);
    for circle in &circles {
        let Some(first) = circle.first() else { continue };
        let names = circle.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" → ");
        let what = format!("{names} go round without the customer");
        findings.push(Finding::new(Code::LoopWithoutCustomer, Place::node(first), what));
    }
    if !circles.is_empty() {
        return;
    }
    let mut lengths = BTreeMap::new();
    for name in graph.flow.nodes.keys() {
        let length = chain(graph, name, &mut lengths);
        // One more than the bound is the first to exceed it: its followers would all be named with it.
        if length == NODES_PER_INPUT + 1 {
            let what = format!("from `{name}` one input leads through more than {NODES_PER_INPUT} nodes");
            findings.push(Finding::new(Code::ChainTooLong, Place::node(name), what));
        }
    }
}

fn without_customer(pace: Pace) -> bool {
    pace.may_be_at_once() || pace == Pace::AfterResult
}

/// The circles that need neither customer nor time: each once, as the names on it.
fn circles<'f>(graph: &Graph<'f>) -> Vec<Vec<&'f Name>> {
    let mut found = Vec::new();
    let mut done = BTreeSet::new();
    for start in graph.flow.nodes.keys() {
        // Walked with a list instead of recursion: a chain may be as long as a flow has nodes.
        let mut path: Vec<(&Name, usize)> = vec![(start, 0)];
        while let Some((name, next)) = path.last().copied() {
            let way = graph.ways.get(name).into_iter().flatten().filter(|way| without_customer(way.pace)).nth(next);
            let Some(to) = way.map(|way| way.to).filter(|_| !done.contains(name)) else {
                done.insert(name);
                path.pop();
                continue;
            };
            if let Some(last) = path.last_mut() {
                last.1 += 1;
            }
            if let Some(from) = path.iter().position(|(on_path, _)| *on_path == to) {
                found.push(path[from..].iter().map(|(name, _)| *name).collect());
            } else if !done.contains(to) {
                path.push((to, 0));
            }
        }
    }
    found
}

/// How many nodes one input can lead through from here, this one included. Only where there are no circles.
fn chain<'f>(graph: &Graph<'f>, from: &'f Name, lengths: &mut BTreeMap<&'f Name, usize>) -> usize {
    let mut path = vec![from];
    while let Some(&name) = path.last() {
        let next = || graph.ways.get(name).into_iter().flatten().filter(|way| way.pace.may_be_at_once());
        if let Some(unknown) = next().find(|way| !lengths.contains_key(way.to)) {
            path.push(unknown.to);
            continue;
        }
        let longest = next().filter_map(|way| lengths.get(way.to)).max().copied().unwrap_or(0);
        lengths.insert(name, longest + 1);
        path.pop();
    }
    lengths.get(from).copied().unwrap_or(0)
}
