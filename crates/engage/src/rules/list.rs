//! The rules of a brand.

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::AccountId;
use subrosa_proto::ids::lowest_at;
use subrosa_proto::limits::BRAND_RULES;
use subrosa_proto::rule::{Rule, RuleList};
use subrosa_store::{Tx, rule_runs, rules};

use super::runs::KEPT_SECONDS;
use crate::Engage;

/// Runs are counted up to this number.
pub(super) const COUNTED: u32 = 10_000;

impl Engage {
    /// All of them, in their order, each with how often it ran in the last 30 days.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn rules(&self, actor: &Actor) -> Result<RuleList, Error> {
        let brand = permit::<ReadBrand>(actor, &Subject::Own)?.account()?;
        let since = self.since_runs_are_kept();
        self.messaging.db().read(async move |tx| all(tx, brand, since).await).await
    }

    /// The lowest id of a run that is kept now.
    pub(super) fn since_runs_are_kept(&self) -> i64 {
        lowest_at(self.messaging.now().plus_seconds(-KEPT_SECONDS))
    }
}

/// All rules of a brand, with how often each ran since an id.
pub(super) async fn all(tx: &mut Tx<'_>, brand: AccountId, since: i64) -> Result<RuleList, Error> {
    let kept = rules::list(tx, brand, BRAND_RULES).await?;
    let ids: Vec<_> = kept.iter().map(|kept| kept.id).collect();
    let ran = rule_runs::count_many(tx, brand, &ids, since, COUNTED).await?;
    let rules = kept.into_iter().zip(ran).map(|(kept, ran)| Rule { id: kept.id, rule: kept.rule, ran });
    Ok(RuleList { rules: rules.collect() })
}
