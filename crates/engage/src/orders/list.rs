//! A contact's orders, a page at a time.

use subrosa_access::{Actor, ReadContact};
use subrosa_messaging::{Error, permitted, range};
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::PAGE_ORDERS;
use subrosa_proto::order::{OrderPage, OrdersRequest};
use subrosa_proto::{ConversationId, ErrorCode};
use subrosa_store::merged_contacts;

use super::page::{FIRST, behind, page};
use crate::Engage;
use crate::contacts::person::contacts;

const DEFAULT_LIMIT: u32 = 20;

impl Engage {
    /// The orders of a conversation's customer that are known to be theirs, by any of their contacts, the newest first.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `invalid_parameter`.
    pub async fn contact_orders(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        request: OrdersRequest,
    ) -> Result<OrderPage, Error> {
        let limit = range::check("limit", request.limit.unwrap_or(DEFAULT_LIMIT), 1..=PAGE_ORDERS)?;
        let wrong = || Error::field(ErrorCode::InvalidParameter, "after", "not a page's next");
        let behind = match &request.after {
            Some(after) => behind(after).ok_or_else(wrong)?,
            None => FIRST,
        };
        let asking = *actor;
        let read = self.messaging.db().read(async move |tx| {
            let (permit, _) = permitted::<ReadContact>(tx, &asking, conversation).await?;
            let brand = permit.account()?;
            let merged = merged_contacts::of(tx, brand, conversation).await?;
            let contacts = contacts(conversation, &merged);
            Ok::<_, Error>((brand, page(tx, brand, &contacts, behind, limit).await?))
        });
        let (brand, page) = read.await?;
        self.note_once(self.deed(actor, brand, AuditDeed::ContactRead).in_conversation(conversation)).await?;
        Ok(page)
    }
}
