//! `medink admin ...`.

use crate::args::{AdminCommand, PartArg, Registration};
use crate::commands::{doctor, done, plain, profile_of};
use crate::context::{Context, read_small};
use crate::language::{self, told};
use crate::output::{Answer, put};
use crate::table::Column::{Spare, Whole, Words};
use medink_core::deploy::NewCode;
use medink_core::error::{Error, Kind, Result};
use medink_core::governance::{ProposalView, Stage};
use medink_core::profile::{DoctorProfile, PatientProfile};
use medink_core::registration::{Newcomer, card_in, parse_amount};
use medink_core::when;
use medink_core::{Done, Medink};
use medink_seal::card::{Card, PREFIX};
use medink_types::{AccountId, Decision, Part, Proposal, ProposalState};
use medink_words::{Said, said};
use serde_json::{Value, json};
use std::path::Path;

/// Runs one of them.
pub async fn run(context: &Context, command: AdminCommand) -> Result<Answer> {
    // What can be read wrong is read before anything is opened.
    let code = match &command {
        AdminCommand::Upgrade { code, .. } => Some(NewCode::read(code)?),
        _ => None,
    };
    let medink = context.open().await?;
    if let AdminCommand::Proposals { last } = command {
        return proposals(context, &medink, last).await;
    }
    if matches!(command, AdminCommand::List) {
        let admins: Vec<String> = medink
            .admins()
            .await?
            .iter()
            .map(|id| medink.address(id))
            .collect();
        return Ok(Answer::new(json!({ "admins": admins }), admins.join("\n")));
    }
    let actor = context.actor(&medink).await?;
    let who = |reference: &str| context.address(medink.chain.as_ref(), reference);
    Ok(match command {
        AdminCommand::List | AdminCommand::Proposals { .. } => {
            return Err(Error::new(Kind::Internal, said!("cli-list-answered")));
        }
        AdminCommand::Add { account } => {
            let made = context
                .operation(&medink, &actor)
                .add_admin(who(&account)?, None)
                .await?;
            decision(&medink, made, &said!("cli-admin-added")).await?
        }
        AdminCommand::Remove { account } => {
            let made = context
                .operation(&medink, &actor)
                .remove_admin(who(&account)?)
                .await?;
            decision(&medink, made, &said!("cli-admin-removed")).await?
        }
        AdminCommand::Authorize { contract } => {
            let proposal = Proposal::AuthorizeContract(who(&contract)?);
            let made = context.operation(&medink, &actor).propose(proposal).await?;
            decision(&medink, made, &said!("cli-authorized")).await?
        }
        AdminCommand::Deauthorize { contract } => {
            let proposal = Proposal::DeauthorizeContract(who(&contract)?);
            let made = context.operation(&medink, &actor).propose(proposal).await?;
            decision(&medink, made, &said!("cli-deauthorized")).await?
        }
        AdminCommand::Upgrade { contract, .. } => {
            let code = code.ok_or_else(|| Error::new(Kind::Internal, said!("cli-code-unread")))?;
            let made = context
                .operation(&medink, &actor)
                .propose_upgrade(contract.into(), &code)
                .await?;
            let mut answer = decision(&medink, made, &said!("cli-upgraded")).await?;
            let hash = format!("0x{}", hex::encode(code.hash));
            let head = told(&said!("cli-new-code", hash = hash.as_str()));
            answer.text = format!("{head}\n{}", answer.text);
            put(&mut answer.data, "code_hash", json!(hash));
            answer
        }
        AdminCommand::Approve { number } => {
            let made = context.operation(&medink, &actor).approve(number).await?;
            decision(&medink, made, &said!("cli-proposal-approved", number = number)).await?
        }
        AdminCommand::Withdraw { number } => plain(
            &medink,
            context
                .operation(&medink, &actor)
                .withdraw_approval(number)
                .await?,
            &said!("cli-approval-withdrawn", number = number),
        ),
        AdminCommand::CarryOut { number } => {
            let made = context.operation(&medink, &actor).carry_out(number).await?;
            decision(&medink, made, &said!("proposal-carried-out", number = number)).await?
        }
        AdminCommand::Attest { doctor } => {
            let view = medink.doctor(who(&doctor)?).await?;
            let shown = doctor::show(&medink, &view).text;
            context.confirm(said!("cli-attesting"), &said!("ask-attest", profile = shown))?;
            let made = context.operation(&medink, &actor).attest_doctor(&view).await?;
            plain(&medink, made, &said!("cli-attested"))
        }
        AdminCommand::WithdrawAttestation { doctor } => plain(
            &medink,
            context
                .operation(&medink, &actor)
                .withdraw_attestation(who(&doctor)?)
                .await?,
            &said!("cli-attestation-withdrawn"),
        ),
        AdminCommand::Suspend { doctor } => plain(
            &medink,
            context
                .operation(&medink, &actor)
                .suspend_doctor(who(&doctor)?)
                .await?,
            &said!("cli-suspended"),
        ),
        AdminCommand::Reinstate { doctor } => plain(
            &medink,
            context
                .operation(&medink, &actor)
                .reinstate_doctor(who(&doctor)?)
                .await?,
            &said!("cli-reinstated"),
        ),
        AdminCommand::Pause => plain(
            &medink,
            context.operation(&medink, &actor).pause().await?,
            &said!("cli-paused", command = "medink admin resume"),
        ),
        AdminCommand::Resume => plain(
            &medink,
            context.operation(&medink, &actor).resume().await?,
            &said!("cli-resumed"),
        ),
        AdminCommand::RegisterDoctor(what) => {
            let (card, fund) = checked(&medink, &what).await?;
            let profile: Option<DoctorProfile> = profile_of(context, what.details.as_deref(), true).await?;
            let who = Newcomer::Doctor(profile.as_ref());
            registered(
                &medink,
                &context
                    .operation(&medink, &actor)
                    .register(&card, who, fund)
                    .await?,
                "doctor",
            )
        }
        AdminCommand::RegisterPatient(what) => {
            let (card, fund) = checked(&medink, &what).await?;
            let profile: Option<PatientProfile> = profile_of(context, what.details.as_deref(), true).await?;
            let who = Newcomer::Patient(profile.as_ref());
            registered(
                &medink,
                &context
                    .operation(&medink, &actor)
                    .register(&card, who, fund)
                    .await?,
                "patient",
            )
        }
    })
}

