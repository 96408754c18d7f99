//! A store moved to PostgreSQL and back by the command line, also when it is killed again and again.

use std::process::Stdio;
use std::time::Duration;

use subrosa_proto::sync::Epoch;
use subrosa_proto::{AccountId, ClientId, ConversationId, EventId, Timestamp};
use subrosa_store::accounts::NewAccount;
use subrosa_store::conversations::Head;
use subrosa_store::events::NewMessage;
use subrosa_store::{Db, Error, Folder, Options, Tx, accounts, conversations, events};
use subrosa_testkit::postgres::{Postgres, Sync};
use uuid::Uuid;

use crate::scratch::{Done, Scratch, assert_seen};
use crate::server::{Server, lines};

const SETTINGS: &str = "postgres.toml";
const PEOPLE: &[&str] = &["maya", "elif"];

/// A PostgreSQL, and a file of settings that names it.
fn postgres(scratch: &Scratch) -> Postgres {
    let postgres = Postgres::start(Sync::No).expect("a PostgreSQL");
    scratch.write(SETTINGS, format!("postgres.url = '{}'\n", postgres.url()));
    postgres
}

fn migrate(scratch: &Scratch, to: &str, data: &str) -> Done {
    scratch.run(&["migrate-store", "--to", to, "--data", data, "--config", SETTINGS])
}

/// Everything of all people, from the store of a folder or of its settings.
fn exports(scratch: &Scratch, data: &str, environment: &[(&str, &str)]) -> String {
    let handles: Vec<String> = {
        let mut command = scratch.command(&["account", "list", "--json", "--data", data]);
        let listed = scratch.done(command.envs(environment.iter().copied()).output().expect("it runs"));
        let accounts = listed.out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
        accounts.map(|account| account["handle"].as_str().expect("a handle").to_owned()).collect()
    };
    assert!(!handles.is_empty(), "nobody is in {data}");
    let mut all = String::new();
    for handle in handles {
        let mut command = scratch.command(&["export", &handle, "--data", data]);
        let done = scratch.done(command.envs(environment.iter().copied()).output().expect("it runs"));
        assert_eq!(done.code, 0, "{}", done.err);
        all.push_str(&done.out);
    }
    all
}

#[test]
fn there_and_back() {
    let scratch = Scratch::new();
    scratch.ok(&["demo"]);
    let before = exports(&scratch, "data", &[]);
    let postgres = postgres(&scratch);
    assert_seen!("migrate_to_postgresql", migrate(&scratch, "postgresql", "data"));
    assert_seen!("migrate_again", migrate(&scratch, "postgresql", "data"));

    // What is left in the folder is not served, and says so.
    assert_seen!("moved_away", scratch.run(&["serve", "--listen", "127.0.0.1:0"]));
    let doctor = scratch.run(&["doctor"]);
    assert!(doctor.code == 5 && doctor.out.contains("moved to PostgreSQL"), "{}", doctor.out);
    let url = postgres.url();
    let on_postgres: &[(&str, &str)] = &[("SUBROSA_POSTGRES_URL", &url)];
    assert_eq!(exports(&scratch, "data", on_postgres), before);
    Server::start(&scratch, on_postgres).stop();

    let into_the_old = migrate(&scratch, "sqlite", "data");
    assert_seen!("migrate_into_the_old_folder", into_the_old);
    assert_seen!("migrate_to_sqlite", migrate(&scratch, "sqlite", "back"));
    assert_eq!(exports(&scratch, "back", &[]), before);
    let serve = scratch.run(&["serve", "--config", SETTINGS, "--listen", "127.0.0.1:0"]);
    assert!(serve.code == 4 && serve.err.contains("moved to a data folder"), "{}", serve.err);
    let doctor = scratch.run(&["doctor", "--config", SETTINGS]);
    assert!(doctor.code == 5 && doctor.out.contains("moved to a data folder"), "{}", doctor.out);

    // The first folder is taken into use again, as it was.
    scratch.ok(&["new-epoch"]);
    assert_eq!(exports(&scratch, "data", &[]), before);
}

#[test]
fn for_programs() {
    let scratch = Scratch::new();
    scratch.ok(&["demo"]);
    let _postgres = postgres(&scratch);
    let done = scratch.run(&["migrate-store", "--to", "postgresql", "--config", SETTINGS, "--json"]);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    let result: serde_json::Value = serde_json::from_str(&done.out).expect("JSON");
    assert_eq!((&result["moved_to"], &result["already"]), (&"postgresql".into(), &false.into()));
    assert_eq!(result["tables"]["accounts"], 6);
    let again = scratch.run(&["migrate-store", "--to", "postgresql", "--config", SETTINGS, "--json"]);
    assert!(again.out.contains("\"already\":true"), "{}", again.out);
}

