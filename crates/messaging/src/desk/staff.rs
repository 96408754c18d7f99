//! Who could be given a brand's tickets by themselves, and by which rules.

use std::collections::{BTreeSet, HashMap};

use subrosa_desk::assignment::{Candidate, Wanted, choose};
use subrosa_proto::limits::{AWAY_SECONDS, BRAND_TEAMS};
use subrosa_proto::team::AssignmentRule;
use subrosa_proto::{AccountId, TeamId, Timestamp};
use subrosa_store::assignment::{self, Worker};
use subrosa_store::{Tx, teams};

use crate::Error;

/// A queue of a team.
struct Queue {
    rule: AssignmentRule,
    members: BTreeSet<AccountId>,
}

/// A brand's people who answer customers, as they stand in a transaction and after what it has given them.
pub(crate) struct Staff {
    candidates: Vec<Candidate>,
    /// Of tickets of no team.
    rule: AssignmentRule,
    teams: HashMap<TeamId, Queue>,
    turn: i64,
    /// Whose turns it was since.
    given: HashMap<AccountId, i64>,
}

impl Staff {
    pub(crate) async fn read(tx: &mut Tx<'_>, brand: AccountId, now: Timestamp) -> Result<Self, Error> {
        let workers = assignment::workers(tx, brand, now.plus_seconds(-AWAY_SECONDS)).await?;
        let rule = assignment::rule(tx, brand).await?;
        let teams = teams::list(tx, brand, BRAND_TEAMS).await?;
        let teams = teams.into_iter().map(|team| {
            let queue = Queue { rule: team.assignment.unwrap_or(rule), members: team.members.into_iter().collect() };
            (team.id, queue)
        });
        let candidates: Vec<Candidate> = workers.into_iter().map(candidate).collect();
        let turn = candidates.iter().map(|one| one.turn).max().unwrap_or(0);
        Ok(Self { candidates, rule, teams: teams.collect(), turn, given: HashMap::new() })
    }

    /// The queues whose tickets are given by themselves.
    pub(crate) fn queues(&self) -> Vec<Option<TeamId>> {
        let teams = self.teams.iter().filter(|(_, queue)| queue.rule != AssignmentRule::ByHand);
        let of_none = (self.rule != AssignmentRule::ByHand).then_some(None);
        of_none.into_iter().chain(teams.map(|(team, _)| Some(*team))).collect()
    }

    /// A member holds so many open tickets more, or fewer.
    pub(crate) fn hold(&mut self, member: AccountId, more: i64) {
        if let Some(one) = self.candidates.iter_mut().find(|one| one.member == member) {
            one.load += more;
        }
    }

    /// Gives a ticket of a team, or of none, to whoever is to have it, if anyone can take it now.
    pub(crate) fn give(&mut self, team: Option<TeamId>, wanted: Wanted<'_>) -> Option<AccountId> {
        // A ticket of a team that is no more is no team's.
        let queue = team.and_then(|team| self.teams.get(&team));
        let (rule, members) = queue.map_or((self.rule, None), |queue| (queue.rule, Some(&queue.members)));
        let theirs = |one: &&Candidate| members.is_none_or(|members| members.contains(&one.member));
        let to = choose(rule, wanted, self.candidates.iter().filter(theirs))?;
        self.turn += 1;
        let turn = self.turn;
        self.candidates.iter_mut().filter(|one| one.member == to).for_each(|one| one.take(turn));
        self.given.insert(to, turn);
        Some(to)
    }

    /// Whose turns it was, in the order of their accounts.
    pub(crate) fn turns(&self) -> Vec<(AccountId, i64)> {
        let mut turns: Vec<(AccountId, i64)> = self.given.iter().map(|(person, turn)| (*person, *turn)).collect();
        turns.sort_unstable();
        turns
    }
}

fn candidate(worker: Worker) -> Candidate {
    let Worker { member, available, load, capacity, skills, turn } = worker;
    Candidate { member, available, load, capacity, skills, turn }
}
