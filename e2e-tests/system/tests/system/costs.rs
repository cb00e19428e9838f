//! What every message costs on a real node: weight, deposit, fee, size. docs/costs.md says it, and is held to it exactly:
//! whoever makes a message dearer sees by how much, and so does whoever reads the change.
//!
//! Each message is sent bare, as often as it has ways to be sent, with small arguments. What a command adds by itself (a
//! log entry for opening, keys that it brings along) is not in it.

use e2e_system::people::{self, ADA, ADMIN, CUDDY, GRACE, HOUSE, STRANGER, WILSON};
use e2e_system::{Ledger, World};
use medink_chain::contracts::{admin, doctor, patient};
use medink_chain::{Chain, ChainExt, Message, Receipt, StorageDeposit, Token, Trial};
use medink_interface::{Kind, blake2_256, declared};
use medink_types::{
    Cid, Decision, Grant, GrantedKey, KeyBy, NewRecord, Part, Proposal, Purpose, Reseal, Rewrap, Salt, Scope,
    SealedKey, SealedPairwise, SealedProfile, SealedReason, Signature, SystemParameters, bounds,
};
use std::collections::BTreeSet;
use std::{env, fs};

/// Another admin.
const OTHER: &str = "//Bob";
/// A third.
const THIRD: &str = "//Charlie";
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/costs.md");
const HEAD: &str = "|---|---|---:|---:|---:|---:|---:|\n";

/// What is not in the table, because no person signs it: contracts call each other, and `register_contracts` is called
/// once, when the contracts are deployed.
fn is_for_people(part: Part, label: &str) -> bool {
    part != Part::Audit && !matches!(label, "set_role" | "upgrade_code" | "register_contracts")
}

#[test]
fn the_page_says_what_every_message_costs() {
    let page = fs::read_to_string(PAGE).unwrap();
    let (before, rest) = page.split_once(HEAD).unwrap();
    let (written, after) = rest.split_once("\n\n").unwrap();
    let measured = table();
    if env::var_os("MEDINK_WRITE_DOCS").is_some() {
        fs::write(PAGE, format!("{before}{HEAD}{measured}\n\n{after}")).unwrap();
        return;
    }
    assert_eq!(
        written, measured,
        "docs/costs.md is not what is measured; with MEDINK_WRITE_DOCS=1 this test writes it"
    );
}

/// The table as it is measured.
struct Costs<'a> {
    ledger: &'a Ledger,
    token: Token,
    lines: Vec<String>,
    measured: BTreeSet<String>,
}

impl Costs<'_> {
    /// Tries the message, sends it, and writes down what that came to.
    #[track_caller]
    fn row<T: Send>(&mut self, by: &str, note: &str, message: &Message<T>) -> T {
        let chain = self.ledger.chain();
        let Trial { cost, .. } = self
            .ledger
            .wait(chain.try_call(people::id(by), message))
            .unwrap_or_else(|error| panic!("{}: {error}", message.call().label));
        let called = self
            .ledger
            .send(&people::account(by), message)
            .unwrap_or_else(|error| panic!("{}: {error}", message.call().label));
        let Receipt { fee, deposit, .. } = called.receipt;
        let deposit = match deposit {
            StorageDeposit::Charged(amount) => self.token.format(amount),
            StorageDeposit::Refunded(amount) => format!("-{}", self.token.format(amount)),
        };
        let label = &message.call().label;
        self.lines.push(format!(
            "| `{label}`{note} | {} | {} | {} | {} | {} | {} |",
            who(by),
            grouped(cost.gas.ref_time),
            grouped(cost.gas.proof_size),
            deposit.trim_end_matches(&format!(" {}", self.token.symbol)),
            self.token
                .format(fee)
                .trim_end_matches(&format!(" {}", self.token.symbol)),
            message.call().data.len(),
        ));
        self.measured.insert(label.clone());
        called.value
    }
}

fn who(name: &str) -> &'static str {
    match name {
        ADMIN => "admin",
        OTHER | THIRD => "another admin",
        HOUSE | WILSON | CUDDY => "doctor",
        _ => "patient",
    }
}

