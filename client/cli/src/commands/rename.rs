//! `medink record rename`. The new words come from a prompt that shows the present ones, from a file or from standard input.

use crate::args::OfPatient;
use crate::commands::document;
use crate::commands::record::whose;
use crate::commands::{done, given};
use crate::context::Context;
use crate::language;
use crate::output::Answer;
use crate::prompt::Prompt;
use medink_core::error::{Error, Kind, Result};
use medink_core::rename::Redescribed;
use medink_core::{when, words};
use medink_seal::record::Details;
use medink_words::{Said, Value, said};
use serde_json::json;
use std::path::Path;

/// Gives a record another title, kind or date.
pub async fn run(context: &Context, number: u32, of: &OfPatient, details: Option<&Path>) -> Result<Answer> {
    let new = match given(details, || said!("cli-the-new-name")).await? {
        Some(text) => Some(parsed(&text)?),
        None if context.global.yes => return Err(nothing()),
        None => None,
    };
    let medink = context.open().await?;
    let actor = context.actor(&medink).await?;
    let patient = whose(context, &medink, &actor, of)?;
    let operation = context.operation(&medink, &actor);
    let prompt = context.prompt.as_ref();
    let made = match new {
        Some(new) => operation.rename_record(patient, number, new).await?,
        None => {
            operation
                .rename_record_asking(patient, number, |present| asked(prompt, present))
                .await?
        }
    };
    let data = json!({
        "number": made.value.number, "amends": number, "cid": made.value.cid.to_string(),
        "sealed_bytes": made.value.sealed,
    });
    let head = said!("cli-record-renamed", new = made.value.number, number = number);
    Ok(done(&medink, &made.steps, data, &language::told(&head)))
}

fn parsed(text: &str) -> Result<Redescribed> {
    if text.trim().is_empty() {
        return Err(nothing());
    }
    let described = document::described(document::parsed(text)?)?;
    let new = Redescribed {
        title: described.title,
        kind: described.kind,
        date: described.date,
    };
    match new == Redescribed::default() {
        true => Err(nothing()),
        false => Ok(new),
    }
}

/// Shows what is said now. Enter keeps it.
fn asked(prompt: &dyn Prompt, present: &Details) -> Result<Redescribed> {
    let ask = |what: Said, now: Value| {
        let question = said!("ask-in-place-of", what = what, now = now);
        let answer = prompt.line(&language::shown(&question))?;
        Ok::<_, Error>(Some(answer.to_string()).filter(|answer| !answer.is_empty()))
    };
    Ok(Redescribed {
        title: ask(said!("field-title"), words::shown(&present.title).into())?,
        kind: ask(said!("field-kind"), words::shown(present.kind.as_str()).into())?.map(Into::into),
        date: ask(
            said!("field-date"),
            present
                .date
                .as_deref()
                .map_or_else(|| said!("ask-nothing-yet").into(), Value::from),
        )?
        .map(|date| when::parse_date(&date))
        .transpose()?,
    })
}

fn nothing() -> Error {
    Error::new(Kind::Usage, said!("cli-nothing-to-rename")).next(said!("cli-nothing-to-rename-next"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;
    use zeroize::Zeroizing;

    /// Answers in turn, and keeps what it was asked.
    struct Answers {
        answers: Mutex<Vec<&'static str>>,
        asked: Mutex<Vec<String>>,
    }

    impl Prompt for Answers {
        fn interactive(&self) -> bool {
            true
        }

        fn line(&self, question: &str) -> Result<Zeroizing<String>> {
            self.asked.lock().unwrap().push(question.to_owned());
            Ok(Zeroizing::new(self.answers.lock().unwrap().remove(0).to_owned()))
        }

        fn secret(&self, _: &str) -> Result<Zeroizing<String>> {
            Err(nothing())
        }
    }

    fn answers(answers: [&'static str; 3]) -> Answers {
        Answers {
            answers: Mutex::new(answers.to_vec()),
            asked: Mutex::default(),
        }
    }

    fn present() -> Details {
        Details {
            title: "Scan\u{1b}[2J".into(),
            kind: "referral".to_owned().into(),
            file_name: None,
            media_type: "text/plain".into(),
            size: 1,
            created_ms: 0,
            date: None,
        }
    }

    #[test]
    fn enter_keeps_what_is_shown() {
        let terminal = answers(["Letter", "", "2024-05"]);
        let new = asked(&terminal, &present()).unwrap();
        assert_eq!(new.title.as_deref(), Some("Letter"));
        assert!(new.kind.is_none());
        assert_eq!(new.date.as_deref(), Some("2024-05"));
        let questions = terminal.asked.lock().unwrap().clone();
        assert_eq!(
            questions,
            ["title [Scan\\u{1b}[2J]", "kind [referral]", "date [none]"]
        );
        assert!(asked(&answers(["", "", ""]), &present()).unwrap() == Redescribed::default());
        let error = asked(&answers(["", "", "MARKER"]), &present()).err().unwrap();
        assert!(
            error.kind == Kind::Usage && !error.to_string().contains("MARKER"),
            "{error}"
        );
    }

    #[test]
    fn one_of_three_is_enough_and_none_is_not() {
        let new = parsed(r#"{"date": "2024"}"#).unwrap();
        assert!(new.title.is_none() && new.kind.is_none() && new.date.as_deref() == Some("2024"));
        for wrong in [
            "",
            "\n",
            "{}",
            r#"{"MARKER": "x"}"#,
            "MARKER",
            r#"{"date": "MARKER"}"#,
        ] {
            let error = parsed(wrong).err().unwrap();
            assert!(
                error.kind == Kind::Usage && !error.to_string().contains("MARKER"),
                "{error}"
            );
        }
    }
}
