//! What a campaign's message says of itself.
//!
//! Never: the campaign (that is `campaign`'s), anything that only its brand is to know.

use serde::{Deserialize, Serialize};

use crate::ids::CampaignId;

/// Why a message came: for whoever reads it to see, and to stop it. The server alone writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PromotionCard {
    pub campaign: CampaignId,
    /// The topic by whose consent it was sent: what the reader switches off to get no more of it.
    pub topic: String,
    /// What the brand called the topic then.
    pub label: String,
}
