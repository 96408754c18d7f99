//! Puts the parts together: the store in a data folder, and messaging on it.

use std::path::Path;
use std::sync::Arc;

use subrosa_bus::Bus;
use subrosa_messaging::{Messaging, Settings, World};
use subrosa_proto::Clock;
use subrosa_proto::sync::Epoch;
use subrosa_server::Metrics;
use subrosa_store::{Db, Folder, Options};

use crate::failure::Failure;
use crate::machine::{SystemRandomness, random_u64};

/// Opens the store of a data folder, which is made when it is missing.
pub(crate) fn open_store(data: &Path, metrics: &Metrics) -> Result<Db, Failure> {
    let folder = Folder::open(data)?;
    let metrics = metrics.clone();
    let on_commit = Arc::new(move |commit| metrics.observe_commit(commit));
    let options = Options { on_commit: Some(on_commit), ..Options::default() };
    Ok(Db::open(folder, Epoch(random_u64()), &options)?)
}

/// Starts messaging on a store, by a clock. Must be called inside a Tokio runtime.
pub(crate) fn start_messaging(
    db: Db,
    clock: Arc<dyn Clock>,
    metrics: &Metrics,
    settings: Settings,
) -> Result<Messaging, Failure> {
    let metrics = metrics.clone();
    let world = World {
        db,
        bus: Bus::new(),
        clock,
        randomness: Arc::new(SystemRandomness),
        on_batch: Some(Arc::new(move |batch| metrics.observe_batch(batch))),
    };
    Ok(Messaging::start(world, settings)?)
}
