//! The one client for requests to the outside. It reaches public addresses only, which is decided when it connects, so a name
//! that resolves to a private address, now or on the second look, gets nowhere.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use subrosa_proto::limits::URL_CHARACTERS;

use crate::Messaging;

/// Why a request got no answer.
#[derive(Debug, thiserror::Error)]
pub enum OutboundError {
    #[error("the address is not a public one")]
    NotPublic,
    #[error("the answer is larger than {0} bytes")]
    TooLarge(usize),
    #[error("status {0}")]
    Status(u16),
    #[error("{0}")]
    Failed(#[from] reqwest::Error),
}

/// The guarded client.
pub(crate) struct Outbound {
    client: reqwest::Client,
    private_network: bool,
}

impl Outbound {
    /// `private_network` lets it reach loopback and private addresses, for operators whose services live there.
    pub(crate) fn new(private_network: bool) -> Result<Self, OutboundError> {
        let client = reqwest::Client::builder()
            .timeout(Duration::from_secs(10))
            .connect_timeout(Duration::from_secs(5))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .dns_resolver(Arc::new(PublicOnly { private_network }))
            .build()?;
        Ok(Self { client, private_network })
    }

    /// The body of a GET, up to `most` bytes.
    pub(crate) async fn get(&self, url: url::Url, most: usize) -> Result<Vec<u8>, OutboundError> {
        let called = self.call(reqwest::Request::new(reqwest::Method::GET, url), most).await?;
        if (200..300).contains(&called.status) { Ok(called.body) } else { Err(OutboundError::Status(called.status)) }
    }

