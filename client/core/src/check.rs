//! Whether a chain has what a deployment file and the contracts' code say. Reads only, and needs no account.

use crate::Deployment;
use crate::deploy::{Derived, derive};
use crate::deployment::CodeHashes;
use crate::error::{Error, Kind, Result};
use medink_chain::{Chain, ChainExt, contracts};
use medink_types::AccountId;
use medink_words::{Said, said};

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is, such as `code of audit`.
    pub what: Said,
    /// What it should be.
    pub expected: Said,
    /// What the chain has.
    pub found: Said,
}

impl Finding {
    /// Whether the chain has what it should.
    pub fn holds(&self) -> bool {
        self.expected == self.found
    }
}

/// Looks whether the four addresses follow from deployer, code, constructor data and salt, so that each contract knows
/// the right neighbours; at the code of all four (BLAKE2b-256 of the WASM, as pallet-contracts keeps it); at the
/// addresses that admin knows, and at who may write to the log.
pub async fn check(chain: &dyn Chain, deployment: &Deployment, code: &CodeHashes) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let known = deployment.contracts();
    let Derived {
        admin,
        contracts: derived,
        ..
    } = derive(&deployment.made(), &deployment.code_hashes, &deployment.salt);
    for (name, at, follows) in [
        ("admin", deployment.admin(), admin),
        ("audit", known.audit, derived.audit),
        ("doctor", known.doctor, derived.doctor),
        ("patient", known.patient, derived.patient),
    ] {
        findings.push(Finding {
            what: said!("core-check-derived", contract = name),
            expected: address(&follows),
            found: address(&at),
        });
    }
    for (name, at, hash) in [
        ("admin", deployment.admin(), code.admin),
        ("audit", known.audit, code.audit),
        ("doctor", known.doctor, code.doctor),
        ("patient", known.patient, code.patient),
    ] {
        let found = chain.code_hash_of(at).await?;
        findings.push(Finding {
            what: said!("core-check-code", contract = name),
            expected: hex32(&hash),
            found: found.map_or_else(|| said!("core-check-no-contract"), |found| hex32(&found)),
        });
    }
    // Where a contract is missing or another, there is nobody to ask.
    if !all_hold(&findings) {
        return Ok(findings);
    }
    let wired = chain
        .read(&contracts::admin::contracts(deployment.admin()))
        .await?;
    for (name, of) in [
        ("audit", known.audit),
        ("doctor", known.doctor),
        ("patient", known.patient),
    ] {
        let found = wired.as_ref().map(|wired| match name {
            "audit" => wired.audit,
            "doctor" => wired.doctor,
            _ => wired.patient,
        });
        findings.push(Finding {
            what: said!("core-check-known", contract = name),
            expected: address(&of),
            found: found.map_or_else(|| said!("core-check-none"), |found| address(&found)),
        });
    }
    for (name, of) in [("doctor", known.doctor), ("patient", known.patient)] {
        let may = chain
            .read(&contracts::audit::is_authorized(known.audit, of))
            .await?;
        findings.push(Finding {
            what: said!("core-check-may-log", contract = name),
            expected: said!("core-check-yes"),
            found: if may {
                said!("core-check-yes")
            } else {
                said!("core-check-no")
            },
        });
    }
    Ok(findings)
}

/// Whether everything that was looked at is as it should be.
pub fn all_hold(findings: &[Finding]) -> bool {
    findings.iter().all(Finding::holds)
}

/// The failure that names what does not hold, if anything does not.
///
/// # Errors
/// [`Kind::Damaged`].
pub fn held(findings: &[Finding]) -> Result<()> {
    let wrong = findings.iter().filter(|finding| !finding.holds()).map(|finding| {
        let Finding {
            what,
            expected,
            found,
        } = finding.clone();
        said!("core-finding", what = what, found = found, expected = expected)
    });
    let Some(wrong) = wrong.reduce(|first, then| said!("core-and-also", first = first, then = then)) else {
        return Ok(());
    };
    Err(
        Error::new(Kind::Damaged, said!("core-not-as-deployed", findings = wrong))
            .next(said!("core-not-as-deployed-next")),
    )
}

fn address(id: &AccountId) -> Said {
    as_it_is(medink_chain::address(id))
}

/// An address or a hash: the same in every language.
fn as_it_is(text: String) -> Said {
    said!("core-place", place = text)
}

fn hex32(bytes: &[u8; 32]) -> Said {
    as_it_is(format!("0x{}", hex::encode(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_hold_is_named_with_both_sides() {
        let finding = |found: &str| Finding {
            what: said!("core-check-code", contract = "audit"),
            expected: as_it_is("0x01".into()),
            found: as_it_is(found.into()),
        };
        assert_eq!(held(&[finding("0x01")]), Ok(()));
        let error = held(&[finding("0x01"), finding("0x02")]).unwrap_err();
        assert_eq!(error.kind, Kind::Damaged);
        assert!(
            error
                .what
                .to_string()
                .contains("code of audit is 0x02, and should be 0x01"),
            "{error}"
        );
    }
}
