//! A flow file as it comes in: read, checked, and made ready to run.

use std::collections::BTreeSet;

use subrosa_flow::{Finding, Flow, FlowVersion, Places, Program, Unreadable, lint, lint_topics, read_flow};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;

/// Findings that an error tells of; the rest follows when these are mended.
const TOLD: usize = 20;

/// The flow and where its parts stand.
///
/// # Errors
/// When it is no flow, or holds what a store can't keep.
pub(crate) fn read(source: &str) -> Result<(Flow, Places), Unreadable> {
    if source.contains('\0') {
        return Err(Unreadable { line: 1, what: "a flow has no NUL character".to_owned() });
    }
    read_flow(source.as_bytes())
}

/// The flow, ready to run.
///
/// # Errors
/// `flow_invalid` with what is wrong and where.
pub(super) fn program(source: &str) -> Result<Program, Error> {
    let (flow, places) = readable(source)?;
    refuse(&lint(&flow, &places))?;
    ready(flow)
}

/// The same for a brand that asks its customers to agree to these topics.
///
/// # Errors
/// `flow_invalid`, also where the flow asks for another.
pub(super) fn program_for(source: &str, topics: &BTreeSet<String>) -> Result<Program, Error> {
    let (flow, places) = readable(source)?;
    refuse(&[lint(&flow, &places), lint_topics(&flow, &places, topics)].concat())?;
    ready(flow)
}

fn readable(source: &str) -> Result<(Flow, Places), Error> {
    read(source).map_err(|error| invalid(format!("line {}: {}", error.line, error.what)))
}

fn ready(flow: Flow) -> Result<Program, Error> {
    let version = FlowVersion { flow: String::new(), version: 0 };
    Program::new(flow, version).map_err(|_| invalid("the flow can't run".to_owned()))
}

fn refuse(findings: &[Finding]) -> Result<(), Error> {
    errors(findings).map_or(Ok(()), |errors| Err(invalid(errors)))
}

/// The errors among findings, one a line; none where there are none.
pub(crate) fn errors(findings: &[Finding]) -> Option<String> {
    let errors: Vec<String> = findings.iter().filter(|finding| finding.is_error()).take(TOLD).map(told).collect();
    (!errors.is_empty()).then(|| errors.join("\n"))
}

fn invalid(detail: String) -> Error {
    Error::field(ErrorCode::FlowInvalid, "source", detail)
}

/// A finding with its line, where it has one.
fn told(finding: &Finding) -> String {
    match finding.place.line {
        Some(line) => format!("line {line}: {finding}"),
        None => finding.to_string(),
    }
}
