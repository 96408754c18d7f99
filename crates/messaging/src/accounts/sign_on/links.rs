//! The providers that sign someone in, and setting out to be linked to one.

use subrosa_access::{Actor, ManageOwnDevices, Subject, permit};
use subrosa_proto::sign_on::{BeginSignOnLink, RemoveSignOnLink, SignOnLinks};
use subrosa_proto::{AccountId, DeviceId, ErrorCode};
use subrosa_store::{accounts, sign_on_links};

use crate::{Error, Messaging};

impl Messaging {
    /// The providers that sign the actor in.
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn sign_on_links(&self, actor: &Actor) -> Result<SignOnLinks, Error> {
        let account = permit::<ManageOwnDevices>(actor, &Subject::Own)?.account()?;
        let links = self.core.db.read(async move |tx| sign_on_links::list(tx, account).await).await;
        Ok(SignOnLinks { links: links.map_err(Error::from)? })
    }

    /// Lets a provider sign the actor in no more.
    ///
    /// # Errors
    /// `not_found`, `last_sign_in` when there is no other way in.
    pub async fn remove_sign_on_link(&self, actor: &Actor, request: RemoveSignOnLink) -> Result<(), Error> {
        let account = permit::<ManageOwnDevices>(actor, &Subject::Own)?.account()?;
        let platform = self.platform_issuer();
        self.core
            .db
            .write(async move |tx| {
                accounts::lock(tx, account).await?;
                if sign_on_links::remove(tx, account, &request.issuer).await? == 0 {
                    return Err(Error::new(ErrorCode::NotFound));
                }
                crate::accounts::ways::check_one_is_left(tx, account, platform.as_deref()).await
            })
            .await
    }

    /// Who wants to be linked to a provider. Whoever has a password shows it once more.
    ///
    /// # Errors
    /// `sign_in_failed` when the password is another, `too_many_requests`.
    pub async fn confirm_linking(
        &self,
        actor: &Actor,
        request: BeginSignOnLink,
    ) -> Result<(AccountId, DeviceId), Error> {
        let permit = permit::<ManageOwnDevices>(actor, &Subject::Own)?;
        let (account, device) = (permit.account()?, permit.device()?);
        self.confirm_password(account, request.password.unwrap_or_default(), true).await?;
        Ok((account, device))
    }
}
