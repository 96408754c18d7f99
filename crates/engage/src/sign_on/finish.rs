//! Come back from a brand's identity provider: signed in, and a member.

use subrosa_messaging::Error;
use subrosa_messaging::accounts::Origin;
use subrosa_proto::account::{Profile, Session};
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::BRAND_MEMBERS;
use subrosa_proto::sign_on::{FinishSignOn, Provider};
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::{accounts, brand_members};

use crate::Engage;

impl Engage {
    /// Signs in whom the provider sent. On first sight they get an account, unless they set out signed in, and become a member.
    ///
    /// # Errors
    /// `sign_on_failed`, which says what was wrong; `account_disabled`; `invalid_parameter` when the brand has as many members as it can;
    /// `text_invalid` of the device's name.
    pub async fn finish_sign_on(&self, request: FinishSignOn, origin: &Origin) -> Result<Session, Error> {
        let way = self.messaging.come_back(&request.state).await?;
        let refuse = |why: &str| Error::field(ErrorCode::SignOnFailed, "code", why);
        let set = self.provider_of(way.brand).await?.filter(|(provider, _)| provider.issuer == way.issuer);
        let (provider, secret) = set.ok_or_else(|| refuse("the brand has another provider by now"))?;
        let known = self.messaging.provider(&provider.issuer).await?;
        let client = (provider.client_id.as_str(), secret.as_str());
        let said = self.messaging.ask_provider(&known, client, &way, &request.code).await?;
        if !lets_in(&provider, said.email.as_deref()) {
            return Err(refuse("the brand takes no e-mail address like this"));
        }
        let arrived = self.messaging.arrive(&provider.issuer, &said, way.account).await?;
        self.make_member((way.brand, &provider), &arrived.profile, arrived.is_new).await?;
        let device_name = request.device_name.as_deref();
        self.messaging.sign_in_by_provider(arrived.profile, (way.brand, way.device), origin, device_name).await
    }

    /// Makes someone a member who is none; an invitation is accepted as it is.
    async fn make_member(
        &self,
        (brand, provider): (AccountId, &Provider),
        profile: &Profile,
        is_new: bool,
    ) -> Result<(), Error> {
        let (person, role, now) = (profile.id, provider.role, self.messaging.now());
        let joined = self.deed_of(Some(person), brand, AuditDeed::SignOnJoined).about(&profile.handle);
        let linked = self.deed_of(Some(person), brand, AuditDeed::SignOnLinked).about(&profile.handle);
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                if is_new {
                    linked.note(tx).await?;
                }
                if brand_members::find(tx, brand, person).await?.is_some() {
                    if brand_members::join(tx, brand, person, now).await? {
                        joined.note(tx).await?;
                    }
                    return Ok(());
                }
                let members = brand_members::list(tx, brand, now, BRAND_MEMBERS).await?.len();
                if members >= usize::try_from(BRAND_MEMBERS).unwrap_or(usize::MAX) {
                    let detail = format!("a brand has at most {BRAND_MEMBERS} members");
                    return Err(Error::field(ErrorCode::InvalidParameter, "brand", detail));
                }
                brand_members::insert(tx, brand, person, role, (now, Some(now))).await?;
                joined.note(tx).await
            })
            .await
    }
}

/// Whether an address is of one of the brand's domains.
fn lets_in(provider: &Provider, email: Option<&str>) -> bool {
    let domain = email.and_then(|email| email.rsplit_once('@')).map(|(_, domain)| domain.to_ascii_lowercase());
    domain.is_some_and(|domain| provider.domains.contains(&domain))
}
