//! pallet-contracts' runtime API (`ContractsApi` version 2), as bytes: what a dry run is asked with and answers.

use crate::dispatch::DispatchFailure;
use crate::submission::{Code, ContractCall, DryRun, Instantiation, Outcome, StorageDeposit, Weight};
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

/// The arguments of `ContractsApi_call`.
pub(super) fn call(origin: AccountId, call: &ContractCall) -> Vec<u8> {
    (origin, call.contract, call.value, UNLIMITED, &call.data).encode()
}

/// The arguments of `ContractsApi_instantiate`.
pub(super) fn instantiate(origin: AccountId, new: &Instantiation) -> Vec<u8> {
    let code: Result<&Vec<u8>, [u8; 32]> = match &new.code {
        Code::Upload(code) => Ok(code),
        Code::Existing(hash) => Err(*hash),
    };
    // `Code::Upload` is variant 0 and `Code::Existing` variant 1, as `Ok` and `Err` are.
    (origin, new.value, UNLIMITED, code, &new.data, &new.salt).encode()
}

/// The arguments of `ContractsApi_upload_code`.
pub(super) fn upload_code(origin: AccountId, code: &[u8]) -> Vec<u8> {
    (origin, code, None::<u128>, ENFORCED).encode()
}

/// The answer of `ContractsApi_call`.
pub(super) fn called(mut answer: &[u8], metadata: &Metadata) -> Result<DryRun, scale::Error> {
    let input = &mut answer;
    let (gas, deposit, debug) = head(input)?;
    let outcome = match Decode::decode(input)? {
        Ended::Ok => outcome(Returned::decode(input)?),
        Ended::Err => Outcome::Failed(DispatchFailure::decode(input, metadata)?),
    };
    Ok(DryRun {
        gas,
        deposit,
        outcome,
        debug,
    })
}

/// The answer of `ContractsApi_instantiate`, with the address when it came to one.
pub(super) fn instantiated(
    mut answer: &[u8],
    metadata: &Metadata,
) -> Result<(DryRun, Option<AccountId>), scale::Error> {
    let input = &mut answer;
    let (gas, deposit, debug) = head(input)?;
    let (outcome, address) = match Decode::decode(input)? {
        Ended::Ok => {
            let returned = Returned::decode(input)?;
            (outcome(returned), Some(AccountId::decode(input)?))
        }
        Ended::Err => (Outcome::Failed(DispatchFailure::decode(input, metadata)?), None),
    };
    Ok((
        DryRun {
            gas,
            deposit,
            outcome,
            debug,
        },
        address,
    ))
}

/// The answer of `ContractsApi_upload_code`: the deposit that it takes.
pub(super) fn uploaded(
    mut answer: &[u8],
    metadata: &Metadata,
) -> Result<Result<u128, DispatchFailure>, scale::Error> {
    let input = &mut answer;
    Ok(match Decode::decode(input)? {
        Ended::Ok => {
            let (_code_hash, deposit) = <([u8; 32], u128)>::decode(input)?;
            Ok(deposit)
        }
        Ended::Err => Err(DispatchFailure::decode(input, metadata)?),
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

/// The fields of `ContractResult` in front of its result: what was consumed, what is required, the deposit, the debug
/// message. What follows the result (the events, since some version) is left unread, as the pallet asks.
fn head(input: &mut &[u8]) -> Result<(Weight, StorageDeposit, String), scale::Error> {
    let _consumed = RawWeight::decode(input)?;
    let (Compact(ref_time), Compact(proof_size)) = RawWeight::decode(input)?;
    let deposit = match RawDeposit::decode(input)? {
        RawDeposit::Refund(amount) => StorageDeposit::Refunded(amount),
        RawDeposit::Charge(amount) => StorageDeposit::Charged(amount),
    };
    let debug = Vec::<u8>::decode(input)?;
    Ok((
        Weight { ref_time, proof_size },
        deposit,
        String::from_utf8_lossy(&debug).into_owned(),
    ))
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
        assert_eq!(
            (run.outcome, run.debug.as_str()),
            (Outcome::Returned(vec![0, 0]), "said")
        );
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
