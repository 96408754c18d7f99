//! What is known of a contact, as a bot reads it.

use std::collections::HashMap;

use subrosa_flow::value::Values;
use subrosa_messaging::Error;
use subrosa_proto::contact::Attribute;
use subrosa_proto::{AccountId, ConversationId};
use subrosa_store::{Tx, contact_values};

use crate::attributes::value;

/// The attributes that are known of a conversation's customer and fit their kinds: a flow's `contact.…`. For the server's own bots,
/// which act for the brand; nobody else is to be given it.
pub(crate) async fn facts(
    tx: &mut Tx<'_>,
    (brand, conversation): (AccountId, ConversationId),
    known: &[Attribute],
) -> Result<Values, Error> {
    if known.is_empty() {
        return Ok(Values::new());
    }
    let kept: HashMap<String, String> =
        contact_values::of_contact(tx, brand, conversation).await?.into_iter().collect();
    let facts = known.iter().filter_map(|attribute| {
        let kept = kept.get(&attribute.name)?;
        Some((attribute.name.parse().ok()?, value::scalar(attribute.kind, kept)?))
    });
    Ok(facts.collect())
}
