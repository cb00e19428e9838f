//! What real writers make, for each reader: the corpora begin with it.

use e2e_bytes::{Known, runtime};
use medink_core::Deployment;
use medink_core::audit::{self, Line, Title};
use medink_core::deployment::{CodeHashes, Made};
use medink_core::journal::{Pending, Task};
use medink_core::note::{Note, NoteKind};
use medink_core::profile::{DoctorProfile, PatientProfile};
use medink_interface::Event;
use medink_local::backup::Source;
use medink_local::{Config, Folders};
use medink_seal::card::Card;
use medink_seal::{DirectoryKey, backup, ss58};
use medink_types::events::RecordAdded;
use medink_types::{Action, Cid, Contracts, KeyBy, LogEntry, Page, Record, RecordState, SealedKey};
use rust_unixfs::file::adder::{Chunker, FileAdder};
use scale::{Compact, Encode};
use std::collections::BTreeMap;
use std::io::Read;

/// The reader, the seed's name, the bytes.
pub fn good() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let known = Known::get();
    let note = Note {
        title: "Influenza".into(),
        text: Some("Rest.".into()),
        code: Some("http://hl7.org/fhir/sid/icd-10|J11".into()),
        dosage: None,
    };
    let resource = note.to_fhir(NoteKind::Diagnosis, "P", "D", "2026-01-02T03:04:05Z");
    let patient = PatientProfile {
        name: "Ada L".into(),
        ..PatientProfile::default()
    };
    let doctor = DoctorProfile {
        name: "Dr. Grace H".into(),
        specialty: Some("Cardiology".into()),
        ..DoctorProfile::default()
    };
    let form = form_urlencoded::Serializer::new(String::new())
        .append_pair("name", "Ada & Zoë")
        .append_pair("records", "1")
        .append_pair("records", "2")
        .finish();
    let mut all = vec![
        ("record", "small", known.sealed("record")),
        ("details", "all", serde_json::to_vec(&Known::details()).unwrap()),
        ("sealed_key", "first", known.sealed("person-pairwise")),
        ("sealed_key", "second", known.sealed("person-pairwise-second-key")),
        ("profile", "desk", known.sealed("profile-desk")),
        ("profile", "generation", known.sealed("profile-generation")),
        ("profile", "doctor", known.sealed("profile-doctor")),
        ("journal", "sealed", known.sealed("journal")),
        ("journal", "opened", pending().encode()),
        ("profile_text", "patient", serde_json::to_vec(&patient).unwrap()),
        ("profile_text", "doctor", serde_json::to_vec(&doctor).unwrap()),
        ("note", "given", serde_json::to_vec(&note).unwrap()),
        ("note", "resource", resource.unwrap().to_vec()),
        ("card", "text", known.answer("card").into()),
        ("form", "fields", form.into_bytes()),
        ("deployment", "complete", deployment().into_bytes()),
        ("export", "entries", export().into_bytes()),
        ("key_file", "medink", known.answer("key-file").into()),
        ("address", "phrase", b"//Alice//stash".to_vec()),
        (
            "table",
            "patients",
            format!("card,name\n{},Ada L\n", known.answer("card")).into_bytes(),
        ),
    ];
    let wraps = [
        ("record-by-generation", "wrap-record-by-generation"),
        ("record-by-pairwise", "wrap-record-by-pairwise"),
        ("generation-by-pairwise", "wrap-generation-by-pairwise"),
        ("link", "wrap-generation-link"),
        ("profile-by-pairwise", "wrap-profile-by-pairwise"),
    ];
    all.extend(wraps.map(|(name, answer)| ("wrapped_key", name, known.sealed(answer))));
    for (name, prefix) in [("one-byte", 42), ("two-bytes", 2_007)] {
        let text = ss58::encode(&known.patient.address(), prefix).unwrap();
        all.push(("address", name, text.into_bytes()));
    }
    all.extend(sealed(known));
    all.extend(machine());
    all.extend(memory());
    all.extend(chain());
    all.extend(store());
    all.extend(typed());
    all
}

type Seed = (&'static str, &'static str, Vec<u8>);

/// What else is sealed or signed.
fn sealed(known: &Known) -> Vec<Seed> {
    let card = Card::parse(known.answer("card")).unwrap();
    let signed = card.signed_key();
    vec![
        ("backup", "small", known.sealed("backup")),
        (
            "signed_key",
            "first",
            [signed.key_bytes().as_slice(), signed.signature()].concat(),
        ),
        ("reason", "emergency", known.sealed("visit-reason")),
        ("reason", "consent", known.sealed("consent-signature")),
    ]
}

