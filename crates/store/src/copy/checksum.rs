//! A table in a few bytes: how many rows, and the sum of their digests. It does not depend on the order of the rows, because the two
//! databases order texts in different ways.

use super::CopyError;
use super::pages::{Bounds, read_page};
use super::progress::{Report, Stage, Told};
use super::record::{Key, Record};
use super::table::Table;
use crate::{Db, Error};

/// What a table or a page of it comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    pub rows: u64,
    digests: u128,
}

impl Sum {
    /// Of something that is compared in another way.
    pub(super) const fn rows_only(rows: u64) -> Self {
        Self { rows, digests: 0 }
    }

    fn of(rows: &[Record]) -> Self {
        rows.iter().fold(Self::default(), |sum, row| sum.and(Self { rows: 1, digests: row.digest() }))
    }

    const fn and(self, other: Self) -> Self {
        Self { rows: self.rows + other.rows, digests: self.digests.wrapping_add(other.digests) }
    }
}

/// The part of a table that has been read.
struct Reading<'d> {
    db: &'d Db,
    table: &'static Table,
    /// Rows of a page.
    page: usize,
    sum: Sum,
    after: Key,
    ended: bool,
}

impl<'d> Reading<'d> {
    fn new(db: &'d Db, table: &'static Table, page: usize) -> Self {
        Self { db, table, page, sum: Sum::default(), after: Vec::new(), ended: false }
    }

    /// Reads one page more.
    async fn go_on(&mut self) -> Result<(), Error> {
        if self.ended {
            return Ok(());
        }
        let (table, page, after) = (self.table, self.page, self.after.clone());
        // Summed up where it is read, beside what the other side does.
        let read = self.db.read(async move |tx| {
            let rows = read_page(tx, table, &after, page).await?;
            let last = rows.last().map(|row| table.key_of(row));
            Ok::<_, Error>((Sum::of(&rows), last))
        });
        let (sum, last) = read.await?;
        self.sum = self.sum.and(sum);
        self.ended = sum.rows < page as u64;
        if let Some(last) = last {
            self.after = last;
        }
        Ok(())
    }
}

/// Reads a table on both sides; how many rows it has when it is the same.
pub(super) async fn compare(
    source: &Db,
    target: &Db,
    table: &'static Table,
    bounds: Bounds,
    told: &mut Told<impl Report>,
) -> Result<u64, CopyError> {
    let page = table.page.min(bounds.rows.max(1));
    let (mut here, mut there) = (Reading::new(source, table, page), Reading::new(target, table, page));
    while !(here.ended && there.ended) {
        let before = here.sum.rows;
        let (read_here, read_there) = tokio::join!(here.go_on(), there.go_on());
        read_here.map_err(CopyError::Source)?;
        read_there.map_err(CopyError::Target)?;
        told.step(Stage::Comparing, table, here.sum.rows - before);
    }
    if here.sum == there.sum {
        Ok(here.sum.rows)
    } else {
        Err(CopyError::Differs { table: table.name, source_sum: here.sum, target_sum: there.sum })
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::Datum;
    use super::*;

    #[test]
    fn the_order_does_not_matter_and_everything_else_does() {
        let row = |number| Record(vec![Datum::Integer(number), Datum::Text("same".to_owned())]);
        assert_eq!(Sum::of(&[row(1), row(2), row(3)]), Sum::of(&[row(3)]).and(Sum::of(&[row(2), row(1)])));
        assert_ne!(Sum::of(&[row(1), row(2)]), Sum::of(&[row(1), row(3)]));
        assert_ne!(Sum::of(&[row(1)]), Sum::of(&[row(1), row(1)]));
    }
}
