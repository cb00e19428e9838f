//! `medink network ...`: a chain that several hospitals keep.

use crate::args::{CarryOutCommand, NetworkCommand, ProposeCommand, VoteArg};
use crate::context::Context;
use crate::language::{plain, told};
use crate::output::{Answer, fields, put, steps_json, steps_text};
use crate::table::Column::{Spare, Whole, Words};
use medink_chain::{Chain, Council, Network, OpenMotion, Proposed, Room, Standing, address};
use medink_core::Done;
use medink_core::actor::Plain;
use medink_core::council::{self, Closed, Hospital, Made};
use medink_core::error::Result;
use medink_core::files;
use medink_local::network::{self, Beginning, Ready};
use medink_local::wallet::Network as Kinds;
use medink_types::AccountId;
use medink_words::{Said, said};
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
            Ok(made(&ready, &said!("cli-network-begun")))
        }
        NetworkCommand::Join { file, folder } => {
            let ready = network::take_up(&chosen(context, folder)?, &file).await?;
            Ok(made(
                &ready,
                &said!(
                    "cli-network-ready",
                    status = "medink network status",
                    keys = "medink network keys"
                ),
            ))
        }
        NetworkCommand::Status => status(context).await,
        NetworkCommand::Motions => motions(context).await,
        NetworkCommand::Propose(what) => propose(context, what).await,
        NetworkCommand::Vote { number, vote } => voted(context, number, vote == VoteArg::Yes).await,
        NetworkCommand::Close { number } => close(context, number).await,
        NetworkCommand::CarryOut(what) => carry_out(context, what).await,
        NetworkCommand::Keys => keys(context).await,
        NetworkCommand::Leave => leave(context).await,
    }
}

/// The folder that a node of a network runs on.
fn chosen(context: &Context, folder: Option<PathBuf>) -> Result<PathBuf> {
    match folder {
        Some(folder) => Ok(folder),
        None => network::own_folder(&context.folders),
    }
}

/// What was made, and how the node is started.
fn made(ready: &Ready, head: &Said) -> Answer {
    let shown = |path: &Path| path.display().to_string();
    let start = format!(
        "medink-node --chain {} --base-path {} --validator",
        shown(&ready.specification),
        shown(&ready.folder)
    );
    let rows = [
        (told(&said!("field-peer")), ready.keys.peer.clone()),
        (told(&said!("field-keys")), ready.keys.keys.clone()),
        (told(&said!("field-start")), start),
    ];
    Answer::new(
        json!({
            "peer": ready.keys.peer,
            "keys": ready.keys.keys,
            "folder": shown(&ready.folder),
            "specification": shown(&ready.specification),
        }),
        format!("{}\n{}", told(head), fields(&rows)),
    )
}

/// Shows peers, finality, disk, and who makes blocks.
async fn status(context: &Context) -> Result<Answer> {
    let chain = context.chain().await?;
    let name = chain.identity().name;
    let network = chain.network().await?.ok_or_else(council::none)?;
    let room = chain.room().await?;
    let rows = rows(context, &network);
    let text = format!("{}\n{}", fields(&about(&name, &network, room)).trim_end(), rows);
    Ok(Answer::new(data(&network, room), text))
}

fn about(name: &str, network: &Network, room: Option<Room>) -> Vec<(String, String)> {
    let peers = match network.catching_up {
        true => told(&said!("cli-network-catching-up", peers = network.peers)),
        false => network.peers.to_string(),
    };
    let blocks = said!(
        "cli-network-blocks",
        best = network.best,
        finalized = network.finalized,
        behind = network.lag()
    );
    let mut about = vec![
        (told(&said!("field-network")), name.to_owned()),
        (told(&said!("field-peers")), peers),
        (told(&said!("field-blocks")), told(&blocks)),
    ];
    about.extend(room.map(|room| (told(&said!("field-disk")), told(&room.said()))));
    about
}

