//! Brands and those who work for them.

use serde::{Deserialize, Serialize};

use crate::account::Profile;
use crate::ids::{AccountId, ReplyId, RoleId};
use crate::object;
use crate::right::{HeldRole, Right};
use crate::ticket::{TicketChange, given};
use crate::time::Timestamp;

/// What a member does for a brand. Which role may do what stands in the one policy table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Role {
    /// Everything, and who else is an owner.
    Owner,
    /// Everything but owners.
    Admin,
    /// Answers customers.
    Agent,
    /// Reads conversations and writes offers.
    Marketer,
    /// Reads, and changes nothing.
    Analyst,
    /// A bot: answers customers first, and hands over to people. Made with the bot, and given to nobody else.
    Bot,
}

impl Role {
    /// All of them, the mightiest first.
    pub const ALL: &'static [Self] = &[Self::Owner, Self::Admin, Self::Agent, Self::Marketer, Self::Analyst, Self::Bot];

    /// Whether whoever has it answers customers, so that a thread can be theirs.
    #[must_use]
    pub const fn answers(self) -> bool {
        matches!(self, Self::Owner | Self::Admin | Self::Agent | Self::Bot)
    }
}

/// A brand as one of its members sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Brand {
    pub account: Profile,
    /// The role of the member who asks; for one of the brand's own the built-in one that it is like.
    pub role: Role,
    /// The role of the brand's own that they have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub own_role: Option<HeldRole>,
    /// What they may do beyond looking.
    pub rights: Vec<Right>,
    /// The member who asks: a person, or a bot whose token it is.
    pub member: AccountId,
    /// A customer who writes within this many seconds after a ticket was resolved opens it again; later, a new one is opened.
    #[cfg_attr(feature = "schema", schema(minimum = 0, maximum = 31_536_000))]
    pub reopen_seconds: i64,
    /// When pending tickets are resolved by themselves; absent while they are not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub closes: Option<Closes>,
}

/// What of a brand its members' clients hold, and read again when it is said to have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum BrandPart {
    /// `GET /v1/brand`.
    Brand,
    /// `GET /v1/brand/replies`.
    Replies,
    /// `GET /v1/brand/templates`.
    Templates,
}

/// Pending tickets are resolved by themselves: see `GET /v1/brand/closing`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Closes {
    /// So many days after a ticket's `quiet_since`.
    pub days: u32,
    /// Days before this moment do not count.
    pub since: Timestamp,
}

/// A new brand. Whoever makes it is its owner.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewBrand {
    /// 3 to 30 letters, digits, dots or underscores, beginning with a letter. Customers write to it.
    #[cfg_attr(feature = "schema", schema(example = "rosewater", max_length = 64))]
    pub handle: String,
    /// 1 to 50 characters on one line.
    #[cfg_attr(feature = "schema", schema(example = "Rosewater", max_length = 50))]
    pub display_name: String,
    /// Up to 300 characters on one line.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_length = 300))]
    pub bio: String,
}

/// A change of how a brand works; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BrandChange {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 0, maximum = 31_536_000))]
    pub reopen_seconds: Option<i64>,
}

/// That a brand is to be deleted, said in a way that nobody says by mistake.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DeleteBrand {
    /// The brand's own handle.
    #[cfg_attr(feature = "schema", schema(example = "rosewater", max_length = 64))]
    pub handle: String,
}

/// One brand that an account works for, or is invited to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Membership {
    pub brand: Profile,
    /// For a role of the brand's own the built-in one that it is like.
    pub role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub own_role: Option<HeldRole>,
    /// True until the invitation is accepted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub invited: bool,
}

/// The brands that an account works for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MembershipList {
    pub memberships: Vec<Membership>,
}

/// One member of a brand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Member {
    pub account: Profile,
    /// For a role of the brand's own the built-in one that it is like: `agent` where it answers customers, otherwise `analyst`.
    pub role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub own_role: Option<HeldRole>,
    /// True until the invitation is accepted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub invited: bool,
    /// When they were invited.
    pub since: Timestamp,
    /// Whether they can be given work now: not away by their own word, and seen within the last ten minutes. Bots are.
    pub available: bool,
    /// Whether they are away by their own word.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub away: bool,
    /// How many open tickets they hold.
    pub load: i64,
    /// How many they hold at most before no more are given to them by themselves; absent: as many as come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, minimum = 0, maximum = 1000))]
    pub capacity: Option<i64>,
    /// The labels that they are good at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
}

/// The members of a brand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MemberList {
    pub members: Vec<Member>,
}

/// An invitation to work for a brand.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct InviteMember {
    /// The person's handle, with or without `@`.
    #[cfg_attr(feature = "schema", schema(example = "grace"))]
    pub handle: String,
    /// A built-in role, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// A role of the brand's own, in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_role: Option<RoleId>,
}

/// A change of what a member does; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MemberChange {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// A role of the brand's own, in place of a built-in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_role: Option<RoleId>,
    /// How many open tickets they hold at most, or null for as many as come.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<i64>, minimum = 0, maximum = 1000))]
    pub capacity: Option<Option<i64>>,
    /// The labels that they are good at, in place of those before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    pub skills: Option<Vec<String>>,
}

/// A reply that a brand's members keep at hand. `{{customer}}` in its text becomes the customer's name, `{{agent}}` the name of
/// whoever sends it, when it is put into the composer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SavedReply {
    pub id: ReplyId,
    /// By what it is looked for after a `/`: 1 to 60 characters on one line, unique in the brand.
    pub name: String,
    /// Up to 10,000 characters; empty in a reply that only does something.
    pub text: String,
    /// What sending it does to the ticket. Whoever sends does so: a client shows it before, and asks for it after the message.
    #[serde(default, skip_serializing_if = "TicketChange::is_empty")]
    pub then: TicketChange,
}

/// The saved replies of a brand, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SavedReplyList {
    pub replies: Vec<SavedReply>,
}

/// A saved reply to keep in place of what stood there.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveReply {
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 60, example = "Where is my order"))]
    pub name: String,
    /// May be empty where `then` says something.
    #[cfg_attr(feature = "schema", schema(max_length = 10000))]
    pub text: String,
    /// Without `snoozed_until`, which is a moment of one time.
    #[serde(default, skip_serializing_if = "TicketChange::is_empty", deserialize_with = "object::one")]
    pub then: TicketChange,
}

/// That a member is looking at a conversation, or writing in it, now. Said again every few seconds while it lasts; never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Attend {
    /// True while the member writes.
    pub writing: bool,
}
