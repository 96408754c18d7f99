//! Note what was done.

use subrosa_access::Actor;
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::{AccountId, ConversationId};
use subrosa_store::audit::{self, Entry};
use subrosa_store::{Tx, accounts};

use crate::Engage;

/// Looking at the same again within this time is noted once.
const ONCE_IN_SECONDS: i64 = 60 * 60;

/// What was done, ready to be noted in the transaction that does it.
#[derive(Debug, Clone)]
pub(crate) struct Deed {
    brand: AccountId,
    entry: Entry,
}

impl Deed {
    /// What it was done to, in a word.
    pub(crate) fn about(mut self, about: impl Into<String>) -> Self {
        self.entry.about = about.into();
        self
    }

    /// About this account.
    pub(crate) async fn of(self, tx: &mut Tx<'_>, account: AccountId) -> Result<Self, Error> {
        let found = accounts::find(tx, account).await?;
        Ok(self.about(found.map(|found| found.profile.handle).unwrap_or_default()))
    }

    /// About this bot, by the name that people know it by.
    pub(crate) async fn of_bot(self, tx: &mut Tx<'_>, bot: AccountId) -> Result<Self, Error> {
        let found = accounts::find(tx, bot).await?;
        Ok(self.about(found.map(|found| found.profile.display_name).unwrap_or_default()))
    }

    pub(crate) fn in_conversation(mut self, conversation: ConversationId) -> Self {
        self.entry.conversation = Some(conversation);
        self
    }

    /// Notes it.
    pub(crate) async fn note(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        Ok(audit::insert(tx, self.brand, &self.entry).await?)
    }
}

impl Engage {
    /// Something that is done to a brand now, by a member or the operator.
    pub(crate) fn deed(&self, actor: &Actor, brand: AccountId, deed: AuditDeed) -> Deed {
        self.deed_of(actor.person(), brand, deed)
    }

    /// The same by a person, or by the operator.
    pub(crate) fn deed_of(&self, member: Option<AccountId>, brand: AccountId, deed: AuditDeed) -> Deed {
        let entry = Entry {
            id: self.messaging.next_id(),
            at: self.messaging.now(),
            member,
            deed,
            conversation: None,
            about: String::new(),
        };
        Deed { brand, entry }
    }

    /// Notes something that is done again and again, unless it was noted a short time ago. To be called before what was looked for is
    /// given out.
    pub(crate) async fn note_once(&self, deed: Deed) -> Result<(), Error> {
        let since = deed.entry.at.plus_seconds(-ONCE_IN_SECONDS);
        let look = deed.clone();
        let db = self.messaging.db();
        if db
            .read(async move |tx| audit::is_known(tx, look.brand, &look.entry, since).await)
            .await
            .map_err(Error::from)?
        {
            return Ok(());
        }
        db.write(async move |tx| deed.note(tx).await).await
    }
}
