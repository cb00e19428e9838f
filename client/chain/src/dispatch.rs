//! Why the chain did not carry out a transaction, with the names and words of the chain's own metadata.

use crate::error::ChainError;
use medink_words::{Said, said};
use scale::{Compact, Decode};
use std::fmt;
use subxt::Metadata;

/// A failed dispatch: which pallet, which of its errors, and the pallet's own words for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DispatchFailure {
    /// The pallet, or the kind of a general error (`Token`, `Arithmetic`, `Transactional`, `System`).
    pub pallet: String,
    /// The error's name.
    pub variant: String,
    /// The pallet's documentation of it, on one line; empty where the chain has none.
    pub docs: String,
}

impl DispatchFailure {
    /// Decodes sp_runtime's `DispatchError` from the front of `bytes` and leaves the rest there.
    pub(crate) fn decode(bytes: &mut &[u8], metadata: &Metadata) -> Result<DispatchFailure, scale::Error> {
        Ok(match RawDispatchError::decode(bytes)? {
            RawDispatchError::Module {
                index,
                error: [code, ..],
            } => named(metadata, index, code),
            RawDispatchError::Token(error) => general("Token", &error),
            RawDispatchError::Arithmetic(error) => general("Arithmetic", &error),
            RawDispatchError::Transactional(error) => general("Transactional", &error),
            RawDispatchError::Trie(code) => general("Trie", &code),
            other => general("System", &other),
        })
    }

    /// Why a call failed that another one carried: a motion's, or one that the council had allowed. The transaction
    /// itself has then succeeded, and only its event tells.
    pub(crate) fn of_carried(
        pallet: &str,
        event: &str,
        fields: &[u8],
        metadata: &Metadata,
    ) -> Result<Option<DispatchFailure>, scale::Error> {
        let mut bytes = fields;
        let input = &mut bytes;
        match (pallet, event) {
            ("Council", "Executed" | "MemberExecuted") => {
                let (_call, Carried::Failed) = <([u8; 32], Carried)>::decode(input)? else {
                    return Ok(None);
                };
            }
            ("Whitelist", "WhitelistedCallDispatched") => {
                let (_call, Carried::Failed) = <([u8; 32], Carried)>::decode(input)? else {
                    return Ok(None);
                };
                // What it took, and who pays (frame_support's `PostDispatchInfo`).
                let _info = <(Option<(Compact<u64>, Compact<u64>)>, u8)>::decode(input)?;
            }
            _ => return Ok(None),
        }
        DispatchFailure::decode(input, metadata).map(Some)
    }

    /// Whether it is this error of pallet-contracts.
    pub fn is_contracts(&self, variant: &str) -> bool {
        self.pallet == "Contracts" && self.variant == variant
    }

    /// Whether the account has too little to pay for it.
    pub(crate) fn is_lack_of_funds(&self) -> bool {
        match self.pallet.as_str() {
            "Contracts" => matches!(
                self.variant.as_str(),
                "StorageDepositNotEnoughFunds" | "TransferFailed"
            ),
            "Balances" => {
                matches!(
                    self.variant.as_str(),
                    "InsufficientBalance" | "Expendability" | "ExistentialDeposit"
                )
            }
            "Token" => {
                matches!(
                    self.variant.as_str(),
                    "FundsUnavailable" | "NotExpendable" | "BelowMinimum" | "CannotCreateHold"
                )
            }
            _ => false,
        }
    }

    /// Whether the dry run's estimate of gas or deposit no longer held when the transaction came to its turn.
    pub(crate) fn is_stale_estimate(&self) -> bool {
        self.is_contracts("OutOfGas") || self.is_contracts("StorageDepositLimitExhausted")
    }

    /// What a person can do about it.
    pub fn advice(&self) -> Said {
        if self.is_lack_of_funds() {
            return said!("chain-dispatch-funds");
        }
        if self.pallet != "Contracts" {
            return said!("chain-dispatch-elsewhere");
        }
        match self.variant.as_str() {
            "OutOfGas" => {
                said!("chain-dispatch-gas")
            }
            "StorageDepositLimitExhausted" => {
                said!("chain-dispatch-deposit")
            }
            "ContractTrapped" => {
                said!("chain-dispatch-trapped")
            }
            "ContractReverted" => {
                said!("chain-dispatch-reverted")
            }
            "CodeRejected" => {
                said!("chain-dispatch-rejected")
            }
            "CodeTooLarge" => said!("chain-dispatch-too-large"),
            "ContractNotFound" | "CodeNotFound" => {
                said!("chain-dispatch-not-found")
            }
            "DuplicateContract" => said!("chain-dispatch-duplicate"),
            "MigrationInProgress" => said!("chain-dispatch-migration"),
            _ => said!("chain-dispatch-other"),
        }
    }
}

impl DispatchFailure {
    /// The chain's own words for it, which are in no other language.
    pub fn said(&self) -> Said {
        let DispatchFailure {
            pallet,
            variant,
            docs,
        } = self;
        match docs.is_empty() {
            true => ChainError::named(format!("{pallet}.{variant}")),
            false => ChainError::named(format!("{pallet}.{variant} ({docs})")),
        }
    }
}

