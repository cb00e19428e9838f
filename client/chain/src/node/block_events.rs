//! What happened in a block: its transactions' hashes and, for each, its events.
//!
//! A block is fetched and decoded once, however many of its transactions are waited for: a batch of five hundred in
//! one block costs one fetch, not five hundred.

use super::runtime::Runtime;
use crate::block::{ChainEvent, ContractEvent};
use crate::dispatch::DispatchFailure;
use crate::error::ChainError;
use crate::submission::StorageDeposit;
use medink_interface::blake2_256;
use medink_types::AccountId;
use medink_words::said;
use std::collections::VecDeque;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use subxt::config::substrate::SubstrateConfig;
use subxt::events::Phase;
use subxt::ext::scale_decode::DecodeAsType;
use subxt::utils::AccountId32;
use tokio::sync::OnceCell;

/// How many blocks are remembered.
const REMEMBERED: usize = 16;

/// One block.
pub(crate) struct BlockEvents {
    /// Its number.
    pub(crate) number: u64,
    /// Its timestamp in milliseconds since 1970-01-01.
    pub(crate) time_ms: u64,
    /// Its transactions' hashes, in order.
    pub(crate) transactions: Vec<[u8; 32]>,
    /// Its events, in order.
    pub(crate) events: Vec<BlockEvent>,
}

/// One event, with what this crate understands of it.
pub(crate) struct BlockEvent {
    pub(crate) event: ChainEvent,
    pub(crate) meaning: Meaning,
}

/// What an event means for a transaction.
pub(crate) enum Meaning {
    Failed(DispatchFailure),
    FeePaid { fee: u128, tip: u128 },
    DepositTaken { from: AccountId, amount: u128 },
    DepositReturned { to: AccountId, amount: u128 },
    Instantiated { contract: AccountId },
    Other,
}

/// What one transaction did.
pub(crate) struct Effects {
    pub(crate) failure: Option<DispatchFailure>,
    pub(crate) fee: u128,
    pub(crate) tip: u128,
    pub(crate) deposit: StorageDeposit,
    pub(crate) instantiated: Option<AccountId>,
    pub(crate) events: Vec<ContractEvent>,
}

impl BlockEvents {
    /// Puts a block's events together from its transactions and the bytes of `System.Events`.
    pub(crate) fn new(
        runtime: &Runtime,
        number: u64,
        time_ms: u64,
        extrinsics: &[impl AsRef<[u8]>],
        events: Vec<u8>,
    ) -> Result<BlockEvents, ChainError> {
        let transactions = extrinsics
            .iter()
            .map(|bytes| blake2_256(bytes.as_ref()))
            .collect();
        Ok(BlockEvents {
            number,
            time_ms,
            transactions,
            events: decode_events(runtime, events)?,
        })
    }

    /// The index of a transaction in the block.
    pub(crate) fn index_of(&self, hash: &[u8; 32]) -> Option<u32> {
        let index = self.transactions.iter().position(|h| h == hash)?;
        u32::try_from(index).ok()
    }

    /// What the transaction at `index` did; deposits are told from the side of `payer`, or of all accounts.
    pub(crate) fn effects(&self, index: u32, payer: Option<AccountId>) -> Effects {
        let mut effects = Effects {
            failure: None,
            fee: 0,
            tip: 0,
            deposit: StorageDeposit::Charged(0),
            instantiated: None,
            events: Vec::new(),
        };
        let (mut taken, mut returned) = (0u128, 0u128);
        let is_payers = |account: &AccountId| payer.is_none_or(|payer| payer == *account);
        for event in self
            .events
            .iter()
            .filter(|event| event.event.extrinsic == Some(index))
        {
            match &event.meaning {
                Meaning::Failed(failure) => effects.failure = Some(failure.clone()),
                Meaning::FeePaid { fee, tip } => (effects.fee, effects.tip) = (*fee, *tip),
                Meaning::DepositTaken { from, amount } if is_payers(from) => {
                    taken = taken.saturating_add(*amount)
                }
                Meaning::DepositReturned { to, amount } if is_payers(to) => {
                    returned = returned.saturating_add(*amount);
                }
                Meaning::Instantiated { contract } => effects.instantiated = Some(*contract),
                _ => {}
            }
            effects.events.extend(event.event.contract.clone());
        }
        effects.deposit = match taken.checked_sub(returned) {
            Some(charged) => StorageDeposit::Charged(charged),
            None => StorageDeposit::Refunded(returned - taken),
        };
        effects
    }
}

