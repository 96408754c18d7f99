//! Say in which order a brand's rules are asked.

use subrosa_access::{Actor, ManageRules, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::BRAND_RULES;
use subrosa_proto::rule::{RuleList, RuleOrder};
use subrosa_store::{accounts, rules};

use super::list::all;
use crate::Engage;

impl Engage {
    /// Gives rules their places. All rules of the brand are named, so that nobody orders what they have not seen.
    ///
    /// # Errors
    /// `invalid_parameter` when these are not all of them, each once; `forbidden`.
    pub async fn order_rules(&self, actor: &Actor, order: RuleOrder) -> Result<RuleList, Error> {
        let brand = permit::<ManageRules>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::RuleSaved);
        let since = self.since_runs_are_kept();
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                let mut known: Vec<_> =
                    rules::list(tx, brand, BRAND_RULES).await?.into_iter().map(|kept| kept.id).collect();
                let mut named = order.rules.clone();
                known.sort_unstable();
                named.sort_unstable();
                if known != named {
                    let detail = "all rules of the brand, each once";
                    return Err(Error::field(ErrorCode::InvalidParameter, "rules", detail));
                }
                rules::order(tx, brand, &order.rules).await?;
                deed.note(tx).await?;
                all(tx, brand, since).await
            })
            .await
    }
}
