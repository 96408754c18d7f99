//! What a brand knows of a customer, whole.

use subrosa_access::{Actor, ReadContact};
use subrosa_messaging::{Error, permitted};
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::contact::Contact;
use subrosa_proto::limits::BRAND_ATTRIBUTES;
use subrosa_proto::{AccountId, ConversationId, ErrorCode};
use subrosa_store::conversations::Conversation;
use subrosa_store::{Tx, attributes, contact_orders, contact_values, merged_contacts};

use super::known::{customer, known, values};
use super::person;
use crate::Engage;
use crate::orders::page::{FIRST, page};

/// Orders that come with it.
const ORDERS: u32 = 20;

impl Engage {
    /// The customer beside the thread: profile, attributes, identities, the newest orders and what they add up to, and who else is, or
    /// may be, the same person.
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
    let account = customer(state, brand).ok_or_else(|| Error::new(ErrorCode::NotFound))?.clone();
    let defined = attributes::list(tx, brand, BRAND_ATTRIBUTES).await?;
    let kept = contact_values::of_contact(tx, brand, contact).await?;
    let known = known(tx, (brand, contact), &account).await?;
    let merged = merged_contacts::of(tx, brand, contact).await?;
    let others = person::others(tx, brand, contact, (&merged, &defined)).await?;
    let likely = person::likely(tx, (brand, contact), &merged, &known).await?;
    let totals = match merged.first() {
        None => contact_orders::totals(tx, brand, contact).await?,
        Some(one) => contact_orders::totals_of_person(tx, brand, one.person).await?,
    };
    let orders = page(tx, brand, &person::contacts(contact, &merged), FIRST, ORDERS).await?;
    Ok(Contact {
        account,
        attributes: values(&defined, kept),
        identities: known,
        others,
        likely,
        totals,
        orders: orders.orders,
        next: orders.next,
    })
}
