//! `subrosa rebuild-search`: has what brands find in their inboxes made anew.

use clap::Args;
use serde_json::json;
use subrosa_server::Metrics;
use subrosa_store::{Error, Options, search};

use super::place;
use crate::config::{self, Places};
use crate::failure::Failure;
use crate::output::Output;
use crate::parts;

/// Make anew what brands find in their inboxes
#[derive(Args)]
#[command(after_help = "\
Example:
  subrosa rebuild-search --data /var/lib/subrosa     when `subrosa doctor` finds the index of search unsound

The next server forgets the index of search and makes it from the messages and notes, in the background; meanwhile members find what is \
there so far. On a data folder, stop the server first. Nothing else is changed.")]
pub(crate) struct RebuildSearch {
    #[command(flatten)]
    data: place::DataFolder,
    #[command(flatten)]
    config: place::SettingsFile,
}

impl RebuildSearch {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        let data = &self.data.data;
        let places = Places { file: self.config.config.as_deref(), data: Some(data), flags: Vec::new() };
        let config = config::load(&places)?.config;
        let (metrics, options) = (Metrics::new(), Options::default());
        let brands = parts::with_store(data, config.postgres.as_ref(), &metrics, &options, async |db| {
            db.write(async |tx| search::outdate(tx).await).await.map_err(|error: Error| error.into())
        })?;
        output.result(&json!({ "brands": brands }), format!("the search of {brands} brands will be made anew"))
    }
}
