//! How often and in which language a brand writes, as the customer wants it.

use subrosa_access::Actor;
use subrosa_desk::language::in_one_form;
use subrosa_messaging::Error;
use subrosa_proto::consent::{Preferences, PromotionWishes};
use subrosa_proto::{ConversationId, ErrorCode};
use subrosa_store::contact_preferences;

use super::preferences::{customer_of, preferences_of};
use crate::Engage;

impl Engage {
    /// Says so, from the next promotion on. What was said before is forgotten.
    ///
    /// # Errors
    /// `not_found`, also where the other one is no brand; `invalid_parameter` for what is no language; `forbidden` for those who act for one.
    pub async fn set_preferences(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        wanted: PromotionWishes,
    ) -> Result<Preferences, Error> {
        let actor = *actor;
        let language = match wanted.language.as_deref() {
            Some(name) => Some(in_one_form(name).ok_or_else(|| {
                Error::field(ErrorCode::InvalidParameter, "language", "a language such as en, de or pt-BR")
            })?),
            None => None,
        };
        let wanted = PromotionWishes { language, ..wanted };
        let written = self.messaging.db().write(async move |tx| {
            let (brand, _) = customer_of(tx, &actor, conversation).await?;
            contact_preferences::save(tx, (brand, conversation), &wanted).await?;
            preferences_of(tx, brand, conversation).await
        });
        written.await
    }
}