impl fmt::Display for DispatchFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

fn named(metadata: &Metadata, index: u8, code: u8) -> DispatchFailure {
    let pallet = metadata.pallet_by_error_index(index);
    let variant = pallet.as_ref().and_then(|p| p.error_variant_by_index(code));
    DispatchFailure {
        pallet: pallet
            .as_ref()
            .map_or_else(|| format!("pallet {index}"), |p| p.name().to_owned()),
        variant: variant.map_or_else(|| format!("error {code}"), |v| v.name.clone()),
        docs: variant.map_or_else(String::new, |v| first_paragraph(&v.docs)),
    }
}

/// The first paragraph of a doc comment, on one line and without its last full stop.
fn first_paragraph(docs: &[String]) -> String {
    let lines: Vec<&str> = docs
        .iter()
        .map(|line| line.trim())
        .take_while(|line| !line.is_empty())
        .collect();
    lines.join(" ").trim_end_matches('.').to_owned()
}

fn general(kind: &str, error: &dyn fmt::Debug) -> DispatchFailure {
    DispatchFailure {
        pallet: kind.to_owned(),
        variant: format!("{error:?}"),
        docs: String::new(),
    }
}

/// Which side of a SCALE `Result` follows.
#[derive(Decode)]
enum Carried {
    Out,
    Failed,
}

/// sp_runtime's `DispatchError` (44 to 49), in SCALE. Its indices are part of every chain's interface and have only
/// ever grown.
#[derive(Debug, Decode)]
enum RawDispatchError {
    Other,
    CannotLookup,
    BadOrigin,
    Module { index: u8, error: [u8; 4] },
    ConsumerRemaining,
    NoProviders,
    TooManyConsumers,
    Token(TokenError),
    Arithmetic(ArithmeticError),
    Transactional(TransactionalError),
    Exhausted,
    Corruption,
    Unavailable,
    RootNotAllowed,
    Trie(u8),
}

#[derive(Debug, Decode)]
enum TokenError {
    FundsUnavailable,
    OnlyProvider,
    BelowMinimum,
    CannotCreate,
    UnknownAsset,
    Frozen,
    Unsupported,
    CannotCreateHold,
    NotExpendable,
    Blocked,
}

#[derive(Debug, Decode)]
enum ArithmeticError {
    Underflow,
    Overflow,
    DivisionByZero,
}

#[derive(Debug, Decode)]
enum TransactionalError {
    LimitReached,
    NoLayer,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doc_comments_become_one_line() {
        let docs = [" Contract trapped", " during execution.", "", " More of it."].map(str::to_owned);
        assert_eq!(first_paragraph(&docs), "Contract trapped during execution");
        assert_eq!(first_paragraph(&[]), "");
    }

    #[test]
    fn what_a_carried_call_failed_with_is_found_in_its_event() {
        let types = crate::node::testing::metadata();
        let of = |pallet, event, result: &[u8]| {
            DispatchFailure::of_carried(pallet, event, &[&[7; 32], result].concat(), &types)
                .map(|failure| failure.map(|failure| failure.to_string()))
        };
        assert_eq!(of("Council", "Executed", &[0]), Ok(None));
        assert_eq!(of("Council", "Voted", &[1]), Ok(None));
        let refused = of("Council", "Executed", &[1, 2]);
        assert_eq!(refused, Ok(Some("System.BadOrigin".to_owned())));
        assert_eq!(of("Council", "MemberExecuted", &[1, 2]), refused);
        // What it weighed is told before why it failed, or that nothing is told of it.
        for info in [&[1, 4, 8, 0][..], &[0, 0]] {
            let event = [&[1], info, &[2]].concat();
            assert_eq!(of("Whitelist", "WhitelistedCallDispatched", &event), refused);
        }
        let done = [0, 1, 4, 8, 0];
        assert_eq!(of("Whitelist", "WhitelistedCallDispatched", &done), Ok(None));
        assert!(of("Council", "Executed", &[1]).is_err());
    }

    #[test]
    fn indices_are_sp_runtimes() {
        let raw = |bytes: &[u8]| RawDispatchError::decode(&mut &*bytes).map(|e| format!("{e:?}"));
        assert_eq!(raw(&[0]).unwrap(), "Other");
        assert_eq!(
            raw(&[3, 4, 13, 0, 0, 0]).unwrap(),
            "Module { index: 4, error: [13, 0, 0, 0] }"
        );
        assert_eq!(raw(&[7, 8]).unwrap(), "Token(NotExpendable)");
        assert_eq!(raw(&[8, 1]).unwrap(), "Arithmetic(Overflow)");
        assert_eq!(raw(&[9, 0]).unwrap(), "Transactional(LimitReached)");
        assert_eq!(raw(&[13]).unwrap(), "RootNotAllowed");
        assert!(raw(&[99]).is_err());
    }
}
