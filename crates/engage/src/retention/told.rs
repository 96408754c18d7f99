//! What a customer is told of how long a brand keeps what they say.

use subrosa_access::{Actor, ReadConversation};
use subrosa_messaging::{Error, permitted};
use subrosa_proto::ConversationId;
use subrosa_proto::retention::{CustomerRetention, RetentionSettings};
use subrosa_store::brand_retention;

use crate::Engage;

impl Engage {
    /// For how many days; nothing where the brand has set none, and between people.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn customer_retention(
        &self,
        actor: &Actor,
        conversation: ConversationId,
    ) -> Result<CustomerRetention, Error> {
        let actor = *actor;
        let read = self.messaging.db().read(async move |tx| {
            let (_, state) = permitted::<ReadConversation>(tx, &actor, conversation).await?;
            let Some(side) = state.brand_side() else { return Ok(CustomerRetention::default()) };
            let kept = brand_retention::find(tx, state.members[side].profile.id).await?;
            let RetentionSettings { conversations_days, files_days, .. } = kept;
            Ok::<_, Error>(CustomerRetention { conversations_days, files_days })
        });
        read.await
    }
}