/// With a comma between the thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn table() -> String {
    let world = World::deployed();
    for name in [ADA, GRACE] {
        world.patient(name);
    }
    for name in [HOUSE, WILSON] {
        world.doctor(name);
    }
    let ledger = world.ledger();
    let mut costs = Costs {
        ledger: &ledger,
        token: ledger.chain().identity().token,
        lines: Vec::new(),
        measured: BTreeSet::new(),
    };
    governing(&mut costs);
    directory(&mut costs);
    records(&mut costs);
    consents(&mut costs);
    generations(&mut costs);
    leaving(&mut costs);
    let missing: Vec<_> = declared()
        .into_iter()
        .filter(|row| row.kind == Kind::Change && is_for_people(row.contract, row.label))
        .map(|row| format!("{}.{}", row.contract.name(), row.label))
        .filter(|label| !costs.measured.contains(label))
        .collect();
    assert!(missing.is_empty(), "not in the table: {missing:?}");
    costs.lines.join("\n")
}

fn governing(costs: &mut Costs<'_>) {
    let at = costs.ledger.deployment().admin();
    let quorum = |quorum| SystemParameters {
        quorum,
        ..SystemParameters::default()
    };
    costs.row(ADMIN, "", &admin::add_admin(at, people::id(OTHER)));
    costs.row(ADMIN, "", &admin::update_system_parameters(at, quorum(2)));
    let proposal = |name| Proposal::AddAdmin(people::id(name));
    let waits = |decision| match decision {
        Decision::Waits { number } => number,
        Decision::CarriedOut => panic!("one of two has approved"),
    };
    let called_off = waits(costs.row(ADMIN, ", of an admin", &admin::propose(at, proposal(STRANGER))));
    costs.row(ADMIN, "", &admin::withdraw_approval(at, called_off));
    // It waits until fewer have to approve.
    let waiting = waits(costs.row(ADMIN, ", of an admin", &admin::propose(at, proposal(THIRD))));
    let lower = Proposal::SystemParameters(quorum(1));
    let lower = waits(costs.row(OTHER, ", of parameters", &admin::propose(at, lower)));
    costs.row(ADMIN, ", the last that is needed", &admin::approve(at, lower));
    costs.row(OTHER, ", of an admin", &admin::carry_out(at, waiting));
    costs.row(ADMIN, "", &admin::remove_admin(at, people::id(THIRD)));
    costs.row(ADMIN, "", &admin::pause(at));
    costs.row(OTHER, "", &admin::resume(at));
}

fn directory(costs: &mut Costs<'_>) {
    let doctors = costs.ledger.deployment().doctor();
    let patients = costs.ledger.deployment().patient();
    let (cuddy, profile) = (people::id(CUDDY), SealedProfile(vec![0x5f; 300]));
    costs.row(
        ADMIN,
        ", a profile of 300 bytes",
        &doctor::register_doctor(doctors, cuddy, &people::signed_key(CUDDY, 1), &profile),
    );
    costs.row(
        ADMIN,
        ", a profile of 300 bytes",
        &patient::register_patient(
            patients,
            people::id(STRANGER),
            &people::signed_key(STRANGER, 1),
            &profile,
        ),
    );
    costs.row(
        ADMIN,
        "",
        &doctor::attest_doctor(doctors, cuddy, blake2_256(&profile.0)),
    );
    costs.row(ADMIN, "", &doctor::withdraw_attestation(doctors, cuddy));
    costs.row(ADMIN, "", &doctor::suspend_doctor(doctors, cuddy));
    costs.row(ADMIN, "", &doctor::reinstate_doctor(doctors, cuddy));
    let profile = SealedProfile(vec![0x60; 300]);
    costs.row(
        HOUSE,
        ", of 300 bytes",
        &doctor::update_profile(doctors, &profile),
    );
    costs.row(
        GRACE,
        ", of 300 bytes",
        &patient::update_profile(patients, &profile),
    );
    let key = people::signed_key(GRACE, 2);
    costs.row(GRACE, "", &patient::replace_encryption_key(patients, &key));
    let key = people::signed_key(WILSON, 2);
    costs.row(WILSON, "", &doctor::replace_encryption_key(doctors, &key));
}

