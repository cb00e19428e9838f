//! What the admins decide together: the proposals, approving them, taking an approval back, carrying them out, and
//! proposing new code and who may write to the log. Admins and parameters are proposed on their own pages.

use super::{Pager, account, decided, start_of};
use crate::show::{Person, When};
use crate::{Answer, AsAdmin, Fields, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use medink_core::deploy::NewCode;
use medink_core::error::{Error, Kind, Result};
use medink_core::governance::{ProposalView, Stage, part_name};
use medink_core::when;
use medink_types::bounds::PROPOSAL_PAGE;
use medink_types::{Part, Proposal};
use medink_words::{Said, said};

/// The contracts that can get new code, in the order in which a form offers them.
const PARTS: [Part; 4] = [Part::Admin, Part::Audit, Part::Doctor, Part::Patient];

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/admin/proposals", get(show))
        .route("/admin/proposals/approve", post(approve))
        .route("/admin/proposals/withdraw", post(withdraw))
        .route("/admin/proposals/carry-out", post(carry_out))
        .route("/admin/proposals/log", post(writers))
        .route("/admin/proposals/upgrade", post(upgrade))
}

struct Row {
    number: u32,
    what: Said,
    by: Person,
    approvals: usize,
    quorum: u8,
    state: Said,
    pending: bool,
    from: Option<When>,
    until: When,
    approve: bool,
    withdraw: bool,
    carry_out: bool,
}

#[derive(Template)]
#[template(path = "admin/proposals.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    pager: Pager,
    /// As forms have them, and in words.
    parts: [(&'static str, Said); 4],
    /// How long new code has to be announced.
    notice: Said,
    form: Fields,
    problem: Option<Error>,
}

/// How far a proposal has come, in a word.
fn state(stage: Stage) -> Said {
    match stage {
        Stage::Open => said!("proposals-open"),
        Stage::Expired => said!("proposals-expired"),
        Stage::Announced(_) => said!("proposals-announced"),
        Stage::Ready => said!("proposals-ready"),
        Stage::CarriedOut => said!("proposals-carried-out"),
        Stage::CalledOff => said!("proposals-called-off"),
    }
}

/// A contract in words.
fn part_words(part: Part) -> Said {
    match part {
        Part::Admin => said!("proposals-part-admin"),
        Part::Audit => said!("proposals-part-audit"),
        Part::Doctor => said!("proposals-part-doctor"),
        Part::Patient => said!("proposals-part-patient"),
    }
}

fn row(inside: &AsAdmin, view: &ProposalView) -> Row {
    let (entry, stage) = (&view.entry, view.stage);
    let mine = entry.approvals.contains(&inside.me());
    Row {
        number: entry.number,
        what: inside.medink.proposal_words(&entry.proposal),
        by: Person::of(&inside.medink, &entry.proposer),
        approvals: view.approvals,
        quorum: view.quorum,
        state: state(stage),
        pending: stage.is_pending(),
        from: match stage {
            Stage::Announced(from) => Some(When(from)),
            _ => None,
        },
        until: When(entry.expires),
        approve: view.lacks_approvals() && !mine,
        withdraw: stage.is_pending() && mine,
        carry_out: stage == Stage::Ready,
    }
}

async fn page(inside: &AsAdmin, form: Fields, problem: Option<Error>) -> Result<Page> {
    let start = start_of(&form);
    let page = inside.medink.proposal_views(start).await?;
    Ok(Page {
        frame: inside.frame(),
        pager: Pager::of("/admin/proposals", start, PROPOSAL_PAGE, &page),
        rows: page.items.iter().map(|view| row(inside, view)).collect(),
        parts: PARTS.map(|part| (part_name(part), part_words(part))),
        notice: when::length(inside.medink.system_parameters().await?.upgrade_notice_s),
        form,
        problem,
    })
}

async fn show(inside: AsAdmin, query: Fields) -> Answer {
    inside.page(page(&inside, query, None).await?)
}

fn number(form: &Fields) -> Result<u32> {
    form.get("number").parse().map_err(|_| {
        Error::new(Kind::Usage, said!("proposals-no-number")).next(said!("proposals-no-number-next"))
    })
}

async fn answer(inside: &AsAdmin, form: Fields, made: Result<(Said, Vec<medink_core::Step>)>) -> Answer {
    match made {
        Ok((text, steps)) => inside.done(text, &steps, "/admin/proposals"),
        Err(problem) => inside.again(page(inside, form, Some(problem)).await?),
    }
}

async fn approve(inside: AsAdmin, form: Fields) -> Answer {
    let made = async {
        let number = number(&form)?;
        let made = inside.operation().approve(number).await?;
        let done = said!("proposals-approved", number = number);
        let text = decided(&inside, made.value, &made.steps, done).await?;
        Ok((text, made.steps))
    };
    let made = made.await;
    answer(&inside, form, made).await
}

async fn withdraw(inside: AsAdmin, form: Fields) -> Answer {
    let made = async {
        let number = number(&form)?;
        let made = inside.operation().withdraw_approval(number).await?;
        Ok((said!("proposals-withdrawn", number = number), made.steps))
    };
    let made = made.await;
    answer(&inside, form, made).await
}

async fn carry_out(inside: AsAdmin, form: Fields) -> Answer {
    let made = async {
        let number = number(&form)?;
        let made = inside.operation().carry_out(number).await?;
        let done = said!("proposals-done", number = number);
        let text = decided(&inside, made.value, &made.steps, done).await?;
        Ok((text, made.steps))
    };
    let made = made.await;
    answer(&inside, form, made).await
}

async fn writers(inside: AsAdmin, form: Fields) -> Answer {
    let made = async {
        let contract = account(&inside, form.get("contract"))?;
        let (proposal, done) = match form.is("what", "take") {
            true => (
                Proposal::DeauthorizeContract(contract),
                said!("proposals-writer-taken"),
            ),
            false => (
                Proposal::AuthorizeContract(contract),
                said!("proposals-writer-given"),
            ),
        };
        let made = inside.operation().propose(proposal).await?;
        let text = decided(&inside, made.value, &made.steps, done).await?;
        Ok((text, made.steps))
    };
    let made = made.await;
    answer(&inside, form, made).await
}

async fn upgrade(inside: AsAdmin, form: Fields) -> Answer {
    let (own, given) = (inside.clone(), form.clone());
    let made = inside
        .run(async move {
            let part = PARTS
                .into_iter()
                .find(|part| given.is("part", part_name(*part)))
                .ok_or_else(|| {
                    Error::new(Kind::Usage, said!("proposals-no-contract"))
                        .next(said!("proposals-no-contract-next"))
                })?;
            let code = NewCode::parse(given.get("bundle"))?;
            let made = own.operation().propose_upgrade(part, &code).await?;
            let done = said!("proposals-code-done");
            let stands = decided(&own, made.value, &made.steps, done).await?;
            let hash = format!("0x{}", hex::encode(code.hash));
            let text = said!("proposals-code-is", code = hash, stands = stands);
            Ok((text, made.steps))
        })
        .await;
    answer(&inside, form, made).await
}
