//! What the bundles' modules are allowed. That their metadata is what the table in `medink_interface` says, its own test
//! sees to.

use e2e_contracts::{Bundle, Part};

/// What the design allows a module: a chain's limit is 256 KiB, ours leaves room for deposits to stay low.
#[test]
fn no_module_is_larger_than_40_kilobytes() {
    for contract in Part::ALL {
        let size = Bundle::of(contract).wasm.len();
        assert!(size <= 40 * 1024, "{contract:?} has {size} bytes");
    }
}

/// No contract can end itself or run another's code on its own storage. Its code is replaced by `upgrade_code` alone,
/// which is the admin contract's to call.
#[test]
fn no_module_can_be_ended() {
    for contract in Part::ALL {
        let wasm = &Bundle::of(contract).wasm;
        for name in ["terminate", "delegate_call", "call_runtime", "chain_extension"] {
            let found = wasm.windows(name.len()).any(|window| window == name.as_bytes());
            assert!(!found, "{contract:?} imports {name}");
        }
    }
}
