//! The export of an account: what its person sees, read through the same commands and permits.

use subrosa_access::{Actor, Administer, Subject, Sync, permit};
use subrosa_proto::{ConversationId, DeviceId, ErrorCode, handle};
use subrosa_store::{accounts, members};

use crate::{Error, Messaging};

/// Conversations in one page.
const PAGE: u32 = 100;

impl Messaging {
    /// The actor as which the operator reads an account for its export: it sees what the person sees.
    ///
    /// # Errors
    /// `not_found`; `forbidden` unless the operator asks.
    pub async fn export_as(&self, actor: &Actor, name: &str) -> Result<Actor, Error> {
        permit::<Administer>(actor, &Subject::Installation)?;
        let wanted = handle::normalise(name);
        let found = self.core.db.read(async move |tx| accounts::find_by_handle(tx, &wanted).await).await;
        let account = found.map_err(Error::from)?.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
        // No device has this id: the export is none of them.
        Ok(Actor::Person { account: account.profile.id, device: DeviceId::new(0) })
    }

    /// The actor's conversations after one of them, in the order of their ids, which does not change while they are read.
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn conversations_by_id(
        &self,
        actor: &Actor,
        after: ConversationId,
    ) -> Result<Vec<ConversationId>, Error> {
        let account = permit::<Sync>(actor, &Subject::Own)?.account()?;
        Ok(self.core.db.read(async move |tx| members::conversations_after(tx, account, after, PAGE).await).await?)
    }
}
