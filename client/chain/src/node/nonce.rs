//! Nonces: which number an account's next transaction takes.
//!
//! The first is asked of the node, which counts the transactions in its pool too (`system_accountNextIndex`); the
//! next ones are counted here, so that several can be in flight. An account's lane is held from taking a number until
//! the node has said whether it takes the transaction: a refused transaction never leaves a gap behind it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard};

/// The lanes of all accounts that this process signs for.
#[derive(Default)]
pub(crate) struct Nonces {
    lanes: Mutex<HashMap<[u8; 32], Arc<AsyncMutex<Lane>>>>,
}

/// One account's count.
#[derive(Debug, Default)]
pub(crate) struct Lane {
    /// The next number, and the connection under which it was learnt. Another connection may lead to a node that was
    /// started afresh.
    next: Option<(u64, u64)>,
}

impl Nonces {
    /// The account's lane, alone, until the guard is dropped.
    pub(crate) async fn lane(&self, account: [u8; 32]) -> OwnedMutexGuard<Lane> {
        let lane = {
            // Nothing panics while the lock is held; a poisoned lock would still guard a sound map.
            let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
            lanes.entry(account).or_default().clone()
        };
        lane.lock_owned().await
    }
}

impl Lane {
    /// The next number, if it is known under this connection.
    pub(crate) fn next(&self, epoch: u64) -> Option<u64> {
        self.next
            .filter(|(_, learnt)| *learnt == epoch)
            .map(|(next, _)| next)
    }

    /// The node has taken a transaction with this number.
    pub(crate) fn taken(&mut self, nonce: u64, epoch: u64) {
        self.next = Some((nonce + 1, epoch));
    }

    /// The count is not to be trusted any more: ask the node again.
    pub(crate) fn forget(&mut self) {
        self.next = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[tokio::test]
    async fn numbers_run_on_within_a_connection_only() {
        let nonces = Nonces::default();
        let mut lane = nonces.lane([1; 32]).await;
        assert_eq!(lane.next(1), None);
        lane.taken(5, 1);
        assert_eq!(lane.next(1), Some(6));
        assert_eq!(lane.next(2), None, "another connection has to ask again");
        lane.forget();
        assert_eq!(lane.next(1), None);
    }

    #[tokio::test]
    async fn a_lane_is_held_by_one_at_a_time_and_accounts_do_not_wait_for_each_other() {
        let nonces = Arc::new(Nonces::default());
        let held = nonces.lane([1; 32]).await;
        assert!(
            tokio::time::timeout(Duration::from_millis(20), nonces.lane([1; 32]))
                .await
                .is_err()
        );
        assert!(
            tokio::time::timeout(Duration::from_millis(20), nonces.lane([2; 32]))
                .await
                .is_ok()
        );
        drop(held);
        assert!(
            tokio::time::timeout(Duration::from_millis(20), nonces.lane([1; 32]))
                .await
                .is_ok()
        );
    }

    #[tokio::test]
    async fn many_tasks_get_consecutive_numbers() {
        let nonces = Arc::new(Nonces::default());
        let tasks: Vec<_> = (0..50)
            .map(|_| {
                let nonces = nonces.clone();
                tokio::spawn(async move {
                    let mut lane = nonces.lane([1; 32]).await;
                    let nonce = lane.next(1).unwrap_or(10);
                    tokio::task::yield_now().await;
                    lane.taken(nonce, 1);
                    nonce
                })
            })
            .collect();
        let mut got = Vec::new();
        for task in tasks {
            got.push(task.await.unwrap());
        }
        got.sort_unstable();
        assert_eq!(got, (10..60).collect::<Vec<u64>>());
    }
}
