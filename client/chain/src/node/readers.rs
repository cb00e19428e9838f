//! Doors to what reads a node's answers, for those who hand it damaged ones (`e2e-tests/bytes`): each is the reader that an
//! answer of that kind goes through, and says why it was refused. Nothing of medink goes through here, and nothing is asked.

use super::read::AccountInfo;
use super::refusal::classify;
use super::runtime::Runtime;
use super::seam::ContractInfo;
use super::{api, council, network, trial};
use crate::block::ContractEvent;
use crate::council::Motion;
use crate::error::ChainError;
use crate::node::block_events::BlockEvents;
use crate::room::Room;
use medink_types::AccountId;
use subxt::utils::H256;

/// What reads the answers of a chain whose metadata this is.
pub struct Readers(Runtime);

impl Readers {
    /// Reads the metadata, as it is read when a node is connected to.
    pub fn of(metadata: &[u8]) -> Result<Self, ChainError> {
        let runtime = Runtime::new(H256::zero(), 1, 1, metadata)?;
        let _ = (
            runtime.lacks_contracts(),
            runtime.constant("System", "SS58Prefix"),
        );
        Ok(Readers(runtime))
    }

    /// What a motion's call would do.
    pub fn motion(&self, call: &[u8]) -> Motion {
        council::motion(&self.0, call)
    }

    /// How many have said yes to a motion, and how many no.
    pub fn votes(&self, bytes: &[u8]) -> Result<(usize, usize), ChainError> {
        council::votes_of(&self.0, bytes).map(|votes| (votes.ayes.len(), votes.nays.len()))
    }

    /// What the first transaction of a block with these events did: the contracts' events in it.
    pub fn events(&self, bytes: &[u8]) -> Result<Vec<ContractEvent>, ChainError> {
        let block = BlockEvents::new(&self.0, 1, 2, &[[0u8; 4]], bytes.to_vec())?;
        Ok(block.effects(0, None).events)
    }

    /// What came of a dry run of a call, or of an upload.
    pub fn dry_run(&self, answer: &[u8]) -> Result<(), scale::Error> {
        let metadata = self.0.metadata();
        api::called(answer, metadata)
            .or_else(|_| api::uploaded(answer, metadata))
            .map(drop)
    }

    /// An account's nonce.
    pub fn account(&self, bytes: &[u8]) -> Result<u32, ChainError> {
        let info: AccountInfo = self.0.storage_value("System", "Account", bytes)?;
        Ok(info.nonce)
    }

    /// The hash of a contract's code.
    pub fn contract(&self, bytes: &[u8]) -> Result<[u8; 32], ChainError> {
        let info: ContractInfo = self.0.storage_value("Contracts", "ContractInfoOf", bytes)?;
        Ok(info.code_hash.0)
    }
}

/// The hospitals of a network.
pub fn accounts(bytes: &[u8]) -> Result<Vec<AccountId>, ChainError> {
    network::account_list(bytes)
}

/// The hashes of open motions.
pub fn motions(bytes: &[u8]) -> Result<Vec<[u8; 32]>, ChainError> {
    council::hashes(bytes)
}

/// What a transaction weighs and costs, and what a call weighs.
pub fn prices(answer: &[u8]) -> Result<(), scale::Error> {
    trial::price_of(answer).map(drop)?;
    council::weight_of(answer).map(drop)
}

/// Why a node's pool does not take a transaction: always something, in words.
pub fn refusal(code: i32, message: &str, data: &str) -> String {
    let what = ChainError::named("patient.add_medical_record");
    classify(code, message, data)
        .into_error(&what, [0; 32])
        .to_string()
}

/// The room on a node's disk, as it tells it.
pub fn room(text: &str) -> Result<Room, serde_json::Error> {
    serde_json::from_str(text)
}
