//! A second factor beside the password: codes that an app makes from a secret (TOTP, RFC 6238), and codes for when the app is lost.

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// Whether signing in asks for the code of an app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SecondFactor {
    /// Since when it does; absent when it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub since: Option<Timestamp>,
    /// How many recovery codes are left.
    pub recovery_codes: u32,
}

/// Asking for a secret. Whoever is signed in shows once more who they are.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BeginSecondFactor {
    #[cfg_attr(feature = "schema", schema(format = "password"))]
    pub password: String,
}

/// A secret for an app. It is shown once, and asks nobody for a code before one was confirmed.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewSecondFactor {
    /// To be typed into the app: 160 bits in base 32 (RFC 4648). Codes have six digits, change every 30 seconds and are made with
    /// HMAC-SHA-1.
    #[cfg_attr(feature = "schema", schema(example = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"))]
    pub secret: String,
    /// The same as an `otpauth:` address, for a QR code.
    pub uri: String,
}

/// A code: six digits of the app, or one of the recovery codes. Spaces and hyphens do not count.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SecondFactorCode {
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 64, example = "492 039"))]
    pub code: String,
}

/// Codes for when the app is lost. Each works once, and they are shown once.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    pub codes: Vec<String>,
}

crate::secret_debug!(BeginSecondFactor, NewSecondFactor, SecondFactorCode, RecoveryCodes);
