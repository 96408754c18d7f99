//! Whom systems of brands know by names of their own, and under which number it stands what they did and what is known of them. Whoever
//! changes it holds the lock of the brand's account.

use subrosa_proto::{AccountId, ConversationId};

use super::contact_changes::What;
use crate::value::{number_of, params, values};
use crate::{Error, Tx};

/// What kind of name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VisitorKind {
    /// What the brand calls someone.
    User,
    /// What a browser or device calls someone who has not said who they are.
    Anonymous,
}

const KINDS: [(VisitorKind, i64); 2] = [(VisitorKind::User, 1), (VisitorKind::Anonymous, 2)];
number_of!(VisitorKind, KINDS);

/// The number under which it stands what someone did: a contact's, or one below zero of somebody who is no contact yet.
pub type Subject = ConversationId;

/// The subjects of names, one for each.
pub async fn find(
    tx: &mut Tx<'_>,
    brand: AccountId,
    names: &[(VisitorKind, &str)],
) -> Result<Vec<Option<Subject>>, Error> {
    let rows: Vec<_> = names.iter().map(|(kind, name)| values![brand, *kind, *name]).collect();
    let found =
        tx.fetch_many("SELECT subject FROM visitors WHERE brand = $1 AND kind = $2 AND name = $3", &rows).await?;
    Ok(found.into_iter().map(|rows: Vec<(Subject,)>| rows.first().map(|(subject,)| *subject)).collect())
}

/// Whether the brand calls a subject something.
pub async fn has_user(tx: &mut Tx<'_>, brand: AccountId, subject: Subject) -> Result<bool, Error> {
    let found: Option<(i64,)> = tx
        .fetch_optional(
            "SELECT 1 FROM visitors WHERE brand = $1 AND subject = $2 AND kind = 1 LIMIT 1",
            params![brand, subject],
        )
        .await?;
    Ok(found.is_some())
}

/// Keeps names that were not known, each with its subject.
pub async fn insert_many(
    tx: &mut Tx<'_>,
    brand: AccountId,
    names: &[(VisitorKind, &str, Subject)],
) -> Result<(), Error> {
    let rows: Vec<_> = names.iter().map(|(kind, name, subject)| values![brand, *kind, *name, *subject]).collect();
    tx.execute_many(
        "INSERT INTO visitors (brand, kind, name, subject) VALUES ($1, $2, $3, $4)
         ON CONFLICT (brand, kind, name) DO NOTHING",
        &rows,
    )
    .await
}

/// Keeps what the brand's systems say is someone's address, as it is compared.
pub async fn set_email(
    tx: &mut Tx<'_>,
    brand: AccountId,
    (kind, name): (VisitorKind, &str),
    email: &str,
) -> Result<(), Error> {
    tx.execute(
        "UPDATE visitors SET email = $1 WHERE brand = $2 AND kind = $3 AND name = $4",
        params![email, brand, kind, name],
    )
    .await?;
    Ok(())
}

/// Whom the brand's systems say has an address, by what they call them: at most so many.
pub async fn by_email(
    tx: &mut Tx<'_>,
    brand: AccountId,
    email: &str,
    limit: u32,
) -> Result<Vec<(String, Subject)>, Error> {
    tx.fetch(
        "SELECT name, subject FROM visitors WHERE brand = $1 AND (kind, name) IN
         (SELECT kind, name FROM visitors WHERE brand = $1 AND email = $2 ORDER BY name LIMIT $3)",
        params![brand, email, limit],
    )
    .await
}

/// Gives all names of a subject to another, with what is known of it; what is newer stays. Its events are moved by
/// [`move_events`].
pub async fn join(tx: &mut Tx<'_>, brand: AccountId, from: Subject, into: Subject) -> Result<(), Error> {
    // The inner query finds them by the index; asked plainly, SQLite reads all names that the brand's systems have told.
    tx.execute(
        "UPDATE visitors SET subject = $1 WHERE brand = $2 AND (kind, name) IN
         (SELECT kind, name FROM visitors WHERE brand = $2 AND subject = $3)",
        params![into, brand, from],
    )
    .await?;
    tx.execute(
        "INSERT INTO contact_values (brand, contact, attribute, value, at)
         SELECT brand, CAST($1 AS BIGINT), attribute, value, at FROM contact_values WHERE brand = $2 AND contact = $3
         ON CONFLICT (brand, contact, attribute) DO UPDATE SET value = excluded.value, at = excluded.at
         WHERE contact_values.at < excluded.at",
        params![into, brand, from],
    )
    .await?;
    tx.execute("DELETE FROM contact_values WHERE brand = $1 AND contact = $2", params![brand, from]).await?;
    // What was still on its way there goes on to where that has gone.
    tx.execute("UPDATE visitor_moves SET moved_to = $1 WHERE brand = $2 AND moved_to = $3", params![into, brand, from])
        .await?;
    tx.note_contact(brand, into, What::ATTRIBUTES);
    Ok(())
}

/// Moves so many events of a subject to another; how many they were.
pub async fn move_events(
    tx: &mut Tx<'_>,
    brand: AccountId,
    (from, into): (Subject, Subject),
    limit: u32,
) -> Result<u64, Error> {
    let moved = tx
        .execute(
            "UPDATE custom_events SET contact = $1 WHERE id IN
             (SELECT id FROM custom_events WHERE brand = $2 AND contact = $3 ORDER BY at, id LIMIT $4)",
            params![into, brand, from, limit],
        )
        .await?;
    tx.note_contact(brand, into, What::EVENTS);
    Ok(moved)
}

/// Notes that events are still to be moved.
pub async fn note_move(tx: &mut Tx<'_>, brand: AccountId, (from, into): (Subject, Subject)) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO visitor_moves (brand, subject, moved_to) VALUES ($1, $2, $3)
         ON CONFLICT (brand, subject) DO UPDATE SET moved_to = excluded.moved_to",
        params![brand, from, into],
    )
    .await?;
    Ok(())
}

/// A subject of a brand whose events are still to be moved, and where to.
pub async fn next_move(tx: &mut Tx<'_>, brand: AccountId) -> Result<Option<(Subject, Subject)>, Error> {
    tx.fetch_optional(
        "SELECT subject, moved_to FROM visitor_moves WHERE brand = $1 ORDER BY subject LIMIT 1",
        params![brand],
    )
    .await
}

/// Notes that none are left.
pub async fn end_move(tx: &mut Tx<'_>, brand: AccountId, from: Subject) -> Result<(), Error> {
    tx.execute("DELETE FROM visitor_moves WHERE brand = $1 AND subject = $2", params![brand, from]).await?;
    Ok(())
}
