//! Several conversations at a glance: each with its newest event, for lists that other rooms make.

use subrosa_access::{Actor, ReadConversation, permit};
use subrosa_proto::conversation::ConversationWithEvents;
use subrosa_proto::{ConversationId, ErrorCode};
use subrosa_store::{conversations, events, threads};

use super::view;
use crate::{Error, Messaging};

impl Messaging {
    /// The conversations with these ids, in their order, each with its newest event and the brand's side where the actor is the brand.
    ///
    /// # Errors
    /// `not_found` when one of them is not the actor's to see.
    pub async fn glance(&self, actor: &Actor, ids: Vec<ConversationId>) -> Result<Vec<ConversationWithEvents>, Error> {
        let actor = *actor;
        self.core
            .db
            .read(async move |tx| {
                let not_found = || Error::new(ErrorCode::NotFound);
                let states = conversations::find_many(tx, &ids).await?;
                let threads = threads::find_many(tx, &ids).await?;
                let mut found = Vec::with_capacity(ids.len());
                for (state, thread) in states.into_iter().zip(threads) {
                    let state = state.ok_or_else(not_found)?;
                    let account = permit::<ReadConversation>(&actor, &view::subject(&state))?.account()?;
                    let side = state.side_of(account).ok_or_else(not_found)?;
                    let newest = events::older(tx, state.id, i64::MAX, 1).await?;
                    let conversation = view::conversation(&state, side, thread.as_ref());
                    found.push(ConversationWithEvents { conversation, events: newest, journal: Vec::new() });
                }
                Ok(found)
            })
            .await
    }
}
