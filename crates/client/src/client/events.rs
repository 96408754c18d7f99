//! The stream of events, from the application's side.

use std::sync::Arc;

use subrosa_proto::sync::Cursor;
use tokio::sync::{Mutex, mpsc, watch};

use crate::Event;
use crate::connection::Told;

/// The events, in order. Asking for the next one says that those before are dealt with: from then on the other
/// person sees their messages as delivered.
pub struct Events {
    told: Arc<Mutex<mpsc::Receiver<Told>>>,
    handled: Option<Arc<watch::Sender<Option<Cursor>>>>,
    cursor: Option<Cursor>,
}

impl Events {
    pub(super) fn new(
        told: Arc<Mutex<mpsc::Receiver<Told>>>,
        handled: Option<Arc<watch::Sender<Option<Cursor>>>>,
    ) -> Self {
        Self { told, handled, cursor: None }
    }

    /// The next event; none when the client has ended. Nothing is lost when the future is dropped.
    pub async fn next(&mut self) -> Option<Event> {
        if let (Some(handled), Some(cursor)) = (&self.handled, self.cursor) {
            handled.send_if_modified(|held| advance(held, cursor));
        }
        let told = self.told.lock().await.recv().await?;
        self.cursor = told.cursor.or(self.cursor);
        Some(told.event)
    }

    /// Where to continue after the last event that was returned. An application that keeps what it was told keeps
    /// this with it, and gives it to [`Builder::cursor`](super::Builder::cursor) next time.
    #[must_use]
    pub fn cursor(&self) -> Option<Cursor> {
        self.cursor
    }
}

/// Moves on, never back; another epoch is another life of the store.
fn advance(held: &mut Option<Cursor>, cursor: Cursor) -> bool {
    let newer = held.is_none_or(|held| held.epoch != cursor.epoch || held.number < cursor.number);
    if newer {
        *held = Some(cursor);
    }
    newer
}
