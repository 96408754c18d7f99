//! Exchange a platform's token for a session; on first sight the account is made.

use subrosa_proto::ErrorCode;
use subrosa_proto::account::{PlatformSignIn, Session};
use subrosa_store::accounts;

use crate::accounts::arrival::{Arrival, Place};
use crate::accounts::session::Origin;
use crate::accounts::sign_up::Proof;
use crate::{Error, Messaging};

impl Messaging {
    /// Signs in whoever the platform's token names.
    ///
    /// # Errors
    /// `platform_token_invalid`, `account_disabled`, `not_found` when there is no host platform, `too_many_requests`.
    pub async fn sign_in_by_platform(&self, request: PlatformSignIn, origin: &Origin) -> Result<Session, Error> {
        let platform = self.core.platform.as_ref().ok_or_else(|| Error::new(ErrorCode::NotFound))?;
        self.core.limits.platform_sign_in(origin.address)?;
        let (sub, claims) = platform.verify(&request.token, self.core.now()).await?;
        let (issuer, subject) = (platform.issuer.clone(), sub.clone());
        let found = self.core.db.read(async move |tx| accounts::find_by_platform(tx, &issuer, &subject).await).await;
        let profile = match found.map_err(Error::from)? {
            Some(account) if account.profile.disabled => return Err(Error::new(ErrorCode::AccountDisabled)),
            Some(account) => account.profile,
            None => {
                let arrival = Arrival {
                    place: Place::Platform,
                    issuer: platform.issuer.clone(),
                    subject: sub,
                    handle: claims.handle,
                    name: claims.name,
                };
                self.make_arrival(&arrival).await?
            }
        };
        self.new_session(profile, Proof::Other, origin, request.device_name.as_deref()).await
    }
}
