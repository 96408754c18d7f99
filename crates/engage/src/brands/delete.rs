//! Delete a brand with its data.

use subrosa_access::{Actor, DeleteBrand as MayDelete, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::brand::DeleteBrand;
use subrosa_store::accounts;

use crate::Engage;

impl Engage {
    /// Deletes the brand for good, once its handle is said. Its members are out at once; what it knew is forgotten in the background.
    ///
    /// # Errors
    /// `forbidden` unless an owner asks; `invalid_parameter` when another handle is said.
    pub async fn delete_brand(&self, actor: &Actor, said: DeleteBrand) -> Result<(), Error> {
        let permit = permit::<MayDelete>(actor, &Subject::Own)?;
        let brand = permit.account()?;
        let found = self.messaging.db().read(async move |tx| accounts::find(tx, brand).await).await;
        let account = found.map_err(Error::from)?.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
        if account.profile.handle != said.handle.trim().trim_start_matches('@').to_lowercase() {
            let detail = "say the handle of the brand that is to be deleted";
            return Err(Error::field(ErrorCode::InvalidParameter, "handle", detail));
        }
        self.messaging.delete_brand(&permit).await
    }
}
