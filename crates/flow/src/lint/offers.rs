//! A customer can always come to a person.

use super::{Code, Finding, Place};
use crate::flow::Node;
use crate::graph::{Graph, edges};

pub(super) fn check(graph: &Graph<'_>, findings: &mut Vec<Finding>) {
    let reachable = graph.reachable();
    let hands_over = |node: &Node| matches!(node, Node::HandOver(_));
    let is_offered = graph.flow.nodes.iter().any(|(name, node)| hands_over(node) && reachable.contains(name));
    if !is_offered {
        let what = "the bot never offers a person";
        findings.push(Finding::new(Code::NoPerson, Place::flow("nodes"), what));
        return;
    }
    let leading = graph.leading_to(hands_over);
    for (name, node) in graph.flow.nodes.iter().filter(|(name, _)| reachable.contains(name) && !leading.contains(name))
    {
        if edges(node).iter().any(|way| way.pace.asks_customer()) {
            let what = format!("from the question `{name}` on, no way leads to a person");
            findings.push(Finding::new(Code::NoWayToPerson, Place::node(name), what));
        }
    }
}
