//! Looks at all contacts of a brand at once.

use std::collections::HashMap;
use std::sync::Arc;

use subrosa_messaging::Error;
use subrosa_proto::segment::{OrdersRule, Rule};
use subrosa_proto::{AccountId, ConversationId, ErrorCode, Timestamp};
use subrosa_segment::{Found, Look, Missing, column_of, columns_of, conditions, print};
use subrosa_store::{Tx, segment_contacts};

use super::asked::Asked;
use super::campaigns::told;
use super::events::did_with;
use super::fresh;
use super::held::{Fresh, Seen};
use super::orders::ordered_things;
use crate::Engage;

/// All that an answer about everyone follows from, beside what is in memory.
struct Read {
    asked: Asked,
    fresh: Fresh,
    found: HashMap<String, Found>,
}

impl Engage {
    /// What follows from a look at all contacts by a rule, as they are now, and up to which of their changes. The answer is thought out on a
    /// thread of its own: with a million contacts it takes milliseconds.
    pub(super) async fn look_at_all<T, A>(&self, brand: AccountId, rule: Rule, answer: A) -> Result<(T, i64), Error>
    where
        T: Send + 'static,
        A: FnOnce(&Look<'_>, &Rule) -> Result<T, Missing> + Send + 'static,
    {
        self.look_at_all_as_of(brand, rule, self.messaging.now(), answer).await
    }

    /// Everyone of whom a rule holds, in rising order, as if it were another moment: what happened later is none, and what is known without a
    /// moment is as it is now.
    pub(crate) async fn everyone_as_of(
        &self,
        brand: AccountId,
        rule: Rule,
        at: Timestamp,
    ) -> Result<Arc<[ConversationId]>, Error> {
        Ok(self.look_at_all_as_of(brand, rule, at, in_order).await?.0.into())
    }

    async fn look_at_all_as_of<T, A>(
        &self,
        brand: AccountId,
        rule: Rule,
        now: Timestamp,
        answer: A,
    ) -> Result<(T, i64), Error>
    where
        T: Send + 'static,
        A: FnOnce(&Look<'_>, &Rule) -> Result<T, Missing> + Send + 'static,
    {
        let mut contacts = self.memory.held.of(brand).await;
        let asking = rule.clone();
        let seen = contacts.seen(self.messaging.now());
        let Read { asked, fresh, found } =
            self.messaging.db().read(async move |tx| read(tx, brand, &asking, now, &seen).await).await?;
        let number = fresh.number;
        let looked = tokio::task::spawn_blocking(move || {
            contacts.take(fresh);
            let look = Look {
                columns: &contacts.columns,
                clock: &asked.clock,
                read: &|attribute, kept| asked.read(attribute, kept),
                segments: &asked.segments,
                found: &found,
            };
            (answer(&look, &rule), contacts.columns.bytes())
        });
        let (answer, bytes) = looked.await.map_err(|_| Error::new(ErrorCode::Internal))?;
        self.memory.held.make_room(brand, bytes);
        answer.map(|answer| (answer, number)).map_err(|missing| {
            tracing::error!(%missing, "a rule was not answered");
            Error::new(ErrorCode::Internal)
        })
    }
}

/// Everyone of whom a rule holds, in rising order.
pub(super) fn in_order(look: &Look<'_>, rule: &Rule) -> Result<Vec<ConversationId>, Missing> {
    let answer = look.everyone(rule)?;
    let mut contacts: Vec<ConversationId> = look.columns.contacts(&answer.contacts).collect();
    contacts.sort_unstable();
    Ok(contacts)
}

async fn read(tx: &mut Tx<'_>, brand: AccountId, rule: &Rule, now: Timestamp, seen: &Seen) -> Result<Read, Error> {
    let asked = Asked::by(tx, brand, &[rule], now).await?;
    let rules = || std::iter::once(rule).chain(asked.segments.values());
    let wanted = rules().flat_map(columns_of).collect();
    let fresh = fresh::read(tx, brand, seen, wanted).await?;
    let mut found = HashMap::new();
    for condition in rules().flat_map(conditions).map(|condition| condition.rule) {
        if column_of(condition).is_none()
            && let Some(those) = find(tx, &asked, condition).await?
        {
            found.insert(print(condition), those);
        }
    }
    for list in &asked.lists {
        let contacts = segment_contacts::all(tx, *list).await?;
        found.insert(print(&Rule::Segment(*list)), Found { contacts, is_all_but: false });
    }
    Ok(Read { asked, fresh, found })
}

/// Of whom a condition holds that no column answers.
async fn find(tx: &mut Tx<'_>, asked: &Asked, condition: &Rule) -> Result<Option<Found>, Error> {
    Ok(match condition {
        Rule::Event(rule) => Some(did_with(tx, asked, rule).await?),
        Rule::Orders(rule @ OrdersRule { item: Some(item), .. }) => Some(ordered_things(tx, asked, rule, item).await?),
        Rule::Campaign(rule) => Some(told(tx, asked, rule).await?),
        _ => None,
    })
}
