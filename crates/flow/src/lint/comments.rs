//! A comment is about a node that is there.

use super::{Code, Finding, Place};
use crate::flow::Flow;

pub(super) fn check(flow: &Flow, findings: &mut Vec<Finding>) {
    for name in flow.comments.keys().filter(|name| !flow.nodes.contains_key(*name)) {
        let what = format!("there is no node `{name}`");
        findings.push(Finding::new(Code::CommentWithoutNode, Place::flow(format!("comments.{name}")), what));
    }
}
