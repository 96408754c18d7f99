//! Conversations written down, played against a flow: what the customer does, what the bot has to say to it, and what
//! the world answers in between. Time passes by `wait` alone, so a year is tested in no time.
//!
//! Never: a real order, service or clock. Every result stands in the script.

mod line;
mod play;
mod report;
mod run;
mod shown;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_saphyr::Spanned;

pub use line::{BotLine, HandOverLine, Line};
pub use play::play;
pub use report::{Failure, Outcome};

use crate::engine::Stance;
use crate::file::{Unreadable, read_yaml};
use crate::limits::{CONVERSATIONS, LINES};
use crate::name::Name;
use crate::value::Values;

/// A script: conversations that a flow has to have as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// The conversations, each from its beginning.
    pub conversations: Vec<Spanned<Conversation>>,
}

/// One conversation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conversation {
    /// What it shows.
    pub name: String,
    /// Whether the brand is open.
    #[serde(default = "yes")]
    pub open: bool,
    /// Whether the channel can show forms.
    #[serde(default)]
    pub forms: bool,
    /// The contact's attributes at the beginning.
    #[serde(default)]
    pub contact: Values,
    /// The topics that the customer agrees to at the beginning, or is not to be asked for.
    #[serde(default)]
    pub consents: BTreeMap<Name, Stance>,
    /// What happens.
    pub lines: Vec<Spanned<Line>>,
}

const fn yes() -> bool {
    true
}

/// Reads a script in YAML.
///
/// # Errors
/// When the bytes exceed a limit, are no YAML, or are not of a script's shape.
pub fn read_script(bytes: &[u8]) -> Result<Script, Unreadable> {
    let script: Script = read_yaml(bytes)?;
    if script.conversations.len() > CONVERSATIONS {
        return Err(Unreadable::new(1, format!("a script has at most {CONVERSATIONS} conversations")));
    }
    match script.conversations.iter().find(|conversation| conversation.value.lines.len() > LINES) {
        Some(long) => {
            let what = format!("a conversation has at most {LINES} lines");
            Err(Unreadable::new(long.referenced.line(), what))
        }
        None => Ok(script),
    }
}
