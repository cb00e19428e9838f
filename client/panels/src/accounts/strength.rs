//! How good a new password is, said while it is typed. The words travel from the browser to this program alone, as the
//! form itself does, and are kept nowhere.

use crate::{Answer, Fields, Shared, Visit};
use askama::Template;
use axum::Router;
use axum::routing::post;
use medink_local::wallet::Strength;

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route("/accounts/strength", post(strength))
}

#[derive(Template)]
#[template(path = "accounts/strength.html")]
struct Meter {
    /// Of 4.
    value: u8,
    words: String,
}

async fn strength(visit: Visit, form: Fields) -> Answer {
    visit.page(meter(form.get("passphrase")))
}

fn meter(password: &str) -> Meter {
    let (value, words) = match Strength::of(password) {
        Strength::Short if password.is_empty() => (0, String::new()),
        Strength::Short => (1, "Too short".to_owned()),
        Strength::Weak { why } => (2, format!("Too easy to guess. {why}")),
        Strength::Good => (3, "Good".to_owned()),
        Strength::Strong => (4, "Very good".to_owned()),
    };
    Meter { value, words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_meter_never_repeats_what_is_typed() {
        for password in ["", "tiny1", "12345678", "correct horse battery staple"] {
            let page = meter(password).render().unwrap();
            assert!(password.is_empty() || !page.contains(password), "{page}");
        }
        assert!(meter("12345678").value < 3 && meter("correct horse battery staple").value == 4);
    }
}
