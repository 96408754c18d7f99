//! Of whom a rule holds, looked up in columns.

use std::collections::{BTreeMap, HashMap};

use fixedbitset::FixedBitSet;
use subrosa_proto::contact::AttributeValue;
use subrosa_proto::segment::{AttributeRule, EventMoment, EventRule, OrdersRule, Rule, Standing, When, Window};
use subrosa_proto::{ConversationId, SegmentId, Timestamp};

use super::orders::Placed;
use super::{Column, Columns};
use crate::conditions::conditions;
use crate::contact::Place;
use crate::days::Clock;
use crate::holds::{ONCE, Sums, stands};
use crate::standing::{Bought, STANDING_DAYS, places};
use crate::text::print;
use crate::value::is_as;

/// How deep segments may stand in one another, each in the next.
pub const NESTED: usize = 5;

/// Of whom a condition holds that no column answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub contacts: Vec<ConversationId>,
    /// It holds of everyone but these.
    pub is_all_but: bool,
}

/// A column that a rule asks for and that is not there: nothing was answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no column of {0:?} was filled")]
pub struct Missing(pub Column);

/// Everything that an answer follows from.
pub struct Look<'l> {
    pub columns: &'l Columns,
    pub clock: &'l Clock,
    /// What a value of an attribute is that is kept so; nothing for an attribute that the brand has not.
    pub read: &'l dyn Fn(&str, &str) -> Option<AttributeValue>,
    /// The rules of all segments that are named in the rule, or in one of these.
    pub segments: &'l BTreeMap<SegmentId, Rule>,
    /// What was found of the conditions that no column answers, by their text.
    pub found: &'l HashMap<String, Found>,
}

/// Of whom a rule holds, by their places, and of whom each of its conditions does by itself, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub contacts: FixedBitSet,
    pub of_conditions: Vec<FixedBitSet>,
}

/// Whether something holds of the contact at a place.
type Test<'l> = Box<dyn Fn(usize) -> bool + 'l>;

