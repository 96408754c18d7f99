//! Keep what a bot has learnt of a customer.

use subrosa_flow::{Name, Scalar};
use subrosa_messaging::Error;
use subrosa_proto::ConversationId;
use subrosa_proto::contact::AttributeValue;
use subrosa_proto::limits::BRAND_ATTRIBUTES;
use subrosa_store::{attributes, contact_values, conversations};

use crate::Engage;
use crate::attributes::value;
use crate::rules::attributes_changed;

impl Engage {
    /// Keeps values of attributes, for the server's own bots, which act for the brand. What the brand has no attribute for, or what does not
    /// fit its kind, is left aside: a flow and the brand's attributes are changed by different people. Keeping them again does nothing.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn learn(&self, conversation: ConversationId, learnt: Vec<(Name, Scalar)>) -> Result<(), Error> {
        let now = self.messaging.now();
        let written = self.messaging.db().write(async move |tx| {
            let Some(state) = conversations::find(tx, conversation).await? else { return Ok(None) };
            let Some(side) = state.brand_side() else { return Ok(None) };
            let (brand, customer) = (state.members[side].profile.id, state.members[1 - side].profile.id);
            let known = attributes::list(tx, brand, BRAND_ATTRIBUTES).await?;
            let fitting = learnt.iter().filter_map(|(name, scalar)| {
                let attribute = known.iter().find(|attribute| attribute.name == name.as_str())?;
                Some((name.as_str(), value::write(attribute.kind, &given(scalar)?).ok()?))
            });
            let kept: Vec<(&str, String)> = fitting.collect();
            let kept: Vec<(&str, &str)> = kept.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let before = contact_values::of_contact(tx, brand, conversation).await?;
            contact_values::save_many(tx, (brand, conversation), &kept, now).await?;
            let is_as_before =
                |(name, value): &(&str, &str)| before.iter().any(|(known, held)| known == name && held == value);
            let changed: Vec<&str> = kept.iter().filter(|one| !is_as_before(one)).map(|(name, _)| *name).collect();
            attributes_changed(tx, (brand, conversation), &changed, now).await?;
            Ok::<_, Error>((!kept.is_empty()).then_some(customer))
        });
        if let Some(customer) = written.await? {
            // It is kept; that a colleague learns of it later than now harms nothing.
            let _missed = self.messaging.contacts_changed(&[(conversation, customer)]).await;
        }
        Ok(())
    }
}

/// A bot's value as one of an attribute.
fn given(scalar: &Scalar) -> Option<AttributeValue> {
    match scalar {
        Scalar::Text(text) => Some(AttributeValue::Text(text.clone())),
        Scalar::YesNo(yes) => Some(AttributeValue::YesNo(*yes)),
        Scalar::Number(number) => match serde_json::to_value(number).ok()? {
            serde_json::Value::Number(number) => Some(AttributeValue::Number(number)),
            _ => None,
        },
    }
}
