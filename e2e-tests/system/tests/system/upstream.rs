//! The whole story with the same program on a node that it did not start: ours, always, and upstream's `contracts-node`
//! where its program is named.

use crate::polkadot_js;
use crate::story::Clinic;
use e2e_parts::Node;
use e2e_system::Machine;

#[test]
fn the_story_plays_on_our_node_by_its_address() {
    let node = Node::temporary();
    Clinic::deploys(Machine::at(node.rpc())).plays();
}

#[test]
#[ignore = "needs upstream's contracts-node: name its program in MEDINK_CONTRACTS_NODE; substrate-node.md says how to get it"]
fn the_story_plays_on_upstreams_node() {
    let program = e2e_parts::contracts_node();
    let node = Node::upstream(&program);
    Clinic::deploys(Machine::at(node.rpc())).plays();
    drop(node);
    // On a chain of its own: it looks for the event of each code's first upload.
    polkadot_js::plays_on(&Node::upstream(&program));
}
