//! What reaches the application, by the sync contract: an entry is told when it follows what was told before.
//!
//! The queue to the application is bounded. When it is full, or an entry does not follow, the feed falls **behind**:
//! entries are dropped and the cursor stays, until there is room; then the session is opened anew at the cursor. So a
//! slow application slows nobody down, and misses nothing.

use subrosa_proto::sync::{Cursor, Entry, Snapshot};
use tokio::sync::mpsc;

use crate::Event;

/// An event on its way to the application.
pub(crate) struct Told {
    pub(crate) event: Event,
    /// How far the application has seen everything once it has this.
    pub(crate) cursor: Option<Cursor>,
}

pub(crate) struct Feed {
    queue: mpsc::Sender<Told>,
    cursor: Option<Cursor>,
    behind: bool,
}

impl Feed {
    /// A feed that continues after a cursor, and the end where the application listens.
    pub(crate) fn new(cursor: Option<Cursor>, capacity: usize) -> (Self, mpsc::Receiver<Told>) {
        let (queue, told) = mpsc::channel(capacity.max(2));
        (Self { queue, cursor, behind: false }, told)
    }

    /// Where a session has to continue.
    pub(crate) fn begin(&mut self) -> Option<Cursor> {
        self.behind = false;
        self.cursor
    }

    pub(crate) fn snapshot(&mut self, snapshot: Box<Snapshot>) {
        let cursor = snapshot.cursor;
        self.follow(cursor, Event::Snapshot(snapshot));
    }

    pub(crate) fn entry(&mut self, entry: Entry) {
        let Some(cursor) = self.cursor else {
            self.behind = true;
            return;
        };
        if entry.number <= cursor.number {
            return;
        }
        if entry.previous > cursor.number {
            self.behind = true;
            return;
        }
        self.follow(cursor.after(&entry), Event::Entry(Box::new(entry)));
    }

    pub(crate) fn caught_up(&mut self, cursor: Cursor) {
        match self.cursor.filter(|held| held.epoch == cursor.epoch && held.number >= cursor.number) {
            Some(held) if !self.behind => {
                // An unfinished catch-up may end with nothing more to bring.
                self.cursor = Some(Cursor { from: None, ..held });
                self.tell(Event::CaughtUp(cursor));
            }
            // Entries were sent that never came.
            _ => self.behind = true,
        }
    }

    /// Tells something that is not part of the sync. Says whether there was room.
    pub(crate) fn tell(&mut self, event: Event) -> bool {
        self.queue.try_send(Told { event, cursor: self.cursor }).is_ok()
    }

    /// Ready when the feed is behind and the application has made room enough to catch up.
    pub(crate) async fn may_resume(&self) {
        if !self.behind {
            std::future::pending::<()>().await;
        }
        // Half of the queue, so that a long way is caught up in few sessions.
        if self.queue.reserve_many(self.queue.max_capacity() / 2).await.is_err() {
            // Nobody listens any more.
            std::future::pending::<()>().await;
        }
    }

    fn follow(&mut self, cursor: Cursor, event: Event) {
        if self.behind {
            return;
        }
        match self.queue.try_send(Told { event, cursor: Some(cursor) }) {
            Ok(()) => self.cursor = Some(cursor),
            Err(_) => self.behind = true,
        }
    }
}

#[cfg(test)]
mod tests {
    use subrosa_proto::Timestamp;
    use subrosa_proto::account::{Me, Profile};
    use subrosa_proto::conversation::ConversationPage;
    use subrosa_proto::sync::{Epoch, Object};

    use super::*;

    fn me() -> Me {
        let profile = Profile {
            id: subrosa_proto::AccountId::new(1),
            handle: "ada".into(),
            display_name: "Ada".into(),
            bio: String::new(),
            avatar: None,
            disabled: false,
            kind: subrosa_proto::account::AccountKind::Person,
        };
        Me { profile, created_at: Timestamp::default(), has_password: true }
    }

    fn at(number: i64) -> Cursor {
        Cursor::new(Epoch(7), number)
    }

    fn entry(previous: i64, number: i64) -> Entry {
        Entry { previous, number, from: None, object: Object::Me { me: me() } }
    }

    fn numbers(told: &mut mpsc::Receiver<Told>) -> Vec<i64> {
        std::iter::from_fn(|| told.try_recv().ok()).filter_map(|told| told.cursor).map(|cursor| cursor.number).collect()
    }

    #[tokio::test]
    async fn what_follows_is_told_once() {
        let (mut feed, mut told) = Feed::new(Some(at(3)), 16);
        for (previous, number) in [(3, 5), (3, 5), (4, 5), (5, 6), (5, 8)] {
            feed.entry(entry(previous, number));
        }
        // (5, 8) reaches back over 6, which is told already, and brings 7 and 8.
        assert_eq!(numbers(&mut told), [5, 6, 8]);
    }

    #[tokio::test]
    async fn after_a_gap_nothing_is_told_until_the_session_begins_anew() {
        let (mut feed, mut told) = Feed::new(Some(at(3)), 16);
        feed.entry(entry(4, 5));
        feed.entry(entry(3, 4));
        feed.may_resume().await;
        assert_eq!(numbers(&mut told), [] as [i64; 0]);
        assert_eq!(feed.begin(), Some(at(3)));
        feed.entry(entry(3, 4));
        assert_eq!(numbers(&mut told), [4]);
    }

    #[tokio::test]
    async fn a_full_queue_keeps_the_cursor_where_the_application_is() {
        let (mut feed, mut told) = Feed::new(Some(at(0)), 4);
        for number in 1..=6 {
            feed.entry(entry(number - 1, number));
        }
        assert_eq!(feed.begin(), Some(at(4)));
        feed.entry(entry(4, 5));
        assert_eq!(numbers(&mut told), [1, 2, 3, 4]);
        feed.may_resume().await;
        assert_eq!(feed.begin(), Some(at(4)));
    }

    #[tokio::test]
    async fn a_snapshot_of_another_epoch_replaces_the_cursor() {
        let (mut feed, _told) = Feed::new(Some(at(9)), 16);
        let cursor = Cursor::new(Epoch(8), 2);
        let page = ConversationPage { conversations: Vec::new(), next: None };
        feed.snapshot(Box::new(Snapshot { cursor, me: me(), page }));
        assert_eq!(feed.begin(), Some(cursor));
    }

    #[tokio::test]
    async fn an_interrupted_catch_up_goes_on_from_where_it_began() {
        let (mut feed, _told) = Feed::new(Some(at(3)), 16);
        feed.entry(Entry { from: Some(3), ..entry(3, 5) });
        let part = Cursor { from: Some(3), ..at(5) };
        assert_eq!(feed.begin(), Some(part));
        // Nothing more was to come.
        feed.caught_up(at(5));
        assert_eq!(feed.begin(), Some(at(5)));
    }

    #[tokio::test]
    async fn caught_up_beyond_what_came_is_a_gap() {
        let (mut feed, _told) = Feed::new(Some(at(3)), 16);
        feed.caught_up(at(4));
        feed.may_resume().await;
    }
}
