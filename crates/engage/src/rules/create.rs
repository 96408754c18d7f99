//! Add a rule.

use subrosa_access::{Actor, ManageRules, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::BRAND_RULES;
use subrosa_proto::rule::{Rule, SaveRule};
use subrosa_proto::{ErrorCode, RuleId};
use subrosa_store::rules::Kept;
use subrosa_store::{accounts, rules};

use super::check::{check, check_named};
use crate::Engage;

impl Engage {
    /// Keeps a new rule, behind all others. What happened before does not wake it.
    ///
    /// # Errors
    /// `invalid_parameter` for what does not fit, or when the brand has as many as it can; `forbidden`.
    pub async fn create_rule(&self, actor: &Actor, rule: SaveRule) -> Result<Rule, Error> {
        let brand = permit::<ManageRules>(actor, &Subject::Own)?.account()?;
        let rule = check(rule)?;
        let kept = Kept { id: RuleId::new(self.messaging.next_id()), since: self.messaging.now(), rule };
        let deed = self.deed(actor, brand, AuditDeed::RuleSaved).about(&kept.rule.name);
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                let most = usize::try_from(BRAND_RULES).unwrap_or(usize::MAX);
                if rules::list(tx, brand, BRAND_RULES).await?.len() >= most {
                    let detail = format!("a brand has at most {BRAND_RULES} rules");
                    return Err(Error::field(ErrorCode::InvalidParameter, "name", detail));
                }
                check_named(tx, brand, &kept.rule).await?;
                rules::insert(tx, brand, &kept).await?;
                rules::count_on(tx, brand).await?;
                deed.note(tx).await?;
                Ok(Rule { id: kept.id, rule: kept.rule, ran: 0 })
            })
            .await
    }
}
