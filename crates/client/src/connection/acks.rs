//! Telling the server how far this device has everything: what others see as "delivered". Said soon, but not for
//! every single change.

use std::time::Duration;

use subrosa_proto::sync::Cursor;
use tokio::sync::watch;
use tokio::time::Instant;

/// The shortest time between two acks.
const PAUSE: Duration = Duration::from_millis(100);

pub(crate) struct Acks {
    /// How far the application has dealt with everything.
    handled: watch::Receiver<Option<Cursor>>,
    /// How far the server was told on this connection.
    said: Option<Cursor>,
    /// Not before.
    next: Instant,
}

impl Acks {
    pub(crate) fn new(handled: watch::Receiver<Option<Cursor>>) -> Self {
        Self { handled, said: None, next: Instant::now() }
    }

    /// On a new connection everything is said again: the last ack may not have arrived.
    pub(crate) fn begin(&mut self) {
        self.said = None;
    }

    /// The next ack, when it is time for one. Nothing is lost when the future is dropped.
    pub(crate) async fn due(&mut self) -> Cursor {
        loop {
            if self.unsaid().is_some() {
                tokio::time::sleep_until(self.next).await;
                if let Some(cursor) = self.unsaid() {
                    return cursor;
                }
            } else if self.handled.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }

    /// What is handled and not said.
    pub(crate) fn unsaid(&mut self) -> Option<Cursor> {
        self.handled.borrow_and_update().filter(|&cursor| self.said != Some(cursor))
    }

    pub(crate) fn say(&mut self, cursor: Cursor) {
        self.said = Some(cursor);
        self.next = Instant::now() + PAUSE;
    }
}
