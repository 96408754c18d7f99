//! What comes next in a conversation. Pure.

use subrosa_flow::engine::{Effect, Input, Standing};
use subrosa_proto::Timestamp;

use super::look::View;

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Nothing now.
    Nothing,
    /// The session hears this, or a new one begins with it.
    Input(Input),
    /// The brand's own program did not answer in time.
    Unanswered,
    /// First what the session waits for is to be found out, under this key.
    Effect(String, Effect),
}

/// Timers come first: what a session waited for in vain it does not wait for again.
pub(super) fn next(view: &View, now: Timestamp) -> Next {
    if view.at.patience_seconds > 0 {
        let is_late = view.at.timer_at.is_some_and(|at| at <= now);
        return if is_late { Next::Unanswered } else { Next::Nothing };
    }
    let heard = || view.next.as_ref().map_or(Next::Nothing, |heard| Next::Input(heard.input.clone()));
    let Some(session) = &view.session else {
        return match &view.at.session {
            // It can't be read any more, so it can't go on; whatever it is given ends it.
            Some(_) => Next::Input(Input::Timer(String::new())),
            None => heard(),
        };
    };
    if view.at.timer_at.is_some_and(|at| at <= now) {
        return Next::Input(Input::Timer(session.timer.clone()));
    }
    match (&session.standing, &view.at.effect) {
        (Standing::Working { effect: key, .. }, Some(effect)) => match serde_json::from_str(effect) {
            Ok(effect) => Next::Effect(key.clone(), effect),
            Err(_) => Next::Input(Input::Timer(session.timer.clone())),
        },
        (Standing::Working { .. }, None) => Next::Nothing,
        (Standing::Waiting(_) | Standing::Asked(_) | Standing::Over, _) => heard(),
    }
}
