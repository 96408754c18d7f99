//! One TLS setting for HTTP and the socket: rustls with `ring`, trusting what the platform trusts and what the
//! application adds. Nothing is installed process-wide.

use std::sync::Arc;

use rustls::client::ClientConfig;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::{Error as TlsError, RootCertStore};
use rustls_platform_verifier::Verifier;

use crate::Error;
use crate::error::Cause;

/// The setting for an address. Where nothing is encrypted nothing is trusted either: a machine without certificates
/// must not keep a client from a server beside it.
pub(crate) fn config(secure: bool, roots: Vec<CertificateDer<'static>>) -> Result<ClientConfig, Error> {
    build(secure, roots).map_err(|error| Error::Tls(Cause::new(error)))
}

fn build(secure: bool, roots: Vec<CertificateDer<'static>>) -> Result<ClientConfig, TlsError> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions()?;
    if !secure {
        return Ok(builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth());
    }
    let verifier: Arc<dyn ServerCertVerifier> = Arc::new(Verifier::new_with_extra_roots(roots, provider)?);
    Ok(builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
}
