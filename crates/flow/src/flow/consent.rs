//! Asking the customer to agree to something that the brand writes about.

use serde::{Deserialize, Serialize};

use crate::name::Name;

/// Asks whether the customer agrees to a topic of the brand's, and offers yes and no. A yes is kept as a consent with exactly the words
/// that were shown; a no, or silence, keeps nothing. Who agrees already is not asked again and goes on as after a yes; who has withdrawn
/// it themselves is not asked either, and goes on as after a no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// The topic, as programs call it.
    pub topic: Name,
    /// What the customer is to agree to, as a question.
    #[schema(min_length = 1, max_length = 2000)]
    pub text: String,
    /// The node of those who agree.
    pub agreed: Name,
    /// The node of those who don't, and of those who say neither yes nor no.
    pub declined: Name,
}
