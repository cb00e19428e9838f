//! A foreign contract: it passes whatever it is given on to whomever it is told, as any contract on a public
//! chain may. For forged actors and for callers that are contracts without rights.

use crate::{Chain, Receipt};
use medink_types::AccountId;

/// The input is the callee's account and the data to call it with; the answer is the callee's, its revert too.
/// `seal1.call`: flags 0, all gas, no value (sixteen zero bytes at 64).
const MODULE: &str = r#"
(module
    (import "env" "memory" (memory 1 16))
    (import "seal0" "seal_input" (func $input (param i32 i32)))
    (import "seal0" "seal_return" (func $return (param i32 i32 i32)))
    (import "seal1" "seal_call" (func $call (param i32 i32 i64 i32 i32 i32 i32 i32) (result i32)))
    ;; 0: length of the input, 4: length of the output, 64: value, 256: input, 32768: output
    (data (i32.const 0) "\00\40\00\00\00\40\00\00")
    (func (export "deploy"))
    (func (export "call") (local $code i32)
        (call $input (i32.const 256) (i32.const 0))
        (local.set $code
            (call $call
                (i32.const 0) (i32.const 256) (i64.const 0) (i32.const 64)
                (i32.const 288) (i32.sub (i32.load (i32.const 0)) (i32.const 32))
                (i32.const 32768) (i32.const 4)))
        ;; 0 is success, 2 that the callee reverted with an answer; anything else is a failed call.
        (if (i32.and (i32.ne (local.get $code) (i32.const 0)) (i32.ne (local.get $code) (i32.const 2)))
            (then unreachable))
        (call $return
            (i32.ne (local.get $code) (i32.const 0))
            (i32.const 32768) (i32.load (i32.const 4)))))
"#;

/// A deployed foreign contract.
#[derive(Debug, Clone, Copy)]
pub struct Forwarder(pub AccountId);

impl Forwarder {
    /// Deploys one.
    pub fn deploy(chain: &mut Chain, by: AccountId) -> Self {
        let wasm = wat::parse_str(MODULE).expect("the module is valid");
        Forwarder(
            chain
                .deploy(by, &wasm, Vec::new())
                .expect("its constructor does nothing"),
        )
    }

    /// Has `by` call it, and it call `contract` with `data`.
    pub fn forward(self, chain: &mut Chain, by: AccountId, contract: AccountId, data: &[u8]) -> Receipt {
        let mut input = contract.0.to_vec();
        input.extend(data);
        chain.call(by, self.0, input)
    }
}
