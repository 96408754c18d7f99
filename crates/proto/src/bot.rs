//! A brand's bots. Flows answer customers here, each in versions of which one is live or none; programs of the brand's own answer from elsewhere.

use serde::{Deserialize, Serialize};

use crate::account::Profile;
use crate::ids::{AccountId, DeviceId};
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
    /// How the brand's own program answers; absent where the bot is a flow that runs here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub own: Option<OwnBot>,
}

/// How a bot answers that is a program of the brand's own, which runs elsewhere and is signed in with a token of the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OwnBot {
    /// Whether new tickets come to it, where no flow takes them. What it holds already stays with it.
    pub on: bool,
    /// Seconds that a customer waits for it at most, 5 to 3600; then people get the thread.
    #[cfg_attr(feature = "schema", schema(minimum = 5, maximum = 3600, example = 60))]
    pub patience_seconds: i64,
}

/// A token with which a program is signed in as a bot. The token itself was shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BotToken {
    pub id: DeviceId,
    /// What the team calls it.
    pub name: String,
    pub created_at: Timestamp,
    /// When it was last used, to within five minutes; absent before the first time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub last_used_at: Option<Timestamp>,
}

/// The tokens of a bot, the oldest first: at most 5.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BotTokenList {
    pub tokens: Vec<BotToken>,
}

/// A token to make.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewBotToken {
    /// Where it is used, for the team: 1 to 80 characters on one line.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 80, example = "Production"))]
    pub name: String,
}

/// A token as it was made: the only answer that shows it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FreshBotToken {
    #[serde(flatten)]
    pub about: BotToken,
    /// What the program sends as `Authorization: Bearer …`.
    pub token: String,
}

impl std::fmt::Debug for FreshBotToken {
    /// Without the token.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "FreshBotToken({:?})", self.about.id)
    }
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
    /// For a program of the brand's own: how it answers. Without, the bot is a flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub own: Option<OwnBot>,
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
