//! The platform's published keys: fetched when first needed, kept for a while, fetched again when a key is unknown.

use std::time::{Duration, Instant};

use jsonwebtoken::jwk::{Jwk, JwkSet};
use tokio::sync::Mutex;

use crate::Error;
use crate::outbound::Outbound;
use subrosa_proto::ErrorCode;

/// How long keys are kept: a withdrawn key stops working within this time.
const KEEP: Duration = Duration::from_secs(600);
/// Between two fetches for unknown keys at least: invented key ids can't make us ask all the time.
const PAUSE: Duration = Duration::from_secs(10);
const MOST_BYTES: usize = 256 * 1024;

pub(crate) struct KeySet {
    url: url::Url,
    outbound: Outbound,
    cached: Mutex<Cached>,
}

/// The keys as far as they are known.
#[derive(Default)]
struct Cached {
    /// When they were fetched, and what came.
    set: Option<(Instant, JwkSet)>,
    /// The last try to fetch them, whatever came of it.
    tried: Option<Instant>,
}

impl KeySet {
    pub(crate) fn new(url: &str, private_network: bool) -> Result<Self, Error> {
        let invalid = || Error::new(ErrorCode::PlatformTokenInvalid);
        let url = url.parse().map_err(|_| invalid())?;
        let outbound = Outbound::new(private_network).map_err(|_| invalid())?;
        Ok(Self { url, outbound, cached: Mutex::default() })
    }

    /// The key with this id; without an id, the only key of the set.
    pub(crate) async fn find(&self, id: Option<&str>) -> Result<Option<Jwk>, Error> {
        let mut cached = self.cached.lock().await;
        let fresh = cached.set.as_ref().filter(|(at, _)| at.elapsed() < KEEP);
        let found = fresh.and_then(|(_, set)| pick(set, id));
        let has_tried = cached.tried.is_some_and(|at| at.elapsed() < PAUSE);
        match (found, fresh.is_some()) {
            (Some(key), _) => return Ok(Some(key)),
            (None, true) if has_tried => return Ok(None),
            (None, false) if has_tried => return Err(Error::new(ErrorCode::Overloaded)),
            (None, _) => {}
        }
        cached.tried = Some(Instant::now());
        let set = self.fetch().await.map_err(|error| {
            tracing::warn!(%error, "the platform's keys could not be fetched");
            Error::new(ErrorCode::Overloaded)
        })?;
        let found = pick(&set, id);
        cached.set = Some((Instant::now(), set));
        Ok(found)
    }

    async fn fetch(&self) -> Result<JwkSet, String> {
        let bytes = self.outbound.get(self.url.clone(), MOST_BYTES).await.map_err(|error| error.to_string())?;
        serde_json::from_slice(&bytes).map_err(|error| error.to_string())
    }
}

fn pick(set: &JwkSet, id: Option<&str>) -> Option<Jwk> {
    match (id, set.keys.as_slice()) {
        (Some(id), _) => set.find(id).cloned(),
        (None, [only]) => Some(only.clone()),
        (None, _) => None,
    }
}
