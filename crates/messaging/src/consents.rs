//! What customers have agreed to hear of: an entry is added, and it is said whether it counts. Whose entries may be added, and when,
//! others know; bots' come with their steps.
//!
//! Never: an entry that is changed, or one that counts against `subrosa_desk::consent`.

use subrosa_desk::consent::{self, Said};
use subrosa_proto::{AccountId, ConversationId, ErrorCode};
use subrosa_store::consents::{self, Entry};
use subrosa_store::{Tx, accounts};

use crate::Error;

pub use subrosa_desk::consent::Weight;

/// Holds whatever changes a customer's consents, and reads those that count. Whoever is to send something by a consent reads it in the
/// transaction that sends, so that a withdrawal is heard at once.
///
/// # Errors
/// When the store fails.
pub async fn held(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    customer: AccountId,
) -> Result<Vec<Entry>, Error> {
    accounts::lock(tx, customer).await?;
    Ok(consents::current(tx, brand, contact).await?)
}

/// Adds an entry to those of a contact, whose counting ones are `held`.
///
/// # Errors
/// `forbidden` when someone else grants what the customer has withdrawn themselves.
pub async fn append(
    tx: &mut Tx<'_>,
    contact: (AccountId, ConversationId),
    held: &[Entry],
    entry: &Entry,
) -> Result<(), Error> {
    let counts = match weigh(held, entry) {
        Weight::Counts => true,
        Weight::History => false,
        Weight::Refused => {
            let detail = "the customer has withdrawn it themselves: they can switch it on in the conversation";
            return Err(Error::field(ErrorCode::Forbidden, "state", detail));
        }
    };
    Ok(add(tx, contact, entry, counts).await?)
}

/// Weighs an entry beside those that count.
#[must_use]
pub fn weigh(held: &[Entry], entry: &Entry) -> Weight {
    let before = held.iter().find(|one| one.topic == entry.topic && one.channel == entry.channel);
    consent::weigh(before.map(said).as_ref(), &said(entry))
}

/// Writes an entry that was weighed.
///
/// # Errors
/// When the store fails.
pub async fn add(
    tx: &mut Tx<'_>,
    contact: (AccountId, ConversationId),
    entry: &Entry,
    counts: bool,
) -> Result<(), subrosa_store::Error> {
    consents::insert(tx, contact, entry).await?;
    if counts { consents::set(tx, contact, entry).await } else { Ok(()) }
}

/// What an entry says.
#[must_use]
pub fn said(entry: &Entry) -> Said {
    Said { state: entry.state, source: entry.source, at: entry.at }
}
