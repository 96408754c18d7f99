//! A store in a data folder: the writer, the readers, and the folder's lock.

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use subrosa_proto::sync::Epoch;

use super::hold::Hold;
use super::readers::Readers;
use super::writer::Writer;
use super::{checkpoint, connection};
use crate::{Error, Folder, Options, copy, meta, migrations};

#[derive(Clone)]
pub(crate) struct Sqlite {
    // Dropped first: a reader must not be the last connection, because it can't tidy up.
    pub(crate) readers: Readers,
    pub(crate) writer: Writer,
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

impl Sqlite {
    /// Opens the store, creating and upgrading it as needed.
    pub(crate) fn open(folder: Folder, fresh_epoch: Epoch, options: &Options) -> Result<(Self, Epoch), Error> {
        folder.sync_what_was_left()?;
        let path = folder.database();
        let mut connection = connection::open_writer(&path)?;
        let purpose = options.purpose;
        let epoch = connection::in_transaction(&mut connection, async move |tx| {
            migrations::run(tx).await?;
            copy::refuse(tx, purpose).await?;
            meta::epoch(tx, fresh_epoch).await
        })?;
        let (until_closed, closed) = channel();
        let hold = Arc::new(Hold::new(folder, until_closed));
        let checkpointer = checkpoint::Checkpointer::start(&path, Arc::clone(&hold))?;
        let writer = Writer::start(connection, checkpointer, hold, options)?;
        let readers = Readers::open(&path, options.readers)?;
        let closing = Arc::new(Mutex::new(Some(Closing(closed))));
        Ok((Self { readers, writer, closing }, epoch))
    }

    /// What hears when this store is closed; the first caller gets it.
    pub(crate) fn closing(&self) -> Option<Closing> {
        self.closing.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
