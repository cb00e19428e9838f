//! `medink audit verify`: an export held against the chain, or against a head that was written down. The second asks no
//! node and reads no config; what it says of the contracts is what the file says, held against this machine's
//! deployment file of that chain where there is one.

use crate::context::Context;
use crate::language;
use crate::output::{Answer, put};
use medink_core::audit::{Title, Verdict, parse_head, recompute, unread, verify_against};
use medink_core::error::{Error, Kind, Result};
use medink_core::files;
use medink_core::{Deployment, Medink};
use medink_local::Folders;
use medink_words::{Said, said};
use serde_json::json;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// What is known here of the contracts that an export names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Contracts {
    /// They are those of this machine's deployment file.
    Same,
    /// This machine has no deployment file of that chain.
    Unknown,
}

/// Holds an export against the chain.
pub async fn with_chain(
    context: &Context,
    medink: &Medink,
    file: &Path,
    allow_foreign: bool,
) -> Result<Answer> {
    let file = file.to_path_buf();
    let found = files::apart(move || recompute(open(&file)?.as_mut(), None)).await?;
    let verdict = medink.verify_end(found).await?;
    let against = context.chain_in_words();
    Ok(told(&verdict, Contracts::Same, &against, allow_foreign))
}

/// Holds an export against a head that was given. No node, no config and no account takes part.
pub async fn with_head(file: &Path, head: &str, allow_foreign: bool) -> Result<Answer> {
    let head = parse_head(head)?;
    let file = file.to_path_buf();
    let verdict = files::apart(move || verify_against(open(&file)?.as_mut(), &head)).await?;
    let known = match Folders::from_env() {
        Ok(folders) => known(&folders.deployments(), &verdict.title)?,
        // No home folder, so nothing of this machine's to compare with.
        Err(_) => Contracts::Unknown,
    };
    let against = said!("cli-verify-head", count = head.count);
    Ok(told(&verdict, known, &against, allow_foreign))
}

