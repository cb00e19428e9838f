//! How an error reads on a page or in an answer to a script: its sentences, in the reader's language. Never with isolates:
//! a page has `<bdi>` for that.

use medink_core::error::Error;
use medink_core::words;
use medink_words::{Language, Piece, Said};
use serde_json::{Value, json};

/// A sentence in a language, as plain text. What others wrote in it is made visible.
fn plain(said: &Said, language: Language) -> String {
    let pieces = words::harmless(said).pieces(language).into_iter();
    pieces
        .map(|piece| match piece {
            Piece::Words(words) | Piece::Theirs(words) | Piece::Figure(words) | Piece::Time(_, words) => {
                words
            }
            // No sentence of an error has elements.
            Piece::Open(name) | Piece::Close(name) | Piece::Alone(name) => name,
        })
        .collect()
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
    use medink_words::said;

    #[test]
    fn an_error_is_told_in_the_readers_language_without_isolates() {
        let error = Error::new(Kind::Usage, said!("core-no-time", text = "x\u{202e}"))
            .next(said!("core-choose-another"));
        let english = json(&error, Language::English);
        assert_eq!(
            (&english["what"], &english["next"]),
            (
                &json!("`x\\u{202e}` is no point in time"),
                &json!("Choose another.")
            )
        );
        let arabic = plain(&error.what, Language::Arabic);
        assert!(
            arabic.contains("x\\u{202e}") && !arabic.contains(['\u{2068}', '\u{2069}']),
            "{arabic}"
        );
        let french = json(&error, Language::French);
        assert_eq!(french["next"], "Choisissez-en une autre.");
        assert!(
            json(
                &Error::new(Kind::Usage, said!("core-no-length")),
                Language::French
            )["next"]
                .is_null()
        );
    }
}
