//! Campaigns' journeys: what a journey may do, and whether each of its messages is one that the campaign has.

use std::collections::BTreeSet;

use super::{Code, Finding, Place};
use crate::flow::{Flow, Node, Triggers};
use crate::name::Name;

/// What only journeys do, in a bot.
pub(super) fn check_bot(flow: &Flow, findings: &mut Vec<Finding>) {
    for (name, node) in &flow.nodes {
        if matches!(node, Node::Promote(_)) {
            let what = "a bot has no messages of a campaign";
            findings.push(Finding::new(Code::OnlyInJourneys, Place::node(name), what));
        }
    }
}

/// What only bots do, in a journey; and its messages.
pub(super) fn check(flow: &Flow, messages: &BTreeSet<String>, findings: &mut Vec<Finding>) {
    for (field, is_there) in [
        ("triggers", flow.triggers != Triggers::default()),
        ("ice_breakers", !flow.ice_breakers.is_empty()),
        ("menu", !flow.menu.is_empty()),
    ] {
        if is_there {
            let what = format!("a journey begins at `start` alone, so `{field}` leads nowhere");
            findings.push(Finding::new(Code::NotInJourneys, Place::flow(field), what));
        }
    }
    let mut sent: BTreeSet<&str> = BTreeSet::new();
    for (name, node) in &flow.nodes {
        match node {
            Node::Promote(promote) => {
                sent.insert(promote.message.as_str());
                if !messages.contains(promote.message.as_str()) {
                    let what = format!("the campaign has no message `{}`", promote.message);
                    findings.push(Finding::new(Code::UnknownMessage, Place::field(name, "message"), what));
                }
            }
            Node::Wait(wait) if wait.reply.is_some() => {
                let what = "nobody answers on a journey; ask for `campaign.replied` after the wait";
                findings.push(Finding::new(Code::NotInJourneys, Place::field(name, "reply"), what));
            }
            Node::Wait(_) | Node::Condition(_) | Node::Set(_) | Node::Goto(_) | Node::End(_) => {}
            other => not_here(name, other, findings),
        }
    }
    for message in messages.iter().filter(|message| !sent.contains(message.as_str())) {
        let what = format!("nothing sends the message `{message}`");
        findings.push(Finding::new(Code::UnsentMessage, Place::flow("nodes"), what));
    }
}

fn not_here(name: &Name, node: &Node, findings: &mut Vec<Finding>) {
    let what = format!("a journey does not `{}`", node.kind());
    findings.push(Finding::new(Code::NotInJourneys, Place::node(name), what));
}
