//! Do without an identity provider.

use subrosa_access::{Actor, ManageSignOn, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::audit::AuditDeed;
use subrosa_store::sign_on_providers;

use crate::Engage;

impl Engage {
    /// Forgets it with its secret. Members stay members; who has no other way to sign in needs the operator.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn remove_sign_on(&self, actor: &Actor) -> Result<(), Error> {
        let brand = permit::<ManageSignOn>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::SignOnRemoved);
        self.messaging
            .db()
            .write(async move |tx| {
                if !sign_on_providers::remove(tx, brand).await? {
                    return Err(Error::new(ErrorCode::NotFound));
                }
                deed.note(tx).await
            })
            .await
    }
}
