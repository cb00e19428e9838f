//! A network of hospitals, from its beginning to what medink does on it.

use e2e_parts::Node;
use e2e_system::{Call, Machine, http, until};
use medink_core::Kind;
use serde_json::{Value, json};
use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

#[test]
fn a_network_is_begun_joined_looked_at_and_worked_with() {
    let clinic = Machine::new();
    let account = clinic.medink("account new clinic").ok()["address"].clone();
    let file = clinic.work("clinics.json");
    let begin = || {
        clinic
            .medink("network new --name Clinics --as clinic --reached-at /ip4/127.0.0.1/tcp/30333")
            .arg(&file)
    };
    let made = begin().ok();
    assert!(made["peer"].as_str().unwrap().starts_with("12D3Koo"), "{made}");
    begin().fails(Kind::Io).says("is there already");

    let other = Machine::new();
    let joined = other.medink("network join").arg(&file).ok();
    assert_ne!(joined["keys"], made["keys"]);
    assert_eq!(
        other.medink("network join").arg(&file).ok(),
        joined,
        "a second time changes nothing"
    );
    let nonsense = other.write("nonsense.json", "{}");
    other.medink("network join").arg(nonsense).fails(Kind::Usage);

    let path = |name: &str| made[name].as_str().unwrap().to_owned();
    let node = Node::validator(Path::new(&path("specification")), Path::new(&path("folder")));
    let status = || clinic.medink("network status --node").arg(node.rpc()).ok();
    until("a block is final", || {
        status()["finalized"].as_u64().is_some_and(|number| number > 0)
    });
    let seen = status();
    assert_eq!(seen["hospitals"], json!([account]), "{seen}");
    assert_eq!(seen["validators"][0]["account"], account, "{seen}");
    assert_eq!(seen["without_keys"], json!([]), "{seen}");
    assert!(seen["validators"][0]["blocks"].as_u64() > Some(0), "{seen}");

    // The money is there, the development accounts are not, and finality is waited for.
    let funded = clinic
        .medink("account fund 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty 1 --as clinic --node")
        .arg(node.rpc())
        .ok();
    assert_eq!(funded["steps"][0]["finalized"], true, "{funded}");

    let mut alone = Machine::new();
    alone.up();
    alone.medink("network status").fails(Kind::NotFound);
}

/// A hospital with a machine of its own, whose node's peers are answered on this machine alone.
struct Clinic {
    machine: Machine,
    account: String,
    keys: Value,
    port: u16,
}

impl Clinic {
    /// Its account and its node's keys, before there is a network.
    fn new() -> Self {
        let machine = Machine::new();
        let account = machine.medink("account new clinic").ok()["address"].clone();
        Clinic {
            account: account.as_str().unwrap().to_owned(),
            keys: serde_json::from_str(&asked_of_node(
                &["keys", "--base-path"],
                &[&machine.home().join("network").display().to_string()],
            ))
            .unwrap(),
            port: free_port(),
            machine,
        }
    }

    fn key(&self, name: &str) -> &str {
        self.keys[name].as_str().unwrap()
    }

    /// Joins with the network's file, and has medink start the node.
    fn joins(&mut self, specification: &Path) {
        self.machine.medink("network join").arg(specification).ok();
        let up = self
            .machine
            .up_as(&format!("--validator --peer-port {}", self.port));
        assert_eq!(up["network"]["validator"], true, "{up}");
        assert_eq!(up["network"]["name"], "Clinics", "{up}");
    }

    /// A command of its own, which waits for a block and not for finality: that takes a second more each time.
    fn network(&self, words: &str) -> Call<'_> {
        self.machine
            .medink(&format!("--wait included --as clinic network {words}"))
    }

    fn status(&self) -> Value {
        self.machine.medink("network status").ok()
    }

    /// The open motion of this number, as soon as this hospital's node knows it with so many ayes.
    fn motion(&self, number: &Value, ayes: usize) -> Value {
        let mut found = Value::Null;
        until("the motion is known", || {
            let motions = self.machine.medink("network motions").ok();
            let of_number = |motion: &&Value| motion["number"] == *number;
            found = match motions["motions"].as_array().unwrap().iter().find(of_number) {
                Some(motion) => motion.clone(),
                None => Value::Null,
            };
            found["ayes"].as_array().is_some_and(|found| found.len() == ayes)
        });
        found
    }

    /// Whether the hospital of this account has made blocks of late.
    fn sees_blocks_of(&self, account: &str) -> bool {
        let status = self.status();
        let validators = status["validators"].as_array().unwrap();
        validators
            .iter()
            .any(|one| one["account"] == account && one["blocks"].as_u64() > Some(0))
    }
}

