//! Orders of a piece: what they would change, and the change.

use std::collections::HashSet;

use subrosa_messaging::Error;
use subrosa_proto::import::ImportedPiece;
use subrosa_proto::limits::ORDERS_AT_ONCE;
use subrosa_proto::{AccountId, OrderId};
use subrosa_sheet::Row;
use subrosa_store::orders::SavedOrder;
use subrosa_store::{Tx, accounts, orders};

use super::columns::Columns;
use super::fields::OrderField;
use super::order_rows::{Manner, Unsaid, groups, order, reference_of};
use super::tally::{Outcome, add, number_of};
use crate::Engage;
use crate::orders::check::check;
use crate::orders::save::write;

/// How orders are read from rows.
pub(super) struct Reading {
    pub(super) columns: Columns<OrderField>,
    pub(super) manner: Manner,
}

impl Reading {
    /// How many of these rows are those of whole orders, when more of the file follows: the last order may go on.
    pub(super) fn whole(&self, rows: &[Row]) -> usize {
        rows.len() - groups(&self.columns, rows).last().map_or(0, |rows| rows.len())
    }
}

impl Engage {
    /// Brings orders in, or says what would become of them. Each is kept whole or refused alone; some of them are one transaction.
    pub(super) async fn import_orders(
        &self,
        brand: AccountId,
        (reading, is_dry_run): (&Reading, bool),
        rows: &[Row],
        piece: &mut ImportedPiece,
    ) -> Result<(), Error> {
        let all = groups(&reading.columns, rows);
        // What stands further down counts.
        let (mut below, mut is_last) = (HashSet::new(), vec![true; all.len()]);
        for (place, rows) in all.iter().enumerate().rev() {
            let reference = reference_of(&reading.columns, rows);
            is_last[place] = reference.is_empty() || below.insert(reference);
        }
        let mut told: Vec<(u32, SavedOrder)> = Vec::new();
        for (rows, is_last) in all.into_iter().zip(is_last) {
            let line = rows.first().map_or(0, |row| row.line);
            if !is_last {
                add(piece, line, Outcome::Repeated);
                continue;
            }
            let read = order(&reading.columns, &reading.manner, rows);
            match read.and_then(|order| check(OrderId::new(self.messaging.next_id()), order)) {
                Ok(order) => {
                    piece.seen.push(number_of(&order.reference));
                    told.push((line, order));
                }
                Err(why) => add(piece, line, Outcome::Refused(why)),
            }
        }
        let unsaid = Unsaid::by(&reading.columns);
        for some in told.chunks(ORDERS_AT_ONCE) {
            let (lines, orders): (Vec<u32>, Vec<SavedOrder>) = some.iter().cloned().unzip();
            let outcomes = if is_dry_run {
                let compared = self.messaging.db().read(async move |tx| compare(tx, brand, unsaid, orders).await);
                compared.await.map_err(Error::from)?.into_iter().map(|(outcome, _)| outcome).collect()
            } else {
                self.write_orders(brand, unsaid, orders).await?
            };
            for (line, outcome) in lines.into_iter().zip(outcomes) {
                add(piece, line, outcome);
            }
        }
        Ok(())
    }

    async fn write_orders(
        &self,
        brand: AccountId,
        unsaid: Unsaid,
        orders: Vec<SavedOrder>,
    ) -> Result<Vec<Outcome>, Error> {
        let written = self.messaging.db().write(async move |tx| {
            // What is compared is what is written onto.
            accounts::lock(tx, brand).await?;
            let compared = compare(tx, brand, unsaid, orders).await?;
            let (outcomes, orders): (Vec<Outcome>, Vec<SavedOrder>) = compared.into_iter().unzip();
            let changed = orders.into_iter().enumerate();
            let changed = changed.filter(|(place, _)| matches!(outcomes[*place], Outcome::Created | Outcome::Updated));
            let (_, contacts) = write(tx, brand, changed.collect()).await?;
            Ok::<_, Error>((outcomes, contacts))
        });
        let (outcomes, contacts) = written.await?;
        // They are kept; that someone learns of it later than now harms nothing.
        let _missed = self.messaging.contacts_changed(&contacts).await;
        Ok(outcomes)
    }
}

/// What each would change, and the order as it would be then.
async fn compare(
    tx: &mut Tx<'_>,
    brand: AccountId,
    unsaid: Unsaid,
    orders: Vec<SavedOrder>,
) -> Result<Vec<(Outcome, SavedOrder)>, subrosa_store::Error> {
    let references: Vec<&str> = orders.iter().map(|order| order.reference.as_str()).collect();
    let known = orders::whole(tx, brand, &references).await?;
    let compared = orders.into_iter().zip(known).map(|(mut order, known)| {
        let Some(known) = known else { return (Outcome::Created, order) };
        unsaid.fill(&mut order, &known);
        let outcome = if order == known {
            Outcome::Unchanged
        } else if known.order.updated_at > order.order.updated_at {
            Outcome::Stale
        } else {
            Outcome::Updated
        };
        (outcome, order)
    });
    Ok(compared.collect())
}
