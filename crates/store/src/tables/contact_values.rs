//! What is known of contacts: the values of attributes, as text whatever their kind.

use subrosa_proto::{AccountId, ConversationId, Timestamp};

use super::contact_changes::What;
use crate::value::{params, values};
use crate::{Error, Tx};

/// The values of a contact, with the names of their attributes.
pub async fn of_contact(
    tx: &mut Tx<'_>,
    brand: AccountId,
    contact: ConversationId,
) -> Result<Vec<(String, String)>, Error> {
    tx.fetch("SELECT attribute, value FROM contact_values WHERE brand = $1 AND contact = $2", params![brand, contact])
        .await
}

/// The values of several contacts, one list for each.
pub async fn of_contacts(
    tx: &mut Tx<'_>,
    brand: AccountId,
    contacts: &[ConversationId],
) -> Result<Vec<Vec<(String, String)>>, Error> {
    let rows: Vec<_> = contacts.iter().map(|contact| values![brand, *contact]).collect();
    tx.fetch_many("SELECT attribute, value FROM contact_values WHERE brand = $1 AND contact = $2", &rows).await
}

/// The values of an attribute of the contacts behind one, in the order of the contacts.
pub async fn of_attribute(
    tx: &mut Tx<'_>,
    brand: AccountId,
    attribute: &str,
    after: ConversationId,
    limit: u32,
) -> Result<Vec<(ConversationId, String)>, Error> {
    tx.fetch(
        "SELECT contact, value FROM contact_values WHERE brand = $1 AND attribute = $2 AND contact > $3
         ORDER BY contact LIMIT $4",
        params![brand, attribute, after, limit],
    )
    .await
}

/// Keeps values of a contact that are so since a moment, each in place of what was known; what is newer stays.
pub async fn save_many(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    values: &[(&str, &str)],
    at: Timestamp,
) -> Result<(), Error> {
    let values: Vec<Value<'_>> =
        values.iter().map(|(attribute, value)| Value { contact, attribute, value, at }).collect();
    save_of_many(tx, brand, &values).await
}

/// A value of a contact, and since when it is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Value<'a> {
    pub contact: ConversationId,
    pub attribute: &'a str,
    pub value: &'a str,
    pub at: Timestamp,
}

/// The same for values of several contacts.
pub async fn save_of_many(tx: &mut Tx<'_>, brand: AccountId, values: &[Value<'_>]) -> Result<(), Error> {
    let rows: Vec<_> = values.iter().map(|one| values![brand, one.contact, one.attribute, one.value, one.at]).collect();
    tx.execute_many(
        "INSERT INTO contact_values (brand, contact, attribute, value, at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (brand, contact, attribute) DO UPDATE SET value = excluded.value, at = excluded.at
         WHERE contact_values.at <= excluded.at",
        &rows,
    )
    .await?;
    for one in values {
        tx.note_contact(brand, one.contact, What::ATTRIBUTES);
    }
    Ok(())
}

/// Forgets values of contacts, each that is no newer than its moment.
pub async fn remove_of_many(
    tx: &mut Tx<'_>,
    brand: AccountId,
    values: &[(ConversationId, &str, Timestamp)],
) -> Result<(), Error> {
    let rows: Vec<_> =
        values.iter().map(|(contact, attribute, at)| values![brand, *contact, *attribute, *at]).collect();
    tx.execute_many(
        "DELETE FROM contact_values WHERE brand = $1 AND contact = $2 AND attribute = $3 AND at <= $4",
        &rows,
    )
    .await?;
    for (contact, ..) in values {
        tx.note_contact(brand, *contact, What::ATTRIBUTES);
    }
    Ok(())
}

/// Forgets values of a contact.
pub async fn remove_many(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    attributes: &[&str],
) -> Result<(), Error> {
    let rows: Vec<_> = attributes.iter().map(|attribute| values![brand, contact, *attribute]).collect();
    tx.execute_many("DELETE FROM contact_values WHERE brand = $1 AND contact = $2 AND attribute = $3", &rows).await?;
    tx.note_contact(brand, contact, What::ATTRIBUTES);
    Ok(())
}

/// Forgets an attribute's values of some of a brand's contacts; how many they were, up to `limit`.
pub async fn remove_some(tx: &mut Tx<'_>, brand: AccountId, attribute: &str, limit: u32) -> Result<u64, Error> {
    let removed: Vec<(AccountId, ConversationId)> = tx
        .fetch(
            "DELETE FROM contact_values WHERE brand = $1 AND attribute = $2 AND contact IN
             (SELECT contact FROM contact_values WHERE brand = $1 AND attribute = $2 ORDER BY contact LIMIT $3)
             RETURNING brand, contact",
            params![brand, attribute, limit],
        )
        .await?;
    tx.note_contacts(&removed, What::ATTRIBUTES);
    Ok(removed.len() as u64)
}
