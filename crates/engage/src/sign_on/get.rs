//! Which identity provider the brand has.

use subrosa_access::{Actor, ManageSignOn, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::sign_on::SignOn;
use subrosa_store::sign_on_providers;

use crate::Engage;

impl Engage {
    /// It, without its secret, and what it has to know of this server.
    ///
    /// # Errors
    /// `forbidden`; `not_found` where the operator has not named the server's address.
    pub async fn sign_on(&self, actor: &Actor) -> Result<SignOn, Error> {
        let brand = permit::<ManageSignOn>(actor, &Subject::Own)?.account()?;
        let return_address = self.messaging.return_address()?;
        let provider = self.messaging.db().read(async move |tx| sign_on_providers::find(tx, brand).await).await;
        Ok(SignOn { provider: provider.map_err(Error::from)?, return_address })
    }
}
