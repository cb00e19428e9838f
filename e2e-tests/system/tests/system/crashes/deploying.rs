//! Contracts that are deployed and upgraded. Whoever begins again goes on where it was, and in the end there is one system,
//! with the code that was decided.

use super::blow::{Blows, Fate, Victim, nothing_left, nothing_lost, undisturbed};
use super::chance::share;
use e2e_system::people::ADMIN;
use e2e_system::{Call, Machine, Parts, files};
use medink_chain::code_hash;
use medink_core::Kind;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

fn deploy(machine: &Machine) -> Call<'_> {
    machine.medink("deploy").acting(ADMIN)
}

/// What is deployed is whole, and is not deployed again.
fn deployed(machine: &Machine) {
    machine.medink("deploy --check").ok();
    assert_eq!(deploy(machine).ok()["steps"], json!([]), "once");
    nothing_left(machine.medink("check").acting(ADMIN));
}

/// Deploys on new chains until the last kill.
fn deployed_and_killed(test: &str, victim: Victim, kills: u32) {
    let first = Machine::running();
    let (length, _) = undisturbed(deploy(&first));
    deployed(&first);
    drop(first);
    let mut blows = Blows::new(test, victim, kills);
    while blows.go_on() {
        let mut machine = Machine::running();
        if let Fate::Open = blows.strike(&mut machine, length, deploy) {
            nothing_lost(&machine, ADMIN, Some("deployment"));
            deploy(&machine).ok();
        }
        deployed(&machine);
    }
}

#[test]
fn contracts_are_deployed_by_a_program_that_is_killed() {
    deployed_and_killed("deploy", Victim::Client, share(6));
}

#[test]
fn contracts_are_deployed_at_a_node_that_is_killed() {
    deployed_and_killed("deploy-node", Victim::Node, share(4));
}

/// A machine's bundles: those of the parts, and new code of `audit` for each upgrade, which does the same and has another
/// hash.
struct Bundles {
    folder: PathBuf,
    made: u32,
}

impl Bundles {
    fn new(machine: &Machine) -> Self {
        let folder = machine.work("bundles");
        for name in ["admin", "audit", "doctor", "patient"] {
            files::copy(&Parts::get().bundles.join(name), &folder.join(name));
        }
        Bundles { folder, made: 0 }
    }

    fn audit(&self) -> PathBuf {
        self.folder.join("audit/audit.contract")
    }

    /// New code, in the place of the old. Returns its hash.
    fn renew(&mut self) -> String {
        self.made += 1;
        let text = fs::read_to_string(Parts::get().bundles.join("audit/audit.contract")).unwrap();
        let mut bundle: Value = serde_json::from_str(&text).unwrap();
        let wasm = bundle["source"]["wasm"].as_str().unwrap();
        let mut wasm = hex::decode(wasm.trim_start_matches("0x")).unwrap();
        // An empty custom section with a name of eight characters.
        wasm.extend_from_slice(b"\x00\x09\x08");
        wasm.extend_from_slice(format!("note{:04}", self.made).as_bytes());
        let hash = format!("0x{}", hex::encode(code_hash(&wasm)));
        bundle["source"]["wasm"] = json!(format!("0x{}", hex::encode(wasm)));
        bundle["source"]["hash"] = json!(hash);
        fs::write(self.audit(), bundle.to_string()).unwrap();
        hash
    }
}

fn propose<'m>(machine: &'m Machine, code: &Path) -> Call<'m> {
    machine
        .medink("admin upgrade audit --code")
        .arg(code)
        .acting(ADMIN)
}

fn carry_out(machine: &Machine, number: u64) -> Call<'_> {
    machine.medink(&format!("admin carry-out {number}")).acting(ADMIN)
}

/// The number of a proposal that waits.
fn proposed(answer: &Value) -> u64 {
    answer["proposal"]
        .as_u64()
        .unwrap_or_else(|| panic!("no number: {answer}"))
}

/// Proposes new code and carries that out until the last kill; each other kill is of the one and of the other.
#[test]
fn contracts_are_upgraded_by_a_program_that_is_killed() {
    let mut machine = Machine::running();
    machine.medink("deploy --upgrade-notice 0s").acting(ADMIN).ok();
    let mut bundles = Bundles::new(&machine);
    bundles.renew();
    let code = bundles.audit();
    let (proposing, answer) = undisturbed(propose(&machine, &code));
    let (carrying, _) = undisturbed(carry_out(&machine, proposed(&answer)));

    let mut blows = Blows::new("upgrade", Victim::Client, share(10));
    while blows.go_on() {
        let hash = bundles.renew();
        let number = match blows.strike(&mut machine, proposing, |machine| propose(machine, &code)) {
            Fate::Done(answer) => proposed(&answer),
            Fate::Open => {
                nothing_lost(&machine, ADMIN, None);
                proposed(&propose(&machine, &code).ok())
            }
        };
        let mut carried_out = false;
        if blows.go_on() {
            let fate = blows.strike(&mut machine, carrying, |machine| carry_out(machine, number));
            carried_out = matches!(fate, Fate::Done(_));
        }
        if !carried_out {
            nothing_lost(&machine, ADMIN, None);
            let run = carry_out(&machine, number).run();
            // It may have been done, and nobody was told.
            if run.code != Some(0) {
                run.failed(Kind::Refused);
            }
        }
        let newest = machine.medink("admin proposals --last 1").ok();
        assert_eq!(newest["proposals"][0]["state"], "carried out", "{newest}");
        nothing_left(
            machine
                .medink("check --bundles")
                .arg(machine.work("bundles"))
                .acting(ADMIN),
        );
        let now = machine
            .medink("deploy --check --bundles")
            .arg(machine.work("bundles"))
            .run();
        assert!(now.code == Some(0), "the code is {hash}\n{now}");
    }
}
