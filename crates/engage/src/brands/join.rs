//! Accept the invitation of a brand.

use subrosa_access::{Actor, JoinBrands, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::brand_members;

use crate::Engage;

impl Engage {
    /// Becomes a member. Doing it again changes nothing.
    ///
    /// # Errors
    /// `not_found` when there is no invitation.
    pub async fn join_brand(&self, actor: &Actor, brand: AccountId) -> Result<(), Error> {
        let person = permit::<JoinBrands>(actor, &Subject::Own)?.account()?;
        let now = self.messaging.now();
        self.messaging
            .db()
            .write(async move |tx| {
                if brand_members::join(tx, brand, person, now).await? {
                    return Ok(());
                }
                match brand_members::find(tx, brand, person).await? {
                    Some(_) => Ok(()),
                    None => Err(Error::new(ErrorCode::NotFound)),
                }
            })
            .await
    }
}
