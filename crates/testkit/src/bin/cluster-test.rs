//! `cluster-test`: nothing that a cluster acknowledged is lost, doubled, reordered or unheard, whatever befalls its parts.
//!
//! Prints what was tried and found, and fails when anything is missing.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use subrosa_testkit::Outcome;
use subrosa_testkit::cluster::fault::Fault;
use subrosa_testkit::cluster::{campaign, faults};
use subrosa_testkit::crash::report;
use subrosa_testkit::tool::{end, seed_of_the_day};

/// Kills and stops the parts of a cluster while people write, and checks that everything acknowledged is there and was heard.
#[derive(Parser)]
#[command(name = "cluster-test")]
struct Arguments {
    /// The server's binary.
    #[arg(long, value_name = "PATH")]
    server: PathBuf,
    /// How often each fault happens.
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    times: usize,
    /// Repeats the choices of an earlier run.
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Only the faults whose name has this in it.
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,
}

#[tokio::main]
async fn main() -> ExitCode {
    end("cluster-test", run(Arguments::parse()).await)
}

async fn run(arguments: Arguments) -> Outcome<bool> {
    let scratch = tempfile::Builder::new().prefix("subrosa-cluster-").tempdir()?;
    let server = std::path::absolute(arguments.server)?;
    let seed = arguments.seed.map_or_else(seed_of_the_day, Ok)?;
    println!("seed {seed}");
    let mut rows = Vec::new();
    for (fault, name) in Fault::ALL.into_iter().filter(|(_, name)| name.contains(&arguments.only)) {
        if let Some(what) = fault.missing() {
            eprintln!("{name}: skipped, because there is no {what}: run tools/ensure.sh cluster as root");
            continue;
        }
        let row = faults::run((fault, name), &server, scratch.path(), arguments.times, seed).await?;
        eprintln!("{}: {} in {:.0} s", row.name, row.done, row.time.as_secs_f64());
        rows.push(row);
    }
    if campaign::NAME.contains(&arguments.only) {
        let row = campaign::run(&server, scratch.path(), arguments.times, seed).await?;
        eprintln!("{}: {} in {:.0} s", row.name, row.done, row.time.as_secs_f64());
        rows.push(row);
    }
    Ok(report::print(&rows))
}
