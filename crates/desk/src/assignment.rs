//! Who is given a ticket by itself: pure choice among those who could take it.
//!
//! Nobody who is away is chosen, nor anyone who holds as much as they may. Among those who are left, the rule of the queue decides, and
//! what it leaves open is decided by whose turn it is, so that work is spread evenly.

use subrosa_proto::AccountId;
use subrosa_proto::team::AssignmentRule;

/// A member who answers customers, as they stand now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub member: AccountId,
    pub available: bool,
    /// Open tickets that they hold.
    pub load: i64,
    /// How many they hold at most; none: as many as come.
    pub capacity: Option<i64>,
    /// The labels that they are good at.
    pub skills: Vec<String>,
    /// When they were last given a ticket by themselves, counted in tickets of the brand; 0: never.
    pub turn: i64,
}

impl Candidate {
    /// Whether they can be given one more.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.available && self.capacity.is_none_or(|capacity| self.load < capacity)
    }

    /// They are given one, as the `turn`th of the brand.
    pub fn take(&mut self, turn: i64) {
        self.load += 1;
        self.turn = turn;
    }
}

/// What is to be given to someone.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    pub labels: &'a [String],
    /// Who has just given it back: others come first.
    pub from: Option<AccountId>,
}

/// Whose it is to be, by its place among the candidates; none when nobody can take it now, or tickets are given by hand.
#[must_use]
pub fn choose<'a>(
    rule: AssignmentRule,
    wanted: Wanted<'_>,
    candidates: impl Iterator<Item = &'a Candidate>,
) -> Option<AccountId> {
    let free = candidates.filter(|candidate| candidate.is_free());
    let gave_it_back = |candidate: &Candidate| wanted.from == Some(candidate.member);
    let last = |candidate: &Candidate| (candidate.turn, candidate.member);
    let chosen = match rule {
        AssignmentRule::ByHand => None,
        AssignmentRule::RoundRobin => free.min_by_key(|one| (gave_it_back(one), last(one))),
        AssignmentRule::LeastLoad => free.min_by_key(|one| (gave_it_back(one), one.load, last(one))),
        AssignmentRule::BySkill => {
            free.min_by_key(|one| (gave_it_back(one), unfitness(one, wanted.labels), one.load, last(one)))
        }
    };
    chosen.map(|candidate| candidate.member)
}

/// How many of a ticket's labels a member is not good at: fewer come first, and who is good at none comes last rather than never.
fn unfitness(candidate: &Candidate, labels: &[String]) -> usize {
    labels.iter().filter(|label| !candidate.skills.contains(label)).count()
}
