//! The contacts of one person: those that were merged, and those who may be the same.

use std::collections::HashMap;

use subrosa_messaging::Error;
use subrosa_proto::contact::{Attribute, Identity, IdentityKind, LikelyContact, OtherContact, Proof};
use subrosa_proto::{AccountId, ConversationId};
use subrosa_store::conversations::Conversation;
use subrosa_store::merged_contacts::Merged;
use subrosa_store::{Tx, contact_values, conversations, identities};

use super::known::{customer, known, values};

/// Suggestions that are made at once.
const LIKELY: usize = 5;

/// The contacts of the person who a contact is, the contact first.
pub(crate) fn contacts(contact: ConversationId, merged: &[Merged]) -> Vec<ConversationId> {
    let others = merged.iter().map(|one| one.contact).filter(|other| *other != contact);
    std::iter::once(contact).chain(others).collect()
}

/// The other contacts of the same person, each with what is known of it.
pub(super) async fn others(
    tx: &mut Tx<'_>,
    brand: AccountId,
    contact: ConversationId,
    (merged, defined): (&[Merged], &[Attribute]),
) -> Result<Vec<OtherContact>, Error> {
    let states = states(tx, &contacts(contact, merged)[1..]).await?;
    let mut others = Vec::with_capacity(states.len());
    for one in merged.iter().filter(|one| one.contact != contact) {
        let Some(account) = states.get(&one.contact).and_then(|state| customer(state, brand)) else { continue };
        let kept = contact_values::of_contact(tx, brand, one.contact).await?;
        let attributes = values(defined, kept).into_iter().filter(|one| one.value.is_some() || one.unfit.is_some());
        others.push(OtherContact {
            conversation: one.contact,
            account: account.clone(),
            since: one.at,
            attributes: attributes.collect(),
            identities: known(tx, (brand, one.contact), account).await?,
        });
    }
    Ok(others)
}

/// Contacts that are known by the same, verified of one of both, and are not known to be the same person yet.
pub(super) async fn likely(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    merged: &[Merged],
    known: &[Identity],
) -> Result<Vec<LikelyContact>, Error> {
    let told: Vec<&Identity> = known.iter().filter(|one| one.kind != IdentityKind::Subrosa).collect();
    let names: Vec<_> = told.iter().map(|one| (one.kind, one.value.as_str())).collect();
    let sharing = identities::sharing(tx, (brand, contact), &names).await?;
    let mut found: Vec<(ConversationId, &Identity)> = Vec::new();
    for (own, sharing) in told.into_iter().zip(sharing) {
        for (other, proof) in sharing {
            let is_sure = own.proof.max(proof) > Proof::Claimed;
            let is_known = merged.iter().any(|one| one.contact == other) || found.iter().any(|(one, _)| *one == other);
            if is_sure && !is_known && found.len() < LIKELY {
                found.push((other, own));
            }
        }
    }
    let wanted: Vec<ConversationId> = found.iter().map(|(contact, _)| *contact).collect();
    let states = states(tx, &wanted).await?;
    let likely = found.into_iter().filter_map(|(conversation, by)| {
        let account = customer(states.get(&conversation)?, brand)?.clone();
        Some(LikelyContact { conversation, account, kind: by.kind, value: by.value.clone() })
    });
    Ok(likely.collect())
}

async fn states(tx: &mut Tx<'_>, contacts: &[ConversationId]) -> Result<HashMap<ConversationId, Conversation>, Error> {
    let found = conversations::find_many(tx, contacts).await?;
    Ok(found.into_iter().flatten().map(|state| (state.id, state)).collect())
}