/// What a task of the node's program prints.
fn asked_of_node(task: &[&str], more: &[&str]) -> String {
    let output = Command::new(e2e_parts::node())
        .args(task)
        .args(more)
        .output()
        .expect("the node's program can be started");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}

/// A raw value of the chain's state, as the node of this machine has it.
fn state(machine: &Machine, key: &str) -> Value {
    let address = machine.rpc().strip_prefix("ws://").unwrap();
    let question = json!({ "jsonrpc": "2.0", "id": 1, "method": "state_getStorage", "params": [key] });
    let headers = [("content-type", "application/json")];
    let answer = http::request(address, "POST", "/", &headers, question.to_string().as_bytes());
    let answer: Value = serde_json::from_slice(&answer.whole()).unwrap();
    answer["result"].clone()
}

/// Two hospitals begin, a third one joins by their votes (one of which comes from Polkadot.js), makes blocks, takes part in
/// what needs the runtime's highest right, and leaves.
#[test]
fn hospitals_decide_together_who_is_one_of_them_and_what_their_runtime_does() {
    let (mut first, mut second, mut third) = (Clinic::new(), Clinic::new(), Clinic::new());
    // As short as they may be.
    let mut words = vec![
        "build-spec",
        "--name",
        "Clinics",
        "--slot",
        "1000",
        "--session",
        "5",
    ];
    let bootnode = format!("/ip4/127.0.0.1/tcp/{}/p2p/{}", first.port, first.key("peer"));
    words.extend(["--bootnode", &bootnode]);
    let beginnings = [&first, &second].map(|clinic| format!("{}={}", clinic.account, clinic.key("keys")));
    for beginning in &beginnings {
        words.extend(["--hospital", beginning]);
    }
    let specification = first.machine.write("clinics.json", asked_of_node(&words, &[]));
    for clinic in [&mut first, &mut second, &mut third] {
        clinic.joins(&specification);
    }
    until("both make blocks, and they are final", || {
        let final_ones = first.status()["finalized"].as_u64();
        final_ones > Some(0) && first.sees_blocks_of(&second.account)
    });
    let status = first.machine.medink("status").ok();
    assert_eq!(status["network"]["validator"], true, "{status}");
    first
        .machine
        .medink("up --validator=false")
        .fails(Kind::Usage)
        .says("medink down, medink up");

    // The third gets something to pay with, lays down the keys of its own node, and has nothing to say yet.
    first
        .machine
        .medink(&format!("--as clinic account fund {} 10", third.account))
        .ok();
    until("the third has been paid", || {
        let seen = third.machine.medink("account show clinic").ok();
        seen["balance"].as_str().is_some_and(|free| free != "0")
    });
    let dry = third.network("keys --dry-run").ok();
    assert_eq!(dry["transactions"][0]["what"], "session.setKeys", "{dry}");
    assert_eq!(dry["transactions"][0]["deposit_charged"], "301500000000", "{dry}");
    let laid = third.network("keys").ok();
    assert_eq!(laid["keys"].as_str().unwrap().len(), 2 + 128, "{laid}");
    assert_ne!(laid["keys"], third.keys["keys"], "the node made new ones");
    third
        .network(&format!("propose join {}", third.account))
        .fails(Kind::Refused)
        .says("is no hospital of this network");

    // One vote is not two thirds of two.
    let made = first.network(&format!("propose join {}", third.account)).ok();
    let number = &made["motion"];
    assert_eq!(made["decided"], false, "{made}");
    first
        .network(&format!("propose join {}", third.account))
        .fails(Kind::Refused)
        .says("is about the same");
    first
        .network(&format!("close {number}"))
        .fails(Kind::Refused)
        .says("has 1 of the 2 votes");
    first
        .network(&format!("vote {number} yes"))
        .fails(Kind::Refused)
        .says("has voted so");
    first.network("vote 77 no").fails(Kind::NotFound);
    let motion = second.motion(number, 1);
    assert_eq!(motion["ayes"], json!([first.account]), "{motion}");
    assert!(
        motion["what"].as_str().unwrap().contains(&third.account),
        "{motion}"
    );
    assert_eq!(motion["state"], "open", "{motion}");

    let file = second.machine.work("clinic.json");
    second
        .machine
        .medink("account export clinic --output")
        .arg(&file)
        .ok();
    let seen = votes_by_polkadot_js(&second.machine, &file, motion["hash"].as_str().unwrap());
    assert_eq!(seen["motion"], "hospitals.addMember", "{seen}");
    assert_eq!(seen["threshold"], 2, "{seen}");
    assert_eq!(seen["seats"].as_array().unwrap().len(), 2, "{seen}");
    assert_eq!(seen["before"], json!([first.account]), "{seen}");
    assert_eq!(seen["after"], json!([first.account, second.account]), "{seen}");

    // Whoever it is about may close it, too: all was said.
    assert_eq!(third.motion(number, 2)["state"], "carried");
    let closed = third.network(&format!("close {number}")).ok();
    assert_eq!(closed["carried_out"], true, "{closed}");
    until("the third makes blocks", || first.sees_blocks_of(&third.account));
    let status = first.status();
    assert_eq!(status["hospitals"].as_array().unwrap().len(), 3, "{status}");

    // What takes the highest right: `system.setStorage([("decided", 1)])`, and this build's own runtime once more, which
    // the chain refuses to take for a newer one.
    let call = "0x0004041c646563696465640401";
    let text = first.machine.write("call.txt", call);
    let runtime = first.machine.work("runtime.wasm");
    asked_of_node(&["runtime", "--output"], &[runtime.to_str().unwrap()]);
    let proposed = |words: &str, file: &Path| first.network(words).arg(file).ok()["motion"].clone();
    let motions = [
        proposed("propose call", &text),
        proposed("propose upgrade", &runtime),
    ];
    first
        .network("carry-out call")
        .arg(&text)
        .fails(Kind::Refused)
        .says("have not decided");
    for number in &motions {
        second.motion(number, 1);
        let voted = second.network(&format!("vote {number} yes")).ok();
        assert_eq!(voted["state"], "carried", "{voted}");
        let closed = second.network(&format!("close {number}")).ok();
        assert_eq!(closed["carried_out"], true, "{closed}");
    }
    assert_eq!(state(&second.machine, "0x64656369646564"), Value::Null);
    second.network("carry-out call").arg(&text).ok();
    assert_eq!(state(&second.machine, "0x64656369646564"), "0x01");
    second
        .network("carry-out call")
        .arg(&text)
        .fails(Kind::Refused)
        .says("was handed in before");
    second
        .network("carry-out upgrade")
        .arg(&runtime)
        .fails(Kind::Refused)
        .says("SpecVersionNeedsToIncrease");

    // It leaves: its own vote and one other are two thirds of three.
    let left = third.network("leave").ok();
    let number = &left["motion"];
    second.motion(number, 1);
    second.network(&format!("vote {number} yes")).ok();
    second.network(&format!("close {number}")).ok();
    until("the two others go on without it", || {
        let status = second.status();
        let makers = status["validators"].as_array().unwrap();
        status["hospitals"].as_array().unwrap().len() == 2 && makers.len() == 2
    });
}

/// Votes yes on a motion with the libraries under Polkadot.js Apps (`e2e-tests/polkadot-js`). What they saw.
fn votes_by_polkadot_js(machine: &Machine, key_file: &Path, motion: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../polkadot-js");
    e2e_parts::libraries(&folder, "@polkadot/api");
    let passphrase = fs::read_to_string(machine.passphrase_file()).unwrap();
    let run = Command::new(e2e_parts::nodejs())
        .current_dir(&folder)
        .args(["network.js", machine.rpc()])
        .arg(key_file)
        .args([passphrase.trim(), motion])
        .output()
        .unwrap_or_else(|e| panic!("Node.js can't be started: {e}"));
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(
        run.status.success(),
        "{said}\n{}",
        String::from_utf8_lossy(&run.stderr)
    );
    serde_json::from_str(said.lines().last().unwrap()).unwrap()
}
