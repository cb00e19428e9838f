//! Whether the parts are well: the node, its disk, the stores, uploads under way, upgrades to come; and, when it is asked
//! for, whether the newest records' content is in the store.

use crate::show::{Person, When};
use crate::voice::Words;
use crate::{Answer, AsAdmin, Frame, Shared, Voice};
use askama::Template;
use axum::Router;
use axum::routing::get;
use medink_core::error::{Error, Kind, Result};
use medink_core::health::{Content, LOOKED_FOR, NodeHealth, answers};
use medink_core::journal::{Waiting, waiting};
use medink_words::{Said, Value, said};
use std::time::Duration;
use tokio::time::timeout;

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/admin/health", get(show).post(look))
        .route("/admin/health/summary", get(summary))
}

/// How long the node or a store may take to say how it is.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// How long the look for content may take.
const CONTENT_WITHIN: Duration = Duration::from_secs(90);

/// Below how many free bytes a disk is nearly full.
const LITTLE: u64 = 1_000_000_000;

/// Most records that are named as missing.
const NAMED: usize = 25;

/// A store, or why it can't be reached.
struct Store {
    name: String,
    /// What it holds, where it answers.
    holds: Option<Said>,
    /// In bytes.
    free: Option<u64>,
    nearly_full: bool,
    trouble: Option<Words>,
}

/// What was found of content, and how.
struct Found {
    content: Content,
    named: Vec<(Person, u32)>,
}

#[derive(Template)]
#[template(path = "admin/health.html")]
struct Page {
    frame: Frame,
    health: Health,
    upgrades: Vec<Said>,
    found: Option<Found>,
    most: usize,
    problem: Option<Error>,
}

#[derive(Template)]
#[template(path = "admin/health_summary.html")]
struct Summary {
    frame: Voice,
    /// None where it did not answer.
    node: Option<NodeHealth>,
    age: Said,
    stores: usize,
    /// How many of them did not answer.
    silent: usize,
    uploads: Waiting,
}

impl Summary {
    fn writes(&self) -> bool {
        self.node.is_none_or(|node| writes(&node))
    }

    fn well(&self) -> bool {
        self.node.is_some() && self.writes() && self.silent == 0 && self.uploads.left == 0
    }
}

/// Whether the node writes.
fn writes(node: &NodeHealth) -> bool {
    node.room.is_none_or(|room| room.writable)
}

/// How the parts are.
struct Health {
    node: NodeHealth,
    height: u64,
    newest: When,
    age: Said,
    /// In bytes.
    room: Option<u64>,
    stores: Vec<Store>,
    uploads: Waiting,
}

impl Health {
    /// Whether the node writes.
    fn writes(&self) -> bool {
        writes(&self.node)
    }
}

async fn health(inside: &AsAdmin) -> Result<Health> {
    let medink = &inside.medink;
    let node = medink.node_health().await?;
    let asked = inside.app.machine.stores()?.into_iter().map(|store| async move {
        match timeout(ANSWER_WITHIN, store.store.describe()).await {
            Ok(Ok(told)) => Store {
                name: store.name,
                holds: Some(said!(
                    "health-holds-is",
                    count = told.pins,
                    size = Value::Bytes(told.bytes)
                )),
                free: told.free,
                nearly_full: told.free.is_some_and(|free| free < LITTLE),
                trouble: None,
            },
            other => Store {
                name: store.name,
                holds: None,
                free: None,
                nearly_full: false,
                trouble: Some(match other {
                    Ok(Err(error)) => Error::from(error).what.into(),
                    _ => said!("health-no-answer").into(),
                }),
            },
        }
    });
    let stores = futures::future::join_all(asked).await;
    Ok(Health {
        height: node.height,
        newest: When(node.time),
        age: ago(node.age),
        room: node.room.and_then(|room| room.free),
        stores,
        uploads: waiting(&medink.journal)?,
        node,
    })
}

/// How long something is ago, roughly.
fn ago(ms: u64) -> Said {
    let seconds = ms / 1_000;
    match seconds {
        0..90 => said!("ago-seconds", count = seconds),
        90..5_400 => said!("ago-minutes", count = seconds / 60),
        5_400..172_800 => said!("ago-hours", count = seconds / 3_600),
        _ => said!("ago-days", count = seconds / 86_400),
    }
}

async fn page(inside: &AsAdmin, found: Option<Found>, problem: Option<Error>) -> Result<Page> {
    let upgrades = inside.medink.announced_upgrades().await?;
    Ok(Page {
        frame: inside.frame(),
        health: health(inside).await?,
        upgrades: upgrades.iter().map(|upgrade| upgrade.words()).collect(),
        found,
        most: LOOKED_FOR,
        problem,
    })
}

async fn show(inside: AsAdmin) -> Answer {
    let page = page(&inside, None, None).await?;
    inside.page(page)
}

/// Whether node and stores answer, for the first page: what they hold is counted where somebody looks closer.
async fn summary(inside: AsAdmin) -> Answer {
    let stores = inside.app.machine.stores()?;
    let asked = stores
        .iter()
        .map(|store| timeout(ANSWER_WITHIN, answers(store.store.as_ref())));
    let (node, answered) = futures::future::join(
        timeout(ANSWER_WITHIN, inside.medink.node_health()),
        futures::future::join_all(asked),
    )
    .await;
    let node = node.ok().and_then(Result::ok);
    inside.page(Summary {
        frame: inside.voice,
        age: ago(node.map(|node| node.age).unwrap_or_default()),
        node,
        stores: stores.len(),
        silent: answered
            .iter()
            .filter(|answer| !matches!(answer, Ok(Ok(()))))
            .count(),
        uploads: waiting(&inside.medink.journal)?,
    })
}

/// Looks for the newest records' content.
async fn look(inside: AsAdmin) -> Answer {
    let looked = match timeout(CONTENT_WITHIN, inside.medink.newest_content()).await {
        Ok(looked) => looked,
        Err(_) => {
            Err(Error::new(Kind::Unreachable, said!("health-too-slow")).next(said!("health-too-slow-next")))
        }
    };
    match looked {
        Ok(content) => {
            let named = content
                .missing
                .iter()
                .take(NAMED)
                .map(|(patient, number)| (Person::of(&inside.medink, patient), *number))
                .collect();
            let page = page(&inside, Some(Found { content, named }), None).await?;
            inside.page(page)
        }
        Err(problem) => {
            let page = page(&inside, None, Some(problem)).await?;
            inside.again(page)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_told_roughly() {
        for (ms, text) in [
            (0, "0 s ago"),
            (89_999, "89 s ago"),
            (90_000, "1 min ago"),
            (7_200_000, "2 h ago"),
            (3 * 86_400_000, "3 days ago"),
        ] {
            assert_eq!(ago(ms).to_string(), text);
        }
    }
}
