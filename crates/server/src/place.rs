//! A place among the connections that the settings allow.

use std::sync::Arc;

use tokio::sync::OwnedSemaphorePermit;

/// Free again when its last holder is gone: a socket holds the place of the connection that it was made of.
#[derive(Clone)]
pub(crate) struct Place {
    _permit: Arc<OwnedSemaphorePermit>,
}

impl Place {
    pub(crate) fn new(permit: OwnedSemaphorePermit) -> Self {
        Self { _permit: Arc::new(permit) }
    }
}
