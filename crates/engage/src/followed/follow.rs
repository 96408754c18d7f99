//! Follow a conversation, or no more.

use subrosa_access::{Actor, ReadJournal};
use subrosa_messaging::{Error, permitted};
use subrosa_proto::limits::FOLLOWED;
use subrosa_proto::{ConversationId, ErrorCode};
use subrosa_store::followers;

use crate::Engage;

impl Engage {
    /// The member follows a conversation from now on, or still does, and has seen all that is in it by now.
    ///
    /// # Errors
    /// `not_found`, `forbidden`; `invalid_parameter` when they follow as many as they can.
    pub async fn follow(&self, actor: &Actor, conversation: ConversationId) -> Result<(), Error> {
        let actor = *actor;
        self.messaging
            .db()
            .write(async move |tx| {
                let (permit, state) = permitted::<ReadJournal>(tx, &actor, conversation).await?;
                let who = (permit.account()?, permit.person()?);
                let followed = followers::list(tx, who, FOLLOWED).await?;
                let is_known = followed.iter().any(|one| one.conversation == conversation);
                if !is_known && followed.len() >= usize::try_from(FOLLOWED).unwrap_or(usize::MAX) {
                    let detail = format!("a member follows at most {FOLLOWED} conversations");
                    return Err(Error::field(ErrorCode::InvalidParameter, "conversation", detail));
                }
                Ok(followers::save(tx, who, conversation, state.head).await?)
            })
            .await
    }

    /// The member follows it no more. Doing it again changes nothing.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn unfollow(&self, actor: &Actor, conversation: ConversationId) -> Result<(), Error> {
        let actor = *actor;
        self.messaging
            .db()
            .write(async move |tx| {
                let (permit, _) = permitted::<ReadJournal>(tx, &actor, conversation).await?;
                Ok(followers::remove(tx, (permit.account()?, permit.person()?), conversation).await?)
            })
            .await
    }
}
