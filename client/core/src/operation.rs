//! One thing that one person has medink do: who acts, who watches, what it has cost so far, and what stops it.
//!
//! Whatever becomes of an operation, the transactions that it made are told: with its value, or with its failure. Asked
//! to stop, it is dropped where it stands. A transaction that was on its way then may still come into a block, and is
//! named; what was stored and can't be recorded any more is freed. Nothing here knows what asks for the stop.

use crate::advice::Advice;
use crate::error::{Error, Kind, Result};
use crate::{Actor, Done, Medink, Quiet, Step, Watch, lock};
use medink_chain::{ChainExt as _, Estimate, SubmitOptions};
use medink_words::{Said, said};
use std::ops::Deref;
use std::sync::Mutex;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// How long a stopped operation cleans up: who has pressed Ctrl-C does not wait for a store that does not answer.
const CLEANS_WITHIN: Duration = Duration::from_secs(4);

/// What somebody has medink do. Its methods are in the file of their subject.
pub struct Operation<'a> {
    medink: &'a Medink,
    /// Who acts.
    pub(crate) actor: &'a Actor,
    /// Who is told of what goes on.
    pub(crate) watch: &'a dyn Watch,
    stop: Stop,
    steps: Mutex<Vec<Step>>,
    /// The transaction that was submitted, or is about to be, and whose outcome is not known yet.
    on_its_way: Mutex<Option<String>>,
    stored: Mutex<Storing>,
}

/// What an operation stores besides what it submits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Storing {
    /// Nothing.
    Nothing,
    /// Documents, so many of which are on the chain.
    Documents(usize),
    /// Records that are encrypted again.
    Again,
}

/// What has operations stop. A clone is the same one.
#[derive(Clone, Default)]
pub struct Stop {
    asked: CancellationToken,
    under_way: watch::Sender<usize>,
}

/// An operation that is under way.
struct UnderWay<'a>(&'a watch::Sender<usize>);

impl Stop {
    /// Asks every operation that it was given to, now and from now on.
    pub fn ask(&self) {
        self.asked.cancel();
    }

    /// Resolves when none of them is under way.
    pub async fn idle(&self) {
        let mut under_way = self.under_way.subscribe();
        // It fails only where nobody can begin any more: then none is under way, either.
        let _ = under_way.wait_for(|operations| *operations == 0).await;
    }

    fn begin(&self) -> UnderWay<'_> {
        self.under_way.send_modify(|n| *n = n.saturating_add(1));
        UnderWay(&self.under_way)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|n| *n = n.saturating_sub(1));
    }
}

impl Medink {
    /// What `actor` does next, watched by nobody and stopped by nothing.
    pub fn operation<'a>(&'a self, actor: &'a Actor) -> Operation<'a> {
        Operation {
            medink: self,
            actor,
            watch: &Quiet,
            stop: Stop::default(),
            steps: Mutex::default(),
            on_its_way: Mutex::default(),
            stored: Mutex::new(Storing::Nothing),
        }
    }
}

impl Deref for Operation<'_> {
    type Target = Medink;

    fn deref(&self) -> &Medink {
        self.medink
    }
}

impl<'a> Operation<'a> {
    /// The same, watched.
    #[must_use]
    pub fn watched_by(mut self, watch: &'a dyn Watch) -> Self {
        self.watch = watch;
        self
    }

    /// The same, stopped when `stop` is asked to.
    #[must_use]
    pub fn stopped_by(mut self, stop: &Stop) -> Self {
        self.stop = stop.clone();
        self
    }

    /// Does the work, unless it is stopped first, and tells what it cost.
    pub(crate) async fn run<T>(&self, work: impl Future<Output = Result<T>>) -> Result<Done<T>> {
        let _under_way = self.stop.begin();
        let value = tokio::select! {
            biased;
            value = work => value,
            () = self.stop.asked.cancelled() => Err(self.stopped().await),
        };
        let steps = std::mem::take(&mut *lock(&self.steps));
        let value = self.after(&steps, value)?;
        Ok(Done { value, steps })
    }

