//! A provider's word on who came: the code that the browser brought, exchanged for a signed token (`OpenID` Connect Core 1.0, section 3.1).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use subrosa_proto::ErrorCode;
use url::form_urlencoded::{Serializer, byte_serialize};

use super::provider::KnownProvider;
use super::way::Way;
use crate::accounts::platform::{key_in, read_token};
use crate::{Error, Messaging};

const MOST_BYTES: usize = 64 * 1024;

/// The answer of a token endpoint, as far as it is needed.
#[derive(Deserialize)]
struct Exchanged {
    id_token: String,
}

/// What an ID token says.
#[derive(Deserialize)]
struct Claims {
    nonce: Option<String>,
    azp: Option<String>,
    email: Option<String>,
    email_verified: Option<serde_json::Value>,
    name: Option<String>,
    preferred_username: Option<String>,
}

/// Who came, by the word of a provider.
#[derive(Debug, Clone)]
pub struct Said {
    pub subject: String,
    /// Unless the provider says that it is not theirs for sure.
    pub email: Option<String>,
    pub name: Option<String>,
    pub handle: Option<String>,
}

impl Messaging {
    /// Exchanges a code.
    ///
    /// # Errors
    /// `sign_on_failed`, which says what is wrong with the provider's word.
    pub async fn ask_provider(
        &self,
        provider: &KnownProvider,
        (client_id, client_secret): (&str, &str),
        way: &Way,
        code: &str,
    ) -> Result<Said, Error> {
        let refuse = |why: &str| Error::field(ErrorCode::SignOnFailed, "code", why);
        let (form, authorization) = question(provider, (client_id, client_secret), way, code, &self.return_address()?);
        let answer = self.post_form(provider.token.as_str(), form, authorization, MOST_BYTES).await;
        let answer = answer.map_err(|error| {
            tracing::warn!(%error, "a brand's identity provider does not exchange codes");
            refuse("the provider could not be asked")
        })?;
        if !(200..300).contains(&answer.status) {
            return Err(refuse("the provider does not take the code, or the client and its secret"));
        }
        let exchanged: Exchanged =
            serde_json::from_slice(&answer.body).map_err(|_| refuse("the provider's answer has no ID token"))?;
        let token = exchanged.id_token.as_str();
        let key = key_in(&provider.keys, token).await?.map_err(refuse)?;
        let (subject, said): (String, Claims) =
            read_token(token, &key, (&provider.issuer, client_id), self.core.now()).map_err(refuse)?;
        if said.nonce.as_deref() != Some(way.nonce.as_str()) {
            return Err(refuse("the token was made for another sign-in"));
        }
        if said.azp.is_some_and(|party| party != client_id) {
            return Err(refuse("the token was made for another client"));
        }
        // Some write it as a text.
        let is_doubtful = said.email_verified.is_some_and(|said| said == false || said == "false");
        Ok(Said {
            subject,
            email: said.email.filter(|_| !is_doubtful),
            name: said.name,
            handle: said.preferred_username,
        })
    }
}

/// What a token endpoint is asked: a form, and what says who asks, where that does not stand in it.
fn question(
    provider: &KnownProvider,
    (client_id, client_secret): (&str, &str),
    way: &Way,
    code: &str,
    return_address: &str,
) -> (String, Option<String>) {
    let mut form = Serializer::new(String::new());
    form.append_pair("grant_type", "authorization_code")
        .append_pair("code", code)
        .append_pair("redirect_uri", return_address)
        .append_pair("code_verifier", &way.verifier);
    if provider.wants_post {
        form.append_pair("client_id", client_id).append_pair("client_secret", client_secret);
        return (form.finish(), None);
    }
    // Each is encoded as in a form first (RFC 6749, section 2.3.1).
    let part = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let both = format!("{}:{}", part(client_id), part(client_secret));
    (form.finish(), Some(format!("Basic {}", STANDARD.encode(both))))
}
