//! snapshot + entries = new snapshot, for random commands of three people, read by the client's own code.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod bots;
mod moved;
mod promotions;
mod reports;
mod rules;
mod shop;
mod world;

use proptest::prelude::*;
use subrosa_access::Actor;
use subrosa_client::view::{Applied, View};
use subrosa_proto::ConversationId;
use subrosa_proto::account::ProfileChange;
use subrosa_proto::body::EMPTIED;
use subrosa_proto::conversation::{MarkRead, SaveDraft, StartConversation};
use subrosa_proto::event::PageRequest;
use subrosa_proto::sync::{Ack, Cursor, SyncRequest};
use subrosa_testkit::stores::Kind;
use world::TestWorld;

const HANDLES: [&str; 3] = ["ada", "grace", "linus"];

/// One command of one of the three.
#[derive(Debug, Clone)]
enum Step {
    Start {
        by: usize,
        with: usize,
    },
    /// `name` repeats now and then, so that sends are repeated too.
    Send {
        by: usize,
        with: usize,
        name: u8,
    },
    /// Several sends of both at once, which share a batch.
    Burst {
        by: usize,
        with: usize,
        count: u8,
    },
    Read {
        by: usize,
        with: usize,
        seq: u8,
    },
    Draft {
        by: usize,
        with: usize,
        empty: bool,
    },
    Ack {
        by: usize,
        behind: u8,
    },
    Rename {
        by: usize,
        name: u8,
    },
    /// The client of one of them applies what has come, some of it: `limit` entries a page, of which `applied` arrive.
    Sync {
        by: usize,
        limit: u8,
        applied: u8,
    },
    Clock {
        milliseconds: i32,
    },
    /// At a brand: the fourth who looks on is one of its members.
    Shop(shop::Step),
}

fn step() -> impl Strategy<Value = Step> {
    let one = 0..3_usize;
    let pair = (0..3_usize, 1..3_usize).prop_map(|(by, offset)| (by, (by + offset) % 3));
    prop_oneof![
        1 => pair.clone().prop_map(|(by, with)| Step::Start { by, with }),
        6 => (pair.clone(), any::<u8>()).prop_map(|((by, with), name)| Step::Send { by, with, name }),
        2 => (pair.clone(), 2..40_u8).prop_map(|((by, with), count)| Step::Burst { by, with, count }),
        3 => (pair.clone(), any::<u8>()).prop_map(|((by, with), seq)| Step::Read { by, with, seq }),
        1 => (pair, any::<bool>()).prop_map(|((by, with), empty)| Step::Draft { by, with, empty }),
        2 => (one.clone(), 0..3_u8).prop_map(|(by, behind)| Step::Ack { by, behind }),
        1 => (one.clone(), any::<u8>()).prop_map(|(by, name)| Step::Rename { by, name }),
        3 => (0..4_usize, 1..5_u8, 0..5_u8).prop_map(|(by, limit, applied)| Step::Sync { by, limit, applied }),
        1 => (-100_000..100_000_i32).prop_map(|milliseconds| Step::Clock { milliseconds }),
        1 => (1..4_i32).prop_map(|days| Step::Clock { milliseconds: days * 86_400_000 }),
        8 => shop::step().prop_map(Step::Shop),
    ]
}

struct Run {
    world: TestWorld,
    people: Vec<Actor>,
    views: Vec<View>,
}

impl Run {
    async fn new(kind: Kind) -> Self {
        Self::on(world::open(kind).await).await
    }

    async fn on(world: TestWorld) -> Self {
        let (mut people, mut views) = (Vec::new(), Vec::new());
        for handle in HANDLES {
            let person = world.person(handle).await;
            people.push(person);
        }
        people.push(shop::open(&world.messaging, &people[1]).await);
        for person in &people {
            views.push(View::new(world.messaging.snapshot(person).await.expect("a snapshot")));
        }
        Self { world, people, views }
    }

    async fn conversation(&self, by: usize, with: usize) -> ConversationId {
        let request = StartConversation { handle: HANDLES[with].to_owned() };
        let started = self.world.messaging.start_conversation(&self.people[by], request).await.expect("starts");
        started.0.conversation.id
    }