fn records(costs: &mut Costs<'_>) {
    let at = costs.ledger.deployment().patient();
    let (ada, house) = (people::id(ADA), people::id(HOUSE));
    costs.row(ADA, "", &patient::add_medical_record(at, ada, &record(1)));
    let ten: Vec<_> = (2..=11).map(record).collect();
    costs.row(ADA, ", 10 of them", &patient::add_medical_records(at, ada, &ten));
    costs.row(ADA, "", &patient::amend_record(at, ada, 1, &record(12)));
    costs.row(ADA, "", &patient::log_access(at, ada, 2));
    let directory = costs.ledger.deployment().doctor();
    costs.row(
        ADA,
        ", to the whole history",
        &doctor::grant_access(directory, house, &grant(costs, whole_history(), 1)),
    );
    costs.row(HOUSE, "", &patient::add_medical_record(at, ada, &record(13)));
    costs.row(HOUSE, "", &patient::annotate_record(at, ada, 2, &record(14)));
    costs.row(HOUSE, "", &patient::log_access(at, ada, 2));
    let reason = SealedReason([0x3e; bounds::SEALED_REASON_BYTES]);
    costs.row(HOUSE, "", &patient::begin_visit(at, ada, reason));
}

fn consents(costs: &mut Costs<'_>) {
    let at = costs.ledger.deployment().doctor();
    let wilson = people::id(WILSON);
    let keys = |numbers: std::ops::RangeInclusive<u32>| {
        Scope::Records(
            numbers
                .map(|number| GrantedKey {
                    number,
                    key: wrapped(7),
                })
                .collect(),
        )
    };
    for (note, scope) in [
        (", to 1 record", keys(2..=2)),
        (", to 10 records in its place", keys(2..=11)),
    ] {
        // The key that the doctor has by now.
        let grant = Grant {
            key_serial: 2,
            ..grant(costs, scope, 2 + note.len() as u8)
        };
        costs.row(ADA, note, &doctor::grant_access(at, wilson, &grant));
    }
    costs.row(ADA, ", to 10 records", &doctor::revoke_access(at, wilson));
}

fn generations(costs: &mut Costs<'_>) {
    let doctors = costs.ledger.deployment().doctor();
    let at = costs.ledger.deployment().patient();
    let house = people::id(HOUSE);
    costs.row(ADA, "", &patient::rotate_generation(at, 1, wrapped(8)));
    costs.row(ADA, "", &patient::renew_link(at, 2, wrapped(9)));
    let rewrap = Rewrap {
        doctor: house,
        key: wrapped(10),
        signature: Signature([11; 64]),
    };
    costs.row(ADA, ", 1 doctor", &doctor::rewrap_consents(doctors, 2, &[rewrap]));
    let reseal = |number| Reseal {
        number,
        cid: None,
        key: wrapped(12),
    };
    let ten: Vec<_> = (2..=11).map(reseal).collect();
    costs.row(ADA, ", 10 records", &patient::reseal_records(at, 2, &ten));
}

fn leaving(costs: &mut Costs<'_>) {
    let at = costs.ledger.deployment().patient();
    let doctors = costs.ledger.deployment().doctor();
    costs.row(ADA, ", the patient's own", &patient::erase_record(at, 3));
    costs.row(ADA, ", a doctor's", &patient::erase_record(at, 13));
    costs.row(
        ADA,
        ", to the whole history",
        &doctor::revoke_access(doctors, people::id(HOUSE)),
    );
}

/// A record that is none, at a place of this number; its key is under generation 1.
fn record(n: u8) -> NewRecord {
    let mut cid = [n; 36];
    cid[..4].copy_from_slice(&[0x01, 0x55, 0x12, 0x20]);
    NewRecord {
        cid: Cid(cid),
        key: SealedKey {
            by: KeyBy::Generation(1),
            bytes: wrapped(n),
        },
    }
}

fn wrapped(n: u8) -> [u8; bounds::WRAPPED_KEY_BYTES] {
    [n; bounds::WRAPPED_KEY_BYTES]
}

fn whole_history() -> Scope {
    Scope::WholeHistory {
        generation: 1,
        key: wrapped(1),
    }
}

/// A consent for 30 days.
fn grant(costs: &Costs<'_>, scope: Scope, salt: u8) -> Grant {
    let now = costs.ledger.wait(costs.ledger.chain().head()).unwrap().time_ms;
    Grant {
        scope,
        purpose: Purpose::Treatment,
        from_ms: 0,
        until_ms: now + 30 * bounds::DAY_MS,
        salt: Salt([salt; bounds::SALT_BYTES]),
        key_serial: 1,
        sealed_pairwise: SealedPairwise(vec![0x9a; 1 + 4 + 1_120 + 32 + 16]),
        signature: Signature([0x51; 64]),
    }
}
