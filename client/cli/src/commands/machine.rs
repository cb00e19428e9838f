//! `medink up`, `down`, `status`, `completions`, `man`.

use crate::advice;
use crate::args::Cli;
use crate::commands::deployment::deployment_json;
use crate::commands::store;
use crate::context::Context;
use crate::help;
use crate::language::{spoken, told};
use crate::output::{Answer, fields, put};
use clap::CommandFactory;
use medink_chain::{Chain as _, ConnectOptions, SubxtChain};
use medink_core::Medink;
use medink_core::error::{Error, Kind, Result};
use medink_core::governance::part_name;
use medink_core::journal;
use medink_local::NodeChoice;
use medink_local::machine::no_room;
use medink_local::node::{self, Down, Peering, State, UpOptions};
use medink_words::{Language, Value, decimal, said};
use serde_json::{Value as Json, json};
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
    let (rpc, pid) = (up.node.rpc.as_str(), up.node.pid);
    let node = match up.started {
        true => {
            let seconds = decimal(spoken(), &format!("{:.1}", up.ready_in.as_secs_f64()));
            said!("cli-node-started", rpc = rpc, pid = pid, seconds = seconds)
        }
        false => said!("cli-node-ran", rpc = rpc, pid = pid),
    };
    let genesis = format!("0x{}", hex::encode(up.node.genesis));
    let mut rows = vec![
        (told(&said!("field-node")), told(&node)),
        (
            told(&said!("field-chain")),
            told(&said!("cli-genesis", genesis = genesis)),
        ),
    ];
    let peering = node::peering(&context.folders)?;
    rows.extend(peering.map(|peering| part(&chain.identity().name, peering)));
    rows.extend(stores.into_iter().map(|line| (told(&said!("field-store")), line)));
    let data = json!({
        "node": {
            "rpc": up.node.rpc,
            "pid": up.node.pid,
            "started": up.started,
            "genesis": format!("0x{}", hex::encode(up.node.genesis)),
        },
        "network": peering.map(|peering| part_json(&chain.identity().name, peering)),
        "stores": data_of_stores,
    });
    Ok(Answer::new(data, fields(&rows)))
}

/// What the node of this machine is in its network.
fn part(name: &str, peering: Peering) -> (String, String) {
    let command = "medink network status";
    let part = match peering.validator {
        true => said!("cli-network-validates", name = name, command = command),
        false => said!("cli-network-follows", name = name, command = command),
    };
    (told(&said!("field-network")), told(&part))
}

fn part_json(name: &str, peering: Peering) -> Json {
    json!({ "name": name, "validator": peering.validator, "peer_port": peering.port })
}

/// Stops the node.
pub async fn down(context: &Context) -> Result<Answer> {
    Ok(match node::down(&context.folders).await? {
        Down::NotRunning => Answer::new(json!({ "was_running": false }), told(&said!("cli-node-ran-not"))),
        Down::Stopped { pid, .. } => Answer::new(
            json!({ "was_running": true, "pid": pid, "killed": false }),
            told(&said!("cli-node-stopped")),
        ),
        Down::Killed { pid, .. } => Answer::new(
            json!({ "was_running": true, "pid": pid, "killed": true }),
            told(&said!("cli-node-killed", command = "medink status")),
        ),
    })
}

/// Shows what runs.
pub async fn status(context: &Context) -> Result<Answer> {
    let status = node::status(&context.folders)?;
    let (url, described) = match (&context.profile.node, &status.state) {
        (NodeChoice::At(url), _) => (Some(url.clone()), url.clone()),
        (NodeChoice::Embedded, State::Running(node)) => {
            let at = said!("cli-node-at", rpc = node.rpc.as_str(), pid = node.pid);
            (Some(node.rpc.clone()), told(&at))
        }
        (NodeChoice::Embedded, State::Starting { pid }) => {
            (None, told(&said!("cli-node-starting", pid = *pid)))
        }
        (NodeChoice::Embedded, State::Stopped) => (None, told(&said!("cli-node-off", command = "medink up"))),
    };
    let mut rows = vec![
        (told(&said!("field-profile")), context.profile.name.clone()),
        (told(&said!("field-node")), described),
    ];
    let mut data =
        json!({ "profile": context.profile.name, "node": { "running": url.is_some(), "rpc": url } });
    if url.is_some() {
        let chain = context.chain().await?;
        let identity = chain.identity();
        let head = chain.head().await?;
        let about = said!(
            "cli-chain",
            name = identity.name.as_str(),
            block = head.number,
            genesis = format!("0x{}", hex::encode(identity.genesis))
        );
        rows.push((told(&said!("field-chain")), told(&about)));
        put(
            &mut data,
            "chain",
            json!({ "name": identity.name, "block": head.number, "genesis": format!("0x{}", hex::encode(identity.genesis)) }),
        );
        if let (NodeChoice::Embedded, Some(peering)) = (&context.profile.node, status.network) {
            rows.push(part(&identity.name, peering));
            put(&mut data, "network", part_json(&identity.name, peering));
        }
        let mut announced = None;
        let full = context.no_room(chain.as_ref()).await?;
        put(&mut data, "writable", json!(full.is_none()));
        if let Some(full) = full {
            rows.push((told(&said!("field-trouble")), advice::told_in_a_line(&full)));
        }
        let deployed = match context.deployment(chain.as_ref()).await {
            Ok(found) => {
                put(&mut data, "deployment", deployment_json(&found, chain.as_ref()));
                let admin = medink_chain::address(&found.admin());
                announced = Some(found);
                told(&said!("cli-admin-contract", address = admin))
            }
            Err(error) if error.kind == Kind::NotFound => advice::told_in_a_line(&error),
            Err(error) => return Err(error),
        };
        rows.push((told(&said!("field-deployment")), deployed));
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
    rows.extend(stores.into_iter().map(|line| (told(&said!("field-store")), line)));
    put(&mut data, "stores", data_of_stores);
    let pending = pending(&context.folders.journal())?;
    if pending > 0 {
        let waiting = said!("cli-uploads", count = pending, command = "medink record list");
        rows.push((told(&said!("field-uploads")), told(&waiting)));
    }
    put(&mut data, "uploads_under_way", json!(pending));
    rows.push((told(&said!("field-node-log")), status.log.display().to_string()));
    Ok(Answer::new(data, fields(&rows)))
}

/// What the admins announce to everybody: a pause, and upgrades to come.
async fn tell_everybody(medink: &Medink, rows: &mut Vec<(String, String)>, data: &mut Json) -> Result<()> {
    let paused = medink.paused_until().await?;
    if let Some(until) = paused {
        let latest = said!("cli-paused-until", until = Value::Time(until));
        rows.push((told(&said!("field-paused")), told(&latest)));
    }
    let upgrades = medink.announced_upgrades().await?;
    rows.extend(
        upgrades
            .iter()
            .map(|upgrade| (told(&said!("field-upgrade")), told(&upgrade.words()))),
    );
    let list: Vec<Json> = upgrades
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
    match folder.exists() {
        true => Ok(journal::waiting(folder)?.entries),
        false => Ok(0),
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
    clap_mangen::generate_to(help::in_words(Cli::command(), Language::English), folder)
        .map_err(|e| Error::io(said!("cli-writing-man"), &e).next(said!("core-choose-folder")))?;
    Ok(Answer::new(
        json!({ "folder": folder.display().to_string() }),
        told(&said!("cli-man", folder = folder.display().to_string())),
    ))
}