fn rows(context: &Context, network: &Network) -> String {
    let making = network.validators.iter().map(|one| {
        let state = match (one.turns, one.blocks) {
            (0, _) => said!("hospital-no-turn"),
            (_, 0) => said!("hospital-missing"),
            (turns, blocks) if blocks < turns => said!("hospital-missed-some"),
            _ => said!("hospital-well"),
        };
        vec![
            address(&one.account),
            one.blocks.to_string(),
            one.turns.to_string(),
            plain(&state),
        ]
    });
    let waiting = network
        .hospitals
        .iter()
        .filter(|hospital| !network.validators.iter().any(|one| one.account == **hospital))
        .map(|hospital| {
            let state = match network.without_keys.contains(hospital) {
                true => said!("hospital-no-keys", command = "medink network keys"),
                false => said!("hospital-coming"),
            };
            vec![address(hospital), String::new(), String::new(), plain(&state)]
        });
    context.table(
        &[
            Whole("head-hospital"),
            Whole("head-blocks"),
            Spare("head-turns"),
            Whole("head-state"),
        ],
        making.chain(waiting).collect(),
    )
}

/// Shows what is voted on.
async fn motions(context: &Context) -> Result<Answer> {
    let chain = context.chain().await?;
    let council = council::council(chain.as_ref()).await?;
    let rows: Vec<_> = council.motions.iter().map(|open| row(&council, open)).collect();
    let head = told(&said!(
        "cli-motions-seats",
        count = council.seats.len(),
        majority = council.majority()
    ));
    let text = match rows.is_empty() {
        true => format!("{head}\n{}", told(&said!("cli-motions-none"))),
        false => format!(
            "{head}\n{}",
            context.table(
                &[
                    Whole("head-no"),
                    Whole("head-state"),
                    Whole("head-yes-votes"),
                    Whole("head-no-votes"),
                    Spare("head-until"),
                    Words("head-what")
                ],
                rows
            )
        ),
    };
    let motions: Vec<Value> = council
        .motions
        .iter()
        .map(|open| motion_json(&council, open))
        .collect();
    let seats: Vec<String> = council.seats.iter().map(address).collect();
    Ok(Answer::new(
        json!({
            "block": council.block,
            "seats": seats,
            "majority": council.majority(),
            "motions": motions,
        }),
        text,
    ))
}

/// How a motion stands, for programs.
fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "open",
        Standing::Carried => "carried",
        Standing::Lost => "lost",
    }
}

/// The same for people.
fn stands(standing: Standing) -> String {
    plain(&match standing {
        Standing::Open => said!("motion-state-open"),
        Standing::Carried => said!("motion-state-carried"),
        Standing::Lost => said!("motion-state-lost"),
    })
}

fn row(council: &Council, open: &OpenMotion) -> Vec<String> {
    vec![
        open.number.to_string(),
        stands(open.standing(council.seats.len(), council.block)),
        plain(&said!(
            "cli-approvals",
            approvals = open.ayes.len(),
            quorum = open.threshold
        )),
        open.nays.len().to_string(),
        plain(&said!("cli-motion-until", block = open.end)),
        plain(&council::words(&open.motion, address)),
    ]
}

fn motion_json(council: &Council, open: &OpenMotion) -> Value {
    let accounts = |votes: &[AccountId]| votes.iter().map(address).collect::<Vec<_>>();
    json!({
        "number": open.number,
        "hash": council::shown(&open.hash),
        "state": word(open.standing(council.seats.len(), council.block)),
        "what": plain(&council::words(&open.motion, address)),
        "ayes": accounts(&open.ayes),
        "nays": accounts(&open.nays),
        "threshold": open.threshold,
        "end_block": open.end,
    })
}

