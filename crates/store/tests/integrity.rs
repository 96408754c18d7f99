//! What can be said about a data folder: what it holds, what is wrong with it, and when it is refused.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use subrosa_proto::ids::uuid_from;
use subrosa_proto::sync::Epoch;
use subrosa_proto::{AccountId, ClientId, ConversationId, EventId, Timestamp};
use subrosa_store::accounts::NewAccount;
use subrosa_store::conversations::Head;
use subrosa_store::events::NewMessage;
use subrosa_store::integrity::{Contents, check_folder, contents};
use subrosa_store::{Db, Error, Folder, Options, accounts, conversations, counters, events};

const AT: Timestamp = Timestamp::from_milliseconds(1_790_000_000_000);

fn open(folder: &Path) -> Result<Db, Error> {
    Db::open(Folder::open(folder)?, Epoch(7), &Options::default())
}

/// A closed store with two people and three messages.
async fn filled() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let db = open(folder.path()).expect("a store");
    let closing = db.closing().expect("the first caller gets it");
    db.write(async |tx| {
        for (number, handle) in [(1, "ada"), (2, "grace")] {
            let account = NewAccount {
                id: AccountId::new(number),
                handle,
                display_name: handle,
                bio: "",
                password_hash: None,
                platform: None,
                kind: subrosa_proto::account::AccountKind::Person,
                created_at: AT,
            };
            accounts::insert(tx, &account).await?;
            counters::take(tx, account.id, 3).await?;
        }
        let conversation = ConversationId::new(1);
        conversations::insert(
            tx,
            conversation,
            subrosa_proto::conversation::ConversationKind::Direct,
            (AccountId::new(1), AccountId::new(2)),
            AT,
        )
        .await?;
        for seq in 1..=3 {
            let message = NewMessage {
                id: EventId::new(seq),
                conversation,
                seq,
                author: AccountId::new(1),
                client_id: ClientId(uuid_from([u8::try_from(seq).unwrap_or(0); 16])),
                at: AT,
                numbers: [seq, seq],
                body: br#"{"v":1,"text":"hi"}"#,
            };
            events::insert_many(tx, &[message]).await?;
        }
        conversations::set_heads(tx, &[Head { conversation, head: 3, activity: AT }]).await
    })
    .await
    .expect("it is written");
    drop(db);
    assert!(closing.wait(Duration::from_secs(30)), "the store closes");
    folder
}

fn change(folder: &Path, sql: &str) {
    Connection::open(Folder::database_in(folder)).and_then(|file| file.execute_batch(sql)).expect("it is changed");
}

/// The checks that find something, after a change made behind the store's back.
async fn broken_by(sql: &str) -> Vec<&'static str> {
    let folder = filled().await;
    change(folder.path(), sql);
    let findings = check_folder(folder.path()).expect("it can be read");
    findings.into_iter().filter(|finding| !finding.problems.is_empty()).map(|finding| finding.check).collect()
}

#[tokio::test]
async fn a_closed_store_is_one_file_and_sound() {
    let folder = filled().await;
    let mut names: Vec<_> =
        std::fs::read_dir(folder.path()).expect("the folder").flatten().map(|item| item.file_name()).collect();
    names.sort();
    assert_eq!(names, ["subrosa.db", "subrosa.lock"]);
    assert_eq!(contents(folder.path()).expect("it can be read"), Contents { schema: 50, newest_activity: Some(AT) });
    let findings = check_folder(folder.path()).expect("it can be read");
    assert!(findings.iter().all(|finding| finding.problems.is_empty()), "{findings:?}");
}

#[tokio::test]
async fn each_rule_notices_what_breaks_it() {
    const LOG: &str = "every log is numbered 1, 2, 3… up to its head";
    assert_eq!(broken_by("DELETE FROM events WHERE seq = 2").await, [LOG]);
    assert_eq!(broken_by("UPDATE conversations SET head = 4").await, [LOG]);
    assert_eq!(broken_by("DELETE FROM members WHERE account = 1").await, ["every conversation has its two members"]);
    assert_eq!(
        broken_by("UPDATE members SET number = 99 WHERE account = 2").await,
        ["no change number is above its account's counter"]
    );
    assert_eq!(
        broken_by("UPDATE members SET read_seq = 4 WHERE account = 2").await,
        ["no one has read or received what is not there"]
    );
}

#[tokio::test]
async fn newer_data_is_refused_and_left_alone() {
    let folder = filled().await;
    change(folder.path(), "INSERT INTO migrations (number, name, checksum) VALUES (999, 'from the future', 0)");
    let before = std::fs::read(Folder::database_in(folder.path())).expect("a file");
    assert!(matches!(contents(folder.path()), Err(Error::Newer { found: 999, .. })));
    assert!(matches!(open(folder.path()), Err(Error::Newer { found: 999, .. })));
    let after = std::fs::read(Folder::database_in(folder.path())).expect("a file");
    assert!(after == before, "the file was changed");
}

#[tokio::test]
async fn another_programs_database_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    change(folder.path(), "PRAGMA application_id = 7; CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1);");
    let before = std::fs::read(Folder::database_in(folder.path())).expect("a file");
    assert!(matches!(contents(folder.path()), Err(Error::Corrupt(_))));
    assert!(matches!(open(folder.path()), Err(Error::Corrupt(_))));
    let after = std::fs::read(Folder::database_in(folder.path())).expect("a file");
    assert!(after == before, "the file was changed");
}
