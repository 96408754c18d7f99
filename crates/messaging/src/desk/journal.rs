//! Read a brand's journal of a conversation, a page at a time.

use subrosa_access::{Actor, ReadJournal};
use subrosa_proto::journal::{JournalPage, JournalRequest};
use subrosa_proto::limits::PAGE_JOURNAL;
use subrosa_proto::{ConversationId, ErrorCode};
use subrosa_store::{journal, threads};

use crate::budget::Budget;
use crate::conversations::get::permitted;
use crate::{Error, Messaging, range};

impl Messaging {
    /// Entries before a seq, or the newest ones; oldest first.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `invalid_parameter`.
    pub async fn read_journal(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        request: JournalRequest,
    ) -> Result<JournalPage, Error> {
        let before = range::check("before", request.before.unwrap_or(i64::MAX), 0..=i64::MAX)?;
        let limit = range::check("limit", request.limit.unwrap_or(PAGE_JOURNAL), 1..=PAGE_JOURNAL)?;
        let actor = *actor;
        self.core
            .db
            .read(async move |tx| {
                permitted::<ReadJournal>(tx, &actor, conversation).await?;
                let thread = threads::find(tx, conversation).await?;
                let thread = thread.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
                let mut entries = journal::older(tx, conversation, before, limit).await?;
                entries.reverse();
                Budget::new().keep_last_entries(&mut entries);
                Ok(JournalPage { entries, head: thread.journal })
            })
            .await
    }
}