/// Does something as a hospital, and shows it with its transactions.
async fn acting<T>(
    context: &Context,
    act: impl AsyncFnOnce(&Hospital<'_>) -> Result<Done<T>>,
    answer: impl FnOnce(T) -> (Value, String),
) -> Result<Answer> {
    let chain = context.chain().await?;
    let signer = Plain(context.account(chain.as_ref()).await?);
    let options = context.submit(chain.as_ref())?;
    let hospital = Hospital {
        chain: chain.as_ref(),
        signer: &signer,
        options: &options,
    };
    let Done { value, steps } = act(&hospital).await?;
    let (mut data, head) = answer(value);
    put(&mut data, "steps", steps_json(&steps));
    let steps = steps_text(&steps, &chain.identity().token);
    Ok(Answer::new(data, format!("{head}\n{steps}")))
}

async fn propose(context: &Context, what: ProposeCommand) -> Result<Answer> {
    let chain = context.chain().await?;
    let motion = match &what {
        ProposeCommand::Join { account } => Proposed::Join(context.address(chain.as_ref(), account)?),
        ProposeCommand::Leave { account } => Proposed::Leave(context.address(chain.as_ref(), account)?),
        ProposeCommand::Upgrade { file } => {
            Proposed::Allow(council::call_hash(&upgrade(chain.as_ref(), file).await?))
        }
        ProposeCommand::Call { file } => Proposed::Allow(council::call_hash(&call(file).await?)),
    };
    acting(
        context,
        async |hospital| hospital.propose(motion).await,
        |made| {
            let (number, head) = match made {
                Made::CarriedOut => (None, said!("cli-motion-decided")),
                Made::Waits(number) => (
                    Some(number),
                    said!("cli-motion-made", number = number, command = vote_with(number)),
                ),
            };
            let head = told(&head);
            let mut data = json!({ "motion": number, "decided": number.is_none() });
            let head = match motion {
                Proposed::Allow(hash) => {
                    put(&mut data, "call", json!(council::shown(&hash)));
                    let about = said!("cli-motion-call", call = council::shown(&hash));
                    format!("{head}\n{}", told(&about))
                }
                Proposed::Join(_) | Proposed::Leave(_) => head,
            };
            (data, head)
        },
    )
    .await
}

/// The command by which the others vote for a motion.
fn vote_with(number: u32) -> String {
    format!("medink network vote {number} yes")
}

/// The call that makes a file the runtime.
async fn upgrade(chain: &dyn Chain, file: &Path) -> Result<Vec<u8>> {
    let code = files::read_bytes(file, council::LONGEST_CALL, || said!("cli-the-runtime")).await?;
    council::upgrade(chain, &code)
}

/// The call in a file.
async fn call(file: &Path) -> Result<Vec<u8>> {
    // Two digits a byte, and what stands around them.
    let most = council::LONGEST_CALL.saturating_mul(2).saturating_add(1024);
    let text = files::read_bounded(file, most, || said!("cli-the-call")).await?;
    council::call(&text)
}

async fn voted(context: &Context, number: u32, aye: bool) -> Result<Answer> {
    acting(
        context,
        async |hospital| hospital.vote(number, aye).await,
        |standing| {
            let close = format!("medink network close {number}");
            let head = match standing {
                Standing::Open => said!("cli-vote-counts", number = number),
                Standing::Carried => said!("cli-vote-carried", number = number, command = close),
                Standing::Lost => said!("cli-vote-lost", number = number, command = close),
            };
            (json!({ "motion": number, "state": word(standing) }), told(&head))
        },
    )
    .await
}

async fn close(context: &Context, number: u32) -> Result<Answer> {
    acting(
        context,
        async |hospital| hospital.close(number).await,
        |Closed { motion, carried_out }| {
            let what = council::words(&motion, address);
            let data = json!({ "motion": number, "carried_out": carried_out, "what": plain(&what) });
            let head = match carried_out {
                true => said!("cli-motion-carried-out", number = number, what = what),
                false => said!("cli-motion-removed", number = number, what = what),
            };
            (data, told(&head))
        },
    )
    .await
}

async fn carry_out(context: &Context, what: CarryOutCommand) -> Result<Answer> {
    let call = match &what {
        CarryOutCommand::Upgrade { file } => upgrade(context.chain().await?.as_ref(), file).await?,
        CarryOutCommand::Call { file } => call(file).await?,
    };
    let hash = council::shown(&council::call_hash(&call));
    acting(
        context,
        async |hospital| hospital.carry_out(call).await,
        |()| {
            let head = told(&said!("cli-call-carried-out", call = hash.as_str()));
            (json!({ "call": hash }), head)
        },
    )
    .await
}

async fn keys(context: &Context) -> Result<Answer> {
    acting(
        context,
        async |hospital| hospital.lay_down_keys().await,
        |keys| {
            let keys = format!("0x{}", hex::encode(keys));
            let head = said!("cli-keys-laid-down", keys = keys.as_str(), option = "--validator");
            (json!({ "keys": keys }), told(&head))
        },
    )
    .await
}

async fn leave(context: &Context) -> Result<Answer> {
    acting(
        context,
        async |hospital| hospital.leave().await,
        |number| {
            let head = match number {
                Some(number) => said!("cli-leave-moved", number = number, command = vote_with(number)),
                None => said!("cli-keys-taken-back"),
            };
            (json!({ "motion": number }), told(&head))
        },
    )
    .await
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
        "without_keys": network.without_keys.iter().map(address).collect::<Vec<_>>(),
        "validators": validators,
        "disk": room.map(|room| json!({ "writable": room.writable, "free": room.free, "needed": room.needed })),
    })
}
