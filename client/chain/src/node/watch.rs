//! Watching a transaction that was handed over, for as long as the node tells what becomes of it.

use std::time::Duration;
use subxt::rpcs::client::RpcSubscription;
use subxt::rpcs::methods::legacy::TransactionStatus;
use subxt::utils::H256;
use tokio::time::{Instant, timeout_at};

/// What the node tells of a transaction, while it does.
pub(super) type Watch = Option<RpcSubscription<TransactionStatus<H256>>>;

/// What came of watching.
pub(super) enum Seen {
    /// It is in a block of the best chain. The watching can go on.
    InBlock { block: H256 },
    /// It is in a block that is final.
    Final { block: H256 },
    /// The node has said nothing new for a while. The watching can go on.
    Quiet,
    /// The node tells no more, and this is why.
    Unsure(String),
    /// The time is over.
    TooLate,
}

/// Follows a transaction until there is something to say about it, or nothing new for `patience`.
pub(super) async fn see(watch: &mut Watch, patience: Duration, deadline: Instant) -> Seen {
    let Some(watch) = watch else {
        return Seen::Unsure("the connection broke while it was handed over".to_owned());
    };
    loop {
        let until = deadline.min(Instant::now() + patience);
        let status = match timeout_at(until, watch.next()).await {
            Ok(Some(Ok(status))) => status,
            Ok(Some(Err(error))) => return Seen::Unsure(format!("the connection broke ({error})")),
            Ok(None) => return Seen::Unsure("the node stopped telling about it".to_owned()),
            Err(_) if until == deadline => return Seen::TooLate,
            Err(_) => return Seen::Quiet,
        };
        let why = match status {
            TransactionStatus::InBlock(block) => return Seen::InBlock { block },
            TransactionStatus::Finalized(block) => return Seen::Final { block },
            TransactionStatus::Retracted(_)
            | TransactionStatus::Future
            | TransactionStatus::Ready
            | TransactionStatus::Broadcast(_) => continue,
            TransactionStatus::FinalityTimeout(_) => "its block did not become final in time",
            TransactionStatus::Usurped(_) => "another transaction took its place in the pool",
            TransactionStatus::Dropped => "the node's pool dropped it",
            TransactionStatus::Invalid => "the node's pool found it invalid",
        };
        return Seen::Unsure(why.to_owned());
    }
}
