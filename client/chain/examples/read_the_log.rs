//! Reads the newest entries of a deployment's log, knowing only the node and the admin contract's address:
//!
//! `cargo run -p medink-chain --example read_the_log -- ws://127.0.0.1:9944 <address of the admin contract, 64 hex digits>`

use medink_chain::contracts::{admin, audit};
use medink_chain::{ChainExt, ConnectOptions, SubxtChain, address};
use medink_types::AccountId;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(url), Some(at)) = (arguments.next(), arguments.next()) else {
        return Err("give the node's address and the admin contract's".into());
    };
    let mut contract = [0; 32];
    hex::decode_to_slice(at.trim_start_matches("0x"), &mut contract)?;

    let chain = SubxtChain::connect(&url, ConnectOptions::default()).await?;
    let contracts = chain.read(&admin::contracts(AccountId::from(contract))).await?;
    let log = contracts.ok_or("the deployment is unfinished")?.audit;
    let head = chain.read(&audit::head(log)).await?;
    println!("{} entries", head.count);
    let newest = chain
        .read(&audit::entries(log, head.count.saturating_sub(10), 10))
        .await?;
    for entry in newest.items {
        let (actor, subject) = (address(&entry.actor), address(&entry.subject));
        println!("{:>6}  {:?} by {actor} on {subject}", entry.index, entry.action);
    }
    Ok(())
}
