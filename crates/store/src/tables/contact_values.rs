//! What is known of contacts: the values of attributes, as text whatever their kind.

use subrosa_proto::{AccountId, ConversationId};

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

/// Keeps values of a contact, each in place of what was known.
pub async fn save_many(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    values: &[(&str, &str)],
) -> Result<(), Error> {
    let rows: Vec<_> = values.iter().map(|(attribute, value)| values![brand, contact, *attribute, *value]).collect();
    tx.execute_many(
        "INSERT INTO contact_values (brand, contact, attribute, value) VALUES ($1, $2, $3, $4)
         ON CONFLICT (brand, contact, attribute) DO UPDATE SET value = excluded.value",
        &rows,
    )
    .await
}

/// Forgets values of a contact.
pub async fn remove_many(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    attributes: &[&str],
) -> Result<(), Error> {
    let rows: Vec<_> = attributes.iter().map(|attribute| values![brand, contact, *attribute]).collect();
    tx.execute_many("DELETE FROM contact_values WHERE brand = $1 AND contact = $2 AND attribute = $3", &rows).await
}

/// Forgets an attribute's values of some of a brand's contacts; how many they were, up to `limit`.
pub async fn remove_some(tx: &mut Tx<'_>, brand: AccountId, attribute: &str, limit: u32) -> Result<u64, Error> {
    tx.execute(
        "DELETE FROM contact_values WHERE brand = $1 AND attribute = $2 AND contact IN
         (SELECT contact FROM contact_values WHERE brand = $1 AND attribute = $2 ORDER BY contact LIMIT $3)",
        params![brand, attribute, limit],
    )
    .await
}
