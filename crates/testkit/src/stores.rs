//! A store of each kind, empty, on real ground that ends with it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use subrosa_proto::sync::Epoch;
use subrosa_store::{Db, Error, Folder, Options, PostgresOptions, Purpose};
use tempfile::TempDir;

use crate::Outcome;
use crate::postgres::pooler::Pooler;
use crate::postgres::{Postgres, Sync};

/// Which database a store stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
    /// PostgreSQL behind PgBouncer.
    Pooled,
}

/// A store, and what it stands on.
pub struct TestStore {
    pub db: Db,
    ground: Ground,
}

enum Ground {
    Folder(TempDir),
    Server(Postgres),
    Pooled { server: Postgres, pooler: Pooler },
}

impl TestStore {
    /// Opens an empty store. Must be called inside a Tokio runtime.
    ///
    /// # Errors
    /// When there is no PostgreSQL, or no room.
    pub async fn open(kind: Kind) -> Outcome<Self> {
        Self::open_for(kind, Purpose::Use).await
    }

    /// Opens an empty store for a purpose. Must be called inside a Tokio runtime.
    ///
    /// # Errors
    /// As for [`TestStore::open`].
    pub async fn open_for(kind: Kind, purpose: Purpose) -> Outcome<Self> {
        let with = Options { purpose, ..Options::default() };
        match kind {
            Kind::Sqlite => {
                let folder = tempfile::tempdir()?;
                let db = Db::open(Folder::open(folder.path())?, Epoch(1), &with)?;
                Ok(Self { db, ground: Ground::Folder(folder) })
            }
            Kind::Postgres => {
                let server = Postgres::start(Sync::No)?;
                let db = Db::connect(&options(&server.url()), Epoch(1), &with).await?;
                Ok(Self { db, ground: Ground::Server(server) })
            }
            Kind::Pooled => {
                let server = Postgres::start(Sync::No)?;
                let pooler = Pooler::start(&server).await?;
                let db = Db::connect(&pooled(&pooler), Epoch(1), &with).await?;
                Ok(Self { db, ground: Ground::Pooled { server, pooler } })
            }
        }
    }

    /// The database's file, if there is one.
    #[must_use]
    pub fn database(&self) -> Option<PathBuf> {
        match &self.ground {
            Ground::Folder(folder) => Some(Folder::database_in(folder.path())),
            Ground::Server(_) | Ground::Pooled { .. } => None,
        }
    }

    /// The PostgreSQL below, if there is one.
    #[must_use]
    pub const fn server(&self) -> Option<&Postgres> {
        match &self.ground {
            Ground::Server(server) | Ground::Pooled { server, .. } => Some(server),
            Ground::Folder(_) => None,
        }
    }
}

impl TestStore {
    /// Opens the same store once more, after everyone has let go of it if only one may have it.
    ///
    /// # Errors
    /// What the store says.
    pub async fn reopen(self, purpose: Purpose) -> Result<Self, Error> {
        let Self { db, ground } = self;
        let with = Options { purpose, ..Options::default() };
        drop(db);
        let db = match &ground {
            Ground::Folder(folder) => {
                let free = tokio::time::timeout(Duration::from_secs(10), let_go(folder.path()));
                Db::open(free.await.unwrap_or(Err(Error::InUse))?, Epoch(2), &with)?
            }
            Ground::Server(server) => Db::connect(&options(&server.url()), Epoch(2), &with).await?,
            Ground::Pooled { pooler, .. } => Db::connect(&pooled(pooler), Epoch(2), &with).await?,
        };
        Ok(Self { db, ground })
    }

    /// Lets go of the store and keeps its folder, if it stands on one.
    #[must_use]
    pub fn close(self) -> Option<TempDir> {
        match self.ground {
            Ground::Folder(folder) => Some(folder),
            Ground::Server(_) | Ground::Pooled { .. } => None,
        }
    }
}

/// A folder, once whoever had it has ended.
pub(crate) async fn let_go(path: &Path) -> Result<Folder, Error> {
    loop {
        match Folder::open(path) {
            Err(Error::InUse) => tokio::task::yield_now().await,
            outcome => return outcome,
        }
    }
}

/// How to reach a server of a test through a pooler.
fn pooled(pooler: &Pooler) -> PostgresOptions {
    PostgresOptions { prepared_statements: false, ..options(&pooler.url()) }
}

/// How to reach a server of a test.
#[must_use]
pub fn options(url: &str) -> PostgresOptions {
    PostgresOptions { url: url.to_owned(), ..PostgresOptions::default() }
}