    async fn take(&mut self, step: Step) {
        let messaging = self.world.messaging.clone();
        match step {
            Step::Start { by, with } => {
                self.conversation(by, with).await;
            }
            Step::Send { by, with, name } => {
                let conversation = self.conversation(by, with).await;
                let name = u128::from(name % 16);
                let first =
                    self.world.send(&self.people[by], conversation, name, "again and again").await.expect("sends");
                let again =
                    self.world.send(&self.people[by], conversation, name, "again and again").await.expect("sends");
                assert_eq!((first.sent, true), (again.sent, again.repeated));
            }
            Step::Burst { by, with, count } => {
                let conversation = self.conversation(by, with).await;
                let mut sends = Vec::new();
                for index in 0..count {
                    let author = &self.people[if index % 3 == 0 { with } else { by }];
                    let send = world::message(uuid::Uuid::now_v7().as_u128(), "together");
                    sends.push(messaging.send_message(author, conversation, &send).expect("is taken"));
                }
                for send in sends {
                    // Whoever has not seen the conversation may write in it all the same: both are members.
                    send.await.expect("sends");
                }
            }
            Step::Read { by, with, seq } => {
                let conversation = self.conversation(by, with).await;
                let mark = MarkRead { seq: i64::from(seq) };
                messaging.mark_read(&self.people[by], conversation, mark).await.expect("marks");
            }
            Step::Draft { by, with, empty } => {
                let conversation = self.conversation(by, with).await;
                let draft = SaveDraft { text: if empty { String::new() } else { "begun".to_owned() } };
                messaging.save_draft(&self.people[by], conversation, draft).await.expect("keeps");
            }
            Step::Ack { by, behind } => {
                let seen = self.views[by].cursor;
                let number = (seen.number - i64::from(behind)).max(0);
                let ack = Ack { cursor: Cursor::new(seen.epoch, number) };
                messaging.ack(&self.people[by], ack).await.expect("acks");
            }
            Step::Rename { by, name } => {
                let change = ProfileChange { display_name: Some(format!("Name {name}")), bio: None };
                messaging.change_profile(&self.people[by], change).await.expect("renames");
            }
            Step::Sync { by, limit, applied } => {
                self.sync(by, u32::from(limit), usize::from(applied)).await;
            }
            Step::Shop(step) => shop::take(&messaging, &self.people, step).await,
            Step::Clock { milliseconds } => self.world.clock.set(1_790_000_000_000 + i64::from(milliseconds)),
        }
    }

    /// Applies one page of entries, or so many of them; whether more wait.
    async fn sync(&mut self, by: usize, limit: u32, applied: usize) -> bool {
        let request = SyncRequest { since: self.views[by].cursor, wait: None, limit: Some(limit) };
        let page = self.world.messaging.poll(&self.people[by], request).await.expect("entries");
        let broken = applied < page.entries.len();
        for entry in page.entries.into_iter().take(applied) {
            assert_eq!(self.views[by].apply(entry), Applied::Now);
        }
        if !broken {
            assert_eq!(self.views[by].cursor.number, page.cursor.number);
            self.views[by].cursor = page.cursor;
        }
        page.more || broken
    }

    /// All that the server would do by itself is done: nothing changes any more by its own tasks, whenever they look.
    async fn settle(&self) {
        let messaging = &self.world.messaging;
        messaging.finish_jobs().await.expect("jobs finish");
        messaging.wake_due_tickets().await.expect("nothing is due any more");
        messaging.ring_due_tickets().await.expect("no clock is due any more");
        messaging.close_due_tickets().await.expect("no ticket is to be closed any more");
        messaging.ask_due_customers().await.expect("nobody is to be asked any more");
        while messaging.remove_old_contents().await.expect("nothing is kept too long any more") {}
    }

    /// Everyone catches up and then sees what a new snapshot shows; every log is dense and every unread count right.
    async fn check(&mut self) {
        self.settle().await;
        reports::check(&self.world.messaging, &self.people[3]).await;
        for by in 0..self.people.len() {
            while self.sync(by, 7, usize::MAX).await {}
            let snapshot = self.world.messaging.snapshot(&self.people[by]).await.expect("a snapshot");
            assert_eq!(self.views[by].difference(&snapshot), None);
            for object in &snapshot.page.conversations {
                self.check_log(by, object.conversation.id).await;
            }
        }
    }

    async fn check_log(&self, by: usize, id: ConversationId) {
        let held = &self.views[by].conversations[&id];
        let state = held.conversation.clone();
        let removed = state.removed.map_or(0, |removed| removed.through);
        let own = self.people[by].account().expect("a person");
        let (mut seq, mut unread) = (0, 0);
        while seq < state.head {
            let request = PageRequest { after: Some(seq), ..PageRequest::default() };
            let page = self.world.messaging.read_events(&self.people[by], id, request).await.expect("a page");
            for event in page.events {
                assert_eq!(event.seq, seq + 1);
                seq = event.seq;
                let is_recalled = state.recalled.contains(&seq);
                assert_eq!(event.body.get() == EMPTIED, seq <= removed || is_recalled, "event {seq} of {id}");
                assert!(
                    held.events.get(&seq).is_none_or(|held| *held == event),
                    "event {seq} of {id} is held otherwise"
                );
                unread += i64::from(event.author != own && event.seq > state.read && !is_recalled);
            }
        }
        assert_eq!(unread, state.unread, "unread of {id}");
        if let Some(thread) = &state.thread {
            shop::check_journal(&self.world.messaging, &self.people[by], id, thread.journal).await;
        }
    }
}

fn holds(kind: Kind, steps: Vec<Step>) {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut run = Run::new(kind).await;
        for (index, step) in steps.into_iter().enumerate() {
            run.take(step).await;
            if index % 10 == 9 {
                run.check().await;
            }
        }
        run.check().await;
    });
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, max_shrink_iters: 200, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn snapshot_and_entries_make_the_new_snapshot(steps in proptest::collection::vec(step(), 1..60)) {
        holds(Kind::Sqlite, steps);
    }
}

