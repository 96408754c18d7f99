//! Single sign-on: members of a brand who sign in at an identity provider of the brand's own (`OpenID` Connect).

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::brand::Role;

/// A brand's identity provider, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SignOn {
    /// The provider that is set; absent where members sign in as everyone does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub provider: Option<Provider>,
    /// Where the provider sends people back to; to be registered there.
    #[cfg_attr(feature = "schema", schema(example = "https://dm.example.com/sign-in/brand"))]
    pub return_address: String,
}

/// What is known of an identity provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Provider {
    #[cfg_attr(feature = "schema", schema(example = "https://login.example.com"))]
    pub issuer: String,
    pub client_id: String,
    pub domains: Vec<String>,
    pub role: Role,
    pub is_required: bool,
    pub since: Timestamp,
}

/// An identity provider of a brand's, as it is set.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveProvider {
    /// The address under which `/.well-known/openid-configuration` stands, as the provider itself writes it. By https.
    #[cfg_attr(feature = "schema", schema(max_length = 2048, example = "https://login.example.com"))]
    pub issuer: String,
    /// What the provider calls this server.
    #[cfg_attr(feature = "schema", schema(max_length = 256))]
    pub client_id: String,
    /// Its secret there, which never comes back out. Absent to keep that of today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, max_length = 512, format = "password"))]
    pub client_secret: Option<String>,
    /// Whose e-mail addresses let someone in: 1 to 20 domains.
    #[cfg_attr(feature = "schema", schema(max_items = 20, example = json!(["example.com"])))]
    pub domains: Vec<String>,
    /// What people are who come for the first time; not an owner.
    pub role: Role,
    /// Whether members, owners excepted, act for the brand only where they signed in by it.
    pub is_required: bool,
}

/// Asking for the way to a brand's identity provider.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BeginSignOn {
    /// The brand's handle.
    #[cfg_attr(feature = "schema", schema(max_length = 64, example = "rosewater"))]
    pub brand: String,
}

/// The same from someone who is signed in, to sign in as themselves by it from now on.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BeginSignOnLink {
    /// The brand's handle.
    #[cfg_attr(feature = "schema", schema(max_length = 64, example = "rosewater"))]
    pub brand: String,
    /// Needed where the account has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, format = "password"))]
    pub password: Option<String>,
}

/// The way to a brand's identity provider. It is gone once and holds for ten minutes.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SignOnBegun {
    /// Where the browser goes.
    pub address: String,
    /// What the browser comes back with; another is somebody else's.
    pub state: String,
}

/// Coming back from an identity provider.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FinishSignOn {
    #[cfg_attr(feature = "schema", schema(max_length = 128))]
    pub state: String,
    #[cfg_attr(feature = "schema", schema(max_length = 4096))]
    pub code: String,
    /// How this client shows in the list of devices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 80))]
    pub device_name: Option<String>,
}

/// An identity provider that signs a person in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SignOnLink {
    pub issuer: String,
    pub since: Timestamp,
}

/// All of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SignOnLinks {
    pub links: Vec<SignOnLink>,
}

/// An identity provider that is to sign a person in no more.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RemoveSignOnLink {
    #[cfg_attr(feature = "schema", schema(max_length = 2048, example = "https://login.example.com"))]
    pub issuer: String,
}

crate::secret_debug!(SaveProvider, BeginSignOnLink, SignOnBegun, FinishSignOn, RemoveSignOnLink);
