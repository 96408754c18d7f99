//! `subrosa serve`: the server, until a signal ends it.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use serde_json::json;
use subrosa_bus::Bus;
use subrosa_messaging::Messaging;
use subrosa_server::{App, Drain, Listener, Metrics, ServerSettings};
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::place;
use crate::config::{self, Places};
use crate::failure::{Exit, Failure};
use crate::machine::{self, SystemClock};
use crate::operator::OperatorSocket;
use crate::output::Output;
use crate::{logging, parts};

/// How often what has been idle is forgotten.
const TIDY: Duration = Duration::from_secs(60);

/// Serve people: the API, the socket and the web app
#[derive(Args)]
#[command(after_help = "\
Examples:
  subrosa serve --data /var/lib/subrosa
  subrosa serve --data ./data --listen 0.0.0.0:8080
  SUBROSA_SIGN_UP=invite subrosa serve --data ./data

The first SIGTERM or SIGINT lets what is under way finish; a second one ends the process at once. Nothing that was \
acknowledged is lost either way.")]
pub(crate) struct Serve {
    #[command(flatten)]
    data: place::DataFolder,
    #[command(flatten)]
    config: place::SettingsFile,
    /// Where to listen [default: 127.0.0.1:7300]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
}

impl Serve {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        let data = &self.data.data;
        let flags = self.listen.map(|listen| ("--listen", "listen", listen.to_string())).into_iter().collect();
        let loaded = config::load(&Places { file: self.config.config.as_deref(), data: Some(data), flags })?;
        let config = loaded.config;
        logging::start(config.log);
        for warning in loaded.warnings {
            tracing::warn!("{warning}");
        }
        machine::raise_open_files();
        let metrics = Metrics::new();
        parts::with_store(data, config.postgres.as_ref(), &metrics, &config.store, async |db| {
            let drain = Drain::default();
            let (bus, link) = match &config.nats {
                Some(nats) => parts::join_cluster(nats, &db).await.map(|(bus, link)| (bus, Some(link)))?,
                None => (Bus::new(), None),
            };
            let media = parts::open_media(&config.media).await?;
            let messaging = parts::start_messaging(db, bus, media, Arc::new(SystemClock), &metrics, config.messaging)?;
            let listener =
                Listener::bind(&config.server).await.map_err(|error| cannot_listen(&config.server, &error))?;
            let address = listener.address().map_err(Failure::new)?;
            // Before anyone hears that it listens.
            let signals = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
            tokio::spawn(end_on_signal(signals, drain.clone()));
            tokio::spawn(tidy(messaging.clone(), drain.clone()));
            let operators = tokio::spawn(take_operators(OperatorSocket::bind(data), messaging.clone(), drain.clone()));
            let scheme = if config.server.tls.is_some() { "https" } else { "http" };
            tracing::info!(version = env!("CARGO_PKG_VERSION"), %address, "serving");
            let listening = json!({ "listening": address.to_string() });
            output.result(&listening, format!("Subrosa listens on {scheme}://{address}"))?;
            subrosa_server::serve(listener, App::new(messaging, config.server, metrics.clone(), drain)).await;
            // So that its file is gone when this process is.
            let _ended = operators.await;
            if let Some(link) = link {
                link.leave().await;
            }
            tracing::info!("stopped");
            Ok(())
        })
    }
}

/// The first signal drains, the second ends the process: what was acknowledged is on disk either way.
async fn end_on_signal(signals: (io::Result<Signal>, io::Result<Signal>), drain: Drain) {
    let (Ok(mut terminate), Ok(mut interrupt)) = signals else {
        tracing::error!("signals can't be heard; the server ends only when it is killed");
        return;
    };
    let mut next = async || {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    next().await;
    tracing::info!("draining: no new connections, what is under way finishes");
    drain.begin();
    next().await;
    tracing::warn!("a second signal: ending at once");
    std::process::exit(1);
}

async fn tidy(messaging: Messaging, drain: Drain) {
    let mut ticks = tokio::time::interval(TIDY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => messaging.tidy(),
            () = drain.wait() => return,
        }
    }
}

async fn take_operators(socket: io::Result<OperatorSocket>, messaging: Messaging, drain: Drain) {
    let served = match socket {
        Ok(socket) => socket.serve(messaging, drain).await,
        Err(error) => Err(error),
    };
    if let Err(error) = served {
        tracing::warn!(%error, "operators can't reach this server; their commands need it stopped");
    }
}

fn cannot_listen(settings: &ServerSettings, error: &std::io::Error) -> Failure {
    let listen = settings.listen;
    match error.kind() {
        ErrorKind::AddrInUse => Failure::new(format!("another program listens on {listen}"))
            .hint("stop it, or choose another address with --listen"),
        ErrorKind::AddrNotAvailable => Failure::new(format!("{listen} is not an address of this machine"))
            .hint("choose one that is, or 0.0.0.0 for all, with --listen"),
        ErrorKind::PermissionDenied => Failure::new(format!("this user may not listen on {listen}"))
            .hint("choose a port above 1023, or give the right CAP_NET_BIND_SERVICE"),
        ErrorKind::InvalidInput => Failure::new(format!("TLS can't be served: {error}"))
            .hint("check tls.certificate and tls.key, and that this user may read the files")
            .exit(Exit::Settings),
        _ => Failure::new(format!("can't listen on {listen}: {error}")).hint("choose another address with --listen"),
    }
}
