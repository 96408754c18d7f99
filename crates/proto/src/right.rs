//! What members of a brand may do beyond looking, right by right, and roles of a brand's own that are made of such.

use serde::{Deserialize, Serialize};

use crate::ids::RoleId;

/// Something that not every member of a brand may do. Which role has which stands in the one policy table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Right {
    /// Answer customers, hold and change tickets.
    Answer,
    /// Write notes.
    WriteNotes,
    /// Write saved replies.
    ManageReplies,
    /// Keep views for all members.
    ShareViews,
    /// Have the last word in disputes.
    DecideDisputes,
    /// See what is known of a customer, and their orders.
    ReadContacts,
    /// Change what is known of a customer, and verify orders.
    ChangeContacts,
    /// Say that two customers are one person.
    MergeContacts,
    /// Say what is kept of customers.
    ManageAttributes,
    /// Say what the brand writes about.
    ManageTopics,
    /// Tell orders and events, connect shops.
    SaveOrders,
    /// Bring customers in from files, and take them out.
    MoveCustomers,
    /// Write articles as drafts.
    WriteKnowledge,
    /// Publish and remove articles; write message templates.
    PublishKnowledge,
    /// Make, publish and remove bots.
    ManageBots,
    /// Write rules.
    ManageRules,
    /// Say which addresses are told what happens.
    ManageWebhooks,
    /// Say who is in which segment.
    ManageSegments,
    /// Write campaigns, send, pause and end them.
    ManageCampaigns,
    /// Agree to campaigns that another member wants to send to many; say what holds for all campaigns.
    ApproveCampaigns,
    /// See reports; of single members, oneself.
    ReadReports,
    /// See in reports what other members did.
    ReadMembersReports,
    /// Read the audit log.
    ReadAudit,
    /// Change the brand's profile and how it works.
    ChangeBrand,
    /// Invite and remove members, say what they do; make teams and roles.
    ManageMembers,
}

impl Right {
    /// All of them.
    pub const ALL: [Self; 25] = [
        Self::Answer,
        Self::WriteNotes,
        Self::ManageReplies,
        Self::ShareViews,
        Self::DecideDisputes,
        Self::ReadContacts,
        Self::ChangeContacts,
        Self::MergeContacts,
        Self::ManageAttributes,
        Self::ManageTopics,
        Self::SaveOrders,
        Self::MoveCustomers,
        Self::WriteKnowledge,
        Self::PublishKnowledge,
        Self::ManageBots,
        Self::ManageRules,
        Self::ManageWebhooks,
        Self::ManageSegments,
        Self::ManageCampaigns,
        Self::ApproveCampaigns,
        Self::ReadReports,
        Self::ReadMembersReports,
        Self::ReadAudit,
        Self::ChangeBrand,
        Self::ManageMembers,
    ];
}

/// A role of a brand's own, as one that a member has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HeldRole {
    pub id: RoleId,
    pub name: String,
}

/// A role of a brand's own. Its members may look like all others and, beyond that, do what it has the rights for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OwnRole {
    pub id: RoleId,
    pub name: String,
    /// In the table's order.
    pub rights: Vec<Right>,
    /// How many have it, those invited included.
    pub members: i64,
}

/// What is said of a role of a brand's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveRole {
    /// Up to 40 characters on one line; unique in the brand.
    #[cfg_attr(feature = "schema", schema(max_length = 40, example = "Team lead"))]
    pub name: String,
    /// None that whoever says it lacks.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_items = 25))]
    pub rights: Vec<Right>,
}

/// A brand's own roles, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RoleList {
    pub roles: Vec<OwnRole>,
}
