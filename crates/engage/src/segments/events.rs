//! Who did something elsewhere that was so.

use std::collections::HashMap;

use serde_json::{Map, Value};
use subrosa_messaging::Error;
use subrosa_proto::ConversationId;
use subrosa_proto::segment::{EventRule, PropertyRule};
use subrosa_segment::{Clock, Found, ONCE, has_properties};
use subrosa_store::{Tx, contact_sets};

use super::asked::Asked;

/// Whether properties, as JSON, are so.
pub(crate) fn fits(properties: &str, wanted: &[PropertyRule], clock: &Clock) -> bool {
    serde_json::from_str::<Map<String, Value>>(properties).is_ok_and(|known| has_properties(&known, wanted, clock))
}

/// Who did it so often, by the properties of each time.
pub(super) async fn did_with(tx: &mut Tx<'_>, asked: &Asked, rule: &EventRule) -> Result<Found, Error> {
    let span = asked.clock.span(rule.within.as_ref());
    let mut times: HashMap<ConversationId, i64> = HashMap::new();
    for (contact, properties) in contact_sets::did_with(tx, asked.brand, &rule.name, span).await? {
        if fits(&properties, &rule.properties, &asked.clock) {
            *times.entry(contact).or_default() += 1;
        }
    }
    let wanted = rule.times.unwrap_or(ONCE);
    let is_all_but = wanted.has(0);
    let found = times.into_iter().filter(|(_, times)| wanted.has(*times) != is_all_but);
    Ok(Found { contacts: found.map(|(contact, _)| contact).collect(), is_all_but })
}
