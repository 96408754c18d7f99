//! An order that the shop has deleted.

use subrosa_messaging::Error;
use subrosa_proto::order::OrderStatus;
use subrosa_proto::{AccountId, Timestamp};
use subrosa_store::{accounts, contact_orders, orders};

use crate::Engage;
use crate::orders::touched::customers_of;

impl Engage {
    /// Calls a deleted order cancelled. A deletion comes without a moment: the order becomes newer than it was by the smallest step
    /// there is, so that what the shop told before comes too late, and what it tells from now on, restored, counts. Of an order that is
    /// not known nothing is kept.
    pub(super) async fn order_deleted(&self, brand: AccountId, reference: String) -> Result<(), Error> {
        let written = self.messaging.db().write(async move |tx| {
            accounts::lock(tx, brand).await?;
            let known = orders::whole(tx, brand, &[reference.as_str()]).await?.into_iter().flatten().next();
            let Some(mut known) = known.filter(|known| known.order.status != OrderStatus::Cancelled) else {
                return Ok(Vec::new());
            };
            known.order.status = OrderStatus::Cancelled;
            known.order.updated_at =
                Timestamp::from_microseconds(known.order.updated_at.microseconds().saturating_add(1));
            let contacts = contact_orders::contacts_of(tx, &[known.order.id]).await?;
            orders::save_many(tx, brand, &[known]).await?;
            customers_of(tx, brand, &contacts).await
        });
        let contacts = written.await.map_err(|error: subrosa_store::Error| Error::from(error))?;
        // It is kept; that someone learns of it later than now harms nothing.
        let _missed = self.messaging.contacts_changed(&contacts).await;
        Ok(())
    }
}
