//! Orders, as far as they are added up.

use subrosa_proto::{ConversationId, Timestamp};

use super::runs::Runs;
use super::slots::Slots;

/// One order that was not cancelled. Amounts are in the currency's smallest unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRow {
    pub placed_at: Timestamp,
    /// ISO 4217.
    pub currency: String,
    /// What was paid, less what was given back.
    pub value: i64,
    pub refunded: i64,
}

/// The same, with the currency by its place among those that occur.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub(super) at: Timestamp,
    pub(super) value: i64,
    pub(super) refunded: i64,
    pub(super) currency: u32,
}

#[derive(Debug)]
pub(super) struct Orders {
    pub(super) runs: Runs<Placed>,
    pub(super) currencies: Vec<String>,
}

impl Orders {
    pub(super) fn of(slots: &Slots, rows: Vec<(ConversationId, OrderRow)>) -> Self {
        let mut currencies = Vec::new();
        let placed = rows.into_iter().map(|(contact, row)| (contact, placed(&mut currencies, row))).collect();
        Self { runs: Runs::of(slots, placed), currencies }
    }

    pub(super) fn set(&mut self, slot: usize, rows: Vec<OrderRow>) {
        let placed: Vec<Placed> = rows.into_iter().map(|row| placed(&mut self.currencies, row)).collect();
        self.runs.set(slot, &placed);
    }

    /// The place of a currency; of one that does not occur, none.
    pub(super) fn currency(&self, wanted: &str) -> Option<u32> {
        let place = self.currencies.iter().position(|known| known == wanted)?;
        u32::try_from(place).ok()
    }

    pub(super) fn bytes(&self) -> usize {
        self.runs.bytes()
    }
}

fn placed(currencies: &mut Vec<String>, row: OrderRow) -> Placed {
    let OrderRow { placed_at, currency, value, refunded } = row;
    let place = currencies.iter().position(|known| *known == currency).unwrap_or_else(|| {
        currencies.push(currency);
        currencies.len() - 1
    });
    Placed { at: placed_at, value, refunded, currency: u32::try_from(place).unwrap_or(u32::MAX) }
}
