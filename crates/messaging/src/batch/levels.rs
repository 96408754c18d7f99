//! The clocks of what brands promise, in the batch: set going, laid to rest and ended with whatever changes a ticket, and told of when
//! their time has come. The rules are those of `subrosa_desk::levels`.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use subrosa_desk::figures::levelled;
use subrosa_desk::hours::Hours;
use subrosa_desk::levels::Levels;
use subrosa_proto::journal::Happening;
use subrosa_proto::ticket::Ticket;
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::{Tx, brand_hours, brand_levels};

use super::around::Around;
use super::business::Business;
use crate::Error;

/// What brands promise, each read once however many of its conversations a batch touches.
pub(super) async fn read(
    tx: &mut Tx<'_>,
    brands: BTreeSet<AccountId>,
) -> Result<HashMap<AccountId, Arc<Levels>>, Error> {
    if brands.is_empty() {
        return Ok(HashMap::new());
    }
    let brands: Vec<AccountId> = brands.into_iter().collect();
    let levels = brand_levels::find_many(tx, &brands).await?;
    let hours = brand_hours::find_many(tx, &brands).await?;
    let mut all = HashMap::with_capacity(brands.len());
    for (brand, (levels, hours)) in brands.into_iter().zip(levels.into_iter().zip(hours)) {
        // They were checked when they were set.
        let hours = Hours::of(&hours).map_err(|_| Error::new(ErrorCode::Internal))?;
        all.insert(brand, Arc::new(Levels::new(levels, hours)));
    }
    Ok(all)
}

impl Business {
    /// Brings the clocks of the newest ticket to where it stands now, by what was done to it; what there is to tell of them. `by` is
    /// whoever did it, and whether that was a person's message to the customer.
    pub(super) fn follow(
        &mut self,
        before: Option<&Ticket>,
        by: (Option<AccountId>, bool),
        around: &Around<'_>,
    ) -> Vec<Happening> {
        let Some(ticket) = &mut self.thread.ticket else { return Vec::new() };
        let Some(levels) = &self.levels else {
            // Nothing is promised any more.
            ticket.promise = None;
            return Vec::new();
        };
        let told = levels.follow(before, ticket, by, around.now);
        if let Some(counted) = &mut self.counted {
            for happening in &told {
                let (which, policy, member) = match happening {
                    Happening::Kept { target, policy, member } => ((*target, true), policy, *member),
                    Happening::Breached { target, policy, member } => ((*target, false), policy, *member),
                    _ => continue,
                };
                counted.facts.push(levelled(ticket.id, which, policy, member, around.now));
            }
        }
        told
    }

    /// Writes into the journal what there is to tell of clocks: no person did it.
    pub(super) fn tell(&mut self, told: Vec<Happening>, after: i64, around: &Around<'_>) {
        if !told.is_empty() {
            self.happened((self.brand, None), None, told, after, around);
        }
    }

    /// Tells of clocks whose time has come; whether that changed anything.
    pub(super) fn ring(&mut self, head: i64, around: &Around<'_>) -> bool {
        let before = self.thread.ticket.clone();
        let told = self.follow(before.as_ref(), (None, false), around);
        let is_changed = self.thread.ticket != before;
        self.is_changed |= is_changed;
        self.tell(told, head, around);
        is_changed
    }
}
