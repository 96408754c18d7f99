//! `subrosa new-epoch`: a new life of the store, after it has gone back to an older state.

use clap::Args;
use serde_json::json;
use subrosa_proto::sync::Epoch;
use subrosa_server::Metrics;
use subrosa_store::{Error, Options, Purpose, devices, meta};

use super::place;
use crate::config::{self, Places};
use crate::failure::Failure;
use crate::machine::random_u64;
use crate::output::Output;
use crate::parts;

/// Tell clients that the store went back to an older state
#[derive(Args)]
#[command(after_help = "\
Example:
  subrosa new-epoch --data /var/lib/subrosa     after PostgreSQL was restored from a backup

Clients then take everything anew and send again what they still hold. Without it they would pass over changes whose \
numbers they have seen before. Servers must be stopped meanwhile. `subrosa restore` does this by itself. A store that `subrosa migrate-store` moved away \
can be served again after it.")]
pub(crate) struct NewEpoch {
    #[command(flatten)]
    data: place::DataFolder,
    #[command(flatten)]
    config: place::SettingsFile,
}

impl NewEpoch {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        let data = &self.data.data;
        let places = Places { file: self.config.config.as_deref(), data: Some(data), flags: Vec::new() };
        let config = config::load(&places)?.config;
        let epoch = Epoch(random_u64());
        let metrics = Metrics::new();
        let options = Options { purpose: Purpose::Renew, ..Options::default() };
        parts::with_store(data, config.postgres.as_ref(), &metrics, &options, async |db| {
            let renewed = db.write(async move |tx| {
                devices::reset_acked(tx).await?;
                meta::set_epoch(tx, epoch).await
            });
            renewed.await.map_err(|error: Error| error.into())
        })?;
        output.result(&json!({ "epoch": format!("{:016x}", epoch.0) }), "clients will take everything anew".to_owned())
    }
}
