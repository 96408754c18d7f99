//! Who works for a brand at this very moment. A session knows its member's role from when it began; what a batch does rests on what is
//! true in its transaction, so that whoever was removed meanwhile does nothing more.

use std::collections::{BTreeSet, HashMap};

use subrosa_access::{Actor, Held};
use subrosa_proto::brand::Role;
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::{Tx, bots, brand_members};

use super::{Change, Scheduled, Work};
use crate::Error;

/// A brand and a person.
type Pair = (AccountId, AccountId);

/// The roles of all members whom a batch is about, and for which of them customers wait how many seconds: programs of a brand's own.
#[derive(Default)]
pub(super) struct Members {
    roles: HashMap<Pair, Held>,
    patience: HashMap<AccountId, i64>,
}

impl Members {
    /// Reads them, and keeps them as they are until the transaction ends.
    pub(super) async fn of(tx: &mut Tx<'_>, works: &[Work]) -> Result<Self, Error> {
        let (mut pairs, mut wants_patience) = (BTreeSet::new(), BTreeSet::new());
        for work in works {
            if let Work::Change { change: Change::RuleStep(step), .. } = work {
                pairs.extend(step.assignees());
                wants_patience.extend(step.assignees());
                continue;
            }
            if let Work::Change { change: Change::Scheduled(Scheduled::Due { brand, author, .. }), .. } = work {
                pairs.insert((*brand, *author));
            }
            let Work::Change { actor: Actor::Member { brand, person, .. }, change, .. } = work else { continue };
            pairs.insert((*brand, *person));
            if matches!(change, Change::BotStep(_)) {
                continue;
            }
            wants_patience.insert((*brand, *person));
            let assignee = match change {
                Change::Ticket { change } => change.assignee.flatten(),
                Change::HandOver { to, .. } => *to,
                _ => None,
            };
            if let Some(assignee) = assignee {
                pairs.insert((*brand, assignee));
                wants_patience.insert((*brand, assignee));
            }
        }
        if pairs.is_empty() {
            return Ok(Self::default());
        }
        let pairs: Vec<Pair> = pairs.into_iter().collect();
        let roles = brand_members::hold(tx, &pairs).await?;
        let held = |(role, own): (Role, Option<i64>)| Held::kept(role, own);
        let roles: HashMap<Pair, Held> =
            pairs.into_iter().zip(roles).filter_map(|(pair, role)| Some((pair, held(role?)))).collect();
        wants_patience.retain(|pair| roles.get(pair).is_some_and(|held| held.role() == Role::Bot));
        let bots: Vec<Pair> = wants_patience.into_iter().collect();
        // Nothing is asked where only people are at work.
        let patience = bots::patience_of(tx, &bots).await?;
        let patience = bots.into_iter().zip(patience).filter_map(|((_, bot), seconds)| Some((bot, seconds?)));
        Ok(Self { patience: patience.collect(), roles })
    }

    /// The actor with the role that they have now.
    pub(super) fn present(&self, actor: Actor) -> Result<Actor, Error> {
        let Actor::Member { brand, person, device, .. } = actor else { return Ok(actor) };
        let held = *self.roles.get(&(brand, person)).ok_or_else(|| Error::new(ErrorCode::Forbidden))?;
        Ok(Actor::Member { brand, held, person, device })
    }

    /// How many seconds a customer waits for a bot of the batch; none where it is no program of a brand's own.
    pub(super) fn patience_of(&self, bot: AccountId) -> Option<i64> {
        self.patience.get(&bot).copied()
    }

    /// What someone does for a brand, if they work for it.
    pub(super) fn held(&self, brand: AccountId, person: AccountId) -> Option<Held> {
        self.roles.get(&(brand, person)).copied()
    }

    /// Sees that a ticket can be given to someone: they answer customers. Returns the role in which they do.
    pub(super) fn check_assignee(&self, brand: AccountId, to: AccountId) -> Result<Role, Error> {
        match self.roles.get(&(brand, to)) {
            Some(held) if held.role().answers() => Ok(held.role()),
            _ => {
                let detail = "tickets go to owners, admins, agents and bots of the brand";
                Err(Error::field(ErrorCode::TicketRefused, "assignee", detail))
            }
        }
    }
}
