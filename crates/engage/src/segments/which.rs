//! Which of some contacts a rule holds of.

use subrosa_messaging::Error;
use subrosa_proto::segment::Rule;
use subrosa_proto::{AccountId, ConversationId};
use subrosa_segment::{column_of, holds};

use super::asked::Asked;
use crate::Engage;

impl Engage {
    /// Which of some contacts a rule holds of now, one answer for each.
    pub(crate) async fn which_hold(
        &self,
        brand: AccountId,
        rule: &Rule,
        contacts: &[ConversationId],
    ) -> Result<Vec<bool>, Error> {
        let (asking, now) = (rule.clone(), self.messaging.now());
        let asked = self.messaging.db().read(async move |tx| Asked::by(tx, brand, &[&asking], now).await).await?;
        // Where someone stands depends on all others.
        if asked.has(rule, |rule| matches!(rule, Rule::Standing(_))) {
            let everyone = self.everyone_as_of(brand, rule.clone(), now).await?;
            return Ok(contacts.iter().map(|contact| everyone.binary_search(contact).is_ok()).collect());
        }
        which_are_in(self, &asked, rule, contacts).await
    }
}

/// Which of some contacts a rule holds of.
pub(super) async fn which_are_in(
    engage: &Engage,
    asked: &Asked,
    rule: &Rule,
    contacts: &[ConversationId],
) -> Result<Vec<bool>, Error> {
    if !asked.has(rule, |condition| column_of(condition).is_none() && !matches!(condition, Rule::Segment(_))) {
        let some = contacts.to_vec();
        let found = engage.look_at_all(asked.brand, rule.clone(), move |look, rule| {
            // Who has no place is no contact any more.
            let slots: Vec<usize> =
                some.iter().map(|contact| look.columns.slot_of(*contact).unwrap_or(usize::MAX)).collect();
            look.some(rule, &slots)
        });
        return Ok(found.await?.0);
    }
    let (asked, rule, contacts) = (asked.clone(), rule.clone(), contacts.to_vec());
    let looked = engage.messaging.db().read(async move |tx| {
        let mut is_in = Vec::with_capacity(contacts.len());
        for contact in &contacts {
            let contact = asked.contact(tx, *contact, &rule, None).await?;
            is_in.push(holds(&rule, &contact, &asked.clock));
        }
        Ok::<_, Error>(is_in)
    });
    looked.await
}
