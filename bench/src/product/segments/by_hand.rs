//! The same questions in SQL, written by hand, on the same database while the server runs.

use std::path::Path;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use rusqlite::{Connection, OpenFlags};

use crate::Failure;

const QUESTIONS: &str = include_str!("by_hand.sql");
const DAY: i64 = 86_400_000_000;

/// The statement of a rule.
fn question(name: &str) -> Result<&'static str, Failure> {
    let mut all = QUESTIONS.split("--: ").skip(1).filter_map(|one| one.split_once('\n'));
    let found = all.find(|(called, _)| called.trim() == name).map(|(_, sql)| sql);
    found.ok_or_else(|| format!("no question {name:?} by hand").into())
}

/// Microseconds of a rule's question, and what it comes to.
///
/// # Errors
/// When the database refuses it.
pub(crate) fn ask(folder: &Path, brand: i64, name: &str, time: Duration) -> Result<(Histogram<u64>, u64), Failure> {
    let database = Connection::open_with_flags(folder.join("subrosa.db"), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    // As much room as the server's readers have.
    database.pragma_update(None, "cache_size", -65_536)?;
    let mut statement = database.prepare(question(name)?)?;
    let (begun, mut took, mut found) = (Instant::now(), Histogram::<u64>::new(3)?, 0);
    while took.len() < 3 || begun.elapsed() < time {
        let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        let now = i64::try_from(now.as_micros())?;
        let asked = Instant::now();
        // Not every question asks for all of them.
        let parameters = [(":brand", brand), (":now", now), (":day", DAY)];
        for (parameter, value) in parameters {
            if let Some(index) = statement.parameter_index(parameter)? {
                statement.raw_bind_parameter(index, value)?;
            }
        }
        let count: i64 = {
            let mut rows = statement.raw_query();
            rows.next()?.ok_or("a count is a row")?.get(0)?
        };
        took.record(u64::try_from(asked.elapsed().as_micros())?.max(1))?;
        found = u64::try_from(count)?;
    }
    Ok((took, found))
}
