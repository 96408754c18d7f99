//! The present state to begin from, and where to continue.

use subrosa_access::{Actor, Subject, Sync, permit};
use subrosa_proto::ErrorCode;
use subrosa_proto::sync::{Cursor, Snapshot};
use subrosa_store::{accounts, counters};

use super::entries::own;
use crate::conversations::list;
use crate::{Error, Messaging};

/// Conversations in a snapshot: a screenful; the rest is listed behind it.
const CONVERSATIONS: u32 = 30;

impl Messaging {
    /// The account, its last changed conversations and the cursor, from one consistent read.
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn snapshot(&self, actor: &Actor) -> Result<Snapshot, Error> {
        let permit = permit::<Sync>(actor, &Subject::Own)?;
        let epoch = self.core.db.epoch();
        self.core
            .db
            .read(async move |tx| {
                let account = permit.account()?;
                let number = counters::newest(tx, account).await?;
                let found = accounts::find(tx, account).await?;
                let me = own(&found.ok_or_else(|| Error::new(ErrorCode::Unauthenticated))?);
                let page = list::page(tx, &permit, i64::MAX, CONVERSATIONS).await?;
                Ok(Snapshot { cursor: Cursor::new(epoch, number), me, page })
            })
            .await
    }
}
