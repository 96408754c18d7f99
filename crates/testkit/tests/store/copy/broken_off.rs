//! Dead at any step, a move goes on where it was.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use subrosa_store::copy::{self, CopyError, MoveId, Stage};
use subrosa_store::jobs::Lease;
use subrosa_store::{Error, Purpose, jobs};
use subrosa_testkit::stores::Kind;

use crate::people::{ADA, at};

use super::filled::MANY;
use super::{SMALL, both_ways, die, filled, open, other, run};

both_ways!(
    it_goes_on_after_each_step,
    a_transaction_that_fails_leaves_the_note_as_it_was,
    dead_while_comparing_neither_side_is_served,
);

async fn it_goes_on_after_each_step(from: Kind) {
    let (source, target) = (filled(from).await, open(other(from)).await);
    let (mut reached, mut deaths) = (0, 0);
    // Every run copies two steps more and dies.
    loop {
        let (first, steps) = (AtomicU64::new(u64::MAX), AtomicUsize::new(0));
        let (source_db, target_db) = (source.db.clone(), target.db.clone());
        let task = tokio::spawn(async move {
            let outcome = copy::run(&source_db, &target_db, MoveId(1), SMALL, |progress| {
                first.fetch_min(progress.rows, Ordering::Relaxed);
                assert!(progress.rows <= progress.total.expect("is counted"));
                if progress.stage == Stage::Copying && steps.fetch_add(1, Ordering::Relaxed) == 2 {
                    panic!("dies here on purpose, at {}", first.load(Ordering::Relaxed));
                }
            });
            let outcome = outcome.await;
            (outcome, first)
        });
        let Err(died) = task.await else { break };
        let why = died.into_panic().downcast::<String>().expect("a text");
        let begun: u64 = why.rsplit(' ').next().expect("a word").parse().expect("a number");
        assert!(begun >= reached, "it began at {begun}, and {reached} were there");
        if begun == reached {
            assert_eq!(reached, 0, "it does not come forward");
        }
        reached = begun.max(1);
        deaths += 1;
    }
    assert!(deaths > 5, "only {deaths} deaths");
    assert!(run(&source.db, &target.db).await.expect("is there").already);
    target.reopen(Purpose::Use).await.map(drop).expect("is whole");
}

/// Of a job that was never claimed.
const NOBODY: Lease = Lease { holder: 0, until: at(0) };

/// What stands in the way in the middle of a transaction undoes all of it, with the note of how far it came.
async fn a_transaction_that_fails_leaves_the_note_as_it_was(from: Kind) {
    let (source, target) = (filled(from).await, open(other(from)).await);
    die(&source.db, &target.db, |progress| progress.table == "devices").await;
    target.db.write(async |tx| jobs::insert(tx, MANY / 2, "in the way", ADA).await).await.expect("writes");
    for _ in 0..2 {
        let refused = run(&source.db, &target.db).await;
        assert!(matches!(refused, Err(CopyError::Target(Error::Conflict))), "{refused:?}");
    }
    target.db.write(async |tx| jobs::finish(tx, MANY / 2, NOBODY).await).await.expect("writes");
    run(&source.db, &target.db).await.expect("goes on");
}

async fn dead_while_comparing_neither_side_is_served(from: Kind) {
    let (source, target) = (filled(from).await, open(other(from)).await);
    die(&source.db, &target.db, |progress| progress.stage == Stage::Comparing && progress.table == "devices").await;
    let (source, target) = (source.reopen(Purpose::Copy).await, target.reopen(Purpose::Copy).await);
    let (source, target) = (source.expect("opens"), target.expect("opens"));
    for (store, unfinished) in [(&source, false), (&target, true)] {
        let Some(server) = store.server() else { continue };
        let options = subrosa_testkit::stores::options(&server.url());
        let used = subrosa_store::Db::connect(&options, subrosa_proto::sync::Epoch(3), &Default::default()).await;
        match used.map(drop) {
            Err(Error::Unfinished) => assert!(unfinished),
            Err(Error::Moved(_)) => assert!(!unfinished),
            other => panic!("{other:?}"),
        }
    }
    assert!(!run(&source.db, &target.db).await.expect("goes on").already);
    assert!(matches!(source.reopen(Purpose::Use).await.map(drop), Err(Error::Moved(_))));
    target.reopen(Purpose::Use).await.map(drop).expect("is whole");
}
