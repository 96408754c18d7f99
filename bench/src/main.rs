//! The benchmarks: the product's figures beside what limits them, each measured several times in one run.
//!
//! Run it with nothing else going on: `make bench`. The server under test is the release build; load generator and server share the
//! machine. Rates that protect people (messages a minute…) are raised for it; nothing else differs from the defaults.

mod cluster;
mod limits;
mod node;
mod people;
mod processor;
mod product;
mod report;
mod shape;
mod suite;

use std::path::{Path, PathBuf};

use clap::Parser;

/// Whatever goes wrong ends the benchmark.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

#[derive(Parser)]
#[command(about = "Measures Subrosa beside what limits it")]
struct Arguments {
    /// Only the benches whose name contains this.
    #[arg(long)]
    only: Option<String>,
    /// Runs of each figure.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Seconds of each loaded run.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Contacts of the brand whose segments are counted; each has about ten events and two orders.
    #[arg(long, default_value_t = 1_000_000)]
    contacts: i64,
    /// Where these contacts stay, for another time: a folder that is filled when it is empty, and used as it is otherwise. Filling it takes
    /// minutes.
    #[arg(long)]
    filled: Option<PathBuf>,
    /// Where stores are made; on the disk to be measured.
    #[arg(long, default_value = "target/bench")]
    work: PathBuf,
    /// Where the figures go, one JSON object a line.
    #[arg(long, default_value = "bench/results/latest.jsonl")]
    out: PathBuf,
    /// The shape instead: each figure as its work grows ten- and a hundredfold, as shape.jsonl and shape.svg beside the
    /// other figures.
    #[arg(long)]
    shape: bool,
    /// Several servers on one PostgreSQL instead; the figures go to cluster.jsonl beside the others.
    #[arg(long)]
    cluster: bool,
}

fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        return Err("a TLS provider was installed before".into());
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    std::fs::create_dir_all(&arguments.work)?;
    if arguments.shape {
        let folder = arguments.out.parent().unwrap_or(Path::new("."));
        return runtime.block_on(shape::run(&arguments, folder));
    }
    if arguments.cluster {
        let figures = runtime.block_on(cluster::run(&arguments))?;
        report::finish(&figures, &arguments.out.with_file_name("cluster.jsonl"))?;
        return Ok(());
    }
    let figures = runtime.block_on(suite::run(&arguments))?;
    report::finish(&figures, &arguments.out)?;
    Ok(())
}
