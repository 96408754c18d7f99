//! The one policy table: action × standing → decision, and below it what each role may do for its brand.

use subrosa_proto::brand::Role;
use subrosa_proto::right::Right;

use crate::{ActionKind, Actor, Held};

/// How the one who asks stands to what is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It is their own account.
    Own,
    /// They are a member of the conversation (or share one with the person), and the other person can be reached.
    Member,
    /// They are a member, and the other person is disabled.
    MemberAlone,
    /// Signed in, and neither of the above.
    Stranger,
    /// Not signed in.
    SignedOut,
    /// The operator.
    Operator,
}

impl Standing {
    /// All of them, in the table's order.
    pub const ALL: &'static [Self] =
        &[Self::Own, Self::Member, Self::MemberAlone, Self::Stranger, Self::SignedOut, Self::Operator];
}

/// What the table says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decision {
    Allow,
    /// Sign in first.
    Unauthenticated,
    /// Answered exactly as if it did not exist.
    NotFound,
    /// The other person can't be reached.
    RecipientUnavailable,
    /// Signed in, but not for this.
    Forbidden,
}

/// The decision for an action and a standing.
#[must_use]
pub const fn decide(action: ActionKind, standing: Standing) -> Decision {
    use ActionKind as A;
    use Decision::{Allow, Forbidden, NotFound, RecipientUnavailable, Unauthenticated};
    use Standing as S;

    match (action, standing) {
        (A::Administer, S::Operator) => Allow,
        (A::Administer, _) => Forbidden,
        (_, S::SignedOut) => Unauthenticated,
        // The operator acts through administration, never inside people's conversations.
        (_, S::Operator) => Forbidden,

        (A::ReadOwnAccount | A::ChangeOwnAccount | A::ManageOwnDevices | A::Sync, S::Own) => Allow,
        (A::ReadOwnAccount | A::ChangeOwnAccount | A::ManageOwnDevices | A::Sync, _) => Forbidden,

        (A::FindAccount, _) => Allow,

        (
            A::JoinBrands
            | A::ReadBrand
            | A::ChangeBrand
            | A::DeleteBrand
            | A::ManageSignOn
            | A::ManageMembers
            | A::SetAvailability
            | A::ReadInbox
            | A::ManageReplies
            | A::ManageTemplates
            | A::ManageBots
            | A::ManageRules,
            S::Own,
        ) => Allow,
        (
            A::JoinBrands
            | A::ReadBrand
            | A::ChangeBrand
            | A::DeleteBrand
            | A::ManageSignOn
            | A::ManageMembers
            | A::SetAvailability
            | A::ReadInbox
            | A::ManageReplies
            | A::ManageTemplates
            | A::ManageBots
            | A::ManageRules,
            _,
        ) => Forbidden,
        (
            A::ManageAttributes
            | A::ManageTopics
            | A::SaveOrders
            | A::SaveEvents
            | A::ManageShops
            | A::ManageSources
            | A::MoveCustomers,
            S::Own,
        ) => Allow,
        (
            A::ManageAttributes
            | A::ManageTopics
            | A::SaveOrders
            | A::SaveEvents
            | A::ManageShops
            | A::ManageSources
            | A::MoveCustomers,
            _,
        ) => Forbidden,

        (A::ReadReports | A::ReadAudit | A::KeepViews | A::ShareViews | A::ManageWebhooks, S::Own) => Allow,
        (A::ReadReports | A::ReadAudit | A::KeepViews | A::ShareViews | A::ManageWebhooks, _) => Forbidden,

        (A::ReadSegments | A::ManageSegments, S::Own) => Allow,
        (A::ReadSegments | A::ManageSegments, _) => Forbidden,
        (A::ReadCampaigns | A::ManageCampaigns | A::ApproveCampaigns | A::SetPromotions, S::Own) => Allow,
        (A::ReadCampaigns | A::ManageCampaigns | A::ApproveCampaigns | A::SetPromotions, _) => Forbidden,

        (A::ReadKnowledge | A::WriteKnowledge | A::PublishKnowledge, S::Own) => Allow,
        (A::ReadKnowledge | A::WriteKnowledge | A::PublishKnowledge, _) => Forbidden,

        (A::TakeToDispute | A::SendTemplate, S::Member) => Allow,
        (A::TakeToDispute | A::SendTemplate, S::MemberAlone) => RecipientUnavailable,
        (A::TakeToDispute | A::SendTemplate, S::Own | S::Stranger) => NotFound,
        // A customer who has gone leaves work behind.
        (A::SettleDispute | A::DecideDispute, S::Member | S::MemberAlone) => Allow,
        (A::SettleDispute | A::DecideDispute, S::Own | S::Stranger) => NotFound,
        (
            A::ReadJournal | A::WriteNote | A::ChangeTicket | A::HandOver | A::ScheduleReply | A::AskModel,
            S::Member | S::MemberAlone,
        ) => Allow,
        (
            A::ReadJournal | A::WriteNote | A::ChangeTicket | A::HandOver | A::ScheduleReply | A::AskModel,
            S::Own | S::Stranger,
        ) => NotFound,
        (A::ReadContact | A::ChangeContact | A::MergeContacts, S::Member | S::MemberAlone) => Allow,
        (A::ReadContact | A::ChangeContact | A::MergeContacts, S::Own | S::Stranger) => NotFound,
        // What was agreed to can be withdrawn also where the brand is gone.
        (A::SetPreferences, S::Member | S::MemberAlone) => Allow,
        (A::SetPreferences, S::Own | S::Stranger) => NotFound,

        (A::StartConversation, S::Stranger | S::Member) => Allow,
        (A::StartConversation, S::MemberAlone) => RecipientUnavailable,
        (A::StartConversation, S::Own) => Forbidden,

        // What was said stays readable when the other person has gone.
        (A::ReadConversation | A::MarkRead | A::SaveDraft, S::Member | S::MemberAlone) => Allow,
        (A::SendMessage | A::SendTyping, S::Member) => Allow,
        (A::SendMessage | A::SendTyping, S::MemberAlone) => RecipientUnavailable,
        (A::WatchPresence, S::Own | S::Member | S::MemberAlone) => Allow,
        (
            A::ReadConversation | A::MarkRead | A::SaveDraft | A::SendMessage | A::SendTyping | A::WatchPresence,
            S::Own | S::Stranger,
        ) => NotFound,
    }
}

