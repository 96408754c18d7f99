//! A refused or failed command, as the caller will see it.

use subrosa_access::{Denied, TooMany};
use subrosa_proto::body::InvalidBody;
use subrosa_proto::text::InvalidText;
use subrosa_proto::{ErrorCode, Problem};
use subrosa_store as store;

/// Why a command was not carried out. Nothing of it remains.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.code.code())]
pub struct Error(Box<Problem>);

impl Error {
    /// An error of this code, without particulars.
    #[must_use]
    pub fn new(code: ErrorCode) -> Self {
        Self(Box::new(Problem::new(code)))
    }

    /// An error that may be over after so many seconds.
    pub(crate) fn after(code: ErrorCode, seconds: u32) -> Self {
        Self(Box::new(Problem::new(code).with_retry_after(seconds)))
    }

    /// A value of one field that is outside what is allowed.
    #[must_use]
    pub fn field(code: ErrorCode, field: &str, detail: impl Into<String>) -> Self {
        Self(Box::new(Problem::new(code).with_field(field).with_detail(detail)))
    }

    /// An error with what was wrong, where no field is.
    #[must_use]
    pub fn detailed(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self(Box::new(Problem::new(code).with_detail(detail)))
    }

    /// A text in a field that can't be used.
    #[must_use]
    pub fn text(field: &str, why: InvalidText) -> Self {
        Self::field(ErrorCode::TextInvalid, field, why.to_string())
    }

    /// Its stable name.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// Whether the store failed, rather than the request.
    pub(crate) const fn is_of_the_store(&self) -> bool {
        matches!(self.code(), ErrorCode::Internal | ErrorCode::StorageFull | ErrorCode::StorageUnavailable)
    }

    /// Whether it may go well a little later, with nothing changed.
    #[must_use]
    pub const fn is_passing(&self) -> bool {
        matches!(
            self.code(),
            ErrorCode::Overloaded | ErrorCode::StorageUnavailable | ErrorCode::StorageFull | ErrorCode::Draining
        )
    }

    /// As it travels.
    #[must_use]
    pub fn into_problem(self) -> Problem {
        *self.0
    }
}

impl From<Denied> for Error {
    fn from(denied: Denied) -> Self {
        Self::new(denied.code)
    }
}

impl From<TooMany> for Error {
    fn from(too_many: TooMany) -> Self {
        Self::after(ErrorCode::TooManyRequests, too_many.retry_after)
    }
}

impl From<InvalidBody> for Error {
    fn from(why: InvalidBody) -> Self {
        let code = match &why {
            InvalidBody::TooLarge => ErrorCode::PayloadTooLarge,
            InvalidBody::Text(_) => ErrorCode::TextInvalid,
            InvalidBody::Shape
            | InvalidBody::Version(_)
            | InvalidBody::Entities
            | InvalidBody::Offer(_)
            | InvalidBody::Attachments(_) => ErrorCode::BodyInvalid,
        };
        Self::field(code, "body", why.to_string())
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Full => Self::after(ErrorCode::StorageFull, 5),
            store::Error::Unavailable(cause) => {
                tracing::warn!(cause, "the store is unavailable");
                Self::after(ErrorCode::StorageUnavailable, 1)
            }
            other => {
                // The cause is for the operator's log, not for the caller.
                tracing::error!(error = %other, "the store failed");
                Self::new(ErrorCode::Internal)
            }
        }
    }
}
