//! Teams: a brand's members in groups, each with a queue of its own; and who of them is at work now.

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, ConversationId, TeamId};

/// A team of a brand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Team {
    pub id: TeamId,
    /// 1 to 50 characters on one line, unique in the brand.
    pub name: String,
    /// What the flows of bots call it: 1 to 40 lower-case letters, digits and underscores, beginning with a letter; unique in the
    /// brand.
    pub key: String,
    /// Who is in it, in the order of their accounts.
    pub members: Vec<AccountId>,
    /// How its tickets are given to its members; absent: as those of no team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub assignment: Option<AssignmentRule>,
}

/// How the tickets of a queue are given to members. Whatever the rule, nobody who is away is given any by itself, nor anyone who holds as many
/// as they may; a ticket that nobody can take waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum AssignmentRule {
    /// Someone takes it, or gives it to someone.
    #[default]
    ByHand,
    /// To whoever was last given one the longest ago.
    RoundRobin,
    /// To whoever holds the fewest open tickets.
    LeastLoad,
    /// To whoever is good at most of its labels; of those who are as good, to who holds the fewest.
    BySkill,
}

/// How a brand's tickets of no team are given to members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Assignment {
    pub rule: AssignmentRule,
}

/// Where a ticket stands among those that wait for a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct QueuePlace {
    /// How many of its team, or of those of no team, have waited longer; absent when it waits for nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, minimum = 0))]
    pub before: Option<i64>,
}

/// The teams of a brand, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TeamList {
    pub teams: Vec<Team>,
}

/// A team to keep in place of what stood there.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveTeam {
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 50, example = "Returns"))]
    pub name: String,
    #[cfg_attr(feature = "schema", schema(pattern = "^[a-z][a-z0-9_]{0,39}$", example = "returns"))]
    pub key: String,
    /// Members who answer customers: owners, admins, agents.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_items = 500))]
    pub members: Vec<AccountId>,
    /// How its tickets are given to its members; absent: as those of no team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignment: Option<AssignmentRule>,
}

/// Whether a member takes new work now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Availability {
    /// True while they are away by their own word. What they hold stays theirs.
    pub away: bool,
}

/// A conversation that a member follows without holding its ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Followed {
    pub conversation: ConversationId,
    /// Up to which `seq` they have seen it. What is newer is unread.
    pub seen: i64,
}

/// What a member follows: at most 500 conversations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FollowedList {
    pub followed: Vec<Followed>,
}
