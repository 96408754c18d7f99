//! What a member holds: the rights of a role, built in or a brand's own. Every decision about a member is made from these.

use subrosa_proto::brand::Role;
use subrosa_proto::right::Right;

/// A set of rights.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rights(u32);

impl Rights {
    /// The set of these.
    #[must_use]
    pub fn from_list(rights: &[Right]) -> Self {
        Self(rights.iter().fold(0, |bits, right| bits | bit(*right)))
    }

    /// The set that was kept as this number. Bits that no right has are none.
    #[must_use]
    pub fn from_number(number: i64) -> Self {
        let all = Self::from_list(&Right::ALL).0;
        Self(u32::try_from(number).unwrap_or(0) & all)
    }

    /// The number to keep it as.
    #[must_use]
    pub fn number(self) -> i64 {
        i64::from(self.0)
    }

    /// Its rights, in the table's order.
    #[must_use]
    pub fn list(self) -> Vec<Right> {
        Right::ALL.into_iter().filter(|right| self.has(*right)).collect()
    }

    /// Whether a right is among them.
    #[must_use]
    pub const fn has(self, right: Right) -> bool {
        self.0 & bit(right) != 0
    }

    /// Whether all of them are among others.
    #[must_use]
    pub const fn are_within(self, others: Self) -> bool {
        self.0 & !others.0 == 0
    }

    /// Those of a role that is built in.
    #[must_use]
    pub fn of(role: Role) -> Self {
        let has = |right: &Right| crate::policy::role_has(role, *right);
        Self(Right::ALL.iter().filter(|right| has(right)).fold(0, |bits, right| bits | bit(*right)))
    }
}

/// The place of a right in the number that is kept: never another's.
const fn bit(right: Right) -> u32 {
    1 << match right {
        Right::Answer => 0,
        Right::WriteNotes => 1,
        Right::ManageReplies => 2,
        Right::ShareViews => 3,
        Right::ReadContacts => 4,
        Right::ChangeContacts => 5,
        Right::MergeContacts => 6,
        Right::ManageAttributes => 7,
        Right::ManageTopics => 8,
        Right::SaveOrders => 9,
        Right::MoveCustomers => 10,
        Right::WriteKnowledge => 11,
        Right::PublishKnowledge => 12,
        Right::ManageBots => 13,
        Right::ManageRules => 14,
        Right::ManageWebhooks => 15,
        Right::ReadReports => 16,
        Right::ReadMembersReports => 17,
        Right::ReadAudit => 18,
        Right::ChangeBrand => 19,
        Right::ManageMembers => 20,
        Right::DecideDisputes => 21,
        Right::ManageSegments => 22,
        Right::ManageCampaigns => 23,
        Right::ApproveCampaigns => 24,
    }
}

/// What a member of a brand is: their role, and the rights that come with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    role: Role,
    rights: Rights,
}

impl From<Role> for Held {
    fn from(role: Role) -> Self {
        Self { role, rights: Rights::of(role) }
    }
}

impl Held {
    /// What comes with a role of a brand's own.
    #[must_use]
    pub fn own(rights: Rights) -> Self {
        Self { role: base(rights), rights }
    }

    /// What was kept of a member: the built-in role and, where they have one of the brand's own, its rights.
    #[must_use]
    pub fn kept(role: Role, own: Option<i64>) -> Self {
        own.map_or_else(|| role.into(), |number| Self::own(Rights::from_number(number)))
    }

    /// The built-in role, or the one that a brand's own is like in what no right decides.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.role
    }

    #[must_use]
    pub const fn rights(&self) -> Rights {
        self.rights
    }
}

/// The built-in role that stands for one of a brand's own: whether it answers customers, and so can hold tickets and be in teams.
#[must_use]
pub const fn base(rights: Rights) -> Role {
    if rights.has(Right::Answer) { Role::Agent } else { Role::Analyst }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ActionKind;
    use crate::policy::{held_may, role_may};

    #[test]
    fn a_number_keeps_a_set_and_nothing_else() {
        for right in Right::ALL {
            let one = Rights::from_list(&[right]);
            assert_eq!(one.list(), [right]);
            assert_eq!(Rights::from_number(one.number()), one);
        }
        assert_eq!(Rights::from_number(i64::MAX), Rights::default());
        assert_eq!(Rights::from_number(1 << 30).list(), []);
        assert_eq!(Rights::from_list(&Right::ALL).list(), Right::ALL);
    }

    /// A role of a brand's own with the rights of a built-in role decides as that, but for what is an owner's or a bot's alone.
    #[test]
    fn an_own_role_with_a_built_in_roles_rights_decides_as_it() {
        for &role in Role::ALL {
            let own = Held::own(Rights::of(role));
            for &action in ActionKind::ALL {
                let is_apart = match action {
                    ActionKind::DeleteBrand | ActionKind::ManageSignOn => true,
                    ActionKind::HandOver
                    | ActionKind::SetAvailability
                    | ActionKind::ScheduleReply
                    | ActionKind::SendTemplate
                    | ActionKind::SettleDispute
                    | ActionKind::AskModel
                    | ActionKind::KeepViews => role == Role::Bot,
                    _ => false,
                };
                let expected = if is_apart {
                    !matches!(action, ActionKind::DeleteBrand | ActionKind::ManageSignOn | ActionKind::HandOver)
                } else {
                    role_may(role, action)
                };
                assert_eq!(held_may(own, action), expected, "{role:?} {action:?}");
            }
        }
    }

    /// Of all sets: what one more right gives, none takes away, and nothing but rights decides.
    #[test]
    fn one_more_right_never_takes_away() {
        for number in 0..1_i64 << 21 {
            // Every 97th of two million: no pattern of bits is left out for long.
            if number % 97 != 0 {
                continue;
            }
            let rights = Rights::from_number(number);
            let held = Held::own(rights);
            for &action in ActionKind::ALL {
                let owners =
                    matches!(action, ActionKind::DeleteBrand | ActionKind::ManageSignOn | ActionKind::HandOver);
                assert!(!(owners && held_may(held, action)), "{action:?}");
            }
            let more = Held::own(Rights(rights.0 | 1 << (number % 21)));
            assert!(ActionKind::ALL.iter().all(|&action| !held_may(held, action) || held_may(more, action)));
        }
    }
}
