//! Whether an order's number and a second fact belong together. What is wrong is not told apart: an order that does not exist and a
//! second fact that is another's have the same answer after the same work.

use subrosa_flow::engine::Proof as Second;
use subrosa_proto::contact::{Identity, IdentityKind, Proof};
use subrosa_proto::limits::CONTACT_IDENTITIES;
use subrosa_proto::order::Order;
use subrosa_proto::{AccountId, ConversationId, Timestamp};
use subrosa_store::orders::PlacedBy;
use subrosa_store::{Error, Tx, identities, orders};

use super::attempts::{Asker, begin, end};
use crate::keys;

/// Orders of one number that are looked at: shops number anew after a move, seldom more than once.
const CANDIDATES: u32 = 5;

/// What came of it.
pub(super) enum Outcome {
    Found(Box<Order>),
    NotFound,
    /// Too many tries; the seconds to wait.
    Throttled(u32),
}

/// Tries it once.
pub(super) async fn prove(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    asker: Asker,
    (number, second): (&str, &Second),
    now: Timestamp,
) -> Result<Outcome, Error> {
    let number_key = keys::order_number(number).unwrap_or_default();
    let tried = match begin(tx, brand, asker, &number_key, now).await? {
        Ok(tried) => tried,
        Err(seconds) => return Ok(Outcome::Throttled(seconds)),
    };
    let fact = Fact::of(second);
    let candidates = orders::candidates(tx, brand, &number_key, CANDIDATES).await?;
    // All are compared, whichever fits.
    let fitting: Vec<_> = candidates.iter().filter(|candidate| fact.is_of(&candidate.by)).collect();
    let Some(fitting) = fitting.first() else { return Ok(Outcome::NotFound) };
    let Some(order) = orders::find(tx, brand, fitting.id).await? else { return Ok(Outcome::NotFound) };
    end(tx, tried).await?;
    if let Some((kind, value)) = fact.identity() {
        claim(tx, (brand, contact), Identity { kind, value, proof: Proof::Claimed, since: now }).await?;
    }
    Ok(Outcome::Found(Box::new(order)))
}

/// Keeps what the customer proved the order by, as claimed: knowing one order proves no mailbox, and must not open all others.
async fn claim(tx: &mut Tx<'_>, contact: (AccountId, ConversationId), identity: Identity) -> Result<(), Error> {
    let known = identities::of_contact(tx, contact.0, contact.1).await?;
    if known.len() < usize::try_from(CONTACT_IDENTITIES).unwrap_or(usize::MAX) {
        identities::save_many(tx, contact, &[identity]).await?;
    }
    Ok(())
}

/// A second fact as it is compared; nothing when it can be nobody's.
enum Fact {
    Email(Option<String>),
    Phone(Option<String>),
    Postcode(Option<String>),
}

impl Fact {
    fn of(second: &Second) -> Self {
        match second {
            Second::Email(text) => Self::Email(keys::email(text)),
            Second::Phone(text) => Self::Phone(keys::phone(text)),
            Second::Postcode(text) => Self::Postcode(keys::postcode(text)),
        }
    }

    fn is_of(&self, by: &PlacedBy) -> bool {
        match self {
            Self::Email(fact) => fact.is_some() && *fact == by.email,
            Self::Postcode(fact) => fact.is_some() && *fact == by.postcode,
            Self::Phone(fact) => {
                fact.as_deref().zip(by.phone.as_deref()).is_some_and(|(one, other)| keys::is_same_phone(one, other))
            }
        }
    }

    fn identity(self) -> Option<(IdentityKind, String)> {
        match self {
            Self::Email(email) => Some((IdentityKind::Email, email?)),
            Self::Phone(phone) => Some((IdentityKind::Phone, phone?)),
            Self::Postcode(_) => None,
        }
    }
}
