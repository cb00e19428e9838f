//! pallet-contracts' runtime API (`ContractsApi` version 2), as bytes: what a dry run is asked with and answers.

use crate::dispatch::DispatchFailure;
use crate::submission::{Code, ContractCall, Instantiation, StorageDeposit, Weight};
use medink_types::AccountId;
use scale::{Compact, Decode, Encode};
use subxt::Metadata;

/// pallet-contracts-uapi `ReturnFlags::REVERT`.
const REVERT: u32 = 1;

/// pallet-contracts `Determinism::Enforced`.
const ENFORCED: u8 = 0;

/// No limit on gas or deposit: the dry run tells what is needed.
const UNLIMITED: (Option<RawWeight>, Option<u128>) = (None, None);

/// `Weight`: computation and proof size.
type RawWeight = (Compact<u64>, Compact<u64>);

/// Something as it would go, without paying for it.
pub(super) struct DryRun {
    /// What it needs as a limit, without margin.
    pub(super) gas: Weight,
    pub(super) deposit: StorageDeposit,
    pub(super) outcome: Outcome,
}

/// How a dry run ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The message or constructor returned this.
    Returned(Vec<u8>),
    /// It returned this and asked for everything to be undone: a refusal.
    Reverted(Vec<u8>),
    /// The chain did not carry it out.
    Failed(DispatchFailure),
}

impl DryRun {
    /// Of what runs no contract.
    pub(super) fn taking(deposit: u128) -> DryRun {
        DryRun {
            gas: Weight::default(),
            deposit: StorageDeposit::Charged(deposit),
            outcome: Outcome::Returned(Vec::new()),
        }
    }
}

/// The arguments of `ContractsApi_call`.
pub(super) fn call(origin: AccountId, call: &ContractCall) -> Vec<u8> {
    (origin, call.contract, call.value, UNLIMITED, &call.data).encode()
}

/// The arguments of `ContractsApi_instantiate`.
pub(super) fn instantiate(origin: AccountId, new: &Instantiation) -> Vec<u8> {
    let code: Result<&Vec<u8>, [u8; 32]> = match &new.code {
        Code::Pending(code) => Ok(code),
        Code::Existing(hash) => Err(*hash),
    };
    // The pallet's `Code::Upload` is variant 0 and its `Code::Existing` variant 1, as `Ok` and `Err` are.
    (origin, new.value, UNLIMITED, code, &new.data, &new.salt).encode()
}

/// The arguments of `ContractsApi_upload_code`.
pub(super) fn upload_code(origin: AccountId, code: &[u8]) -> Vec<u8> {
    (origin, code, None::<u128>, ENFORCED).encode()
}

/// The answer of `ContractsApi_call`, or of `ContractsApi_instantiate`, whose result goes on with the address.
pub(super) fn called(mut answer: &[u8], metadata: &Metadata) -> Result<DryRun, scale::Error> {
    let input = &mut answer;
    let (gas, deposit) = head(input)?;
    let outcome = match Decode::decode(input)? {
        Ended::Ok => outcome(Returned::decode(input)?),
        Ended::Err => Outcome::Failed(DispatchFailure::decode(input, metadata)?),
    };
    Ok(DryRun {
        gas,
        deposit,
        outcome,
    })
}

/// The answer of `ContractsApi_upload_code`.
pub(super) fn uploaded(mut answer: &[u8], metadata: &Metadata) -> Result<DryRun, scale::Error> {
    let input = &mut answer;
    Ok(match Decode::decode(input)? {
        Ended::Ok => {
            let (_code_hash, deposit) = <([u8; 32], u128)>::decode(input)?;
            DryRun::taking(deposit)
        }
        Ended::Err => DryRun {
            outcome: Outcome::Failed(DispatchFailure::decode(input, metadata)?),
            ..DryRun::taking(0)
        },
    })
}

/// Which side of a SCALE `Result` follows.
#[derive(Decode)]
enum Ended {
    Ok,
    Err,
}

/// `ExecReturnValue`.
#[derive(Decode)]
struct Returned {
    flags: u32,
    data: Vec<u8>,
}

