//! The teams that a batch gives tickets to, as they are in its transaction: a ticket never goes to one that was removed meanwhile.

use std::collections::{BTreeSet, HashMap, HashSet};

use subrosa_proto::{AccountId, ErrorCode, TeamId};
use subrosa_store::{Tx, teams};

use super::{Change, Work};
use crate::Error;
use crate::bots::BotEnding;

/// The teams that a batch is about.
#[derive(Default)]
pub(super) struct Teams {
    known: HashSet<(TeamId, AccountId)>,
    /// By what flows call them.
    by_key: HashMap<(AccountId, String), TeamId>,
}

impl Teams {
    /// Reads them, and keeps them as they are until the transaction ends.
    pub(super) async fn of(tx: &mut Tx<'_>, works: &[Work]) -> Result<Self, Error> {
        let mut wanted = BTreeSet::new();
        let mut keys = BTreeSet::new();
        for work in works {
            let Work::Change { actor, change, .. } = work else { continue };
            let Some(brand) = actor.account() else { continue };
            match change {
                Change::Ticket { change } => wanted.extend(change.team.flatten().map(|team| (team, brand))),
                Change::BotStep(step) => {
                    if let Some(BotEnding::HandedOver(packet)) = &step.ending {
                        keys.extend(packet.team.as_deref().map(|key| (brand, key)));
                    }
                }
                _ => {}
            }
        }
        if wanted.is_empty() && keys.is_empty() {
            return Ok(Self::default());
        }
        let keys: Vec<(AccountId, &str)> = keys.into_iter().collect();
        let mut by_key = teams::find_by_keys(tx, &keys).await?;
        wanted.extend(by_key.iter().map(|((brand, _), team)| (*team, *brand)));
        let wanted: Vec<(TeamId, AccountId)> = wanted.into_iter().collect();
        let known: HashSet<_> = teams::hold(tx, &wanted).await?.into_iter().collect();
        by_key.retain(|(brand, _), team| known.contains(&(*team, *brand)));
        Ok(Self { known, by_key })
    }

    /// Sees that a ticket of a brand can be given to a team.
    pub(super) fn check(&self, brand: AccountId, team: TeamId) -> Result<(), Error> {
        if self.known.contains(&(team, brand)) {
            return Ok(());
        }
        Err(Error::field(ErrorCode::TicketRefused, "team", "the brand has no such team"))
    }

    /// The brand's team that flows call so.
    pub(super) fn called(&self, brand: AccountId, key: Option<&str>) -> Option<TeamId> {
        self.by_key.get(&(brand, key?.to_owned())).copied()
    }
}
