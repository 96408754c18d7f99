//! Passkeys (Web Authentication, W3C): keys that a person's phone, computer or security key holds, and shows by a signature.
//!
//! What browsers are called with has the standard's own names, so that it can be handed to them as it is.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::ids::PasskeyId;

/// One passkey, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Passkey {
    pub id: PasskeyId,
    #[cfg_attr(feature = "schema", schema(example = "My phone"))]
    pub name: String,
    pub created_at: Timestamp,
    /// When it was last signed in with, if ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub last_used_at: Option<Timestamp>,
}

/// The passkeys of an account, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PasskeyList {
    pub passkeys: Vec<Passkey>,
}

/// What shows once more who is signed in, before their passkeys change.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ConfirmPasskeys {
    /// Needed where the account has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(format = "password"))]
    pub password: Option<String>,
}

/// What a passkey is made by: `PublicKeyCredentialCreationOptionsJSON` of the standard. It holds for five minutes and is used once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PasskeyCreation {
    pub rp: PasskeyServer,
    pub user: PasskeyUser,
    /// 128 random bits in base 64 for addresses, without padding, like all bytes here.
    pub challenge: String,
    pub pub_key_cred_params: Vec<PasskeyAlgorithm>,
    /// Milliseconds.
    pub timeout: u32,
    /// Those that the account has, so that none is made twice.
    pub exclude_credentials: Vec<PasskeyCredential>,
    pub authenticator_selection: PasskeySelection,
    /// Always `none`: which make a device is stays its owner's business.
    pub attestation: String,
}

/// Where a passkey is good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PasskeyServer {
    #[cfg_attr(feature = "schema", schema(example = "dm.example.com"))]
    pub id: String,
    pub name: String,
}

/// Whose a passkey is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PasskeyUser {
    pub id: String,
    /// The handle.
    pub name: String,
    pub display_name: String,
}

/// A kind of keys, by its number at IANA (COSE).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PasskeyAlgorithm {
    #[serde(rename = "type")]
    pub kind: String,
    pub alg: i32,
}

/// A passkey as browsers name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PasskeyCredential {
    #[serde(rename = "type")]
    pub kind: String,
    pub id: String,
}

/// What holds a passkey: it must find it by itself, and make sure that its owner is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PasskeySelection {
    pub resident_key: String,
    pub require_resident_key: bool,
    pub user_verification: String,
}

/// What a passkey is asked for by: `PublicKeyCredentialRequestOptionsJSON` of the standard. It holds for five minutes and is used once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PasskeyRequest {
    /// 128 random bits in base 64 for addresses, without padding.
    pub challenge: String,
    #[cfg_attr(feature = "schema", schema(example = "dm.example.com"))]
    pub rp_id: String,
    /// Milliseconds.
    pub timeout: u32,
    pub user_verification: String,
}

/// A passkey that a browser has made. Bytes are in base 64 for addresses, without padding.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewPasskey {
    /// What its owner calls it: 1 to 50 characters on one line.
    #[cfg_attr(feature = "schema", schema(max_length = 50, example = "My phone"))]
    pub name: String,
    /// `clientDataJSON` of the standard.
    #[cfg_attr(feature = "schema", schema(max_length = 8192))]
    pub client_data: String,
    /// `attestationObject` of the standard.
    #[cfg_attr(feature = "schema", schema(max_length = 8192))]
    pub attestation: String,
}

/// A passkey that was added.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AddedPasskey {
    pub passkey: Passkey,
    /// Codes for when it is lost, if the account had none and has a password. Each works once, and they are shown once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recovery_codes: Vec<String>,
}

/// Another name for a passkey.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PasskeyName {
    /// 1 to 50 characters on one line.
    #[cfg_attr(feature = "schema", schema(max_length = 50, example = "My phone"))]
    pub name: String,
}

/// What a passkey answered to a challenge. Bytes are in base 64 for addresses, without padding.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PasskeyProof {
    /// `rawId` of the standard.
    #[cfg_attr(feature = "schema", schema(max_length = 8192))]
    pub credential: String,
    /// `userHandle` of the standard.
    #[cfg_attr(feature = "schema", schema(max_length = 8192))]
    pub user: String,
    /// `clientDataJSON` of the standard.
    #[cfg_attr(feature = "schema", schema(max_length = 8192))]
    pub client_data: String,
    /// `authenticatorData` of the standard.
    #[cfg_attr(feature = "schema", schema(max_length = 8192))]
    pub authenticator_data: String,
    #[cfg_attr(feature = "schema", schema(max_length = 8192))]
    pub signature: String,
}

/// Signing in with a passkey, without a password.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PasskeySignIn {
    pub passkey: PasskeyProof,
    /// How this client shows in the list of devices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 80))]
    pub device_name: Option<String>,
}

crate::secret_debug!(ConfirmPasskeys, NewPasskey, AddedPasskey, PasskeyProof, PasskeySignIn);
