//! What an operator can choose about messaging.

use std::time::Duration;

use subrosa_access::LimitSettings;
use subrosa_proto::account::SignUpMode;

/// The settings of messaging.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The name of this installation.
    pub name: String,
    /// The origin by which clients reach the server (`https://dm.example.com`), where the operator has named it.
    pub origin: Option<String>,
    pub sign_up: SignUpMode,
    /// Passwords hashed at once; each takes 19 MiB while it lasts.
    pub concurrent_hashes: usize,
    /// The host platform whose tokens are taken, if any.
    pub platform: Option<PlatformSettings>,
    pub limits: LimitSettings,
    /// Messages a second that campaigns send at most, on each node.
    pub promotions_per_second: u32,
    /// Lets services that brands name, such as those their bots call, live at loopback and private addresses.
    pub private_network: bool,
    /// The language model that brands may use, if there is one.
    pub model: Option<ModelSettings>,
    /// The model that makes vectors of brands' articles, if there is one.
    pub embeddings: Option<EmbeddingSettings>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "Subrosa".to_owned(),
            origin: None,
            sign_up: SignUpMode::Open,
            concurrent_hashes: 2,
            platform: None,
            limits: LimitSettings::default(),
            promotions_per_second: 8_000,
            private_network: false,
            model: None,
            embeddings: None,
        }
    }
}

/// A language model behind an endpoint of the OpenAI form.
#[derive(Clone)]
pub struct ModelSettings {
    /// What the addresses of its functions begin with: `https://api.openai.com/v1`.
    pub url: String,
    /// Sent as a bearer token, where the endpoint wants one.
    pub key: Option<String>,
    /// What the model is called there.
    pub name: String,
    /// How long an answer may take, the wait for its turn included.
    pub limit: Duration,
    /// Tokens that one brand may use in a day (UTC).
    pub daily: u32,
    /// Questions that are under way at a time; more wait for their turn.
    pub concurrent: usize,
    /// Lets the endpoint be at a loopback or private address, also without TLS.
    pub private_network: bool,
}

impl ModelSettings {
    /// A model of this name at this address, with the usual bounds.
    #[must_use]
    pub fn new(url: String, name: String) -> Self {
        Self {
            url,
            key: None,
            name,
            limit: Duration::from_secs(30),
            daily: 200_000,
            concurrent: 4,
            private_network: false,
        }
    }
}

/// A model behind an endpoint of the OpenAI form that makes vectors of texts.
#[derive(Debug, Clone)]
pub struct EmbeddingSettings {
    /// Where it is, and its bounds. `limit` is for texts that are taken in beforehand.
    pub model: ModelSettings,
    /// How many numbers a vector is to have; what the model gives of itself where that is not said.
    pub dimensions: Option<usize>,
    /// How long a customer's question waits for its vector. Then it is answered without.
    pub question_limit: Duration,
    /// Texts of one request.
    pub batch: usize,
}

impl EmbeddingSettings {
    /// A model of this name at this address, with the usual bounds.
    #[must_use]
    pub fn new(url: String, name: String) -> Self {
        Self {
            // A brand's articles are taken in at once, and hardly ever again.
            model: ModelSettings { daily: 2_000_000, ..ModelSettings::new(url, name) },
            dimensions: None,
            question_limit: Duration::from_secs(1),
            batch: 32,
        }
    }
}

impl std::fmt::Debug for ModelSettings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "ModelSettings({})", self.name)
    }
}

/// How the host platform's tokens are checked.
#[derive(Debug, Clone)]
pub struct PlatformSettings {
    /// What `iss` must be.
    pub issuer: String,
    /// What `aud` must hold.
    pub audience: String,
    pub key: PlatformKey,
}

/// What signs the host platform's tokens.
#[derive(Clone)]
pub enum PlatformKey {
    /// A shared secret (HS256), at least 32 bytes.
    Secret(Vec<u8>),
    /// The address of a JSON Web Key Set (RFC 7517) with EdDSA, ES256 or RS256 keys. `private_network` lets it
    /// be a loopback or private address.
    KeySet { url: String, private_network: bool },
}

impl std::fmt::Debug for PlatformKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Secret(_) => formatter.write_str("Secret"),
            Self::KeySet { url, .. } => write!(formatter, "KeySet({url})"),
        }
    }
}
