//! A conversation can always go on, until it ends or a person has it.

use super::{Code, Finding, Place};
use crate::flow::Node;
use crate::graph::{Graph, Pace, edges};

pub(super) fn check(graph: &Graph<'_>, findings: &mut Vec<Finding>) {
    let rests = |node: &Node| {
        matches!(node, Node::End(_) | Node::HandOver(_) | Node::Wait(_))
            || edges(node).iter().any(|way| way.pace == Pace::AfterCustomer)
    };
    let alive = graph.leading_to(rests);
    for name in graph.flow.nodes.keys().filter(|name| !alive.contains(name)) {
        let what = format!("from `{name}` the conversation comes to no end, no person and no question");
        findings.push(Finding::new(Code::DeadEnd, Place::node(name), what));
    }
}
