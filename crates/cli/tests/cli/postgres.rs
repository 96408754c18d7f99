//! The store in PostgreSQL: the same commands, the same server.

use subrosa_testkit::postgres::{Postgres, Sync};

use crate::scratch::Scratch;
use crate::server::Server;

/// A PostgreSQL, and a data folder whose settings name it.
fn on_postgres() -> (Postgres, Scratch) {
    let postgres = Postgres::start(Sync::No).expect("a PostgreSQL");
    let scratch = Scratch::new();
    scratch.write("data/subrosa.toml", format!("[postgres]\nurl = '{}'\n", postgres.url()));
    (postgres, scratch)
}

#[test]
fn commands_do_the_same_with_and_without_a_server() {
    let (_postgres, scratch) = on_postgres();
    scratch.ok(&["account", "create", "ada", "--no-password"]);
    let server = Server::start(&scratch, &[]);
    scratch.ok(&["account", "create", "grace", "--no-password"]);
    let token = scratch.ok(&["token", "create", "ada"]);
    let sent = scratch.ok(&["send", "grace", "hello", "--server", &server.url(), "--token", token.trim()]);
    assert!(!sent.is_empty());
    server.stop();
    let accounts = scratch.ok(&["account", "list"]);
    assert!(accounts.contains("ada") && accounts.contains("grace"), "{accounts}");
    let exported = scratch.ok(&["export", "grace"]);
    assert!(exported.contains("hello"), "{exported}");
    assert!(!scratch.path("data/subrosa.db").exists());
}

#[test]
fn doctor_looks_at_the_database_and_backup_names_its_tools() {
    let (postgres, scratch) = on_postgres();
    let healthy = scratch.ok(&["doctor"]);
    assert!(healthy.contains("holds no store yet"), "{healthy}");
    scratch.ok(&["demo"]);
    let healthy = scratch.ok(&["doctor"]);
    assert!(healthy.contains("schema 4"), "{healthy}");
    let refused = scratch.run(&["backup", "copy.db"]);
    assert!(refused.code == 1 && refused.err.contains("pg_basebackup"), "{}", refused.err);
    postgres.stop().expect("it runs");
    let sick = scratch.run(&["doctor"]);
    assert_eq!(sick.code, 5, "{}", sick.out);
    let serve = scratch.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert!(serve.err.contains("postgres.url"), "{}", serve.err);
}

#[test]
fn a_new_epoch_makes_clients_begin_anew() {
    let (_postgres, scratch) = on_postgres();
    scratch.ok(&["account", "create", "ada", "--no-password"]);
    let token = scratch.ok(&["token", "create", "ada"]);
    let cursor = || {
        let server = Server::start(&scratch, &[]);
        let client = subrosa_client::Http::new(&server.url()).expect("an address").with_token(token.trim());
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let cursor = runtime.block_on(client.snapshot()).expect("a snapshot").cursor;
        server.stop();
        cursor
    };
    let before = cursor();
    assert_eq!(cursor(), before);
    scratch.ok(&["new-epoch"]);
    assert_ne!(cursor().epoch, before.epoch);
}
