//! The bundles' metadata says what `messages` says: no message is missing from the tests, none is of another name,
//! and every message that changes state is known to do so.

use e2e_contracts::{Bundle, Contract, messages, selector};
use ink::env::Event;
use medink_types::events;
use std::collections::BTreeSet;

#[test]
fn every_message_of_every_bundle_is_known_to_the_tests() {
    let mut deployed = BTreeSet::new();
    for contract in Contract::ALL {
        for (label, selector, mutates) in Bundle::of(contract).messages() {
            deployed.insert((contract, label, selector, mutates));
        }
    }
    let known: BTreeSet<_> = messages::all()
        .map(|(contract, label, mutates)| (contract, label.to_owned(), selector(label), mutates))
        .collect();
    assert_eq!(deployed, known);
}

/// Wallets and Polkadot.js Apps know an event by the signature in the metadata; what is emitted is compared with
/// `medink_types::events` wherever a test looks at an event.
#[test]
fn the_metadata_knows_every_event_by_its_signature() {
    macro_rules! signatures {
        ($($event:ident),*) => {
            BTreeSet::from([$((stringify!($event).to_owned(), events::$event::SIGNATURE_TOPIC.unwrap())),*])
        };
    }
    let emitted = signatures![
        RoleChanged,
        PauseChanged,
        ProposalChanged,
        CodeChanged,
        SystemParametersChanged,
        ContractsRegistered,
        AuthorizationChanged,
        AuditParametersChanged,
        ActionLogged,
        DoctorChanged,
        DoctorProfileChanged,
        AttestationChanged,
        EncryptionKeyReplaced,
        ConsentGranted,
        ConsentRevoked,
        ConsentRewrapped,
        PatientRegistered,
        PatientProfileChanged,
        RecordAdded,
        RecordResealed,
        RecordErased,
        RecordAccessed,
        GenerationRotated,
        LinkRenewed
    ];
    for contract in Contract::ALL {
        let mut described = BTreeSet::new();
        for event in Bundle::of(contract).metadata["spec"]["events"]
            .as_array()
            .unwrap()
        {
            let hex = event["signature_topic"].as_str().unwrap();
            let topic = hex::decode(hex.trim_start_matches("0x")).unwrap();
            let label = event["label"].as_str().unwrap().to_owned();
            described.insert((label, topic.try_into().unwrap()));
            let arguments = event["args"].as_array().unwrap().iter();
            let indexed = arguments.filter(|argument| argument["indexed"].as_bool().unwrap());
            let topics: Vec<_> = indexed
                .map(|argument| argument["label"].as_str().unwrap())
                .collect();
            assert_eq!(topics, ["actor", "subject"]);
        }
        assert_eq!(described, emitted, "{contract:?}");
    }
}

/// What the design allows a module: a chain's limit is 256 KiB, ours leaves room for deposits to stay low.
#[test]
fn no_module_is_larger_than_40_kilobytes() {
    for contract in Contract::ALL {
        let size = Bundle::of(contract).wasm.len();
        assert!(size <= 40 * 1024, "{contract:?} has {size} bytes");
    }
}

/// No contract can end itself or run another's code on its own storage. Its code is replaced by `upgrade_code` alone,
/// which is the admin contract's to call.
#[test]
fn no_module_can_be_ended() {
    for contract in Contract::ALL {
        let wasm = &Bundle::of(contract).wasm;
        for name in ["terminate", "delegate_call", "call_runtime", "chain_extension"] {
            let found = wasm.windows(name.len()).any(|window| window == name.as_bytes());
            assert!(!found, "{contract:?} imports {name}");
        }
    }
}