/// Whether an actor may ask for an action at all: a person for what people do, a brand's member for what the role may.
#[must_use]
pub const fn may(actor: &Actor, action: ActionKind) -> bool {
    match actor {
        Actor::Member { held, .. } => held_may(*held, action),
        Actor::Person { .. } | Actor::SignedOut | Actor::Operator => !is_of_brands(action),
    }
}

/// What only members of a brand do.
const fn is_of_brands(action: ActionKind) -> bool {
    use ActionKind as A;

    matches!(
        action,
        A::ReadBrand
            | A::ChangeBrand
            | A::DeleteBrand
            | A::ManageSignOn
            | A::ManageMembers
            | A::SetAvailability
            | A::ReadInbox
            | A::KeepViews
            | A::ShareViews
            | A::ReadJournal
            | A::WriteNote
            | A::ChangeTicket
            | A::HandOver
            | A::ScheduleReply
            | A::SendTemplate
            | A::SettleDispute
            | A::DecideDispute
            | A::AskModel
            | A::ManageReplies
            | A::ManageTemplates
            | A::ManageBots
            | A::ManageWebhooks
            | A::ManageRules
            | A::ReadContact
            | A::ChangeContact
            | A::MergeContacts
            | A::ManageAttributes
            | A::ManageTopics
            | A::SaveOrders
            | A::SaveEvents
            | A::ManageShops
            | A::ManageSources
            | A::MoveCustomers
            | A::ReadSegments
            | A::ManageSegments
            | A::ReadCampaigns
            | A::ManageCampaigns
            | A::ApproveCampaigns
            | A::ReadReports
            | A::ReadAudit
            | A::ReadKnowledge
            | A::WriteKnowledge
            | A::PublishKnowledge
    )
}

/// What a member's rights have to hold for an action.
enum Needs {
    /// Everyone who works for the brand may.
    Nothing,
    /// The same, but for bots.
    NoBot,
    Right(Right),
    /// The right, and being no bot.
    RightOfPerson(Right),
    Owner,
    Bot,
    /// No member may, ever.
    Never,
}

