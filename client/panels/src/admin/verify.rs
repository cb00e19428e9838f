//! Whether the log is whole: every hash computed anew, and its end held against the chain's.

use super::export::exported;
use crate::{Answer, AsAdmin, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::routing::get;
use medink_core::audit::Verdict;
use medink_core::error::Error;
use medink_words::Said;
use std::io::BufReader;

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route("/admin/log/verify", get(show).post(verify))
}

#[derive(Template)]
#[template(path = "admin/verify.html")]
struct Page {
    frame: Frame,
    verified: Option<Verified>,
    problem: Option<Error>,
}

/// What verifying came to.
struct Verified {
    verdict: Verdict,
    /// The last entry's hash.
    head: String,
    /// What it was held against.
    against: Said,
}

async fn show(inside: AsAdmin) -> Answer {
    inside.page(Page {
        frame: inside.frame(),
        verified: None,
        problem: None,
    })
}

/// Reads the whole log as an export has it, and verifies that.
async fn verify(inside: AsAdmin) -> Answer {
    let medink = inside.medink.clone();
    let verified = inside
        .run(async move {
            let (head, file) = exported(&medink).await?;
            let verdict = medink.verify_log(&mut BufReader::new(file)).await?;
            Ok((verdict, hex::encode(head.hash)))
        })
        .await;
    let frame = inside.frame();
    match verified {
        Ok((verdict, head)) => inside.page(Page {
            frame,
            verified: Some(Verified {
                verdict,
                head,
                against: inside.app.machine.chain_in_words(),
            }),
            problem: None,
        }),
        Err(problem) => inside.again(Page {
            frame,
            verified: None,
            problem: Some(problem),
        }),
    }
}
