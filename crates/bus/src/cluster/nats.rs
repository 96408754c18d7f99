//! Letters over NATS core (<https://docs.nats.io/reference/reference-protocols/nats-protocol>): one subject for all nodes, and one for
//! each. Nothing is kept by NATS, and nothing is asked of it but to carry.

use std::path::PathBuf;
use std::time::Duration;

use async_nats::{Client, ConnectOptions, Event, Subscriber};
use bytes::Bytes;
use futures_util::StreamExt;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::carrier::{Arrival, Carrier};
use super::reasons::Reasons;
use super::wire::NodeId;

/// The version of what letters hold.
const FORMAT: u32 = 1;
/// A connection that says nothing is asked whether it lives this often.
const PING: Duration = Duration::from_secs(5);
/// A letter that NATS does not take for this long is lost.
const SEND: Duration = Duration::from_secs(1);
/// Letters that may wait to be read.
const UNREAD: usize = 4_096;
/// Letters that may wait to be written to the connection.
const UNSENT: usize = 1_024;

/// How to reach NATS.
#[derive(Clone, Default)]
pub struct NatsOptions {
    /// `nats://` or `tls://`, host and port. One that answers is enough: it names the others.
    pub servers: Vec<String>,
    /// User and password.
    pub user: Option<(String, String)>,
    /// A file with a user's credentials (JWT and NKey seed).
    pub credentials: Option<PathBuf>,
    /// Certificates (PEM) that are trusted instead of the system's.
    pub root_certificates: Option<PathBuf>,
    /// This client's certificate chain and key (PEM).
    pub certificate: Option<(PathBuf, PathBuf)>,
}

/// Why NATS can't be used at all.
#[derive(Debug, thiserror::Error)]
pub enum NatsError {
    #[error("the credentials can't be read: {0}")]
    Credentials(std::io::Error),
    #[error("{0}")]
    Connect(async_nats::ConnectError),
    #[error("{0}")]
    Subscribe(async_nats::SubscribeError),
}

/// One node's connection to NATS. It connects, and connects again, by itself.
pub struct Nats {
    client: Client,
    /// Begins each subject: nodes of other stores are not heard.
    prefix: String,
    events: mpsc::Receiver<Event>,
    to_all: Subscriber,
    to_me: Subscriber,
}

impl Nats {
    /// Begins to connect, and returns before that is done. `store` is the name of what the nodes share.
    ///
    /// # Errors
    /// When the options can't be used; not when NATS is not there.
    pub async fn connect(options: &NatsOptions, store: u64, me: NodeId) -> Result<Self, NatsError> {
        let (told, events) = mpsc::channel(16);
        let reasons = Reasons::default();
        let connecting = of(options).await?;
        let connecting = connecting
            .no_echo()
            .ping_interval(PING)
            .client_capacity(UNSENT)
            .subscription_capacity(UNREAD)
            .retry_on_initial_connect()
            .reconnect_delay_callback(delay)
            .reconnect_to_server_callback(move |servers, _| {
                reasons.tell(&servers);
                // Whichever comes next.
                std::future::ready(None)
            })
            .event_callback(move |event| {
                let told = told.clone();
                async move {
                    // It fails when no one listens any more.
                    let _ended = told.send(event).await;
                }
            });
        let client = connecting.connect(options.servers.as_slice()).await.map_err(NatsError::Connect)?;
        let prefix = format!("subrosa.{FORMAT}.{store:016x}");
        let to_all = client.subscribe(format!("{prefix}.all")).await.map_err(NatsError::Subscribe)?;
        let to_me = client.subscribe(of_node(&prefix, me)).await.map_err(NatsError::Subscribe)?;
        Ok(Self { client, prefix, events, to_all, to_me })
    }
}

/// How to connect, as the options say.
async fn of(options: &NatsOptions) -> Result<ConnectOptions, NatsError> {
    let mut connecting = ConnectOptions::new().name("subrosa");
    if let Some(path) = &options.credentials {
        connecting = connecting.credentials_file(path).await.map_err(NatsError::Credentials)?;
    }
    if let Some((user, password)) = &options.user {
        connecting = connecting.user_and_password(user.clone(), password.clone());
    }
    if let Some(path) = &options.root_certificates {
        connecting = connecting.add_root_certificates(path.clone());
    }
    if let Some((certificate, key)) = &options.certificate {
        connecting = connecting.add_client_certificate(certificate.clone(), key.clone());
    }
    Ok(connecting)
}

/// Connects once, and says which server answered.
///
/// # Errors
/// When none does, or it does not take this client.
pub async fn look_at_nats(options: &NatsOptions) -> Result<String, NatsError> {
    let client = of(options).await?.connect(options.servers.as_slice()).await.map_err(NatsError::Connect)?;
    let found = client.server_info();
    Ok(format!("{} {}", found.server_name, found.version))
}

fn of_node(prefix: &str, node: NodeId) -> String {
    format!("{prefix}.node.{:016x}", node.0)
}

/// Soon at first, and never longer than two seconds; apart from one another, so that a server that comes back is not run over.
fn delay(attempts: usize) -> Duration {
    let most = (50 * u64::try_from(attempts).unwrap_or(u64::MAX)).clamp(50, 2_000);
    Duration::from_millis(fastrand::u64(most / 2..=most))
}

impl Carrier for Nats {
    async fn send(&mut self, to: Option<NodeId>, letter: Bytes) {
        let subject = to.map_or_else(|| format!("{}.all", self.prefix), |node| of_node(&self.prefix, node));
        match timeout(SEND, self.client.publish(subject, letter)).await {
            Ok(Ok(())) => {}
            // Whoever misses it asks.
            Ok(Err(error)) => tracing::debug!(%error, "a letter could not be sent"),
            Err(_) => tracing::debug!("NATS does not take letters"),
        }
    }

    async fn flush(&mut self) {
        // Whatever is not on its way then is missed by the others, who notice.
        let _late_or_not = timeout(SEND, self.client.flush()).await;
    }

    async fn receive(&mut self) -> Option<Arrival> {
        loop {
            tokio::select! {
                // A connection's news come before the letters that follow it.
                biased;
                event = self.events.recv() => match event? {
                    Event::Connected => return Some(Arrival::Connected),
                    Event::Disconnected => return Some(Arrival::Disconnected),
                    Event::Closed => return None,
                    other => tracing::warn!(event = %other, "NATS"),
                },
                letter = self.to_me.next() => return Some(Arrival::Letter(letter?.payload)),
                letter = self.to_all.next() => return Some(Arrival::Letter(letter?.payload)),
            }
        }
    }
}