proptest! {
    #![proptest_config(config(6))]

    #[test]
    fn snapshot_and_entries_make_the_new_snapshot_on_postgres(steps in proptest::collection::vec(step(), 20..60)) {
        holds(Kind::Postgres, steps);
    }
}

/// Makes two tests of each function: one on each database.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(subrosa_testkit::stores::Kind::Sqlite).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(subrosa_testkit::stores::Kind::Postgres).await;
            })*
        }
    };
}

on_both!(
    both_begin_at_once_and_have_one_conversation,
    a_catch_up_that_breaks_off_misses_nothing_of_what_comes_later_in_it,
    a_person_sees_a_conversation_with_its_first_message,
    the_same_client_id_with_another_body_is_a_conflict,
);

async fn both_begin_at_once_and_have_one_conversation(kind: Kind) {
    let world = world::open(kind).await;
    let people = [world.person("ada").await, world.person("grace").await];
    let mut starts = Vec::new();
    for round in 0..20 {
        let (by, with) = (round % 2, HANDLES[1 - round % 2]);
        let (messaging, actor) = (world.messaging.clone(), people[by]);
        starts.push(tokio::spawn(async move {
            let request = StartConversation { handle: with.to_owned() };
            messaging.start_conversation(&actor, request).await.expect("starts").0.conversation.id
        }));
    }
    let mut ids = Vec::new();
    for start in starts {
        ids.push(start.await.expect("no panic"));
    }
    ids.dedup();
    assert_eq!(ids.len(), 1);
}

/// A conversation that has changed again stands at its last change; a client that stopped before it must still get what
/// came in it before that number.
async fn a_catch_up_that_breaks_off_misses_nothing_of_what_comes_later_in_it(kind: Kind) {
    let world = world::open(kind).await;
    let (ada, grace, linus) = (world.person("ada").await, world.person("grace").await, world.person("linus").await);
    let begin = async |by: &Actor| {
        let request = StartConversation { handle: "ada".to_owned() };
        world.messaging.start_conversation(by, request).await.expect("starts").0.conversation.id
    };
    let (with_grace, with_linus) = (begin(&grace).await, begin(&linus).await);
    let mut view = View::new(world.messaging.snapshot(&ada).await.expect("a snapshot"));
    for (by, conversation, name) in [(&grace, with_grace, 1), (&linus, with_linus, 2), (&grace, with_grace, 3)] {
        world.send(by, conversation, name, "hello").await.expect("sends");
    }
    loop {
        let request = SyncRequest { since: view.cursor, wait: None, limit: Some(1) };
        let page = world.messaging.poll(&ada, request).await.expect("entries");
        for entry in page.entries {
            assert_eq!(view.apply(entry), Applied::Now);
        }
        if !page.more {
            break;
        }
    }
    assert_eq!(view.difference(&world.messaging.snapshot(&ada).await.expect("a snapshot")), None);
}

async fn a_person_sees_a_conversation_with_its_first_message(kind: Kind) {
    let world = world::open(kind).await;
    let (ada, grace) = (world.person("ada").await, world.person("grace").await);
    let request = StartConversation { handle: "grace".to_owned() };
    let id = world.messaging.start_conversation(&ada, request).await.expect("starts").0.conversation.id;
    let before = world.messaging.snapshot(&grace).await.expect("a snapshot");
    assert!(before.page.conversations.is_empty());
    world.send(&ada, id, 1, "hello").await.expect("sends");
    let after = world.messaging.snapshot(&grace).await.expect("a snapshot");
    assert_eq!(after.page.conversations[0].conversation.unread, 1);
}

async fn the_same_client_id_with_another_body_is_a_conflict(kind: Kind) {
    let world = world::open(kind).await;
    let (ada, _grace) = (world.person("ada").await, world.person("grace").await);
    let request = StartConversation { handle: "grace".to_owned() };
    let id = world.messaging.start_conversation(&ada, request).await.expect("starts").0.conversation.id;
    let first = world.send(&ada, id, 1, "one").await.expect("sends");
    assert!(!first.repeated);
    let conflict = world.send(&ada, id, 1, "two").await.expect_err("is refused");
    assert_eq!(conflict.code(), subrosa_proto::ErrorCode::ClientIdConflict);
    // Also when both are in one batch.
    let (one, two) = (world::message(2, "one"), world::message(2, "two"));
    let first = world.messaging.send_message(&ada, id, &one).expect("is taken");
    let second = world.messaging.send_message(&ada, id, &two).expect("is taken");
    assert_eq!(first.await.expect("sends").sent.seq, 2);
    assert_eq!(second.await.expect_err("is refused").code(), subrosa_proto::ErrorCode::ClientIdConflict);
}

#[tokio::test]
async fn the_folder_is_free_when_messaging_has_ended() {
    let world = world::open(Kind::Sqlite).await;
    let folder = world.close();
    let opened = tokio::time::timeout(std::time::Duration::from_secs(10), async {
        while subrosa_store::Folder::open(folder.path()).is_err() {
            tokio::task::yield_now().await;
        }
    });
    opened.await.expect("the folder is let go");
}
