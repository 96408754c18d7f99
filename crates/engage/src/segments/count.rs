//! How many contacts a rule holds of, and some of them.

use subrosa_access::{Actor, ReadSegments, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::right::Right;
use subrosa_proto::saved_segment::{ConditionCount, GivenRule, SegmentContact, SegmentCount};
use subrosa_proto::{AccountId, ConversationId};
use subrosa_segment::{Contacts, conditions, print};
use subrosa_store::{Tx, conversations};

use super::asked::Asked;
use super::clock;
use super::given::{check_named, rule_of};
use crate::Engage;

/// Contacts of a sample.
const SAMPLE: usize = 10;
/// Fewer contacts than this are not counted for members who may not see single ones.
const FLOOR: usize = 10;

impl Engage {
    /// Counts exactly of whom a rule holds, and of whom each of its conditions does by itself. Members who may not see contacts are told
    /// neither fewer than 10, nor all but so few.
    ///
    /// # Errors
    /// `invalid_parameter` with what is wrong in the rule; `forbidden`.
    pub async fn count_segment(&self, actor: &Actor, given: GivenRule) -> Result<SegmentCount, Error> {
        let permit = permit::<ReadSegments>(actor, &Subject::Own)?;
        let brand = permit.account()?;
        let may_see = permit.held()?.rights().has(Right::ReadContacts);
        let (rule, now) = (rule_of(given)?, self.messaging.now());
        let counted = self.messaging.db().read(async move |tx| {
            check_named(tx, brand, &rule, None).await?;
            let clock = clock(tx, brand, now).await?;
            let asked = Asked::of_all(tx, brand, clock).await?;
            let found = asked.find(tx, &rule).await?;
            let told = |contacts: &Contacts| told(contacts.len(), asked.all.len(), may_see);
            let of_conditions = conditions(&rule).into_iter().zip(&found.of_conditions);
            let conditions = of_conditions.map(|(condition, of)| ConditionCount {
                text: condition.text(),
                place: condition.place,
                contacts: told(of),
            });
            let conditions = conditions.collect();
            let sample = if may_see { sample(tx, brand, &found.contacts).await? } else { Vec::new() };
            Ok::<_, Error>(SegmentCount {
                contacts: told(&found.contacts),
                of: asked.all.len() as u64,
                at: now,
                text: print(&rule),
                rule: rule.clone(),
                conditions,
                sample,
            })
        });
        counted.await
    }
}

/// The number as someone may be told it.
fn told(contacts: usize, all: usize, may_see: bool) -> Option<u64> {
    let left = all.saturating_sub(contacts);
    let is_few = contacts < FLOOR || (left > 0 && left < FLOOR);
    (may_see || !is_few).then_some(contacts as u64)
}

/// Some of them, spread evenly.
async fn sample(tx: &mut Tx<'_>, brand: AccountId, contacts: &Contacts) -> Result<Vec<SegmentContact>, Error> {
    let step = (contacts.len() / SAMPLE).max(1);
    let some: Vec<ConversationId> = contacts.iter().step_by(step).take(SAMPLE).copied().collect();
    let states = conversations::find_many(tx, &some).await?;
    let shown = states.into_iter().flatten().filter_map(|state| {
        let customer = state.members.into_iter().find(|member| member.profile.id != brand)?;
        Some(SegmentContact { conversation: state.id, account: customer.profile })
    });
    Ok(shown.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_not_see_contacts_is_told_of_no_few() {
        assert_eq!(
            [0, 9, 10, 90, 91, 99, 100].map(|few| told(few, 100, false)),
            [None, None, Some(10), Some(90), None, None, Some(100)]
        );
        assert_eq!(told(1, 100, true), Some(1));
    }
}
