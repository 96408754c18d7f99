//! A store moved to PostgreSQL and back by the command line, also when it is killed again and again.

use std::process::Stdio;
use std::time::Duration;

use subrosa_proto::sync::Epoch;
use subrosa_proto::{AccountId, ClientId, ConversationId, EventId, Timestamp};
use subrosa_store::accounts::NewAccount;
use subrosa_store::conversations::Head;
use subrosa_store::events::NewMessage;
use subrosa_store::members::{Marks, Member};
use subrosa_store::{Db, Error, Folder, Options, Tx, accounts, conversations, counters, events, members};
use subrosa_testkit::postgres::{Postgres, Sync};
use uuid::Uuid;

use crate::scratch::{Done, Scratch, assert_seen};
use crate::server::{Server, lines};

const SETTINGS: &str = "postgres.toml";
/// In the store of [`write_much`].
const PEOPLE: usize = 41;

/// A PostgreSQL, and a file of settings that names it.
fn postgres(scratch: &Scratch) -> Postgres {
    let postgres = Postgres::start(Sync::No).expect("a PostgreSQL");
    scratch.write(SETTINGS, format!("postgres.url = '{}'\n", postgres.url()));
    postgres
}

fn migrate(scratch: &Scratch, to: &str, data: &str) -> Done {
    scratch.run(&["migrate-store", "--to", to, "--data", data, "--config", SETTINGS])
}

/// Everything of some people, from the store of a folder or of its settings.
fn exports(scratch: &Scratch, data: &str, environment: &[(&str, &str)]) -> String {
    let store = Seen { data, environment };
    let listed = store.run(scratch, &["account", "list", "--json"]).out;
    // Of so many accounts each ninth will do: an export is a process of its own.
    let handles = listed.lines().step_by(9).map(|line| {
        let account: serde_json::Value = serde_json::from_str(line).expect("JSON");
        account["handle"].as_str().expect("a handle").to_owned()
    });
    let all: String = handles.map(|handle| store.run(scratch, &["export", &handle]).out).collect();
    assert!(!all.is_empty(), "nobody is in {data}");
    all
}

/// How many rows were moved, as it was told: "moved 1,320 rows to …".
fn rows(done: &Done) -> &str {
    done.out.split(' ').nth(1).expect("a number")
}

#[test]
fn there_and_back() {
    let scratch = Scratch::new();
    scratch.ok(&["demo"]);
    let before = exports(&scratch, "data", &[]);
    let postgres = postgres(&scratch);
    let there = migrate(&scratch, "postgresql", "data");
    assert_seen!("migrate_to_postgresql", there);
    assert_seen!("migrate_again", migrate(&scratch, "postgresql", "data"));

    // What is left in the folder is not served, and says so.
    assert_seen!("moved_away", scratch.run(&["serve", "--listen", "127.0.0.1:0"]));
    let doctor = scratch.run(&["doctor"]);
    assert!(doctor.code == 5 && doctor.out.contains("moved to PostgreSQL"), "{}", doctor.out);
    let url = postgres.url();
    let on_postgres: &[(&str, &str)] = &[("SUBROSA_POSTGRES_URL", &url)];
    assert_eq!(exports(&scratch, "data", on_postgres), before);
    let server = Server::start(&scratch, on_postgres);
    assert_eq!(server.get("/readyz").0, 200);
    server.stop();

    let into_the_old = migrate(&scratch, "sqlite", "data");
    assert_seen!("migrate_into_the_old_folder", into_the_old);
    let back = migrate(&scratch, "sqlite", "back");
    assert_seen!("migrate_to_sqlite", back);
    assert_eq!(rows(&back), rows(&there));
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
    assert_eq!(result["tables"]["accounts"], 445);
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
            kind: subrosa_proto::account::AccountKind::Person,
            created_at: Timestamp::from_milliseconds(number),
        };
        accounts::insert(tx, &new).await?;
    }
    for talk in 1..=40 {
        let conversation = ConversationId::new(10_000 + talk);
        conversations::insert(
            tx,
            conversation,
            subrosa_proto::conversation::ConversationKind::Direct,
            (account(0), account(talk)),
            Timestamp::from_milliseconds(1),
        )
        .await?;
        let messages: Vec<_> = (1..=500)
            .map(|seq| NewMessage {
                id: EventId::new(1_000_000 + 1_000 * seq + talk),
                conversation,
                seq,
                author: account(0),
                client_id: ClientId(Uuid::from_u128(seq.unsigned_abs().into())),
                at: Timestamp::from_milliseconds(seq),
                numbers: [talk, 0],
                body: br#"{"v":1,"text":"a text of about the length that people write to each other"}"#,
            })
            .collect();
        events::insert_many(tx, &messages).await?;
        let head = Head { conversation, head: 500, activity: Timestamp::from_milliseconds(500) };
        conversations::set_heads(tx, &[head]).await?;
        let number = counters::take(tx, account(0), 1).await?;
        let marks = Marks { number, ..Marks::default() };
        members::update_many(tx, &[Member { account: account(0), conversation, marks }]).await?;
    }
    Ok(())
}

/// A store, as the commands see it: a data folder, and what else they need to find it.
#[derive(Clone, Copy)]
struct Seen<'a> {
    data: &'a str,
    environment: &'a [(&'a str, &'a str)],
}

impl Seen<'_> {
    fn run(&self, scratch: &Scratch, arguments: &[&str]) -> Done {
        let mut command = scratch.command(&[arguments, &["--data", self.data]].concat());
        scratch.done(command.envs(self.environment.iter().copied()).output().expect("it runs"))
    }

    /// How many people are in it; none when it is not to be used.
    fn people(&self, scratch: &Scratch) -> Option<usize> {
        let listed = self.run(scratch, &["account", "list", "--json"]);
        match listed.code {
            0 => Some(listed.out.lines().count()),
            4 => None,
            _ => panic!("{}", listed.err),
        }
    }

    fn export(&self, scratch: &Scratch) -> String {
        let done = self.run(scratch, &["export", "someone0"]);
        assert_eq!(done.code, 0, "{}", done.err);
        done.out
    }
}

/// Runs the command and kills it each time a little later, until it comes to its end; how often it was killed. The two stores are
/// never both in use, and the target never in part.
fn killed_until_done(scratch: &Scratch, to: &str, data: &str, source: Seen<'_>, target: Seen<'_>) -> u64 {
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
        match (target.people(scratch), source.people(scratch)) {
            (None | Some(0), None | Some(PEOPLE)) | (Some(PEOPLE), None) => {}
            seen => panic!("the target and the source have {seen:?} people"),
        }
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
    let first = Seen { data: "data", environment: &[] };
    let second = Seen { data: "for-commands", environment: &[("SUBROSA_POSTGRES_URL", &url)] };
    let last = Seen { data: "back", environment: &[] };
    let before = first.export(&scratch);
    assert!(before.lines().count() > 20_000);
    let killed = killed_until_done(&scratch, "postgresql", "data", first, second);
    assert!(killed > 2, "killed {killed} times");
    assert_eq!(second.export(&scratch), before);
    let killed = killed_until_done(&scratch, "sqlite", "back", second, last);
    assert!(killed > 2, "killed {killed} times");
    assert_eq!(last.export(&scratch), before);
    scratch.ok(&["doctor", "--data", "back"]);
}
