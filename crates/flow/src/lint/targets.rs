//! Every way leads to a node, and every node has a way to it.

use super::{Code, Finding, Place};
use crate::flow::Node;
use crate::graph::{Graph, edges, entries};
use crate::name::Name;

pub(super) fn check(graph: &Graph<'_>, findings: &mut Vec<Finding>) {
    let flow = graph.flow;
    let is_missing = |to: &Name| !flow.nodes.contains_key(to);
    for entry in entries(flow).into_iter().filter(|entry| is_missing(entry.to)) {
        let what = format!("there is no node `{}`", entry.to);
        findings.push(Finding::new(Code::UnknownTarget, Place::flow(entry.field), what));
    }
    for (name, node) in &flow.nodes {
        for way in edges(node).into_iter().filter(|way| is_missing(way.to)) {
            let what = format!("there is no node `{}`", way.to);
            findings.push(Finding::new(Code::UnknownTarget, Place::field(name, way.field), what));
        }
        check_say(name, node, findings);
    }
    let reachable = graph.reachable();
    for name in flow.nodes.keys().filter(|name| !reachable.contains(name)) {
        let what = format!("nothing leads to the node `{name}`");
        findings.push(Finding::new(Code::UnreachableNode, Place::node(name), what));
    }
}

/// Ways of a message that contradict each other.
fn check_say(name: &Name, node: &Node, findings: &mut Vec<Finding>) {
    let Node::Say(say) = node else { return };
    if say.then.is_some() && !say.quick_replies.is_empty() {
        let what = "it has quick replies and goes on by itself";
        findings.push(Finding::new(Code::MixedWays, Place::field(name, "then"), what));
    }
    for (place, button) in say.all_buttons() {
        if button.then.is_some() == button.open.is_some() {
            let what = format!("the button `{}` needs exactly one thing to do", button.text);
            findings.push(Finding::new(Code::UnfitButton, Place::field(name, place), what));
        }
    }
}
