//! What one person sent, in order, and what the server acknowledged. The paper trail that a server is held to.

use std::collections::HashMap;

use subrosa_proto::event::Sent;
use subrosa_proto::{AccountId, ClientId};

use super::Verdict;

/// One message, written down before its first try.
#[derive(Debug)]
pub struct Line {
    pub client_id: ClientId,
    pub text: String,
    /// What the server said, and the moment at which it was heard.
    pub acknowledged: Option<(Sent, u64)>,
}

/// The messages of one author in one conversation.
#[derive(Debug)]
pub struct Ledger {
    pub author: AccountId,
    pub lines: Vec<Line>,
    numbers: HashMap<ClientId, usize>,
}

impl Ledger {
    /// An empty one.
    #[must_use]
    pub fn new(author: AccountId) -> Self {
        Self { author, lines: Vec::new(), numbers: HashMap::new() }
    }

    /// Writes down a new message of some length, and returns its number.
    pub fn write(&mut self, luck: &mut fastrand::Rng) -> usize {
        let number = self.lines.len();
        let client_id = ClientId(uuid::Builder::from_random_bytes(luck.u128(..).to_be_bytes()).into_uuid());
        // Mostly short ones, sometimes one that fills a page of the disk.
        let length = if luck.u8(..16) == 0 { luck.usize(..6000) } else { luck.usize(..200) };
        let text = format!("{number} {}", "~".repeat(length));
        self.lines.push(Line { client_id, text, acknowledged: None });
        self.numbers.insert(client_id, number);
        number
    }

    /// The number of a message of this author.
    #[must_use]
    pub fn number_of(&self, client_id: ClientId) -> Option<usize> {
        self.numbers.get(&client_id).copied()
    }

    /// Notes an acknowledgement. A second one must say the same.
    pub fn acknowledge(&mut self, number: usize, sent: Sent, moment: u64, verdict: &mut Verdict) {
        let Some(line) = self.lines.get_mut(number) else {
            return verdict.doubled(format!("message {number} was acknowledged and never sent"));
        };
        match line.acknowledged {
            None => line.acknowledged = Some((sent, moment)),
            Some((first, _)) if first == sent => {}
            Some((first, _)) => verdict.doubled(format!(
                "message {number} of {} was acknowledged as {} and then as {}",
                self.author, first.seq, sent.seq
            )),
        }
    }

    /// The numbers of the messages that wait for an acknowledgement, in order.
    #[must_use]
    pub fn unacknowledged(&self) -> Vec<usize> {
        (0..self.lines.len()).filter(|number| self.lines[*number].acknowledged.is_none()).collect()
    }
}