/// Files of a machine.
fn machine() -> Vec<Seed> {
    let wasm = b"\0asm\x01\0\0\0";
    let hash = hex::encode(medink_interface::blake2_256(wasm));
    let wasm = hex::encode(wasm);
    let bundle =
        format!(r#"{{"source":{{"hash":"0x{hash}","wasm":"0x{wasm}"}},"contract":{{"name":"admin"}}}}"#);
    let ready = format!(
        r#"{{"rpc":"ws://127.0.0.1:9944","genesis":"0x{}","pid":4711}}"#,
        hex::encode([7; 32])
    );
    vec![
        ("archive", "machine", archive()),
        ("specification", "network", SPECIFICATION.into()),
        ("config", "clinic", CONFIG.into()),
        ("node_line", "ready", ready.into_bytes()),
        (
            "node_line",
            "peering",
            br#"{"validator":true,"port":30333}"#.to_vec(),
        ),
        (
            "node_line",
            "keys",
            br#"{"peer":"12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp","keys":"0x00"}"#.to_vec(),
        ),
        ("bundle", "admin", bundle.into_bytes()),
    ]
}

/// As the node's program writes it, without the runtime that it holds.
const SPECIFICATION: &str = r#"{
  "name": "Clinics",
  "id": "medink-network",
  "chainType": "Live",
  "bootNodes": ["/dns/node.clinic.example/tcp/30333/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp"],
  "telemetryEndpoints": null,
  "protocolId": "medink-clinics",
  "properties": { "tokenDecimals": 12, "tokenSymbol": "UNIT" },
  "codeSubstitutes": {},
  "genesis": { "raw": { "top": { "0x3a636f6465": "0x00" }, "childrenDefault": {} } }
}
"#;

const CONFIG: &str = r#"profile = "clinic"

[profiles.clinic]
node = "wss://chain.clinic.example"
account = "reception"
wait = "finalized"
stores = ["embedded", { ipfs = "https://ipfs.clinic.example", credentials-file = "secrets/ipfs" }]
copies = 2

[profiles.embedded]
account = "//Alice"
"#;

/// What is behind the seal of a small machine's backup.
fn archive() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let folders = Folders::at(folder.path().join("home")).unwrap();
    folders.prepare().unwrap();
    std::fs::create_dir_all(folders.accounts()).unwrap();
    std::fs::write(
        folders.accounts().join("ada.json"),
        Known::get().answer("key-file"),
    )
    .unwrap();
    std::fs::write(folders.config_file(), "").unwrap();
    let config = Config::load(&folders).unwrap();
    let source = Source {
        folders: &folders,
        config: &config,
        store: false,
    };
    let mut sealed = Vec::new();
    source.to_stream(&mut sealed, "passphrase").unwrap();
    let key = backup::Key::of(&mut sealed.as_slice(), "passphrase").unwrap();
    let mut archive = Vec::new();
    key.open(sealed.as_slice())
        .unwrap()
        .read_to_end(&mut archive)
        .unwrap();
    archive
}

/// What this machine remembers, in the form that its types have on a disk.
fn memory() -> Vec<Seed> {
    let record = Record {
        number: 7,
        cid: Some(Cid([3; 36])),
        key: Some(SealedKey {
            by: KeyBy::Generation(2),
            bytes: [5; 60],
        }),
        author: [6; 32].into(),
        created: 1_700_000_000_000,
        amends: None,
        refers_to: Some(1),
        state: RecordState::Live,
    };
    let details = serde_json::to_vec(&Known::details()).unwrap();
    let serials = BTreeMap::from([([2u8; 32], 3u32)]);
    let patients = BTreeMap::from([([1u8; 32], 0u8), ([2; 32], 2)]);
    let person = Some(("Ada L", Some("1815-12-10")));
    vec![
        ("memory", "seen", (4u32, serials, vec![[8u8; 16]]).encode()),
        ("memory", "patients", patients.encode()),
        (
            "memory",
            "visit",
            (Some((1_700_000_000_000u64, 9u64, 2u64)), 2u64, vec![[2u8; 32]]).encode(),
        ),
        (
            "memory",
            "templates",
            vec![(1u8, "Follow-up", "Again in a week.")].encode(),
        ),
        (
            "memory",
            "index-head",
            (12u64, [1u8; 32], person, vec![[4u8; 32]]).encode(),
        ),
        ("memory", "index-part", vec![(record, 2u8, details)].encode()),
    ]
}

