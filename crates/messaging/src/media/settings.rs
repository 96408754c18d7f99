//! Where pictures are to be kept, as the operator chose it.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::{BackoffConfig, Certificate, ClientOptions, ObjectStore, RetryConfig};

const CONNECT: Duration = Duration::from_secs(3);
const REQUEST: Duration = Duration::from_secs(10);
const TRIES_AGAIN: usize = 3;

/// Where pictures are kept.
#[derive(Debug, Clone, Default)]
pub enum MediaSettings {
    /// In the database, with everything else.
    #[default]
    Database,
    /// In a folder, which all servers must share when there are several.
    Folder(PathBuf),
    /// In a bucket of S3, or of a service that speaks its protocol.
    S3(S3Settings),
}

/// A bucket of S3.
#[derive(Debug, Clone)]
pub struct S3Settings {
    pub bucket: String,
    /// Where the service is, `http://…` or `https://…`; Amazon's when none is given. The bucket's name goes into the path.
    pub endpoint: Option<String>,
    pub region: String,
    /// Without them the machine's role is asked for.
    pub keys: Option<S3Keys>,
    /// What names in the bucket begin with: empty, or with a `/` at its end.
    pub prefix: String,
    /// Certificates (PEM) that are trusted besides the system's.
    pub root_certificates: Option<PathBuf>,
}

/// Who asks S3.
#[derive(Clone)]
pub struct S3Keys {
    pub access_key: String,
    pub secret_key: String,
}

impl fmt::Debug for S3Keys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("S3Keys").field("access_key", &self.access_key).finish_non_exhaustive()
    }
}

/// Why pictures can't be kept where they should be.
#[derive(Debug, thiserror::Error)]
#[error("pictures can't be kept: {0}")]
pub struct UnusableMedia(pub(super) String);

impl fmt::Display for MediaSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database => formatter.write_str("the database"),
            Self::Folder(folder) => write!(formatter, "{}", folder.display()),
            Self::S3(S3Settings { bucket, endpoint, .. }) => {
                write!(formatter, "bucket {bucket} at {}", endpoint.as_deref().unwrap_or("Amazon S3"))
            }
        }
    }
}

impl MediaSettings {
    pub(super) fn objects(&self) -> Result<Option<Arc<dyn ObjectStore>>, UnusableMedia> {
        match self {
            Self::Database => Ok(None),
            Self::Folder(folder) => {
                let opened = std::fs::create_dir_all(folder)
                    .map_err(|error| error.to_string())
                    .and_then(|()| LocalFileSystem::new_with_prefix(folder).map_err(|error| error.to_string()));
                let place = opened.map_err(|why| UnusableMedia(format!("{}: {why}", folder.display())))?;
                // What was acknowledged is on disk.
                Ok(Some(Arc::new(place.with_fsync(true))))
            }
            Self::S3(settings) => Ok(Some(Arc::new(settings.open()?))),
        }
    }

    /// What all names there begin with.
    pub(super) fn prefix(&self) -> &str {
        match self {
            Self::Database | Self::Folder(_) => "",
            Self::S3(settings) => &settings.prefix,
        }
    }
}

impl S3Settings {
    fn open(&self) -> Result<impl ObjectStore, UnusableMedia> {
        let mut client = ClientOptions::new().with_connect_timeout(CONNECT).with_timeout(REQUEST);
        if let Some(path) = &self.root_certificates {
            let pem = std::fs::read(path).map_err(|error| UnusableMedia(format!("{}: {error}", path.display())))?;
            let certificates = Certificate::from_pem_bundle(&pem)
                .map_err(|error| UnusableMedia(format!("{}: {error}", path.display())))?;
            client = certificates.into_iter().fold(client, ClientOptions::with_root_certificate);
        }
        // A name alone, without a scheme, is refused where settings are read.
        let is_plain = self.endpoint.as_ref().is_some_and(|endpoint| endpoint.starts_with("http://"));
        let retry = RetryConfig { backoff: BackoffConfig::default(), max_retries: TRIES_AGAIN, retry_timeout: REQUEST };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&self.bucket)
            .with_region(&self.region)
            .with_client_options(client.with_allow_http(is_plain))
            .with_retry(retry);
        if let Some(endpoint) = &self.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        if let Some(S3Keys { access_key, secret_key }) = &self.keys {
            builder = builder.with_access_key_id(access_key).with_secret_access_key(secret_key);
        }
        builder.build().map_err(|error| UnusableMedia(error.to_string()))
    }
}
