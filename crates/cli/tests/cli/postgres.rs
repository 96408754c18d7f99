//! The store in PostgreSQL: the same commands, the same server.

use std::time::Instant;

use subrosa_proto::conversation::ListRequest;
use subrosa_proto::event::PageRequest;
use subrosa_testkit::postgres::{Postgres, Sync};

use crate::scratch::Scratch;
use crate::server::{DEADLINE, Server};

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
    assert!(healthy.contains("schema 50"), "{healthy}");
    let refused = scratch.run(&["backup", "copy.db"]);
    assert!(refused.code == 1 && refused.err.contains("pg_basebackup"), "{}", refused.err);
    postgres.stop().expect("it runs");
    let sick = scratch.run(&["doctor"]);
    assert_eq!(sick.code, 5, "{}", sick.out);
    let serve = scratch.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert!(serve.err.contains("postgres.url"), "{}", serve.err);
}

#[test]
fn doctor_looks_at_each_replica() {
    let (postgres, scratch) = on_postgres();
    scratch.ok(&["account", "create", "ada", "--no-password"]);
    let (replica, other) = (postgres.replica().expect("a replica"), Postgres::start(Sync::No).expect("a PostgreSQL"));
    let secret = replica.url().replace("postgres@", "postgres:hidden@");
    let replicas = format!("replicas = ['{secret}', '{}', '{}']", postgres.url(), other.url());
    scratch.write("data/subrosa.toml", format!("[postgres]\nurl = '{}'\n{replicas}\n", postgres.url()));
    let said = scratch.ok(&["doctor"]);
    let says = |server: &Postgres, what: &str| {
        let line = said.lines().find(|line| line.contains(&format!("replica {}", server.address())));
        assert!(line.is_some_and(|line| line.contains(what)), "{what}: {said}");
    };
    says(&replica, "ok    replica");
    says(&replica, "behind");
    says(&postgres, "takes writes itself");
    says(&other, "another store");
    assert!(!said.contains("hidden") && !scratch.ok(&["config"]).contains("hidden"), "{said}");
    replica.pause_replay().expect("pauses");
    assert!(scratch.ok(&["doctor"]).contains("paused"));
    replica.stop().expect("it runs");
    assert!(scratch.ok(&["doctor"]).contains("it is not used"));
}

#[test]
fn a_server_reads_pages_of_history_from_its_replica() {
    let (postgres, scratch) = on_postgres();
    for handle in ["ada", "grace"] {
        scratch.ok(&["account", "create", handle, "--no-password"]);
    }
    let token = scratch.ok(&["token", "create", "ada"]);
    let replica = postgres.replica().expect("a replica");
    let settings = format!("[postgres]\nurl = '{}'\nreplicas = ['{}']\n", postgres.url(), replica.url());
    scratch.write("data/subrosa.toml", settings);
    let server = Server::start(&scratch, &[]);
    scratch.ok(&["send", "grace", "hello", "--server", &server.url(), "--token", token.trim()]);
    let client = subrosa_client::Http::new(&server.url()).expect("an address").with_token(token.trim());
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let list = runtime.block_on(client.conversations(&ListRequest::default())).expect("a list");
    let conversation = list.conversations[0].conversation.id;
    let read = || {
        let page = runtime.block_on(client.events(conversation, &PageRequest::default())).expect("a page");
        assert_eq!((page.head, page.events.len()), (1, 1));
    };
    let metrics = || server.get("/metrics").1;
    // The first one has the replica tried, and does not wait for that.
    read();
    assert!(metrics().contains("subrosa_replica_fallbacks_total{why=\"resting\"} 1"), "{}", metrics());
    server.wait_for_log("pages of history are read from a replica");
    let begun = Instant::now();
    while metrics().contains("subrosa_replica_pages_total 0") {
        assert!(begun.elapsed() < DEADLINE, "{}", metrics());
        read();
    }
    server.stop();
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
