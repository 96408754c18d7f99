//! Everyone of whom a rule holds.

use std::pin::Pin;
use std::sync::Arc;

use subrosa_messaging::Error;
use subrosa_proto::segment::{AttributeRule, Rule};
use subrosa_segment::{Contacts, combine, conditions};
use subrosa_store::{Tx, contact_sets, segments};

use super::NESTED;
use super::asked::Asked;
use super::attributes::with_attribute;
use super::events::{did, when_they_did};
use super::orders::{standing, when_they_ordered, with_orders};

/// Of whom a rule holds, and of whom each of its conditions does by itself.
pub(super) struct Found {
    pub(super) contacts: Contacts,
    pub(super) of_conditions: Vec<Contacts>,
}

impl Asked {
    /// Everyone of whom a rule holds.
    pub(super) async fn find(&self, tx: &mut Tx<'_>, rule: &Rule) -> Result<Found, Error> {
        self.find_within(tx, rule, NESTED).await
    }

    async fn find_within(&self, tx: &mut Tx<'_>, rule: &Rule, depth: usize) -> Result<Found, Error> {
        let mut of_conditions = Vec::new();
        for condition in conditions(rule) {
            of_conditions.push(self.of(tx, condition.rule, depth).await?);
        }
        let contacts = combine(rule, &self.all, &mut of_conditions.iter().cloned());
        Ok(Found { contacts, of_conditions })
    }

    /// Everyone of whom one condition holds.
    async fn of(&self, tx: &mut Tx<'_>, condition: &Rule, depth: usize) -> Result<Contacts, Error> {
        Ok(match condition {
            Rule::Attribute(AttributeRule { name, is }) => match self.kinds.get(name) {
                Some(kind) => with_attribute(tx, self, (name, *kind), is).await?,
                None => self.where_unknown(is),
            },
            Rule::Consent(topic) => contact_sets::consenting(tx, self.brand, topic).await?.into(),
            Rule::Event(event) => did(tx, self, event).await?,
            Rule::FirstEvent(event) => when_they_did(tx, self, event, true).await?,
            Rule::LastEvent(event) => when_they_did(tx, self, event, false).await?,
            Rule::Orders(orders) => with_orders(tx, self, orders).await?,
            Rule::FirstOrder(at) => when_they_ordered(tx, self, at, true).await?,
            Rule::LastOrder(at) => when_they_ordered(tx, self, at, false).await?,
            Rule::Standing(wanted) => standing(tx, self, wanted).await?,
            Rule::Segment(segment) => {
                let kept = segments::find(tx, (self.brand, *segment)).await?;
                let (Some(kept), Some(depth)) = (kept, depth.checked_sub(1)) else { return Ok(Arc::new([])) };
                self.nested(tx, &kept.rule, depth).await?.contacts
            }
            // No campaign has been sent yet; and what joins others is no condition.
            Rule::Campaign(_) | Rule::All(_) | Rule::Any(_) | Rule::Not(_) => Arc::new([]),
        })
    }

    /// The same within another rule: a future that has itself inside is of no known size.
    fn nested<'f>(
        &'f self,
        tx: &'f mut Tx<'_>,
        rule: &'f Rule,
        depth: usize,
    ) -> Pin<Box<dyn Future<Output = Result<Found, Error>> + Send + 'f>> {
        Box::pin(self.find_within(tx, rule, depth))
    }
}