/// The blocks fetched last.
#[derive(Default)]
pub(crate) struct BlockEventsCache {
    blocks: Mutex<VecDeque<Remembered>>,
}

/// A block's hash and its events, as soon as somebody has fetched them.
type Remembered = ([u8; 32], Arc<OnceCell<Arc<BlockEvents>>>);

impl BlockEventsCache {
    /// The events of a block, fetched by `fetch` unless they are known. Callers at the same time wait for one fetch.
    pub(crate) async fn get<F>(&self, block: [u8; 32], fetch: F) -> Result<Arc<BlockEvents>, ChainError>
    where
        F: Future<Output = Result<BlockEvents, ChainError>>,
    {
        let cell = {
            let mut blocks = self.blocks.lock().unwrap_or_else(PoisonError::into_inner);
            match blocks.iter().find(|(hash, _)| *hash == block) {
                Some((_, cell)) => cell.clone(),
                None => {
                    let cell = Arc::new(OnceCell::new());
                    blocks.push_back((block, cell.clone()));
                    if blocks.len() > REMEMBERED {
                        blocks.pop_front();
                    }
                    cell
                }
            }
        };
        cell.get_or_try_init(|| async { fetch.await.map(Arc::new) })
            .await
            .cloned()
    }
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct FeePaid {
    actual_fee: u128,
    tip: u128,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Emitted {
    contract: AccountId32,
    data: Vec<u8>,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct DepositMoved {
    from: AccountId32,
    to: AccountId32,
    amount: u128,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct InstantiatedEvent {
    contract: AccountId32,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct CodeStored {
    deposit_held: u128,
    uploader: AccountId32,
}

fn decode_events(runtime: &Runtime, bytes: Vec<u8>) -> Result<Vec<BlockEvent>, ChainError> {
    let unreadable =
        |e: subxt::error::EventsError| ChainError::malformed(said!("chain-block-events"), e.to_string());
    let events = runtime.at().events().from_bytes(bytes);
    let mut block_events = Vec::new();
    for event in events.iter() {
        block_events.push(understand(runtime, &event.map_err(unreadable)?)?);
    }
    // Whoever goes through them stops at the end of the bytes, also where fewer are there than are said to be.
    match usize::try_from(events.len()) == Ok(block_events.len()) {
        true => Ok(block_events),
        false => Err(ChainError::malformed(
            said!("chain-block-events"),
            said!("chain-events-cut"),
        )),
    }
}

fn understand(
    runtime: &Runtime,
    event: &subxt::events::Event<'_, SubstrateConfig>,
) -> Result<BlockEvent, ChainError> {
    let unreadable =
        |e: subxt::error::EventsError| ChainError::malformed(said!("chain-event"), e.to_string());
    let account = |id: AccountId32| AccountId::from(id.0);
    let mut contract = None;
    let meaning = match (event.pallet_name(), event.event_name()) {
        ("System", "ExtrinsicFailed") => {
            let failure =
                DispatchFailure::decode(&mut event.field_bytes(), runtime.metadata()).map_err(|e| {
                    ChainError::malformed(ChainError::named("System.ExtrinsicFailed"), e.to_string())
                })?;
            Meaning::Failed(failure)
        }
        (pallet @ ("Council" | "Whitelist"), event_name) => {
            match DispatchFailure::of_carried(pallet, event_name, event.field_bytes(), runtime.metadata()) {
                Ok(Some(failure)) => Meaning::Failed(failure),
                Ok(None) => Meaning::Other,
                Err(error) => {
                    return Err(ChainError::malformed(
                        ChainError::named(pallet),
                        error.to_string(),
                    ));
                }
            }
        }
        ("TransactionPayment", "TransactionFeePaid") => {
            let paid: FeePaid = event.decode_fields_unchecked_as().map_err(unreadable)?;
            Meaning::FeePaid {
                fee: paid.actual_fee,
                tip: paid.tip,
            }
        }
        ("Contracts", "ContractEmitted") => {
            let emitted: Emitted = event.decode_fields_unchecked_as().map_err(unreadable)?;
            contract = Some(ContractEvent {
                contract: account(emitted.contract),
                topics: event.topics().iter().map(|topic| topic.0).collect(),
                data: emitted.data,
            });
            Meaning::Other
        }
        ("Contracts", "StorageDepositTransferredAndHeld") => {
            let moved: DepositMoved = event.decode_fields_unchecked_as().map_err(unreadable)?;
            Meaning::DepositTaken {
                from: account(moved.from),
                amount: moved.amount,
            }
        }
        ("Contracts", "StorageDepositTransferredAndReleased") => {
            let moved: DepositMoved = event.decode_fields_unchecked_as().map_err(unreadable)?;
            Meaning::DepositReturned {
                to: account(moved.to),
                amount: moved.amount,
            }
        }
        ("Contracts", "CodeStored") => {
            let stored: CodeStored = event.decode_fields_unchecked_as().map_err(unreadable)?;
            Meaning::DepositTaken {
                from: account(stored.uploader),
                amount: stored.deposit_held,
            }
        }
        ("Contracts", "Instantiated") => {
            let made: InstantiatedEvent = event.decode_fields_unchecked_as().map_err(unreadable)?;
            Meaning::Instantiated {
                contract: account(made.contract),
            }
        }
        _ => Meaning::Other,
    };
    let extrinsic = match event.phase() {
        Phase::ApplyExtrinsic(index) => Some(index),
        Phase::Finalization | Phase::Initialization => None,
    };
    let event = ChainEvent {
        extrinsic,
        pallet: event.pallet_name().to_owned(),
        name: event.event_name().to_owned(),
        bytes: event.field_bytes().to_vec(),
        contract,
    };
    Ok(BlockEvent { event, meaning })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(extrinsic: u32, meaning: Meaning) -> BlockEvent {
        let event = ChainEvent {
            extrinsic: Some(extrinsic),
            pallet: String::new(),
            name: String::new(),
            bytes: Vec::new(),
            contract: None,
        };
        BlockEvent { event, meaning }
    }

    fn block_events(events: Vec<BlockEvent>) -> BlockEvents {
        BlockEvents {
            number: 1,
            time_ms: 2,
            transactions: vec![[0; 32], [1; 32]],
            events,
        }
    }

    #[test]
    fn deposits_are_summed_from_the_payers_side() {
        let (me, other) = (AccountId::from([1; 32]), AccountId::from([2; 32]));
        let block = block_events(vec![
            event(1, Meaning::FeePaid { fee: 9, tip: 4 }),
            event(
                1,
                Meaning::DepositTaken {
                    from: me,
                    amount: 100,
                },
            ),
            event(1, Meaning::DepositReturned { to: me, amount: 130 }),
            event(
                1,
                Meaning::DepositReturned {
                    to: other,
                    amount: 1_000,
                },
            ),
            event(
                0,
                Meaning::DepositTaken {
                    from: me,
                    amount: 10_000,
                },
            ),
        ]);
        let effects = block.effects(1, Some(me));
        assert_eq!((effects.fee, effects.tip), (9, 4));
        assert_eq!(effects.deposit, StorageDeposit::Refunded(30));
        assert_eq!(
            block.effects(0, Some(me)).deposit,
            StorageDeposit::Charged(10_000)
        );
        assert_eq!(block.index_of(&[1; 32]), Some(1));
        assert_eq!(block.index_of(&[7; 32]), None);
    }

    #[tokio::test]
    async fn a_block_is_fetched_once_and_a_failure_is_not_remembered() {
        let cache = BlockEventsCache::default();
        let fail = async { Err(ChainError::malformed(ChainError::named("x"), "y")) };
        assert!(cache.get([1; 32], fail).await.is_err());
        let got = cache
            .get([1; 32], async { Ok(block_events(Vec::new())) })
            .await
            .unwrap();
        let again = cache
            .get([1; 32], async { panic!("fetched twice") })
            .await
            .unwrap();
        assert!(Arc::ptr_eq(&got, &again));
        for block in 2..=(REMEMBERED as u8 + 1) {
            cache
                .get([block; 32], async { Ok(block_events(Vec::new())) })
                .await
                .unwrap();
        }
        let fresh = cache
            .get([1; 32], async { Ok(block_events(Vec::new())) })
            .await
            .unwrap();
        assert!(!Arc::ptr_eq(&got, &fresh));
    }
}
