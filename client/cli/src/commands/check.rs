//! `medink check`: every part is looked at, and told, in a table for people and one by one for programs. Nothing is decided
//! here.

use crate::advice;
use crate::context::Context;
use crate::language::{plain, shown, told};
use crate::output::{Answer, steps_json, steps_text};
use medink_chain::Chain;
use medink_core::checkup::{Finding, Part, Severity};
use medink_core::deploy::Bundles;
use medink_core::error::{Kind, Result};
use medink_core::words;
use medink_local::checkup::{Report, Who, Wish};
use medink_local::wallet::Resolved;
use medink_seal::Account;
use medink_words::said;
use serde_json::{Value, json};
use std::path::PathBuf;
use unicode_width::UnicodeWidthStr;

/// How wide the columns of parts and of what was found are.
const PARTS: usize = 12;
const SEVERITIES: usize = 16;

/// Looks at everything, and repairs what can be if that is asked for.
pub async fn run(context: &Context, repair: bool, whole: bool, bundles: Option<PathBuf>) -> Result<Answer> {
    // Those that were named have to be there. Without any the code is what was deployed.
    let code = match bundles {
        Some(folder) => Some(Bundles::read(&folder)?),
        None => Bundles::folder(None)
            .and_then(|folder| Bundles::read(&folder))
            .ok(),
    };
    let wish = Wish {
        repair,
        whole,
        code: code.map(|bundles| bundles.hashes()),
        watch: &context.bars,
        stop: &context.stop,
    };
    let report = context
        .check_up(&wish, async |chain: &dyn Chain| who(context, chain).await)
        .await;
    Ok(answer(&report))
}

/// The account that acts, open where that takes no passphrase, or one is given; else those whose records are looked for.
async fn who(context: &Context, chain: &dyn Chain) -> Result<Who> {
    let unlocked = |account: Account| Ok(Who::Unlocked(Box::new(account), context.submit(chain)?));
    let Ok(reference) = context.acting() else {
        let listed = context.wallet.list()?;
        let entries = listed.into_iter().filter_map(|listed| listed.entry.ok());
        return Ok(Who::Locked(entries.map(|entry| entry.address.into()).collect()));
    };
    let entry = match context.wallet.resolve(&reference, context.network(chain))? {
        Resolved::Development(account) => return unlocked(account),
        Resolved::File(entry) => entry,
    };
    let asks = context.prompt.interactive() && !context.global.json && !context.global.yes;
    let passphrase = match (&context.global.passphrase_file, asks) {
        (Some(_), _) => context.passphrase(&said!("ask-passphrase")).await?,
        (None, true) => context.prompt.secret(&shown(&said!("ask-passphrase-or-none")))?,
        (None, false) => return Ok(Who::Locked(vec![entry.address.into()])),
    };
    if passphrase.is_empty() {
        return Ok(Who::Locked(vec![entry.address.into()]));
    }
    unlocked(context.unlocked(entry, passphrase).await?)
}

fn answer(report: &Report) -> Answer {
    let left = report.findings.iter().filter(|finding| finding.stays()).count();
    let repaired = report.findings.iter().filter(|finding| finding.repaired).count();
    let findings: Vec<Value> = report.findings.iter().map(as_json).collect();
    let data = json!({
        "well": left == 0, "findings": findings, "repaired": repaired, "steps": steps_json(&report.steps),
    });
    let mut text = String::new();
    for finding in &report.findings {
        text.push_str(&line(finding));
    }
    if let Some(token) = &report.token {
        text.push_str(&steps_text(&report.steps, token));
    }
    text.push_str(&told(&match (left, repaired) {
        (0, 0) => said!("cli-check-well"),
        (0, repaired) => said!("cli-check-well-now", repaired = repaired),
        (left, _) => said!("cli-check-not-well", left = left),
    }));
    let answer = Answer::new(data, text);
    match left {
        0 => answer,
        _ => answer.exit(Kind::Damaged),
    }
}

/// A finding for people, with what to do below it.
fn line(finding: &Finding) -> String {
    let below = format!("\n{:1$}", "", PARTS.saturating_add(SEVERITIES));
    let what = words::shown_lines(&plain(&finding.what)).replace('\n', &below);
    let next = advice::next(&finding.as_error())
        .map(|next| format!("{below}{}", words::shown_lines(&next).replace('\n', &below)))
        .unwrap_or_default();
    let part = cell(part(finding.part), PARTS);
    let severity = cell(severity(finding), SEVERITIES);
    format!("{part}{severity}{what}{next}\n")
}

/// A word with the room up to the next column.
fn cell(word: String, wide: usize) -> String {
    let room = wide.saturating_sub(word.width());
    format!("{word}{:room$}", "")
}

fn part(part: Part) -> String {
    plain(&match part {
        Part::Node => said!("check-node"),
        Part::Deployment => said!("check-deployment"),
        Part::Stores => said!("check-stores"),
        Part::Accounts => said!("check-accounts"),
        Part::Journal => said!("check-journal"),
        Part::References => said!("check-references"),
        Part::Memory => said!("check-memory"),
    })
}

fn severity(finding: &Finding) -> String {
    plain(&match (finding.repaired, finding.severity) {
        (true, _) => said!("check-repaired"),
        (false, Severity::Ok) => said!("check-ok"),
        (false, Severity::NotLooked) => said!("check-not-looked"),
        (false, Severity::Warning) => said!("check-warning"),
        (false, Severity::Broken) => said!("check-broken"),
    })
}

fn as_json(finding: &Finding) -> Value {
    json!({
        "part": finding.part.name(), "severity": finding.severity.name(), "key": finding.as_error().key(),
        "what": plain(&finding.what), "next": advice::next(&finding.as_error()), "repaired": finding.repaired,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_core::advice::Advice;
    use medink_core::checkup::Repair;

    #[test]
    fn the_exit_code_is_of_what_stays_wrong() {
        let warning = || Finding::warning(Part::Journal, said!("checkup-half-done", count = 1u32));
        let of = |findings: Vec<Finding>| {
            answer(&Report {
                findings,
                ..Report::default()
            })
        };
        let well = of(vec![
            Finding::ok(Part::Journal, said!("checkup-journal")),
            Finding::not_looked(Part::Memory, said!("checkup-locked")),
        ]);
        assert_eq!((well.code, &well.data["well"]), (0, &json!(true)));
        assert!(well.text.ends_with("All is well."));
        let left = of(vec![warning().repaired_by(Repair::Unasked)]);
        assert_eq!((left.code, &left.data["well"]), (7, &json!(false)));
        assert!(left.text.contains("medink check --repair"), "{}", left.text);
        let repaired = of(vec![warning().repaired_by(Repair::Done)]);
        assert_eq!((repaired.code, &repaired.data["repaired"]), (0, &json!(1)));
        assert!(repaired.text.contains("repaired"));
        let advised = warning().next(said!("core-ask-admin")).advise(Advice::StartNode);
        assert!(line(&advised).contains("medink up"));
    }
}
