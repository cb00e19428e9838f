//! Watching a transaction that was handed over, for as long as the node tells what becomes of it.

use crate::submission::Wait;
use subxt::rpcs::client::RpcSubscription;
use subxt::rpcs::methods::legacy::TransactionStatus;
use subxt::utils::H256;
use tokio::time::{Instant, timeout_at};

/// What the node tells of a transaction, while it does.
pub(super) type Watch = Option<RpcSubscription<TransactionStatus<H256>>>;

/// How watching ended.
pub(super) enum Seen {
    InBlock { block: H256, finalized: bool },
    Unsure(String),
    TooLate,
}

/// Follows a transaction until it is where it was to be, or the following ends.
pub(super) async fn see(watch: Watch, wait: Wait, deadline: Instant) -> Seen {
    let Some(mut watch) = watch else {
        return Seen::Unsure("the connection broke while it was handed over".to_owned());
    };
    loop {
        let status = match timeout_at(deadline, watch.next()).await {
            Ok(Some(Ok(status))) => status,
            Ok(Some(Err(error))) => return Seen::Unsure(format!("the connection broke ({error})")),
            Ok(None) => return Seen::Unsure("the node stopped telling about it".to_owned()),
            Err(_) => return Seen::TooLate,
        };
        let why = match status {
            TransactionStatus::InBlock(block) if wait == Wait::Included => {
                return Seen::InBlock {
                    block,
                    finalized: false,
                };
            }
            TransactionStatus::Finalized(block) => {
                return Seen::InBlock {
                    block,
                    finalized: true,
                };
            }
            TransactionStatus::InBlock(_)
            | TransactionStatus::Retracted(_)
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
