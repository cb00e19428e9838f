//! `medink network ...`: a chain that several hospitals keep.

use crate::args::NetworkCommand;
use crate::context::Context;
use crate::output::{Answer, fields};
use crate::table::Column::{Spare, Whole};
use medink_chain::{Network, Room, address};
use medink_core::error::{Error, Kind, Result};
use medink_local::network::{self, Beginning, Ready};
use medink_local::wallet::Network as Kinds;
use medink_types::AccountId;
use medink_words::said;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Runs one of them.
pub async fn run(context: &Context, command: NetworkCommand) -> Result<Answer> {
    match command {
        NetworkCommand::New {
            output,
            name,
            hospital,
            reached_at,
            folder,
        } => {
            let account = context.wallet.address(&context.acting()?, Kinds::default())?;
            let beginning = Beginning {
                name,
                account: address(&AccountId::from(account)),
                others: hospital,
                places: reached_at,
            };
            let ready = network::begin(&chosen(context, folder)?, &beginning, &output).await?;
            Ok(made(
                &ready,
                "The network's file is written. Give it to the other hospitals.",
            ))
        }
        NetworkCommand::Join { file, folder } => {
            let ready = network::take_up(&chosen(context, folder)?, &file).await?;
            Ok(made(
                &ready,
                "The node is ready to join. When it has caught up, lay down its keys and ask the hospitals to vote \
                 (docs/consortium.md).",
            ))
        }
        NetworkCommand::Status => status(context).await,
    }
}

/// The folder that a node of a network runs on.
fn chosen(context: &Context, folder: Option<PathBuf>) -> Result<PathBuf> {
    match folder {
        Some(folder) => Ok(folder),
        None => {
            context.folders.prepare()?;
            Ok(context.folders.network())
        }
    }
}

/// What was made, and how the node is started.
fn made(ready: &Ready, head: &str) -> Answer {
    let shown = |path: &Path| path.display().to_string();
    let start = format!(
        "medink-node --chain {} --base-path {} --validator",
        shown(&ready.specification),
        shown(&ready.folder)
    );
    let rows = [
        ("peer", ready.keys.peer.clone()),
        ("keys", ready.keys.keys.clone()),
        ("start", start),
    ];
    Answer::new(
        json!({
            "peer": ready.keys.peer,
            "keys": ready.keys.keys,
            "folder": shown(&ready.folder),
            "specification": shown(&ready.specification),
        }),
        format!("{head}\n{}", fields(&rows)),
    )
}

/// Shows peers, finality, disk, and who makes blocks.
async fn status(context: &Context) -> Result<Answer> {
    let chain = context.chain().await?;
    let name = chain.identity().name;
    let network = chain.network().await?.ok_or_else(|| {
        Error::new(Kind::NotFound, said!("cli-no-network")).next(said!("cli-no-network-next"))
    })?;
    let room = chain.room().await?;
    let rows = rows(context, &network);
    let text = format!("{}\n{}", fields(&about(&name, &network, room)).trim_end(), rows);
    Ok(Answer::new(data(&network, room), text))
}

fn about(name: &str, network: &Network, room: Option<Room>) -> Vec<(&'static str, String)> {
    let peers = match network.catching_up {
        true => format!("{}; the node is still catching up", network.peers),
        false => network.peers.to_string(),
    };
    let mut about = vec![
        ("network", name.to_owned()),
        ("peers", peers),
        (
            "blocks",
            format!(
                "newest {}, final {} ({} behind)",
                network.best,
                network.finalized,
                network.lag()
            ),
        ),
    ];
    about.extend(room.map(|room| ("disk", room.to_string())));
    about
}

fn rows(context: &Context, network: &Network) -> String {
    let making = network.validators.iter().map(|one| {
        let state = match (one.turns, one.blocks) {
            (0, _) => "no turn yet",
            (_, 0) => "missing",
            (turns, blocks) if blocks < turns => "missed some",
            _ => "well",
        };
        vec![
            address(&one.account),
            one.blocks.to_string(),
            one.turns.to_string(),
            state.to_owned(),
        ]
    });
    let waiting = network
        .hospitals
        .iter()
        .filter(|hospital| !network.validators.iter().any(|one| one.account == **hospital))
        .map(|hospital| {
            let state = "makes no blocks (no keys, or from a coming session)";
            vec![address(hospital), String::new(), String::new(), state.to_owned()]
        });
    context.table(
        &[Whole("HOSPITAL"), Whole("BLOCKS"), Spare("TURNS"), Whole("STATE")],
        making.chain(waiting).collect(),
    )
}

fn data(network: &Network, room: Option<Room>) -> Value {
    let validators: Vec<Value> = network
        .validators
        .iter()
        .map(|one| json!({ "account": address(&one.account), "turns": one.turns, "blocks": one.blocks }))
        .collect();
    let hospitals: Vec<String> = network.hospitals.iter().map(address).collect();
    json!({
        "peers": network.peers,
        "catching_up": network.catching_up,
        "best": network.best,
        "finalized": network.finalized,
        "behind": network.lag(),
        "hospitals": hospitals,
        "validators": validators,
        "disk": room.map(|room| json!({ "writable": room.writable, "free": room.free, "needed": room.needed })),
    })
}
