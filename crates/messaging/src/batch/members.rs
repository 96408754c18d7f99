//! Who works for a brand at this very moment. A session knows its member's role from when it began; what a batch does rests on what is
//! true in its transaction, so that whoever was removed meanwhile does nothing more.

use std::collections::{BTreeSet, HashMap};

use subrosa_access::Actor;
use subrosa_proto::brand::Role;
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::{Tx, brand_members};

use super::{Change, Work};
use crate::Error;

/// A brand and a person.
type Pair = (AccountId, AccountId);

/// The roles of all members whom a batch is about.
#[derive(Default)]
pub(super) struct Members(HashMap<Pair, Role>);

impl Members {
    /// Reads them, and keeps them as they are until the transaction ends.
    pub(super) async fn of(tx: &mut Tx<'_>, works: &[Work]) -> Result<Self, Error> {
        let mut pairs = BTreeSet::new();
        for work in works {
            let Work::Change { actor: Actor::Member { brand, person, .. }, change, .. } = work else { continue };
            pairs.insert((*brand, *person));
            if let Change::Ticket { change } = change
                && let Some(Some(assignee)) = change.assignee
            {
                pairs.insert((*brand, assignee));
            }
        }
        if pairs.is_empty() {
            return Ok(Self::default());
        }
        let pairs: Vec<Pair> = pairs.into_iter().collect();
        let roles = brand_members::hold(tx, &pairs).await?;
        Ok(Self(pairs.into_iter().zip(roles).filter_map(|(pair, role)| Some((pair, role?))).collect()))
    }

    /// The actor with the role that they have now.
    pub(super) fn present(&self, actor: Actor) -> Result<Actor, Error> {
        let Actor::Member { brand, person, device, .. } = actor else { return Ok(actor) };
        let role = self.0.get(&(brand, person)).ok_or_else(|| Error::new(ErrorCode::Forbidden))?;
        Ok(Actor::Member { brand, role: *role, person, device })
    }

    /// Sees that a ticket can be given to someone: they answer customers. Returns the role in which they do.
    pub(super) fn check_assignee(&self, brand: AccountId, to: AccountId) -> Result<Role, Error> {
        match self.0.get(&(brand, to)) {
            Some(role) if role.answers() => Ok(*role),
            _ => {
                let detail = "tickets go to owners, admins, agents and bots of the brand";
                Err(Error::field(ErrorCode::TicketRefused, "assignee", detail))
            }
        }
    }
}
