//! What the tests against a real node share: accounts that sign, the contracts deployed, and a proxy that breaks
//! connections.

pub mod proxy;

use medink_chain::contracts::{admin, audit, doctor, patient};
use medink_chain::{
    Chain, ChainExt, Code, ConnectOptions, Instantiation, Signer, SignerError, SubmitOptions, SubxtChain,
};
use medink_types::{AccountId, AuditParameters, Cid, Contracts, SignedKey, SystemParameters};
use std::sync::Arc;

/// The contract's WASM module.
pub fn wasm(contract: &str) -> Vec<u8> {
    let path = e2e_parts::bundles()
        .join(contract)
        .join(format!("{contract}.wasm"));
    std::fs::read(&path)
        .unwrap_or_else(|e| panic!("{}: {e}. Build the bundles: `cargo xtask build`.", path.display()))
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
