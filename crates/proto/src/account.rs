//! Accounts and their devices, as seen by their owner and by others.

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, DeviceId};
use crate::passkey::PasskeyProof;
use crate::time::Timestamp;

/// Who stands behind an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum AccountKind {
    /// One person.
    #[default]
    Person,
    /// A brand, for which its members read and answer.
    Brand,
    /// A brand that the operator has found to be who it says it is.
    VerifiedBrand,
    /// A program that answers for a brand, as one of its members. Nobody writes to it.
    Bot,
}

impl AccountKind {
    /// Whether it is a person's account.
    #[must_use]
    pub const fn is_person(&self) -> bool {
        matches!(self, Self::Person)
    }

    /// Whether it is a brand's account.
    #[must_use]
    pub const fn is_brand(&self) -> bool {
        matches!(self, Self::Brand | Self::VerifiedBrand)
    }
}

/// What anyone signed in may see of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Profile {
    pub id: AccountId,
    /// The unique short name, without `@`.
    #[cfg_attr(feature = "schema", schema(example = "ada"))]
    pub handle: String,
    /// The name to show.
    #[cfg_attr(feature = "schema", schema(example = "Ada Lovelace"))]
    pub display_name: String,
    /// A few words about the person; may be empty.
    pub bio: String,
    /// The avatar's content hash, to be read at `/v1/avatars/{avatar}`; absent without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub avatar: Option<String>,
    /// True when the account can no longer be written to.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub disabled: bool,
    /// Who stands behind it; a person unless said.
    #[serde(default, skip_serializing_if = "AccountKind::is_person")]
    pub kind: AccountKind,
}

impl Profile {
    /// Whether a conversation with it can be begun.
    #[must_use]
    pub fn can_be_written_to(&self) -> bool {
        !self.disabled && self.kind != AccountKind::Bot
    }
}

/// A new account.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SignUp {
    /// 3 to 30 letters, digits, dots or underscores, beginning with a letter.
    #[cfg_attr(feature = "schema", schema(example = "ada", max_length = 64))]
    pub handle: String,
    /// 8 to 256 characters.
    #[cfg_attr(feature = "schema", schema(min_length = 8, max_length = 256, format = "password"))]
    pub password: String,
    /// The name to show; the handle unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 50))]
    pub display_name: Option<String>,
    /// Needed where sign-up is by invite.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invite: Option<String>,
    /// How this client shows in the list of devices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 80))]
    pub device_name: Option<String>,
}

/// Signing in with a password.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SignIn {
    #[cfg_attr(feature = "schema", schema(example = "ada"))]
    pub handle: String,
    #[cfg_attr(feature = "schema", schema(format = "password"))]
    pub password: String,
    /// Where the account has a second factor: six digits of the app, or one of the recovery codes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 64, example = "492 039"))]
    pub code: Option<String>,
    /// The same by a passkey of the account, made for a challenge of the server's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub passkey: Option<PasskeyProof>,
    /// How this client shows in the list of devices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 80))]
    pub device_name: Option<String>,
}

/// Signing in with a token signed by the host platform.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PlatformSignIn {
    /// A JSON Web Token (RFC 7519) with `iss`, `aud`, `sub`, `exp`, and, for a new account, `handle` and `name`.
    pub token: String,
    /// How this client shows in the list of devices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 80))]
    pub device_name: Option<String>,
}

/// A signed-in session. The token is shown once; browsers get it as a cookie as well.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Session {
    /// To be sent as `Authorization: Bearer …`.
    pub token: String,
    pub account: Profile,
    pub device: DeviceId,
}

/// The signed-in account, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Me {
    #[serde(flatten)]
    pub profile: Profile,
    pub created_at: Timestamp,
    /// Whether a password is set; accounts of a host platform may have none.
    pub has_password: bool,
}

/// A change of one's own profile; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProfileChange {
    /// 1 to 50 characters on one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 50))]
    pub display_name: Option<String>,
    /// Up to 300 characters on one line; empty removes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 300))]
    pub bio: Option<String>,
}

/// A change of password. Every other device is signed out.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PasswordChange {
    #[cfg_attr(feature = "schema", schema(format = "password"))]
    pub current: String,
    #[cfg_attr(feature = "schema", schema(min_length = 8, max_length = 256, format = "password"))]
    pub new: String,
}

/// One signed-in client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Device {
    pub id: DeviceId,
    pub name: String,
    pub created_at: Timestamp,
    pub last_seen_at: Timestamp,
    /// True for the device that asks.
    pub current: bool,
}

/// The devices of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DeviceList {
    pub devices: Vec<Device>,
}

crate::secret_debug!(SignUp, SignIn, PlatformSignIn, Session, PasswordChange);

/// How new accounts come to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum SignUpMode {
    /// Anyone may sign up.
    Open,
    /// An invite is needed.
    Invite,
    /// Only the operator, or the host platform, makes accounts.
    Closed,
}

/// What a client needs to know before anyone signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ServerInfo {
    /// The name of this installation.
    pub name: String,
    /// The server's version.
    pub version: String,
    pub sign_up: SignUpMode,
    /// Whether the host platform's tokens are taken.
    pub platform_sign_in: bool,
    /// The origin at which passkeys work; absent where they do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, example = "https://dm.example.com"))]
    pub passkey_origin: Option<String>,
}
