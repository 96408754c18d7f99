//! Tell rules that what is known of a customer was changed.

use subrosa_messaging::Error;
use subrosa_proto::{AccountId, ConversationId, Timestamp};
use subrosa_store::{Tx, brands, rule_attributes};

/// Notes which attributes of a contact were changed, in the transaction that changes them; nothing where no rule is on.
pub(crate) async fn attributes_changed(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    changed: &[&str],
    now: Timestamp,
) -> Result<(), Error> {
    if changed.is_empty() {
        return Ok(());
    }
    let has_rules = brands::rules_of(tx, &[brand]).await?.into_iter().flatten().any(|rules| rules.has_rules);
    if has_rules {
        rule_attributes::note_many(tx, contact, changed, now).await?;
    }
    Ok(())
}
