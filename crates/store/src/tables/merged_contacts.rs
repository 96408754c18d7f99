//! Contacts that are one person. Whoever changes it holds the lock of the brand's account.

use subrosa_proto::{AccountId, ConversationId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// One contact of a person who has several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merged {
    pub contact: ConversationId,
    /// The same for all contacts of the person.
    pub person: i64,
    pub at: Timestamp,
    pub by: AccountId,
}

impl FromRow for Merged {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { contact: row.get(0)?, person: row.get(1)?, at: row.get(2)?, by: row.get(3)? })
    }
}

/// All contacts of the person who a contact is, itself among them; none where it stands alone.
pub async fn of(tx: &mut Tx<'_>, brand: AccountId, contact: ConversationId) -> Result<Vec<Merged>, Error> {
    // The inner query finds all that it needs in the index by person; a plain join reads all that a brand has merged.
    tx.fetch(
        "SELECT contact, person, merged_at, merged_by FROM merged_contacts
         WHERE brand = $1 AND contact IN
         (SELECT p.contact FROM merged_contacts m JOIN merged_contacts p ON p.brand = m.brand AND p.person = m.person
          WHERE m.brand = $1 AND m.contact = $2) ORDER BY contact",
        params![brand, contact],
    )
    .await
}

/// The persons who contacts are, one answer for each brand and contact; none where it stands alone.
pub async fn persons(tx: &mut Tx<'_>, contacts: &[(AccountId, ConversationId)]) -> Result<Vec<Option<i64>>, Error> {
    let rows: Vec<_> = contacts.iter().map(|(brand, contact)| values![*brand, *contact]).collect();
    let found = tx.fetch_many("SELECT person FROM merged_contacts WHERE brand = $1 AND contact = $2", &rows).await?;
    Ok(found.into_iter().map(|rows: Vec<(i64,)>| rows.first().map(|(person,)| *person)).collect())
}

/// Makes contacts those of a person, whoever they were before.
pub async fn save_many(tx: &mut Tx<'_>, brand: AccountId, merged: &[Merged]) -> Result<(), Error> {
    let rows: Vec<_> = merged.iter().map(|one| values![brand, one.contact, one.person, one.at, one.by]).collect();
    tx.execute_many(
        "INSERT INTO merged_contacts (brand, contact, person, merged_at, merged_by) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (brand, contact) DO UPDATE SET person = excluded.person, merged_at = excluded.merged_at,
             merged_by = excluded.merged_by",
        &rows,
    )
    .await
}

/// Lets contacts stand alone again.
pub async fn remove_many(tx: &mut Tx<'_>, brand: AccountId, contacts: &[ConversationId]) -> Result<(), Error> {
    let rows: Vec<_> = contacts.iter().map(|contact| values![brand, *contact]).collect();
    tx.execute_many("DELETE FROM merged_contacts WHERE brand = $1 AND contact = $2", &rows).await
}
