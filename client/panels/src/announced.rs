//! What the admins announce to everybody, for the top of every page: a pause, and upgrades to come. Asked of the chain at
//! most once a minute, and again after something was done here. It never holds anything of a patient.

use crate::voice::Words;
use medink_core::Medink;
use medink_core::error::Result;
use medink_core::lock;
use medink_words::{Value, said};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How long an answer is good for.
const GOOD_FOR: Duration = Duration::from_secs(60);

/// What was announced when the chain was last asked.
#[derive(Debug, Default)]
pub struct Announcements(Mutex<Option<(Instant, Vec<Words>)>>);

impl Announcements {
    /// Asks the chain, where it was not asked within the last minute.
    ///
    /// # Errors
    /// Those of reading the chain.
    pub async fn refresh(&self, medink: &Medink) -> Result<()> {
        if self.with(|kept| kept.as_ref().is_some_and(|(at, _)| at.elapsed() < GOOD_FOR)) {
            return Ok(());
        }
        let paused = medink
            .paused_until()
            .await?
            .map(|until| Words::from(said!("announced-paused", until = Value::Time(until))));
        let upgrades = medink.announced_upgrades().await?;
        let lines = paused
            .into_iter()
            .chain(upgrades.iter().map(|upgrade| upgrade.words().into()))
            .collect();
        self.with(|kept| *kept = Some((Instant::now(), lines)));
        Ok(())
    }

    /// Has the chain asked again by the next page.
    pub fn forget(&self) {
        self.with(|kept| *kept = None);
    }

    /// In sentences, as they were last known.
    pub fn lines(&self) -> Vec<Words> {
        self.with(|kept| kept.as_ref().map(|(_, lines)| lines.clone()).unwrap_or_default())
    }

    fn with<T>(&self, work: impl FnOnce(&mut Option<(Instant, Vec<Words>)>) -> T) -> T {
        work(&mut lock(&self.0))
    }
}
