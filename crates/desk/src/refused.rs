//! Why a rule said no.

use subrosa_proto::sending::SendingReason;

/// Why something can't be done to a thread. Nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The thread has changed hands since the writer looked.
    #[error("the thread has changed hands since")]
    Stale,
    /// It can't be sent now.
    #[error("it can't be sent now")]
    Unsendable(SendingReason),
    /// There is a ticket that is not resolved.
    #[error("the ticket is not resolved")]
    TicketOpen,
    /// There is no ticket yet.
    #[error("there is no ticket in this conversation yet")]
    NoTicket,
    /// A moment to wake at makes sense for a snoozed ticket only, and in the future.
    #[error("snoozed_until goes with status `snoozed`, and lies in the future")]
    Snooze,
    /// A label is empty, too long or has characters that do not belong in one.
    #[error("a label has 1 to 30 characters on one line")]
    Label,
    /// A ticket has as many labels as it can.
    #[error("a ticket has at most 20 labels")]
    TooManyLabels,
}
