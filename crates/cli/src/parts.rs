//! Puts the parts together: the store in a data folder, and messaging on it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use subrosa_bus::Bus;
use subrosa_messaging::{Messaging, Settings, World};
use subrosa_proto::Clock;
use subrosa_proto::sync::Epoch;
use subrosa_server::Metrics;
use subrosa_store::{Db, Folder, Options};
use tokio::runtime::Runtime;

use crate::failure::Failure;
use crate::machine::{self, SystemRandomness, random_u64};

/// How long what still runs may take when everything else has ended.
const LAST_MOMENTS: Duration = Duration::from_secs(5);

/// Opens the store of a data folder, which is made when it is missing; runs `work` with it; and closes it, after which the
/// folder holds just the database's file.
pub(crate) fn with_store<T>(
    data: &Path,
    metrics: &Metrics,
    options: &Options,
    work: impl AsyncFnOnce(Db) -> Result<T, Failure>,
) -> Result<T, Failure> {
    machine::keep_files_private();
    let folder = Folder::open(data)?;
    let observed = metrics.clone();
    let options =
        Options { on_commit: Some(Arc::new(move |commit| observed.observe_commit(commit))), ..options.clone() };
    let db = Db::open(folder, Epoch(random_u64()), &options)?;
    let closing = db.closing();
    let runtime = Runtime::new().map_err(Failure::new)?;
    let outcome = runtime.block_on(work(db));
    runtime.shutdown_timeout(LAST_MOMENTS);
    if !closing.is_some_and(|closing| closing.wait(LAST_MOMENTS)) {
        tracing::warn!("the store was still busy at the end; it is tidied when it is opened next");
    }
    outcome
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
