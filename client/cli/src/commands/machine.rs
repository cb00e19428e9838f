//! `medink up`, `down`, `status`, `completions`, `man`.

use crate::advice;
use crate::args::Cli;
use crate::commands::deployment::deployment_json;
use crate::commands::store;
use crate::context::Context;
use crate::output::{Answer, fields, put};
use clap::CommandFactory;
use medink_chain::{Chain as _, ConnectOptions, SubxtChain};
use medink_core::Medink;
use medink_core::error::{Error, Kind, Result};
use medink_core::governance::part_name;
use medink_core::when;
use medink_local::NodeChoice;
use medink_local::machine::no_room;
use medink_local::node::{self, Down, Peering, State, UpOptions};
use medink_words::said;
use serde_json::{Value, json};
use std::path::Path;

/// Starts node and store.
pub async fn up(context: &Context, options: UpOptions) -> Result<Answer> {
    // Makes those that are not there yet.
    context.stores()?;
    let (stores, data_of_stores) = store::described(context).await?;
    let up = node::up(&context.folders, &options).await?;
    if let (false, Some(asked)) = (up.started, options.port)
        && asked != 0
        && !up.node.rpc.trim_end_matches('/').ends_with(&format!(":{asked}"))
    {
        return Err(Error::new(
            Kind::Usage,
            said!("cli-node-keeps-port", rpc = up.node.rpc.as_str()),
        )
        .next(said!("cli-node-keeps-port-next")));
    }
    let chain = SubxtChain::connect(&up.node.rpc, ConnectOptions::default()).await?;
    if let Some(full) = no_room(&chain, Some(&node::folder(&context.folders)?)).await? {
        return Err(full.at(said!(
            "cli-node-at",
            rpc = up.node.rpc.as_str(),
            pid = up.node.pid
        )));
    }
    let how = match up.started {
        true => format!("started in {:.1} s", up.ready_in.as_secs_f64()),
        false => "was running already".to_owned(),
    };
    let mut rows = vec![
        (
            "node",
            format!("{} (process {}), {how}", up.node.rpc, up.node.pid),
        ),
        ("chain", format!("genesis 0x{}", hex::encode(up.node.genesis))),
    ];
    let peering = node::peering(&context.folders)?;
    rows.extend(peering.map(|peering| ("network", part(&chain.identity().name, peering))));
    rows.extend(stores.into_iter().map(|line| ("store", line)));
    let data = json!({
        "node": { "rpc": up.node.rpc, "pid": up.node.pid, "started": up.started, "genesis": format!("0x{}", hex::encode(up.node.genesis)) },
        "network": peering.map(|peering| part_json(&chain.identity().name, peering)),
        "stores": data_of_stores,
    });
    Ok(Answer::new(data, fields(&rows)))
}

/// What the node of this machine is in its network.
fn part(name: &str, peering: Peering) -> String {
    let part = match peering.validator {
        true => "makes blocks and votes when the hospitals have admitted it",
        false => "follows",
    };
    format!("{name}; this node {part} (medink network status)")
}

fn part_json(name: &str, peering: Peering) -> Value {
    json!({ "name": name, "validator": peering.validator, "peer_port": peering.port })
}

/// Stops the node.
pub async fn down(context: &Context) -> Result<Answer> {
    Ok(match node::down(&context.folders).await? {
        Down::NotRunning => Answer::new(json!({ "was_running": false }), "The node was not running."),
        Down::Stopped { pid, .. } => Answer::new(
            json!({ "was_running": true, "pid": pid, "killed": false }),
            "The node has stopped. Its data stays.",
        ),
        Down::Killed { pid, .. } => Answer::new(
            json!({ "was_running": true, "pid": pid, "killed": true }),
            "The node did not stop by itself within 10 s and was killed. Its last block may be lost; look at its log (medink status).",
        ),
    })
}

