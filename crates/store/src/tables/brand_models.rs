//! What brands use the language model for, and how much of it they have used.

use subrosa_proto::AccountId;
use subrosa_proto::model::ModelUses;

use crate::value::params;
use crate::{Error, Tx};

/// Days whose spending is kept.
const DAYS: i64 = 31;

/// What a brand uses the model for; nothing where nothing was set.
pub async fn find(tx: &mut Tx<'_>, brand: AccountId) -> Result<ModelUses, Error> {
    let found: Option<(Vec<u8>,)> =
        tx.fetch_optional("SELECT uses FROM brand_models WHERE brand = $1", params![brand]).await?;
    let Some((bytes,)) = found else { return Ok(ModelUses::default()) };
    serde_json::from_slice(&bytes)
        .map_err(|_| Error::Corrupt("what a model is used for is not of this version".to_owned()))
}

/// Keeps it in place of what was there.
pub async fn save(tx: &mut Tx<'_>, brand: AccountId, uses: ModelUses) -> Result<(), Error> {
    let bytes = serde_json::to_vec(&uses).map_err(|error| Error::Bug(error.to_string()))?;
    tx.execute(
        "INSERT INTO brand_models (brand, uses) VALUES ($1, $2)
         ON CONFLICT (brand) DO UPDATE SET uses = excluded.uses",
        params![brand, bytes.as_slice()],
    )
    .await?;
    Ok(())
}

/// Tokens that a brand has used on a day, those included that are set aside for what is under way.
pub async fn spent(tx: &mut Tx<'_>, brand: AccountId, day: i64) -> Result<i64, Error> {
    let found: Option<(i64,)> = tx
        .fetch_optional("SELECT tokens FROM model_spending WHERE brand = $1 AND day = $2", params![brand, day])
        .await?;
    Ok(found.map_or(0, |(tokens,)| tokens))
}

/// Sets tokens aside, if no more than `most` are used on the day with them; whether they are. What is older than a month is forgotten.
pub async fn set_aside(tx: &mut Tx<'_>, (brand, day): (AccountId, i64), tokens: i64, most: i64) -> Result<bool, Error> {
    if tokens > most {
        return Ok(false);
    }
    let found: Option<(i64,)> = tx
        .fetch_optional(
            "INSERT INTO model_spending (brand, day, tokens) VALUES ($1, $2, $3)
             ON CONFLICT (brand, day) DO UPDATE SET tokens = model_spending.tokens + excluded.tokens
             WHERE model_spending.tokens + excluded.tokens <= $4
             RETURNING tokens",
            params![brand, day, tokens, most],
        )
        .await?;
    tx.execute("DELETE FROM model_spending WHERE brand = $1 AND day < $2", params![brand, day - DAYS]).await?;
    Ok(found.is_some())
}

/// Says that what was set aside cost so much more, or less.
pub async fn settle(tx: &mut Tx<'_>, (brand, day): (AccountId, i64), more: i64) -> Result<(), Error> {
    tx.execute(
        "UPDATE model_spending SET tokens = CASE WHEN tokens + $1 < 0 THEN 0 ELSE tokens + $2 END WHERE brand = $3 AND day = $4",
        params![more, more, brand, day],
    )
    .await?;
    Ok(())
}
