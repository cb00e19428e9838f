//! The bundles' metadata says what `messages` says: no message is missing from the tests, none is of another name,
//! and every message that changes state is known to do so.

use e2e_contracts::{Bundle, Contract, messages, selector};
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

#[test]
fn every_message_tells_a_person_what_it_does() {
    for contract in Contract::ALL {
        let metadata = &Bundle::of(contract).metadata;
        for message in metadata["spec"]["messages"].as_array().unwrap() {
            let docs = message["docs"].as_array().unwrap();
            assert!(
                !docs.is_empty(),
                "{contract:?}: {} has no doc line",
                message["label"]
            );
        }
    }
}

/// What the design allows a module: a chain's limit is 256 KiB, ours leaves room for deposits to stay low.
#[test]
fn no_module_is_larger_than_32_kilobytes() {
    for contract in Contract::ALL {
        let size = Bundle::of(contract).wasm.len();
        assert!(size <= 32 * 1024, "{contract:?} has {size} bytes");
    }
}

/// No contract can replace its code, end itself, or run another's code on its own storage.
#[test]
fn no_module_can_be_replaced_or_ended() {
    for contract in Contract::ALL {
        let wasm = &Bundle::of(contract).wasm;
        for name in [
            "set_code_hash",
            "terminate",
            "delegate_call",
            "call_runtime",
            "chain_extension",
        ] {
            let found = wasm.windows(name.len()).any(|window| window == name.as_bytes());
            assert!(!found, "{contract:?} imports {name}");
        }
    }
}
