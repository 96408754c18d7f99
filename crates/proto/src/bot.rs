//! A brand's bots: flows that answer customers, each in versions of which one is live or none.

use serde::{Deserialize, Serialize};

use crate::account::Profile;
use crate::ids::AccountId;
use crate::time::Timestamp;

/// A bot. Its account is a member of the brand with the role `bot`, and stands in the journal beside what it did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Bot {
    pub account: Profile,
    /// The version that answers customers now; absent while the bot is off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, minimum = 1))]
    pub live: Option<i64>,
    /// The newest version; 0 before the first.
    pub newest: i64,
    pub created_at: Timestamp,
}

/// The bots of a brand, the oldest first. A thread is taken by the first live one that what the customer writes starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BotList {
    pub bots: Vec<Bot>,
}

/// A new bot, without a version yet.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewBot {
    /// What the team calls it: 1 to 50 characters on one line.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 50, example = "First help"))]
    pub name: String,
}

/// A version to keep, and to put live unless said otherwise. Versions never change.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PublishBot {
    /// The flow file, in YAML or JSON; `subrosa api flow` prints its schema. A request has at most 128 KiB.
    pub source: String,
    /// What is new, for the team: up to 300 characters on one line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_length = 300))]
    pub remark: String,
    /// False to keep it without putting it live.
    #[serde(default = "yes")]
    pub live: bool,
}

/// One version of a bot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BotVersion {
    /// 1, 2, 3…
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub version: i64,
    pub remark: String,
    /// Who published it.
    pub author: AccountId,
    pub published_at: Timestamp,
}

/// A bot's versions, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BotVersionList {
    pub versions: Vec<BotVersion>,
}

/// A version with its flow file, as it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BotSource {
    #[serde(flatten)]
    pub version: BotVersion,
    pub source: String,
}

/// Which version answers customers.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SetLive {
    /// The version; null switches the bot off. Sessions under way go on with the version that they began with.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub version: Option<i64>,
}

const fn yes() -> bool {
    true
}
