//! The second stage: the settings seen together, as the parts take them.

use std::path::{Path, PathBuf};
use std::time::Duration;

use subrosa_bus::NatsOptions;
use subrosa_messaging::{
    EmbeddingSettings, MediaSettings, ModelSettings, PlatformKey, PlatformSettings, S3Keys, S3Settings, Settings,
};
use subrosa_server::{ServerSettings, TlsFiles};
use subrosa_store::{Options, PostgresOptions};

use super::values::{EmbeddingValues, Log, MediaPlace, MediaValues, ModelValues, PlatformValues, Values};

/// Bytes that a shared secret has at least, so that it can't be guessed.
const SECRET_BYTES: usize = 32;

/// What the parts are started with.
pub(crate) struct Config {
    pub(crate) server: ServerSettings,
    pub(crate) messaging: Settings,
    pub(crate) store: Options,
    /// Where pictures are kept.
    pub(crate) media: MediaSettings,
    /// Where the store is, when it is not in the data folder.
    pub(crate) postgres: Option<PostgresOptions>,
    /// How to reach the other servers, if there are any.
    pub(crate) nats: Option<NatsOptions>,
    pub(crate) log: Log,
}

impl Config {
    /// Sees values together.
    pub(super) fn resolve(values: Values) -> Result<Self, String> {
        let Values {
            mut server,
            mut messaging,
            tls_certificate,
            tls_key,
            platform,
            model,
            embeddings,
            store,
            postgres_url,
            postgres,
            media,
            mut nats,
            nats_user,
            nats_password,
            nats_certificate,
            nats_key,
            log,
        } = values;
        let tls = both(("tls.certificate", tls_certificate), ("tls.key", tls_key))?;
        server.tls = tls.map(|(certificate, key)| TlsFiles { certificate, key });
        messaging.origin.clone_from(&server.public_url);
        messaging.platform = resolve_platform(platform)?;
        messaging.model = resolve_model(model)?;
        messaging.embeddings = resolve_embeddings(embeddings)?;
        let media = resolve_media(media)?;
        if postgres_url.is_none() && !postgres.replicas.is_empty() {
            return Err(
                "`postgres.replicas` is set and `postgres.url` is not: replicas are of that database".to_owned()
            );
        }
        let postgres = postgres_url.map(|url| PostgresOptions { url, ..postgres });
        nats.certificate = both(("nats.certificate", nats_certificate), ("nats.key", nats_key))?;
        nats.user = both(("nats.user", nats_user), ("nats.password", nats_password))?;
        if nats.user.is_some() && nats.credentials.is_some() {
            return Err("`nats.user` and `nats.credentials` are set: only one can be".to_owned());
        }
        let nats = Some(nats).filter(|nats| !nats.servers.is_empty());
        if nats.is_some() && postgres.is_none() {
            return Err(
                "`nats.servers` is set and `postgres.url` is not: servers can only share a PostgreSQL".to_owned()
            );
        }
        Ok(Self { server, messaging, store, media, postgres, nats, log })
    }
}

/// Two settings that only mean something together.
fn both<T>(one: (&str, Option<T>), other: (&str, Option<T>)) -> Result<Option<(T, T)>, String> {
    match (one, other) {
        ((_, None), (_, None)) => Ok(None),
        ((_, Some(one)), (_, Some(other))) => Ok(Some((one, other))),
        ((set, Some(_)), (unset, None)) | ((unset, None), (set, Some(_))) => {
            Err(format!("`{set}` is set and `{unset}` is not"))
        }
    }
}

fn resolve_media(values: MediaValues) -> Result<MediaSettings, String> {
    let MediaValues { place, folder, bucket, endpoint, region, access_key, secret_key, prefix, root_certificates } =
        values;
    match place {
        MediaPlace::Database => Ok(MediaSettings::Database),
        MediaPlace::Folder => {
            let folder = folder.ok_or("`media.place` is `folder` and `media.folder` is not set")?;
            Ok(MediaSettings::Folder(folder))
        }
        MediaPlace::S3 => {
            let bucket = bucket.ok_or("`media.place` is `s3` and `media.s3.bucket` is not set")?;
            let keys = both(("media.s3.access_key", access_key), ("media.s3.secret_key", secret_key))?;
            let keys = keys.map(|(access_key, secret_key)| S3Keys { access_key, secret_key });
            let prefix = prefix.map_or_else(String::new, |prefix| format!("{}/", prefix.trim_matches('/')));
            Ok(MediaSettings::S3(S3Settings { bucket, endpoint, region, keys, prefix, root_certificates }))
        }
    }
}

