//! What the threads of a store hold while they run.

use std::sync::mpsc::Sender;

use crate::Folder;

/// What both threads of a store hold until their connections are closed. Whoever hears that the store is closed finds its folder free.
pub(crate) struct Hold {
    // Dropped first.
    _folder: Folder,
    _until_closed: Sender<()>,
}

impl Hold {
    pub(super) const fn new(folder: Folder, until_closed: Sender<()>) -> Self {
        Self { _folder: folder, _until_closed: until_closed }
    }
}
