//! Connecting: the pool, TLS, and what an address must say.

use std::error::Error as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, Pool, PoolBuilder, RecyclingMethod, Runtime};
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;
use tokio::time::timeout;
use tokio_postgres::config::{Host, SslMode, TargetSessionAttrs};
use tokio_postgres::{Config, SimpleQueryMessage};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::hosts::Hosts;
use crate::Error;

/// How long a command waits for a connection, a new one included.
const WAIT: Duration = Duration::from_secs(5);

impl Default for PostgresOptions {
    fn default() -> Self {
        Self {
            url: String::new(),
            replicas: Vec::new(),
            root_certificates: None,
            connections: 16,
            prepared_statements: true,
        }
    }
}

/// How to reach PostgreSQL.
#[derive(Clone)]
pub struct PostgresOptions {
    /// `postgres://user:password@host:port/database?…`, several hosts with commas: the first that takes writes is used. It holds a
    /// password, so it is never shown.
    pub url: String,
    /// Addresses of standbys that may answer pages of history, each of one host; they hold passwords as well.
    pub replicas: Vec<String>,
    /// A file of certificates (PEM) that are trusted besides the platform's.
    pub root_certificates: Option<PathBuf>,
    /// Connections at most, to the primary and to each replica.
    pub connections: usize,
    /// Whether statements are prepared once for each connection. Off behind a pooler in transaction mode.
    pub prepared_statements: bool,
}

/// A pool of connections that may write, made when they are first used, and by which name PostgreSQL shows them.
pub(super) fn pool(options: &PostgresOptions, name: &str) -> Result<Pool, Error> {
    let mut config = parse(&options.url, "PostgreSQL")?;
    config.application_name(name);
    // A single address may lead to a standby, too, for as long as a name still says so.
    config.target_session_attrs(TargetSessionAttrs::ReadWrite);
    builder(config, options, WAIT)?
        .post_create(Hook::async_fn(|client, _| {
            Box::pin(async move {
                // As plain text: a pooler may send what is prepared and what runs it to different connections.
                let asked = timeout(WAIT, client.simple_query("SHOW synchronous_commit")).await;
                let said = asked.map_err(|_| HookError::message("PostgreSQL does not answer"))?;
                let said = said.map_err(HookError::Backend)?;
                let is_off = |said: &SimpleQueryMessage| matches!(said, SimpleQueryMessage::Row(row) if row.get(0) == Some("off"));
                if said.iter().any(is_off) {
                    return Err(HookError::message("synchronous_commit is off: what is acknowledged could be lost"));
                }
                Ok(())
            })
        }))
        .build()
        .map_err(|error| Error::Unavailable(error.to_string()))
}

/// A pool of connections to a replica that are waited for no longer than `wait`, and where it is, for people.
pub(super) fn replica_pool(
    url: &str,
    options: &PostgresOptions,
    name: &str,
    wait: Duration,
) -> Result<(Pool, String), Error> {
    let mut config = parse(url, "a replica")?;
    config.application_name(name);
    config.target_session_attrs(TargetSessionAttrs::Any);
    let place = place(&config);
    let pool = builder(config, options, wait)?.build().map_err(|error| Error::Unavailable(error.to_string()))?;
    Ok((pool, place))
}

fn parse(url: &str, whose: &str) -> Result<Config, Error> {
    url.parse().map_err(|error| mistaken(&error, whose))
}

/// A mistake in an address, of which nothing is shown but the name of an option that is known: it holds a password.
fn mistaken(error: &tokio_postgres::Error, whose: &str) -> Error {
    let option = error.source().map(ToString::to_string).filter(|words| words.starts_with("invalid value for option"));
    Error::Unavailable(format!("the address of {whose}: {}", option.unwrap_or_else(|| error.to_string())))
}

/// The first host of an address and its port: nothing that is secret.
fn place(config: &Config) -> String {
    let host = match (config.get_hosts().first(), config.get_hostaddrs().first()) {
        (Some(Host::Tcp(name)), _) => name.clone(),
        #[cfg(unix)]
        (Some(Host::Unix(path)), _) => path.display().to_string(),
        (None, Some(address)) => address.to_string(),
        (None, None) => "?".to_owned(),
    };
    format!("{host}:{}", config.get_ports().first().unwrap_or(&5432))
}

/// A pool of connections, none of which is waited for longer than `wait`.
fn builder(mut config: Config, options: &PostgresOptions, wait: Duration) -> Result<PoolBuilder, Error> {
    config.connect_timeout(wait);
    config.keepalives_idle(Duration::from_secs(10));
    config.keepalives_interval(Duration::from_secs(5));
    config.tcp_user_timeout(Duration::from_secs(15));
    let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = if config.get_ssl_mode() == SslMode::Disable {
        let hosts = Hosts::new(&config, tokio_postgres::NoTls, wait);
        Manager::from_connect(config, hosts, recycling)
    } else {
        let tls = MakeRustlsConnect::new(tls(options.root_certificates.as_deref())?);
        let hosts = Hosts::new(&config, tls, wait);
        Manager::from_connect(config, hosts, recycling)
    };
    Ok(Pool::builder(manager)
        .max_size(options.connections.max(2))
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(wait))
        .create_timeout(Some(wait)))
}

fn tls(root_certificates: Option<&Path>) -> Result<ClientConfig, Error> {
    let roots = root_certificates.map_or(Ok(Vec::new()), roots)?;
    let provider = Arc::new(ring::default_provider());
    let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .and_then(|builder| {
            let verifier = Verifier::new_with_extra_roots(roots, provider)?;
            Ok(builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier)).with_no_client_auth())
        });
    config.map_err(|error| Error::Unavailable(format!("TLS to PostgreSQL: {error}")))
}

/// The certificates of a file, all of which can be used.
fn roots(path: &Path) -> Result<Vec<CertificateDer<'static>>, Error> {
    let unfit = |why: String| Error::Unavailable(format!("the root certificates of {}: {why}", path.display()));
    let certificates = CertificateDer::pem_file_iter(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let certificates = certificates.map_err(|error| unfit(error.to_string()))?;
    // The verifier would blame the server for a bad one, and for an empty file.
    match RootCertStore::empty().add_parsable_certificates(certificates.iter().cloned()) {
        (0, 0) => Err(unfit("there are none".to_owned())),
        (_, 0) => Ok(certificates),
        (_, bad) => Err(unfit(format!("{bad} can't be used"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistaken_address_is_told_by_its_option_and_never_shown() {
        let why = |url: &str| match pool(&PostgresOptions { url: url.to_owned(), ..PostgresOptions::default() }, "") {
            Err(Error::Unavailable(why)) => why,
            _ => String::new(),
        };
        let option = why("postgres://ada:secret@one/store?sslmode=verify-full");
        assert_eq!(option, "the address of PostgreSQL: invalid value for option `sslmode`");
        for url in ["postgres://ada:with@?secret=1@one/store", "host=one password=with secret=1", "secret"] {
            assert_eq!(why(url), "the address of PostgreSQL: invalid connection string");
        }
    }
}
