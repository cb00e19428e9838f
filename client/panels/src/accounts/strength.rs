//! How good a new password is, said while it is typed. The words travel from the browser to this program alone, as the
//! form itself does, and are kept nowhere.

use crate::voice::{Voice, Words};
use crate::{Answer, Fields, Shared, Visit};
use askama::Template;
use axum::Router;
use axum::routing::post;
use medink_local::wallet::Strength;
use medink_words::said;

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route("/accounts/strength", post(strength))
}

#[derive(Template)]
#[template(path = "accounts/strength.html")]
struct Meter {
    frame: Voice,
    /// Of 4.
    value: u8,
    words: Words,
}

async fn strength(visit: Visit, form: Fields) -> Answer {
    visit.page(meter(visit.voice, form.get("passphrase")))
}

fn meter(frame: Voice, password: &str) -> Meter {
    let (value, words): (u8, Words) = match Strength::of(password) {
        Strength::Short if password.is_empty() => (0, "".into()),
        Strength::Short => (1, said!("strength-short").into()),
        Strength::Weak { why: None } => (2, said!("strength-weak").into()),
        Strength::Weak { why: Some(why) } => (2, said!("strength-weak-why", why = why).into()),
        Strength::Good => (3, said!("strength-good").into()),
        Strength::Strong => (4, said!("strength-very-good").into()),
    };
    Meter { frame, value, words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_meter_never_repeats_what_is_typed() {
        for password in ["", "tiny1", "12345678", "correct horse battery staple"] {
            let page = meter(Voice::default(), password).render().unwrap();
            assert!(password.is_empty() || !page.contains(password), "{page}");
        }
        assert!(
            meter(Voice::default(), "12345678").value < 3
                && meter(Voice::default(), "correct horse battery staple").value == 4
        );
    }
}
