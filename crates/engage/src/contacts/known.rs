//! What a brand knows of one contact: the account, its attributes, and by what else it is known.

use std::collections::HashMap;

use subrosa_messaging::Error;
use subrosa_proto::account::Profile;
use subrosa_proto::contact::{Attribute, ContactAttribute, Identity, IdentityKind, Proof};
use subrosa_proto::{AccountId, ConversationId, Timestamp};
use subrosa_store::conversations::Conversation;
use subrosa_store::{Tx, accounts, identities};

use crate::attributes::value;

/// The customer in a conversation with a brand.
pub(super) fn customer(state: &Conversation, brand: AccountId) -> Option<&Profile> {
    state.members.iter().map(|member| &member.profile).find(|profile| profile.id != brand)
}

/// All attributes, with what is kept of a contact.
pub(super) fn values(defined: &[Attribute], kept: Vec<(String, String)>) -> Vec<ContactAttribute> {
    let mut kept: HashMap<String, String> = kept.into_iter().collect();
    let attributes = defined.iter().map(|attribute| {
        let kept = kept.remove(&attribute.name);
        let value = kept.as_deref().and_then(|kept| value::read(attribute.kind, kept));
        let unfit = kept.filter(|_| value.is_none());
        ContactAttribute { attribute: attribute.clone(), value, unfit }
    });
    attributes.collect()
}

/// By what a contact is known, the account first.
pub(super) async fn known(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    account: &Profile,
) -> Result<Vec<Identity>, Error> {
    let since = accounts::find(tx, account.id).await?.map_or_else(Timestamp::default, |found| found.created_at);
    let (kind, proof) = (IdentityKind::Subrosa, Proof::Platform);
    let mut known = vec![Identity { kind, value: account.handle.clone(), proof, since }];
    known.extend(identities::of_contact(tx, brand, contact).await?);
    Ok(known)
}