/// The export: a file, or `-` for standard input.
fn open(file: &Path) -> Result<Box<dyn BufRead + Send>> {
    if file == Path::new("-") {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    Ok(Box::new(BufReader::new(
        File::open(file).map_err(|e| unread(&e))?,
    )))
}

/// Holds the contracts that the file names against the deployment file of its chain.
fn known(deployments: &Path, title: &Title) -> Result<Contracts> {
    let mut genesis = [0; 32];
    if hex::decode_to_slice(&title.genesis, &mut genesis).is_err() {
        return Ok(Contracts::Unknown);
    }
    let Some(deployment) = Deployment::find(deployments, genesis)? else {
        return Ok(Contracts::Unknown);
    };
    let ours = [
        deployment.admin(),
        deployment.audit(),
        deployment.doctor(),
        deployment.patient(),
    ];
    let theirs = [&title.admin, &title.audit, &title.doctor, &title.patient];
    let same = ours
        .iter()
        .zip(theirs)
        .all(|(ours, theirs)| hex::encode(ours.0) == *theirs);
    match same {
        true => Ok(Contracts::Same),
        false => {
            Err(Error::new(Kind::Damaged, said!("cli-export-contracts"))
                .next(said!("cli-export-contracts-next")))
        }
    }
}

fn told(verdict: &Verdict, contracts: Contracts, against: &Said, allow_foreign: bool) -> Answer {
    let mut lines = Vec::new();
    let (entries, known) = (verdict.entries, verdict.known);
    lines.push(match (verdict.complete, verdict.against_chain) {
        (true, true) => said!("cli-verify-whole", entries = entries),
        (true, false) => said!("cli-verify-as-head", entries = entries),
        (false, true) => said!("cli-verify-beginning", entries = entries, known = known),
        (false, false) => said!("cli-verify-first", entries = entries, known = known),
    });
    lines.push(said!("cli-verify-against", against = against.clone()));
    let title = &verdict.title;
    let which = match contracts {
        Contracts::Same => said!("cli-verify-contracts-same"),
        Contracts::Unknown => said!("cli-verify-contracts-unknown"),
    };
    lines.push(said!(
        "cli-verify-contracts",
        genesis = format!("0x{}", title.genesis),
        admin = format!("0x{}", title.admin),
        audit = format!("0x{}", title.audit),
        doctor = format!("0x{}", title.doctor),
        patient = format!("0x{}", title.patient),
        which = which,
    ));
    if verdict.foreign > 0 {
        let numbers = numbers(verdict);
        lines.push(said!(
            "cli-verify-foreign",
            count = verdict.foreign,
            numbers = numbers
        ));
        if !allow_foreign {
            lines.push(said!("cli-verify-foreign-next"));
        }
    }
    let mut data = json!(verdict);
    // For programs, in English whoever asks.
    put(&mut data, "against", json!(against.to_string()));
    put(&mut data, "known_contracts", json!(contracts == Contracts::Same));
    let lines: Vec<String> = lines.iter().map(language::told).collect();
    let answer = Answer::new(data, lines.join("\n"));
    match verdict.foreign > 0 && !allow_foreign {
        true => answer.exit(Kind::Damaged),
        false => answer,
    }
}

fn numbers(verdict: &Verdict) -> Said {
    let named: Vec<String> = verdict.foreign_first.iter().map(ToString::to_string).collect();
    let more = verdict.foreign.saturating_sub(named.len() as u64);
    match more {
        0 => said!("cli-numbers", numbers = named.join(", ")),
        _ => said!("cli-numbers-and-more", numbers = named.join(", "), more = more),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn it() -> Said {
        said!("chain-at", url = "THIS")
    }

    fn verdict(foreign: u64, against_chain: bool, known: u64) -> Verdict {
        let hex = |n: u8| hex::encode([n; 32]);
        Verdict {
            entries: 5,
            known,
            complete: known == 5,
            against_chain,
            foreign,
            foreign_first: (0..foreign.min(2)).collect(),
            title: Title {
                medink_log: 1,
                genesis: hex(9),
                admin: hex(1),
                audit: hex(2),
                doctor: hex(3),
                patient: hex(4),
                count: 5,
                hash: hex(8),
            },
        }
    }

    #[test]
    fn foreign_entries_fail_it_unless_told_otherwise() {
        let code = |foreign, allow| told(&verdict(foreign, true, 5), Contracts::Same, &it(), allow).code;
        assert_eq!(
            (code(0, false), code(1, false), code(1, true)),
            (0, Kind::Damaged.exit_code(), 0)
        );
        let text = told(&verdict(3, true, 5), Contracts::Same, &it(), true).text;
        assert!(text.contains("no. 0, 1 and 1 more"), "{text}");
    }

    #[test]
    fn it_says_against_what_it_verified() {
        let text = |against_chain, known| {
            told(
                &verdict(0, against_chain, known),
                Contracts::Unknown,
                &it(),
                false,
            )
            .text
        };
        for (against_chain, known, says) in [
            (true, 5, "the whole log"),
            (true, 7, "true beginning"),
            (false, 5, "what the head says: 5"),
            (false, 3, "The first 3 of 5"),
        ] {
            let text = text(against_chain, known);
            assert!(
                text.contains(says) && text.contains("held against the chain at THIS"),
                "{text}"
            );
            assert!(text.contains("no deployment file of that chain"), "{text}");
        }
    }

    #[test]
    fn contracts_are_held_against_the_deployment_file_of_the_chain() {
        use medink_core::deployment::{CodeHashes, Made};
        let folder = tempfile::tempdir().unwrap();
        let title = verdict(0, false, 5).title;
        let of = |title: &Title| known(folder.path(), title);
        assert!(of(&title).unwrap() == Contracts::Unknown);
        let made = Made {
            deployer: [7; 32].into(),
            admin_data: Vec::new(),
            audit_max_page: 50,
        };
        let key = medink_seal::DirectoryKey::from_bytes(&[7; 32]);
        let mut here = Deployment::start("Test".into(), [9; 32], [0; 32], &key, CodeHashes::default(), made);
        let [audit, doctor, patient] = [2, 3, 4].map(|n| [n; 32].into());
        let contracts = medink_types::Contracts {
            audit,
            doctor,
            patient,
        };
        here.set_addresses([1; 32].into(), contracts);
        here.save(folder.path()).unwrap();
        assert!(of(&title).unwrap() == Contracts::Same);
        let changed = Title {
            doctor: hex::encode([6; 32]),
            ..title
        };
        assert_eq!(of(&changed).err().unwrap().kind, Kind::Damaged);
    }
}
