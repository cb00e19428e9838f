//! `medink network ...`: a chain that several hospitals keep.

use crate::args::{CarryOutCommand, NetworkCommand, ProposeCommand, VoteArg};
use crate::context::Context;
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
                "The node is ready to join. When it has caught up (medink network status), lay down its keys (medink \
                 network keys) and ask a hospital to propose this one.",
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
    let network = chain.network().await?.ok_or_else(council::none)?;
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
            let state = match network.without_keys.contains(hospital) {
                true => "makes no blocks: its node's keys are not laid down (medink network keys)",
                false => "makes blocks from a coming session",
            };
            vec![address(hospital), String::new(), String::new(), state.to_owned()]
        });
    context.table(
        &[Whole("HOSPITAL"), Whole("BLOCKS"), Spare("TURNS"), Whole("STATE")],
        making.chain(waiting).collect(),
    )
}

/// Shows what is voted on.
async fn motions(context: &Context) -> Result<Answer> {
    let chain = context.chain().await?;
    let council = council::council(chain.as_ref()).await?;
    let rows: Vec<_> = council.motions.iter().map(|open| row(&council, open)).collect();
    let head = format!(
        "{} hospitals have a seat; it takes {} of them to decide.",
        council.seats.len(),
        council.majority()
    );
    let text = match rows.is_empty() {
        true => format!("{head}\nNothing is voted on."),
        false => format!(
            "{head}\n{}",
            context.table(
                &[
                    Whole("NO"),
                    Whole("STATE"),
                    Whole("YES"),
                    Whole("NO VOTES"),
                    Spare("UNTIL"),
                    Words("WHAT")
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

fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "open",
        Standing::Carried => "carried",
        Standing::Lost => "lost",
    }
}

fn row(council: &Council, open: &OpenMotion) -> Vec<String> {
    vec![
        open.number.to_string(),
        word(open.standing(council.seats.len(), council.block)).to_owned(),
        format!("{} of {}", open.ayes.len(), open.threshold),
        open.nays.len().to_string(),
        format!("block {}", open.end),
        council::words(&open.motion, address).to_string(),
    ]
}

fn motion_json(council: &Council, open: &OpenMotion) -> Value {
    let accounts = |votes: &[AccountId]| votes.iter().map(address).collect::<Vec<_>>();
    json!({
        "number": open.number,
        "hash": council::shown(&open.hash),
        "state": word(open.standing(council.seats.len(), council.block)),
        "what": council::words(&open.motion, address).to_string(),
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
    told: impl FnOnce(T) -> (Value, String),
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
    let (mut data, head) = told(value);
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
                Made::CarriedOut => (None, "It is decided.".to_owned()),
                Made::Waits(number) => (
                    Some(number),
                    format!(
                        "Motion {number} is made, with your vote. The others vote with: medink network vote {number} yes"
                    ),
                ),
            };
            let mut data = json!({ "motion": number, "decided": number.is_none() });
            let head = match motion {
                Proposed::Allow(hash) => {
                    put(&mut data, "call", json!(council::shown(&hash)));
                    format!("{head}\nIt is about the call {}.", council::shown(&hash))
                }
                Proposed::Join(_) | Proposed::Leave(_) => head,
            };
            (data, head)
        },
    )
    .await
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
            let head = match standing {
                Standing::Open => format!("Your vote on motion {number} counts."),
                Standing::Carried => format!(
                    "Motion {number} has the votes that it takes. Carry it out with: medink network close {number}"
                ),
                Standing::Lost => format!(
                    "Motion {number} can't get the votes that it takes any more. Remove it with: medink network close \
                     {number}"
                ),
            };
            (json!({ "motion": number, "state": word(standing) }), head)
        },
    )
    .await
}

async fn close(context: &Context, number: u32) -> Result<Answer> {
    acting(
        context,
        async |hospital| hospital.close(number).await,
        |Closed { motion, carried_out }| {
            let what = council::words(&motion, address).to_string();
            let head = match carried_out {
                true => format!("Motion {number} is carried out: {what}."),
                false => {
                    format!("Motion {number} did not get the votes that it takes, and is removed: {what}.")
                }
            };
            (
                json!({ "motion": number, "carried_out": carried_out, "what": what }),
                head,
            )
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
            (
                json!({ "call": hash }),
                format!("The call {hash} is carried out."),
            )
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
            let head = format!(
                "The node's keys are laid down: {keys}\nWith a seat in the council it makes blocks from the next session \
                 but one, if it was started with --validator."
            );
            (json!({ "keys": keys }), head)
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
                Some(number) => format!(
                    "Motion {number} is made. The node makes no blocks from the next session but one; stop it then. The \
                     seat is gone when the others have voted: medink network vote {number} yes"
                ),
                None => "The node's keys are taken back. It makes no blocks from the next session but one.".to_owned(),
            };
            (json!({ "motion": number }), head)
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
