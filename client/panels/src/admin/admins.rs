//! Who governs: adding and removing admins.

use super::funding::newcomers;
use super::register::fund;
use super::{ON_A_PAGE, Pager, account, decided, desk, start_of};
use crate::show::Person;
use crate::{Answer, AsAdmin, Fields, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use medink_core::error::{Error, Result};
use medink_core::registration::card_in;
use medink_types::AccountId;
use medink_words::said;

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/admin/admins", get(show).post(add))
        .route("/admin/admins/remove", post(remove))
}

struct Row {
    person: Person,
    me: bool,
}

#[derive(Template)]
#[template(path = "admin/admins.html")]
struct Page {
    frame: Frame,
    rows: Vec<Row>,
    pager: Pager,
    symbol: String,
    once: String,
    form: Fields,
    problem: Option<Error>,
}

async fn page(inside: &AsAdmin, form: Fields, problem: Option<Error>) -> Result<Page> {
    let start = start_of(&form);
    let page = inside.medink.admins_from(start, ON_A_PAGE).await?;
    let me = inside.me();
    Ok(Page {
        frame: inside.frame(),
        pager: Pager::of("/admin/admins", start, ON_A_PAGE, &page),
        rows: page
            .items
            .iter()
            .map(|admin| Row {
                person: Person::of(&inside.medink, admin),
                me: *admin == me,
            })
            .collect(),
        symbol: inside.medink.chain.identity().token.symbol,
        once: desk::once()?,
        form,
        problem,
    })
}

/// The form as it begins, at the place of the list that a link names.
async fn fresh(inside: &AsAdmin, start: u64) -> (Fields, Option<Error>) {
    let (fund, problem) = newcomers(inside).await;
    (
        Fields::of([("fund", fund), ("start", start.to_string())]),
        problem,
    )
}

async fn show(inside: AsAdmin, query: Fields) -> Answer {
    let (form, problem) = fresh(&inside, start_of(&query)).await;
    let page = page(&inside, form, problem).await?;
    inside.page(page)
}

/// An admin needs no encryption key: an address is enough, and a card has one in it.
fn who(inside: &AsAdmin, given: &str) -> Result<AccountId> {
    if given.contains(medink_seal::card::PREFIX) {
        return Ok(card_in(given)?.address().into());
    }
    account(inside, given)
}

async fn add(inside: AsAdmin, form: Fields) -> Answer {
    let (own, given) = (inside.clone(), form.clone());
    let made = inside
        .run(async move {
            let (who, fund) = (who(&own, given.get("account"))?, fund(&own, &given)?);
            own.unlocked.desk.take(&given)?;
            own.operation().add_admin(who, fund).await
        })
        .await;
    match made {
        Ok(made) => {
            let text = decided(&inside, made.value, &made.steps, said!("admins-added")).await?;
            inside.done(text, &made.steps, "/admin/admins")
        }
        Err(problem) => {
            let page = page(&inside, form, Some(problem)).await?;
            inside.again(page)
        }
    }
}

async fn remove(inside: AsAdmin, form: Fields) -> Answer {
    let made = match account(&inside, form.get("account")) {
        Ok(who) => inside
            .operation()
            .remove_admin(who)
            .await
            .map(|made| (made, who == inside.me())),
        Err(error) => Err(error),
    };
    match made {
        Ok((made, me)) => {
            let text = decided(&inside, made.value, &made.steps, said!("admins-removed")).await?;
            let to = if me { "/" } else { "/admin/admins" };
            inside.done(text, &made.steps, to)
        }
        Err(problem) => {
            let (form, _) = fresh(&inside, 0).await;
            let page = page(&inside, form, Some(problem)).await?;
            inside.again(page)
        }
    }
}
