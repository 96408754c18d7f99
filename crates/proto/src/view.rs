//! Views of an inbox that members keep: which tickets, in which order.
//!
//! Never: how tickets are found (that is the store's), who may keep what (that is `access`).

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, ViewId};
use crate::inbox::TicketOrder;
use crate::object;
use crate::ticket::{Priority, TicketStatus};

/// What has to hold of a ticket: conditions, and what joins them. At most 5 deep, and 30 conditions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = TicketFilter))]
pub enum Filter {
    /// Each of these. True for none.
    #[cfg_attr(feature = "schema", schema(no_recursion))]
    All(Vec<Filter>),
    /// At least one of these. False for none.
    #[cfg_attr(feature = "schema", schema(no_recursion))]
    Any(Vec<Filter>),
    /// Not this.
    #[cfg_attr(feature = "schema", schema(no_recursion))]
    Not(Box<Filter>),
    /// It stands at one of these.
    Status(Vec<TicketStatus>),
    /// Who answers.
    Assignee(Holder),
    /// It has this label.
    Label(String),
    /// It is one of these urgent.
    Priority(Vec<Priority>),
    /// The customer has waited for an answer for so many minutes, or longer: up to a year.
    WaitingMinutes(u32),
    /// It was opened within so many minutes: up to a year.
    OpenedWithinMinutes(u32),
    /// Something was said in it within so many minutes: up to a year.
    ActiveWithinMinutes(u32),
    /// What is known of the customer.
    Attribute(#[serde(deserialize_with = "object::one")] Known),
    /// Whether an order of the customer's is known.
    HasOrder(bool),
    /// Whether the customer has a dispute that is open.
    HasDispute(bool),
}

/// Who answers in a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = TicketHolder))]
pub enum Holder {
    /// Whoever looks at the view.
    Me,
    Nobody,
    /// A bot, whichever.
    Bot,
    /// This member.
    Member(AccountId),
}

/// That an attribute of a customer is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = KnownAttribute))]
pub struct Known {
    /// One of the brand's attributes.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 40, example = "tier"))]
    pub name: String,
    /// To be this: a text, a number as `12.5`, a date as `2026-12-24`, or `true` or `false`. Whatever it is, unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 1000, nullable = false, example = "gold"))]
    pub value: Option<String>,
}

/// A view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct View {
    pub id: ViewId,
    pub name: String,
    /// Whether all members have it, or only the one who keeps it.
    pub shared: bool,
    pub order: TicketOrder,
    pub filter: Filter,
}

/// A view to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveView {
    /// 1 to 60 characters on one line.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 60, example = "Waiting for long"))]
    pub name: String,
    /// For all members, which owners and admins say; for oneself unless said.
    #[serde(default)]
    pub shared: bool,
    /// `newest` unless said.
    #[serde(default)]
    pub order: TicketOrder,
    pub filter: Filter,
}

/// The views that a member has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ViewList {
    /// Those of all members, then the member's own; each in their order.
    pub views: Vec<View>,
}

/// In which order views are to stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OrderViews {
    /// The member's views, the first first; those that are not named stay behind them.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 100))]
    pub views: Vec<ViewId>,
}

/// What to count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CountFiltered {
    pub filter: Filter,
}

/// How many tickets a filter finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FilteredCount {
    pub count: i64,
}

/// How many tickets stand in each view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ViewCounts {
    pub counts: Vec<ViewCount>,
}

/// How many tickets stand in a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ViewCount {
    pub view: ViewId,
    pub count: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_read_as_it_is_written_and_has_one_form() {
        let text = r#"{"all":[{"status":["open"]},{"not":{"assignee":"nobody"}},{"any":[{"label":"refund"},{"has_order":true}]},{"attribute":{"name":"tier"}}]}"#;
        let filter: Filter = serde_json::from_str(text).expect("a filter");
        assert_eq!(serde_json::to_string(&filter).expect("JSON"), text);
        for wrong in
            [r#"{"attribute":["tier"]}"#, r#"{"label":"a","status":["open"]}"#, r#"{"attribute":{"name":"a","is":1}}"#]
        {
            assert!(serde_json::from_str::<Filter>(wrong).is_err(), "{wrong}");
        }
    }
}
