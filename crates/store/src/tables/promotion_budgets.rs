//! How many promotions people want in a week, from all brands together.

use subrosa_proto::AccountId;
use subrosa_proto::campaign::PromotionBudget;

use crate::value::{params, values};
use crate::{Error, Tx};

/// How many each of these wants; the default where they said nothing.
pub async fn find_many(tx: &mut Tx<'_>, accounts: &[AccountId]) -> Result<Vec<PromotionBudget>, Error> {
    let rows: Vec<_> = accounts.iter().map(|account| values![*account]).collect();
    let found = tx.fetch_many("SELECT per_week FROM promotion_budgets WHERE account = $1", &rows).await?;
    let budget = |rows: Vec<(i64,)>| {
        let said = rows.first().and_then(|(per_week,)| u32::try_from(*per_week).ok());
        said.map_or_else(PromotionBudget::default, |per_week| PromotionBudget { per_week })
    };
    Ok(found.into_iter().map(budget).collect())
}

/// Has others wait who are about to send a promotion to one of these, until the transaction ends. Give them in rising order.
pub async fn hold_many(tx: &mut Tx<'_>, accounts: &[AccountId]) -> Result<(), Error> {
    let rows: Vec<_> = accounts.iter().map(|account| values![*account]).collect();
    tx.lock_many("SELECT id FROM accounts WHERE id = $1", &rows).await
}

/// Keeps how many someone wants.
pub async fn save(tx: &mut Tx<'_>, account: AccountId, budget: PromotionBudget) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO promotion_budgets (account, per_week) VALUES ($1, $2)
         ON CONFLICT (account) DO UPDATE SET per_week = excluded.per_week",
        params![account, budget.per_week],
    )
    .await?;
    Ok(())
}
