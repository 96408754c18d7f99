//! How often an order may be asked for in vain. Tries are counted in the store before anything is looked at, and taken back when they
//! were right; so tries at the same time don't add up to more.
//!
//! A customer has few tries in a conversation. An order's number has few over all conversations, so that many accounts together
//! don't guess its second fact; and all customers of a brand together have a bounded number, so that no crowd of accounts goes
//! through the numbers with a postcode that many live in. The last can be used up by strangers, and then people answer for an hour
//! what a bot would have: refusing harms less than telling.

use subrosa_proto::{AccountId, ConversationId, Timestamp};
use subrosa_store::order_attempts::{CountedBy, count, forget, uncount};
use subrosa_store::{Error, Tx};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// How many may fail, and within how many seconds.
const fn bounds(by: CountedBy) -> (i64, i64) {
    match by {
        CountedBy::Brand => (300, HOUR),
        CountedBy::Conversation => (5, HOUR),
        CountedBy::Number => (10, DAY),
        CountedBy::Member => (60, HOUR),
    }
}

/// Who tries.
#[derive(Debug, Clone, Copy)]
pub(super) enum Asker {
    /// A customer, by a bot.
    Customer(ConversationId),
    /// A member of the brand. Strangers can't use their tries up.
    Member(AccountId),
}

impl Asker {
    /// What a try is counted by, in the order in which the counts are locked: the brand's first, so that tries at one brand wait
    /// for each other in one line.
    fn counted_by(self, number_key: &str) -> Vec<(CountedBy, String)> {
        match self {
            Self::Customer(conversation) => vec![
                (CountedBy::Brand, String::new()),
                (CountedBy::Conversation, conversation.number().to_string()),
                (CountedBy::Number, number_key.to_owned()),
            ],
            Self::Member(person) => vec![(CountedBy::Member, person.number().to_string())],
        }
    }
}

/// A try that was counted.
pub(super) struct Try {
    brand: AccountId,
    counted: Vec<(CountedBy, String)>,
}

/// Counts a try.
///
/// # Errors
/// In the result: the seconds to wait, when there were too many.
pub(super) async fn begin(
    tx: &mut Tx<'_>,
    brand: AccountId,
    asker: Asker,
    number_key: &str,
    now: Timestamp,
) -> Result<Result<Try, u32>, Error> {
    let mut counted: Vec<(CountedBy, String)> = Vec::new();
    for (by, subject) in asker.counted_by(number_key) {
        let (most, seconds) = bounds(by);
        let (failures, since) = count(tx, (brand, by, &subject), now, now.plus_seconds(-seconds)).await?;
        if by == CountedBy::Brand && failures == 1 {
            // Once an hour at most: what is over is forgotten.
            forget(tx, brand, now.plus_seconds(-DAY)).await?;
        }
        if failures > most {
            // Nothing was tried, so what stands above it is not used up.
            end(tx, Try { brand, counted }).await?;
            let left = since.plus_seconds(seconds).milliseconds() - now.milliseconds();
            let left = left.div_euclid(1_000) + i64::from(left % 1_000 > 0);
            return Ok(Err(u32::try_from(left.max(1)).unwrap_or(u32::MAX)));
        }
        counted.push((by, subject));
    }
    Ok(Ok(Try { brand, counted }))
}

/// Takes a try back: it did not fail.
pub(super) async fn end(tx: &mut Tx<'_>, Try { brand, counted }: Try) -> Result<(), Error> {
    for (by, subject) in &counted {
        uncount(tx, (brand, *by, subject)).await?;
    }
    Ok(())
}