    /// The answer to any request, whatever its status, with a body of up to `most` bytes.
    pub(crate) async fn call(&self, request: reqwest::Request, most: usize) -> Result<Called, OutboundError> {
        let mut response = self.send(request).await?;
        let status = response.status().as_u16();
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(reqwest::Error::without_url)? {
            if body.len() + chunk.len() > most {
                return Err(OutboundError::TooLarge(most));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Called { status, body })
    }

    /// The answer to a form.
    async fn post_form(
        &self,
        url: url::Url,
        form: String,
        authorization: Option<String>,
        most: usize,
    ) -> Result<Called, OutboundError> {
        let mut request = self.client.post(url).header("accept", "application/json");
        if let Some(authorization) = authorization {
            request = request.header("authorization", authorization);
        }
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(form);
        self.call(request.build().map_err(reqwest::Error::without_url)?, most).await
    }

    /// The answer to JSON, of a service that may want a bearer token, within a time.
    pub(crate) async fn post_json(
        &self,
        url: url::Url,
        json: String,
        token: Option<&str>,
        (limit, most): (Duration, usize),
    ) -> Result<Called, OutboundError> {
        let mut request = self.client.post(url).timeout(limit).header("content-type", "application/json");
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        self.call(request.body(json).build().map_err(reqwest::Error::without_url)?, most).await
    }

    /// The status of the answer to any request.
    async fn status(&self, request: reqwest::Request) -> Result<u16, OutboundError> {
        Ok(self.send(request).await?.status().as_u16())
    }

    async fn send(&self, request: reqwest::Request) -> Result<reqwest::Response, OutboundError> {
        // A literal address is never resolved, so it is looked at here.
        let literal = literal(request.url());
        if request.url().host().is_none() || (!self.private_network && literal.is_some_and(|one| !is_public(one))) {
            return Err(OutboundError::NotPublic);
        }
        Ok(self.client.execute(request).await.map_err(reqwest::Error::without_url)?)
    }
}

/// What another service answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// The status of HTTP.
    pub status: u16,
    pub body: Vec<u8>,
}

impl Messaging {
    /// Calls a service that a brand names, at a public https address: the method, the address, a key by which the service knows a call
    /// that it got before, JSON to send, and how long and how large the answer may be.
    ///
    /// # Errors
    /// When there is no answer in time, it is too large, or the address is none that may be called. Without the address.
    pub async fn call_service(
        &self,
        method: &str,
        address: &str,
        key: &str,
        json: Option<String>,
        (limit, most): (Duration, usize),
    ) -> Result<Called, OutboundError> {
        let (outbound, url) = self.service(address)?;
        let method = reqwest::Method::from_bytes(method.as_bytes()).map_err(|_| OutboundError::NotPublic)?;
        let mut request = outbound.client.request(method, url).timeout(limit).header("idempotency-key", key);
        if let Some(json) = json {
            request = request.header("content-type", "application/json").body(json);
        }
        outbound.call(request.build().map_err(reqwest::Error::without_url)?, most).await
    }
}

impl Messaging {
    /// Tells a service something, as JSON with these headers; the status of its answer, whose body is not read.
    ///
    /// # Errors
    /// As [`Self::call_service`].
    pub async fn tell_service<const N: usize>(
        &self,
        address: &str,
        headers: [(&'static str, String); N],
        json: String,
        limit: Duration,
    ) -> Result<u16, OutboundError> {
        let (outbound, url) = self.service(address)?;
        let mut request =
            outbound.client.post(url).timeout(limit).header("content-type", "application/json").body(json);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        outbound.status(request.build().map_err(reqwest::Error::without_url)?).await
    }

    /// What a service shows at an address, up to `most` bytes.
    ///
    /// # Errors
    /// As [`Self::call_service`], and when it answers with an error.
    pub(crate) async fn read_service(&self, address: &str, most: usize) -> Result<Vec<u8>, OutboundError> {
        let (outbound, url) = self.service(address)?;
        outbound.get(url, most).await
    }

    /// Sends a service a form, with what says who sends it.
    ///
    /// # Errors
    /// As [`Self::call_service`].
    pub(crate) async fn post_form(
        &self,
        address: &str,
        form: String,
        authorization: Option<String>,
        most: usize,
    ) -> Result<Called, OutboundError> {
        let (outbound, url) = self.service(address)?;
        outbound.post_form(url, form, authorization, most).await
    }

    /// Whether a brand may name an address: one of https that leads to no private network as far as it says, without a name and password.
    #[must_use]
    pub fn may_call(&self, address: &str) -> bool {
        let Ok(url) = address.parse::<url::Url>() else { return false };
        let is_private = self.core.settings.private_network;
        let is_web = url.scheme() == "https" || (is_private && url.scheme() == "http");
        let is_bare = url.username().is_empty() && url.password().is_none();
        let leads_out = is_private || literal(&url).is_none_or(is_public);
        is_web && is_bare && leads_out && url.host().is_some() && address.chars().count() <= URL_CHARACTERS
    }

    /// The client, and an address that it may try.
    fn service(&self, address: &str) -> Result<(&Outbound, url::Url), OutboundError> {
        let made = self.core.outbound.get_or_init(|| Outbound::new(self.core.settings.private_network).ok());
        let outbound = made.as_ref().ok_or(OutboundError::NotPublic)?;
        let url: url::Url = address.parse().map_err(|_| OutboundError::NotPublic)?;
        if url.scheme() != "https" && !outbound.private_network {
            return Err(OutboundError::NotPublic);
        }
        Ok((outbound, url))
    }
}

/// The address that stands in a URL itself, where no name has to be looked up.
fn literal(url: &url::Url) -> Option<IpAddr> {
    match url.host() {
        Some(url::Host::Ipv4(four)) => Some(IpAddr::V4(four)),
        Some(url::Host::Ipv6(six)) => Some(IpAddr::V6(six)),
        Some(url::Host::Domain(_)) | None => None,
    }
}

struct PublicOnly {
    private_network: bool,
}

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let private_network = self.private_network;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let addresses: Vec<SocketAddr> =
                found.filter(|address| private_network || is_public(address.ip())).collect();
            if addresses.is_empty() {
                return Err(OutboundError::NotPublic.into());
            }
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is reachable by everyone (IANA special-purpose registries, RFC 6890).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => {
            let [a, b, c, _] = four.octets();
            !(four.is_private()
                || four.is_loopback()
                || four.is_link_local()
                || four.is_unspecified()
                || four.is_broadcast()
                || four.is_multicast()
                || four.is_documentation()
                || a == 0
                || a >= 240
                || (a == 100 && (64..128).contains(&b))
                || (a == 192 && b == 0 && c == 0)
                || (a == 198 && (18..20).contains(&b)))
        }
        IpAddr::V6(six) => match six.to_ipv4_mapped() {
            Some(four) => is_public(IpAddr::V4(four)),
            None => {
                let [first, second, ..] = six.segments();
                // Only 2000::/3 is given out; of it, documentation, 6to4 and Teredo carry other addresses.
                (first & 0xe000) == 0x2000
                    && !(first == 0x2001 && (second < 0x200 || second == 0xdb8))
                    && first != 0x2002
                    && first != 0x3fff
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_not_public() {
        for text in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "::1",
            "fe80::1",
            "fd00::1",
            "::ffff:10.0.0.1",
            "2002:a00:1::",
            "2001:db8::1",
        ] {
            assert!(!is_public(text.parse().expect("an address")), "{text}");
        }
        for text in ["1.1.1.1", "93.184.216.34", "2606:4700::1111"] {
            assert!(is_public(text.parse().expect("an address")), "{text}");
        }
    }
}
