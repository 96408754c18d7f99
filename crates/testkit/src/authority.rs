//! An authority of a test's own, which makes certificates for servers on this machine.
//!
//! Never: a key that outlives its test.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};

use crate::Outcome;

/// What an authority has to make certificates.
pub struct Authority {
    certificate: rcgen::Certificate,
    issuer: Issuer<'static, KeyPair>,
}

/// What a server shows, and its key, both as PEM.
#[derive(Clone)]
pub struct Identity {
    pub certificate: String,
    pub key: String,
}

impl Authority {
    /// Makes a new one, which nobody trusts yet.
    ///
    /// # Errors
    /// When a key can't be made.
    pub fn new(name: &str) -> Outcome<Self> {
        let mut params = CertificateParams::new([])?;
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate()?;
        let certificate = params.self_signed(&key)?;
        Ok(Self { certificate, issuer: Issuer::new(params, key) })
    }

    /// Its own certificate, as PEM: who trusts it trusts all that it makes.
    #[must_use]
    pub fn certificate(&self) -> String {
        pem("CERTIFICATE", self.certificate.der())
    }

    /// Makes a certificate for a host, which has a name or a number.
    ///
    /// # Errors
    /// When the host has neither, or a key can't be made.
    pub fn identity(&self, host: &str) -> Outcome<Identity> {
        let key = KeyPair::generate()?;
        let certificate = CertificateParams::new([host.to_owned()])?.signed_by(&key, &self.issuer)?;
        let key = pem("PRIVATE KEY", &key.serialize_der());
        Ok(Identity { certificate: pem("CERTIFICATE", certificate.der()), key })
    }
}

/// In lines of 64 characters: not every reader takes longer ones.
fn pem(what: &str, bytes: &[u8]) -> String {
    let lines: Vec<String> = bytes.chunks(48).map(|line| BASE64_STANDARD.encode(line)).collect();
    format!("-----BEGIN {what}-----\n{}\n-----END {what}-----\n", lines.join("\n"))
}
