//! Forms that are done once, however often they are sent: by a double click where no script holds it back, or by a page that
//! is sent again. The second waits until the first is done, and is then answered as that was.
//!
//! What failed was not done, and may be sent again. Only so many are remembered, in memory, until the account is locked: with a
//! sum of what each said, and none of its words.

use crate::{Fields, session};
use medink_core::error::{Error, Kind, Result};
use medink_core::lock;
use medink_words::said;
use std::collections::VecDeque;
use std::sync::Mutex;

/// The hidden field by which a form is known again.
pub const FIELD: &str = "once";

/// How many forms are remembered to have been done.
const REMEMBERED: usize = 64;

/// The forms of an account that were done.
#[derive(Default)]
pub struct Once {
    turn: tokio::sync::Mutex<()>,
    done: Mutex<VecDeque<(String, u64)>>,
}

/// The turn of a form that was not done yet. No other form of this account has one meanwhile.
pub struct Turn<'o> {
    once: &'o Once,
    id: String,
    sum: u64,
    _turn: tokio::sync::MutexGuard<'o, ()>,
}

/// What a new form is known by.
///
/// # Errors
/// If the system gives no random bytes.
pub fn new() -> Result<String> {
    Ok(session::secret()?.to_string())
}

impl Once {
    /// Waits for the form's turn; none where this very form was done already.
    ///
    /// # Errors
    /// [`Kind::Usage`] for a form that is not of our pages.
    pub async fn turn(&self, form: &Fields) -> Result<Option<Turn<'_>>> {
        let id = form.get(FIELD);
        if id.len() < 32 {
            return Err(Error::new(Kind::Usage, said!("once-not-whole")).next(said!("once-not-whole-next")));
        }
        let turn = self.turn.lock().await;
        let was_done = lock(&self.done).iter().any(|(done, _)| done == id);
        Ok((!was_done).then(|| Turn {
            once: self,
            id: id.to_owned(),
            sum: form.sum(),
            _turn: turn,
        }))
    }

    /// Whether this very form was done, and said something else then.
    pub fn said_else(&self, form: &Fields) -> bool {
        let (id, sum) = (form.get(FIELD), form.sum());
        lock(&self.done)
            .iter()
            .any(|(done, said)| done == id && *said != sum)
    }
}

impl Turn<'_> {
    /// It is done: the same form is not done again.
    pub fn done(self) {
        let mut done = lock(&self.once.done);
        if done.len() >= REMEMBERED {
            done.pop_front();
        }
        done.push_back((self.id, self.sum));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[tokio::test]
    async fn a_form_is_done_once_and_one_that_failed_may_be_sent_again() {
        let once = Arc::new(Once::default());
        let form = Fields::of([(FIELD, new().unwrap())]);
        drop(once.turn(&form).await.unwrap().unwrap());
        let turn = once.turn(&form).await.unwrap().unwrap();
        // The double click waits for the end of the first.
        let (other, same) = (once.clone(), form.clone());
        let second = tokio::spawn(async move { other.turn(&same).await.unwrap().is_none() });
        tokio::task::yield_now().await;
        assert!(!second.is_finished());
        turn.done();
        assert!(second.await.unwrap(), "it was done by then");
        assert!(once.turn(&form).await.unwrap().is_none());
        assert!(!once.said_else(&form), "it is the same");
        assert!(once.said_else(&form.clone().and([("title", "Other")])));
        assert!(!once.said_else(&Fields::of([(FIELD, new().unwrap()), ("title", "Other".into())])));
        for wrong in [Fields::default(), Fields::of([(FIELD, "1")])] {
            assert_eq!(once.turn(&wrong).await.err().unwrap().kind, Kind::Usage);
        }
        for _ in 0..2 * REMEMBERED {
            let other = Fields::of([(FIELD, new().unwrap())]);
            once.turn(&other).await.unwrap().unwrap().done();
        }
        assert_eq!(lock(&once.done).len(), REMEMBERED);
    }
}
