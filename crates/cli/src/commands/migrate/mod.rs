//! `subrosa migrate-store`: the whole store from a data folder to PostgreSQL, or back.
//!
//! Never: a store that is served from both places, one that was not compared with what it came from.

mod bar;
mod refused;

use std::path::Path;
use std::time::{Duration, Instant};

use bar::Bar;
use clap::{Args, ValueEnum};
use indicatif::{HumanCount, HumanDuration};
use serde_json::{Map, json};
use subrosa_proto::sync::Epoch;
use subrosa_store::copy::{self, Bounds, MoveId, Moved, Place};
use subrosa_store::{Db, Error, Folder, Options, PostgresOptions, Purpose, postgres_contents};
use tokio::runtime::Runtime;

use super::place;
use crate::config::{self, Places};
use crate::failure::{Exit, Failure};
use crate::machine::{self, random_u64};
use crate::operator::refuse_mistaken;
use crate::output::Output;
use crate::parts;

/// How long a store in a folder may take to be tidied at the end.
const LAST_MOMENTS: Duration = Duration::from_secs(60);

/// Move the whole store to PostgreSQL, or from there into a data folder
#[derive(Args)]
#[command(after_help = "\
Examples:
  subrosa migrate-store --to postgresql --data /var/lib/subrosa --config /etc/subrosa/subrosa.toml
  subrosa migrate-store --to sqlite --data /var/lib/subrosa-new --config /etc/subrosa/subrosa.toml

The folder is that of --data, the database that of `postgres.url`. Stop every server first. The target must be empty. \
Everything is copied and then compared on both sides; only then the target can be served, and the source no longer. Clients \
notice nothing. Broken off at any instant, it goes on where it was when it is run again.")]
pub(crate) struct MigrateStore {
    /// Where to
    #[arg(long, value_name = "DATABASE")]
    to: Destination,
    #[command(flatten)]
    data: place::DataFolder,
    #[command(flatten)]
    config: place::SettingsFile,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Destination {
    /// The database of `postgres.url`
    Postgresql,
    /// The data folder
    Sqlite,
}

impl Destination {
    const fn place(self) -> Place {
        match self {
            Self::Postgresql => Place::Postgresql,
            Self::Sqlite => Place::Folder,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Postgresql => "postgresql",
            Self::Sqlite => "sqlite",
        }
    }
}

impl MigrateStore {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        let (to, data) = (self.to, &self.data.data);
        let places = Places { file: self.config.config.as_deref(), data: Some(data), flags: Vec::new() };
        let postgres = config::load(&places)?.config.postgres.ok_or_else(|| {
            Failure::new("the settings name no PostgreSQL")
                .hint("set `postgres.url`, in the settings' file or as $SUBROSA_POSTGRES_URL")
                .exit(Exit::Settings)
        })?;
        refuse_mistaken(data, to == Destination::Sqlite)?;
        machine::keep_files_private();
        let bar = Bar::new(output);
        let begun = Instant::now();
        let moved = carry_out(to, data, &postgres, &bar)?;
        bar.end();
        report(output, to, data, &moved, begun.elapsed())
    }
}

/// Opens both sides, moves the store, and closes both.
fn carry_out(to: Destination, data: &Path, postgres: &PostgresOptions, bar: &Bar) -> Result<Moved, Failure> {
    let options = Options { purpose: Purpose::Copy, ..Options::default() };
    let fresh = || Epoch(random_u64());
    let runtime = Runtime::new().map_err(Failure::new)?;
    let connect = || runtime.block_on(Db::connect(postgres, fresh(), &options)).map_err(parts::not_connected);
    // The source first, so that nothing is made for one that can't be moved.
    let (source, target, closing) = match to {
        Destination::Postgresql => {
            let source = Db::open(Folder::open(data)?, fresh(), &options)?;
            let closing = source.closing();
            (source, connect()?, closing)
        }
        Destination::Sqlite => {
            runtime.block_on(refuse_missing(postgres))?;
            let source = connect()?;
            let target = Db::open(Folder::open(data)?, fresh(), &options)?;
            let closing = target.closing();
            (source, target, closing)
        }
    };
    let work = copy::run(&source, &target, MoveId(random_u64()), Bounds::default(), |progress| bar.show(progress));
    let moved = runtime.block_on(work);
    drop((source, target));
    runtime.shutdown_timeout(LAST_MOMENTS);
    if !closing.is_some_and(|closing| closing.wait(LAST_MOMENTS)) {
        tracing::warn!("the store was still busy at the end; it is tidied when it is opened next");
    }
    moved.map_err(|error| refused::explain(error, to.place()))
}

/// Refuses a database without a store, before anything is made in it.
async fn refuse_missing(postgres: &PostgresOptions) -> Result<(), Failure> {
    match postgres_contents(postgres).await {
        Ok(contents) if contents.schema.is_none() => {
            Err(Failure::new("the PostgreSQL of `postgres.url` holds no store").hint("check `postgres.url`"))
        }
        // Whether it may be moved on is seen later.
        Ok(_) | Err(Error::Moved(_) | Error::Unfinished) => Ok(()),
        Err(error) => Err(parts::not_connected(error)),
    }
}

fn report(output: Output, to: Destination, data: &Path, moved: &Moved, took: Duration) -> Result<(), Failure> {
    let rows: u64 = moved.tables.iter().map(|(_, rows)| rows).sum();
    let tables: Map<_, _> = moved.tables.iter().map(|(table, rows)| ((*table).to_owned(), json!(rows))).collect();
    let result = json!({
        "moved_to": to.word(), "already": moved.already, "rows": rows, "tables": tables, "seconds": took.as_secs_f64(),
    });
    let name = to.place().name();
    if moved.already {
        return output.result(&result, format!("the store was moved to {name} already; nothing was changed"));
    }
    let from_here = match to {
        Destination::Postgresql => {
            format!("Serve it with `postgres.url` set. The store in {} is not served any more.", data.display())
        }
        Destination::Sqlite => {
            "Serve it without `postgres.url`. The store in PostgreSQL is not served any more.".to_owned()
        }
    };
    let (rows, took) = (HumanCount(rows), HumanDuration(took));
    output.result(&result, format!("moved {rows} rows to {name} in {took}, the same on both sides.\n{from_here}"))
}
