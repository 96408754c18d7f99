//! The write path: commands share commits, and each stands or falls alone.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::time::Duration;

use std::path::Path;

use subrosa_proto::sync::Epoch;
use subrosa_proto::{AccountId, Timestamp};
use subrosa_store::accounts::{self, NewAccount};
use subrosa_store::{Db, Error, Folder, Options};

fn open(folder: &Path) -> Db {
    Db::open(Folder::open(folder).expect("a fresh folder"), Epoch(7), &Options::default()).expect("opens")
}

fn account(id: i64, handle: &str) -> NewAccount<'_> {
    NewAccount {
        id: AccountId::new(id),
        handle,
        display_name: handle,
        bio: "",
        password_hash: None,
        platform: None,
        kind: subrosa_proto::account::AccountKind::Person,
        created_at: Timestamp::from_milliseconds(1),
    }
}

async fn add(db: &Db, id: i64) -> Result<(), Error> {
    db.write(async move |tx| {
        let handle = format!("person{id}");
        accounts::insert(tx, &account(id, &handle)).await
    })
    .await
}

async fn exists(db: &Db, id: i64) -> bool {
    db.read(async move |tx| accounts::find(tx, AccountId::new(id)).await).await.expect("reads").is_some()
}

#[tokio::test]
async fn one_failing_command_leaves_its_neighbours_unharmed() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = open(folder.path());
    let mut commands = Vec::new();
    for id in 1..=300 {
        let db = db.clone();
        commands.push(tokio::spawn(async move {
            match id % 3 {
                0 => {
                    // Writes, then fails: nothing of it may remain.
                    db.write(async move |tx| {
                        let handle = format!("person{id}");
                        accounts::insert(tx, &account(id, &handle)).await?;
                        Err::<(), _>(Error::Conflict)
                    })
                    .await
                }
                _ => add(&db, id).await,
            }
        }));
    }
    for (id, command) in (1..).zip(commands) {
        assert_eq!(command.await.expect("no panic").is_ok(), id % 3 != 0, "command {id}");
        assert_eq!(exists(&db, id).await, id % 3 != 0, "account {id}");
    }
}

#[tokio::test]
async fn a_panicking_command_leaves_its_neighbours_unharmed() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = open(folder.path());
    let panicking = db.write::<_, (), Error>(async move |tx| {
        accounts::insert(tx, &account(1, "first")).await?;
        panic!("on purpose");
    });
    let (panicked, fine) = tokio::join!(panicking, add(&db, 2));
    assert!(matches!(panicked, Err(Error::Bug(_))));
    assert!(fine.is_ok());
    assert!(!exists(&db, 1).await && exists(&db, 2).await);
}

#[tokio::test]
async fn a_foreign_await_is_refused_and_undone() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = open(folder.path());
    let outcome = db
        .write(async |tx| {
            accounts::insert(tx, &account(1, "first")).await?;
            std::future::pending::<()>().await;
            Ok::<_, Error>(())
        })
        .await;
    assert!(matches!(outcome, Err(Error::Bug(_))));
    assert!(!exists(&db, 1).await);
}

#[tokio::test]
async fn a_store_reopens_with_its_data_and_epoch() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = open(folder.path());
    add(&db, 1).await.expect("adds");
    drop(db);
    // The threads let go of the folder when they have ended.
    let folder_again = loop {
        match Folder::open(folder.path()) {
            Ok(folder) => break folder,
            Err(Error::InUse) => tokio::task::yield_now().await,
            Err(other) => panic!("{other}"),
        }
    };
    let db = Db::open(folder_again, Epoch(8), &Options::default()).expect("opens again");
    assert_eq!(db.epoch(), Epoch(7));
    assert!(exists(&db, 1).await);
}

/// A program that opens its store a second time was refused now and then: the word that the first was closed came before its lock was let go.
#[tokio::test]
async fn whoever_hears_that_a_store_is_closed_finds_its_folder_free() {
    let folder = tempfile::tempdir().expect("a folder");
    for _ in 0..200 {
        let db = open(folder.path());
        let closing = db.closing().expect("a store in a folder closes");
        drop(db);
        assert!(closing.wait(Duration::from_secs(10)), "it closes");
        drop(Folder::open(folder.path()).expect("a free folder"));
    }
}

#[tokio::test]
async fn two_processes_cannot_share_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let _db = open(folder.path());
    assert!(matches!(Folder::open(folder.path()), Err(Error::InUse)));
}
