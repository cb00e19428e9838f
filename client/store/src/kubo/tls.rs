//! Whom a daemon's certificate is believed of: the authorities that this machine trusts, and nobody else. There is no
//! way to go on without a certificate that is right.

use medink_words::{Said, said};
use std::error::Error;
use std::io;
use std::sync::Arc;

use rustls::crypto::ring;
use rustls::{CertificateError, ClientConfig, RootCertStore};

/// TLS with the authorities that this machine trusts: the system's, or those of the file or folder that
/// `SSL_CERT_FILE` or `SSL_CERT_DIR` names.
///
/// # Errors
/// Where there are none, in words.
pub(super) fn config() -> Result<ClientConfig, Said> {
    let mut roots = RootCertStore::empty();
    // One that can't be read is one less that is trusted.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return Err(said!("store-tls-no-authorities"));
    }
    trusting(roots)
}

/// TLS that never comes about, for addresses that have none.
pub(super) fn nobody() -> Result<ClientConfig, Said> {
    trusting(RootCertStore::empty())
}

fn trusting(roots: RootCertStore) -> Result<ClientConfig, Said> {
    let provider = Arc::new(ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| said!("store-tls-no-version"))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}

/// Why a connection came to nothing, and what to do, where it is a matter of certificates or of TLS itself.
pub(super) fn mistrust(error: &(dyn Error + 'static)) -> Option<Said> {
    match in_chain(error)? {
        rustls::Error::InvalidCertificate(why) => Some(of_certificate(why)),
        rustls::Error::InvalidMessage(_) => Some(said!("store-tls-no-tls")),
        rustls::Error::AlertReceived(_) => Some(said!("store-tls-refused")),
        _ => Some(said!("store-tls-failed")),
    }
}

fn of_certificate(why: &CertificateError) -> Said {
    match why {
        CertificateError::UnknownIssuer => {
            said!("store-tls-unknown-authority")
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            said!("store-tls-other-host")
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            said!("store-tls-expired")
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            said!("store-tls-not-yet")
        }
        _ => said!("store-tls-unreliable"),
    }
}

/// The TLS library's own error, however deep others have wrapped it.
fn in_chain<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e rustls::Error> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<rustls::Error>() {
            return Some(found);
        }
        // An I/O error names what is in it only by its own method.
        next = match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}
