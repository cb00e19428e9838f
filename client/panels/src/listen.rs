//! Sockets and limits: two listeners of this machine, one for pages and one for opened records, so that a record is never
//! of the pages' origin. Neither serves another user of this machine: see [`peer`].

use crate::peer::{self, Gate};
use crate::{App, Options, Shared, documents, router};
use axum::Router;
use axum::http::StatusCode;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use medink_core::error::{Error, Kind, Result};
use medink_local::machine::Machine;
use medink_words::said;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;

/// Most connections at once, at each listener.
const CONNECTIONS: usize = 64;
/// Most connections at once that are told that they are another user's; those beyond are closed without a word.
const REFUSALS: usize = 8;
/// How long the head of a request may take to come, and how long an idle connection is kept.
const HEAD_WITHIN: Duration = Duration::from_secs(10);
/// Most header fields of a request.
const HEADERS: usize = 64;
/// Longest head of a request, in bytes.
const HEAD: usize = 32 * 1024;
/// How long requests that are under way may take to end when the program is stopped.
const END_WITHIN: Duration = Duration::from_secs(5);
/// How often sessions and tickets are looked through for what has run out.
const SWEEP: Duration = Duration::from_secs(2);

/// The panels, listening.
pub struct Panels {
    /// What all requests share.
    pub app: Shared,
    pages: TcpListener,
    vault: TcpListener,
    gate: Gate,
}

impl Panels {
    /// Takes a port for pages (0 for a free one) and a free one for opened records.
    ///
    /// # Errors
    /// [`Kind::Usage`] for an address that stands for all, and as [`Gate::new`]; [`Kind::Io`] for a port that is taken.
    pub async fn bind(machine: Machine, ip: IpAddr, port: u16, options: Options) -> Result<Self> {
        if ip.is_unspecified() {
            return Err(
                Error::new(Kind::Usage, said!("panels-one-address")).next(said!("panels-one-address-next"))
            );
        }
        let gate = Gate::new(options.trust_local_users)?;
        let taken = |e: std::io::Error| {
            Error::io(
                said!(
                    "panels-listening",
                    address = SocketAddr::new(ip, port).to_string()
                ),
                &e,
            )
            .next(said!("panels-listening-next"))
        };
        let pages = TcpListener::bind((ip, port)).await.map_err(taken)?;
        let vault = TcpListener::bind((ip, 0)).await.map_err(taken)?;
        let at = |listener: &TcpListener| listener.local_addr().map_err(taken);
        let app = Arc::new(App::new(machine, options, at(&pages)?, at(&vault)?));
        Ok(Panels {
            app,
            pages,
            vault,
            gate,
        })
    }

    /// The address to begin with. It holds a token that lets one browser in, once.
    ///
    /// # Errors
    /// [`Kind::Internal`] if the system gives no random bytes.
    pub fn url(app: &App) -> Result<String> {
        let token = app.sessions.invite()?;
        Ok(format!(
            "http://{}{}?token={}",
            app.pages,
            crate::entry::ENTER,
            token.as_str()
        ))
    }

    /// Serves until `stop` resolves; then ends every session and gives what is under way a moment to end.
    pub async fn serve(self, stop: impl Future<Output = ()>) {
        let (stopping, stopped) = watch::channel(false);
        let pages = tokio::spawn(listen(
            self.pages,
            self.gate,
            router(self.app.clone()),
            stopped.clone(),
        ));
        let vault = tokio::spawn(listen(
            self.vault,
            self.gate,
            documents::router(self.app.clone()),
            stopped,
        ));
        let app = self.app.clone();
        let sweeping = tokio::spawn(async move {
            loop {
                tokio::time::sleep(SWEEP).await;
                app.sessions.sweep();
                app.documents.sweep();
            }
        });
        stop.await;
        sweeping.abort();
        stopping.send_replace(true);
        // Both end by themselves; an error could only say that a task was stopped.
        let _ = tokio::join!(pages, vault);
        self.app.sessions.end();
        self.app.documents.end();
    }
}

/// Takes connections until told to stop.
async fn listen(listener: TcpListener, gate: Gate, router: Router, mut stopped: watch::Receiver<bool>) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let refusals = Arc::new(Semaphore::new(REFUSALS));
    let mut connections = JoinSet::new();
    loop {
        let next = tokio::select! {
            next = accept(&listener, &room) => next,
            () = told(&mut stopped) => break,
        };
        let (stream, permit) = match next {
            Ok(next) => next,
            // Out of file handles, or the other side has gone: what helps is a moment's rest.
            Err(_) => {
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let (router, stopped, refusals) = (router.clone(), stopped.clone(), refusals.clone());
        connections.spawn(async move {
            if is_ours(&stream, gate).await {
                connection(stream, router, stopped).await;
                drop(permit);
                return;
            }
            // Others don't take the owner's room.
            drop(permit);
            if let Ok(_permit) = refusals.try_acquire() {
                connection(stream, refusing(), stopped).await;
            }
        });
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    let all = async { while connections.join_next().await.is_some() {} };
    // Whoever is not done by then is broken off.
    let _ = tokio::time::timeout(END_WITHIN, all).await;
}

/// Whether a connection may be served, which is asked once: it stays whose it is.
async fn is_ours(stream: &TcpStream, gate: Gate) -> bool {
    match (stream.peer_addr(), stream.local_addr()) {
        (Ok(peer), Ok(own)) => gate.lets_in(peer, own).await,
        // It has gone.
        _ => false,
    }
}

/// What a connection of another user is answered, whatever it asks for.
fn refusing() -> Router {
    Router::new().fallback(|| async { (StatusCode::FORBIDDEN, peer::REFUSED) })
}

/// The next connection, once there is room for it. Those beyond wait in the system's queue.
async fn accept(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> io::Result<(TcpStream, OwnedSemaphorePermit)> {
    let permit = room.clone().acquire_owned().await.map_err(io::Error::other)?;
    let (stream, _) = listener.accept().await?;
    Ok((stream, permit))
}

async fn connection(stream: TcpStream, router: Router, mut stopped: watch::Receiver<bool>) {
    let service = TowerToHyperService::new(router);
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .max_headers(HEADERS)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(serving);
    // Errors are the other side's: it has gone, or does not speak HTTP. It has been told, if it can be.
    let over = tokio::select! {
        _ = serving.as_mut() => true,
        () = told(&mut stopped) => false,
    };
    if !over {
        serving.as_mut().graceful_shutdown();
        let _ = serving.await;
    }
}

/// Resolves when it is time to stop.
async fn told(stopped: &mut watch::Receiver<bool>) {
    // Without a sender there is nobody left to serve for.
    let _ = stopped.wait_for(|stop| *stop).await;
}