fn resolve_platform(values: PlatformValues) -> Result<Option<PlatformSettings>, String> {
    let PlatformValues { issuer, audience, secret, secret_file, key_set_url, key_set_private_network } = values;
    let key = match (secret, secret_file, key_set_url) {
        (None, None, None) => None,
        (Some(secret), None, None) => Some(PlatformKey::Secret(long_enough("platform.secret", secret.into_bytes())?)),
        (None, Some(path), None) => {
            Some(PlatformKey::Secret(long_enough("platform.secret_file", read_secret(&path)?)?))
        }
        (None, None, Some(url)) => Some(PlatformKey::KeySet { url, private_network: key_set_private_network }),
        _ => {
            return Err("only one of `platform.secret`, `platform.secret_file` and `platform.key_set_url` may be set"
                .to_owned());
        }
    };
    match (issuer, audience, key) {
        (None, None, None) => Ok(None),
        (Some(issuer), Some(audience), Some(key)) => Ok(Some(PlatformSettings { issuer, audience, key })),
        (issuer, audience, key) => {
            let parts = [
                (issuer.is_none(), "`platform.issuer`"),
                (audience.is_none(), "`platform.audience`"),
                (key.is_none(), "one of `platform.secret`, `platform.secret_file` and `platform.key_set_url`"),
            ];
            let missing: Vec<&str> = parts.into_iter().filter(|(missing, _)| *missing).map(|(_, part)| part).collect();
            Err(format!("the host platform also needs {}", missing.join(" and ")))
        }
    }
}

fn resolve_model(values: ModelValues) -> Result<Option<ModelSettings>, String> {
    let ModelValues { url, key, key_file, name, seconds, tokens_per_day, concurrent, private_network } = values;
    let key = resolve_key("model", key, key_file)?;
    let Some((url, name)) = both(("model.url", url), ("model.name", name))? else { return Ok(None) };
    check_private("model", &url, private_network)?;
    let limit = Duration::from_secs(seconds.into());
    let usual = ModelSettings::new(url, name);
    Ok(Some(ModelSettings { key, limit, daily: tokens_per_day, concurrent, private_network, ..usual }))
}

fn resolve_embeddings(values: EmbeddingValues) -> Result<Option<EmbeddingSettings>, String> {
    let key = resolve_key("embeddings", values.key, values.key_file)?;
    let named = both(("embeddings.url", values.url), ("embeddings.name", values.name))?;
    let Some((url, name)) = named else { return Ok(None) };
    check_private("embeddings", &url, values.private_network)?;
    let usual = EmbeddingSettings::new(url, name);
    let model = ModelSettings {
        key,
        limit: Duration::from_secs(values.seconds.into()),
        daily: values.tokens_per_day,
        private_network: values.private_network,
        ..usual.model
    };
    let question_limit = Duration::from_millis(values.question_milliseconds.into());
    Ok(Some(EmbeddingSettings { model, dimensions: values.dimensions, question_limit, batch: values.batch }))
}

/// The key of an endpoint, by itself or from a file.
fn resolve_key(section: &str, key: Option<String>, file: Option<PathBuf>) -> Result<Option<String>, String> {
    let key = match (key, file) {
        (key, None) => key,
        (None, Some(path)) => {
            let bytes = read_secret(&path)?;
            Some(String::from_utf8(bytes).map_err(|_| format!("{} holds no text", path.display()))?)
        }
        (Some(_), Some(_)) => {
            return Err(format!("`{section}.key` and `{section}.key_file` are set: only one can be"));
        }
    };
    if key.as_ref().is_some_and(|key| !key.bytes().all(|byte| byte.is_ascii_graphic())) {
        return Err(format!("the key of `{section}` has signs that no header can hold"));
    }
    Ok(key)
}

fn check_private(section: &str, url: &str, private_network: bool) -> Result<(), String> {
    if url.starts_with("http://") && !private_network {
        return Err(format!("`{section}.url` is not https, which only `{section}.private_network` allows"));
    }
    Ok(())
}

fn read_secret(path: &Path) -> Result<Vec<u8>, String> {
    let mut secret = std::fs::read(path).map_err(|error| format!("{} can't be read: {error}", path.display()))?;
    // Editors end a file with a line's end.
    while secret.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
        secret.pop();
    }
    Ok(secret)
}

fn long_enough(key: &str, secret: Vec<u8>) -> Result<Vec<u8>, String> {
    if secret.len() < SECRET_BYTES {
        return Err(format!("the secret of `{key}` has fewer than {SECRET_BYTES} bytes, so it could be guessed"));
    }
    Ok(secret)
}
