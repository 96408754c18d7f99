//! Whom a brand's campaigns never write to: identities, whoever has them, and contacts.

use subrosa_proto::contact::IdentityKind;
use subrosa_proto::suppression::SuppressionReason;
use subrosa_proto::{AccountId, ConversationId, SuppressionId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{number_of, params, values};
use crate::{Error, Tx};

const REASONS: [(SuppressionReason, i64); 4] = [
    (SuppressionReason::Asked, 1),
    (SuppressionReason::Complained, 2),
    (SuppressionReason::Legal, 3),
    (SuppressionReason::Other, 4),
];
number_of!(SuppressionReason, REASONS);

/// In place of a member where the customer did it.
const THEMSELVES: AccountId = AccountId::new(0);

/// Who is meant.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Whom {
    /// As it is compared.
    Identity(IdentityKind, String),
    Contact(ConversationId),
}

impl std::fmt::Debug for Whom {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Who it is never reaches a log.
        formatter.write_str("Whom")
    }
}

impl Whom {
    /// What tells it from all others: its kind, its value, the contact.
    fn key(&self) -> (IdentityKind, String, Option<ConversationId>) {
        match self {
            Self::Identity(kind, value) => (*kind, value.clone(), None),
            Self::Contact(contact) => (IdentityKind::Subrosa, contact.number().to_string(), Some(*contact)),
        }
    }
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// Larger than that of every entry before.
    pub id: SuppressionId,
    pub whom: Whom,
    pub reason: SuppressionReason,
    pub note: String,
    pub added_at: Timestamp,
    /// None: the customer, by complaining.
    pub added_by: Option<AccountId>,
}

impl FromRow for Suppressed {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let (contact, added_by): (Option<ConversationId>, AccountId) = (row.get(3)?, row.get(7)?);
        let whom = match contact {
            Some(contact) => Whom::Contact(contact),
            None => Whom::Identity(row.get(1)?, row.get(2)?),
        };
        Ok(Self {
            id: row.get(0)?,
            whom,
            reason: row.get(4)?,
            note: row.get(5)?,
            added_at: row.get(6)?,
            added_by: (added_by != THEMSELVES).then_some(added_by),
        })
    }
}

