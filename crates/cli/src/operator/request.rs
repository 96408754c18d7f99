//! What can be asked, and what comes back: one JSON object a line.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use subrosa_proto::import::{ImportRequest, LookRequest};
use subrosa_proto::knowledge::ImportArticles;
use subrosa_proto::{AccountId, Problem, Timestamp};

/// What an operator asks for.
#[derive(Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Request {
    /// A new account; without a password nobody can sign in to it with one.
    CreateAccount { handle: String, display_name: Option<String>, bio: String, password: Option<String> },
    /// All accounts, in the order of their making.
    ListAccounts,
    /// Disables an account, or enables it again.
    SetDisabled { handle: String, disabled: bool },
    /// Removes the second factor of an account.
    ResetSecondFactor { handle: String },
    /// Sets or removes the verified mark of a brand.
    VerifyBrand { handle: String, verified: bool },
    /// Publishes a flow as a version of a brand's bot, which is made when it is missing.
    PublishBot { brand: String, bot: String, source: String, remark: String, live: bool },
    /// Whether what reports count of a brand is what its conversations' logs say.
    CheckReports { handle: String },
    /// Brings articles into a brand's knowledge.
    ImportArticles { handle: String, import: ImportArticles },
    /// Looks at the beginning of a brand's file, in base64.
    LookAtFile { handle: String, request: LookRequest, bytes: String },
    /// Brings a piece of a file in for a brand, in base64.
    ImportPiece { handle: String, request: ImportRequest, bytes: String },
    /// An invite for sign-up.
    CreateInvite { uses: u32, days: u32 },
    /// A token for a program that acts as an account.
    CreateToken { handle: String, device_name: String },
    /// All data of an account.
    Export { handle: String },
    /// How the server is.
    Status,
}

/// A line that comes back: any number of items, then the end or a problem.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Reply {
    Item(Value),
    Done {},
    Problem(Box<Problem>),
}

/// An account in the operator's list.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct AccountLine {
    pub(crate) id: AccountId,
    pub(crate) handle: String,
    pub(crate) display_name: String,
    pub(crate) created_at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) last_seen_at: Option<Timestamp>,
    pub(crate) has_password: bool,
    pub(crate) disabled: bool,
}
