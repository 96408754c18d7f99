//! Whom a change of orders is told.

use subrosa_proto::{AccountId, ConversationId};
use subrosa_store::{Error, Tx, conversations};

/// The customers of contacts, each with the conversation.
pub(crate) async fn customers_of(
    tx: &mut Tx<'_>,
    brand: AccountId,
    contacts: &[ConversationId],
) -> Result<Vec<(ConversationId, AccountId)>, Error> {
    let states = conversations::find_many(tx, contacts).await?;
    let customers = states.into_iter().flatten().filter_map(|state| {
        let customer = state.members.iter().find(|member| member.profile.id != brand)?;
        Some((state.id, customer.profile.id))
    });
    Ok(customers.collect())
}
