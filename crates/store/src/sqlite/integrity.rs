//! Checks that a database is sound: the pages and indexes as SQLite sees them, and the logs as the sync contract
//! wants them. Reads only.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use subrosa_proto::Timestamp;

use super::connection::{APPLICATION_ID, refuse_foreign};
use super::statements;
use crate::copy::State;
use crate::{Error, Purpose, migrations};

/// One check and what it found wrong; nothing found means sound.
#[derive(Debug, Clone)]
pub struct Finding {
    pub check: &'static str,
    pub problems: Vec<String>,
}

/// What must hold in every store, as queries that return what breaks it.
const RULES: &[(&str, &str)] = &[
    (
        "every log is numbered 1, 2, 3… up to its head",
        "SELECT 'conversation ' || c.id || ': head ' || c.head || ', events ' || count(e.seq) || ', newest ' || coalesce(max(e.seq), 0)
         FROM conversations c LEFT JOIN events e ON e.conversation = c.id
         GROUP BY c.id HAVING count(e.seq) <> c.head OR coalesce(max(e.seq), 0) <> c.head OR coalesce(min(e.seq), 1) <> 1",
    ),
    (
        "every conversation has its two members",
        "SELECT 'conversation ' || c.id FROM conversations c
         WHERE (SELECT count(*) FROM members m WHERE m.conversation = c.id AND m.account IN (c.low, c.high)) <> 2",
    ),
    (
        "no change number is above its account's counter",
        "SELECT 'account ' || m.account FROM members m LEFT JOIN counters n ON n.account = m.account
         WHERE n.number IS NULL OR m.number > n.number GROUP BY m.account",
    ),
    (
        "no one has read or received what is not there",
        "SELECT 'account ' || m.account || ' in ' || m.conversation FROM members m JOIN conversations c ON c.id = m.conversation
         WHERE m.read_seq > c.head OR m.delivered_seq > c.head OR m.inbound_seq > c.head OR m.unread < 0",
    ),
];

fn open(path: &Path) -> Result<Connection, Error> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.execute_batch("PRAGMA query_only = TRUE; PRAGMA busy_timeout = 10000;")?;
    Ok(connection)
}

fn rows(connection: &Connection, sql: &str) -> Result<Vec<String>, Error> {
    let mut statement = connection.prepare(sql)?;
    let found = statement.query_map([], |row| row.get::<_, String>(0))?.take(20).collect::<Result<Vec<_>, _>>()?;
    Ok(found)
}

/// What a data folder holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contents {
    /// The number of its newest migration.
    pub schema: i64,
    /// When something last happened in any conversation.
    pub newest_activity: Option<Timestamp>,
}

/// Looks at the database of a data folder, also while a server uses it.
///
/// # Errors
/// [`Error::Corrupt`] when it is none of ours, [`Error::Newer`] when this version can't read it, [`Error::Moved`] or
/// [`Error::Unfinished`] when it is not to be served.
pub fn contents(folder: &Path) -> Result<Contents, Error> {
    let connection = open(&crate::Folder::database_in(folder))?;
    refuse_foreign(&connection)?;
    let number = |sql| connection.query_row(sql, [], |row| row.get::<_, Option<i64>>(0));
    let schema = number("SELECT max(number) FROM migrations")?.unwrap_or(0);
    if schema > migrations::newest() {
        return Err(Error::Newer { found: schema, known: migrations::newest() });
    }
    State::of(statements::fetch(&connection, State::FACTS, &[])?).refuse(Purpose::Use)?;
    let newest_activity = number("SELECT max(activity) FROM conversations")?.map(Timestamp::from_microseconds);
    Ok(Contents { schema, newest_activity })
}

/// Checks the database of a data folder, also while a server uses it. Takes time in proportion to its size.
///
/// # Errors
/// When the file can't be opened as a database at all.
pub fn check_folder(folder: &Path) -> Result<Vec<Finding>, Error> {
    let connection = open(&crate::Folder::database_in(folder))?;
    let mut pages = rows(&connection, "PRAGMA integrity_check(20)")?;
    pages.retain(|line| line != "ok");
    let mut findings = vec![Finding { check: "the file's pages and indexes are sound", problems: pages }];
    for (check, sql) in RULES {
        findings.push(Finding { check, problems: rows(&connection, sql)? });
    }
    Ok(findings)
}

/// Refuses a file that is not a sound database of ours.
///
/// # Errors
/// [`Error::Corrupt`] with what is wrong.
pub fn check_file(path: &Path) -> Result<(), Error> {
    if !path.is_file() {
        return Err(Error::Folder(format!("{} is not a file", path.display())));
    }
    let connection = open(path)?;
    let id: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if id != APPLICATION_ID {
        return Err(Error::Corrupt(format!("{} is not a copy of a Subrosa store", path.display())));
    }
    match rows(&connection, "PRAGMA quick_check(1)")?.first().map(String::as_str) {
        Some("ok") => Ok(()),
        found => Err(Error::Corrupt(found.unwrap_or("no answer").to_owned())),
    }
}
