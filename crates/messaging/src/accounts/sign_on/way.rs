//! The way to a provider, and back.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subrosa_proto::sign_on::SignOnBegun;
use subrosa_proto::{AccountId, DeviceId, ErrorCode};
use subrosa_store::sign_on_ways;
pub use subrosa_store::sign_on_ways::Way;

use super::provider::KnownProvider;
use crate::accounts::token;
use crate::{Error, Messaging};

/// How long someone may take at the provider, in seconds.
const TIME_SECONDS: i64 = 600;
/// Where providers send people back to, at the server's own origin.
const RETURN_PATH: &str = "/sign-in/brand";

/// Who sets out.
pub struct SetOut<'a> {
    pub brand: AccountId,
    pub client_id: &'a str,
    /// Who links their account, on which device; nobody when someone signs in.
    pub who: Option<(AccountId, DeviceId)>,
}

impl Messaging {
    /// Where providers send people back to.
    ///
    /// # Errors
    /// `not_found` where the operator has not named the server's address.
    pub fn return_address(&self) -> Result<String, Error> {
        let origin = self.core.settings.origin.as_deref().ok_or_else(|| Error::new(ErrorCode::NotFound))?;
        Ok(format!("{origin}{RETURN_PATH}"))
    }

    /// Sends someone to a provider.
    ///
    /// # Errors
    /// `not_found` where the operator has not named the server's address.
    pub async fn set_out(&self, provider: &KnownProvider, out: SetOut<'_>) -> Result<SignOnBegun, Error> {
        let core = &self.core;
        let secret = || URL_SAFE_NO_PAD.encode(core.random::<32>());
        let (state, nonce, verifier) = (secret(), secret(), secret());
        let mut address = provider.authorization.clone();
        address
            .query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", out.client_id)
            .append_pair("redirect_uri", &self.return_address()?)
            .append_pair("scope", "openid email profile")
            .append_pair("state", &state)
            .append_pair("nonce", &nonce)
            .append_pair("code_challenge", &URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes())))
            .append_pair("code_challenge_method", "S256");
        let (account, device) = out.who.unzip();
        let way = Way { brand: out.brand, issuer: provider.issuer.clone(), account, device, nonce, verifier };
        let (hash, now) = (token::hash(&state), core.now());
        core.db
            .write(async move |tx| {
                let times = (now, now.plus_seconds(TIME_SECONDS));
                sign_on_ways::insert(tx, &hash, &way, times, sign_on_ways::MOST).await
            })
            .await
            .map_err(Error::from)?;
        Ok(SignOnBegun { address: address.into(), state })
    }

    /// The way that someone comes back from. It is gone once.
    ///
    /// # Errors
    /// `sign_on_failed` when nobody set out like this, they came back before, or took too long.
    pub async fn come_back(&self, state: &str) -> Result<Way, Error> {
        let (hash, now) = (token::hash(state), self.core.now());
        let taken = self.core.db.write(async move |tx| sign_on_ways::take(tx, &hash, now).await).await;
        let why = "nobody is under way with this state, or it took more than ten minutes";
        taken.map_err(Error::from)?.ok_or_else(|| Error::field(ErrorCode::SignOnFailed, "state", why))
    }

    /// Whether an address may set out once more; as often as it may try to sign in.
    ///
    /// # Errors
    /// `too_many_requests`.
    pub fn check_sign_ons(&self, origin: &crate::accounts::Origin) -> Result<(), Error> {
        Ok(self.core.limits.passkey(origin.address)?)
    }
}
