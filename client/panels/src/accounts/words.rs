//! Recovery words: shown, put off, shown again for who has the password, and confirmed.
//!
//! A key file holds the key and not the words, so that they can be shown again only as long as they are kept sealed beside
//! it, which is until they are confirmed. Until then every page reminds of it. They are shown to who has just given the
//! password: going to any other page ends that.

use crate::entry::go_in;
use crate::frame::Notice;
use crate::session::{Fresh, Unlocked};
use crate::{Answer, Fields, Frame, Shared, Visit};
use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use medink_core::error::{Error, Kind, Result};
use medink_local::wallet::{Entry, Network};
use medink_seal::Account;
use medink_words::said;
use zeroize::Zeroizing;

/// How many of the words are asked for.
const ASKED: usize = 3;

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/accounts/phrase", get(shown).post(show_again))
        .route("/accounts/later", post(later))
        .route("/accounts/confirm", get(ask).post(confirm))
}

/// Whether a page shows recovery words, or asks for those that were just shown.
pub(crate) fn shows_words(path: &str) -> bool {
    matches!(path, "/accounts/phrase" | "/accounts/confirm")
}

/// An account whose words are to be shown now.
pub(super) fn fresh(entry: &Entry, words: Zeroizing<String>) -> Result<Fresh> {
    Ok(Fresh {
        name: entry.name.clone(),
        shown: entry.shown.clone(),
        asked: some_words(words.split(' ').count())?,
        words,
    })
}

/// Which words to ask for, in order.
fn some_words(of: usize) -> Result<Vec<usize>> {
    let mut asked = Vec::new();
    while asked.len() < ASKED.min(of) {
        let mut random = [0u8; 2];
        getrandom::fill(&mut random)
            .map_err(|e| Error::new(Kind::Internal, said!("no-random", why = e.to_string())))?;
        let word = usize::from(u16::from_be_bytes(random)) % of;
        if !asked.contains(&word) {
            asked.push(word);
        }
    }
    asked.sort_unstable();
    Ok(asked)
}

#[derive(Template)]
#[template(path = "accounts/phrase.html")]
struct Words {
    frame: Frame,
    name: String,
    words: Vec<String>,
}

#[derive(Template)]
#[template(path = "accounts/again.html")]
struct Again {
    frame: Frame,
    problem: Option<Error>,
}

async fn shown(visit: Visit) -> Answer {
    if let Some(fresh) = visit.session.fresh() {
        return visit.page(Words {
            frame: visit.frame(),
            name: fresh.shown.clone(),
            words: fresh.words.split(' ').map(str::to_owned).collect(),
        });
    }
    if !visit.unconfirmed() {
        return visit.go("/");
    }
    visit.page(Again {
        frame: visit.frame(),
        problem: None,
    })
}

/// Shows the words of the unlocked account again, for who has its password.
async fn show_again(visit: Visit, form: Fields) -> Answer {
    let Some(unlocked) = visit.session.unlocked() else {
        return visit.go("/");
    };
    let wallet = visit.app.machine.wallet.clone();
    let name = unlocked.name.clone();
    let password = Zeroizing::new(form.get("passphrase").to_owned());
    let opened = visit
        .tried(move || {
            let entry = wallet.find(&name, Network::default())?;
            let words = wallet.words(&entry, &password)?;
            fresh(&entry, words)
        })
        .await;
    match opened {
        Ok(fresh) => {
            visit.session.set_fresh(Some(fresh));
            visit.go("/accounts/phrase")
        }
        Err(problem) => visit.again(Again {
            frame: visit.frame(),
            problem: Some(problem),
        }),
    }
}

/// The words are written down another time: the account is used meanwhile, and every page reminds of it.
async fn later(visit: Visit) -> Answer {
    let Some(fresh) = visit.session.fresh() else {
        return visit.go("/");
    };
    visit.session.set_fresh(None);
    go_on(&visit, &fresh)
}

/// Unlocks the account, if it is not that already, and goes on.
fn go_on(visit: &Visit, fresh: &Fresh) -> Answer {
    if visit
        .session
        .unlocked()
        .is_some_and(|unlocked| unlocked.name == fresh.name)
    {
        return visit.go("/");
    }
    let account = Account::from_phrase(&fresh.words).map_err(Error::from)?;
    let unlocked = Unlocked::new(fresh.name.clone(), fresh.shown.clone(), account);
    let session = visit.app.sessions.unlock(&visit.session, unlocked)?;
    go_in(&visit.app, &session, "/")
}

#[derive(Template)]
#[template(path = "accounts/confirm.html")]
struct Confirm {
    frame: Frame,
    /// Numbers from 1.
    asked: Vec<usize>,
    problem: Option<Error>,
}

impl Confirm {
    fn of(visit: &Visit, fresh: &Fresh, problem: Option<Error>) -> Self {
        Confirm {
            frame: visit.frame(),
            asked: fresh.asked.iter().map(|word| word.saturating_add(1)).collect(),
            problem,
        }
    }
}

async fn ask(visit: Visit) -> Answer {
    let Some(fresh) = visit.session.fresh() else {
        return visit.go("/accounts/phrase");
    };
    visit.page(Confirm::of(&visit, &fresh, None))
}

async fn confirm(visit: Visit, form: Fields) -> Answer {
    let Some(fresh) = visit.session.fresh() else {
        return visit.go("/");
    };
    let words: Vec<&str> = fresh.words.split(' ').collect();
    let wrong = fresh.asked.iter().find(|word| {
        let field = format!("word-{}", word.saturating_add(1));
        let typed = form.get(&field).trim().to_lowercase();
        words.get(**word).is_none_or(|right| *right != typed)
    });
    if let Some(word) = wrong {
        let what = said!("words-wrong", number = word.saturating_add(1));
        let problem = Error::new(Kind::Usage, what).next(said!("words-wrong-next"));
        return visit.again(Confirm::of(&visit, &fresh, Some(problem)));
    }
    visit.app.machine.wallet.words_confirmed(&fresh.name)?;
    visit.session.set_fresh(None);
    visit.session.tell(Notice::plain(said!("words-confirmed")));
    go_on(&visit, &fresh)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_words_are_asked_for() {
        for _ in 0..100 {
            let asked = some_words(12).unwrap();
            assert!(asked.len() == ASKED && asked.is_sorted() && asked.iter().all(|word| *word < 12));
            assert!(asked.windows(2).all(|pair| pair[0] != pair[1]));
        }
        assert_eq!(some_words(1).unwrap(), [0]);
    }
}
