//! What can go wrong, and whether trying again may help.
//!
//! Never: the content of a message or a token in an error's text; both end up in logs.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::sync::Arc;

use subrosa_proto::body::InvalidBody;
use subrosa_proto::{ErrorCode, Problem};

/// What went wrong. Cheap to clone: one failure may answer several callers.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The server understood and said no.
    #[error("{}", describe(.0))]
    Problem(Box<Problem>),
    /// The server could not be reached, or the connection broke.
    #[error("the server can't be reached ({0}): check the address and the network")]
    Transport(Cause),
    /// Nobody answered within the deadline. What was asked may have been done.
    #[error("no answer came in time: try again")]
    Timeout,
    /// An HTTP status without problem details, as a proxy sends them.
    #[error("status {0} came without problem details: check that the address is Subrosa's")]
    Status(u16),
    /// The server's answer has another shape than documented.
    #[error("the server's {what} can't be read ({place}): client and server may differ in version")]
    Protocol { what: &'static str, place: String },
    /// The address given is not one.
    #[error("{0:?} is not a server's address: use http://… or https://… without a password in it")]
    Address(String),
    /// The token has characters that no token has.
    #[error("this is not a token: use the one that signing in returned")]
    Token,
    /// The TLS settings can't be used.
    #[error("TLS can't be set up: {0}")]
    Tls(Cause),
    /// The message breaks a rule that is known before sending.
    #[error("the message can't be sent: {0}")]
    Body(#[from] InvalidBody),
    /// The outbox failed. A message that was being queued is not sent.
    #[error("the outbox can't be used: {0}")]
    Outbox(Cause),
    /// The client was closed. Messages not yet sent stay in the outbox.
    #[error("the client was closed")]
    Closed,
}

impl Error {
    /// Whether the same request may succeed later, unchanged.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Problem(problem) => problem.code.is_retryable(),
            Self::Transport(_) | Self::Timeout => true,
            Self::Status(status) => matches!(status, 429 | 502..=504),
            _ => false,
        }
    }

    /// The stable code, when it was the server that said no.
    #[must_use]
    pub fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            _ => None,
        }
    }

    pub(crate) fn transport(cause: impl StdError + Send + Sync + 'static) -> Self {
        Self::Transport(Cause::new(cause))
    }

    pub(crate) fn outbox(cause: io::Error) -> Self {
        Self::Outbox(Cause::new(cause))
    }

    /// Says where reading stopped and why, but not what stood there.
    pub(crate) fn protocol(what: &'static str, error: &serde_json::Error) -> Self {
        let place = format!("{:?} error at line {}, column {}", error.classify(), error.line(), error.column());
        Self::Protocol { what, place }
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

fn describe(problem: &Problem) -> String {
    let detail = problem.detail.as_deref().map(|detail| format!("{detail} ")).unwrap_or_default();
    format!("{} {detail}{} ({})", problem.title, problem.hint, problem.code.code())
}

/// An error from below. Its text names the whole chain, because the outermost link rarely says what is wrong.
#[derive(Clone)]
pub struct Cause(Arc<dyn StdError + Send + Sync>);

impl Cause {
    pub(crate) fn new(cause: impl StdError + Send + Sync + 'static) -> Self {
        Self(Arc::new(cause))
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut said = self.0.to_string();
        formatter.write_str(&said)?;
        let mut link = self.0.source();
        while let Some(source) = link {
            let text = source.to_string();
            // Some errors repeat what is below them.
            if !said.ends_with(&text) {
                write!(formatter, ": {text}")?;
            }
            said = text;
            link = source.source();
        }
        Ok(())
    }
}

impl fmt::Debug for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_what_happened_and_what_to_do() {
        let error = Error::from(Problem::new(ErrorCode::HandleTaken).with_detail("ada is in use."));
        assert_eq!(error.to_string(), "This handle is taken. ada is in use. Choose another. (handle_taken)");
        assert!(!error.is_retryable());
        assert!(Error::from(Problem::new(ErrorCode::Draining)).is_retryable());
    }

    #[test]
    fn a_cause_names_each_link_once() {
        #[derive(Debug, thiserror::Error)]
        enum Link {
            #[error("no answer: {0}")]
            Repeats(#[source] Box<Link>),
            #[error("connecting failed")]
            Hides(#[source] Box<Link>),
            #[error("refused")]
            Root,
        }
        let chain = Link::Repeats(Box::new(Link::Hides(Box::new(Link::Root))));
        assert_eq!(Cause::new(chain).to_string(), "no answer: connecting failed: refused");
    }

    #[test]
    fn a_reading_error_does_not_repeat_what_was_read() {
        let error = serde_json::from_str::<u32>("\"a secret\"").expect_err("a text is no number");
        assert!(!Error::protocol("reply", &error).to_string().contains("secret"));
    }
}
