//! The passkeys of one's account, and what they are called.

use subrosa_access::{Actor, ManageOwnDevices, Subject, permit};
use subrosa_proto::passkey::{Passkey, PasskeyList, PasskeyName};
use subrosa_proto::{ErrorCode, PasskeyId};
use subrosa_store::passkeys;

use super::add::name;
use crate::{Error, Messaging};

impl Messaging {
    /// The actor's passkeys.
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn list_passkeys(&self, actor: &Actor) -> Result<PasskeyList, Error> {
        let account = permit::<ManageOwnDevices>(actor, &Subject::Own)?.account()?;
        let passkeys = self.core.db.read(async move |tx| passkeys::list(tx, account).await).await;
        Ok(PasskeyList { passkeys: passkeys.map_err(Error::from)? })
    }

    /// Gives one of the actor's passkeys another name.
    ///
    /// # Errors
    /// `not_found`, `text_invalid`.
    pub async fn rename_passkey(
        &self,
        actor: &Actor,
        passkey: PasskeyId,
        request: PasskeyName,
    ) -> Result<Passkey, Error> {
        let account = permit::<ManageOwnDevices>(actor, &Subject::Own)?.account()?;
        let name = name(&request.name)?;
        let renamed = self.core.db.write(async move |tx| passkeys::rename(tx, account, passkey, &name).await).await;
        renamed.map_err(Error::from)?.ok_or_else(|| Error::new(ErrorCode::NotFound))
    }
}
