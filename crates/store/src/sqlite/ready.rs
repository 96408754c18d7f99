//! Runs a future that never waits.
//!
//! On SQLite every await inside a transaction is ready at once, so one poll finishes it. A future that is still pending
//! awaited something foreign, which would hold the transaction open: that is refused as a mistake.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use crate::Error;

/// The future's output after a single poll.
///
/// # Errors
/// [`Error::Bug`] when the future waits for something.
pub(crate) fn poll_once<T>(future: impl Future<Output = T>) -> Result<T, Error> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Ok(output),
        Poll::Pending => Err(Error::Bug("a transaction waited for something other than its database".to_owned())),
    }
}