/// `StorageDeposit<Balance>`; its variants are in another order than ours.
#[derive(Decode)]
enum RawDeposit {
    Refund(u128),
    Charge(u128),
}

/// The fields of `ContractResult` in front of its result: what was consumed, what is required, the deposit, what the
/// contract printed. What follows the result (the events, since some version) is left unread, as the pallet asks.
fn head(input: &mut &[u8]) -> Result<(Weight, StorageDeposit), scale::Error> {
    let _consumed = RawWeight::decode(input)?;
    let (Compact(ref_time), Compact(proof_size)) = RawWeight::decode(input)?;
    let deposit = match RawDeposit::decode(input)? {
        RawDeposit::Refund(amount) => StorageDeposit::Refunded(amount),
        RawDeposit::Charge(amount) => StorageDeposit::Charged(amount),
    };
    let _printed = Vec::<u8>::decode(input)?;
    Ok((Weight { ref_time, proof_size }, deposit))
}

fn outcome(returned: Returned) -> Outcome {
    if returned.flags & REVERT == 0 {
        Outcome::Returned(returned.data)
    } else {
        Outcome::Reverted(returned.data)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(result: &[u8]) -> Vec<u8> {
        let consumed = (Compact(10u64), Compact(20u64));
        let required = (Compact(11u64), Compact(22u64));
        let deposit = (1u8, 33u128);
        let mut bytes = (consumed, required, deposit, b"said".to_vec()).encode();
        bytes.extend_from_slice(result);
        bytes
    }

    #[test]
    fn arguments_are_laid_out_as_the_pallet_reads_them() {
        let (origin, contract) = (AccountId::from([1; 32]), AccountId::from([2; 32]));
        let bytes = call(
            origin,
            &ContractCall {
                contract,
                value: 5,
                data: vec![7, 8],
                label: String::new(),
            },
        );
        let expected = (origin, contract, 5u128, None::<()>, None::<u128>, vec![7u8, 8]).encode();
        assert_eq!(bytes, expected);
        let new = Instantiation {
            code: Code::Existing([4; 32]),
            data: vec![1],
            salt: vec![2],
            value: 0,
            label: String::new(),
        };
        let bytes = instantiate(origin, &new);
        assert_eq!(
            bytes,
            (origin, 0u128, 0u8, 0u8, 1u8, [4u8; 32], vec![1u8], vec![2u8]).encode()
        );
    }

    #[test]
    fn a_revert_is_told_from_a_return() {
        // Flags and data of `ExecReturnValue`, then the events, which are left unread.
        let bytes = answer(&(0u8, 0u32, vec![0u8, 0], Some(vec![9u8])).encode());
        let types = crate::node::testing::metadata();
        let run = called(&bytes, &types).unwrap();
        assert_eq!(
            run.gas,
            Weight {
                ref_time: 11,
                proof_size: 22
            }
        );
        assert_eq!(run.deposit, StorageDeposit::Charged(33));
        assert_eq!(run.outcome, Outcome::Returned(vec![0, 0]));
        let bytes = answer(&(0u8, 1u32, vec![0u8, 1], None::<()>).encode());
        assert_eq!(
            called(&bytes, &types).unwrap().outcome,
            Outcome::Reverted(vec![0, 1])
        );
        assert!(called(&bytes[..bytes.len() - 4], &types).is_err());
    }

    #[test]
    fn a_failure_has_the_chains_own_names_and_words() {
        let types = crate::node::testing::metadata();
        let failure = |error: &[u8]| match called(&answer(&[&[1], error, &[0]].concat()), &types)
            .unwrap()
            .outcome
        {
            Outcome::Failed(failure) => failure,
            other => panic!("{other:?}"),
        };
        let trapped = failure(&[3, 4, 1, 0, 0, 0]);
        assert!(trapped.is_contracts("ContractTrapped"));
        assert_eq!(
            trapped.to_string(),
            "Contracts.ContractTrapped (Contract trapped during execution)"
        );
        assert!(failure(&[3, 4, 0, 0, 0, 0]).is_stale_estimate());
        assert_eq!(failure(&[3, 9, 7, 0, 0, 0]).to_string(), "pallet 9.error 7");
        assert!(failure(&[7, 0]).is_lack_of_funds());
    }
}
