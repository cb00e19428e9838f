//! The rules for money, as forms show and set them; see [`medink_core::funding`]. A page of their own they have not: they stand
//! beside the balances, and among the first steps of a hospital.

use crate::{AsAdmin, Fields};
use medink_chain::Token;
use medink_core::error::{Error, Result};
use medink_core::funding::Funding;
use medink_core::registration::{parse_amount, parse_amount_or_none};

/// The rules that hold.
pub(crate) struct Rules {
    pub funding: Funding,
    /// Whether an admin has decided them.
    pub decided: bool,
    /// Why those that were decided can't be read.
    pub problem: Option<Error>,
}

/// The rules of the admin; where they can't be read, the usual ones and why.
pub(crate) async fn rules(inside: &AsAdmin) -> Rules {
    let kept = inside.operation().funding().await;
    let usual = || Funding::usual(&inside.medink.chain.identity().token);
    match kept {
        Ok(kept) => Rules {
            decided: kept.is_some(),
            funding: kept.unwrap_or_else(usual),
            problem: None,
        },
        Err(problem) => Rules {
            funding: usual(),
            decided: false,
            problem: Some(problem),
        },
    }
}

/// An amount as a field holds it.
pub(super) fn typed(amount: u128, token: &Token) -> String {
    let exact = token.format(amount);
    exact
        .split_once(' ')
        .map_or(exact.clone(), |(number, _)| number.to_owned())
}

/// What a field for what newcomers get begins with: nothing where they get nothing.
pub(super) async fn newcomers(inside: &AsAdmin) -> (String, Option<Error>) {
    let Rules { funding, problem, .. } = rules(inside).await;
    let amount = match funding.newcomer {
        0 => String::new(),
        amount => typed(amount, &inside.medink.chain.identity().token),
    };
    (amount, problem)
}

/// The fields of a form for rules.
pub(crate) fn fields(funding: Funding, token: &Token) -> Fields {
    Fields::of([
        ("newcomer", typed(funding.newcomer, token)),
        ("below", typed(funding.below, token)),
        ("to", typed(funding.to, token)),
    ])
}

/// Keeps the rules of a form.
pub(crate) async fn keep(inside: &AsAdmin, form: &Fields) -> Result<()> {
    let token = inside.medink.chain.identity().token;
    let funding = Funding {
        newcomer: parse_amount_or_none(form.get("newcomer").trim(), &token)?,
        below: parse_amount(form.get("below").trim(), &token)?,
        to: parse_amount(form.get("to").trim(), &token)?,
    };
    inside.operation().keep_funding(funding).await
}
