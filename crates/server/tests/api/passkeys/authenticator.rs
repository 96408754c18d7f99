//! A device that holds a passkey, with a browser around it: what both of them make, byte by byte, and what they must never make.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::node::ORIGIN;

const PRESENT: u8 = 1;
const VERIFIED: u8 = 4;
const WITH_KEY: u8 = 0x40;

/// One passkey. What is public can be made wrong.
#[derive(Clone)]
pub(super) struct Authenticator {
    key: SigningKey,
    pub(super) credential: Vec<u8>,
    /// As it was told whose it is.
    pub(super) user: String,
    pub(super) counter: u32,
    pub(super) origin: String,
    pub(super) domain: String,
    pub(super) flags: u8,
    pub(super) kind: Option<&'static str>,
}

impl Authenticator {
    pub(super) fn new(number: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[number; 32]).expect("a key"),
            credential: vec![number; 32],
            user: String::new(),
            counter: 0,
            origin: ORIGIN.to_owned(),
            domain: "dm.example.com".to_owned(),
            flags: PRESENT | VERIFIED,
            kind: None,
        }
    }

    /// As one that does not know who holds it.
    pub(super) fn unverified(mut self) -> Self {
        self.flags = PRESENT;
        self
    }

    /// What the browser sends of a new passkey.
    pub(super) fn create(&mut self, options: &Value) -> Value {
        self.user = options["user"]["id"].as_str().expect("a user").to_owned();
        let client_data = self.client_data("webauthn.create", options);
        let point = self.key.verifying_key().to_encoded_point(false);
        let mut data = self.authenticator_data(self.flags | WITH_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.credential.len()).expect("is short").to_be_bytes());
        data.extend(&self.credential);
        // COSE: an elliptic curve's key, ES256, P-256, x, y.
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(point.x().expect("a point"));
        data.extend([0x22, 0x58, 0x20]);
        data.extend(point.y().expect("a point"));
        // CBOR: {"fmt": "none", "attStmt": {}, "authData": …}
        let mut attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        attestation.push(u8::try_from(data.len()).expect("is short"));
        attestation.extend(data);
        json!({"client_data": text(client_data.as_bytes()), "attestation": text(&attestation)})
    }

    /// What the browser sends of an answer.
    pub(super) fn answer(&mut self, options: &Value) -> Value {
        let client_data = self.client_data("webauthn.get", options);
        let data = self.authenticator_data(self.flags);
        let mut signed = data.clone();
        signed.extend(Sha256::digest(client_data.as_bytes()));
        let signature: Signature = self.key.sign(&signed);
        json!({
            "credential": text(&self.credential), "user": self.user, "client_data": text(client_data.as_bytes()),
            "authenticator_data": text(&data), "signature": text(signature.to_der().as_bytes()),
        })
    }

    fn client_data(&self, kind: &str, options: &Value) -> String {
        let (kind, challenge) = (self.kind.unwrap_or(kind), options["challenge"].as_str().expect("a challenge"));
        format!(r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{}","crossOrigin":false}}"#, self.origin)
    }

    fn authenticator_data(&self, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(self.domain.as_bytes()).to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
