//! What a clinic puts in front of its daemon: a server with a certificate, which passes on what it is sent.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// An authority of somebody's own.
pub struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A running server. It ends with the test program.
#[derive(Debug)]
pub struct Front {
    port: u16,
}

impl Authority {
    /// One that nobody knows yet.
    #[allow(clippy::new_without_default, reason = "it makes keys and may fail a test")]
    pub fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().expect("a key");
        Authority(CertifiedIssuer::self_signed(params, key).expect("a certificate"))
    }

    /// Its certificate in a new file, as a machine that trusts it has it.
    pub fn file(&self, folder: &Path) -> PathBuf {
        let file = folder.join("authority.pem");
        std::fs::write(&file, self.0.pem()).expect("a new file");
        file
    }

    /// A server in front of `daemon` (`http://127.0.0.1:…`), with a certificate of this authority for the host `name`
    /// that is valid up to the beginning of the year `until`.
    pub fn front(&self, daemon: &str, name: &str, until: i32) -> Front {
        let mut params = CertificateParams::new([name.to_owned()]).expect("a host's name");
        params.not_after = date_time_ymd(until, 1, 1);
        let key = KeyPair::generate().expect("a key");
        let certificate = params.signed_by(&key, &self.0).expect("a certificate");
        let private = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions of TLS")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], private)
            .expect("a certificate with its key");
        let behind = daemon.trim_start_matches("http://").parse().expect("an address");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("its address").port();
        std::thread::spawn(move || serve(listener, TlsAcceptor::from(Arc::new(config)), behind));
        Front { port }
    }
}

impl Front {
    /// Its address, with this name of its host.
    pub fn url(&self, host: &str) -> String {
        format!("https://{host}:{}", self.port)
    }
}

fn serve(listener: TcpListener, acceptor: TlsAcceptor, behind: SocketAddr) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    listener.set_nonblocking(true).expect("a listener of tokio's");
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener of tokio's");
        while let Ok((client, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                // Whoever does not trust it hangs up in the middle.
                let Ok(mut client) = acceptor.accept(client).await else {
                    return;
                };
                let mut daemon = TcpStream::connect(behind).await.expect("the daemon");
                let _ = tokio::io::copy_bidirectional(&mut client, &mut daemon).await;
            });
        }
    });
}
