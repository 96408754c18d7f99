//! The engine: a session and an input give the next session and what to do.
//!
//! [`start`] and [`resume`] are pure. The caller keeps the session and carries the actions out, and does both in one transaction if
//! nothing may be lost or doubled: a step that is taken again from the same session gives the same actions under the same keys.
//! Inputs of one session are given one after another.
//!
//! What can't go on goes to a person, with the reason: a customer who asks for one in any known language, words that are not
//! understood three times, a flow that goes through more than [`crate::limits::NODES_PER_INPUT`] nodes for one input or
//! [`crate::limits::STEPS_PER_SESSION`] inputs in all, a text that can't be made.
//!
//! Never: a clock, chance, waiting. A session that waits is a value with a timer for someone else to keep.

mod action;
mod answer;
mod choice;
mod condition;
mod consent;
mod effects;
mod enter;
mod facts;
mod fallback;
mod form;
mod input;
mod message;
mod promote;
mod run;
mod session;

pub use action::{Act, Action, Effect, Ending, Packet, Proof, Reason};
pub use facts::{Facts, Stance};
pub use input::{Input, KnowledgeResult, OrderResult, PromotionResult, WebhookResult};
pub use message::{Message, ShownButton, ShownCard, ShownChoice, ShownField};
pub use session::{Session, Standing};

use crate::limits::STEPS_PER_SESSION;
use crate::name::Name;
use crate::program::Program;
use run::Run;

/// What one input leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The session to keep.
    pub session: Session,
    /// What to do, in order.
    pub actions: Vec<Action>,
    /// The nodes that were come to, in order.
    pub walked: Vec<Name>,
}

/// Why a session does not take an input. It stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A result is awaited: give the input again after it.
    #[error("a result is awaited first")]
    Busy,
    /// The timer or result is not the one that is awaited: it came late, or twice. Drop it.
    #[error("this is not, or no longer, awaited")]
    Stale,
    /// The session is over. What a customer does may start another.
    #[error("the session is over")]
    Over,
    /// The session began with another version of the flow: give it the program of that one.
    #[error("the session began with another version of the flow")]
    OtherVersion,
}

/// Begins a session with what a customer wrote or chose; none when the flow's triggers don't fit it. `id` names the session
/// for good and begins every key.
#[must_use]
pub fn start(program: &Program, id: &str, input: &Input, facts: &Facts) -> Option<Step> {
    let mut run = Run::new(program, facts, Session::new(id, program));
    let begun = match input {
        Input::Text(text) => run.open(text),
        Input::Chosen(option) => run.open_by(option),
        Input::Fields(_)
        | Input::Timer(_)
        | Input::Order(..)
        | Input::Webhook(..)
        | Input::Knowledge(..)
        | Input::Promoted(..) => false,
    };
    begun.then(|| run.finish())
}

/// Begins a session at the flow's start without a customer's words: a journey. `id` is as in [`start`].
#[must_use]
pub fn begin(program: &Program, id: &str, facts: &Facts) -> Step {
    let mut run = Run::new(program, facts, Session::new(id, program));
    run.go(&program.flow().start);
    run.finish()
}

/// Takes a session one step on.
///
/// # Errors
/// When the session does not take the input; see [`Refusal`].
pub fn resume(program: &Program, session: &Session, input: &Input, facts: &Facts) -> Result<Step, Refusal> {
    if session.flow != *program.version() {
        return Err(Refusal::OtherVersion);
    }
    if session.standing == Standing::Over {
        return Err(Refusal::Over);
    }
    let mut run = Run::new(program, facts, session.next());
    match input {
        Input::Text(text) => run.hear(text)?,
        Input::Chosen(option) => run.choose(option)?,
        Input::Fields(values) => run.fill_in(values)?,
        Input::Timer(key) => run.ring(key)?,
        Input::Order(key, result) => run.order(key, result)?,
        Input::Webhook(key, result) => run.webhook(key, result)?,
        Input::Knowledge(key, result) => run.knowledge(key, result)?,
        Input::Promoted(key, result) => run.promoted(key, *result)?,
    }
    if session.step >= STEPS_PER_SESSION {
        run = Run::new(program, facts, session.next());
        run.give_up(Reason::TooManySteps, None);
    }
    Ok(run.finish())
}
