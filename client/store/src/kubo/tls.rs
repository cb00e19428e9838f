//! Whom a daemon's certificate is believed of: the authorities that this machine trusts, and nobody else. There is no
//! way to go on without a certificate that is right.

use std::error::Error;
use std::io;
use std::sync::Arc;

use rustls::crypto::ring;
use rustls::{CertificateError, ClientConfig, RootCertStore};

/// What to do about an authority that this machine does not know.
const NO_AUTHORITIES: &str = "this machine trusts no authority at all. Install its certificates (on Debian: apt-get \
                              install ca-certificates)";

/// TLS with the authorities that this machine trusts: the system's, or those of the file or folder that
/// `SSL_CERT_FILE` or `SSL_CERT_DIR` names.
///
/// # Errors
/// Where there are none, in words.
pub(super) fn config() -> Result<ClientConfig, &'static str> {
    let mut roots = RootCertStore::empty();
    // One that can't be read is one less that is trusted.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return Err(NO_AUTHORITIES);
    }
    trusting(roots)
}

/// TLS that never comes about, for addresses that have none.
pub(super) fn nobody() -> Result<ClientConfig, &'static str> {
    trusting(RootCertStore::empty())
}

fn trusting(roots: RootCertStore) -> Result<ClientConfig, &'static str> {
    let provider = Arc::new(ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| "no version of TLS that medink speaks is safe")?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}

/// Why a connection came to nothing, and what to do, where it is a matter of certificates or of TLS itself.
pub(super) fn mistrust(error: &(dyn Error + 'static)) -> Option<&'static str> {
    match in_chain(error)? {
        rustls::Error::InvalidCertificate(why) => Some(of_certificate(why)),
        rustls::Error::InvalidMessage(_) => Some(
            "what answers there speaks no TLS. Check the port, and whether its address begins with http://",
        ),
        rustls::Error::AlertReceived(_) => Some(
            "it refuses the connection's terms. Check what TLS it is configured for: medink speaks 1.2 and 1.3, and has \
             no certificate of its own",
        ),
        _ => Some("no encrypted connection comes about. Check how TLS is configured there"),
    }
}

fn of_certificate(why: &CertificateError) -> &'static str {
    match why {
        CertificateError::UnknownIssuer => {
            "its certificate is from an authority that this machine does not trust. If that is your organisation's own, add \
             it to the system's (on Debian: its .crt into /usr/local/share/ca-certificates, then \
             update-ca-certificates), or name its file in SSL_CERT_FILE"
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "its certificate is for another host. Write the address with the name that the certificate has; if it has that \
             name already, somebody else answers there: do not go on, and ask who runs the daemon"
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "its certificate has run out. Ask who runs the daemon to renew it, and check this machine's clock"
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "its certificate is not valid yet. Check this machine's clock"
        }
        _ => "its certificate is not one that can be relied on. Ask who runs the daemon to have it made anew",
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
