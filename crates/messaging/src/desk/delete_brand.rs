//! Delete a brand: at once for everyone who could use it, then row by row.
//!
//! What its customers have stays theirs: their conversations with what was said in them, where the brand can't be reached any more.

use std::sync::Arc;

use subrosa_access::{DeleteBrand, Permit};
use subrosa_proto::brand::Role;
use subrosa_proto::{AccountId, ConversationId};
use subrosa_store::{accounts, brand_members, conversations, erase, jobs, members};

use crate::accounts::admin::set_disabled;
use crate::core::Core;
use crate::job_kind::{ERASE_BRAND, PROFILE_CHANGED};
use crate::{Error, Messaging};

/// Members that a brand has at most, by far.
const MEMBERS: u32 = 10_000;
/// Conversations that are forgotten in one transaction.
const CONVERSATIONS: u32 = 20;
/// Rows of a table that are.
const ROWS: u32 = 1_000;

impl Messaging {
    /// Has a brand reached by nobody any more, neither its members nor its customers, and begins to forget what is known of it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn delete_brand(&self, permit: &Permit<DeleteBrand>) -> Result<(), Error> {
        let (brand, now) = (permit.account()?, self.core.now());
        let (tell, forget) = (self.core.next_id(), self.core.next_id());
        let bots = self
            .core
            .db
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                set_disabled(tx, brand, Some(now)).await?;
                erase::begin(tx, brand).await?;
                let mut bots = Vec::new();
                for member in brand_members::list(tx, brand, now, MEMBERS).await? {
                    let id = member.account.id;
                    brand_members::remove(tx, brand, id).await?;
                    erase::drafts(tx, id, brand).await?;
                    if member.role == Role::Bot {
                        set_disabled(tx, id, Some(now)).await?;
                        bots.push(id);
                    }
                }
                jobs::insert(tx, tell, PROFILE_CHANGED, brand).await?;
                jobs::insert(tx, forget, ERASE_BRAND, brand).await?;
                Ok::<_, Error>(bots)
            })
            .await?;
        for account in bots.into_iter().chain([brand]) {
            self.core.bus.revoke(account, None);
        }
        self.core.jobs_wake.notify_one();
        tracing::info!("a brand was deleted");
        Ok(())
    }
}

/// Forgets some of what is known of a brand: first what stands with its conversations, after one, then part by part, which are counted
/// downwards from -1. Where the next step begins.
pub(crate) async fn erase_some(core: &Arc<Core>, brand: AccountId, position: i64) -> Result<Option<i64>, Error> {
    if position >= 0 {
        let after = ConversationId::new(position);
        let found =
            core.db.read(async move |tx| members::conversations_after(tx, brand, after, CONVERSATIONS).await).await;
        let ids = found.map_err(Error::from)?;
        let Some(last) = ids.last().map(|last| last.number()) else { return Ok(Some(-1)) };
        core.db
            .write(async move |tx| {
                conversations::lock(tx, &ids).await?;
                Ok::<_, Error>(erase::conversations(tx, &ids).await?)
            })
            .await?;
        return Ok(Some(last));
    }
    let part = usize::try_from(-1 - position).unwrap_or(usize::MAX);
    let outcome = core.db.write(async move |tx| Ok::<_, Error>(erase::part(tx, brand, part, ROWS).await?)).await?;
    match outcome {
        Some(true) => Ok(Some(position)),
        Some(false) => Ok(Some(position - 1)),
        None => {
            let (has_more, left) = core
                .db
                .write(async move |tx| {
                    let has_more = erase::search(tx, brand, ROWS).await?;
                    Ok::<_, Error>((has_more, if has_more { Vec::new() } else { erase::left(tx, brand).await? }))
                })
                .await?;
            match (has_more, left.is_empty()) {
                (true, _) => Ok(Some(position)),
                // Once more from the beginning.
                (false, false) => Ok(Some(0)),
                (false, true) => Ok(None),
            }
        }
    }
}
