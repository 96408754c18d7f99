//! The store's door: open a data folder, then write and read in transactions.

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use subrosa_proto::sync::Epoch;

use crate::folder::Folder;
use crate::options::Options;
use crate::sqlite::{checkpoint, connection, readers::Readers, writer::Writer};
use crate::{Error, Tx, meta, migrations};

/// An open store. Cheap to clone; closes when the last clone is dropped.
#[derive(Clone)]
pub struct Db {
    writer: Writer,
    readers: Readers,
    epoch: Epoch,
    folder: Arc<Folder>,
    closing: Arc<Mutex<Option<Closing>>>,
}

/// Hears when a store is closed. The last connection to close moves what is in the log into the database's file, so that the
/// folder then holds just that file.
pub struct Closing(Receiver<()>);

impl Closing {
    /// Waits until the last handle is dropped and everything is in place, for so long at most; whether it is.
    #[must_use]
    pub fn wait(self, most: Duration) -> bool {
        matches!(self.0.recv_timeout(most), Err(RecvTimeoutError::Disconnected))
    }
}

impl Db {
    /// Opens the store in a data folder, creating and upgrading it as needed.
    ///
    /// `fresh_epoch` is used when the store is new: a random value.
    ///
    /// # Errors
    /// When the folder is in use, not writable, damaged, or written by a newer version.
    pub fn open(folder: Folder, fresh_epoch: Epoch, options: &Options) -> Result<Self, Error> {
        let path = folder.database();
        let mut connection = connection::open_writer(&path)?;
        let epoch = connection::in_transaction(&mut connection, async |tx| {
            migrations::run(tx).await?;
            meta::epoch(tx, fresh_epoch).await
        })?;
        let (until_closed, closed) = channel();
        let checkpointer = checkpoint::Checkpointer::start(&path, until_closed)?;
        let folder = Arc::new(folder);
        let writer = Writer::start(connection, checkpointer, Arc::clone(&folder), options)?;
        let readers = Readers::open(&path, options.readers)?;
        let closing = Arc::new(Mutex::new(Some(Closing(closed))));
        Ok(Self { writer, readers, epoch, folder, closing })
    }

    /// What hears when this store is closed; the first caller gets it.
    #[must_use]
    pub fn closing(&self) -> Option<Closing> {
        self.closing.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// The life of this store.
    #[must_use]
    pub const fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Commands waiting for the writer now.
    #[must_use]
    pub fn queued(&self) -> usize {
        self.writer.queued()
    }

    /// Runs `command` in a write transaction and returns what it returned, after it is on disk.
    ///
    /// Commands that arrive together share one commit, each in a savepoint of its own: one that fails leaves its
    /// neighbours unharmed. The closure may await nothing but its transaction.
    ///
    /// # Errors
    /// What `command` returned, or why the commit failed; in both cases nothing of it remains.
    pub async fn write<F, T, E>(&self, command: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.writer.run(command).await
    }

    /// Runs `query` on one consistent view of the store.
    ///
    /// # Errors
    /// What `query` returned, or why the store can't be read.
    pub async fn read<F, T, E>(&self, query: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.readers.run(query).await
    }
}
