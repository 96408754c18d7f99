//! Copies the rows, some at a time; while some are written the next are read.
//!
//! Never: rows without the note of how far they bring it, in one transaction; a transaction without a bound in bytes.

use std::sync::Arc;

use super::progress::{Report, Stage, Told};
use super::record::{Datum, Key, Record};
use super::state::Position;
use super::table::{GROUP, Table};
use super::tables::TABLES;
use super::{CopyError, state};
use crate::value::Value;
use crate::{Db, Error, Tx};

/// How much goes over in one transaction at most.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    pub rows: usize,
    /// One row may have more.
    pub bytes: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { rows: 10_000, bytes: 8 * 1024 * 1024 }
    }
}

impl Table {
    pub(super) fn key_of(&self, row: &Record) -> Key {
        row.0.iter().take(self.key.len()).cloned().collect()
    }
}

/// The rows after a key, so many at most.
pub(super) async fn read_page(
    tx: &mut Tx<'_>,
    table: &'static Table,
    after: &[Datum],
    limit: usize,
) -> Result<Vec<Record>, Error> {
    let limit = Value::Integer(i64::try_from(limit).unwrap_or(i64::MAX));
    let params: Vec<Value<'_>> = after.iter().map(Value::from).chain([limit]).collect();
    tx.fetch(if after.is_empty() { table.first() } else { table.next() }, &params).await
}

/// Pages after a key until there is enough for a transaction, or no more: short rows come by the thousand and long ones do not fill
/// the memory.
async fn gather(db: &Db, table: &'static Table, after: Key, bounds: Bounds) -> Result<Vec<Record>, CopyError> {
    let (mut rows, mut bytes, mut after): (Vec<Record>, usize, Key) = (Vec::new(), 0, after);
    loop {
        let limit = table.page.min(bounds.rows.max(1) - rows.len());
        let from = after.clone();
        let page =
            db.read(async move |tx| read_page(tx, table, &from, limit).await).await.map_err(CopyError::Source)?;
        let ended = page.len() < limit;
        bytes += page.iter().map(Record::bytes).sum::<usize>();
        after = page.last().map_or(after, |row| table.key_of(row));
        rows.extend(page);
        if ended || bytes >= bounds.bytes || rows.len() >= bounds.rows {
            return Ok(rows);
        }
    }
}

async fn insert(tx: &mut Tx<'_>, table: &'static Table, rows: &[Record]) -> Result<(), Error> {
    let (groups, rest) = rows.as_chunks::<GROUP>();
    let groups: Vec<Vec<Value<'_>>> =
        groups.iter().map(|group| group.iter().flat_map(|row| &row.0).map(Value::from).collect()).collect();
    let rest: Vec<Vec<Value<'_>>> = rest.iter().map(|row| row.0.iter().map(Value::from).collect()).collect();
    tx.execute_many(table.insert_group(), &groups).await?;
    tx.execute_many(table.insert(), &rest).await
}

/// Ends of the parts of some rows that each fit into one transaction.
fn parts(rows: &[Record], most: usize) -> Vec<usize> {
    let (mut ends, mut bytes) = (Vec::new(), 0);
    for (index, row) in rows.iter().enumerate() {
        if bytes > 0 && bytes + row.bytes() > most {
            ends.push(index);
            bytes = 0;
        }
        bytes += row.bytes();
    }
    ends.push(rows.len());
    ends
}

/// A copy under way.
pub(super) struct Copying<'d> {
    pub(super) source: &'d Db,
    pub(super) target: &'d Db,
    pub(super) position: Position,
    pub(super) bounds: Bounds,
}

impl Copying<'_> {
    /// Copies what is not there yet; where it stands at the end.
    pub(super) async fn run(mut self, told: &mut Told<impl Report>) -> Result<Position, CopyError> {
        let begin = match &self.position.table {
            Some(name) => TABLES.iter().position(|table| table.name == *name).ok_or(CopyError::OtherCopy)?,
            None => return Ok(self.position),
        };
        told.step(Stage::Copying, &TABLES[begin], self.position.rows);
        for table in &TABLES[begin..] {
            self.table(table, told).await?;
        }
        let end = Position { table: None, after: Key::new(), ..self.position.clone() };
        self.write(&TABLES[begin], Arc::default(), 0, 0, end).await?;
        Ok(self.position)
    }

    async fn table(&mut self, table: &'static Table, told: &mut Told<impl Report>) -> Result<(), CopyError> {
        let after =
            if self.position.table.as_deref() == Some(table.name) { self.position.after.clone() } else { Key::new() };
        let mut rows = gather(self.source, table, after, self.bounds).await?;
        while let Some(last) = rows.last() {
            let last = table.key_of(last);
            let count = rows.len() as u64;
            let next = gather(self.source, table, last, self.bounds);
            let (written, next) = tokio::join!(self.rows(table, rows.into()), next);
            written?;
            rows = next?;
            told.step(Stage::Copying, table, count);
        }
        Ok(())
    }

    async fn rows(&mut self, table: &'static Table, rows: Arc<[Record]>) -> Result<(), CopyError> {
        let mut begin = 0;
        for end in parts(&rows, self.bounds.bytes) {
            let Some(last) = rows.get(end.wrapping_sub(1)) else { continue };
            let next = Position {
                table: Some(table.name.to_owned()),
                after: table.key_of(last),
                rows: self.position.rows + (end - begin) as u64,
                ..self.position
            };
            self.write(table, Arc::clone(&rows), begin, end, next).await?;
            begin = end;
        }
        Ok(())
    }

    /// Writes some rows and where that brings the copy.
    async fn write(
        &mut self,
        table: &'static Table,
        rows: Arc<[Record]>,
        begin: usize,
        end: usize,
        next: Position,
    ) -> Result<(), CopyError> {
        let (before, after) = (self.position.clone(), next.clone());
        let written = self.target.write(async move |tx| {
            // First, because it also holds up another process that does the same.
            if !state::advance(tx, &before, &after).await? {
                return Ok::<_, Error>(false);
            }
            insert(tx, table, rows.get(begin..end).unwrap_or_default()).await?;
            Ok(true)
        });
        match written.await.map_err(CopyError::Target)? {
            true => self.position = next,
            false => return Err(CopyError::Raced),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_page_are_bounded_and_whole() {
        const MOST: usize = 1_000;
        let row = |bytes: usize| Record(vec![Datum::Blob(vec![0; bytes])]);
        assert_eq!(parts(&[row(1), row(1)], MOST), [2]);
        assert_eq!(parts(&[row(MOST), row(1), row(1), row(MOST), row(MOST)], MOST), [1, 3, 4, 5]);
        assert_eq!(parts(&[row(2 * MOST)], MOST), [1]);
    }
}
