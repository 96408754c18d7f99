//! What the engine is told of the world at each step.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use subrosa_proto::Timestamp;

use crate::name::Name;
use crate::value::Values;

/// What holds at the moment of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The present moment.
    pub now: Timestamp,
    /// Whether the brand is open, by its business hours.
    pub open: bool,
    /// The contact's attributes.
    pub contact: Values,
    /// How the customer stands to topics of the brand's; those that are not here they may be asked for.
    pub consents: BTreeMap<Name, Stance>,
    /// What came of a campaign, on its journey: `seen`, `clicked`, `replied`, `variant`.
    pub campaign: Values,
    /// Whether the channel can show a form in one message.
    pub forms: bool,
}

/// Why a customer is not asked for a consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// They agree already.
    Given,
    /// They have withdrawn it themselves, or the brand asks nobody for it any more.
    Closed,
}
