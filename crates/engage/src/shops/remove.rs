//! Let a shop tell no more orders.

use subrosa_access::{Actor, ManageShops, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::shop::ShopKind;
use subrosa_store::shops;

use crate::Engage;

impl Engage {
    /// Forgets a shop's secret. What it told stays.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn remove_shop(&self, actor: &Actor, kind: ShopKind) -> Result<(), Error> {
        let brand = permit::<ManageShops>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::ShopRemoved).about(kind.word());
        self.messaging
            .db()
            .write(async move |tx| {
                if !shops::remove(tx, (brand, kind)).await? {
                    return Err(Error::new(ErrorCode::NotFound));
                }
                deed.note(tx).await
            })
            .await
    }
}
