//! What arrives is what was there.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::Value;
use subrosa_proto::sync::Epoch;
use subrosa_store::copy::TABLES;
use subrosa_store::{Db, Options, PostgresOptions, Purpose, accounts};
use subrosa_testkit::stores::{Kind, TestStore, options};

use super::{both_ways, filled, open, other, run};
use crate::people::ADA;

both_ways!(every_row_arrives_and_the_epoch_with_it, an_empty_store_arrives_too, a_second_run_has_nothing_to_do);

/// Every row of every table of a file, by its key.
fn everything(file: &Path) -> Vec<(&'static str, Vec<Vec<Value>>)> {
    let connection = Connection::open(file).expect("opens");
    let rows_of = |sql: &str| -> Vec<Vec<Value>> {
        let mut statement = connection.prepare(sql).expect("a statement");
        let width = statement.column_count();
        let rows = statement.query_map([i64::MAX], |row| (0..width).map(|index| row.get(index)).collect());
        rows.expect("rows").map(|row| row.expect("a row")).collect()
    };
    TABLES.iter().map(|table| (table.name, rows_of(table.first()))).collect()
}

/// It can be used, and has the epoch that all test stores begin with.
async fn is_usable(store: TestStore) -> TestStore {
    let store = store.reopen(Purpose::Use).await.expect("is whole");
    assert_eq!(store.db.epoch().0, 1);
    store
}

async fn every_row_arrives_and_the_epoch_with_it(from: Kind) {
    let source = filled(from).await;
    let target = open(other(from)).await;
    let moved = run(&source.db, &target.db).await.expect("moves");
    for (table, rows) in &moved.tables {
        assert!(*rows > 0, "the test has no row in {table}");
    }
    let target = is_usable(target).await.reopen(Purpose::Copy).await.expect("opens");
    let last = open(from).await;
    assert_eq!(run(&target.db, &last.db).await.expect("moves back").tables, moved.tables);
    let last = is_usable(last).await;
    // Read in another way than the store reads: on the way from a file to a file there was PostgreSQL, or the other way round.
    if let (Some(first), Some(last)) = (source.database(), last.database()) {
        assert!(everything(&first) == everything(&last), "something is not as it was");
    }
    let ada = last.db.read(async |tx| accounts::find(tx, ADA).await).await.expect("reads");
    assert_eq!(ada.map(|account| account.profile.handle), Some("ada".to_owned()));
}

async fn an_empty_store_arrives_too(from: Kind) {
    let (source, target) = (open(from).await, open(other(from)).await);
    let moved = run(&source.db, &target.db).await.expect("moves");
    assert!(moved.tables.iter().all(|(_, rows)| *rows == 0));
    is_usable(target).await;
}

async fn a_second_run_has_nothing_to_do(from: Kind) {
    let (source, target) = (filled(from).await, open(other(from)).await);
    assert!(!run(&source.db, &target.db).await.expect("moves").already);
    let again = |source: Db, target: Db| async move { run(&source, &target).await.expect("is there").already };
    assert!(again(source.db.clone(), target.db.clone()).await);
    let target = is_usable(target).await.reopen(Purpose::Copy).await.expect("opens");
    assert!(again(source.db.clone(), target.db.clone()).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_a_pooler_statements_are_not_prepared() {
    let (source, target) = (filled(Kind::Sqlite).await, open(Kind::Postgres).await);
    let url = target.server().expect("a server").url();
    let unprepared = PostgresOptions { prepared_statements: false, ..options(&url) };
    let copying = Options { purpose: Purpose::Copy, ..Options::default() };
    let pooled = Db::connect(&unprepared, Epoch(3), &copying).await.expect("connects");
    let moved = run(&source.db, &pooled).await.expect("moves");
    assert!(moved.tables.iter().all(|(_, rows)| *rows > 0));
    let last = open(Kind::Sqlite).await;
    assert_eq!(run(&pooled, &last.db).await.expect("moves back").tables, moved.tables);
}
