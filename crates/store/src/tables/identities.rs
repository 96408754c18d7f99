//! By what brands know their contacts. The account itself is not among it: it follows from the conversation.

use subrosa_proto::contact::{Identity, IdentityKind, Proof};
use subrosa_proto::{AccountId, ConversationId};

use crate::row::{FromRow, Row};
use crate::value::{number_of, params, values};
use crate::{Error, Tx};

const KINDS: [(IdentityKind, i64); 4] =
    [(IdentityKind::Email, 1), (IdentityKind::Phone, 2), (IdentityKind::ExternalId, 3), (IdentityKind::Subrosa, 4)];
number_of!(IdentityKind, KINDS);

const PROOFS: [(Proof, i64); 3] = [(Proof::Claimed, 1), (Proof::Verified, 2), (Proof::Platform, 3)];
number_of!(Proof, PROOFS);

impl FromRow for Identity {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { kind: row.get(0)?, value: row.get(1)?, proof: row.get(2)?, since: row.get(3)? })
    }
}

/// Keeps identities of a contact, or proves them further; what was proved stays proved.
///
/// # Errors
/// [`Error::Conflict`] when one is to be proved that is another contact's.
pub async fn save_many(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    identities: &[Identity],
) -> Result<(), Error> {
    let rows: Vec<_> =
        identities.iter().map(|one| values![brand, contact, one.kind, &one.value, one.proof, one.since]).collect();
    tx.execute_many(
        "INSERT INTO identities (brand, contact, kind, value, proof, since) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (brand, contact, kind, value) DO UPDATE SET proof = excluded.proof, since = excluded.since
         WHERE identities.proof < excluded.proof",
        &rows,
    )
    .await
}

/// Forgets identities of a contact.
pub async fn remove_many(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    names: &[(IdentityKind, &str)],
) -> Result<(), Error> {
    let rows: Vec<_> = names.iter().map(|(kind, value)| values![brand, contact, *kind, *value]).collect();
    tx.execute_many("DELETE FROM identities WHERE brand = $1 AND contact = $2 AND kind = $3 AND value = $4", &rows)
        .await
}

/// The identities of a contact, by kind and since when they are known.
pub async fn of_contact(tx: &mut Tx<'_>, brand: AccountId, contact: ConversationId) -> Result<Vec<Identity>, Error> {
    let mut found: Vec<Identity> = tx
        .fetch(
            "SELECT kind, value, proof, since FROM identities WHERE brand = $1 AND contact = $2",
            params![brand, contact],
        )
        .await?;
    sort(&mut found);
    Ok(found)
}

/// The identities of several contacts, one list for each.
pub async fn of_contacts(
    tx: &mut Tx<'_>,
    brand: AccountId,
    contacts: &[ConversationId],
) -> Result<Vec<Vec<Identity>>, Error> {
    let rows: Vec<_> = contacts.iter().map(|contact| values![brand, *contact]).collect();
    let mut found: Vec<Vec<Identity>> = tx
        .fetch_many("SELECT kind, value, proof, since FROM identities WHERE brand = $1 AND contact = $2", &rows)
        .await?;
    for all in &mut found {
        sort(all);
    }
    Ok(found)
}

/// By kind, and since when they are known.
fn sort(identities: &mut [Identity]) {
    identities
        .sort_unstable_by(|one, other| (one.kind, one.since, &one.value).cmp(&(other.kind, other.since, &other.value)));
}

/// The contacts of whom a brand has these identities proved, one for each.
pub async fn proved(
    tx: &mut Tx<'_>,
    brand: AccountId,
    names: &[(IdentityKind, &str)],
) -> Result<Vec<Option<ConversationId>>, Error> {
    let rows: Vec<_> = names.iter().map(|(kind, value)| values![brand, *kind, *value]).collect();
    let found = tx
        .fetch_many("SELECT contact FROM identities WHERE brand = $1 AND kind = $2 AND value = $3 AND proof > 1", &rows)
        .await?;
    Ok(found.into_iter().map(|rows: Vec<(ConversationId,)>| rows.first().map(|(contact,)| *contact)).collect())
}

/// Other contacts who are known by the same, however surely: at most ten for each name.
pub async fn sharing(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    names: &[(IdentityKind, &str)],
) -> Result<Vec<Vec<(ConversationId, Proof)>>, Error> {
    let rows: Vec<_> = names.iter().map(|(kind, value)| values![brand, *kind, *value, contact]).collect();
    // The inner query finds all that it needs in the index by value. Asked for the proof as well, SQLite reads everyone whom the brand knows.
    tx.fetch_many(
        "SELECT contact, proof FROM identities WHERE brand = $1 AND kind = $2 AND value = $3 AND contact IN
         (SELECT contact FROM identities WHERE brand = $1 AND kind = $2 AND value = $3 AND contact <> $4
          ORDER BY contact LIMIT 10) ORDER BY contact",
        &rows,
    )
    .await
}
