//! The checks of the machine, the data folder and the store.

use std::os::unix::fs::MetadataExt;
use std::path::Path;

use indicatif::HumanBytes;
use rustix::fs::statvfs;
use rustix::process::{Resource, geteuid, getrlimit};
use subrosa_proto::{Clock, Timestamp};
use subrosa_store::{Error, Folder, PostgresContents, PostgresOptions, integrity, postgres_contents};

use super::finding::Finding;
use super::looking::look;
use crate::machine::SystemClock;
use crate::operator::{Request, ask, is_running};
use crate::output::moment;

const MIB: u64 = 1024 * 1024;
/// Less free room than this stops the server soon…
const NO_ROOM: u64 = 64 * MIB;
/// …and less than this should be looked at.
const LITTLE_ROOM: u64 = 1024 * MIB;
/// Fewer open files than this are too few for more than a handful of people.
const FEW_FILES: u64 = 1_024;
/// 2026-01-01: a clock before it was never set.
const SUBROSA_EXISTS: Timestamp = Timestamp::from_milliseconds(1_767_225_600_000);
/// How far the store may be ahead of the clock.
const TOLERANCE_SECONDS: i64 = 300;

/// What to do about a store that is not to be served because of a move.
const MOVED: &str = "serve it there; if that place was given up, `subrosa new-epoch` takes this store into use again";
const UNFINISHED: &str = "run `subrosa migrate-store` again, or empty this place: it never was whole";

/// The data folder is there, and is this user's alone.
pub(super) fn folder(data: &Path) -> Finding {
    const CHECK: &str = "data folder";
    let shown = data.display();
    let found = match std::fs::metadata(data) {
        Ok(found) => found,
        Err(error) => {
            return Finding::fail(CHECK, format!("{shown}: {error}"), "check --data; `subrosa serve` makes the folder");
        }
    };
    let user = geteuid().as_raw();
    if !found.is_dir() {
        Finding::fail(CHECK, format!("{shown} is not a folder"), "check --data")
    } else if found.uid() != user && user != 0 {
        Finding::fail(
            CHECK,
            format!("{shown} belongs to user {}, this is user {user}", found.uid()),
            "run as its owner, with `sudo -u`",
        )
    } else if found.mode() & 0o077 != 0 {
        let what = format!("{shown} can be entered by other users (mode {:o})", found.mode() & 0o777);
        Finding::warn(CHECK, what, "close it: chmod 700")
    } else {
        Finding::ok(CHECK, format!("{shown} is private"))
    }
}

/// There is room on the disk.
pub(super) fn disk(data: &Path) -> Finding {
    const CHECK: &str = "disk";
    let room = match statvfs(data) {
        Ok(disk) => disk.f_bavail.saturating_mul(disk.f_frsize),
        Err(error) => return Finding::fail(CHECK, format!("its room can't be read: {error}"), "check the disk"),
    };
    let used = std::fs::metadata(Folder::database_in(data)).map_or(0, |file| file.len());
    let found = format!("{} free, the store has {}", HumanBytes(room), HumanBytes(used));
    if room < NO_ROOM {
        Finding::fail(CHECK, found, "make room: without any, messages are refused until there is some")
    } else if room < LITTLE_ROOM {
        Finding::warn(CHECK, found, "make room before it is used up")
    } else {
        Finding::ok(CHECK, found)
    }
}

/// The system lets the server open enough sockets.
pub(super) fn open_files() -> Finding {
    const CHECK: &str = "open files";
    match getrlimit(Resource::Nofile).maximum {
        Some(most) if most <= FEW_FILES => Finding::warn(
            CHECK,
            format!("at most {most}, and each socket is one"),
            "raise the limit: LimitNOFILE= in the systemd unit, or ulimit -n",
        ),
        Some(most) => Finding::ok(CHECK, format!("at most {most}")),
        None => Finding::ok(CHECK, "no limit"),
    }
}

/// A server that uses the folder answers.
pub(super) fn server(data: &Path) -> Finding {
    const CHECK: &str = "server";
    if !is_running(data) {
        return Finding::ok(CHECK, "none runs on this folder");
    }
    let mut found = String::new();
    let asked = ask(data, Request::Status, |status| {
        let version = status["version"].as_str().unwrap_or("?");
        found = format!("version {version} answers, {} sessions are open", status["sessions"]);
        Ok(())
    });
    match asked {
        Ok(()) => Finding::ok(CHECK, found),
        Err(failure) => Finding::fail(CHECK, failure.what(), "see its log; it may have to be restarted"),
    }
}

