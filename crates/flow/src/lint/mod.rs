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

use crate::file::Places;
use crate::flow::Flow;
use crate::graph::Graph;

/// Checks a flow: errors first, then by place. `places` says where its parts stand, where that is known.
#[must_use]
pub fn lint(flow: &Flow, places: &Places) -> Vec<Finding> {
    let mut findings = Vec::new();
    limits::check(flow, &mut findings);
    if findings.iter().all(|finding| finding.code != Code::LimitExceeded) {
        check_all(flow, &mut findings);
    }
    for finding in &mut findings {
        finding.place.find_line(places);
    }
    findings.sort_by_key(|finding| (finding.severity(), finding.place.line));
    findings
}

/// The rules for a flow whose size is as it should be: their work grows faster than it.
fn check_all(flow: &Flow, findings: &mut Vec<Finding>) {
    let graph = Graph::new(flow);
    targets::check(&graph, findings);
    dead_ends::check(&graph, findings);
    loops::check(&graph, findings);
    let names = texts::check(flow, findings);
    values::check(flow, &names, findings);
    orders::check(&graph, &names, findings);
    offers::check(&graph, findings);
    triggers::check(flow, findings);
    webhooks::check(flow, findings);
    comments::check(flow, findings);
}
