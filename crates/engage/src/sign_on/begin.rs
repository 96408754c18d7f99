//! Set out to a brand's identity provider.

use subrosa_access::Actor;
use subrosa_messaging::Error;
use subrosa_messaging::accounts::{Origin, SetOut};
use subrosa_proto::sign_on::{BeginSignOn, BeginSignOnLink, SignOnBegun};
use subrosa_proto::{AccountId, DeviceId, ErrorCode, handle};
use subrosa_store::accounts;

use crate::Engage;

impl Engage {
    /// The way to the provider of a brand, for whoever wants to sign in.
    ///
    /// # Errors
    /// `not_found`, the same for no such brand and one without a provider; `sign_on_failed` when the provider can't be used;
    /// `too_many_requests`.
    pub async fn begin_sign_on(&self, request: BeginSignOn, origin: &Origin) -> Result<SignOnBegun, Error> {
        self.messaging.check_sign_ons(origin)?;
        self.set_out(&request.brand, None).await
    }

    /// The same for someone who is signed in, and whom it signs in from then on.
    ///
    /// # Errors
    /// As [`Self::begin_sign_on`]; `sign_in_failed` when the password is another.
    pub async fn begin_sign_on_link(&self, actor: &Actor, request: BeginSignOnLink) -> Result<SignOnBegun, Error> {
        let brand = request.brand.clone();
        let who = self.messaging.confirm_linking(actor, request).await?;
        self.set_out(&brand, Some(who)).await
    }

    async fn set_out(&self, name: &str, who: Option<(AccountId, DeviceId)>) -> Result<SignOnBegun, Error> {
        let wanted = handle::normalise(name);
        let found = self.messaging.db().read(async move |tx| accounts::find_by_handle(tx, &wanted).await).await;
        let found = found.map_err(Error::from)?.map(|account| account.profile);
        let brand = found.filter(|profile| profile.kind.is_brand() && !profile.disabled);
        let brand = brand.ok_or_else(|| Error::new(ErrorCode::NotFound))?.id;
        let (provider, _) = self.provider_of(brand).await?.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
        let known = self.messaging.provider(&provider.issuer).await?;
        self.messaging.set_out(&known, SetOut { brand, client_id: &provider.client_id, who }).await
    }
}