/// The store can be read by this version, agrees with the clock, and is whole.
pub(super) fn store(data: &Path, quick: bool) -> Vec<Finding> {
    const CHECK: &str = "store";
    if !Folder::database_in(data).exists() {
        return vec![Finding::ok(CHECK, "there is none yet"), clock(SystemClock.now(), None)];
    }
    let contents = match integrity::contents(data) {
        Ok(contents) => contents,
        Err(error) => {
            let advice = match error {
                Error::Newer { .. } => "use the version of Subrosa that wrote the data, or a later one",
                Error::Moved(_) => MOVED,
                Error::Unfinished => UNFINISHED,
                _ => "keep a copy of the folder and restore a backup into an empty folder",
            };
            return vec![Finding::fail(CHECK, error.to_string(), advice)];
        }
    };
    let mut findings = vec![
        Finding::ok(CHECK, format!("schema {}", contents.schema)),
        clock(SystemClock.now(), contents.newest_activity),
    ];
    if !quick {
        findings.extend(whole(data));
    }
    findings
}

/// The database can be reached, and read by this version.
pub(super) fn postgres(options: &PostgresOptions) -> Vec<Finding> {
    const CHECK: &str = "PostgreSQL";
    let found = match look(postgres_contents(options), Error::Unavailable) {
        Ok(PostgresContents { version, schema: None }) => Finding::ok(CHECK, format!("{version}, holds no store yet")),
        Ok(PostgresContents { version, schema: Some(schema) }) => {
            Finding::ok(CHECK, format!("{version}, schema {schema}"))
        }
        Err(error @ Error::Newer { .. }) => {
            Finding::fail(CHECK, error.to_string(), "use the version of Subrosa that wrote the data, or a later one")
        }
        Err(error @ Error::Moved(_)) => Finding::fail(CHECK, error.to_string(), MOVED),
        Err(error @ Error::Unfinished) => Finding::fail(CHECK, error.to_string(), UNFINISHED),
        Err(error) => Finding::fail(CHECK, error.to_string(), "check that it runs, and `postgres.url`"),
    };
    vec![found, clock(SystemClock.now(), None)]
}

/// The clock is set, and not behind what the store has seen.
fn clock(now: Timestamp, newest: Option<Timestamp>) -> Finding {
    const CHECK: &str = "clock";
    const SET: &str =
        "set the clock, and keep it set by NTP; the order of messages does not depend on it, their times do";
    let shown = moment(now);
    match newest {
        _ if now < SUBROSA_EXISTS => Finding::fail(CHECK, format!("it says {shown}"), SET),
        Some(newest) if newest > now.plus_seconds(TOLERANCE_SECONDS) => {
            Finding::warn(CHECK, format!("it says {shown}, the store has seen {}", moment(newest)), SET)
        }
        _ => Finding::ok(CHECK, shown),
    }
}

fn whole(data: &Path) -> Vec<Finding> {
    const ADVICE: &str =
        "stop the server, keep a copy of the folder, restore a backup into an empty folder, and report it";
    match integrity::check_folder(data) {
        Ok(checks) => checks
            .into_iter()
            .map(|check| match check.problems.as_slice() {
                [] => Finding::ok(check.check, "yes"),
                problems => Finding::fail(check.check, format!("no: {}", problems.join("; ")), ADVICE),
            })
            .collect(),
        Err(error) => vec![Finding::fail("store", error.to_string(), ADVICE)],
    }
}

#[cfg(test)]
mod tests {
    use super::super::finding::State;
    use super::*;

    #[test]
    fn a_clock_that_was_never_set_or_fell_back_is_noticed() {
        let now = SUBROSA_EXISTS.plus_seconds(86_400);
        assert_eq!(clock(now, Some(now)).state, State::Ok);
        assert_eq!(clock(now, Some(now.plus_seconds(3_600))).state, State::Warn);
        assert_eq!(clock(Timestamp::from_milliseconds(0), None).state, State::Fail);
    }
}
