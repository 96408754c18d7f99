//! What a search box says, read.

/// What is looked for. Everything that is said must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words and phrases, each of which the text must have.
    pub terms: Vec<Term>,
    /// Only what one side wrote, or only notes.
    pub part: Option<Part>,
    /// Only in tickets with all of these labels.
    pub labels: Vec<String>,
    /// Only in tickets of one of these statuses; any when there is none.
    pub statuses: Vec<Status>,
    /// Only in tickets that are someone's.
    pub assignee: Option<Assignee>,
    /// Only in the ticket with this running number.
    pub ticket: Option<i64>,
    /// Only from this moment on, in milliseconds since 1970 (UTC).
    pub from: Option<i64>,
    /// Only before this moment, in the same unit.
    pub before: Option<i64>,
    /// The running number that someone means who types nothing but a number.
    pub number: Option<i64>,
}

/// One word, or several that stand one behind the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As [`crate::words`] gives them; at least one.
    pub words: Vec<String>,
    /// Whether the last of them may go on: it is still being typed.
    pub is_begun: bool,
}

/// Who wrote something, and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Messages of the customer.
    Customer,
    /// Messages of the brand.
    Agent,
    /// Notes, which no customer sees.
    Notes,
}

/// The status of a ticket, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Open,
    Pending,
    Snoozed,
    Resolved,
}

/// Whose a ticket is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assignee {
    /// The one's who asks.
    Me,
    Nobody,
    /// The member's with this handle.
    Handle(String),
}

impl Query {
    /// Whether it asks something of the ticket in which a text stands.
    #[must_use]
    pub const fn is_of_tickets(&self) -> bool {
        !self.labels.is_empty() || !self.statuses.is_empty() || self.assignee.is_some() || self.ticket.is_some()
    }

    /// Whether it asks for words, or at least for a part or a time in which something was said.
    #[must_use]
    pub const fn is_of_texts(&self) -> bool {
        !self.terms.is_empty() || self.part.is_some() || self.from.is_some() || self.before.is_some()
    }
}
