//! How much hospitals' nodes take, and what it costs: `cargo xtask consortium --figures`. One table and one line of JSON are
//! printed; nothing is asserted but that it works. What the figures mean is in docs/performance.md.
//!
//! What is measured is the chain: the records are places that hold nothing, tried and submitted by the client's library, as
//! `medink record add` does once content is stored. All nodes and the library share this machine.

use e2e_consortium::{CLINIC, Clinic, Consortium, Host, Plan, Validator, within};
use e2e_system::people::{account, card};
use e2e_system::{Ledger, files, record_of_nothing};
use futures::future::join_all;
use medink_chain::{ChainExt, SubmitOptions, Wait, contracts};
use medink_core::actor::Plain;
use medink_types::{AccountId, bounds};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const LONG: Duration = Duration::from_secs(900);

/// Who adds records, at once.
const PATIENTS: [&str; 4] = ["//Ada", "//Grace", "//Edith", "//Rosa"];

/// Calls of each of them that are in flight together, and how often.
const IN_FLIGHT: u32 = 32;
const ROUNDS: u32 = 4;

/// Records put one after the other, for how long one takes to be final.
const ONE_BY_ONE: u32 = 10;

/// Ticks of the processor's time in a second (`sysconf(_SC_CLK_TCK)`), on every Linux that Rust runs on.
const TICKS: f64 = 100.0;

/// What one hospital's node has taken so far.
struct Taken {
    processor: f64,
    disk: u64,
}

fn taken(clinic: &Clinic) -> Taken {
    let stat = fs::read_to_string(format!("/proc/{}/stat", clinic.validator.pid())).unwrap();
    // After the name, which stands in parentheses, the 12th and 13th are the time in user and kernel mode (proc(5)).
    let (_, rest) = stat.rsplit_once(") ").unwrap();
    let ticks = |at: usize| rest.split(' ').nth(at).unwrap().parse::<f64>().unwrap();
    Taken {
        processor: (ticks(11) + ticks(12)) / TICKS,
        disk: files::below(&clinic.validator.folder().join("chain"))
            .iter()
            .map(|file| on_disk(file))
            .sum(),
    }
}

/// The bytes of the disk that a file takes: the database's files have holes.
fn on_disk(file: &Path) -> u64 {
    // In units of 512 bytes (stat(2)). What was listed may be gone: the node goes on.
    fs::metadata(file).map_or(0, |about| about.blocks() * 512)
}

/// The library at one hospital, on its host.
struct Desk<'a> {
    host: Arc<Host>,
    clinic: &'a Clinic,
    next: u32,
}

impl Desk<'_> {
    /// Adds records in calls of so many each, all patients at once. How long it takes until all are final.
    fn adds(&mut self, each: u32) -> f64 {
        let first = self.next;
        self.next += ROUNDS * IN_FLIGHT * each * PATIENTS.len() as u32;
        let (machine, host) = (&self.clinic.machine, self.host.clone());
        host.inside(move || {
            let ledger = Ledger::at(machine, "ws://127.0.0.1:9944");
            let (chain, at) = (ledger.chain(), ledger.deployment().patient());
            let options = patient_options();
            let work = |who: usize| {
                let patient = account(PATIENTS[who]);
                let options = &options;
                async move {
                    let (signer, id) = (Plain(patient.clone()), AccountId::from(patient.address()));
                    for round in 0..ROUNDS {
                        let calls = (0..IN_FLIGHT).map(|call| {
                            let from = first + ((who as u32 * ROUNDS + round) * IN_FLIGHT + call) * each;
                            let records: Vec<_> = (from..from + each).map(record_of_nothing).collect();
                            let signer = &signer;
                            async move {
                                let message = contracts::patient::add_medical_records(at, id, &records);
                                chain.call(signer, &message, options).await.unwrap();
                            }
                        });
                        join_all(calls).await;
                    }
                }
            };
            let begun = Instant::now();
            ledger.wait(join_all((0..PATIENTS.len()).map(work)));
            begun.elapsed().as_secs_f64()
        })
    }

    /// The seconds that single records take until they are final.
    fn latencies(&mut self) -> Vec<f64> {
        let first = self.next;
        self.next += ONE_BY_ONE;
        let (machine, host) = (&self.clinic.machine, self.host.clone());
        host.inside(move || {
            let ledger = Ledger::at(machine, "ws://127.0.0.1:9944");
            let patient = account(PATIENTS[0]);
            let (signer, id) = (Plain(patient.clone()), AccountId::from(patient.address()));
            let numbers = first..first + ONE_BY_ONE;
            let each = numbers.map(|number| {
                let message = contracts::patient::add_medical_record(
                    ledger.deployment().patient(),
                    id,
                    &record_of_nothing(number),
                );
                let begun = Instant::now();
                ledger
                    .wait(ledger.chain().call(&signer, &message, &patient_options()))
                    .unwrap();
                begun.elapsed().as_secs_f64()
            });
            each.collect()
        })
    }
}

fn patient_options() -> SubmitOptions {
    SubmitOptions {
        wait: Wait::Finalized,
        within: LONG,
        ..SubmitOptions::default()
    }
}

