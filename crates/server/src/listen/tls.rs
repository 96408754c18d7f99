//! TLS from files: certificate chain and key in PEM.

use std::io::{Error, ErrorKind};
use std::sync::Arc;

use rustls::ServerConfig;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use crate::TlsFiles;

/// An acceptor for these files (TLS 1.2 and 1.3, HTTP/1.1 and HTTP/2).
pub(super) fn acceptor(files: &TlsFiles) -> Result<TlsAcceptor, Error> {
    let explain = |path: &std::path::Path, why: &dyn std::fmt::Display| {
        Error::new(ErrorKind::InvalidInput, format!("{}: {why}", path.display()))
    };
    let chain = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|why| explain(&files.certificate, &why))?;
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(|why| explain(&files.key, &why))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
        .map_err(|why| explain(&files.certificate, &why))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}
