//! Words as the index has them: the brand's shelf, an underscore, the word. Beside them each text has a token for its part and one for
//! its conversation, with two underscores; no word has any.

use subrosa_proto::ConversationId;

use super::{Part, Text};
use crate::search::Shelf;

/// A word of a brand.
pub(super) fn word(shelf: &Shelf, word: &str) -> String {
    format!("{:x}_{word}", shelf.shelf)
}

/// Every text of a part has it.
pub(super) fn part(shelf: &Shelf, part: Part) -> String {
    let letter = match part {
        Part::Customer => 'c',
        Part::Agent => 'a',
        Part::Note => 'n',
    };
    format!("{:x}__{letter}", shelf.shelf)
}

/// Every text of a conversation has it.
pub(super) fn conversation(shelf: &Shelf, conversation: ConversationId) -> String {
    format!("{:x}__v{:x}", shelf.shelf, conversation.number())
}

/// All tokens of a text: its words in order, and behind them what it has beside them.
pub(super) fn all(shelf: &Shelf, text: &Text) -> Vec<String> {
    let words = text.words.iter().map(|one| word(shelf, one));
    words.chain([part(shelf, text.part), conversation(shelf, text.conversation)]).collect()
}
