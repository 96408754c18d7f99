//! Several hosts, one of which takes writes: each is tried for a part of the time, beginning with the one that was used last.
//!
//! The driver gives the first host all the time there is. One that is gone without a word, or takes connections and says nothing,
//! would keep everyone from the standby that has taken over.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use deadpool_postgres::Connect;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_postgres::config::Host;
use tokio_postgres::tls::{MakeTlsConnect, TlsConnect};
use tokio_postgres::{Client, Config, Error, Socket};

use super::error::words;

/// The hosts of an address.
pub(super) struct Hosts<T> {
    /// The same settings for each host alone.
    each: Vec<Config>,
    tls: T,
    time: Duration,
    /// The host that was used last.
    last: AtomicUsize,
}

impl<T> Hosts<T> {
    /// All hosts of `config`, which share `time`.
    pub(super) fn new(config: &Config, tls: T, time: Duration) -> Self {
        let hosts = config.get_hosts().len().max(config.get_hostaddrs().len());
        let each: Vec<Config> = match hosts {
            0 | 1 => vec![config.clone()],
            several => (0..several).map(|host| alone(config, host)).collect(),
        };
        let time = time / u32::try_from(each.len()).unwrap_or(u32::MAX);
        Self { each, tls, time, last: AtomicUsize::new(0) }
    }
}

/// The settings with one of the hosts only. The driver has no way to take hosts out.
fn alone(config: &Config, host: usize) -> Config {
    let mut one = Config::new();
    match config.get_hosts().get(host) {
        Some(Host::Tcp(name)) => drop(one.host(name)),
        #[cfg(unix)]
        Some(Host::Unix(path)) => drop(one.host_path(path)),
        None => {}
    }
    config.get_hostaddrs().get(host).map(|address| one.hostaddr(*address));
    let ports = config.get_ports();
    ports.get(host).or_else(|| ports.first()).map(|port| one.port(*port));
    config.get_user().map(|user| one.user(user));
    config.get_password().map(|password| one.password(password));
    config.get_dbname().map(|name| one.dbname(name));
    config.get_options().map(|options| one.options(options));
    config.get_application_name().map(|name| one.application_name(name));
    config.get_connect_timeout().map(|time| one.connect_timeout(*time));
    config.get_tcp_user_timeout().map(|time| one.tcp_user_timeout(*time));
    config.get_keepalives_interval().map(|time| one.keepalives_interval(time));
    config.get_keepalives_retries().map(|times| one.keepalives_retries(times));
    one.keepalives(config.get_keepalives())
        .keepalives_idle(config.get_keepalives_idle())
        .ssl_mode(config.get_ssl_mode())
        .ssl_negotiation(config.get_ssl_negotiation())
        .channel_binding(config.get_channel_binding())
        .target_session_attrs(config.get_target_session_attrs());
    one
}

impl<T> Connect for Hosts<T>
where
    T: MakeTlsConnect<Socket> + Clone + Sync + Send + 'static,
    T::Stream: Sync + Send,
    T::TlsConnect: Sync + Send,
    <T::TlsConnect as TlsConnect<Socket>>::Future: Send,
{
    fn connect(&self, _all: &Config) -> BoxFuture<'_, Result<(Client, JoinHandle<()>), Error>> {
        async move {
            let first = self.last.load(Ordering::Relaxed);
            let order = (0..self.each.len()).map(|turn| (first + turn) % self.each.len());
            let mut hosts = order.peekable();
            loop {
                let host = hosts.next().unwrap_or(first);
                let connecting = self.each[host].connect(self.tls.clone());
                let is_last = hosts.peek().is_none();
                let connected = if is_last {
                    // The pool has a limit for all of it.
                    connecting.await
                } else {
                    let Ok(connected) = timeout(self.time, connecting).await else { continue };
                    connected
                };
                match connected {
                    Ok((client, connection)) => {
                        self.last.store(host, Ordering::Relaxed);
                        let task = tokio::spawn(async move {
                            if let Err(error) = connection.await {
                                let error = words(&error);
                                tracing::warn!(error, "a connection to PostgreSQL broke");
                            }
                        });
                        return Ok((client, task));
                    }
                    Err(error) if is_last => return Err(error),
                    Err(_) => {}
                }
            }
        }
        .boxed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_host_has_the_settings_of_all() {
        let url = "postgres://ada:secret@one:1,two:2/store?sslmode=require&target_session_attrs=read-write";
        let config: Config = url.parse().expect("an address");
        let hosts = Hosts::new(&config, (), Duration::from_secs(5));
        let one = |host: &str| url.replace("one:1,two:2", host).parse::<Config>().expect("an address");
        assert_eq!(hosts.each, [one("one:1"), one("two:2")]);
        assert_eq!(hosts.time, Duration::from_millis(2500));
    }
}
