//! How many promotions somebody wants.

use subrosa_access::{Actor, SetPromotions, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::campaign::PromotionBudget;
use subrosa_proto::limits::PROMOTIONS_PER_WEEK;
use subrosa_store::promotion_budgets;

use crate::Engage;

impl Engage {
    /// How many a week, from all brands together.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn promotion_budget(&self, actor: &Actor) -> Result<PromotionBudget, Error> {
        let account = permit::<SetPromotions>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| promotion_budgets::find_many(tx, &[account]).await).await;
        Ok(found.map_err(Error::from)?.first().copied().unwrap_or_default())
    }

    /// Says so, from the next promotion on.
    ///
    /// # Errors
    /// `invalid_parameter` above 100; `forbidden`.
    pub async fn set_promotion_budget(&self, actor: &Actor, budget: PromotionBudget) -> Result<PromotionBudget, Error> {
        let account = permit::<SetPromotions>(actor, &Subject::Own)?.account()?;
        if budget.per_week > PROMOTIONS_PER_WEEK {
            let detail = format!("at most {PROMOTIONS_PER_WEEK}");
            return Err(Error::field(ErrorCode::InvalidParameter, "per_week", detail));
        }
        let saved = self.messaging.db().write(async move |tx| promotion_budgets::save(tx, account, budget).await).await;
        saved.map_err(Error::from)?;
        Ok(budget)
    }
}
