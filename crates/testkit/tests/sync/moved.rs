//! A store that was moved to the other database answers everything that clients ask as it did before, whatever had happened in it.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value, json};
use subrosa_access::Actor;
use subrosa_messaging::Messaging;
use subrosa_proto::conversation::ListRequest;
use subrosa_proto::event::PageRequest;
use subrosa_proto::sync::{Cursor, SyncRequest};
use subrosa_store::Purpose;
use subrosa_store::copy::{self, Bounds, MoveId};
use subrosa_testkit::stores::{Kind, TestStore};

use crate::{Run, Step, config, step, world};

/// Everything that a person's clients can learn: the snapshot, what comes after each number, the list, the logs.
async fn everything(messaging: &Messaging, person: &Actor) -> Value {
    let snapshot = messaging.snapshot(person).await.expect("a snapshot");
    let newest = snapshot.cursor;
    let mut entries = Vec::new();
    for number in 0..=newest.number {
        let mut since = Cursor::new(newest.epoch, number);
        loop {
            let request = SyncRequest { since, wait: None, limit: Some(3) };
            let page = messaging.poll(person, request).await.expect("entries");
            since = page.cursor;
            let more = page.more;
            entries.push(serde_json::to_value(page).expect("JSON"));
            if !more {
                break;
            }
        }
    }
    let mut logs = Vec::new();
    for object in &snapshot.page.conversations {
        let request = PageRequest { after: Some(0), ..PageRequest::default() };
        let page = messaging.read_events(person, object.conversation.id, request).await.expect("a page");
        logs.push(serde_json::to_value(page).expect("JSON"));
    }
    let list = messaging.list_conversations(person, ListRequest::default()).await.expect("a list");
    // A brand has none.
    let devices = messaging.list_devices(person).await.ok();
    json!({ "snapshot": snapshot, "entries": entries, "logs": logs, "list": list, "devices": devices })
}

fn holds(from: Kind, to: Kind, steps: Vec<Step>) {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let source = TestStore::open_for(from, Purpose::Copy).await.expect("a store");
        let mut run = Run::on(world::on(source)).await;
        for step in steps {
            run.take(step).await;
        }
        run.settle().await;
        let mut before = Vec::new();
        for person in &run.people {
            before.push(everything(&run.world.messaging, person).await);
        }
        let target = TestStore::open_for(to, Purpose::Copy).await.expect("a store");
        copy::run(&run.world.store.db, &target.db, MoveId(1), Bounds::default(), |_| {}).await.expect("moves");
        // By the same clock: by another one snoozed tickets might be due.
        let clock = Arc::clone(&run.world.clock);
        run.world = world::on_at(target.reopen(Purpose::Use).await.expect("is whole"), clock);
        for (person, before) in run.people.iter().zip(before) {
            assert_eq!(everything(&run.world.messaging, person).await, before);
        }
        // And the clients that were there go on with the cursors they hold.
        run.take(Step::Burst { by: 0, with: 1, count: 9 }).await;
        run.check().await;
    });
}

proptest! {
    #![proptest_config(config(std::env::var("MOVED").ok().and_then(|n| n.parse().ok()).unwrap_or(4)))]

    #[test]
    fn clients_see_no_difference_on_postgres(steps in proptest::collection::vec(step(), 20..60)) {
        holds(Kind::Sqlite, Kind::Postgres, steps);
    }

    #[test]
    fn clients_see_no_difference_in_a_folder(steps in proptest::collection::vec(step(), 20..60)) {
        holds(Kind::Postgres, Kind::Sqlite, steps);
    }
}
