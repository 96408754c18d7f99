//! The REST routes, typed. Each command is one method with the parameters and the result of the table in the
//! architecture page; nothing is kept between calls but the connection pool.
//!
//! Every command may be repeated: reading and replacing by nature, creating by its `Idempotency-Key`. So a call that
//! fails for the moment is tried again, a few times and within seconds, with the same key. What needs more patience
//! than that is the caller's, or the [`Client`](crate::Client)'s, to repeat.

mod accounts;
mod conversations;
mod sync;

use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, RequestBuilder, Response};
use rustls::pki_types::CertificateDer;
use serde::Serialize;
use serde::de::DeserializeOwned;
use subrosa_proto::{ClientId, Problem};

use crate::address::Address;
use crate::backoff::Backoff;
use crate::{Error, Random, Token, tls};

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// How often a request is made at most.
const TRIES: u32 = 4;
/// The longest wait for another try; a server that asks for more is answered by the error.
const PATIENCE: Duration = Duration::from_secs(5);
const CONNECT: Duration = Duration::from_secs(10);
const ANSWER: Duration = Duration::from_secs(30);

/// Calls the REST routes of one server. Clones share their connections.
#[derive(Debug, Clone)]
pub struct Http {
    client: reqwest::Client,
    address: Address,
    token: Option<Token>,
    random: Random,
}

impl Http {
    /// For the server at an address, `https://chat.example`. Signed out until [`with_token`](Self::with_token).
    ///
    /// # Errors
    /// When the address is not one, or the platform's certificates can't be read.
    pub fn new(address: &str) -> Result<Self, Error> {
        Self::with_roots(address, Vec::new())
    }

    /// As [`new`](Self::new), trusting more certificate authorities than the platform does.
    ///
    /// # Errors
    /// As [`new`](Self::new), or when one of them is not a certificate.
    pub fn with_roots(address: &str, roots: Vec<CertificateDer<'static>>) -> Result<Self, Error> {
        let address = Address::parse(address)?;
        let tls = tls::config(address.is_secure(), roots)?;
        Self::build(address, tls, Random::system())
    }

    pub(crate) fn build(address: Address, tls: rustls::ClientConfig, random: Random) -> Result<Self, Error> {
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            // A redirect would carry the token to wherever it points.
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT)
            .timeout(ANSWER)
            .build()
            .map_err(Error::transport)?;
        Ok(Self { client, address, token: None, random })
    }

    /// The same server, signed in.
    #[must_use]
    pub fn with_token(mut self, token: impl Into<Token>) -> Self {
        self.token = Some(token.into());
        self
    }

    fn request(&self, method: Method, parts: &[&str]) -> RequestBuilder {
        self.client.request(method, self.address.route(parts))
    }

    fn get(&self, parts: &[&str]) -> RequestBuilder {
        self.request(Method::GET, parts)
    }

    fn put(&self, parts: &[&str], body: &impl Serialize) -> RequestBuilder {
        self.request(Method::PUT, parts).json(body)
    }

    fn delete(&self, parts: &[&str]) -> RequestBuilder {
        self.request(Method::DELETE, parts)
    }

    /// A POST that creates, under a key of its own.
    fn create(&self, parts: &[&str], body: &impl Serialize) -> RequestBuilder {
        self.create_as(self.random.client_id(), parts, body)
    }

    /// A POST that creates, under a given key.
    fn create_as(&self, key: ClientId, parts: &[&str], body: &impl Serialize) -> RequestBuilder {
        self.request(Method::POST, parts).header(IDEMPOTENCY_KEY, key.0.to_string()).json(body)
    }

    async fn json<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Error> {
        let bytes = self.bytes(request).await?;
        serde_json::from_slice(&bytes).map_err(|error| Error::protocol("answer", &error))
    }

    async fn done(&self, request: RequestBuilder) -> Result<(), Error> {
        self.bytes(request).await.map(drop)
    }

    /// Makes a request until it succeeds, fails for good, or was tried often enough.
    async fn bytes(&self, mut request: RequestBuilder) -> Result<Bytes, Error> {
        if let Some(token) = &self.token {
            request = request.header(AUTHORIZATION, token.header()?);
        }
        let mut backoff = Backoff::new(self.random.clone());
        for _ in 1..TRIES {
            // Bodies are bytes in memory, so there is always a copy.
            let Some(copy) = request.try_clone() else { break };
            let error = match once(copy).await {
                Err(error) if error.is_retryable() => error,
                outcome => return outcome,
            };
            let wait = backoff.next().max(asked_wait(&error));
            if wait > PATIENCE {
                return Err(error);
            }
            tracing::debug!(%error, ?wait, "trying a request again");
            tokio::time::sleep(wait).await;
        }
        once(request).await
    }
}

/// How long the server asked to wait.
pub(crate) fn asked_wait(error: &Error) -> Duration {
    match error {
        Error::Problem(problem) => Duration::from_secs(problem.retry_after.unwrap_or(0).into()),
        _ => Duration::ZERO,
    }
}

async fn once(request: RequestBuilder) -> Result<Bytes, Error> {
    let response = request.send().await.map_err(broken)?;
    let status = response.status();
    let bytes = body(response).await?;
    if status.is_success() {
        return Ok(bytes);
    }
    match serde_json::from_slice::<Problem>(&bytes) {
        Ok(problem) => Err(problem.into()),
        Err(_) => Err(Error::Status(status.as_u16())),
    }
}

async fn body(response: Response) -> Result<Bytes, Error> {
    response.bytes().await.map_err(broken)
}

fn broken(error: reqwest::Error) -> Error {
    // The address names people and conversations; errors are logged.
    let error = error.without_url();
    if error.is_timeout() { Error::Timeout } else { Error::transport(error) }
}

/// The header of an image upload.
fn content_type(kind: &str) -> Result<HeaderMap, Error> {
    let value = HeaderValue::try_from(kind).map_err(Error::transport)?;
    Ok(HeaderMap::from_iter([(reqwest::header::CONTENT_TYPE, value)]))
}