/// What a node answers.
fn chain() -> Vec<Seed> {
    let id = |byte: u8| runtime::AccountId32([byte; 32]);
    let called = |pallet: u8, call: u8, arguments: &[u8]| [&[pallet, call], arguments].concat();
    let account = [&[0u8][..], &[7; 32]].concat();
    let votes = runtime::Votes {
        index: 3,
        threshold: 2,
        ayes: vec![id(1)],
        nays: vec![id(2)],
        end: 900,
    };
    let nobodys = runtime::Account {
        nonce: 5,
        consumers: 1,
        data: runtime::AccountData {
            free: 1_000_000_000_000,
            reserved: 7,
            frozen: 0,
        },
    };
    let contract = runtime::Contract {
        trie_id: vec![1; 8],
        code_hash: runtime::H256([9; 32]),
    };
    let weight = (Compact(10u64), Compact(20u64));
    // Consumed, required, a deposit that is charged, what was printed; then what was returned, and no events.
    let dry_run = (
        weight,
        weight,
        (1u8, 33u128),
        Vec::<u8>::new(),
        (0u8, 0u32, vec![0u8, 0]),
        None::<()>,
    );
    let page = Page {
        items: vec![entry()],
        total: 1,
        next: None,
    };
    let added = RecordAdded {
        actor: [1; 32].into(),
        subject: [2; 32].into(),
        number: 8,
        amends: None,
        refers_to: None,
    };
    let signatures = Event::signatures();
    let (_, topic) = signatures
        .iter()
        .find(|(name, _)| *name == "RecordAdded")
        .unwrap();
    vec![
        ("metadata", "here", runtime::metadata()),
        ("motion", "join", called(21, 0, &account)),
        ("motion", "leave", called(21, 1, &account)),
        ("motion", "allow", called(22, 0, &[5; 32])),
        ("call", "set-code", b"0x00020861736d".to_vec()),
        ("value", "votes", votes.encode()),
        ("value", "account", nobodys.encode()),
        ("value", "contract", contract.encode()),
        ("value", "hospitals", vec![[1u8; 32], [2; 32]].encode()),
        ("value", "price", (weight, 0u8, 12_345u128).encode()),
        ("value", "dry-run", dry_run.encode()),
        ("events", "block", block(*topic, added.encode())),
        (
            "emitted",
            "record-added",
            [topic.as_slice(), &added.encode()].concat(),
        ),
        ("answer", "log", Ok::<_, ()>(Ok::<_, ()>(page)).encode()),
        ("answer", "number", Ok::<_, ()>(7u32).encode()),
        (
            "node_words",
            "full-disk",
            br#"{"writable":false,"free":1048576,"needed":67108864}"#.to_vec(),
        ),
    ]
}

/// The events of a block: a record was added, a motion's call failed, and so did what the council had allowed.
fn block(topic: [u8; 32], data: Vec<u8>) -> Vec<u8> {
    use runtime::{AccountId32, Event as In};
    let one = |index, event, topics| runtime::Happened {
        phase: runtime::Phase::ApplyExtrinsic(index),
        event,
        topics,
    };
    let (me, contract) = (|| AccountId32([1; 32]), || AccountId32([4; 32]));
    let emitted = runtime::Contracts::ContractEmitted {
        contract: contract(),
        data,
    };
    let held = runtime::Contracts::StorageDepositTransferredAndHeld {
        from: me(),
        to: contract(),
        amount: 1_000,
    };
    let paid = runtime::Payment::TransactionFeePaid {
        who: me(),
        actual_fee: 77,
        tip: 0,
    };
    let closed = runtime::Council::Executed {
        proposal_hash: [5; 32],
        result: Err(runtime::DispatchError::BadOrigin),
    };
    let post_info = runtime::PostInfo {
        actual_weight: Some(runtime::Weight {
            ref_time: Compact(1),
            proof_size: Compact(2),
        }),
        pays_fee: runtime::Pays::Yes,
    };
    let error = runtime::DispatchError::Module {
        index: 8,
        error: [1, 0, 0, 0],
    };
    let allowed = runtime::Whitelist::WhitelistedCallDispatched {
        call_hash: [6; 32],
        result: Err(runtime::Carried { post_info, error }),
    };
    vec![
        one(0, In::Contracts(emitted), vec![topic, [1; 32], [2; 32]]),
        one(0, In::Contracts(held), Vec::new()),
        one(0, In::TransactionPayment(paid), Vec::new()),
        one(0, In::System(runtime::System::ExtrinsicSuccess), Vec::new()),
        one(1, In::Council(closed), Vec::new()),
        one(2, In::Whitelist(allowed), Vec::new()),
    ]
    .encode()
}

fn entry() -> LogEntry {
    LogEntry {
        index: 0,
        contract: [4; 32].into(),
        actor: [2; 32].into(),
        subject: [3; 32].into(),
        action: Action::RecordAdded,
        reference: [9; 32],
        block: 5,
        timestamp: 1_700_000_000_000,
        previous: [0; 32],
    }
}

