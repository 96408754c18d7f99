//! Checks a platform's token.

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use subrosa_proto::{ErrorCode, Timestamp};

use super::keys::KeySet;
use crate::{Error, PlatformKey, PlatformSettings};

/// Seconds by which the platform's clock may differ from ours.
const LEEWAY: i64 = 60;
const MOST_BYTES: usize = 8 * 1024;

/// What a token says of the person.
#[derive(Deserialize)]
pub(crate) struct Claims {
    pub(crate) handle: Option<String>,
    pub(crate) name: Option<String>,
}

/// What any token has to say.
#[derive(Deserialize)]
struct Timed<C> {
    sub: String,
    exp: i64,
    nbf: Option<i64>,
    #[serde(flatten)]
    claims: C,
}

pub(crate) struct Platform {
    pub(crate) issuer: String,
    audience: String,
    keys: Keys,
}

enum Keys {
    Secret(DecodingKey),
    Set(KeySet),
}

impl Platform {
    pub(crate) fn new(settings: &PlatformSettings) -> Result<Self, Error> {
        let keys = match &settings.key {
            PlatformKey::Secret(secret) => Keys::Secret(DecodingKey::from_secret(secret)),
            PlatformKey::KeySet { url, private_network } => Keys::Set(KeySet::new(url, *private_network)?),
        };
        Ok(Self { issuer: settings.issuer.clone(), audience: settings.audience.clone(), keys })
    }

    /// The subject and the claims of a token, if everything about it is right.
    pub(crate) async fn verify(&self, token: &str, now: Timestamp) -> Result<(String, Claims), Error> {
        let refuse = |why: &str| Error::field(ErrorCode::PlatformTokenInvalid, "token", why);
        let key = match &self.keys {
            Keys::Secret(key) => (key.clone(), Algorithm::HS256),
            Keys::Set(set) => key_in(set, token).await?.map_err(refuse)?,
        };
        read_token(token, &key, (&self.issuer, &self.audience), now).map_err(refuse)
    }
}

/// A key, and what it signs with: the key decides that, never the token.
pub(crate) type Key = (DecodingKey, Algorithm);

/// The key of a set that a token says it is signed with; else what is wrong.
pub(crate) async fn key_in(set: &KeySet, token: &str) -> Result<Result<Key, &'static str>, Error> {
    if token.len() > MOST_BYTES {
        return Ok(Err("it is too long"));
    }
    let Ok(header) = decode_header(token) else { return Ok(Err("it is not a JSON Web Token")) };
    let Some(key) = set.find(header.kid.as_deref()).await? else { return Ok(Err("its key is not known")) };
    let Some(algorithm) = algorithm_of(&key) else { return Ok(Err("its key is of a kind that is not taken")) };
    Ok(DecodingKey::from_jwk(&key).map(|key| (key, algorithm)).map_err(|_| "its key can't be used"))
}

/// The subject of a token and what else it says, if its signature, issuer, audience and times are right; else what is wrong.
pub(crate) fn read_token<C: DeserializeOwned>(
    token: &str,
    (key, algorithm): &Key,
    (issuer, audience): (&str, &str),
    now: Timestamp,
) -> Result<(String, C), &'static str> {
    if token.len() > MOST_BYTES {
        return Err("it is too long");
    }
    decode_header(token).map_err(|_| "it is not a JSON Web Token")?;
    let mut validation = Validation::new(*algorithm);
    validation.set_issuer(&[issuer]);
    validation.set_audience(&[audience]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // Times are held against the injected clock below.
    validation.validate_exp = false;
    validation.validate_nbf = false;
    let said = decode::<Timed<C>>(token, key, &validation).map_err(|_| "its signature, issuer or audience is wrong")?;
    let Timed { sub, exp, nbf, claims } = said.claims;
    let seconds = now.milliseconds() / 1_000;
    if exp.saturating_add(LEEWAY) <= seconds {
        return Err("it has expired");
    }
    if nbf.is_some_and(|from| from.saturating_sub(LEEWAY) > seconds) {
        return Err("it is not valid yet");
    }
    if sub.is_empty() || sub.len() > 255 {
        return Err("its subject is empty or too long");
    }
    Ok((sub, claims))
}

fn algorithm_of(key: &Jwk) -> Option<Algorithm> {
    match &key.algorithm {
        AlgorithmParameters::RSA(_) => Some(Algorithm::RS256),
        AlgorithmParameters::EllipticCurve(curve) if curve.curve == EllipticCurve::P256 => Some(Algorithm::ES256),
        AlgorithmParameters::OctetKeyPair(pair) if pair.curve == EllipticCurve::Ed25519 => Some(Algorithm::EdDSA),
        _ => None,
    }
}