    /// Submits a single message, and is done.
    pub(crate) async fn one<T: Send>(&self, message: medink_chain::Message<T>) -> Result<Done<T>> {
        self.run(async { self.step(&message).await }).await
    }

    /// Submits one message and notes it; also where it failed after it was paid for.
    pub(crate) async fn step<T: Send>(&self, message: &medink_chain::Message<T>) -> Result<T> {
        self.step_like(message, &mut None).await
    }

    /// The same for one of many alike, `like` being what the last one has needed: the first alone is tried.
    pub(crate) async fn step_like<T: Send>(
        &self,
        message: &medink_chain::Message<T>,
        like: &mut Option<Estimate>,
    ) -> Result<T> {
        let what = &message.call().label;
        let options = SubmitOptions {
            like: *like,
            ..self.submit
        };
        let called = self.submitted(what, self.chain.call(self.actor, message, &options));
        match called.await {
            Ok(called) => {
                *like = called.estimate;
                self.paid(what, called.receipt);
                Ok(called.value)
            }
            Err(error) => {
                if let Some(receipt) = error.receipt() {
                    self.paid(what, receipt.clone());
                }
                Err(error.into())
            }
        }
    }

    /// Awaits a transaction. Stopped meanwhile, the operation says that its outcome is not known.
    pub(crate) async fn submitted<T>(&self, what: &str, transaction: impl Future<Output = T>) -> T {
        *lock(&self.on_its_way) = Some(what.to_owned());
        let outcome = transaction.await;
        *lock(&self.on_its_way) = None;
        outcome
    }

    /// Notes a transaction that was made.
    pub(crate) fn paid(&self, what: &str, receipt: medink_chain::Receipt) {
        let what = what.to_owned();
        lock(&self.steps).push(Step { what, receipt });
    }

    /// Notes that documents are stored from now on.
    pub(crate) fn stores(&self) {
        *lock(&self.stored) = Storing::Documents(0);
    }

    /// Notes that so many more of them are on the chain.
    pub(crate) fn recorded(&self, more: usize) {
        let mut stored = lock(&self.stored);
        if let Storing::Documents(count) = *stored {
            *stored = Storing::Documents(count.saturating_add(more));
        }
    }

    /// Notes that records are encrypted again from now on.
    pub(crate) fn encrypts_again(&self) {
        *lock(&self.stored) = Storing::Again;
    }

    /// Cleans up after the work was dropped, and tells how far it had come.
    async fn stopped(&self) -> Error {
        let stopped = |what: Said| Error::new(Kind::Interrupted, what);
        let stored = *lock(&self.stored);
        if stored != Storing::Nothing {
            let cleaned = timeout(CLEANS_WITHIN, self.abandon_uploads()).await;
            match cleaned.unwrap_or_else(|_| Err(Error::new(Kind::Unreachable, said!("core-store-silent")))) {
                Ok(0) => {}
                Ok(unknown) => {
                    return stopped(said!("core-stopped-recording", unknown = unknown))
                        .next(said!("core-stopped-recording-next"))
                        .advise(Advice::ListRecords);
                }
                Err(error) => {
                    return stopped(said!("core-stopped-not-cleaned", why = error.what.clone()))
                        .next(said!("core-stopped-not-cleaned-next"))
                        .advise(Advice::ListRecords);
                }
            }
        }
        if let Some(what) = lock(&self.on_its_way).take() {
            return stopped(said!("core-stopped-on-its-way", what = what))
                .next(said!("core-stopped-on-its-way-next"))
                .advise(Advice::ReadLog);
        }
        match stored {
            Storing::Nothing => stopped(said!("core-stopped"))
                .next(said!("core-stopped-next"))
                .advise(Advice::ReadLog),
            Storing::Documents(recorded) => stopped(match recorded {
                0 => said!("core-stopped-adding-none"),
                n => said!("core-stopped-adding-some", recorded = n),
            })
            .next(said!("core-stopped-adding-next"))
            .advise(Advice::ListRecords),
            Storing::Again => {
                stopped(said!("core-stopped-encrypting")).next(said!("core-stopped-encrypting-next"))
            }
        }
    }
}
