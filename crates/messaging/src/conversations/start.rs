//! Begin, or find, the conversation with a person.

use subrosa_access::{Actor, Permit, StartConversation as Start, Subject, permit};
use subrosa_proto::account::{AccountKind, Profile};
use subrosa_proto::conversation::{ConversationKind, ConversationWithEvents, StartConversation};
use subrosa_proto::{ConversationId, ErrorCode, handle};
use subrosa_store::{accounts, conversations, threads};

use crate::batch::{Change, Outcome, Work};
use crate::{Error, Messaging};

impl Messaging {
    /// The one conversation with the person, or the brand, of this handle, and whether it is new. The other person sees it with the
    /// first message.
    ///
    /// # Errors
    /// `recipient_unavailable` when there is no such person or they are disabled, `self_conversation`,
    /// `too_many_requests`.
    pub async fn start_conversation(
        &self,
        actor: &Actor,
        request: StartConversation,
    ) -> Result<(ConversationWithEvents, bool), Error> {
        let unavailable = || Error::new(ErrorCode::RecipientUnavailable);
        let wanted = handle::normalise(&request.handle);
        if actor.account().is_none() {
            permit::<Start>(actor, &Subject::Own)?;
        }
        let found = self.core.db.read(async move |tx| accounts::find_by_handle(tx, &wanted).await).await;
        let peer = found.map_err(Error::from)?.filter(|peer| peer.profile.kind != AccountKind::Bot);
        let peer = peer.ok_or_else(unavailable)?;
        let subject = Subject::Account { id: peer.profile.id, available: !peer.profile.disabled, shared: false };
        let permit = permit::<Start>(actor, &subject)?;
        let (conversation, created) = self.find_or_create(&permit, &peer.profile).await?;
        let work = Work::Change { actor: *actor, conversation, change: Change::Appear };
        match self.batch.run(work).await? {
            Outcome::Seen(seen) => Ok((*seen, created)),
            _ => Err(Error::new(ErrorCode::Internal)),
        }
    }

    async fn find_or_create(&self, permit: &Permit<Start>, peer: &Profile) -> Result<(ConversationId, bool), Error> {
        let pair = (permit.account()?, peer.id);
        let kind = if peer.kind.is_brand() { ConversationKind::Business } else { ConversationKind::Direct };
        let known = self.core.db.read(async move |tx| conversations::find_by_pair(tx, pair).await).await;
        if let Some(id) = known.map_err(Error::from)? {
            return Ok((id, false));
        }
        self.core.limits.start(pair.0)?;
        let fresh = ConversationId::new(self.core.next_id());
        let now = self.core.now();
        let outcome = self
            .core
            .db
            .write(async move |tx| {
                // Both may begin at once: whoever comes second finds what the first made.
                if let Some(id) = conversations::find_by_pair(tx, pair).await? {
                    return Ok((id, false));
                }
                conversations::insert(tx, fresh, kind, pair, now).await?;
                if kind == ConversationKind::Business {
                    threads::insert(tx, fresh).await?;
                }
                Ok::<_, subrosa_store::Error>((fresh, true))
            })
            .await;
        Ok(outcome?)
    }
}
