//! Tickets: a brand's work in a conversation with a customer. The conversation is one for good; tickets are intervals on it.

use serde::{Deserialize, Deserializer, Serialize};

use crate::ids::{AccountId, TeamId, TicketId};
use crate::level::Promise;
pub use crate::priority::Priority;
use crate::time::Timestamp;

/// Where a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum TicketStatus {
    /// The brand has something to do.
    #[default]
    Open,
    /// The customer has something to do.
    Pending,
    /// Put aside until a moment, or until the customer writes.
    Snoozed,
    /// Done.
    Resolved,
}

/// One piece of a brand's work: an interval on a conversation, from the message that opened it to its resolution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Ticket {
    pub id: TicketId,
    /// The brand's running number of it: 1, 2, 3…
    pub ordinal: i64,
    pub status: TicketStatus,
    /// When a snoozed ticket opens by itself; absent when it waits for the customer's next message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub snoozed_until: Option<Timestamp>,
    /// Who answers; absent when nobody does yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub assignee: Option<AccountId>,
    /// The team whose work it is; absent when it is no team's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub team: Option<TeamId>,
    /// Since when it is open without anyone who answers: its place among those that wait for a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub queued_at: Option<Timestamp>,
    pub priority: Priority,
    /// Without repetition, in the order of their letters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    pub opened_at: Timestamp,
    /// The `seq` of the message that opened it.
    pub opened_seq: i64,
    /// Since when the customer waits for an answer; absent when the brand spoke last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub waiting_since: Option<Timestamp>,
    /// When a person of the brand first answered in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub first_response_at: Option<Timestamp>,
    /// Since when a pending ticket has waited for the customer: nothing has been said since. Absent while it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub quiet_since: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub resolved_at: Option<Timestamp>,
    /// What the customer is promised by the brand's service levels; absent when nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub promise: Option<Promise>,
}

/// The brand's side of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = BrandThread))]
pub struct Thread {
    /// How often it has changed hands. A message that names an older one is refused.
    pub epoch: i64,
    /// The newest `seq` of the journal; 0 before its first entry.
    pub journal: i64,
    /// Entries of the journal up to this `seq` have no notes and nothing that a customer said any more; 0 where nothing was removed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub journal_removed: i64,
    /// When the next reply that waits for its moment is due; absent when none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub reply_due_at: Option<Timestamp>,
    /// How many replies are held: their moment came and they did not fit any more, so that somebody has to look at them.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub held_replies: i64,
    /// The newest ticket; absent before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub ticket: Option<Ticket>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
const fn is_zero(number: &i64) -> bool {
    *number == 0
}

/// A change of a conversation's newest ticket; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TicketChange {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<TicketStatus>,
    /// With status `snoozed`: when it opens by itself. Without, it waits for the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snoozed_until: Option<Timestamp>,
    /// Who is to answer: a member's account, or null for nobody.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<AccountId>))]
    pub assignee: Option<Option<AccountId>>,
    /// The team whose work it is to be, or null for no team's. Given to a team it waits for someone there: whoever held it does so
    /// no more, unless the same change says who answers.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<TeamId>))]
    pub team: Option<Option<TeamId>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// Labels to put on it: each 1 to 30 characters on one line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    pub add_labels: Vec<String>,
    /// Labels to take off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    pub remove_labels: Vec<String>,
    /// The thread's `epoch` when it was looked at: where it has changed hands since, nothing is changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, minimum = 0))]
    pub epoch: Option<i64>,
}

impl TicketChange {
    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Self { epoch: None, ..self.clone() } == Self::default()
    }
}

/// What is given, null included, is more than what is absent.
pub(crate) fn given<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_takes_the_assignee_away_and_absence_leaves_it() {
        let read = |text| serde_json::from_str::<TicketChange>(text).expect("a change");
        assert_eq!(read("{}").assignee, None);
        assert_eq!(read(r#"{"assignee":null}"#).assignee, Some(None));
        let given = read(r#"{"assignee":"acc_0000000000001"}"#);
        assert_eq!(given.assignee, Some(Some(AccountId::new(1))));
        assert_eq!(read(&serde_json::to_string(&given).expect("JSON")), given);
    }
}
