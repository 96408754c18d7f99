//! Whether a flow is sound: everything that its shape alone can't say, found before a customer finds it.
//!
//! Each rule is a function from a flow to findings, one file for what belongs together. A flow with errors can't run; one with
//! warnings can, and someone should look at them.
//!
//! Never: a rule that needs a running bot, a store or a service.

mod code;
mod comments;
mod dead_ends;
mod finding;
mod journeys;
mod limits;
mod loops;
mod offers;
mod orders;
mod targets;
mod teams;
mod texts;
mod topics;
mod triggers;
mod values;
mod webhooks;

pub use code::{Code, Severity};
pub use finding::{Finding, Place};
pub use teams::lint_teams;
pub use topics::lint_topics;
pub(crate) use topics::topics;

use std::collections::BTreeSet;

use crate::file::Places;
use crate::flow::Flow;
use crate::graph::Graph;

/// What a flow is for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Purpose<'m> {
    Bot,
    /// A campaign's journey, with the names of its messages.
    Journey(&'m BTreeSet<String>),
}

/// Checks a bot's flow: errors first, then by place. `places` says where its parts stand, where that is known.
#[must_use]
pub fn lint(flow: &Flow, places: &Places) -> Vec<Finding> {
    lint_for(flow, places, Purpose::Bot)
}

/// Checks the flow of a campaign's journey that has messages of these names.
#[must_use]
pub fn lint_journey(flow: &Flow, places: &Places, messages: &BTreeSet<String>) -> Vec<Finding> {
    lint_for(flow, places, Purpose::Journey(messages))
}

fn lint_for(flow: &Flow, places: &Places, purpose: Purpose<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    limits::check(flow, &mut findings);
    if findings.iter().all(|finding| finding.code != Code::LimitExceeded) {
        check_all(flow, purpose, &mut findings);
    }
    for finding in &mut findings {
        finding.place.find_line(places);
    }
    findings.sort_by_key(|finding| (finding.severity(), finding.place.line));
    findings
}

/// The rules for a flow whose size is as it should be: their work grows faster than it.
fn check_all(flow: &Flow, purpose: Purpose<'_>, findings: &mut Vec<Finding>) {
    let graph = Graph::new(flow);
    targets::check(&graph, findings);
    dead_ends::check(&graph, findings);
    loops::check(&graph, findings);
    let names = texts::check(flow, findings);
    values::check(flow, &names, purpose, findings);
    orders::check(&graph, &names, findings);
    comments::check(flow, findings);
    match purpose {
        Purpose::Bot => {
            offers::check(&graph, findings);
            triggers::check(flow, findings);
            webhooks::check(flow, findings);
            journeys::check_bot(flow, findings);
        }
        Purpose::Journey(messages) => journeys::check(flow, messages, findings),
    }
}
