//! What a provider says of itself (`OpenID` Connect Discovery 1.0): where people go, where codes are exchanged, which keys sign.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Deserialize;
use subrosa_proto::ErrorCode;

use crate::accounts::platform::KeySet;
use crate::{Error, Messaging};

/// How long it is believed before it is asked again.
const KEEP: Duration = Duration::from_secs(3_600);
const MOST_BYTES: usize = 64 * 1024;
/// Providers that are kept in memory.
const MOST: usize = 500;

/// What is known of providers, each by its issuer. Shared by all requests of a node.
#[derive(Default)]
pub(crate) struct Providers(Mutex<HashMap<String, (Instant, Arc<KnownProvider>)>>);

/// One provider.
pub struct KnownProvider {
    pub(super) issuer: String,
    pub(super) authorization: url::Url,
    pub(super) token: url::Url,
    /// Whether it wants its client's secret in the body of a request, not in its head.
    pub(super) wants_post: bool,
    pub(super) keys: KeySet,
}

/// `OpenID` Provider metadata, as far as it is needed.
#[derive(Deserialize)]
struct Configuration {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
}

impl Messaging {
    /// The provider of an issuer.
    ///
    /// # Errors
    /// `sign_on_failed`, which says what is wrong with it: it can't be reached, or names addresses that may not be called.
    pub async fn provider(&self, issuer: &str) -> Result<Arc<KnownProvider>, Error> {
        let providers = &self.core.providers.0;
        let known = |kept: &HashMap<String, (Instant, Arc<KnownProvider>)>| {
            kept.get(issuer).filter(|(at, _)| at.elapsed() < KEEP).map(|(_, provider)| Arc::clone(provider))
        };
        if let Some(found) = known(&providers.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(found);
        }
        let found = Arc::new(self.discover(issuer).await?);
        let mut kept = providers.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(issuer.to_owned(), (Instant::now(), Arc::clone(&found)));
        Ok(found)
    }

    async fn discover(&self, issuer: &str) -> Result<KnownProvider, Error> {
        let refuse = |why: &str| Error::field(ErrorCode::SignOnFailed, "issuer", why);
        let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let bytes = self.read_service(&address, MOST_BYTES).await.map_err(|error| {
            tracing::warn!(%error, "a brand's identity provider can't be read");
            refuse("the provider's configuration can't be read")
        })?;
        let said: Configuration =
            serde_json::from_slice(&bytes).map_err(|_| refuse("the provider's configuration is not one of OpenID"))?;
        if said.issuer != issuer {
            return Err(refuse("the provider calls itself otherwise"));
        }
        for address in [&said.authorization_endpoint, &said.token_endpoint, &said.jwks_uri] {
            if !self.may_call(address) {
                return Err(refuse("the provider names an address that may not be called"));
            }
        }
        let parse = |address: &str| address.parse().map_err(|_| refuse("the provider names no address"));
        let takes = |way: &str| said.token_endpoint_auth_methods_supported.iter().any(|one| one == way);
        Ok(KnownProvider {
            authorization: parse(&said.authorization_endpoint)?,
            token: parse(&said.token_endpoint)?,
            // Without a word on it, in the head (Discovery, section 3).
            wants_post: takes("client_secret_post") && !takes("client_secret_basic"),
            keys: KeySet::new(&said.jwks_uri, self.core.settings.private_network)?,
            issuer: said.issuer,
        })
    }
}
