//! How an error reads on a page or in an answer to a script: its sentences, in the reader's language. Never with isolates:
//! a page has `<bdi>` for that.

use crate::voice::Words;
use medink_core::error::Error;
use medink_core::words;
use medink_words::{Language, Said, said};
use serde_json::{Value, json};

/// A sentence in a language, as plain text. What others wrote in it is made visible.
pub fn plain(said: &Said, language: Language) -> String {
    words::harmless(said).plain(language)
}

/// An error in a line: what went wrong, and what to do next.
pub fn line(error: &Error) -> Words {
    let what = error.what.clone();
    match &error.next {
        Some(next) => said!("trouble-next", what = what, next = next.clone()).into(),
        None => what.into(),
    }
}

/// An error for a script: `what` and `next`.
pub fn json(error: &Error, language: Language) -> Value {
    let next = error.next.as_ref().map(|next| plain(next, language));
    json!({ "what": plain(&error.what, language), "next": next })
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_core::Kind;

    #[test]
    fn an_error_is_told_in_the_readers_language_without_isolates() {
        let error = Error::new(Kind::Usage, said!("core-no-time", text = "x\u{202e}"))
            .next(said!("core-choose-another"));
        assert_eq!(
            plain(&error.what, Language::English),
            "`x\\u{202e}` is no point in time"
        );
        let arabic = plain(&error.what, Language::Arabic);
        assert!(
            arabic.contains("x\\u{202e}") && !arabic.contains(['\u{2068}', '\u{2069}']),
            "{arabic}"
        );
        let french = json(&error, Language::French);
        assert_eq!(french["next"], "Choisissez-en une autre.");
        let alone = Error::new(Kind::Interrupted, said!("core-stopped"));
        assert!(json(&alone, Language::French)["next"].is_null());
    }

    #[test]
    fn what_to_do_next_is_in_the_same_line() {
        let error = Error::new(Kind::Usage, said!("core-no-time", text = "x"));
        assert_eq!(line(&error).to_string(), "`x` is no point in time");
        let error = error.next(said!("core-choose-another"));
        assert_eq!(
            line(&error).to_string(),
            "`x` is no point in time. Choose another."
        );
    }
}