/// The entries of these, one answer for each.
pub async fn of(tx: &mut Tx<'_>, brand: AccountId, whom: &[Whom]) -> Result<Vec<Option<Suppressed>>, Error> {
    let keys: Vec<_> = whom.iter().map(Whom::key).collect();
    let rows: Vec<_> = keys.iter().map(|(kind, value, _)| values![brand, *kind, value]).collect();
    let found = tx
        .fetch_many(
            "SELECT id, kind, value, contact, reason, note, added_at, added_by FROM suppressions
             WHERE brand = $1 AND kind = $2 AND value = $3",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<Suppressed>| rows.into_iter().next()).collect())
}

/// Adds entries. Who stands there already stays as they are, but for those who complained themselves: a member's word takes the place of that.
pub async fn insert_many(tx: &mut Tx<'_>, brand: AccountId, entries: &[Suppressed]) -> Result<(), Error> {
    let keys: Vec<_> = entries.iter().map(|one| one.whom.key()).collect();
    let rows: Vec<_> = entries
        .iter()
        .zip(&keys)
        .map(|(one, (kind, value, contact))| {
            let added_by = one.added_by.unwrap_or(THEMSELVES);
            values![one.id, brand, *kind, value, *contact, one.reason, &one.note, one.added_at, added_by]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO suppressions (id, brand, kind, value, contact, reason, note, added_at, added_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (brand, kind, value) DO UPDATE SET reason = excluded.reason, note = excluded.note,
             added_at = excluded.added_at, added_by = excluded.added_by
         WHERE suppressions.added_by = 0 AND excluded.added_by <> 0",
        &rows,
    )
    .await
}

/// So many before an id, who was added last first.
pub async fn newest(
    tx: &mut Tx<'_>,
    brand: AccountId,
    before: SuppressionId,
    limit: u32,
) -> Result<Vec<Suppressed>, Error> {
    tx.fetch(
        "SELECT id, kind, value, contact, reason, note, added_at, added_by FROM suppressions
         WHERE brand = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
        params![brand, before, limit],
    )
    .await
}

/// The same of those in whose identity a text in lower case stands, and of a contact.
pub async fn search(
    tx: &mut Tx<'_>,
    brand: AccountId,
    (text, contact): (&str, Option<ConversationId>),
    before: SuppressionId,
    limit: u32,
) -> Result<Vec<Suppressed>, Error> {
    let mut pattern = String::from("%");
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    // No index knows what stands within a text: a member who looks for one reads the brand's list.
    tx.fetch(
        "SELECT id, kind, value, contact, reason, note, added_at, added_by FROM suppressions
         WHERE brand = $1 AND id < $2 AND ((kind < 4 AND lower(value) LIKE $3 ESCAPE '!') OR contact = $4)
         ORDER BY id DESC LIMIT $5",
        params![brand, before, pattern.as_str(), contact, limit],
    )
    .await
}

/// So many behind an id, in the order in which they were added.
pub async fn after(
    tx: &mut Tx<'_>,
    brand: AccountId,
    after: SuppressionId,
    limit: u32,
) -> Result<Vec<Suppressed>, Error> {
    tx.fetch(
        "SELECT id, kind, value, contact, reason, note, added_at, added_by FROM suppressions
         WHERE brand = $1 AND id > $2 ORDER BY id LIMIT $3",
        params![brand, after, limit],
    )
    .await
}

/// Takes one off the list; who it was, if it stood there.
pub async fn remove(tx: &mut Tx<'_>, (brand, id): (AccountId, SuppressionId)) -> Result<Option<Suppressed>, Error> {
    let found = tx
        .fetch_optional(
            "SELECT id, kind, value, contact, reason, note, added_at, added_by FROM suppressions
             WHERE id = $1 AND brand = $2",
            params![id, brand],
        )
        .await?;
    tx.execute("DELETE FROM suppressions WHERE id = $1 AND brand = $2", params![id, brand]).await?;
    Ok(found)
}

/// Since when a contact stands there because the customer complained.
pub async fn complained(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
) -> Result<Option<Timestamp>, Error> {
    let found: Option<(Timestamp,)> = tx
        .fetch_optional(
            "SELECT added_at FROM suppressions WHERE brand = $1 AND contact = $2 AND added_by = 0",
            params![brand, contact],
        )
        .await?;
    Ok(found.map(|(at,)| at))
}

/// Takes a contact off the list who stands there because the customer complained.
pub async fn lift(tx: &mut Tx<'_>, (brand, contact): (AccountId, ConversationId)) -> Result<(), Error> {
    tx.execute("DELETE FROM suppressions WHERE brand = $1 AND contact = $2 AND added_by = 0", params![brand, contact])
        .await?;
    Ok(())
}

/// A contact of a brand, and the person who it is, if they have several.
pub type OfPerson = (AccountId, ConversationId, Option<i64>);

/// Which of these contacts campaigns don't write to, one answer for each: they stand there, or an identity of theirs does however surely it is theirs, or
/// another contact of the same person. A brand without a list costs one look.
pub async fn are_suppressed(tx: &mut Tx<'_>, asked: &[OfPerson]) -> Result<Vec<bool>, Error> {
    let mut brands: Vec<AccountId> = asked.iter().map(|(brand, ..)| *brand).collect();
    brands.sort_unstable();
    brands.dedup();
    let rows: Vec<_> = brands.iter().map(|brand| values![*brand]).collect();
    let found = tx.fetch_many("SELECT id FROM suppressions WHERE brand = $1 LIMIT 1", &rows).await?;
    let has_list: Vec<AccountId> = brands
        .into_iter()
        .zip(found)
        .filter_map(|(brand, rows): (AccountId, Vec<(SuppressionId,)>)| (!rows.is_empty()).then_some(brand))
        .collect();
    let mut answers = vec![false; asked.len()];
    let looked: Vec<usize> = (0..asked.len()).filter(|place| has_list.contains(&asked[*place].0)).collect();
    let rows: Vec<_> = looked.iter().map(|place| values![asked[*place].0, asked[*place].1]).collect();
    let alone = tx
        .fetch_many(
            "SELECT s.id FROM suppressions s WHERE s.brand = $1 AND s.contact = $2
             UNION ALL
             SELECT s.id FROM identities i
             JOIN suppressions s ON s.brand = i.brand AND s.kind = i.kind AND s.value = i.value
             WHERE i.brand = $1 AND i.contact = $2 LIMIT 1",
            &rows,
        )
        .await?;
    mark(&mut answers, looked.iter().copied(), alone);
    // Few are of somebody who has several. The inner queries find all that they need in the index by person; a plain join reads a brand's identities.
    let several: Vec<(usize, AccountId, i64)> =
        looked.into_iter().filter_map(|place| Some((place, asked[place].0, asked[place].2?))).collect();
    let rows: Vec<_> = several.iter().map(|(_, brand, person)| values![*brand, *person]).collect();
    let others = tx
        .fetch_many(
            "SELECT s.id FROM suppressions s WHERE s.brand = $1 AND s.contact IN
                 (SELECT contact FROM merged_contacts WHERE brand = $1 AND person = $2)
             UNION ALL
             SELECT s.id FROM identities i
             JOIN suppressions s ON s.brand = i.brand AND s.kind = i.kind AND s.value = i.value
             WHERE i.brand = $1 AND i.contact IN
                 (SELECT contact FROM merged_contacts WHERE brand = $1 AND person = $2) LIMIT 1",
            &rows,
        )
        .await?;
    mark(&mut answers, several.into_iter().map(|(place, ..)| place), others);
    Ok(answers)
}

fn mark(answers: &mut [bool], places: impl Iterator<Item = usize>, found: Vec<Vec<(SuppressionId,)>>) {
    for (place, rows) in places.zip(found) {
        answers[place] |= !rows.is_empty();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_number() {
        assert!(SuppressionReason::ALL.iter().all(|reason| REASONS.iter().any(|(known, _)| known == reason)));
    }
}
