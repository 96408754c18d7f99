//! Checks a platform's token.

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;
use subrosa_proto::{ErrorCode, Timestamp};

use super::keys::KeySet;
use crate::{Error, PlatformKey, PlatformSettings};

/// Seconds by which the platform's clock may differ from ours.
const LEEWAY: i64 = 60;
const MOST_BYTES: usize = 8 * 1024;

/// What a token says of the person.
#[derive(Deserialize)]
pub(crate) struct Claims {
    pub(crate) sub: String,
    exp: i64,
    nbf: Option<i64>,
    pub(crate) handle: Option<String>,
    pub(crate) name: Option<String>,
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

    /// The claims of a token, if everything about it is right.
    pub(crate) async fn verify(&self, token: &str, now: Timestamp) -> Result<Claims, Error> {
        let refuse = |why: &str| Error::field(ErrorCode::PlatformTokenInvalid, "token", why);
        if token.len() > MOST_BYTES {
            return Err(refuse("it is too long"));
        }
        let header = decode_header(token).map_err(|_| refuse("it is not a JSON Web Token"))?;
        let (key, algorithm) = match &self.keys {
            Keys::Secret(key) => (key.clone(), Algorithm::HS256),
            Keys::Set(set) => {
                let key = set.find(header.kid.as_deref()).await?.ok_or_else(|| refuse("its key is not known"))?;
                let algorithm = algorithm_of(&key).ok_or_else(|| refuse("its key is of a kind that is not taken"))?;
                (DecodingKey::from_jwk(&key).map_err(|_| refuse("its key can't be used"))?, algorithm)
            }
        };
        // The key decides the algorithm, never the token.
        let mut validation = Validation::new(algorithm);
        validation.set_issuer(&[&self.issuer]);
        validation.set_audience(&[&self.audience]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // Times are held against the injected clock below.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        let claims = decode::<Claims>(token, &key, &validation)
            .map_err(|_| refuse("its signature, issuer or audience is wrong"))?
            .claims;
        let seconds = now.milliseconds() / 1_000;
        if claims.exp.saturating_add(LEEWAY) <= seconds {
            return Err(refuse("it has expired"));
        }
        if claims.nbf.is_some_and(|from| from.saturating_sub(LEEWAY) > seconds) {
            return Err(refuse("it is not valid yet"));
        }
        if claims.sub.is_empty() || claims.sub.len() > 255 {
            return Err(refuse("its subject is empty or too long"));
        }
        Ok(claims)
    }
}

fn algorithm_of(key: &Jwk) -> Option<Algorithm> {
    match &key.algorithm {
        AlgorithmParameters::RSA(_) => Some(Algorithm::RS256),
        AlgorithmParameters::EllipticCurve(curve) if curve.curve == EllipticCurve::P256 => Some(Algorithm::ES256),
        AlgorithmParameters::OctetKeyPair(pair) if pair.curve == EllipticCurve::Ed25519 => Some(Algorithm::EdDSA),
        _ => None,
    }
}
