//! What is not the same on both sides is noticed, and then the source is served as before.

use rusqlite::Connection;
use subrosa_proto::sync::Epoch;
use subrosa_store::copy::{CopyError, Stage};
use subrosa_store::{Error, Purpose, accounts, meta};
use subrosa_testkit::stores::{Kind, TestStore};

use super::filled::MANY;
use super::{both_ways, die, filled, open, other, run};
use crate::people::{ADA, TALK, at};

both_ways!(
    a_changed_row_in_the_target_is_found,
    a_lost_row_in_the_target_is_found,
    a_source_that_was_used_between_two_runs_is_found,
    a_source_with_a_new_life_is_another_store,
);

/// Changes one row behind the store's back.
pub(super) async fn tamper(store: &TestStore, sql: &str) {
    assert_eq!(statement(store, sql).await, 1, "{sql}");
}

/// Runs a statement behind the store's back; how many rows it changed.
pub(super) async fn statement(store: &TestStore, sql: &str) -> u64 {
    match (store.database(), store.server()) {
        (Some(file), _) => Connection::open(file).expect("opens").execute(sql, []).expect("a statement") as u64,
        (None, Some(server)) => {
            let (client, connection) =
                tokio_postgres::connect(&server.url(), tokio_postgres::NoTls).await.expect("connects");
            tokio::spawn(connection);
            client.execute(sql, &[]).await.expect("a statement")
        }
        (None, None) => 0,
    }
}

/// A move that died when all rows were over.
async fn all_over(from: Kind) -> (TestStore, TestStore) {
    let (source, target) = (filled(from).await, open(other(from)).await);
    die(&source.db, &target.db, |progress| progress.stage == Stage::Comparing).await;
    (source, target)
}

async fn differs(source: TestStore, target: TestStore, expected: &str) {
    match run(&source.db, &target.db).await {
        Err(CopyError::Differs { table, .. }) => assert_eq!(table, expected),
        other => panic!("{other:?}"),
    }
    source.reopen(Purpose::Use).await.map(drop).expect("can be served as before");
    assert!(matches!(target.reopen(Purpose::Use).await.map(drop), Err(Error::Unfinished)));
}

async fn a_changed_row_in_the_target_is_found(from: Kind) {
    let (source, target) = all_over(from).await;
    tamper(&target, "UPDATE events SET at = at + 1 WHERE seq = 170").await;
    differs(source, target, "events").await;
}

async fn a_lost_row_in_the_target_is_found(from: Kind) {
    let (source, target) = all_over(from).await;
    tamper(&target, &format!("{} FROM jobs WHERE id = {MANY}", "DELETE")).await;
    differs(source, target, "jobs").await;
}

async fn a_source_that_was_used_between_two_runs_is_found(from: Kind) {
    let (source, target) = (filled(from).await, open(other(from)).await);
    die(&source.db, &target.db, |progress| progress.table == "events").await;
    let source = source.reopen(Purpose::Use).await.expect("a move that died early leaves it as it was");
    source.db.write(async |tx| accounts::set_disabled(tx, ADA, Some(at(9)), 1).await).await.expect("writes");
    let source = source.reopen(Purpose::Copy).await.expect("opens");
    differs(source, target, "accounts").await;
}

async fn a_source_with_a_new_life_is_another_store(from: Kind) {
    let (source, target) = all_over(from).await;
    let source = source.reopen(Purpose::Renew).await.expect("is given a new life");
    source.db.write(async |tx| meta::set_epoch(tx, Epoch(77)).await).await.expect("writes");
    let source = source.reopen(Purpose::Use).await.expect("can be served").reopen(Purpose::Copy).await.expect("opens");
    let talk = source.db.read(async |tx| subrosa_store::conversations::find(tx, TALK).await).await.expect("reads");
    assert!(talk.is_some());
    assert!(matches!(run(&source.db, &target.db).await, Err(CopyError::OtherCopy)));
}
