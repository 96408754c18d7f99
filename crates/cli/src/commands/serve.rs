//! `subrosa serve`: the server, until a signal ends it.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use subrosa_messaging::{Messaging, Settings};
use subrosa_server::{App, Drain, Listener, Metrics, ServerSettings};
use tokio::signal::unix::{SignalKind, signal};

use crate::failure::Failure;
use crate::machine::SystemClock;
use crate::parts;

/// How often what has been idle is forgotten.
const TIDY: Duration = Duration::from_secs(60);

/// Serve people: the API, the socket and the web app
#[derive(Args)]
pub(crate) struct Serve {
    /// The data folder; made when it is missing
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Where to listen
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
}

impl Serve {
    pub(crate) fn run(self, json: bool) -> Result<(), Failure> {
        // Fails only when one is installed already.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let mut settings = ServerSettings::default();
        settings.listen = self.listen.unwrap_or(settings.listen);
        let metrics = Metrics::new();
        let db = parts::open_store(&self.data, &metrics)?;
        let runtime = tokio::runtime::Runtime::new().map_err(Failure::new)?;
        runtime.block_on(async {
            let messaging = parts::start_messaging(db, Arc::new(SystemClock), &metrics, Settings::default())?;
            let listener = Listener::bind(&settings).await.map_err(|error| {
                Failure::new(format!("can't listen on {}: {error}", settings.listen))
                    .hint("stop the program that has this address, or choose another with --listen")
            })?;
            let address = listener.address().map_err(Failure::new)?;
            let drain = Drain::default();
            tokio::spawn(end_on_signal(drain.clone()));
            tokio::spawn(tidy(messaging.clone(), drain.clone()));
            let scheme = if settings.tls.is_some() { "https" } else { "http" };
            if json {
                println!("{}", serde_json::json!({ "listening": address.to_string() }));
            } else {
                println!("Subrosa listens on {scheme}://{address}");
            }
            subrosa_server::serve(listener, App::new(messaging, settings, metrics, drain)).await;
            Ok(())
        })
    }
}

/// The first signal drains, the second ends the process: what was acknowledged is on disk either way.
async fn end_on_signal(drain: Drain) {
    let signals = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()));
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