/// The figures of so many validators. With `killed` the last of them is, at half of the batches.
fn measured(clinics: u8, options: &[&str], killed: bool) -> Value {
    let mut all = Consortium::begin(&Plan {
        clinics,
        session: 100,
        options: options.iter().map(|&option| option.to_owned()).collect(),
        ..Plan::default()
    });
    all.deploy();
    for patient in PATIENTS {
        all.clinic(1)
            .medink("admin register-patient --details - --fund 100000")
            .arg(card(patient).to_text())
            .input(json!({ "name": &patient[2..], "birth_date": "1970-01-01" }).to_string())
            .acting(CLINIC)
            .ok();
    }
    let mut next = 0;
    let calls = PATIENTS.len() as u32 * ROUNDS * IN_FLIGHT;
    let (mut latencies, singles) = at_desk(&all, &mut next, |desk| (desk.latencies(), desk.adds(1)));
    let before: Vec<_> = all.clinics().iter().map(taken).collect();
    let from = all.final_height();
    let mut batches = at_desk(&all, &mut next, |desk| desk.adds(bounds::BATCH as u32));
    if killed {
        all.clinic_mut(clinics).validator.kill();
    }
    let records = f64::from(calls) * bounds::BATCH as f64;
    let mut cost = Value::Null;
    if killed {
        batches += at_desk(&all, &mut next, |desk| desk.adds(bounds::BATCH as u32));
    } else {
        let after: Vec<_> = all.clinics().iter().map(taken).collect();
        let of_each = before.iter().zip(&after);
        let processor: f64 = of_each.clone().map(|(b, a)| a.processor - b.processor).sum();
        let disk: u64 = of_each.map(|(b, a)| a.disk.saturating_sub(b.disk)).sum();
        let each = records * f64::from(clinics);
        cost = json!({ "processor_ms": processor * 1000.0 / each, "disk_bytes": disk as f64 / each });
    }
    let runs = if killed { 2.0 } else { 1.0 };
    latencies.sort_by(f64::total_cmp);
    json!({
        "validators": clinics,
        "options": options.join(" "),
        "one_killed_midway": killed,
        "calls_a_second": f64::from(calls) / singles,
        "records_a_second": records * runs / batches,
        "seconds_to_final": latencies[latencies.len() / 2],
        "seconds_to_final_longest": latencies[latencies.len() - 1],
        "a_record_and_validator": cost,
        "blocks": all.final_height() - from,
        "catch_up_blocks_a_second": catch_up(&mut all),
    })
}

fn at_desk<T>(all: &Consortium, next: &mut u32, work: impl FnOnce(&mut Desk<'_>) -> T) -> T {
    let clinic = all.clinic(1);
    let mut desk = Desk {
        host: clinic.host.clone(),
        clinic,
        next: *next,
    };
    let done = work(&mut desk);
    *next = desk.next;
    done
}

/// How many blocks a second a new node takes over, with all their records, until it has those that are final now.
fn catch_up(all: &mut Consortium) -> f64 {
    let host = all.lan.add(false);
    let folder = tempfile::tempdir().unwrap();
    let specification = all.clinic(1).validator.folder().join("network.json");
    fs::copy(specification, folder.path().join("network.json")).unwrap();
    let mut newcomer = Validator::new(&host, folder.path());
    let there = all.final_height();
    let begun = Instant::now();
    newcomer.run();
    within(LONG, "the new node has caught up", || {
        (newcomer.final_height() >= there).then_some(())
    });
    there as f64 / begun.elapsed().as_secs_f64()
}

#[test]
#[ignore = "measures for some minutes on an idle machine, run with `cargo xtask consortium --figures`"]
fn figures() {
    let plans: [(u8, &[&str], bool); 5] = [
        (1, &[], false),
        (2, &[], false),
        (4, &[], false),
        (4, &[], true),
        (1, &["--keep-states", "256"], false),
    ];
    let rows = plans.map(|(validators, options, killed)| {
        let row = measured(validators, options, killed);
        // What was measured is told although what comes may fail.
        eprintln!("{row}");
        row
    });
    println!(
        "| validators | options | one killed | calls/s | records/s | to final, median | longest | CPU ms | bytes | catch-up, blocks/s |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for row in &rows {
        let number = |value: &Value| {
            value
                .as_f64()
                .map_or_else(|| "-".to_owned(), |number| format!("{number:.1}"))
        };
        let cost = &row["a_record_and_validator"];
        println!(
            "| {} | {} | {} | {} | {} | {} s | {} s | {} | {} | {} |",
            row["validators"],
            row["options"].as_str().unwrap(),
            row["one_killed_midway"],
            number(&row["calls_a_second"]),
            number(&row["records_a_second"]),
            number(&row["seconds_to_final"]),
            number(&row["seconds_to_final_longest"]),
            number(&cost["processor_ms"]),
            number(&cost["disk_bytes"]),
            number(&row["catch_up_blocks_a_second"]),
        );
    }
    println!("{}", json!(rows));
}
