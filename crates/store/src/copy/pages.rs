//! Copies the rows, page by page; while one page is written the next is read.
//!
//! Never: rows without the note of how far they bring it, in one transaction; a transaction without a bound in bytes.

use std::sync::Arc;

use super::progress::{Report, Stage, Told};
use super::record::{Datum, Record};
use super::state::Position;
use super::tables::{GROUP, TABLES, Table};
use super::{CopyError, state};
use crate::value::Value;
use crate::{Db, Error, Tx};

/// A transaction on the target ends before it has more than this, unless one row has.
const BYTES: usize = 4 * 1024 * 1024;

/// The values of a key's columns; none before the first row.
pub(super) type Key = Vec<Datum>;

impl Table {
    pub(super) fn key_of(&self, row: &Record) -> Key {
        row.0.iter().take(self.key.len()).cloned().collect()
    }
}

/// The rows after a key.
pub(super) async fn read_page(tx: &mut Tx<'_>, table: &'static Table, after: &[Datum]) -> Result<Vec<Record>, Error> {
    let params: Vec<Value<'_>> = after.iter().map(Value::from).chain([Value::Integer(table.page)]).collect();
    tx.fetch(if after.is_empty() { table.first() } else { table.next() }, &params).await
}

async fn page_of(db: &Db, table: &'static Table, after: Key) -> Result<Vec<Record>, CopyError> {
    db.read(async move |tx| read_page(tx, table, &after).await).await.map_err(CopyError::Source)
}

async fn insert(tx: &mut Tx<'_>, table: &'static Table, rows: &[Record]) -> Result<(), Error> {
    let (groups, rest) = rows.as_chunks::<GROUP>();
    let groups: Vec<Vec<Value<'_>>> =
        groups.iter().map(|group| group.iter().flat_map(|row| &row.0).map(Value::from).collect()).collect();
    let rest: Vec<Vec<Value<'_>>> = rest.iter().map(|row| row.0.iter().map(Value::from).collect()).collect();
    tx.execute_many(table.insert_group(), &groups).await?;
    tx.execute_many(table.insert(), &rest).await
}

/// Ends of the parts of a page that each fit into one transaction.
fn parts(rows: &[Record]) -> Vec<usize> {
    let (mut ends, mut bytes) = (Vec::new(), 0);
    for (index, row) in rows.iter().enumerate() {
        if bytes > 0 && bytes + row.bytes() > BYTES {
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
        let mut page = page_of(self.source, table, after).await?;
        while let Some(last) = page.last() {
            let last = table.key_of(last);
            let rows = page.len() as u64;
            let source = self.source;
            let (written, next) = tokio::join!(self.page(table, page.into()), page_of(source, table, last));
            written?;
            page = next?;
            told.step(Stage::Copying, table, rows);
        }
        Ok(())
    }

    async fn page(&mut self, table: &'static Table, rows: Arc<[Record]>) -> Result<(), CopyError> {
        let mut begin = 0;
        for end in parts(&rows) {
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
        let row = |bytes: usize| Record(vec![Datum::Blob(vec![0; bytes])]);
        assert_eq!(parts(&[row(1), row(1)]), [2]);
        assert_eq!(parts(&[row(BYTES), row(1), row(1), row(BYTES), row(BYTES)]), [1, 3, 4, 5]);
        assert_eq!(parts(&[row(2 * BYTES)]), [1]);
    }
}
