//! What is known of a contact, as a bot reads it.

use std::collections::HashMap;

use subrosa_flow::value::Values;
use subrosa_messaging::Error;
use subrosa_proto::limits::BRAND_ATTRIBUTES;
use subrosa_proto::{ConversationId, ErrorCode};
use subrosa_store::{attributes, contact_values, conversations};

use crate::Engage;
use crate::attributes::value;

impl Engage {
    /// The attributes that are known of a conversation's customer and fit their kinds: a flow's `contact.…`. For the server's own
    /// bots, which act for the brand; nobody else is to be given it.
    ///
    /// # Errors
    /// `not_found` when it is no conversation with a brand.
    pub async fn contact_facts(&self, conversation: ConversationId) -> Result<Values, Error> {
        self.messaging
            .db()
            .read(async move |tx| {
                let state = conversations::find(tx, conversation).await?;
                let brand = state.as_ref().and_then(|state| Some(state.members[state.brand_side()?].profile.id));
                let brand = brand.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
                let kept = contact_values::of_contact(tx, brand, conversation).await?;
                let kept: HashMap<String, String> = kept.into_iter().collect();
                let known = attributes::list(tx, brand, BRAND_ATTRIBUTES).await?.into_iter();
                let facts = known.filter_map(|attribute| {
                    let kept = kept.get(&attribute.name)?;
                    Some((attribute.name.parse().ok()?, value::scalar(attribute.kind, kept)?))
                });
                Ok(facts.collect())
            })
            .await
    }
}
