//! `medink store serve`: runs beside a hospital's store and keeps there what the chain refers to, until Ctrl-C or
//! SIGTERM. Each line that it writes has addresses, hashes and sizes, and nothing else of anybody; for programs it is one
//! JSON object.

use crate::Signals;
use crate::advice;
use crate::commands::replicas::{one_store, reference};
use crate::context::Context;
use crate::language;
use crate::output::{Answer, ENVELOPE, put};
use medink_core::Medink;
use medink_core::error::{Error, Kind, Result};
use medink_core::keeper::{Keeper, News, Progress};
use medink_core::replication::Named;
use medink_local::machine::NamedStore;
use medink_store::Warning;
use medink_words::{Said, said};
use serde_json::{Value, json};
use std::convert::Infallible;
use std::io::Write;
use std::time::Duration;
use tokio::time::sleep;

/// How long it is until the chain is asked again whether it has gone on.
const LOOK: Duration = Duration::from_secs(3);

/// How long it is until what has failed is tried again: twice as long each time, up to the second.
const SHORTEST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(60);

/// Most warnings that are told before everything that is missing has come.
const MOST_WARNED: usize = 100;

/// What it writes.
struct Lines {
    json: bool,
}

/// How long to wait after failures.
struct Patience(Duration);

impl Patience {
    fn new() -> Self {
        Patience(SHORTEST)
    }

    /// How long now; longer the next time.
    fn wait(&mut self) -> Duration {
        let now = self.0;
        self.0 = now.saturating_mul(2).min(LONGEST);
        now
    }
}

/// Runs until it is stopped.
pub async fn serve(context: &Context, peers: bool) -> Result<Answer> {
    // Before anything is told, and so before anybody can want it stopped.
    let mut signals = Signals::listen()?;
    let lines = Lines {
        json: context.global.json,
    };
    tokio::select! {
        biased;
        () = signals.come() => {}
        followed = follow(context, peers, &lines) => match followed? {},
    }
    Ok(Answer::new(
        json!({ "stopped": true }),
        language::told(&said!("cli-keeping-stopped")),
    ))
}

/// Follows the chain. Ends with an error that no waiting helps against, and never else.
async fn follow(context: &Context, peers: bool, lines: &Lines) -> Result<Infallible> {
    let (own, others) = stores(context, peers)?;
    let store = own.0.clone();
    let medink = open(context, lines).await?;
    let mut keeper = Keeper::new(own, others, &context.warnings);
    lines.tell(
        &said!("cli-keeping-begins", store = store.as_str()),
        json!({ "keeps": store }),
    );
    let (mut patience, mut told, mut warned) = (Patience::new(), None, Vec::new());
    loop {
        let round = keeper.round(&medink).await;
        for news in keeper.news() {
            lines.news(&medink, &store, &news);
        }
        for warning in context.warnings.take() {
            // While a store is away the same comes with every try.
            if warned.len() < MOST_WARNED && !warned.contains(&warning) {
                lines.warning(&warning);
                warned.push(warning);
            }
        }
        if round.as_ref().is_ok_and(|progress| progress.waiting == 0) {
            warned.clear();
        }
        match round {
            Ok(Progress { more: true, .. }) => patience = Patience::new(),
            Ok(progress) => {
                patience = Patience::new();
                if told != Some(progress) {
                    lines.stands(&progress);
                    told = Some(progress);
                }
                sleep(LOOK).await;
            }
            Err(error) => lines.trouble(&error, &mut patience).await,
        }
    }
}

/// The store that is kept filled, and those that it is filled from.
fn stores(context: &Context, peers: bool) -> Result<(Named, Vec<Named>)> {
    let named = |one: NamedStore| (one.name, one.store);
    let mut all = context.profile.stores.iter();
    let first = all.next().ok_or_else(one_store)?;
    let mut others = all
        .map(|choice| context.named(choice).map(named))
        .collect::<Result<Vec<Named>>>()?;
    if peers {
        others.push(named(context.peers_of(first)?));
    }
    if others.is_empty() {
        return Err(one_store());
    }
    Ok((named(context.named(first)?), others))
}

/// Node and deployment, as soon as the node answers.
async fn open(context: &Context, lines: &Lines) -> Result<Medink> {
    let mut patience = Patience::new();
    loop {
        match context.open().await {
            Err(error) if error.kind == Kind::Unreachable => lines.trouble(&error, &mut patience).await,
            opened => return opened,
        }
    }
}

impl Lines {
    fn tell(&self, said: &Said, mut data: Value) {
        put(&mut data, "medink", json!(ENVELOPE));
        let line = match self.json {
            true => data.to_string(),
            false => language::told(said).replace('\n', " "),
        };
        let mut out = std::io::stdout().lock();
        // Whoever does not read what it says any more is kept for all the same.
        let _ = writeln!(out, "{line}").and_then(|()| out.flush());
    }

    fn news(&self, medink: &Medink, store: &str, news: &News) {
        match news {
            News::Brought(record, bytes) => {
                let mut data = reference(medink, record);
                put(&mut data, "bytes", json!(bytes));
                let said = said!(
                    "cli-keeping-brought",
                    number = record.number,
                    patient = medink.address(&record.patient),
                    cid = record.cid.to_string(),
                    bytes = *bytes,
                    store = store
                );
                self.tell(&said, json!({ "brought": data }));
            }
            News::Missing(record, why) => {
                let mut data = reference(medink, record);
                put(&mut data, "why", json!(language::plain(why)));
                let said = said!(
                    "cli-keeping-missing",
                    number = record.number,
                    patient = medink.address(&record.patient),
                    cid = record.cid.to_string(),
                    why = why.clone()
                );
                self.tell(&said, json!({ "missing": data }));
            }
            News::LetGo(patient, cid) => {
                let (patient, cid) = (medink.address(patient), cid.to_string());
                let said = said!(
                    "cli-keeping-let-go",
                    patient = patient.as_str(),
                    cid = cid.as_str(),
                    store = store
                );
                self.tell(&said, json!({ "let_go": { "patient": patient, "cid": cid } }));
            }
        }
    }

    fn warning(&self, warning: &Warning) {
        self.tell(
            &said!("cli-warning", what = warning.what.clone()),
            json!({ "warning": { "store": warning.store, "what": language::plain(&warning.what) } }),
        );
    }

    fn stands(&self, progress: &Progress) {
        let Progress {
            entries,
            kept,
            waiting,
            ..
        } = *progress;
        self.tell(
            &said!(
                "cli-keeping-stands",
                entries = entries,
                kept = kept,
                waiting = waiting
            ),
            json!({ "stands": { "entries": entries, "kept": kept, "missing": waiting } }),
        );
    }

    /// Tells what went wrong, and waits until it may be tried again.
    async fn trouble(&self, error: &Error, patience: &mut Patience) {
        let wait = patience.wait();
        let why = advice::told_in_a_line(error);
        self.tell(
            &said!(
                "cli-keeping-trouble",
                why = why.as_str(),
                seconds = wait.as_secs()
            ),
            json!({ "trouble": { "kind": error.kind.name(), "what": why, "seconds": wait.as_secs() } }),
        );
        sleep(wait).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_grows_to_a_bound() {
        let mut patience = Patience::new();
        let waited: Vec<u64> = (0..8).map(|_| patience.wait().as_secs()).collect();
        assert_eq!(waited, [1, 2, 4, 8, 16, 32, 60, 60]);
    }
}
