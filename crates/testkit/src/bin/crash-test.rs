//! `crash-test`: nothing that the server acknowledged is lost, doubled or reordered, whatever dies.
//!
//! Prints what was tried and found, and fails when anything is missing.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use subrosa_testkit::Outcome;
use subrosa_testkit::crash::{Plan, Size, campaign, full, kill, postgres, power, report, tail};
use subrosa_testkit::tool::{end, seed_of_the_day};

/// Kills the server, cuts its power, fills its disk and tears its log, and checks that nothing acknowledged is lost.
#[derive(Parser)]
#[command(name = "crash-test")]
struct Arguments {
    /// The server's binary.
    #[arg(long, value_name = "PATH")]
    server: PathBuf,
    /// Under a minute instead of half an hour.
    #[arg(long)]
    short: bool,
    /// Repeats the choices of an earlier run.
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Only these tests.
    #[arg(long, value_enum, value_name = "TEST")]
    only: Vec<Test>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Test {
    Kill,
    Power,
    Full,
    SmallDisk,
    Tail,
    ServerOnPostgres,
    Postgres,
    Campaign,
}

#[tokio::main]
async fn main() -> ExitCode {
    end("crash-test", run(Arguments::parse()).await)
}

async fn run(arguments: Arguments) -> Outcome<bool> {
    let scratch = tempfile::Builder::new().prefix("subrosa-crash-").tempdir()?;
    let plan = Plan {
        server: std::path::absolute(arguments.server)?,
        scratch: scratch.path().to_owned(),
        size: if arguments.short { Size::SHORT } else { Size::LONG },
        seed: arguments.seed.map_or_else(seed_of_the_day, Ok)?,
    };
    println!("seed {}", plan.seed);
    let rows = rows(&plan, &arguments.only).await;
    let is_clean = rows.as_ref().is_ok_and(|rows| report::print(rows));
    if !is_clean {
        println!("everything that the tests made is kept in {}", scratch.keep().display());
    }
    rows.map(|_| is_clean)
}

async fn rows(plan: &Plan, only: &[Test]) -> Outcome<Vec<report::Row>> {
    let mut rows = Vec::new();
    for test in Test::value_variants().iter().filter(|test| only.is_empty() || only.contains(test)) {
        let row = match test {
            Test::Kill => kill::run(plan).await,
            Test::Power => power::run(plan).await,
            Test::Full => full::run(plan).await,
            Test::SmallDisk => full::run_on_small_disk(plan).await,
            Test::Tail => tail::run(plan).await,
            Test::ServerOnPostgres => postgres::server_killed(plan).await,
            Test::Postgres => postgres::postgres_killed(plan).await,
            Test::Campaign => campaign::run(plan).await,
        }?;
        eprintln!("{}: {} in {:.0} s", row.name, row.done, row.time.as_secs_f64());
        rows.push(row);
    }
    Ok(rows)
}
