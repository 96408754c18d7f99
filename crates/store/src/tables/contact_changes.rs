//! Which contacts of a brand have changed, and in what: a log that is kept for a while, for whoever holds something that follows from contacts. A
//! transaction gathers what it changes and writes it down as its last act, so each number commits in the order in which it was taken, nobody who
//! changes a contact can forget it, and what waits for the counter holds up nobody for long.
//!
//! Never: what someone was changed to. A change says where to look.

use std::collections::BTreeMap;

use subrosa_proto::{AccountId, ConversationId};

use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// Changes of a brand that are kept. Whoever is further behind looks at everything anew.
pub const KEPT: i64 = 20_000;
/// The old ones are removed this many at a time.
const AT_ONCE: i64 = 1_000;

/// What was changed of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct What(i64);

impl What {
    pub const NEW: Self = Self(1);
    pub const ATTRIBUTES: Self = Self(2);
    pub const CONSENTS: Self = Self(4);
    pub const EVENTS: Self = Self(8);
    pub const ORDERS: Self = Self(16);

    /// Both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether this is among it.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a transaction has changed so far.
#[derive(Default)]
pub(crate) struct Gathered(BTreeMap<AccountId, BTreeMap<ConversationId, What>>);

impl Gathered {
    /// Notes a change. Whom only the brand's systems know is no contact yet.
    pub(crate) fn note(&mut self, brand: AccountId, contact: ConversationId, what: What) {
        if contact.number() > 0 {
            let of_contact = self.0.entry(brand).or_default().entry(contact).or_default();
            *of_contact = of_contact.and(what);
        }
    }
}

/// Writes down what was gathered, brand by brand in rising order.
pub(crate) async fn write(tx: &mut Tx<'_>, Gathered(gathered): Gathered) -> Result<(), Error> {
    for (brand, contacts) in gathered {
        let count = i64::try_from(contacts.len()).unwrap_or(i64::MAX);
        let (newest,): (i64,) = tx
            .fetch_one(
                "INSERT INTO contact_counters (brand, number) VALUES ($1, $2)
                 ON CONFLICT (brand) DO UPDATE SET number = contact_counters.number + excluded.number RETURNING number",
                params![brand, count],
            )
            .await?;
        let rows: Vec<_> = (newest - count + 1..)
            .zip(contacts)
            .map(|(number, (contact, what))| values![brand, number, contact, what.0])
            .collect();
        tx.execute_many("INSERT INTO contact_changes (brand, number, contact, what) VALUES ($1, $2, $3, $4)", &rows)
            .await?;
        if newest / AT_ONCE != (newest - count) / AT_ONCE {
            tx.execute("DELETE FROM contact_changes WHERE brand = $1 AND number <= $2", params![brand, newest - KEPT])
                .await?;
        }
    }
    Ok(())
}

/// The number of a brand's newest change; 0 before the first.
pub async fn newest(tx: &mut Tx<'_>, brand: AccountId) -> Result<i64, Error> {
    let found: Option<(i64,)> =
        tx.fetch_optional("SELECT number FROM contact_counters WHERE brand = $1", params![brand]).await?;
    Ok(found.map_or(0, |(number,)| number))
}

/// A change: whose, and of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContactChange {
    pub number: i64,
    pub contact: ConversationId,
    pub what: What,
}

impl FromRow for ContactChange {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { number: row.get(0)?, contact: row.get(1)?, what: What(row.get(2)?) })
    }
}

/// A brand's changes behind a number, in order, so many at most. Nothing when some of them are not kept any more.
pub async fn since(
    tx: &mut Tx<'_>,
    brand: AccountId,
    number: i64,
    limit: u32,
) -> Result<Option<Vec<ContactChange>>, Error> {
    let found: Vec<ContactChange> = tx
        .fetch(
            "SELECT number, contact, what FROM contact_changes WHERE brand = $1 AND number > $2 ORDER BY number LIMIT $3",
            params![brand, number, limit],
        )
        .await?;
    let first = found.first().map_or(newest(tx, brand).await? + 1, |change| change.number);
    Ok((first == number + 1).then_some(found))
}