impl Look<'_> {
    /// Everyone of whom a rule holds.
    ///
    /// # Errors
    /// When a column is missing.
    pub fn everyone(&self, rule: &Rule) -> Result<Answer, Missing> {
        let of_conditions: Vec<FixedBitSet> = conditions(rule)
            .into_iter()
            .map(|condition| Ok(self.set(&self.test(condition.rule, NESTED)?)))
            .collect::<Result<_, Missing>>()?;
        let contacts = self.combine(rule, &mut of_conditions.iter());
        Ok(Answer { contacts, of_conditions })
    }

    /// Which of some contacts a rule holds of, each by their place.
    ///
    /// # Errors
    /// When a column is missing.
    pub fn some(&self, rule: &Rule, slots: &[usize]) -> Result<Vec<bool>, Missing> {
        let test = self.test(rule, NESTED)?;
        Ok(slots.iter().map(|slot| test(*slot)).collect())
    }

    fn set(&self, test: &Test<'_>) -> FixedBitSet {
        let mut set = FixedBitSet::with_capacity(self.columns.len());
        for slot in (0..self.columns.len()).filter(|slot| test(*slot)) {
            set.insert(slot);
        }
        set
    }

    /// Joins those of whom the conditions hold as the rule joins these.
    fn combine<'s>(&self, rule: &Rule, of: &mut impl Iterator<Item = &'s FixedBitSet>) -> FixedBitSet {
        let nobody = || FixedBitSet::with_capacity(self.columns.len());
        let everyone = || {
            let mut all = nobody();
            all.insert_range(..);
            all
        };
        match rule {
            Rule::All(parts) => parts.iter().fold(everyone(), |mut left, part| {
                left.intersect_with(&self.combine(part, of));
                left
            }),
            Rule::Any(parts) => parts.iter().fold(nobody(), |mut found, part| {
                found.union_with(&self.combine(part, of));
                found
            }),
            Rule::Not(part) => {
                let mut others = self.combine(part, of);
                others.toggle_range(..);
                others
            }
            _ => of.next().cloned().unwrap_or_else(nobody),
        }
    }

    /// A rule as a question to each place.
    fn test<'t>(&'t self, rule: &'t Rule, depth: usize) -> Result<Test<'t>, Missing> {
        let each = |parts: &'t [Rule]| parts.iter().map(|part| self.test(part, depth)).collect::<Result<Vec<_>, _>>();
        Ok(match rule {
            Rule::All(parts) => {
                let tests = each(parts)?;
                Box::new(move |slot| tests.iter().all(|test| test(slot)))
            }
            Rule::Any(parts) => {
                let tests = each(parts)?;
                Box::new(move |slot| tests.iter().any(|test| test(slot)))
            }
            Rule::Not(part) => {
                let test = self.test(part, depth)?;
                Box::new(move |slot| !test(slot))
            }
            Rule::Attribute(AttributeRule { name, is }) => {
                let column = self.columns.attributes.get(name).ok_or(Missing(Column::Attribute(name.clone())))?;
                let holds =
                    |kept: Option<&str>| is_as(kept.and_then(|kept| (self.read)(name, kept)).as_ref(), is, self.clock);
                Box::new(column.ask(holds))
            }
            Rule::Consent(topic) => {
                let column = self.columns.topics.get(topic).ok_or(Missing(Column::Topic(topic.clone())))?;
                Box::new(move |slot| column.contains(slot))
            }
            Rule::Event(rule) if rule.properties.is_empty() => self.did(rule)?,
            Rule::FirstEvent(EventMoment { name, at }) => self.when_they_did(name, at, first)?,
            Rule::LastEvent(EventMoment { name, at }) => self.when_they_did(name, at, last)?,
            Rule::Orders(rule) if rule.item.is_none() => self.ordered(rule)?,
            Rule::FirstOrder(at) => self.when_they_ordered(at, first)?,
            Rule::LastOrder(at) => self.when_they_ordered(at, last)?,
            Rule::Standing(wanted) => self.standing(wanted)?,
            Rule::Segment(segment) => match (self.segments.get(segment), depth.checked_sub(1)) {
                (Some(rule), Some(depth)) => self.test(rule, depth)?,
                _ => self.found(rule),
            },
            Rule::Event(_) | Rule::Orders(_) | Rule::Campaign(_) => self.found(rule),
        })
    }

    /// What was found elsewhere; a condition of which nothing was holds of nobody.
    fn found<'t>(&'t self, condition: &Rule) -> Test<'t> {
        let Some(Found { contacts, is_all_but }) = self.found.get(&print(condition)) else {
            return Box::new(|_| false);
        };
        let set = self.columns.slots.set_of(contacts);
        Box::new(move |slot| set.contains(slot) != *is_all_but)
    }

    fn times(&self, name: &str) -> Result<&super::Runs<Timestamp>, Missing> {
        self.columns.events.get(name).ok_or_else(|| Missing(Column::Event(name.to_owned())))
    }

    fn orders(&self) -> Result<&super::Orders, Missing> {
        self.columns.orders.as_ref().ok_or(Missing(Column::Orders))
    }

    fn did<'t>(&'t self, EventRule { name, times, within, .. }: &'t EventRule) -> Result<Test<'t>, Missing> {
        let (column, wanted) = (self.times(name)?, times.unwrap_or(ONCE));
        let (from, before) = self.clock.span(within.as_ref());
        Ok(Box::new(move |slot| {
            let count = column.at(slot).iter().filter(|at| from <= **at && **at < before).count();
            wanted.has(i64::try_from(count).unwrap_or(i64::MAX))
        }))
    }

    fn when_they_did<'t>(&'t self, name: &str, at: &'t When, pick: Pick) -> Result<Test<'t>, Missing> {
        let (column, now) = (self.times(name)?, self.clock.now);
        Ok(Box::new(move |slot| {
            let mut times = column.at(slot).iter().copied().filter(|time| *time <= now);
            pick(&mut times).is_some_and(|picked| self.clock.was(picked, at))
        }))
    }

    fn when_they_ordered<'t>(&'t self, at: &'t When, pick: Pick) -> Result<Test<'t>, Missing> {
        let (orders, now) = (self.orders()?, self.clock.now);
        Ok(Box::new(move |slot| {
            let mut times = orders.runs.at(slot).iter().map(|order| order.at).filter(|time| *time <= now);
            pick(&mut times).is_some_and(|picked| self.clock.was(picked, at))
        }))
    }

    fn ordered<'t>(
        &'t self,
        OrdersRule { figure, is, currency, within, .. }: &'t OrdersRule,
    ) -> Result<Test<'t>, Missing> {
        let orders = self.orders()?;
        let (from, before) = self.clock.span(within.as_ref());
        let wanted = currency.as_ref().map(|currency| orders.currency(currency));
        Ok(Box::new(move |slot| {
            let mut sums = Sums::default();
            for order in orders.runs.at(slot) {
                let is_counted = wanted.is_none_or(|wanted| wanted == Some(order.currency));
                if is_counted && from <= order.at && order.at < before {
                    sums.add(order.value, order.refunded);
                }
            }
            sums.are(*figure, *is)
        }))
    }

    fn standing<'t>(&'t self, wanted: &'t Standing) -> Result<Test<'t>, Missing> {
        let places = self.places()?;
        Ok(Box::new(move |slot| places.get(slot).copied().flatten().is_some_and(|place| stands(wanted, place))))
    }

    /// Where each contact stands among all who ordered in a year; nothing of those who did not. Money is that of the currency in which most
    /// orders were paid.
    ///
    /// # Errors
    /// When the orders are missing.
    pub fn places(&self) -> Result<Vec<Option<Place>>, Missing> {
        let orders = self.orders()?;
        let (from, before) = self.clock.span(Some(&Window::LastDays(STANDING_DAYS)));
        let year = |slot: usize| orders.runs.at(slot).iter().filter(move |order| from <= order.at && order.at < before);
        let slots = 0..self.columns.len();
        let mut counts = vec![0_u32; orders.currencies.len()];
        for order in slots.clone().flat_map(year) {
            counts[order.currency as usize] += 1;
        }
        let most = counts.iter().zip(&orders.currencies).enumerate();
        let most = most.max_by(|(_, one), (_, other)| one.0.cmp(other.0).then_with(|| other.1.cmp(one.1)));
        let currency = most.and_then(|(place, _)| u32::try_from(place).ok());
        let bought = |slot: usize| {
            let spent = |order: &Placed| if Some(order.currency) == currency { order.value } else { 0 };
            let last_at = year(slot).map(|order| order.at).max()?;
            let spent = year(slot).map(spent).fold(0, i64::saturating_add);
            Some(Bought { last_at, orders: i64::try_from(year(slot).count()).unwrap_or(i64::MAX), spent })
        };
        let bought: Vec<Option<Bought>> = slots.map(bought).collect();
        let who: Vec<Bought> = bought.iter().flatten().copied().collect();
        let mut places = places(&who).into_iter();
        Ok(bought.into_iter().map(|one| one.and_then(|_| places.next())).collect())
    }
}

/// Takes the first or the last of some moments.
type Pick = fn(&mut dyn Iterator<Item = Timestamp>) -> Option<Timestamp>;

fn first(times: &mut dyn Iterator<Item = Timestamp>) -> Option<Timestamp> {
    times.min()
}

fn last(times: &mut dyn Iterator<Item = Timestamp>) -> Option<Timestamp> {
    times.max()
}
