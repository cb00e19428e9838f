//! `medink deploy`, `invite`, `join`.

use crate::context::{Context, read_small};
use crate::language::{self, told};
use crate::output::{Answer, fields, put, steps_json, steps_text};
use medink_chain::{Chain, ChainExt, contracts};
use medink_core::check::{self, Finding};
use medink_core::deploy::{Bundles, Wish, deploy as run_deploy};
use medink_core::error::{Error, Kind, Result};
use medink_core::when;
use medink_core::{Deployment, join};
use medink_types::SystemParameters;
use medink_words::said;
use serde_json::json;
use std::path::{Path, PathBuf};

/// How a system is to begin, as it was typed.
pub struct Start {
    /// Whether patients may register themselves.
    pub self_registration: bool,
    /// Longest consent, in days; none for the usual.
    pub longest_consent_days: Option<u32>,
    /// Admins beside the deployer.
    pub admins: Vec<String>,
    /// How many admins have to approve.
    pub quorum: u8,
    /// How long new code has to be announced.
    pub upgrade_notice: Option<String>,
}

/// Deploys the contracts.
pub async fn deploy(context: &Context, bundles: Option<PathBuf>, start: Start) -> Result<Answer> {
    let usual = SystemParameters::default();
    let parameters = SystemParameters {
        self_registration: start.self_registration,
        longest_consent_days: start.longest_consent_days.unwrap_or(usual.longest_consent_days),
        quorum: start.quorum,
        upgrade_notice_s: start
            .upgrade_notice
            .as_deref()
            .map(when::parse_length)
            .transpose()?
            .unwrap_or(usual.upgrade_notice_s),
        ..usual
    };
    let bundles = read_bundles(bundles)?;
    context.folders.prepare()?;
    let chain = context.chain().await?;
    let actor = context.account(chain.as_ref()).await?;
    let signer = medink_core::actor::Plain(actor);
    let admins = start
        .admins
        .iter()
        .map(|reference| context.address(chain.as_ref(), reference))
        .collect::<Result<Vec<_>>>()?;
    let done = run_deploy(
        chain.as_ref(),
        &signer,
        &bundles,
        &Wish { parameters, admins },
        &context.deployments()?,
        &context.submit(chain.as_ref())?,
        &context.bars,
    )
    .await?;
    if done.steps.is_empty() {
        let there = chain
            .read(&contracts::admin::system_parameters(done.deployment.admin()))
            .await?;
        unchanged(&there, start.self_registration, start.longest_consent_days)?;
    }
    let file = Deployment::path(&context.folders.deployments(), done.deployment.genesis());
    let mut data = deployment_json(&done.deployment, chain.as_ref());
    put(&mut data, "file", json!(file.display().to_string()));
    put(&mut data, "steps", steps_json(&done.steps));
    let head = match done.steps.is_empty() {
        true => said!("cli-deployed-already"),
        false => said!("cli-deployed"),
    };
    let mut rows = addresses(&done.deployment);
    rows.push((told(&said!("field-file")), file.display().to_string()));
    let text = format!(
        "{}\n{}{}{}",
        told(&head),
        fields(&rows),
        steps_text(&done.steps, &chain.identity().token),
        told(&said!("cli-deployment-file-opens")),
    );
    Ok(Answer::new(data, text))
}

/// Whether a system that was deployed before is as it was asked for now: deploying again changes nothing.
fn unchanged(there: &SystemParameters, self_registration: bool, days: Option<u32>) -> Result<()> {
    if let Some(days) = days.filter(|days| *days != there.longest_consent_days) {
        let what = said!(
            "cli-unchanged-days",
            present = there.longest_consent_days,
            days = days
        );
        return Err(Error::new(Kind::Usage, what).next(said!("cli-unchanged-days-next")));
    }
    if self_registration && !there.self_registration {
        let what = said!("cli-unchanged-self");
        return Err(Error::new(Kind::Usage, what).next(said!("cli-unchanged-self-next")));
    }
    Ok(())
}

/// Compares what is on the chain with the bundles.
pub async fn check(context: &Context, bundles: Option<PathBuf>) -> Result<Answer> {
    let bundles = read_bundles(bundles)?;
    let (chain, deployment) = context.deployed().await?;
    let findings = check::check(chain.as_ref(), &deployment, &bundles.hashes()).await?;
    check::held(&findings)?;
    Ok(Answer::new(
        json!({ "checked": findings_json(&findings) }),
        format!("{}\n{}", told(&said!("cli-checked")), findings_text(&findings)),
    ))
}

/// Writes the deployment file for others.
pub async fn invite(context: &Context, output: &Path) -> Result<Answer> {
    let (chain, deployment) = context.deployed().await?;
    join::invite(&deployment, output)?;
    Ok(Answer::new(
        deployment_json(&deployment, chain.as_ref()),
        format!(
            "{}\n{}",
            told(&said!("cli-invited", command = "medink join FILE")),
            told(&said!("cli-invited-careful"))
        ),
    ))
}

/// Takes over the deployment of a file.
pub async fn join(context: &Context, file: &Path) -> Result<Answer> {
    let text = read_small(file, || said!("core-the-deployment-file")).await?;
    context.folders.prepare()?;
    let chain = context.chain().await?;
    let folder = context.folders.deployments();
    // The code at hand, where there is any: what the file says of itself proves nothing.
    let bundles = read_bundles(None).ok().map(|bundles| bundles.hashes());
    let joined = join::join(chain.as_ref(), &text, bundles.as_ref(), &folder).await?;
    let mut data = deployment_json(&joined.deployment, chain.as_ref());
    put(&mut data, "known", json!(joined.known));
    put(&mut data, "checked", findings_json(&joined.findings));
    let head = match joined.known {
        true => said!("cli-joined-again"),
        false => said!("cli-joined", command = "medink account show"),
    };
    let text = format!("{}\n{}", told(&head), fields(&addresses(&joined.deployment)));
    Ok(Answer::new(data, text))
}

fn findings_json(findings: &[Finding]) -> serde_json::Value {
    findings
        .iter()
        .map(|finding| json!({ "what": language::plain(&finding.what), "value": language::plain(&finding.found) }))
        .collect()
}

fn findings_text(findings: &[Finding]) -> String {
    let rows: Vec<(String, String)> = findings
        .iter()
        .map(|finding| (told(&finding.what), told(&finding.found)))
        .collect();
    fields(&rows)
}

fn addresses(deployment: &Deployment) -> Vec<(String, String)> {
    contracts_of(deployment)
        .into_iter()
        .map(|(name, id)| (name.to_owned(), medink_chain::address(&id)))
        .collect()
}

fn read_bundles(folder: Option<PathBuf>) -> Result<Bundles> {
    Bundles::read(&Bundles::folder(folder.as_deref())?)
}

fn contracts_of(deployment: &Deployment) -> [(&'static str, medink_types::AccountId); 4] {
    [
        ("admin", deployment.admin()),
        ("audit", deployment.audit()),
        ("doctor", deployment.doctor()),
        ("patient", deployment.patient()),
    ]
}

pub(super) fn deployment_json(deployment: &Deployment, chain: &dyn Chain) -> serde_json::Value {
    let contracts: serde_json::Map<String, serde_json::Value> = contracts_of(deployment)
        .into_iter()
        .map(|(name, id)| (name.to_owned(), json!(medink_chain::address(&id))))
        .collect();
    json!({ "chain": chain.identity().name, "contracts": contracts })
}