#[test]
fn what_can_not_be_moved_is_told() {
    let scratch = Scratch::new();
    assert_seen!("migrate_without_postgres", scratch.run(&["migrate-store", "--to", "postgresql"]));
    let postgres = postgres(&scratch);
    assert_seen!("migrate_without_store", migrate(&scratch, "postgresql", "data"));
    assert_seen!("migrate_from_nothing", migrate(&scratch, "sqlite", "data"));
    assert!(!scratch.data().exists(), "looking makes nothing");
    scratch.ok(&["account", "create", "ada", "--no-password"]);

    let server = Server::start(&scratch, &[]);
    let in_use = migrate(&scratch, "postgresql", "data");
    assert!(in_use.code == 4 && in_use.err.contains("in use"), "{}", in_use.err);
    server.stop();
    scratch.write("elsewhere/subrosa.toml", format!("postgres.url = '{}'\n", postgres.url()));
    scratch.ok(&["account", "create", "grace", "--no-password", "--data", "elsewhere"]);
    assert_seen!("migrate_into_data", migrate(&scratch, "postgresql", "data"));
    scratch.ok(&["account", "list"]);
    postgres.stop().expect("it runs");
    let away = migrate(&scratch, "postgresql", "data");
    assert!(away.code == 1 && away.err.contains("postgres.url"), "{}", away.err);
}

#[test]
fn a_database_that_is_served_is_not_moved() {
    let scratch = Scratch::new();
    let postgres = postgres(&scratch);
    let url = postgres.url();
    let server = Server::start(&scratch, &[("SUBROSA_POSTGRES_URL", &url)]);
    assert_seen!("migrate_served", migrate(&scratch, "sqlite", "back"));
    server.stop();
}

/// Conversations of the first account with all others, as long as a kill needs.
async fn write_much(tx: &mut Tx<'_>) -> Result<(), Error> {
    let account = |number: i64| AccountId::new(1_000 + number);
    for number in 0..=40 {
        let handle = format!("someone{number}");
        let new = NewAccount {
            id: account(number),
            handle: &handle,
            display_name: "Someone",
            bio: "",
            password_hash: None,
            platform: None,
            created_at: Timestamp::from_milliseconds(number),
        };
        accounts::insert(tx, &new).await?;
    }
    for talk in 1..=40 {
        let conversation = ConversationId::new(10_000 + talk);
        conversations::insert(tx, conversation, (account(0), account(talk)), Timestamp::from_milliseconds(1)).await?;
        let messages: Vec<_> = (1..=500)
            .map(|seq| NewMessage {
                id: EventId::new(1_000_000 + 1_000 * seq + talk),
                conversation,
                seq,
                author: account(0),
                client_id: ClientId(Uuid::from_u128(seq.unsigned_abs().into())),
                at: Timestamp::from_milliseconds(seq),
                numbers: [0, 0],
                body: br#"{"v":1,"text":"a text of about the length that people write to each other"}"#,
            })
            .collect();
        events::insert_many(tx, &messages).await?;
        let head = Head { conversation, head: 500, activity: Timestamp::from_milliseconds(500) };
        conversations::set_heads(tx, &[head]).await?;
    }
    Ok(())
}

/// Runs the command and kills it each time a little later, until it comes to its end; how often it was killed.
fn killed_until_done(scratch: &Scratch, to: &str, data: &str) -> u64 {
    for kills in 0..500 {
        let mut command = scratch.command(&["migrate-store", "--to", to, "--data", data, "--config", SETTINGS]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it runs");
        let said = lines(child.stdout.take().expect("an output"));
        // Its first line is its last.
        if said.recv_timeout(Duration::from_millis(20 + 10 * kills)).is_ok() {
            assert!(child.wait().expect("it ends").success());
            return kills;
        }
        child.kill().expect("it runs or has just ended");
        child.wait().expect("it ends");
    }
    panic!("it never comes to its end");
}

#[test]
fn killed_at_any_instant_it_goes_on() {
    let scratch = Scratch::new();
    let postgres = postgres(&scratch);
    let url = postgres.url();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let db = Db::open(Folder::open(&scratch.data()).expect("a folder"), Epoch(1), &Options::default()).expect("opens");
    let closing = db.closing().expect("is the first to ask");
    runtime.block_on(db.write(async |tx| write_much(tx).await)).expect("writes");
    drop((db, runtime));
    assert!(closing.wait(Duration::from_secs(60)));
    let export = |data: &str, environment: &[(&str, &str)]| {
        let mut command = scratch.command(&["export", "someone0", "--data", data]);
        let done = scratch.done(command.envs(environment.iter().copied()).output().expect("it runs"));
        assert_eq!(done.code, 0, "{}", done.err);
        done.out
    };
    let before = export("data", &[]);
    assert!(before.lines().count() > 20_000);
    assert!(killed_until_done(&scratch, "postgresql", "data") > 2);
    assert_eq!(export("data", &[("SUBROSA_POSTGRES_URL", &url)]), before);
    assert!(killed_until_done(&scratch, "sqlite", "back") > 2);
    assert_eq!(export("back", &[]), before);
    scratch.ok(&["doctor", "--data", "back"]);
}
