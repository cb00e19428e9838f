//! What the tests against a real node share: the node as a child process, accounts that sign, the contracts deployed,
//! and a proxy that breaks connections.

pub mod proxy;

use medink_chain::contracts::{admin, audit, doctor, patient};
use medink_chain::{
    Chain, ChainExt, Code, ConnectOptions, Instantiation, Signer, SignerError, SubmitOptions, SubxtChain,
};
use medink_types::{AccountId, AuditParameters, Cid, Contracts, SignedKey, SystemParameters};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

/// The contract's WASM module.
pub fn wasm(contract: &str) -> Vec<u8> {
    let path = e2e_parts::bundles()
        .join(contract)
        .join(format!("{contract}.wasm"));
    std::fs::read(&path)
        .unwrap_or_else(|e| panic!("{}: {e}. Build the bundles: `cargo xtask build`.", path.display()))
}

/// A node that runs until it is dropped.
pub struct Node {
    child: Child,
    pub url: String,
    pub port: u16,
}

impl Node {
    /// On a temporary chain and a free port.
    pub fn temporary() -> Node {
        Node::start(&["--tmp", "--rpc-port", "0"])
    }

    /// On a chain that is kept in a folder.
    pub fn persistent(base: &Path, port: u16) -> Node {
        Node::start(&[
            "--base-path",
            base.to_str().unwrap(),
            "--rpc-port",
            &port.to_string(),
        ])
    }

    fn start(arguments: &[&str]) -> Node {
        let binary = e2e_parts::node();
        let mut child = Command::new(&binary)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|e| panic!("{}: {e}. Build the node: `cargo xtask build`.", binary.display()));
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let ready: serde_json::Value =
            serde_json::from_str(&line).unwrap_or_else(|e| panic!("the node's first line is {line:?}: {e}"));
        let url = ready["rpc"].as_str().unwrap().to_owned();
        let port = url.rsplit(':').next().unwrap().parse().unwrap();
        Node { child, url, port }
    }

    /// Stops the node as a service manager would, and waits until it has saved everything.
    pub fn stop(&mut self) {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
        assert!(self.child.wait().unwrap().success());
    }

    /// Stops the node at once, as a crash would.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub async fn connect(&self) -> Arc<SubxtChain> {
        connect(&self.url).await
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Connects, as most tests do.
pub async fn connect(url: &str) -> Arc<SubxtChain> {
    let connected = SubxtChain::connect(url, ConnectOptions::default()).await;
    Arc::new(connected.unwrap())
}

/// An account that signs.
#[derive(Clone)]
pub struct Key(medink_seal::Account);

impl Key {
    pub fn dev(name: &str) -> Key {
        Key(medink_seal::Account::from_suri(&format!("//{name}")).unwrap())
    }

    pub fn id(&self) -> AccountId {
        AccountId::from(self.0.address())
    }

    /// Its first encryption key, signed, as it is registered with.
    pub fn encryption(&self) -> SignedKey {
        let key = medink_seal::SignedKey::new(&self.0, 1).unwrap();
        SignedKey {
            key: key.key_bytes().to_vec().into(),
            serial: key.serial(),
            signature: (*key.signature()).into(),
        }
    }
}

/// A content identifier: CIDv1, raw, SHA2-256, with this number in its digest.
pub fn cid(n: u32) -> Cid {
    let mut cid = [0; 36];
    cid[..4].copy_from_slice(&[0x01, 0x55, 0x12, 0x20]);
    cid[32..].copy_from_slice(&n.to_be_bytes());
    Cid(cid)
}

impl Signer for Key {
    fn account(&self) -> [u8; 32] {
        self.0.address()
    }

    fn sign(&self, payload: &[u8]) -> Result<[u8; 64], SignerError> {
        Ok(self.0.sign(payload))
    }
}

/// Where the four contracts are.
#[derive(Debug, Clone, Copy)]
pub struct Deployed {
    pub admin: AccountId,
    pub audit: AccountId,
    pub doctor: AccountId,
    pub patient: AccountId,
}

async fn make(chain: &dyn Chain, signer: &dyn Signer, contract: &str, data: Vec<u8>) -> AccountId {
    let options = SubmitOptions::default();
    let code = chain
        .upload_code(signer, &wasm(contract), &options)
        .await
        .unwrap();
    let new = Instantiation {
        code: Code::Existing(code.code_hash),
        data,
        salt: Vec::new(),
        value: 0,
        label: format!("the {contract} contract"),
    };
    chain.instantiate(signer, &new, &options).await.unwrap().address
}

/// Deploys and wires the four contracts; `signer` is the first admin.
pub async fn deploy(chain: &dyn Chain, signer: &dyn Signer) -> Deployed {
    let options = SubmitOptions::default();
    let at_admin = make(
        chain,
        signer,
        "admin",
        admin::new(SystemParameters::default(), &[]),
    )
    .await;
    let parameters = AuditParameters { max_page: 50 };
    let at_audit = make(chain, signer, "audit", audit::new(at_admin, parameters)).await;
    let at_doctor = make(chain, signer, "doctor", doctor::new(at_admin, at_audit)).await;
    let at_patient = make(
        chain,
        signer,
        "patient",
        patient::new(at_admin, at_audit, at_doctor),
    )
    .await;
    let contracts = Contracts {
        audit: at_audit,
        doctor: at_doctor,
        patient: at_patient,
    };
    chain
        .call(signer, &admin::register_contracts(at_admin, contracts), &options)
        .await
        .unwrap();
    Deployed {
        admin: at_admin,
        audit: at_audit,
        doctor: at_doctor,
        patient: at_patient,
    }
}