/// What came of a proposal: it is done, or waits.
async fn decision(medink: &Medink, made: Done<Decision>, when_done: &Said) -> Result<Answer> {
    let (head, data) = medink.after(&made.steps, decided(medink, made.value, when_done).await)?;
    Ok(done(medink, &made.steps, data, &head))
}

/// The same in words and for programs.
pub async fn decided(medink: &Medink, decision: Decision, when_done: &Said) -> Result<(String, Value)> {
    let Decision::Waits { number } = decision else {
        return Ok((told(when_done), json!({ "done": true, "proposal": null })));
    };
    let data = json!({ "done": false, "proposal": number });
    // A proposal that was only rehearsed is not there to be looked at.
    if medink.chain.rehearses() {
        return Ok((told(&said!("cli-proposal-would-wait", number = number)), data));
    }
    let view = medink.proposal(number).await?;
    let command = match view.stage {
        _ if view.lacks_approvals() => {
            let command = format!("medink admin approve {number}");
            Some(said!("cli-proposal-approve", command = command))
        }
        Stage::Announced(_) | Stage::Ready => {
            let command = format!("medink admin carry-out {number}");
            Some(said!("cli-proposal-carry-out", command = command))
        }
        Stage::Open | Stage::Expired | Stage::CarriedOut | Stage::CalledOff => None,
    };
    let lines = [Some(view.words()), command];
    let lines: Vec<String> = lines.iter().flatten().map(told).collect();
    Ok((lines.join("\n"), data))
}

