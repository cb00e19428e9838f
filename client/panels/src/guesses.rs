//! Wrong passphrases, counted for the whole program: neither a new session nor tries side by side begin at nothing.

use crate::visit::slowly;
use medink_core::error::{Error, Kind, Result};
use medink_words::said;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// The wait after a wrong passphrase: so long after the first, doubled with each, up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_secs(2);
/// The longest wait after a wrong passphrase.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// What has been tried.
#[derive(Default)]
pub struct Guesses(Mutex<Wrong>);

/// Wrong ones since the last that was right.
#[derive(Default)]
struct Wrong {
    count: u32,
    until: Option<Instant>,
}

impl Guesses {
    /// Runs what opens a key file with a passphrase that was typed. After wrong ones each further try has to wait a
    /// little longer.
    ///
    /// # Errors
    /// [`Kind::Refused`] while it has to wait; those of `work`, of which [`Kind::Keys`] counts as wrong.
    pub async fn tried<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        // Held until the try is counted: of tries side by side each would be the first.
        let mut wrong = self.0.lock().await;
        if let Some(wait) = wrong.wait() {
            return Err(Error::new(
                Kind::Refused,
                said!("guess-wait", seconds = wait.as_secs().saturating_add(1)),
            )
            .next(said!("guess-wait-next")));
        }
        let tried = slowly(work).await;
        match &tried {
            Err(error) if error.kind == Kind::Keys => wrong.again(),
            Err(_) => {}
            Ok(_) => *wrong = Wrong::default(),
        }
        tried
    }
}

impl Wrong {
    /// How long the next has to wait; none if it may be tried now.
    fn wait(&self) -> Option<Duration> {
        self.until?
            .checked_duration_since(Instant::now())
            .filter(|left| !left.is_zero())
    }

    /// One more.
    fn again(&mut self) {
        let wait = FIRST_WAIT
            .saturating_mul(2u32.saturating_pow(self.count))
            .min(LONGEST_WAIT);
        self.count = self.count.saturating_add(1);
        self.until = Instant::now().checked_add(wait);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_passphrases_make_the_next_one_wait_but_not_for_ever() {
        let mut wrong = Wrong::default();
        assert!(wrong.wait().is_none());
        for _ in 0..40 {
            wrong.again();
        }
        let wait = wrong.wait().unwrap();
        assert!(wait > LONGEST_WAIT / 2 && wait <= LONGEST_WAIT);
    }

    #[tokio::test]
    async fn what_is_tried_is_counted_and_a_right_one_forgets_it() {
        let guesses = Guesses::default();
        let wrong = || Err::<(), _>(Error::new(Kind::Keys, said!("guess-wait-next")));
        assert_eq!(guesses.tried(wrong).await.unwrap_err().kind, Kind::Keys);
        assert_eq!(guesses.tried(|| Ok(())).await.unwrap_err().kind, Kind::Refused);
        guesses.0.lock().await.until = None;
        guesses.tried(|| Ok(())).await.unwrap();
        assert_eq!(guesses.0.lock().await.count, 0);
    }
}
