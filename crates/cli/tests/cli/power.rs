//! What the server does to its files when it starts after a kill, as the recording layer sees it.

use std::collections::BTreeSet;

use rustix::process::Signal;
use subrosa_testkit::powercut::recording::Change;
use subrosa_testkit::powercut::{Recorder, Recording};

use crate::scratch::Scratch;
use crate::server::Server;

/// A killed server leaves what it wrote and had not yet synced. The next one once showed that to people, and answered that
/// it was kept, before anything had made it durable: a power cut right then lost it.
#[test]
fn what_a_killed_server_left_is_synced_before_it_is_served() {
    let scratch = Scratch::new();
    std::fs::create_dir(scratch.data()).expect("a folder");
    let recorder = Recorder::compile(&scratch.path("")).expect("a C compiler");
    let recorded = recorder.environment(&scratch.data());
    let recorded: Vec<_> = recorded.iter().map(|(name, value)| (*name, value.to_str().expect("UTF-8"))).collect();
    let killed = Server::start(&scratch, &recorded);
    killed.signal(Signal::KILL);
    killed.end();
    let next = Server::start(&scratch, &recorded);

    let operations = Recording::read(recorder.log()).expect("a recording").operations;
    let changes: Vec<Change> = operations.into_iter().map(|operation| operation.change).collect();
    let again =
        |change: &Change| matches!(change, Change::Open { path, created, .. } if path == "subrosa.lock" && !created);
    let start = changes.iter().position(again).expect("the second start opens the lock that is there");
    let mut logs = BTreeSet::new();
    let first = changes[start..].iter().find(|change| match change {
        Change::Open { handle, path, .. } => {
            if path == "subrosa.db-wal" {
                logs.insert(*handle);
            }
            path == "subrosa.db"
        }
        Change::SyncEnd { handle } => logs.contains(handle),
        _ => false,
    });
    assert!(
        matches!(first, Some(Change::SyncEnd { .. })),
        "the log is synced before the database is opened: {first:?}"
    );
    next.stop();
}
