//! The whole story with the same program on a node that it did not start: ours, always, and upstream's `contracts-node`
//! where there is one.

use crate::polkadot_js;
use crate::story::Clinic;
use e2e_system::{Machine, PlainNode, contracts_node};
use std::io::Write;

const NOT_RUN: &str = "the whole story on upstream's contracts-node, which is not here";

#[test]
fn the_story_plays_on_our_node_by_its_address() {
    let node = PlainNode::ours();
    Clinic::deploys(Machine::at(node.rpc())).plays();
}

#[test]
fn the_story_plays_on_upstreams_node() {
    let Some(program) = contracts_node() else {
        // Past the test runner, which keeps what a passing test prints to itself.
        let notice = format!(
            "\n  ******************************************************************************\n  \
             NOT RUN: {NOT_RUN}.\n  \
             Name its program in MEDINK_CONTRACTS_NODE and run the tests again;\n  \
             substrate-node.md says how to get it.\n  \
             ******************************************************************************\n\n"
        );
        std::io::stderr().write_all(notice.as_bytes()).unwrap();
        let line = format!("NOT RUN: {NOT_RUN}\n");
        std::io::stdout().write_all(line.as_bytes()).unwrap();
        return;
    };
    let node = PlainNode::upstream(&program);
    Clinic::deploys(Machine::at(node.rpc())).plays();
    drop(node);
    // On a chain of its own: it looks for the event of each code's first upload.
    polkadot_js::plays_on(&PlainNode::upstream(&program));
}
