//! The store's door: open a data folder or connect to PostgreSQL, then write and read in transactions.

use subrosa_proto::event::Event;
use subrosa_proto::sync::Epoch;

use crate::postgres::{Postgres, PostgresOptions, Replicas};
use crate::sqlite::{Closing, Sqlite};
use crate::{Error, Folder, Options, Span, Tx, copy, meta, migrations};

/// An open store. Cheap to clone; closes when the last clone is dropped.
#[derive(Clone)]
pub struct Db {
    backend: Backend,
    epoch: Epoch,
    replicas: Option<Replicas>,
}

#[derive(Clone)]
enum Backend {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Db {
    /// Opens the store in a data folder, creating and upgrading it as needed.
    ///
    /// `fresh_epoch` is used when the store is new: a random value.
    ///
    /// # Errors
    /// When the folder is not writable, damaged, or written by a newer version; or when the store is not to be opened for this
    /// purpose because it was, or is being, moved.
    pub fn open(folder: Folder, fresh_epoch: Epoch, options: &Options) -> Result<Self, Error> {
        let (sqlite, epoch) = Sqlite::open(folder, fresh_epoch, options)?;
        Ok(Self { backend: Backend::Sqlite(sqlite), epoch, replicas: None })
    }

    /// Connects to a store on PostgreSQL, creating and upgrading its tables as needed. Must be called inside a Tokio runtime.
    ///
    /// # Errors
    /// As for [`Db::open`], and when the server can't be reached.
    pub async fn connect(reach: &PostgresOptions, fresh_epoch: Epoch, options: &Options) -> Result<Self, Error> {
        let postgres = Postgres::open(reach, options)?;
        let purpose = options.purpose;
        let epoch = postgres
            .write(async move |tx| {
                migrations::run(tx).await?;
                copy::refuse(tx, purpose).await?;
                meta::epoch(tx, fresh_epoch).await
            })
            .await?;
        let replicas = postgres.replicas(reach, options, epoch)?;
        Ok(Self { backend: Backend::Postgres(postgres), epoch, replicas })
    }

    /// What hears when a store in a data folder is closed; the first caller gets it.
    #[must_use]
    pub fn closing(&self) -> Option<Closing> {
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.closing(),
            Backend::Postgres(_) => None,
        }
    }

    /// The life of this store.
    #[must_use]
    pub const fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// Which database it stands on.
    #[must_use]
    pub const fn place(&self) -> copy::Place {
        match &self.backend {
            Backend::Sqlite(_) => copy::Place::Folder,
            Backend::Postgres(_) => copy::Place::Postgresql,
        }
    }

    /// Whether a server uses it besides whoever asks. A data folder has one user at a time; a database has many, of which those count
    /// that can be seen from here.
    pub(crate) async fn is_served(&self) -> Result<bool, Error> {
        match &self.backend {
            Backend::Sqlite(_) => Ok(false),
            Backend::Postgres(postgres) => postgres.is_served().await,
        }
    }

    /// Whether other nodes may write to this store, too.
    #[must_use]
    pub const fn is_shared(&self) -> bool {
        matches!(self.backend, Backend::Postgres(_))
    }

    /// Commands waiting now.
    #[must_use]
    pub fn queued(&self) -> usize {
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.writer.queued(),
            Backend::Postgres(postgres) => postgres.queued(),
        }
    }

    /// Runs `command` in a write transaction and returns what it returned, after it is on disk.
    ///
    /// On SQLite, commands that arrive together share one commit, each in a savepoint of its own: one that fails leaves its
    /// neighbours unharmed. On PostgreSQL, commands run at the same time and are run again when they stood in each other's way. The
    /// closure may await nothing but its transaction, and what it does outside of it must bear being done again.
    ///
    /// # Errors
    /// What `command` returned, or why the commit failed; in both cases nothing of it remains, unless the connection broke at the
    /// commit: then it may be there.
    pub async fn write<F, T, E>(&self, command: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> Result<T, E> + Clone + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.writer.run(command).await,
            Backend::Postgres(postgres) => postgres.write(command).await,
        }
    }

    /// Whether a replica may be asked for a span of history now.
    #[must_use]
    pub fn has_replica(&self) -> bool {
        self.replicas.as_ref().is_some_and(Replicas::is_any_usable)
    }

    /// The events of a span, oldest first, from a replica that provably holds all of it. Nothing when none gives it in time: read
    /// it here, then.
    pub async fn read_from_replica(&self, span: Span) -> Option<Vec<Event>> {
        self.replicas.as_ref()?.read(span).await
    }

    /// Runs `query` on one consistent view of the store.
    ///
    /// # Errors
    /// What `query` returned, or why the store can't be read.
    pub async fn read<F, T, E>(&self, query: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> Result<T, E> + Clone + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.readers.run(query).await,
            Backend::Postgres(postgres) => postgres.read(query).await,
        }
    }
}
