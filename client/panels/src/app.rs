//! What all requests share: this machine, the sessions, the tickets of opened records, and the one connection to node
//! and store.

use crate::announced::Announcements;
use crate::documents::Documents;
use crate::guesses::Guesses;
use crate::session::Sessions;
use medink_chain::{Chain, SubxtChain};
use medink_core::error::{Error, Kind, Result};
use medink_core::{Medink, lock};
use medink_local::machine::Machine;
use medink_local::{NodeChoice, node};
use medink_words::said;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, Notify};

/// How the panels are served.
#[derive(Debug, Clone)]
pub struct Options {
    /// How long an unlocked account may be left alone before it is locked.
    pub idle: Duration,
    /// Where the contract bundles are, for a first deployment.
    pub bundles: Option<std::path::PathBuf>,
    /// Whether other users of this machine are served as well: see [`crate::peer`].
    pub trust_local_users: bool,
    /// Whether this machine's node is started when the start page is opened.
    pub start_node: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            idle: Duration::from_secs(15 * 60),
            bundles: None,
            trust_local_users: false,
            start_node: true,
        }
    }
}

/// What all requests share.
pub struct App {
    /// This machine.
    pub machine: Machine,
    /// Who is there.
    pub sessions: Sessions,
    /// Passphrases that were tried.
    pub guesses: Guesses,
    /// What the admins tell everybody.
    pub announced: Announcements,
    /// Opened records that wait to be fetched.
    pub documents: Documents,
    /// How the panels are served.
    pub options: Options,
    /// Where the pages are served.
    pub pages: SocketAddr,
    /// Where opened records are served.
    pub vault: SocketAddr,
    /// Notified when a browser has used the one-time address.
    pub entered: Notify,
    /// Held by work on many people, and by a deployment: one at a time, or two would send the same person money, or make
    /// two systems.
    pub many: Arc<Mutex<()>>,
    opened: Mutex<Option<Arc<Medink>>>,
    start: std::sync::Mutex<Start>,
}

/// Where starting this machine's node stands.
#[derive(Default)]
enum Start {
    /// Nobody has begun it, or it was done.
    #[default]
    Idle,
    /// It is under way.
    UnderWay,
    /// It failed.
    Failed(Error),
}

/// As handlers get it.
pub type Shared = Arc<App>;

/// What there is to work with.
pub enum Ready {
    /// The node of this machine does not run.
    NoNode,
    /// It is starting.
    Starting,
    /// It could not be started.
    CantStart(Error),
    /// The node answers; there is no deployment on its chain, or none that is known here.
    NoDeployment {
        /// The node.
        chain: Arc<SubxtChain>,
        /// Why.
        why: Error,
    },
    /// Everything is there.
    All(Arc<Medink>),
}

impl App {
    /// For pages at `pages` and opened records at `vault`.
    pub fn new(machine: Machine, options: Options, pages: SocketAddr, vault: SocketAddr) -> Self {
        App {
            machine,
            sessions: Sessions::new(options.idle),
            guesses: Guesses::default(),
            announced: Announcements::default(),
            documents: Documents::default(),
            options,
            pages,
            vault,
            entered: Notify::new(),
            many: Arc::default(),
            opened: Mutex::new(None),
            start: std::sync::Mutex::default(),
        }
    }

    /// Finds out what there is; starts nothing.
    pub async fn ready(&self) -> Result<Ready> {
        let mut opened = self.opened.lock().await;
        if let Some(medink) = opened.as_ref() {
            return Ok(Ready::All(medink.clone()));
        }
        if matches!(self.machine.profile.node, NodeChoice::Embedded) {
            match node::status(&self.machine.folders)?.state {
                node::State::Stopped => {
                    return Ok(match &*lock(&self.start) {
                        Start::Idle => Ready::NoNode,
                        Start::UnderWay => Ready::Starting,
                        Start::Failed(why) => Ready::CantStart(why.clone()),
                    });
                }
                node::State::Starting { .. } => return Ok(Ready::Starting),
                node::State::Running(_) => {}
            }
        }
        let chain = self.machine.chain().await?;
        match self.machine.deployment(chain.as_ref()).await {
            Ok(_) => {}
            Err(why) if why.kind == Kind::NotFound => return Ok(Ready::NoDeployment { chain, why }),
            Err(error) => return Err(error),
        }
        drop(chain);
        let medink = Arc::new(self.machine.open().await?);
        *opened = Some(medink.clone());
        Ok(Ready::All(medink))
    }

    /// Starts this machine's node; [`App::ready`] says how that goes. It is begun once, however often this is asked for.
    pub fn start_node(self: &Arc<Self>) {
        if matches!(
            std::mem::replace(&mut *lock(&self.start), Start::UnderWay),
            Start::UnderWay
        ) {
            return;
        }
        let app = self.clone();
        tokio::spawn(async move {
            let started = match app.machine.folders.prepare() {
                Ok(()) => app.machine.chain().await.map(|_| ()),
                Err(error) => Err(error),
            };
            *lock(&app.start) = match started {
                Ok(()) => Start::Idle,
                Err(why) => Start::Failed(why),
            };
        });
    }

    /// Node, store and deployment together.
    ///
    /// # Errors
    /// [`Kind::Unreachable`] if the node of this machine does not run; as [`Machine::open`].
    pub async fn medink(&self) -> Result<Arc<Medink>> {
        match self.ready().await? {
            Ready::All(medink) => Ok(medink),
            Ready::NoDeployment { why, .. } => Err(why),
            Ready::CantStart(why) => Err(why),
            Ready::NoNode => {
                Err(Error::new(Kind::Unreachable, said!("node-stopped")).next(said!("node-stopped-next")))
            }
            Ready::Starting => {
                Err(Error::new(Kind::Unreachable, said!("node-starting")).next(said!("node-starting-next")))
            }
        }
    }

    /// Lets go of a connection that failed: the next request makes a new one.
    pub async fn disconnect(&self) {
        self.opened.lock().await.take();
        self.announced.forget();
    }

    /// The chain alone, for what comes before a deployment.
    ///
    /// # Errors
    /// As [`App::medink`].
    pub async fn chain(&self) -> Result<Arc<dyn Chain>> {
        match self.ready().await? {
            Ready::All(medink) => Ok(medink.chain.clone()),
            Ready::NoDeployment { chain, .. } => Ok(chain),
            _ => self.medink().await.map(|medink| medink.chain.clone()),
        }
    }

    /// The origin of opened records.
    pub fn vault_origin(&self) -> String {
        format!("http://{}", self.vault)
    }
}