/// What a store hands over.
fn store() -> Vec<Seed> {
    let mut adder = FileAdder::builder().with_chunker(Chunker::Size(4)).build();
    let mut left: &[u8] = b"0123456789";
    while !left.is_empty() {
        let taken = adder.push(left).1;
        left = &left[taken..];
    }
    let root = adder.finish().last().unwrap().1;
    let cid = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
    vec![
        ("block", "three-leaves", root),
        (
            "daemon",
            "stat",
            br#"{"Hash":"x","CumulativeSize":10,"Local":true,"SizeLocal":10}"#.to_vec(),
        ),
        (
            "daemon",
            "pin",
            format!(r#"{{"Cid":"{cid}","Type":"recursive"}}"#).into_bytes(),
        ),
        (
            "daemon",
            "version",
            br#"{"Version":"0.41.0","Repo":"16"}"#.to_vec(),
        ),
        ("daemon", "credentials", b"basic:medink:secret".to_vec()),
        ("daemon", "address", b"http://127.0.0.1:5001".to_vec()),
        (
            "daemon",
            "file",
            b"CIQOHMGEIKMPYHAUTL57JSEZN64SIJ5OIHSGJG4TJSSJLGI3PBJLQVI.data".to_vec(),
        ),
    ]
}

/// What is typed, and what is shown.
fn typed() -> Vec<Seed> {
    let resource = br#"{"resourceType":"Condition","code":{"text":"Influenza"},"note":[{"text":"Rest."},{"text":"Drink."}]}"#;
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 4, 2);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer
        .write_image_data(&[0, 80, 160, 255, 255, 160, 80, 0])
        .unwrap();
    writer.finish().unwrap();
    vec![
        ("typed", "day", b"2027-03-31".to_vec()),
        ("typed", "span", b"2h 30m".to_vec()),
        ("typed", "amount", b"12.5".to_vec()),
        (
            "typed",
            "head",
            format!("3:{}", hex::encode([7; 32])).into_bytes(),
        ),
        ("typed", "node", b"wss://chain.clinic.example:443".to_vec()),
        ("fhir", "condition", resource.to_vec()),
        ("picture", "png", png),
        ("picture", "jpeg", hex::decode(JPEG).unwrap()),
    ]
}

/// JPEG (ITU-T T.81, baseline): 16 by 8 pixels, the left half red, the right half blue.
const JPEG: &str = "ffd8ffe000104a46494600010100000100010000ffdb0043000808080808080808080808080808080808080808080808\
    0808080808080808080808080808080808080808080808080808080808080808080808080808080808ffc00011080008\
    001003011100021100031100ffc4001c0000000009000000000000000000000000000102030405060708ffc400141001\
    00000000000000000000000000000000ffda000c03010002000300003f0062cca1ff0099045521adffd9";

fn pending() -> Pending {
    let mut cid = vec![0x01, 0x55, 0x12, 0x20];
    cid.extend([2; 32]);
    Pending {
        patient: [1; 32],
        cid,
        key: SealedKey {
            by: KeyBy::Generation(1),
            bytes: [3; 60],
        },
        task: Task::Amend(7),
        submitted: true,
    }
}

fn deployment() -> String {
    let made = Made {
        deployer: [8; 32].into(),
        admin_data: vec![1, 2, 3],
        audit_max_page: 50,
    };
    let key = DirectoryKey::from_bytes(&[7; 32]);
    let mut it = Deployment::start("Test".into(), [1; 32], [2; 32], &key, CodeHashes::default(), made);
    let contracts = Contracts {
        audit: [4; 32].into(),
        doctor: [5; 32].into(),
        patient: [6; 32].into(),
    };
    it.set_addresses([3; 32].into(), contracts);
    it.complete = true;
    it.to_text().unwrap()
}

/// Two entries, the second by a foreign contract.
fn export() -> String {
    let mut previous = [0; 32];
    let mut lines = Vec::new();
    for (index, contract) in [(0, [4; 32]), (1, [0x66; 32])] {
        let entry = LogEntry {
            index,
            contract: contract.into(),
            previous,
            ..entry()
        };
        let hash = audit::hash(&entry);
        let line = Line {
            index,
            contract: hex::encode(contract),
            actor: hex::encode([2; 32]),
            subject: hex::encode([3; 32]),
            action: "RecordAdded".into(),
            code: entry.action.encode()[0],
            reference: hex::encode(entry.reference),
            block: entry.block,
            timestamp: entry.timestamp,
            previous: hex::encode(previous),
            hash: hex::encode(hash),
            foreign: contract == [0x66; 32],
        };
        previous = hash;
        lines.push(serde_json::to_string(&line).unwrap());
    }
    let one = |n: u8| hex::encode([n; 32]);
    let title = Title {
        medink_log: 1,
        genesis: one(1),
        admin: one(3),
        audit: one(4),
        doctor: one(5),
        patient: one(6),
        count: 2,
        hash: hex::encode(previous),
    };
    lines.insert(0, serde_json::to_string(&title).unwrap());
    lines.join("\n") + "\n"
}
