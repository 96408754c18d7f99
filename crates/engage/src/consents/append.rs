//! Add an entry, and say whether it counts.

use subrosa_messaging::Error;
use subrosa_proto::consent::{ConsentSource, ConsentState};
use subrosa_proto::{AccountId, ConversationId, ErrorCode};
use subrosa_store::consents::{self, Entry};
use subrosa_store::{Tx, accounts};

/// Holds whatever changes a customer's consents, and reads those that count. Whoever is to send something by a consent reads it in the
/// transaction that sends, so that a withdrawal is heard at once.
pub(super) async fn held(
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
pub(super) async fn append(
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

/// What an entry would weigh beside those that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// It counts from now on.
    Counts,
    /// It is written down, and another counts.
    History,
    /// The customer has withdrawn it themselves, and nobody else grants it.
    Refused,
}

/// Weighs an entry.
pub(crate) fn weigh(held: &[Entry], entry: &Entry) -> Weight {
    let before = held.iter().find(|one| one.topic == entry.topic && one.channel == entry.channel);
    match counts(before, entry) {
        Some(true) => Weight::Counts,
        Some(false) => Weight::History,
        None => Weight::Refused,
    }
}

/// Writes an entry that was weighed.
pub(crate) async fn add(
    tx: &mut Tx<'_>,
    contact: (AccountId, ConversationId),
    entry: &Entry,
    counts: bool,
) -> Result<(), subrosa_store::Error> {
    consents::insert(tx, contact, entry).await?;
    if counts { consents::set(tx, contact, entry).await } else { Ok(()) }
}

/// Whether an entry counts from now on, or is history alone; nothing when it may not be.
fn counts(before: Option<&Entry>, entry: &Entry) -> Option<bool> {
    let Some(before) = before else { return Some(true) };
    if before.at > entry.at {
        return Some(false);
    }
    let was_withdrawn_by_customer = before.state == ConsentState::Withdrawn && before.source == ConsentSource::Customer;
    match (was_withdrawn_by_customer && entry.source != ConsentSource::Customer, entry.state) {
        (false, _) => Some(true),
        // It takes no weight from what the customer said.
        (true, ConsentState::Withdrawn) => Some(false),
        (true, ConsentState::Granted) => None,
    }
}

#[cfg(test)]
mod tests {
    use subrosa_proto::Timestamp;
    use subrosa_proto::consent::ConsentChannel;

    use super::*;

    fn entry(state: ConsentState, source: ConsentSource, at: i64) -> Entry {
        let at = Timestamp::from_milliseconds(at);
        let (topic, text) = ("offers".to_owned(), String::new());
        let channel = ConsentChannel::Subrosa;
        Entry { id: 1, topic, channel, state, source, at, recorded_at: at, recorded_by: None, text }
    }

    #[test]
    fn the_latest_moment_counts_whichever_comes_first() {
        use ConsentSource::{Api, Member};
        use ConsentState::{Granted, Withdrawn};

        let granted = entry(Granted, Member, 5);
        assert_eq!(counts(None, &granted), Some(true));
        assert_eq!(counts(Some(&granted), &entry(Withdrawn, Api, 6)), Some(true));
        assert_eq!(counts(Some(&granted), &entry(Withdrawn, Api, 5)), Some(true));
        assert_eq!(counts(Some(&granted), &entry(Withdrawn, Api, 4)), Some(false));
    }

    #[test]
    fn what_the_customer_withdrew_they_alone_grant() {
        use ConsentSource::{Customer, Import, Member};
        use ConsentState::{Granted, Withdrawn};

        let withdrawn = entry(Withdrawn, Customer, 5);
        assert_eq!(counts(Some(&withdrawn), &entry(Granted, Member, 6)), None);
        // By a detour neither: the member's withdrawal does not take the place of the customer's.
        assert_eq!(counts(Some(&withdrawn), &entry(Withdrawn, Member, 6)), Some(false));
        assert_eq!(counts(Some(&withdrawn), &entry(Granted, Customer, 6)), Some(true));
        assert_eq!(counts(Some(&withdrawn), &entry(Granted, Import, 4)), Some(false));
        assert_eq!(counts(Some(&entry(Withdrawn, Member, 5)), &entry(Granted, Member, 6)), Some(true));
    }
}
