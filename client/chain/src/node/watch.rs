//! Watching a transaction that was handed over, for as long as the node tells what becomes of it.

use medink_words::{Said, said};
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
    Unsure(Said),
    /// The time is over.
    TooLate,
}

/// Follows a transaction until there is something to say about it, or nothing new for `patience`.
pub(super) async fn see(watch: &mut Watch, patience: Duration, deadline: Instant) -> Seen {
    let Some(watch) = watch else {
        return Seen::Unsure(said!("chain-unsure-handing-over"));
    };
    loop {
        let until = deadline.min(Instant::now() + patience);
        let status = match timeout_at(until, watch.next()).await {
            Ok(Some(Ok(status))) => status,
            Ok(Some(Err(error))) => {
                return Seen::Unsure(said!("chain-connection-broke", why = error.to_string()));
            }
            Ok(None) => return Seen::Unsure(said!("chain-unsure-silent")),
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
            TransactionStatus::FinalityTimeout(_) => said!("chain-unsure-not-final"),
            TransactionStatus::Usurped(_) => said!("chain-unsure-usurped"),
            TransactionStatus::Dropped => said!("chain-unsure-dropped"),
            TransactionStatus::Invalid => said!("chain-unsure-invalid"),
        };
        return Seen::Unsure(why);
    }
}
