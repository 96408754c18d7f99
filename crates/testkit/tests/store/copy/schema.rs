//! The list of what is copied is what the migrations make: no table and no column is forgotten. And pages are found by an index.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use subrosa_store::copy::TABLES;
use subrosa_testkit::stores::Kind;
use tokio_postgres::{Client, NoTls};

use crate::plan;

type Schema = BTreeMap<String, BTreeSet<String>>;

/// What search finds is made anew from the logs wherever the store goes.
fn is_made_anew(table: &str) -> bool {
    table.starts_with("search_")
}

/// The list, and the two tables that go over in another way.
fn listed() -> Schema {
    let set = |columns: Vec<&str>| columns.into_iter().map(str::to_owned).collect();
    let mut all: Schema =
        TABLES.iter().map(|table| (table.name.to_owned(), set([table.key, table.others].concat()))).collect();
    all.insert("meta".to_owned(), set(vec!["key", "value"]));
    all.insert("migrations".to_owned(), set(vec!["number", "name", "checksum"]));
    all
}

async fn client(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("connects");
    tokio::spawn(connection);
    client
}

#[tokio::test]
async fn the_list_is_the_schema_of_sqlite() {
    let store = crate::open(Kind::Sqlite).await;
    let connection = Connection::open(store.database().expect("a file")).expect("opens");
    let mut found = Schema::new();
    let names = |kind: &str, table: &str, column: usize| {
        let mut names = Vec::new();
        let add = |row: &rusqlite::Row<'_>| {
            names.push(row.get::<_, String>(column)?);
            Ok(())
        };
        match table {
            "" => connection.pragma_query(None, kind, add).expect("a list"),
            table => connection.pragma(None, kind, table, add).expect("a list"),
        }
        names
    };
    for table in names("table_list", "", 1) {
        if !table.starts_with("sqlite_") && !is_made_anew(&table) {
            found.insert(table.clone(), names("table_info", &table, 1).into_iter().collect());
        }
    }
    assert_eq!(found, listed());
}

#[tokio::test]
async fn the_list_is_the_schema_of_postgres() {
    let store = crate::open(Kind::Postgres).await;
    let client = client(&store.server().expect("a server").url()).await;
    let mut found = Schema::new();
    for row in client.query("TABLE information_schema.columns", &[]).await.expect("a list") {
        if row.get::<_, &str>("table_schema") == "public" && !is_made_anew(row.get("table_name")) {
            found.entry(row.get("table_name")).or_default().insert(row.get("column_name"));
        }
    }
    assert_eq!(found, listed());
}

#[tokio::test]
async fn pages_are_found_by_an_index_on_sqlite() {
    let store = crate::open(Kind::Sqlite).await;
    let connection = Connection::open(store.database().expect("a file")).expect("opens");
    for sql in TABLES.iter().flat_map(|table| [table.first(), table.next()]) {
        let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect("a plan");
        let mut steps = plan.raw_query();
        while let Some(step) = steps.next().expect("a step") {
            let step: String = step.get(3).expect("a text");
            assert!(!step.contains("TEMP B-TREE"), "{step}: {sql}");
            assert!(step.starts_with("SEARCH") || sql.ends_with("$1"), "{step}: {sql}");
        }
    }
}

#[tokio::test]
async fn pages_are_found_by_an_index_on_postgres() {
    let store = crate::open(Kind::Postgres).await;
    let client = client(&store.server().expect("a server").url()).await;
    client.batch_execute("SET enable_bitmapscan = off").await.expect("a setting");
    for sql in TABLES.iter().flat_map(|table| [table.first(), table.next()]) {
        for step in plan::steps(&client, sql).await {
            assert!(!step.contains("Seq Scan") && !step.contains("Sort"), "{step}: {sql}");
        }
    }
}
