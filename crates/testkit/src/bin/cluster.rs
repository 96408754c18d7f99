//! `cluster`: PostgreSQL, NATS and several servers on this machine, behind one address, to play with and for tests in a browser.
//!
//! All of it ends with this program, and so does everything that was written there.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use subrosa_testkit::Outcome;
use subrosa_testkit::cluster::{Cluster, balancer};
use subrosa_testkit::postgres::Sync;
use subrosa_testkit::tool::end;
use tokio::signal::unix::{SignalKind, signal};

/// Runs a cluster until it is interrupted.
#[derive(Parser)]
#[command(name = "cluster")]
struct Arguments {
    /// The server's binary.
    #[arg(long, value_name = "PATH")]
    server: PathBuf,
    /// How many servers, and as many of NATS.
    #[arg(long, value_name = "NUMBER", default_value_t = 3)]
    nodes: usize,
    /// The one address.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7300")]
    listen: String,
    /// Fills it with the demo first.
    #[arg(long)]
    demo: bool,
    /// Prints the servers' addresses as JSON when they answer, and nothing else.
    #[arg(long)]
    json: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    end("cluster", run(Arguments::parse()).await.map(|()| true))
}

async fn run(arguments: Arguments) -> Outcome<()> {
    let scratch = tempfile::Builder::new().prefix("subrosa-cluster-").tempdir()?;
    let server = std::path::absolute(&arguments.server)?;
    let mut cluster = Cluster::prepare(&server, scratch.path(), arguments.nodes, Sync::Yes).await?;
    if arguments.demo {
        cluster.fill_with_demo()?;
    }
    for index in 0..cluster.size() {
        cluster.resume(index).await?;
    }
    let urls = cluster.urls();
    if arguments.json {
        println!("{}", serde_json::json!({ "servers": urls, "data": cluster.data(0) }));
    } else {
        println!("Subrosa listens on http://{}", arguments.listen);
        println!("  servers     {}", urls.join("  "));
        println!("  PostgreSQL  {}", cluster.postgres.url());
        println!(
            "  NATS        {}",
            (0..cluster.nats.len()).map(|one| cluster.nats.url(one)).collect::<Vec<_>>().join("  ")
        );
        println!("All of it, and what is written there, is gone when you end it (Ctrl+C).");
    }
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => Ok(()),
        _ = interrupt.recv() => Ok(()),
        ended = balancer::serve(&arguments.listen, cluster.addresses()), if !arguments.json => ended,
    }
}
