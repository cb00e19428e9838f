//! Making an account, with its phrase shown until it is written down, and bringing one along.

use crate::entry::go_in;
use crate::frame::Notice;
use crate::session::{Fresh, Unlocked};
use crate::visit::slowly;
use crate::{Answer, Fields, Frame, Shared, Visit};
use askama::Template;
use axum::Router;
use axum::routing::get;
use medink_core::error::{Error, Kind, Result};
use medink_local::wallet::is_key_file;
use medink_seal::{Account, Phrase};
use zeroize::Zeroizing;

/// How many words of the phrase are asked for.
const ASKED: usize = 3;

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/accounts/new", get(blank).post(make))
        .route("/accounts/phrase", get(phrase))
        .route("/accounts/confirm", get(ask).post(confirm))
        .route("/accounts/import", get(bring).post(import))
}

#[derive(Template)]
#[template(path = "accounts/new.html")]
struct New {
    frame: Frame,
    form: Fields,
    problem: Option<Error>,
}

async fn blank(visit: Visit) -> Answer {
    visit.page(New {
        frame: visit.frame(),
        form: Fields::default(),
        problem: None,
    })
}

/// The passphrase that was typed twice.
fn passphrase(form: &Fields) -> Result<Zeroizing<String>> {
    let first = form.get("passphrase");
    medink_local::wallet::check_passphrase(first)?;
    if form.get("repeated") != first {
        return Err(Error::new(Kind::Usage, "the two passphrases differ").next("Type it again, twice."));
    }
    Ok(Zeroizing::new(first.to_owned()))
}

async fn make(visit: Visit, form: Fields) -> Answer {
    match made(&visit, &form).await {
        Ok((name, phrase)) => {
            let asked = some_words(phrase.as_str().split(' ').count())?;
            visit.session.set_fresh(Some(Fresh { name, phrase, asked }));
            visit.go("/accounts/phrase")
        }
        Err(problem) => visit.again(New {
            frame: visit.frame(),
            form,
            problem: Some(problem),
        }),
    }
}

async fn made(visit: &Visit, form: &Fields) -> Result<(String, Phrase)> {
    let name = form.get("name").trim().to_owned();
    visit.app.machine.wallet.check_new(&name)?;
    let passphrase = passphrase(form)?;
    let wallet = visit.app.machine.wallet.clone();
    slowly(move || {
        let (entry, phrase) = wallet.create(&name, &passphrase)?;
        Ok((entry.name, phrase))
    })
    .await
}

/// Which words to ask for, in order.
fn some_words(of: usize) -> Result<Vec<usize>> {
    let mut asked = Vec::new();
    while asked.len() < ASKED.min(of) {
        let mut random = [0u8; 2];
        getrandom::fill(&mut random)
            .map_err(|e| Error::new(Kind::Internal, format!("the system gave no random bytes: {e}")))?;
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

async fn phrase(visit: Visit) -> Answer {
    let Some(fresh) = visit.session.fresh() else {
        return visit.go("/");
    };
    visit.page(Words {
        frame: visit.frame(),
        name: fresh.name.clone(),
        words: fresh.phrase.as_str().split(' ').map(str::to_owned).collect(),
    })
}

#[derive(Template)]
#[template(path = "accounts/confirm.html")]
struct Confirm {
    frame: Frame,
    /// Numbers from 1.
    asked: Vec<usize>,
    form: Fields,
    problem: Option<Error>,
}

async fn ask(visit: Visit) -> Answer {
    let Some(fresh) = visit.session.fresh() else {
        return visit.go("/");
    };
    visit.page(Confirm {
        frame: visit.frame(),
        asked: fresh.asked.iter().map(|word| word + 1).collect(),
        form: Fields::default(),
        problem: None,
    })
}

async fn confirm(visit: Visit, form: Fields) -> Answer {
    let Some(fresh) = visit.session.fresh() else {
        return visit.go("/");
    };
    let words: Vec<&str> = fresh.phrase.as_str().split(' ').collect();
    let wrong = fresh.asked.iter().find(|word| {
        let typed = form.get(&format!("word-{}", **word + 1)).trim().to_lowercase();
        words.get(**word).is_none_or(|right| *right != typed)
    });
    if let Some(word) = wrong {
        let what = format!("word {} is not the one of the phrase", word + 1);
        return visit.again(Confirm {
            frame: visit.frame(),
            asked: fresh.asked.iter().map(|word| word + 1).collect(),
            form,
            problem: Some(
                Error::new(Kind::Usage, what)
                    .next("Compare it with what you wrote down, or look at the phrase once more."),
            ),
        });
    }
    let account = Account::from_phrase(fresh.phrase.as_str()).map_err(Error::from)?;
    let unlocked = Unlocked::new(fresh.name.clone(), account);
    visit.session.tell(Notice::plain(
        "The account is made and unlocked. Its phrase is not shown again.",
    ));
    let session = visit.app.sessions.unlock(&visit.session, unlocked)?;
    go_in(&visit.app, &session, "/")
}

#[derive(Template)]
#[template(path = "accounts/import.html")]
struct Import {
    frame: Frame,
    form: Fields,
    problem: Option<Error>,
}

async fn bring(visit: Visit) -> Answer {
    visit.page(Import {
        frame: visit.frame(),
        form: Fields::default(),
        problem: None,
    })
}

async fn import(visit: Visit, form: Fields) -> Answer {
    match imported(&visit, &form).await {
        Ok(unlocked) => {
            visit
                .session
                .tell(Notice::plain("The account is here, and unlocked."));
            let session = visit.app.sessions.unlock(&visit.session, unlocked)?;
            go_in(&visit.app, &session, "/")
        }
        Err(problem) => visit.again(Import {
            frame: visit.frame(),
            form,
            problem: Some(problem),
        }),
    }
}

async fn imported(visit: &Visit, form: &Fields) -> Result<Unlocked> {
    let name = form.get("name").trim().to_owned();
    visit.app.machine.wallet.check_new(&name)?;
    let secret = Zeroizing::new(form.get("secret").to_owned());
    let file_passphrase = Zeroizing::new(form.get("file_passphrase").to_owned());
    if is_key_file(&secret) && file_passphrase.is_empty() {
        return Err(Error::new(
            Kind::Usage,
            "a key file has a passphrase of its own, and it is missing",
        )
        .next("Type the passphrase that the file was written with."));
    }
    let passphrase = passphrase(form)?;
    let wallet = visit.app.machine.wallet.clone();
    slowly(move || {
        let entry = wallet.import(&name, &secret, &file_passphrase, &passphrase)?;
        let account = wallet.unlock(&entry, &passphrase)?;
        Ok(Unlocked::new(entry.name, account))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_words_of_the_phrase_are_asked_for() {
        for _ in 0..100 {
            let asked = some_words(12).unwrap();
            assert!(asked.len() == ASKED && asked.is_sorted() && asked.iter().all(|word| *word < 12));
            assert!(asked.windows(2).all(|pair| pair[0] != pair[1]));
        }
        assert_eq!(some_words(1).unwrap(), [0]);
    }
}
