//! Keys of the platform, made for the test.

use std::sync::LazyLock;

use jsonwebtoken::jwk::{AlgorithmParameters, Jwk};
use jsonwebtoken::{Algorithm, EncodingKey};
use rsa::pkcs1::EncodeRsaPrivateKey;

#[derive(Clone)]
pub(crate) struct Key {
    pub(crate) id: String,
    pub(crate) algorithm: Algorithm,
    pub(crate) encoding: EncodingKey,
    /// As it is published.
    pub(crate) public: Jwk,
}

/// Made once: a key for RS256 takes a moment.
static KEYS: LazyLock<Vec<Key>> = LazyLock::new(|| {
    // PKCS #8 for Ed25519 is this and the 32 random bytes (RFC 8410).
    let mut ed = b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20".to_vec();
    ed.extend(uuid::Uuid::new_v4().into_bytes());
    ed.extend(uuid::Uuid::new_v4().into_bytes());
    let ec = rcgen::KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).expect("a key");
    let rsa = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).expect("a key");
    let rsa = rsa.to_pkcs1_der().expect("DER");
    vec![
        key(Algorithm::EdDSA, EncodingKey::from_ed_der(&ed)),
        key(Algorithm::ES256, EncodingKey::from_ec_der(&ec.serialize_der())),
        key(Algorithm::RS256, EncodingKey::from_rsa_der(rsa.as_bytes())),
    ]
});

/// One key of each kind that is taken.
pub(crate) fn make_keys() -> Vec<Key> {
    KEYS.clone()
}

fn key(algorithm: Algorithm, encoding: EncodingKey) -> Key {
    let id = format!("{algorithm:?}");
    let mut public = Jwk::from_encoding_key(&encoding, algorithm).expect("a public key");
    public.common.key_id = Some(id.clone());
    Key { id, algorithm, encoding, public }
}

impl Key {
    /// The bytes that an attacker could take for a shared secret.
    pub(crate) fn public_forms(&self) -> Vec<Vec<u8>> {
        let text = match &self.public.algorithm {
            AlgorithmParameters::RSA(rsa) => rsa.n.clone(),
            AlgorithmParameters::EllipticCurve(curve) => curve.x.clone(),
            AlgorithmParameters::OctetKeyPair(pair) => pair.x.clone(),
            other => panic!("{other:?} is not made here"),
        };
        let document = serde_json::to_vec(&self.public).expect("JSON");
        vec![text.into_bytes(), document]
    }
}
