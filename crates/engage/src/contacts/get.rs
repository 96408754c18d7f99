//! What a brand knows of a customer, whole.

use std::collections::HashMap;

use subrosa_access::{Actor, ReadContact};
use subrosa_messaging::{Error, permitted};
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::contact::{Contact, ContactAttribute, Identity, IdentityKind, Proof};
use subrosa_proto::limits::BRAND_ATTRIBUTES;
use subrosa_proto::{AccountId, ConversationId, ErrorCode, Timestamp};
use subrosa_store::conversations::Conversation;
use subrosa_store::{Tx, accounts, attributes, contact_orders, contact_values, identities};

use crate::Engage;
use crate::attributes::value;
use crate::orders::page::{FIRST, page};

/// Orders that come with it.
const ORDERS: u32 = 20;

impl Engage {
    /// The customer beside the thread: profile, attributes, identities, the newest orders and what they add up to.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn contact(&self, actor: &Actor, conversation: ConversationId) -> Result<Contact, Error> {
        let asking = *actor;
        let read = self.messaging.db().read(async move |tx| {
            let (permit, state) = permitted::<ReadContact>(tx, &asking, conversation).await?;
            let brand = permit.account()?;
            Ok::<_, Error>((brand, read(tx, brand, &state).await?))
        });
        let (brand, contact) = read.await?;
        self.note_once(self.deed(actor, brand, AuditDeed::ContactRead).in_conversation(conversation)).await?;
        Ok(contact)
    }
}

/// Reads a contact; whoever calls it has the permit.
pub(super) async fn read(tx: &mut Tx<'_>, brand: AccountId, state: &Conversation) -> Result<Contact, Error> {
    let contact = state.id;
    let customer = state.members.iter().find(|member| member.profile.id != brand);
    let account = customer.ok_or_else(|| Error::new(ErrorCode::NotFound))?.profile.clone();
    let mut kept: HashMap<String, String> = contact_values::of_contact(tx, brand, contact).await?.into_iter().collect();
    let attributes = attributes::list(tx, brand, BRAND_ATTRIBUTES).await?.into_iter().map(|attribute| {
        let kept = kept.remove(&attribute.name);
        let value = kept.as_deref().and_then(|kept| value::read(attribute.kind, kept));
        let unfit = kept.filter(|_| value.is_none());
        ContactAttribute { attribute, value, unfit }
    });
    let attributes = attributes.collect();
    let since = accounts::find(tx, account.id).await?.map_or_else(Timestamp::default, |found| found.created_at);
    let (kind, proof) = (IdentityKind::Subrosa, Proof::Platform);
    let mut known = vec![Identity { kind, value: account.handle.clone(), proof, since }];
    known.extend(identities::of_contact(tx, brand, contact).await?);
    let totals = contact_orders::totals(tx, brand, contact).await?;
    let orders = page(tx, (brand, contact), FIRST, ORDERS).await?;
    Ok(Contact { account, attributes, identities: known, totals, orders: orders.orders, next: orders.next })
}
