//! Who a visitor is, once a contact has proved an identity that the brand's systems know them by.

use subrosa_messaging::Error;
use subrosa_proto::contact::{Identity, IdentityKind, Proof};
use subrosa_proto::limits::CONTACT_IDENTITIES;
use subrosa_proto::{AccountId, ConversationId, Timestamp};
use subrosa_store::visitors::{self, VisitorKind};
use subrosa_store::{Tx, contact_orders, identities};

use super::people::is_contact;
use crate::Engage;

/// Visitors with one address who become a contact at once.
const AT_ONCE: u32 = 20;

/// Gives a contact what those did who are known by its proved identities. Whose address a system says, and the brand has made sure of, is
/// this contact under the system's own name as well. Whoever calls it holds the lock of the brand's account; whether events are left to be
/// moved.
pub(crate) async fn adopt(
    tx: &mut Tx<'_>,
    engage: &Engage,
    (brand, contact): (AccountId, ConversationId),
    known: &[Identity],
    now: Timestamp,
) -> Result<bool, Error> {
    let mut has_moves = false;
    let mut count = known.len();
    for one in known.iter().filter(|one| one.proof > Proof::Claimed) {
        match one.kind {
            IdentityKind::ExternalId => {
                let found = visitors::find(tx, brand, &[(VisitorKind::User, &one.value)]).await?;
                for visitor in found.into_iter().flatten().filter(|visitor| !is_contact(*visitor)) {
                    has_moves |= engage.messaging.join_visitor(tx, brand, (visitor, contact)).await?;
                }
            }
            IdentityKind::Email => {
                for (user, visitor) in visitors::by_email(tx, brand, &one.value, AT_ONCE).await? {
                    if is_contact(visitor) || count >= usize::try_from(CONTACT_IDENTITIES).unwrap_or(usize::MAX) {
                        continue;
                    }
                    count += 1;
                    has_moves |= is_user(tx, engage, (brand, contact), (&user, visitor), now).await?;
                }
            }
            IdentityKind::Phone | IdentityKind::Subrosa => {}
        }
    }
    Ok(has_moves)
}

/// Makes a visitor a contact, who is known by the brand's name for them from then on. Whether events are left to be moved.
pub(super) async fn is_user(
    tx: &mut Tx<'_>,
    engage: &Engage,
    (brand, contact): (AccountId, ConversationId),
    (user, visitor): (&str, visitors::Subject),
    now: Timestamp,
) -> Result<bool, Error> {
    let (kind, proof) = (IdentityKind::ExternalId, Proof::Verified);
    let identity = Identity { kind, value: user.to_owned(), proof, since: now };
    identities::save_many(tx, (brand, contact), &[identity]).await?;
    contact_orders::link_by_identity(tx, (brand, contact), kind, user).await?;
    engage.messaging.join_visitor(tx, brand, (visitor, contact)).await
}
