//! The contracts on the chain, held against the deployment file. Reads only.

use super::{Finding, Part};
use crate::Deployment;
use crate::advice::Advice;
use crate::check;
use crate::deployment::CodeHashes;
use medink_chain::Chain;
use medink_words::said;

/// Recomputes the contracts' addresses, and looks at their code, at each other's addresses as they know them, and at who may
/// write to the log. `code` is what the program here would deploy; without it the code is what was deployed.
pub async fn deployed(chain: &dyn Chain, deployment: &Deployment, code: Option<&CodeHashes>) -> Vec<Finding> {
    let code = code.unwrap_or(&deployment.code_hashes);
    let looked = match check::check(chain, deployment, code).await {
        Ok(looked) => looked,
        Err(error) => return vec![Finding::of(Part::Deployment, &error)],
    };
    if check::all_hold(&looked) {
        return vec![Finding::ok(Part::Deployment, said!("checkup-deployed"))];
    }
    let wrong = looked.into_iter().filter(|one| !one.holds());
    wrong.map(finding).collect()
}

fn finding(one: check::Finding) -> Finding {
    // Code that admins have put in place of another is where it was: it says so itself, and is no break-in by that.
    let other_code = one.what.key == "core-check-code" && one.found.key != "core-check-no-contract";
    let what = said!(
        "core-finding",
        what = one.what,
        found = one.found,
        expected = one.expected
    );
    match other_code {
        true => Finding::warning(Part::Deployment, what)
            .next(said!("checkup-other-code-next"))
            .advise(Advice::CheckDeployment),
        false => Finding::broken(Part::Deployment, what).next(said!("core-not-as-deployed-next")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Severity;
    use super::*;
    use medink_words::Said;

    #[test]
    fn other_code_is_told_from_no_contract_and_from_a_wrong_neighbour() {
        let severity = |what: Said, found: Said| {
            finding(check::Finding {
                what,
                expected: said!("core-place", place = "0x01"),
                found,
            })
            .severity
        };
        let code = || said!("core-check-code", contract = "audit");
        let other = || said!("core-place", place = "0x02");
        assert_eq!(severity(code(), other()), Severity::Warning);
        assert_eq!(
            severity(code(), said!("core-check-no-contract")),
            Severity::Broken
        );
        assert_eq!(
            severity(said!("core-check-known", contract = "audit"), other()),
            Severity::Broken
        );
    }
}
