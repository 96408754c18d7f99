//! A store of each kind, empty, on real ground that ends with it.

use std::path::PathBuf;

use subrosa_proto::sync::Epoch;
use subrosa_store::{Db, Folder, Options, PostgresOptions};
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
    Pooled { server: Postgres, _pooler: Pooler },
}

impl TestStore {
    /// Opens an empty store. Must be called inside a Tokio runtime.
    ///
    /// # Errors
    /// When there is no PostgreSQL, or no room.
    pub async fn open(kind: Kind) -> Outcome<Self> {
        match kind {
            Kind::Sqlite => {
                let folder = tempfile::tempdir()?;
                let db = Db::open(Folder::open(folder.path())?, Epoch(1), &Options::default())?;
                Ok(Self { db, ground: Ground::Folder(folder) })
            }
            Kind::Postgres => {
                let server = Postgres::start(Sync::No)?;
                let db = Db::connect(&options(&server.url()), Epoch(1), &Options::default()).await?;
                Ok(Self { db, ground: Ground::Server(server) })
            }
            Kind::Pooled => {
                let server = Postgres::start(Sync::No)?;
                let pooler = Pooler::start(&server).await?;
                let options = PostgresOptions { prepared_statements: false, ..options(&pooler.url()) };
                let db = Db::connect(&options, Epoch(1), &Options::default()).await?;
                Ok(Self { db, ground: Ground::Pooled { server, _pooler: pooler } })
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
    /// Lets go of the store and keeps its folder, if it stands on one.
    #[must_use]
    pub fn close(self) -> Option<TempDir> {
        match self.ground {
            Ground::Folder(folder) => Some(folder),
            Ground::Server(_) | Ground::Pooled { .. } => None,
        }
    }
}

/// How to reach a server of a test.
#[must_use]
pub fn options(url: &str) -> PostgresOptions {
    PostgresOptions { url: url.to_owned(), ..PostgresOptions::default() }
}
