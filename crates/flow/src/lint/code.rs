//! The one table of findings: each has a stable name, a severity and a hint at what to do.

use serde::{Deserialize, Serialize};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The flow can't run.
    Error,
    /// It can, and probably not as meant.
    Warning,
}

macro_rules! codes {
    ($($(#[$meta:meta])* $name:ident, $code:literal, $severity:ident, $hint:literal;)*) => {
        /// A stable name for what was found.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Code {
            $($(#[$meta])* #[serde(rename = $code)] $name,)*
        }

        impl Code {
            /// Every code, in the table's order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable name.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// How bad it is.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// What to do about it.
            #[must_use]
            pub const fn hint(self) -> &'static str {
                match self { $(Self::$name => $hint,)* }
            }
        }
    };
}

codes! {
    UnknownVersion, "unknown-version", Error, "write `v: 1`, or use a later version of Subrosa";
    UnknownLanguage, "unknown-language", Error, "use en, de, es, fr or ar";
    UnknownTarget, "unknown-target", Error, "correct the name, or add the node";
    UnreachableNode, "unreachable-node", Warning, "let a node or a trigger lead to it, or remove it";
    DeadEnd, "dead-end", Error, "say where it goes on: a node, an end, or a person";
    LoopWithoutCustomer, "loop-without-customer", Error, "let the customer answer, or time pass, somewhere in it";
    ChainTooLong, "chain-too-long", Error, "let the customer answer somewhere in between";
    LimitExceeded, "limit-exceeded", Error, "use fewer, or a smaller value";
    TextTooLong, "text-too-long", Error, "shorten it";
    EmptyText, "empty-text", Error, "write something, or remove it";
    BadTemplate, "bad-template", Error, "braces hold the name of one value, as in {{ order_number }}, or a question, as in {% if name %}";
    BadAddress, "bad-address", Error, "write an https address whose host is a plain name";
    UnknownValue, "unknown-value", Error, "declare it under `variables`, or correct the name; `contact.…`, `order.…` and `message` are known too";
    ReservedName, "reserved-name", Error, "choose another name";
    SetTooLate, "set-too-late", Warning, "ask for it before, or give the variable a default";
    OrderTooEarly, "order-too-early", Warning, "look the order up before";
    WrongKind, "wrong-kind", Error, "use a value of the variable's kind";
    ChoiceWithoutOptions, "choice-without-options", Error, "list its choices";
    DuplicateChoice, "duplicate-choice", Error, "give each its own words";
    UnfitComparison, "unfit-comparison", Error, "`set` and `not_set` take nothing to compare with, `one_of` takes a list, all others take one value";
    MixedWays, "mixed-ways", Error, "use either quick replies, which have ways of their own, or `then`";
    UnfitButton, "unfit-button", Error, "give it either `then` or `open`";
    WebhookWithoutFallback, "webhook-without-fallback", Error, "name the node for when the service does not answer";
    DuplicateKeyword, "duplicate-keyword", Error, "keep one of the two";
    NeverStarts, "never-starts", Warning, "set `always: true` under `triggers`, or add keywords, intents or ice breakers";
    UnknownTeam, "unknown-team", Warning, "correct the name, or make a team that flows call so; without one, everyone sees the ticket";
    UnknownTopic, "unknown-topic", Error, "correct the name, or make a topic that programs call so";
    CommentWithoutNode, "comment-without-node", Warning, "correct the name, or remove the comment";
    OnlyInJourneys, "only-in-journeys", Error, "use `say` in a bot; a campaign's journey has messages of the campaign";
    NotInJourneys, "not-in-journeys", Error, "a journey has `promote`, `wait` without `reply`, `condition`, `set`, `goto` and `end`, and begins after the campaign's message";
    UnknownMessage, "unknown-message", Error, "correct the name, or write a message of this name";
    UnsentMessage, "unsent-message", Warning, "let a node send it, or remove it";
    NoPerson, "no-person", Warning, "add a `hand_over` node, and let the customer come to it";
    NoWayToPerson, "no-way-to-person", Warning, "let it lead to a node that can hand over; words that ask for a person count there all the same";
}