async fn proposals(context: &Context, medink: &Medink, last: usize) -> Result<Answer> {
    let mut views = Vec::new();
    let mut start = 0;
    while views.len() < last {
        let page = medink.proposal_views(start).await?;
        views.extend(page.items);
        match page.next {
            Some(next) if next > start => start = next,
            _ => break,
        }
    }
    views.truncate(last);
    let rows = views.iter().map(|view| row(medink, view)).collect::<Vec<_>>();
    let text = match rows.is_empty() {
        true => told(&said!("cli-proposals-none")),
        false => context.table(
            &[
                Whole("head-no"),
                Whole("head-state"),
                Whole("head-approvals"),
                Spare("head-by"),
                Whole("head-when"),
                Words("head-what"),
            ],
            rows,
        ),
    };
    let data: Vec<Value> = views.iter().map(|view| proposal_json(medink, view)).collect();
    Ok(Answer::new(json!({ "proposals": data }), text))
}

fn row(medink: &Medink, view: &ProposalView) -> Vec<String> {
    let entry = &view.entry;
    let when = match view.stage {
        Stage::Open | Stage::Ready => said!("cli-expires", at = when::show(entry.expires)),
        Stage::Announced(from) => said!("cli-not-before", at = when::show(from)),
        Stage::Expired | Stage::CarriedOut | Stage::CalledOff => {
            said!("cli-made", at = when::show(entry.made))
        }
    };
    vec![
        entry.number.to_string(),
        language::plain(&stage(view.stage)),
        language::plain(&said!(
            "cli-approvals",
            approvals = view.approvals,
            quorum = view.quorum
        )),
        medink.short_address(&entry.proposer),
        language::plain(&when),
        language::plain(&medink.proposal_words(&entry.proposal)),
    ]
}

/// How far a proposal has come, in a word.
fn stage(stage: Stage) -> Said {
    match stage {
        Stage::Open => said!("stage-open"),
        Stage::Expired => said!("stage-expired"),
        Stage::Announced(_) => said!("stage-announced"),
        Stage::Ready => said!("stage-ready"),
        Stage::CarriedOut => said!("stage-carried-out"),
        Stage::CalledOff => said!("stage-called-off"),
    }
}

fn proposal_json(medink: &Medink, view: &ProposalView) -> Value {
    let entry = &view.entry;
    let approvals: Vec<String> = entry.approvals.iter().map(|who| medink.address(who)).collect();
    let not_before = match entry.state {
        ProposalState::Announced { not_before } => Some(not_before),
        _ => None,
    };
    json!({
        "number": entry.number,
        "state": view.stage.word(),
        "what": medink.proposal_words(&entry.proposal).to_string(),
        "by": medink.address(&entry.proposer),
        "approved_by": approvals,
        "approvals": view.approvals,
        "quorum": view.quorum,
        "made_ms": entry.made,
        "expires_ms": entry.expires,
        "not_before_ms": not_before,
    })
}

impl From<PartArg> for Part {
    fn from(arg: PartArg) -> Self {
        match arg {
            PartArg::Admin => Part::Admin,
            PartArg::Audit => Part::Audit,
            PartArg::Doctor => Part::Doctor,
            PartArg::Patient => Part::Patient,
        }
    }
}

fn registered(medink: &Medink, made: &Done<AccountId>, role: &str) -> Answer {
    let address = medink.address(&made.value);
    let head = match role {
        "doctor" => said!("cli-registered-doctor", address = address.as_str()),
        _ => said!("cli-registered-patient", address = address.as_str()),
    };
    let data = json!({ "address": address, "role": role });
    done(medink, &made.steps, data, &told(&head))
}

/// The card and the amount, checked before anything is submitted.
async fn checked(medink: &Medink, what: &Registration) -> Result<(Card, Option<u128>)> {
    let token = medink.chain.identity().token;
    let fund = match &what.fund {
        Some(amount) => Some(parse_amount(amount, &token)?),
        None => None,
    };
    Ok((card(&what.card).await?, fund))
}

async fn card(given: &str) -> Result<Card> {
    if given.starts_with(PREFIX) {
        return card_in(given);
    }
    card_in(&read_small(Path::new(given), || said!("cli-the-card")).await?)
}
