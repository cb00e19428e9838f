//! What people have to pay with: who has little, sending somebody some, and topping up everybody below a limit.

use super::desk;
use super::funding;
use super::work::{self, What};
use super::{ON_A_PAGE, account, start_of};
use crate::show::{self, Person};
use crate::{Answer, AsAdmin, Fields, Frame, Shared};
use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use medink_core::error::{Error, Kind, Result};
use medink_core::funds::{Circle, Holders, Rule};
use medink_core::registration::parse_amount;
use medink_words::{Said, Value, said};

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/admin/balances", get(show))
        .route("/admin/balances/send", post(send))
        .route("/admin/balances/top-up", post(top_up))
        .route("/admin/balances/funding", post(keep))
}

/// What a rule usually sends at most in all.
const MOST: &str = "10000";

struct Row {
    person: Person,
    balance: String,
    low: bool,
    me: bool,
}

#[derive(Template)]
#[template(path = "admin/balances.html")]
struct Page {
    frame: Frame,
    circle: Circle,
    symbol: String,
    below: String,
    to: String,
    rows: Vec<Row>,
    total: Option<u64>,
    next: Option<u64>,
    first: bool,
    own: String,
    once: String,
    /// The form that sends to one, and the one of the rule.
    form: Fields,
    rule: Fields,
    funding: Fields,
    problem: Option<Error>,
}

impl Page {
    fn is(&self, circle: &str) -> bool {
        self.circle.word() == circle
    }

    /// What is little, with its token.
    fn limit(&self) -> String {
        format!("{} {}", self.below, self.symbol)
    }

    fn low(&self) -> usize {
        self.rows.iter().filter(|row| row.low).count()
    }
}

/// The circles by their names, as tabs and boxes offer them.
pub(super) fn circles() -> [&'static str; 3] {
    [Circle::Doctors, Circle::Patients, Circle::Admins].map(Circle::word)
}

/// A circle's name as a heading.
pub(super) fn heading(circle: &str) -> Said {
    match Circle::of(circle) {
        Some(Circle::Patients) => said!("admin-patients"),
        Some(Circle::Admins) => said!("admin-admins"),
        _ => said!("admin-doctors"),
    }
}

/// What a rule usually sends at most in all.
pub(super) fn usual_most() -> &'static str {
    MOST
}

/// Whether a rule is for a circle; one that was never filled in is for all.
pub(super) fn chosen(rule: &Fields, circle: &str) -> bool {
    rule.get("below").is_empty() || rule.is("circle", circle)
}

/// The forms of the page as somebody has sent one of them; the others begin as they begin.
#[derive(Default)]
struct Forms {
    send: Fields,
    rule: Option<Fields>,
    funding: Option<Fields>,
}

async fn page(inside: &AsAdmin, forms: Forms, problem: Option<Error>) -> Result<Page> {
    let Forms {
        send: form,
        rule,
        funding,
    } = forms;
    let circle = Circle::of(form.get("who")).unwrap_or(Circle::Doctors);
    let start = form.filled("start").map(|_| start_of(&form));
    let medink = &inside.medink;
    let token = medink.chain.identity().token;
    let Holders { rows, total, next } = medink.holders(circle, start, ON_A_PAGE).await?;
    let own = medink.chain.balance(inside.me()).await?.spendable;
    let kept = inside.unlocked.desk.rule();
    let rules = funding::rules(inside).await;
    let usual = funding::fields(rules.funding, &token);
    let below = kept
        .filled("below")
        .unwrap_or_else(|| usual.get("below").to_owned());
    let limit = parse_amount(&below, &token).unwrap_or_default();
    Ok(Page {
        frame: inside.frame(),
        circle,
        symbol: token.symbol.clone(),
        below,
        to: usual.get("to").to_owned(),
        rows: rows
            .into_iter()
            .map(|holder| Row {
                person: Person::of(medink, &holder.account).named(medink, holder.named),
                balance: show::amount(holder.free, &token),
                low: holder.free < limit,
                me: holder.account == inside.me(),
            })
            .collect(),
        total,
        next,
        first: start.is_none(),
        own: show::amount(own, &token),
        once: desk::once()?,
        form,
        rule: rule.unwrap_or(kept),
        funding: funding.unwrap_or(usual),
        problem: problem.or(rules.problem),
    })
}

async fn show(inside: AsAdmin, query: Fields) -> Answer {
    let forms = Forms {
        send: query,
        ..Forms::default()
    };
    let page = page(&inside, forms, None).await?;
    inside.page(page)
}

/// Sends one person some.
async fn send(inside: AsAdmin, form: Fields) -> Answer {
    let (own, given) = (inside.clone(), form.clone());
    let made = inside
        .run(async move {
            let to = account(&own, given.get("account"))?;
            let token = own.medink.chain.identity().token;
            let amount = parse_amount(given.get("amount").trim(), &token)?;
            own.unlocked.desk.take(&given)?;
            let made = own.operation().send(to, amount).await?;
            let to = Person::of(&own.medink, &to).short();
            let amount = Value::amount(&token.format(amount));
            Ok((said!("balances-sent", amount = amount, to = to), made.steps))
        })
        .await;
    match made {
        Ok((text, steps)) => inside.done(text, &steps, &back(&form)),
        Err(problem) => {
            let forms = Forms {
                send: form,
                ..Forms::default()
            };
            let page = page(&inside, forms, Some(problem)).await?;
            inside.again(page)
        }
    }
}

/// The list that a form was sent from.
fn back(form: &Fields) -> String {
    let circle = Circle::of(form.get("who")).unwrap_or(Circle::Doctors).word();
    match form.filled("start") {
        Some(_) => format!("/admin/balances?who={circle}&start={}", start_of(form)),
        None => format!("/admin/balances?who={circle}"),
    }
}

/// Tops up by a rule: the report tells how far it is.
async fn top_up(inside: AsAdmin, form: Fields) -> Answer {
    match begin(&inside, &form) {
        Ok(()) => inside.go("/admin/report"),
        Err(problem) => {
            let forms = Forms {
                rule: Some(form),
                ..Forms::default()
            };
            let page = page(&inside, forms, Some(problem)).await?;
            inside.again(page)
        }
    }
}

/// Keeps the rules that all these forms begin with from now on.
async fn keep(inside: AsAdmin, form: Fields) -> Answer {
    match funding::keep(&inside, &form).await {
        Ok(()) => {
            // What was typed into the form of a rule before no longer stands in for them.
            inside.unlocked.desk.set_rule(Fields::default());
            inside.done(said!("funding-kept"), &[], "/admin/balances")
        }
        Err(problem) => {
            let forms = Forms {
                funding: Some(form),
                ..Forms::default()
            };
            let page = page(&inside, forms, Some(problem)).await?;
            inside.again(page)
        }
    }
}

fn begin(inside: &AsAdmin, form: &Fields) -> Result<()> {
    let token = inside.medink.chain.identity().token;
    let amount = |field: &str| parse_amount(form.get(field).trim(), &token);
    let rule = Rule::new(amount("below")?, amount("to")?, amount("most")?)?;
    let circles: Vec<Circle> = Circle::ALL
        .into_iter()
        .filter(|circle| form.is("circle", circle.word()))
        .collect();
    if circles.is_empty() {
        return Err(Error::new(Kind::Usage, said!("balances-nobody-chosen"))
            .next(said!("balances-nobody-chosen-next")));
    }
    let own = inside.clone();
    work::begin(inside, What::TopUp, None, |told| async move {
        own.operation().top_up(rule, &circles, &*told).await
    })?;
    inside.unlocked.desk.set_rule(form.clone());
    Ok(())
}