const fn needs(action: ActionKind) -> Needs {
    use ActionKind as A;
    use Needs::{NoBot, RightOfPerson};

    match action {
        // Whoever answers customers sees what is missing in articles.
        A::ReadOwnAccount
        | A::Sync
        | A::FindAccount
        | A::ReadConversation
        | A::WatchPresence
        | A::ReadBrand
        | A::ReadInbox
        | A::ReadJournal
        | A::ReadKnowledge => Needs::Nothing,
        // A bot reads no inbox.
        A::KeepViews => NoBot,
        // People write a note and assign.
        A::HandOver => Needs::Bot,
        A::WriteNote => Needs::Right(Right::WriteNotes),
        A::SendMessage | A::SendTyping | A::MarkRead | A::SaveDraft | A::ChangeTicket | A::TakeToDispute => {
            Needs::Right(Right::Answer)
        }
        // Bots are always there, can wait by themselves, and are no people who read a draft.
        A::SetAvailability | A::ScheduleReply | A::SendTemplate | A::AskModel => RightOfPerson(Right::Answer),
        // What the brand gives, people say; and the last word is for fewer of them.
        A::SettleDispute => RightOfPerson(Right::Answer),
        A::DecideDispute => Needs::Right(Right::DecideDisputes),
        A::ManageReplies => Needs::Right(Right::ManageReplies),
        A::ShareViews => Needs::Right(Right::ShareViews),
        A::ReadContact => Needs::Right(Right::ReadContacts),
        A::ChangeContact => Needs::Right(Right::ChangeContacts),
        A::MergeContacts => Needs::Right(Right::MergeContacts),
        A::ManageAttributes => Needs::Right(Right::ManageAttributes),
        A::ManageTopics => Needs::Right(Right::ManageTopics),
        A::SaveOrders | A::SaveEvents | A::ManageShops | A::ManageSources => Needs::Right(Right::SaveOrders),
        A::MoveCustomers => Needs::Right(Right::MoveCustomers),
        A::WriteKnowledge => Needs::Right(Right::WriteKnowledge),
        // A template is what the brand says to everyone, as an article is.
        A::PublishKnowledge | A::ManageTemplates => Needs::Right(Right::PublishKnowledge),
        A::ManageBots => Needs::Right(Right::ManageBots),
        A::ManageRules => Needs::Right(Right::ManageRules),
        A::ManageWebhooks => Needs::Right(Right::ManageWebhooks),
        // How many are in is a figure; whom it is about is asked for beside.
        A::ReadReports | A::ReadSegments | A::ReadCampaigns => Needs::Right(Right::ReadReports),
        A::ManageSegments => Needs::Right(Right::ManageSegments),
        A::ManageCampaigns => Needs::Right(Right::ManageCampaigns),
        A::ApproveCampaigns => Needs::Right(Right::ApproveCampaigns),
        A::ReadAudit => Needs::Right(Right::ReadAudit),
        A::ChangeOwnAccount | A::ChangeBrand => Needs::Right(Right::ChangeBrand),
        A::ManageMembers => Needs::Right(Right::ManageMembers),
        // Whoever says who signs in as whom holds the brand.
        A::DeleteBrand | A::ManageSignOn => Needs::Owner,
        // A brand has no devices, answers those who write to it, works for no other brand, and is nobody's customer.
        A::ManageOwnDevices
        | A::StartConversation
        | A::JoinBrands
        | A::SetPreferences
        | A::SetPromotions
        | A::Administer => Needs::Never,
    }
}

/// Which built-in role has which right.
#[must_use]
pub const fn role_has(role: Role, right: Right) -> bool {
    match right {
        Right::Answer | Right::ChangeContacts => role.answers(),
        Right::WriteNotes => !matches!(role, Role::Analyst),
        // What the brand says to everyone is for fewer to say than what is missing is for to write down.
        Right::ManageReplies | Right::WriteKnowledge => !matches!(role, Role::Analyst | Role::Bot),
        // Addresses and orders are personal, and figures need none of them.
        Right::ReadContacts => !matches!(role, Role::Analyst),
        // Who somebody is, a person says.
        Right::MergeContacts => matches!(role, Role::Owner | Role::Admin | Role::Agent),
        // Whoever writes to many says what about; who has agreed to it, they write down no more than analysts do.
        Right::ManageTopics | Right::PublishKnowledge | Right::ManageSegments | Right::ManageCampaigns => {
            matches!(role, Role::Owner | Role::Admin | Role::Marketer)
        }
        // A program that answers customers needs no figures.
        Right::ReadReports => !matches!(role, Role::Bot),
        // Of single members, agents see themselves alone.
        Right::ReadMembersReports => !matches!(role, Role::Bot | Role::Agent),
        Right::ShareViews
        | Right::DecideDisputes
        | Right::ManageAttributes
        | Right::SaveOrders
        | Right::MoveCustomers
        | Right::ManageBots
        | Right::ManageRules
        | Right::ManageWebhooks
        | Right::ReadAudit
        | Right::ApproveCampaigns
        | Right::ChangeBrand
        | Right::ManageMembers => matches!(role, Role::Owner | Role::Admin),
    }
}

/// What a member may do for their brand, by what they hold.
#[must_use]
pub const fn held_may(held: Held, action: ActionKind) -> bool {
    let (role, rights) = (held.role(), held.rights());
    match needs(action) {
        Needs::Nothing => true,
        Needs::NoBot => !matches!(role, Role::Bot),
        Needs::Right(right) => rights.has(right),
        Needs::RightOfPerson(right) => rights.has(right) && !matches!(role, Role::Bot),
        Needs::Owner => matches!(role, Role::Owner),
        Needs::Bot => matches!(role, Role::Bot),
        Needs::Never => false,
    }
}

/// What each built-in role may do for its brand.
#[must_use]
pub fn role_may(role: Role, action: ActionKind) -> bool {
    held_may(role.into(), action)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    #[test]
    fn the_table() {
        let mut table = String::from("action");
        for standing in Standing::ALL {
            let _ = write!(table, " | {standing:?}");
        }
        for &action in ActionKind::ALL {
            let _ = write!(table, "\n{action:?}");
            for &standing in Standing::ALL {
                let _ = write!(table, " | {:?}", decide(action, standing));
            }
        }
        insta::assert_snapshot!(table);
    }
    #[test]
    fn the_roles() {
        let mut table = String::from("action");
        for role in Role::ALL {
            let _ = write!(table, " | {role:?}");
        }
        for &action in ActionKind::ALL {
            let _ = write!(table, "\n{action:?}");
            for &role in Role::ALL {
                let _ = write!(table, " | {}", if role_may(role, action) { "yes" } else { "-" });
            }
        }
        insta::assert_snapshot!(table);
    }
}
