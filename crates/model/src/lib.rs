//! What a language model is asked, and what it answers, as data: requests of the OpenAI form, what they cost at most, and answers that
//! are read with suspicion.
//!
//! A model is a stranger: it may be slow, wrong, or obey what a customer or an article tells it. So what it answers is a text that is
//! bounded, without addresses that nobody gave it, and nothing else; it is never an order to this server.
//!
//! Never: input or output, a clock, a store. Never a secret in a request: the texts that a request holds are all that a model is told.

mod addresses;
mod chat;
mod cost;
mod draft;
mod embedding;
mod grounded;
mod translation;

pub use addresses::{addresses, without_strange};
pub use chat::{Answer, Chat, Nonsense, Speaker, read};
pub use cost::tokens;
pub use draft::{Draft, DraftOf, Passage, Said, drafted};
pub use embedding::{Embedded, Embedding};
pub use grounded::{Fact, Grounded, Statement, Worded};
pub use translation::{TranslateInto, TranslationOf, translated};

/// Characters of an answer that are taken; one with more is nonsense.
pub const ANSWER_CHARACTERS: usize = 8_000;
/// Bytes of an answer of the endpoint that are read, with all that stands around the text.
pub const ANSWER_BYTES: usize = 256 * 1024;
