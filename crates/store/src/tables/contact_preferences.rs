//! How customers want a brand to write to them: how often, and in which language. Without a row, as the brand does by itself.

use subrosa_proto::consent::{PromotionFrequency, PromotionWishes};
use subrosa_proto::{AccountId, ConversationId};

use crate::row::{FromRow, Row};
use crate::value::{number_of, params, values};
use crate::{Error, Tx};

const FREQUENCIES: [(PromotionFrequency, i64); 3] =
    [(PromotionFrequency::Any, 1), (PromotionFrequency::Weekly, 2), (PromotionFrequency::Monthly, 3)];
number_of!(PromotionFrequency, FREQUENCIES);

impl FromRow for PromotionWishes {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { frequency: row.get(0)?, language: row.get(1)? })
    }
}

/// What each of these wants.
pub async fn find_many(tx: &mut Tx<'_>, contacts: &[ConversationId]) -> Result<Vec<PromotionWishes>, Error> {
    let rows: Vec<_> = contacts.iter().map(|contact| values![*contact]).collect();
    let found = tx.fetch_many("SELECT frequency, language FROM contact_preferences WHERE contact = $1", &rows).await?;
    Ok(found.into_iter().map(|rows: Vec<PromotionWishes>| rows.into_iter().next().unwrap_or_default()).collect())
}

/// Keeps what one wants.
pub async fn save(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    wanted: &PromotionWishes,
) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO contact_preferences (contact, brand, frequency, language) VALUES ($1, $2, $3, $4)
         ON CONFLICT (contact) DO UPDATE SET frequency = excluded.frequency, language = excluded.language",
        params![contact, brand, wanted.frequency, wanted.language.as_deref()],
    )
    .await?;
    Ok(())
}
