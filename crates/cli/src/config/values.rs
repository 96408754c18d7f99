//! The settings as they were given, before they are seen together. Defaults are those of the parts that use them.

use std::path::PathBuf;

use subrosa_bus::NatsOptions;
use subrosa_messaging::{EmbeddingSettings, ModelSettings, Settings};
use subrosa_server::ServerSettings;
use subrosa_store::{Options, PostgresOptions};

/// One value for each setting. What can only be understood together stands here in its parts.
#[derive(Default)]
pub(crate) struct Values {
    pub(super) server: ServerSettings,
    pub(super) messaging: Settings,
    pub(super) tls_certificate: Option<PathBuf>,
    pub(super) tls_key: Option<PathBuf>,
    pub(super) platform: PlatformValues,
    pub(super) model: ModelValues,
    pub(super) embeddings: EmbeddingValues,
    pub(super) store: Options,
    pub(super) postgres_url: Option<String>,
    pub(super) postgres: PostgresOptions,
    pub(super) media: MediaValues,
    pub(super) nats: NatsOptions,
    pub(super) nats_user: Option<String>,
    pub(super) nats_password: Option<String>,
    pub(super) nats_certificate: Option<PathBuf>,
    pub(super) nats_key: Option<PathBuf>,
    pub(super) log: Log,
}

/// The host platform's settings as they were given.
#[derive(Default)]
pub(super) struct PlatformValues {
    pub(super) issuer: Option<String>,
    pub(super) audience: Option<String>,
    pub(super) secret: Option<String>,
    pub(super) secret_file: Option<PathBuf>,
    pub(super) key_set_url: Option<String>,
    pub(super) key_set_private_network: bool,
}

/// The language model's settings as they were given.
pub(super) struct ModelValues {
    pub(super) url: Option<String>,
    pub(super) key: Option<String>,
    pub(super) key_file: Option<PathBuf>,
    pub(super) name: Option<String>,
    pub(super) seconds: u32,
    pub(super) tokens_per_day: u32,
    pub(super) concurrent: usize,
    pub(super) private_network: bool,
}

impl Default for ModelValues {
    fn default() -> Self {
        let usual = ModelSettings::new(String::new(), String::new());
        Self {
            url: None,
            key: None,
            key_file: None,
            name: None,
            seconds: u32::try_from(usual.limit.as_secs()).unwrap_or(u32::MAX),
            tokens_per_day: usual.daily,
            concurrent: usual.concurrent,
            private_network: usual.private_network,
        }
    }
}

/// The settings of the model that makes vectors as they were given.
pub(super) struct EmbeddingValues {
    pub(super) url: Option<String>,
    pub(super) key: Option<String>,
    pub(super) key_file: Option<PathBuf>,
    pub(super) name: Option<String>,
    pub(super) dimensions: Option<usize>,
    pub(super) seconds: u32,
    pub(super) question_milliseconds: u32,
    pub(super) batch: usize,
    pub(super) tokens_per_day: u32,
    pub(super) private_network: bool,
}

impl Default for EmbeddingValues {
    fn default() -> Self {
        let usual = EmbeddingSettings::new(String::new(), String::new());
        Self {
            url: None,
            key: None,
            key_file: None,
            name: None,
            dimensions: usual.dimensions,
            seconds: u32::try_from(usual.model.limit.as_secs()).unwrap_or(u32::MAX),
            question_milliseconds: u32::try_from(usual.question_limit.as_millis()).unwrap_or(u32::MAX),
            batch: usual.batch,
            tokens_per_day: usual.model.daily,
            private_network: usual.model.private_network,
        }
    }
}

/// Where pictures are kept, as it was given.
pub(super) struct MediaValues {
    pub(super) place: MediaPlace,
    pub(super) folder: Option<PathBuf>,
    pub(super) bucket: Option<String>,
    pub(super) endpoint: Option<String>,
    pub(super) region: String,
    pub(super) access_key: Option<String>,
    pub(super) secret_key: Option<String>,
    pub(super) prefix: Option<String>,
    pub(super) root_certificates: Option<PathBuf>,
}

impl Default for MediaValues {
    fn default() -> Self {
        Self {
            place: MediaPlace::default(),
            folder: None,
            bucket: None,
            endpoint: None,
            // What services take that have no regions.
            region: "us-east-1".to_owned(),
            access_key: None,
            secret_key: None,
            prefix: None,
            root_certificates: None,
        }
    }
}

/// Which kind of place pictures are kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum MediaPlace {
    #[default]
    Database,
    Folder,
    S3,
}

impl MediaPlace {
    pub(super) const WORDS: &'static [&'static str] = &["database", "folder", "s3"];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Database => "database",
            Self::Folder => "folder",
            Self::S3 => "s3",
        }
    }

    pub(super) fn from_word(word: &str) -> Option<Self> {
        [Self::Database, Self::Folder, Self::S3].into_iter().find(|place| place.word() == word)
    }
}

/// What the log looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Log {
    pub(crate) format: LogFormat,
    pub(crate) level: LogLevel,
}

/// For whom the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum LogFormat {
    #[default]
    Text,
    Json,
}

/// How much the log says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum LogLevel {
    Error,
    Warn,
    #[default]
    Info,
    Debug,
    Trace,
}

impl LogFormat {
    pub(super) const WORDS: &'static [&'static str] = &["text", "json"];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
        }
    }

    pub(super) fn from_word(word: &str) -> Option<Self> {
        [Self::Text, Self::Json].into_iter().find(|format| format.word() == word)
    }
}

impl LogLevel {
    pub(super) const WORDS: &'static [&'static str] = &["error", "warn", "info", "debug", "trace"];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }

    pub(super) fn from_word(word: &str) -> Option<Self> {
        [Self::Error, Self::Warn, Self::Info, Self::Debug, Self::Trace].into_iter().find(|level| level.word() == word)
    }
}
