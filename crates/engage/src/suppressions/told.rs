//! Entries as members see them.

use std::collections::HashMap;

use subrosa_proto::account::Profile;
use subrosa_proto::suppression::Suppression;
use subrosa_proto::{AccountId, ConversationId};
use subrosa_store::suppressions::{Suppressed, Whom};
use subrosa_store::{Error, Tx, accounts, conversations};

/// The entries, each with the contact where it is one, and with who added it.
pub(super) async fn told(
    tx: &mut Tx<'_>,
    brand: AccountId,
    entries: Vec<Suppressed>,
) -> Result<Vec<Suppression>, Error> {
    let contact = |one: &Suppressed| match one.whom {
        Whom::Contact(contact) => Some(contact),
        Whom::Identity(..) => None,
    };
    let contacts: Vec<ConversationId> = entries.iter().filter_map(contact).collect();
    let states = conversations::find_many(tx, &contacts).await?.into_iter().flatten();
    let customers: HashMap<ConversationId, Profile> = states
        .filter_map(|state| {
            let customer = state.members.into_iter().find(|member| member.profile.id != brand)?;
            Some((state.id, customer.profile))
        })
        .collect();
    let mut members: HashMap<AccountId, Profile> = HashMap::new();
    for member in entries.iter().filter_map(|one| one.added_by) {
        if !members.contains_key(&member)
            && let Some(found) = accounts::find(tx, member).await?
        {
            members.insert(member, found.profile);
        }
    }
    let shown = entries.into_iter().map(|one| {
        let (kind, value, conversation) = match one.whom {
            Whom::Identity(kind, value) => (Some(kind), Some(value), None),
            Whom::Contact(contact) => (None, None, Some(contact)),
        };
        Suppression {
            id: one.id,
            kind,
            value,
            conversation,
            customer: conversation.and_then(|contact| customers.get(&contact).cloned()),
            reason: one.reason,
            note: one.note,
            added_at: one.added_at,
            added_by: one.added_by.and_then(|member| members.get(&member).cloned()),
        }
    });
    Ok(shown.collect())
}
