//! How to connect.

use std::time::Duration;

/// How to connect to a node, and how long to wait for it.
#[derive(Debug, Clone)]
pub struct ConnectOptions {
    /// The genesis hash that the chain has to have; none takes any chain.
    pub expected_genesis: Option<[u8; 32]>,
    /// How long connecting may take.
    pub connect_within: Duration,
    /// How long a single answer may take.
    pub answer_within: Duration,
    /// How long to go on trying to open a broken connection again.
    pub reconnect_within: Duration,
    /// Whether `ws://` may lead to another machine, unencrypted.
    pub allow_plaintext: bool,
}

impl Default for ConnectOptions {
    /// Any chain; 10 s to connect, 30 s for an answer, 20 s to connect again; no plaintext to other machines.
    fn default() -> Self {
        ConnectOptions {
            expected_genesis: None,
            connect_within: Duration::from_secs(10),
            answer_within: Duration::from_secs(30),
            reconnect_within: Duration::from_secs(20),
            allow_plaintext: false,
        }
    }
}
