//! Write a rule anew, or switch it on or off.

use subrosa_access::{Actor, ManageRules, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::rule::{Rule, SaveRule};
use subrosa_proto::{ErrorCode, RuleId};
use subrosa_store::rules::Kept;
use subrosa_store::{accounts, rule_runs, rules};

use super::check::{check, check_named};
use crate::Engage;

impl Engage {
    /// Puts another rule in the place of one. What happened before it was switched on, or woken by something else, does not wake it.
    ///
    /// # Errors
    /// `not_found`, `invalid_parameter`, `forbidden`.
    pub async fn replace_rule(&self, actor: &Actor, id: RuleId, rule: SaveRule) -> Result<Rule, Error> {
        let brand = permit::<ManageRules>(actor, &Subject::Own)?.account()?;
        let rule = check(rule)?;
        let (now, counted) = (self.messaging.now(), self.since_runs_are_kept());
        let deed = self.deed(actor, brand, AuditDeed::RuleSaved).about(&rule.name);
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                let before = rules::find(tx, brand, id).await?.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
                // A rule that is switched off may name who has gone: whoever switches it off need not mend it.
                if rule.is_on || before.rule.then != rule.then {
                    check_named(tx, brand, &rule).await?;
                }
                let is_as_it_was = before.rule.is_on && before.rule.when == rule.when;
                let kept = Kept { id, since: if is_as_it_was { before.since } else { now }, rule };
                rules::update(tx, brand, &kept).await?;
                rules::count_on(tx, brand).await?;
                deed.note(tx).await?;
                let ran = rule_runs::count_many(tx, brand, &[id], counted, super::list::COUNTED).await?;
                Ok(Rule { id, rule: kept.rule, ran: ran.first().copied().unwrap_or(0) })
            })
            .await
    }
}