/// Shows what runs.
pub async fn status(context: &Context) -> Result<Answer> {
    let status = node::status(&context.folders)?;
    let (url, described) = match (&context.profile.node, &status.state) {
        (NodeChoice::At(url), _) => (Some(url.clone()), url.clone()),
        (NodeChoice::Embedded, State::Running(node)) => (
            Some(node.rpc.clone()),
            format!("{} (process {})", node.rpc, node.pid),
        ),
        (NodeChoice::Embedded, State::Starting { pid }) => (None, format!("starting (process {pid})")),
        (NodeChoice::Embedded, State::Stopped) => (None, "not running; start it with: medink up".to_owned()),
    };
    let mut rows = vec![("profile", context.profile.name.clone()), ("node", described)];
    let mut data =
        json!({ "profile": context.profile.name, "node": { "running": url.is_some(), "rpc": url } });
    if url.is_some() {
        let chain = context.chain().await?;
        let identity = chain.identity();
        let head = chain.head().await?;
        rows.push((
            "chain",
            format!(
                "{}, block {}, genesis 0x{}",
                identity.name,
                head.number,
                hex::encode(identity.genesis)
            ),
        ));
        put(
            &mut data,
            "chain",
            json!({ "name": identity.name, "block": head.number, "genesis": format!("0x{}", hex::encode(identity.genesis)) }),
        );
        if let (NodeChoice::Embedded, Some(peering)) = (&context.profile.node, status.network) {
            rows.push(("network", part(&identity.name, peering)));
            put(&mut data, "network", part_json(&identity.name, peering));
        }
        let mut announced = None;
        let full = context.no_room(chain.as_ref()).await?;
        put(&mut data, "writable", json!(full.is_none()));
        if let Some(full) = full {
            rows.push(("trouble", advice::told_in_a_line(&full)));
        }
        let told = match context.deployment(chain.as_ref()).await {
            Ok(found) => {
                put(&mut data, "deployment", deployment_json(&found, chain.as_ref()));
                let told = format!("admin contract {}", medink_chain::address(&found.admin()));
                announced = Some(found);
                told
            }
            Err(error) if error.kind == Kind::NotFound => advice::told_in_a_line(&error),
            Err(error) => return Err(error),
        };
        rows.push(("deployment", told));
        if let Some(deployment) = announced {
            let medink = Medink {
                submit: context.submit(chain.as_ref())?,
                chain,
                store: context.store()?,
                deployment,
                journal: context.folders.journal(),
                memory: context.folders.memory(),
                index: context.folders.index(),
            };
            tell_everybody(&medink, &mut rows, &mut data).await?;
        }
    }
    let (stores, data_of_stores) = store::described(context).await?;
    rows.extend(stores.into_iter().map(|line| ("store", line)));
    put(&mut data, "stores", data_of_stores);
    let pending = pending(&context.folders.journal())?;
    if pending > 0 {
        rows.push((
            "uploads",
            format!("{pending} under way or interrupted; finished by the account's next: medink record list"),
        ));
    }
    put(&mut data, "uploads_under_way", json!(pending));
    rows.push(("node log", status.log.display().to_string()));
    Ok(Answer::new(data, fields(&rows)))
}

/// What the admins announce to everybody: a pause, and upgrades to come.
async fn tell_everybody(medink: &Medink, rows: &mut Vec<(&str, String)>, data: &mut Value) -> Result<()> {
    let paused = medink.paused_until().await?;
    if let Some(until) = paused {
        rows.push(("paused", format!("until {} at the latest", when::show(until))));
    }
    let upgrades = medink.announced_upgrades().await?;
    rows.extend(
        upgrades
            .iter()
            .map(|upgrade| ("upgrade", upgrade.words().to_string())),
    );
    let list: Vec<Value> = upgrades
        .iter()
        .map(|upgrade| {
            json!({
                "proposal": upgrade.number,
                "contract": part_name(upgrade.contract),
                "code_hash": format!("0x{}", hex::encode(upgrade.code_hash)),
                "not_before_ms": upgrade.not_before,
                "expires_ms": upgrade.expires,
            })
        })
        .collect();
    put(data, "paused_until_ms", json!(paused));
    put(data, "upgrades", json!(list));
    Ok(())
}

/// How many uploads of this machine are under way or were interrupted.
pub fn pending(folder: &Path) -> Result<usize> {
    match std::fs::read_dir(folder) {
        Ok(entries) => Ok(entries
            .flatten()
            .filter(|e| e.path().extension().is_some_and(|x| x == "pending"))
            .count()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(Error::io(
            said!("core-reading-journal", folder = folder.display().to_string()),
            &error,
        )),
    }
}

/// Prints completions.
pub fn completions(shell: clap_complete::Shell) -> Answer {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "medink", &mut text);
    let text = String::from_utf8_lossy(&text).into_owned();
    Answer::new(json!({ "script": text }), text)
}

/// Writes the manual pages.
pub fn man(folder: &Path) -> Result<Answer> {
    clap_mangen::generate_to(Cli::command(), folder)
        .map_err(|e| Error::io(said!("cli-writing-man"), &e).next(said!("core-choose-folder")))?;
    Ok(Answer::new(
        json!({ "folder": folder.display().to_string() }),
        format!("Manual pages are in {}.", folder.display()),
    ))
}
