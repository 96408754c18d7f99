//! Say which identity provider the brand has.

use subrosa_access::{Actor, ManageSignOn, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::brand::Role;
use subrosa_proto::limits::{SIGN_ON_CLIENT_CHARACTERS, SIGN_ON_DOMAINS, SIGN_ON_SECRET_CHARACTERS};
use subrosa_proto::sign_on::{Provider, SaveProvider, SignOn};
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::{accounts, sign_on_providers};

use crate::Engage;

/// Characters in a domain (RFC 1035, section 2.3.4).
const DOMAIN_CHARACTERS: usize = 253;

impl Engage {
    /// Keeps it, in place of the one before, once its configuration was read. Where it is required, members who did not sign in by it are out
    /// at once.
    ///
    /// # Errors
    /// `invalid_parameter`, also when the provider can't be used, `forbidden`, `not_found` where the operator has not named the
    /// server's address.
    pub async fn save_sign_on(&self, actor: &Actor, request: SaveProvider) -> Result<SignOn, Error> {
        let brand = permit::<ManageSignOn>(actor, &Subject::Own)?.account()?;
        let return_address = self.messaging.return_address()?;
        let (provider, secret) = checked(request, self.messaging.now())?;
        if !self.messaging.may_call(&provider.issuer) {
            return Err(wrong("issuer", "a public address of https"));
        }
        self.messaging.provider(&provider.issuer).await.map_err(unusable)?;
        let deed = self.deed(actor, brand, AuditDeed::SignOnSaved).about(&provider.issuer);
        let saved = provider.clone();
        let out = self.messaging.db().write(async move |tx| {
            accounts::lock(tx, brand).await?;
            let before = sign_on_providers::find(tx, brand).await?;
            let kept = match (secret, before) {
                (Some(secret), _) => secret,
                // Another provider is not shown the secret of the one before.
                (None, Some(before)) if before.issuer == saved.issuer && before.client_id == saved.client_id => {
                    sign_on_providers::secret(tx, brand).await?.unwrap_or_default()
                }
                (None, _) => return Err(wrong("client_secret", "needed with another provider or client")),
            };
            sign_on_providers::save(tx, brand, &saved, &kept).await?;
            deed.note(tx).await?;
            if saved.is_required { Ok(sign_on_providers::strangers(tx, brand).await?) } else { Ok(Vec::new()) }
        });
        for device in out.await? {
            self.messaging.bus().revoke(brand, Some(device));
        }
        Ok(SignOn { provider: Some(provider), return_address })
    }

    /// The provider of a brand, with its secret.
    pub(super) async fn provider_of(&self, brand: AccountId) -> Result<Option<(Provider, String)>, Error> {
        let found = self.messaging.db().read(async move |tx| {
            let provider = sign_on_providers::find(tx, brand).await?;
            Ok::<_, subrosa_store::Error>(provider.zip(sign_on_providers::secret(tx, brand).await?))
        });
        found.await.map_err(Error::from)
    }
}

/// What was said, if it can be kept, and the secret apart.
fn checked(request: SaveProvider, now: subrosa_proto::Timestamp) -> Result<(Provider, Option<String>), Error> {
    let SaveProvider { issuer, client_id, client_secret, domains, role, is_required } = request;
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
    if issuer.is_empty() || issuer.contains(['?', '#']) || !is_plain(&issuer) {
        return Err(wrong("issuer", "an address without a query"));
    }
    if client_id.is_empty() || client_id.len() > SIGN_ON_CLIENT_CHARACTERS || !is_plain(&client_id) {
        return Err(wrong("client_id", format!("1 to {SIGN_ON_CLIENT_CHARACTERS} letters, digits and marks of ASCII")));
    }
    let bad = |secret: &String| secret.is_empty() || secret.len() > SIGN_ON_SECRET_CHARACTERS || !is_plain(secret);
    if client_secret.as_ref().is_some_and(bad) {
        let detail = format!("1 to {SIGN_ON_SECRET_CHARACTERS} letters, digits and marks of ASCII");
        return Err(wrong("client_secret", detail));
    }
    if domains.is_empty() || domains.len() > SIGN_ON_DOMAINS {
        return Err(wrong("domains", format!("1 to {SIGN_ON_DOMAINS} domains")));
    }
    let mut known: Vec<String> = Vec::new();
    for domain in domains {
        let domain = domain.trim().to_ascii_lowercase();
        let labels_are_good = domain
            .split('.')
            .all(|label| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
        if !labels_are_good || !domain.contains('.') || domain.len() > DOMAIN_CHARACTERS {
            return Err(wrong("domains", "domains such as example.com"));
        }
        if !known.contains(&domain) {
            known.push(domain);
        }
    }
    if matches!(role, Role::Owner | Role::Bot) {
        return Err(wrong("role", "no owner and no bot: those are made by people"));
    }
    Ok((Provider { issuer, client_id, domains: known, role, is_required, since: now }, client_secret))
}

/// A provider that can't be used, as what was said of it.
fn unusable(error: Error) -> Error {
    if error.code() != ErrorCode::SignOnFailed {
        return error;
    }
    wrong("issuer", error.into_problem().detail.unwrap_or_default())
}

fn wrong(field: &str, detail: impl Into<String>) -> Error {
    Error::field(ErrorCode::InvalidParameter, field, detail)
}
