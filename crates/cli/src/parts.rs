//! Puts the parts together: the store in a data folder, and messaging on it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use subrosa_bus::{Bus, Nats, NatsOptions, NodeId};
use subrosa_messaging::{Media, MediaSettings, Messaging, Settings, World};
use subrosa_proto::Clock;
use subrosa_proto::sync::Epoch;
use subrosa_server::Metrics;
use subrosa_store::{self as store, Db, Folder, Options, PostgresOptions};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::failure::{Exit, Failure};
use crate::machine::{self, SystemClock, SystemRandomness, random_u64};

/// How long what still runs may take when everything else has ended.
const LAST_MOMENTS: Duration = Duration::from_secs(5);

/// Opens the store of a data folder, which is made when it is missing, or connects to one on PostgreSQL; runs `work` with it; and
/// closes it. The folder is locked meanwhile, and then holds just the database's file.
pub(crate) fn with_store<T>(
    data: &Path,
    postgres: Option<&PostgresOptions>,
    metrics: &Metrics,
    options: &Options,
    work: impl AsyncFnOnce(Db) -> Result<T, Failure>,
) -> Result<T, Failure> {
    machine::keep_files_private();
    let folder = Folder::open(data)?;
    let (commits, pages) = (metrics.clone(), metrics.clone());
    let options = Options {
        on_commit: Some(Arc::new(move |commit| commits.observe_commit(commit))),
        on_history_page: Some(Arc::new(move |page| pages.observe_history_page(page))),
        randomness: Some(Arc::new(SystemRandomness)),
        ..options.clone()
    };
    let runtime = Runtime::new().map_err(Failure::new)?;
    let epoch = Epoch(random_u64());
    if let Some(postgres) = postgres {
        let outcome = runtime.block_on(async {
            let db = Db::connect(postgres, epoch, &options).await.map_err(not_connected)?;
            work(db).await
        });
        runtime.shutdown_timeout(LAST_MOMENTS);
        drop(folder);
        return outcome;
    }
    let db = Db::open(folder, epoch, &options)?;
    let closing = db.closing();
    let outcome = runtime.block_on(work(db));
    runtime.shutdown_timeout(LAST_MOMENTS);
    if !closing.is_some_and(|closing| closing.wait(LAST_MOMENTS)) {
        tracing::warn!("the store was still busy at the end; it is tidied when it is opened next");
    }
    outcome
}

/// Why a store on PostgreSQL can't be opened.
pub(crate) fn not_connected(error: store::Error) -> Failure {
    match error {
        store::Error::Unavailable(why) => Failure::new(format!(
            "the PostgreSQL of `postgres.url` can't be used: {why}"
        ))
        .hint("check that it runs, that the address is right, and that this user may sign in and make tables there"),
        error => error.into(),
    }
}

/// The task that keeps a bus in touch with the other servers.
pub(crate) struct Link {
    leave: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Link {
    /// Tells the other servers that this one leaves.
    pub(crate) async fn leave(self) {
        let _ended = self.leave.send(());
        let _ended = tokio::time::timeout(LAST_MOMENTS, self.task).await;
    }
}

/// A bus that is kept in touch with the other servers on the same store. Must be called inside a Tokio runtime.
pub(crate) async fn join_cluster(nats: &NatsOptions, db: &Db) -> Result<(Bus, Link), Failure> {
    let me = NodeId(random_u64());
    let carrier = Nats::connect(nats, db.epoch().0, me).await.map_err(|error| {
        Failure::new(format!("NATS can't be used: {error}")).hint("check the `nats` settings").exit(Exit::Settings)
    })?;
    let bus = Bus::of_cluster(me, Arc::new(SystemClock));
    let (leave, leaving) = oneshot::channel();
    let linked = bus.clone();
    let task = tokio::spawn(async move {
        // It fails when the link itself is dropped, which is an end as well.
        subrosa_bus::run(linked, carrier, async { drop(leaving.await) }).await;
    });
    Ok((bus, Link { leave, task }))
}

/// Opens the place of pictures, if it is outside of the store. Whether it works is only said: people can write to each other without it.
pub(crate) async fn open_media(settings: &MediaSettings) -> Result<Option<Media>, Failure> {
    let unusable = |error| Failure::new(error).hint("check the `media` settings").exit(Exit::Settings);
    let media = Media::open(settings).map_err(unusable)?;
    if let Some(media) = &media
        && let Err(error) = media.probe().await
    {
        tracing::error!(%error, place = %settings, "until this is mended no picture can be set or seen");
    }
    Ok(media)
}

/// Starts messaging on a store and a bus, by a clock. Must be called inside a Tokio runtime.
pub(crate) fn start_messaging(
    db: Db,
    bus: Bus,
    media: Option<Media>,
    clock: Arc<dyn Clock>,
    metrics: &Metrics,
    settings: Settings,
) -> Result<Messaging, Failure> {
    let metrics = metrics.clone();
    let world = World {
        db,
        bus,
        clock,
        randomness: Arc::new(SystemRandomness),
        media,
        on_batch: Some(Arc::new(move |batch| metrics.observe_batch(batch))),
    };
    Ok(Messaging::start(world, settings)?)
}
