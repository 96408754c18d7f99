//! Conditions as data: comparisons, and what joins them. There is no code in them, so they always end.

use serde::{Deserialize, Serialize};

use crate::value::Scalar;

/// What has to hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Each of these. True for none.
    #[schema(no_recursion)]
    All(Vec<Condition>),
    /// At least one of these. False for none.
    #[schema(no_recursion)]
    Any(Vec<Condition>),
    /// Not this.
    #[schema(no_recursion)]
    Not(Box<Condition>),
    /// Whether the brand is open now, by its business hours.
    Open(bool),
    /// A value compared with another.
    Compare(Compare),
}

/// A value and what it is compared with. A value that is not there is only ever `not_set` and `not_equal`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Compare {
    /// What is compared: a variable, `contact.` and an attribute, `order.` and a fact of the order found last, or `message`;
    /// in journeys `campaign.seen`, `campaign.clicked`, `campaign.replied` and `campaign.variant` too.
    #[schema(example = "order.status")]
    pub value: String,
    /// How.
    pub is: Comparison,
    /// With what; left out for `set` and `not_set`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Literal>,
}

/// Ways to compare. Texts are compared without regard to case; numbers, and dates as texts, by their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    Set,
    NotSet,
    Equal,
    NotEqual,
    OneOf,
    /// A text that has the other inside it.
    Contains,
    LessThan,
    AtMost,
    MoreThan,
    AtLeast,
}

/// What a value is compared with: one value, or for `one_of` a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum Literal {
    One(Scalar),
    Many(Vec<Scalar>),
}

impl Condition {
    /// Every comparison in it.
    pub(crate) fn comparisons(&self) -> Vec<&Compare> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::comparisons).collect(),
            Self::Not(part) => part.comparisons(),
            Self::Open(_) => Vec::new(),
            Self::Compare(compare) => vec![compare],
        }
    }

    /// How many parts it has, itself included.
    pub(crate) fn size(&self) -> usize {
        1 + match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::size).sum(),
            Self::Not(part) => part.size(),
            Self::Open(_) | Self::Compare(_) => 0,
        }
    }
}
