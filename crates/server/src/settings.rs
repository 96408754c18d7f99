//! What an operator can choose about the server.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use ipnet::IpNet;

/// The settings of the server.
#[derive(Debug, Clone)]
pub struct ServerSettings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address by which clients reach the server, when it differs from what they say (`https://dm.example.com`).
    pub public_url: Option<String>,
    /// Certificate and key, to serve TLS without a proxy.
    pub tls: Option<TlsFiles>,
    /// Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Open connections at most; more wait to be accepted.
    pub connections: usize,
    /// How long a stopping server waits for what is under way.
    pub drain: Duration,
}

/// PEM files of a certificate chain and its key.
#[derive(Debug, Clone)]
pub struct TlsFiles {
    pub certificate: PathBuf,
    pub key: PathBuf,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 7300)),
            public_url: None,
            tls: None,
            trusted_proxies: Vec::new(),
            connections: 200_000,
            drain: Duration::from_secs(10),
        }
    }
}

impl ServerSettings {
    /// Whether clients come by TLS, here or at a proxy in front.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.tls.is_some() || self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}
