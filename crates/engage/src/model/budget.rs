//! A brand's budgets of a day. What something may cost at most is set aside before, so that what is under way at the same time, on whichever
//! nodes, never uses more together; what it did cost is settled afterwards.

use subrosa_messaging::Error;
use subrosa_proto::{AccountId, Timestamp};
use subrosa_store::brand_models::{self, Budget};

use crate::Engage;

const DAY_MILLISECONDS: i64 = 24 * 60 * 60 * 1_000;

/// The day of a moment, by its number since 1970 (UTC).
pub(crate) const fn day(now: Timestamp) -> i64 {
    now.milliseconds().div_euclid(DAY_MILLISECONDS)
}

/// Tokens that are set aside.
#[derive(Clone, Copy)]
pub(crate) struct Aside {
    of: (AccountId, i64),
    budget: Budget,
    pub(crate) tokens: i64,
}

impl Engage {
    /// Sets tokens aside; nothing where more than `most` would be used today with them.
    pub(crate) async fn set_aside(
        &self,
        brand: AccountId,
        budget: Budget,
        tokens: u32,
        most: u32,
    ) -> Result<Option<Aside>, Error> {
        let aside = Aside { of: (brand, day(self.messaging.now())), budget, tokens: tokens.into() };
        let is_within = self
            .messaging
            .db()
            .write(async move |tx| brand_models::set_aside(tx, aside.of, budget, aside.tokens, most.into()).await)
            .await
            .map_err(|error: subrosa_store::Error| Error::from(error))?;
        Ok(is_within.then_some(aside))
    }

    /// Says what it did cost.
    pub(crate) async fn settle(&self, aside: Aside, cost: i64) -> Result<(), Error> {
        if cost == aside.tokens {
            return Ok(());
        }
        self.messaging
            .db()
            .write(async move |tx| brand_models::settle(tx, aside.of, aside.budget, cost - aside.tokens).await)
            .await
            .map_err(|error: subrosa_store::Error| Error::from(error))
    }
}
