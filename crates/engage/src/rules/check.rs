//! Whether a rule that comes from outside can be kept.

use subrosa_messaging::Error;
use subrosa_proto::rule::{RuleAction, SaveRule};
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::{Tx, brand_members, replies};

/// The rule as it is kept, as far as that can be told without the store.
///
/// # Errors
/// `invalid_parameter` with the part of the rule that does not fit.
pub(super) fn check(rule: SaveRule) -> Result<SaveRule, Error> {
    subrosa_rules::check::check(rule)
        .map_err(|unfit| Error::field(ErrorCode::InvalidParameter, unfit.field, unfit.detail))
}

/// Sees that whom it gives tickets to answers customers, and that there is the reply that it sends.
pub(super) async fn check_named(tx: &mut Tx<'_>, brand: AccountId, rule: &SaveRule) -> Result<(), Error> {
    for action in &rule.then {
        let detail = match action {
            RuleAction::Assign { account: Some(to) } => match brand_members::find(tx, brand, *to).await? {
                Some((role, true)) if role.answers() => continue,
                _ => "tickets go to owners, admins, agents and bots of the brand",
            },
            RuleAction::SendReply { reply } => match replies::find_text(tx, brand, *reply).await? {
                Some(text) if !text.is_empty() => continue,
                Some(_) => "this saved reply has no words to send",
                None => "the brand has no such saved reply",
            },
            _ => continue,
        };
        return Err(Error::field(ErrorCode::InvalidParameter, "then", detail));
    }
    Ok(())
}
