//! Small flows for the tests, and ways to run them.

use subrosa_flow::engine::{self, Act, Facts, Input, Session, Step};
use subrosa_flow::{Flow, FlowVersion, Program, read_flow};
use subrosa_proto::Timestamp;

/// A flow of these nodes, with these other entries.
pub(crate) fn text(more: &str, nodes: &str) -> String {
    let indented = nodes.lines().map(|line| format!("  {line}\n")).collect::<String>();
    format!("v: 1\nname: Test\nlanguage: en\nstart: first\ntriggers: {{ always: true }}\n{more}nodes:\n{indented}")
}

pub(crate) fn flow(more: &str, nodes: &str) -> Flow {
    let text = text(more, nodes);
    read_flow(text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}")).0
}

pub(crate) fn program(more: &str, nodes: &str) -> Program {
    ready(flow(more, nodes))
}

pub(crate) fn ready(flow: Flow) -> Program {
    let version = FlowVersion { flow: "test".to_owned(), version: 1 };
    Program::new(flow, version).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

pub(crate) fn facts() -> Facts {
    Facts {
        now: Timestamp::from_milliseconds(1_000),
        open: true,
        contact: [].into(),
        consents: [].into(),
        campaign: [].into(),
        forms: false,
    }
}

pub(crate) fn text_input(text: &str) -> Input {
    Input::Text(text.to_owned())
}

pub(crate) fn begin(program: &Program, text: &str) -> Step {
    engine::start(program, "s", &text_input(text), &facts()).expect("the bot begins")
}

pub(crate) fn answer(program: &Program, session: &Session, input: &Input) -> Step {
    engine::resume(program, session, input, &facts()).expect("the session takes it")
}

/// What was said in a step.
pub(crate) fn said(step: &Step) -> Vec<&str> {
    let messages = step.actions.iter().filter_map(|action| match &action.act {
        Act::Say(message) => Some(message.text.as_str()),
        _ => None,
    });
    messages.collect()
}
