//! How many contacts a rule holds of, and some of them.

use subrosa_access::{Actor, ReadSegments, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::right::Right;
use subrosa_proto::saved_segment::{ConditionCount, GivenRule, SegmentContact, SegmentCount};
use subrosa_proto::{AccountId, ConversationId};
use subrosa_segment::{Columns, FixedBitSet, conditions, print};
use subrosa_store::{Tx, conversations};

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
        let checking = rule.clone();
        self.messaging.db().read(async move |tx| check_named(tx, brand, &checking, None).await).await?;
        let most = if may_see { SAMPLE } else { 0 };
        let found = self.look_at_all(brand, rule.clone(), move |look, rule| {
            let answer = look.everyone(rule)?;
            Ok(Found {
                all: look.columns.len(),
                contacts: answer.contacts.count_ones(..),
                of_conditions: answer.of_conditions.iter().map(|those| those.count_ones(..)).collect(),
                some: some(look.columns, &answer.contacts, most),
            })
        });
        let Found { all, contacts, of_conditions, some } = found.await?.0;
        let told = |contacts| told(contacts, all, may_see);
        let of_conditions = conditions(&rule).into_iter().zip(of_conditions);
        let conditions = of_conditions.map(|(condition, contacts)| ConditionCount {
            text: condition.text(),
            place: condition.place,
            contacts: told(contacts),
        });
        let conditions = conditions.collect();
        let sample = self.messaging.db().read(async move |tx| sample(tx, brand, &some).await).await?;
        let (contacts, text) = (told(contacts), print(&rule));
        Ok(SegmentCount { contacts, of: all as u64, at: now, text, rule, conditions, sample })
    }
}

/// How many there are, and some of them.
struct Found {
    all: usize,
    contacts: usize,
    of_conditions: Vec<usize>,
    some: Vec<ConversationId>,
}

/// The number as someone may be told it.
pub(super) fn told(contacts: usize, all: usize, may_see: bool) -> Option<u64> {
    let left = all.saturating_sub(contacts);
    let is_few = contacts < FLOOR || (left > 0 && left < FLOOR);
    (may_see || !is_few).then_some(contacts as u64)
}

/// Some of them, spread evenly.
fn some(columns: &Columns, those: &FixedBitSet, most: usize) -> Vec<ConversationId> {
    let step = (those.count_ones(..) / SAMPLE).max(1);
    columns.contacts(those).step_by(step).take(most).collect()
}

/// Contacts as they are shown; who is none any more is left out.
pub(super) async fn sample(
    tx: &mut Tx<'_>,
    brand: AccountId,
    some: &[ConversationId],
) -> Result<Vec<SegmentContact>, Error> {
    let states = conversations::find_many(tx, some).await?;
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
