//! What is not moved, and not moved to.

use subrosa_proto::sync::Epoch;
use subrosa_store::copy::{self, CopyError, MoveId, Stage};
use subrosa_store::{Db, Error, Options, Purpose, meta};
use subrosa_testkit::stores::{Kind, options};

use super::tampered::{statement, tamper};
use super::{SMALL, both_ways, die, filled, open, other, run};
use crate::people::three;

both_ways!(
    a_target_with_data_of_its_own_is_left_alone,
    what_was_moved_is_not_moved_elsewhere,
    an_unfinished_target_is_no_source,
    two_moves_to_one_place_do_not_mix,
    a_newer_store_is_not_moved,
    an_older_store_is_upgraded_where_it_is,
);

async fn a_target_with_data_of_its_own_is_left_alone(from: Kind) {
    let (source, target) = (filled(from).await, open(other(from)).await);
    three(&target.db).await;
    assert!(matches!(run(&source.db, &target.db).await, Err(CopyError::Filled("accounts"))));
    source.reopen(Purpose::Use).await.map(drop).expect("is as before");
    target.reopen(Purpose::Use).await.map(drop).expect("is as before");
}

async fn what_was_moved_is_not_moved_elsewhere(from: Kind) {
    let (source, first, second) = (filled(from).await, open(other(from)).await, open(other(from)).await);
    run(&source.db, &first.db).await.expect("moves");
    assert!(matches!(run(&source.db, &second.db).await, Err(CopyError::MovedElsewhere)));
    // Given up there, it can be moved again after its new life has begun.
    source.db.write(async |tx| meta::set_epoch(tx, Epoch(5)).await).await.expect("writes");
    run(&source.db, &second.db).await.expect("moves");
    assert!(matches!(run(&source.db, &first.db).await, Err(CopyError::MovedElsewhere)));
}

async fn an_unfinished_target_is_no_source(from: Kind) {
    let (source, target) = (filled(from).await, open(other(from)).await);
    die(&source.db, &target.db, |progress| progress.table == "events").await;
    let third = open(from).await;
    assert!(matches!(run(&target.db, &third.db).await, Err(CopyError::Source(Error::Unfinished))));
    for purpose in [Purpose::Use, Purpose::Renew] {
        let target = open(other(from)).await;
        die(&source.db, &target.db, |progress| progress.stage == Stage::Copying).await;
        assert!(matches!(target.reopen(purpose).await.map(drop), Err(Error::Unfinished)));
    }
}

async fn two_moves_to_one_place_do_not_mix(from: Kind) {
    let (source, target) = (filled(from).await, open(other(from)).await);
    let one = copy::run(&source.db, &target.db, MoveId(1), SMALL, |_| {});
    let two = copy::run(&source.db, &target.db, MoveId(2), SMALL, |_| {});
    let outcomes = tokio::join!(one, two);
    for outcome in [outcomes.0, outcomes.1] {
        assert!(matches!(outcome, Ok(_) | Err(CopyError::Raced | CopyError::MovedElsewhere)), "{outcome:?}");
    }
    run(&source.db, &target.db).await.expect("is there, or goes on");
    target.reopen(Purpose::Use).await.map(drop).expect("is whole");
}

async fn a_newer_store_is_not_moved(from: Kind) {
    let source = filled(from).await;
    tamper(&source, "UPDATE migrations SET number = 99 WHERE number = 2").await;
    let outcome = source.reopen(Purpose::Copy).await.map(drop);
    assert!(matches!(outcome, Err(Error::Newer { found: 99, .. })), "{outcome:?}");
}

async fn an_older_store_is_upgraded_where_it_is(from: Kind) {
    let source = filled(from).await;
    tamper(&source, concat!("DELETE", " FROM migrations WHERE number = 2")).await;
    statement(&source, "DROP INDEX accounts_by_avatar").await;
    let (source, target) = (source.reopen(Purpose::Copy).await.expect("is upgraded"), open(other(from)).await);
    run(&source.db, &target.db).await.expect("moves");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_a_server_uses_is_neither_source_nor_target() {
    let (folder, database) = (open(Kind::Sqlite).await, open(Kind::Postgres).await);
    let url = database.server().expect("a server").url();
    let served = Db::connect(&options(&url), Epoch(3), &Options::default()).await.expect("connects");
    assert!(matches!(run(&folder.db, &database.db).await, Err(CopyError::Served)));
    assert!(matches!(run(&database.db, &folder.db).await, Err(CopyError::Served)));
    drop(served);
    run(&folder.db, &database.db).await.expect("moves when it has ended");
}
