//! `subrosa backup` and `subrosa restore`: a consistent copy of the store, and a data folder from a copy.

use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::{HumanBytes, ProgressBar, ProgressStyle};
use serde_json::json;
use subrosa_proto::sync::Epoch;
use subrosa_store::{Error, Folder, backup};

use super::place;
use crate::config::{self, Places};
use crate::failure::{Exit, Failure};
use crate::machine::{self, random_u64};
use crate::output::Output;

/// Copy the store into one file, also while the server runs
#[derive(Args)]
#[command(after_help = "\
Examples:
  subrosa backup /var/backups/subrosa.db --data /var/lib/subrosa
  subrosa backup /var/backups/ --data /var/lib/subrosa     names the file by the time

The copy is one consistent moment. It appears under its name only when it is whole and on disk.")]
pub(crate) struct Backup {
    /// The file to write, or a folder for it
    target: PathBuf,
    #[command(flatten)]
    data: place::DataFolder,
}

/// Make a data folder from a backup
#[derive(Args)]
#[command(after_help = "\
Example:
  subrosa restore /var/backups/subrosa.db --data /var/lib/subrosa-new

The folder must not hold a store. Clients notice the restored store, take everything anew and send again what they still hold.")]
pub(crate) struct Restore {
    /// The file that `subrosa backup` wrote
    copy: PathBuf,
    #[command(flatten)]
    data: place::DataFolder,
}

impl Backup {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        machine::keep_files_private();
        let data = self.data.data;
        if config::load(&Places { data: Some(&data), ..Places::default() })?.config.postgres.is_some() {
            return Err(Failure::new("the store is in PostgreSQL (`postgres.url`)")
                .hint("back it up with PostgreSQL's own tools: pg_basebackup with its log, or pg_dump"));
        }
        if !Folder::database_in(&data).exists() {
            return Err(Failure::new(format!("{} holds no store", data.display()))
                .hint("check --data")
                .exit(Exit::Folder));
        }
        let target = if self.target.is_dir() { self.target.join(name_by_time()) } else { self.target };
        if target.exists() {
            let there = format!("{} exists already", target.display());
            return Err(Failure::new(there).hint("choose another name; nothing was written"));
        }
        let bar = progress_bar();
        backup::create(&data, &target, |progress| {
            bar.set_length(progress.total);
            bar.set_position(progress.copied);
        })
        .map_err(|error| Failure::from(error).exit(Exit::Failed))?;
        bar.finish_and_clear();
        let bytes = std::fs::metadata(&target).map_err(Failure::new)?.len();
        let result = json!({ "backup": target, "bytes": bytes });
        output.result(&result, format!("wrote {} ({})", target.display(), HumanBytes(bytes)))
    }
}

impl Restore {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        machine::keep_files_private();
        let data = self.data.data;
        if Folder::database_in(&data).exists() {
            return Err(Failure::new(format!("{} holds a store already", data.display()))
                .hint("restore into another folder; nothing was changed")
                .exit(Exit::Folder));
        }
        backup::restore(&self.copy, &data, Epoch(random_u64())).map_err(|error| match error {
            Error::Corrupt(why) | Error::Folder(why) => {
                Failure::new(format!("{} can't be restored: {why}", self.copy.display()))
                    .hint("choose a file that `subrosa backup` wrote")
                    .exit(Exit::Folder)
            }
            error => error.into(),
        })?;
        let text = format!("restored into {}; start it with `subrosa serve --data {0}`", data.display());
        output.result(&json!({ "restored": data }), text)
    }
}

fn name_by_time() -> PathBuf {
    Path::new(&jiff::Timestamp::now().strftime("subrosa-%Y%m%dT%H%M%SZ.db").to_string()).to_owned()
}

/// Shows itself on a terminal only.
fn progress_bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent:>3} %  {eta} left") {
        bar.set_style(style);
    }
    bar
}
