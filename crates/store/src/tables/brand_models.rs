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

/// Which of a brand's two budgets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Budget {
    /// Of the language model.
    Model,
    /// Of vectors.
    Embeddings,
}

/// Tokens that a brand has used on a day, those included that are set aside for what is under way.
pub async fn spent(tx: &mut Tx<'_>, brand: AccountId, day: i64, budget: Budget) -> Result<i64, Error> {
    let statement = match budget {
        Budget::Model => "SELECT tokens FROM model_spending WHERE brand = $1 AND day = $2",
        Budget::Embeddings => "SELECT embeddings FROM model_spending WHERE brand = $1 AND day = $2",
    };
    let found: Option<(i64,)> = tx.fetch_optional(statement, params![brand, day]).await?;
    Ok(found.map_or(0, |(tokens,)| tokens))
}

/// Sets tokens aside, if no more than `most` are used on the day with them; whether they are. What is older than a month is forgotten.
pub async fn set_aside(
    tx: &mut Tx<'_>,
    (brand, day): (AccountId, i64),
    budget: Budget,
    tokens: i64,
    most: i64,
) -> Result<bool, Error> {
    if tokens > most {
        return Ok(false);
    }
    let statement = match budget {
        Budget::Model => {
            "INSERT INTO model_spending (brand, day, tokens) VALUES ($1, $2, $3)
             ON CONFLICT (brand, day) DO UPDATE SET tokens = model_spending.tokens + excluded.tokens
             WHERE model_spending.tokens + excluded.tokens <= $4
             RETURNING tokens"
        }
        Budget::Embeddings => {
            "INSERT INTO model_spending (brand, day, tokens, embeddings) VALUES ($1, $2, 0, $3)
             ON CONFLICT (brand, day) DO UPDATE SET embeddings = model_spending.embeddings + excluded.embeddings
             WHERE model_spending.embeddings + excluded.embeddings <= $4
             RETURNING embeddings"
        }
    };
    let found: Option<(i64,)> = tx.fetch_optional(statement, params![brand, day, tokens, most]).await?;
    tx.execute("DELETE FROM model_spending WHERE brand = $1 AND day < $2", params![brand, day - DAYS]).await?;
    Ok(found.is_some())
}

/// Says that what was set aside cost so much more, or less.
pub async fn settle(tx: &mut Tx<'_>, (brand, day): (AccountId, i64), budget: Budget, more: i64) -> Result<(), Error> {
    let statement = match budget {
        Budget::Model => {
            "UPDATE model_spending SET tokens = CASE WHEN tokens + $1 < 0 THEN 0 ELSE tokens + $2 END
             WHERE brand = $3 AND day = $4"
        }
        Budget::Embeddings => {
            "UPDATE model_spending SET embeddings = CASE WHEN embeddings + $1 < 0 THEN 0 ELSE embeddings + $2 END
             WHERE brand = $3 AND day = $4"
        }
    };
    tx.execute(statement, params![more, more, brand, day]).await?;
    Ok(())
}
