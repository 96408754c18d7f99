//! One conversation.

use subrosa_access::{Action, Actor, Permit, ReadConversation, permit};
use subrosa_proto::conversation::ConversationWithEvents;
use subrosa_proto::{ConversationId, ErrorCode};
use subrosa_store::{Tx, conversations, drafts};

use super::{list, view};
use crate::{Error, Messaging};

impl Messaging {
    /// A conversation with its newest events.
    ///
    /// # Errors
    /// `not_found` when it does not exist or the actor is no member.
    pub async fn get_conversation(
        &self,
        actor: &Actor,
        conversation: ConversationId,
    ) -> Result<ConversationWithEvents, Error> {
        let actor = *actor;
        self.core
            .db
            .read(async move |tx| {
                let permit = readable(tx, &actor, conversation).await?;
                let (account, person) = (permit.account()?, permit.person()?);
                let mut found = list::with_newest_events(tx, account, conversation).await?;
                if person != account {
                    // Each member of a brand has words of their own.
                    found.conversation.draft = drafts::find(tx, person, conversation).await?;
                }
                Ok(found)
            })
            .await
    }
}

/// The permit to read a conversation.
pub(crate) async fn readable(
    tx: &mut Tx<'_>,
    actor: &Actor,
    conversation: ConversationId,
) -> Result<Permit<ReadConversation>, Error> {
    Ok(permitted(tx, actor, conversation).await?.0)
}

/// The permit for any action on a conversation, and the conversation that was read for it.
///
/// # Errors
/// `unauthenticated`; `not_found` when it does not exist or the actor is no member; `forbidden`.
pub async fn permitted<A: Action>(
    tx: &mut Tx<'_>,
    actor: &Actor,
    conversation: ConversationId,
) -> Result<(Permit<A>, conversations::Conversation), Error> {
    if actor.account().is_none() {
        return Err(Error::new(ErrorCode::Unauthenticated));
    }
    let state = conversations::find(tx, conversation).await?.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
    let permit = permit(actor, &view::subject(&state))?;
    Ok((permit, state))
}
