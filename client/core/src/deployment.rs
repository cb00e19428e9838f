//! The deployment file: where the four contracts of a chain are, and the directory key of its members.
//!
//! One file per chain, named after the genesis hash. The directory key opens the doctors' directory, which is
//! sealed so that the public can't read it; whoever has the file can. It never opens anything of a patient.

use crate::error::{Error, Kind, Result};
use crate::files;
use medink_seal::DirectoryKey;
use medink_types::{AccountId, Contracts};
use medink_words::said;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};

/// The version of the file's format.
const FORMAT: u32 = 2;

/// Largest deployment file that is read, in bytes.
const LARGEST: u64 = 64 * 1024;

/// A deployment of the four contracts.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deployment {
    format: u32,
    /// The chain's name, for people.
    pub chain: String,
    #[serde(with = "bytes32")]
    genesis: [u8; 32],
    #[serde(with = "bytes32")]
    admin: [u8; 32],
    #[serde(with = "bytes32")]
    audit: [u8; 32],
    #[serde(with = "bytes32")]
    doctor: [u8; 32],
    #[serde(with = "bytes32")]
    patient: [u8; 32],
    /// BLAKE2b-256 of each contract's WASM when it was deployed: admin, audit, doctor, patient. The addresses follow
    /// from it for good; code that was upgraded since has another hash.
    pub code_hashes: CodeHashes,
    /// Whose transactions made the contracts.
    #[serde(with = "bytes32")]
    deployer: [u8; 32],
    /// Selector and arguments of admin's constructor.
    #[serde(with = "hex_bytes")]
    admin_data: Vec<u8>,
    /// The largest page of the log that audit was made with.
    audit_max_page: u32,
    #[serde(with = "bytes32")]
    directory_key: [u8; 32],
    /// Distinguishes this deployment's addresses from others of the same deployer.
    #[serde(with = "bytes32")]
    pub salt: [u8; 32],
    /// Whether every step of the deployment was seen done on the chain.
    pub complete: bool,
}

/// The code hashes of the four contracts.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeHashes {
    /// Of admin.
    #[serde(with = "bytes32")]
    pub admin: [u8; 32],
    /// Of audit.
    #[serde(with = "bytes32")]
    pub audit: [u8; 32],
    /// Of doctor.
    #[serde(with = "bytes32")]
    pub doctor: [u8; 32],
    /// Of patient.
    #[serde(with = "bytes32")]
    pub patient: [u8; 32],
}

/// By whom and with which parameters contracts are made. With code and salt their addresses follow from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Whose transactions make them.
    pub deployer: AccountId,
    /// Selector and arguments of admin's constructor.
    pub admin_data: Vec<u8>,
    /// The largest page of the log that audit is made with.
    pub audit_max_page: u32,
}

impl fmt::Debug for Deployment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deployment")
            .field("chain", &self.chain)
            .field("complete", &self.complete)
            .finish_non_exhaustive()
    }
}

impl Deployment {
    /// A deployment about to be made: its addresses follow.
    pub fn start(
        chain: String,
        genesis: [u8; 32],
        salt: [u8; 32],
        directory_key: &DirectoryKey,
        code_hashes: CodeHashes,
        made: Made,
    ) -> Self {
        Deployment {
            format: FORMAT,
            chain,
            genesis,
            admin: [0; 32],
            audit: [0; 32],
            doctor: [0; 32],
            patient: [0; 32],
            code_hashes,
            deployer: *made.deployer.as_ref(),
            admin_data: made.admin_data,
            audit_max_page: made.audit_max_page,
            directory_key: *directory_key.expose(),
            salt,
            complete: false,
        }
    }

    /// The chain's genesis hash.
    pub fn genesis(&self) -> [u8; 32] {
        self.genesis
    }

    /// The address of the admin contract, the root of the deployment.
    pub fn admin(&self) -> AccountId {
        self.admin.into()
    }

    /// The address of the audit contract.
    pub fn audit(&self) -> AccountId {
        self.audit.into()
    }

    /// The address of the doctor contract.
    pub fn doctor(&self) -> AccountId {
        self.doctor.into()
    }

    /// The address of the patient contract.
    pub fn patient(&self) -> AccountId {
        self.patient.into()
    }

    /// Takes the addresses that the contracts have got or will get.
    pub fn set_addresses(&mut self, admin: AccountId, contracts: Contracts) {
        self.admin = *admin.as_ref();
        self.audit = *contracts.audit.as_ref();
        self.doctor = *contracts.doctor.as_ref();
        self.patient = *contracts.patient.as_ref();
    }

    /// By whom and with which parameters the contracts were made.
    pub fn made(&self) -> Made {
        Made {
            deployer: self.deployer.into(),
            admin_data: self.admin_data.clone(),
            audit_max_page: self.audit_max_page,
        }
    }

    /// The addresses as the admin contract's registry keeps them.
    pub fn contracts(&self) -> Contracts {
        Contracts {
            audit: self.audit(),
            doctor: self.doctor(),
            patient: self.patient(),
        }
    }

    /// What every sealed thing of this deployment is bound to.
    pub fn sealing(&self) -> medink_seal::DeploymentId {
        medink_seal::DeploymentId {
            genesis: self.genesis,
            contract: self.admin,
        }
    }

    /// The key of the doctors' directory.
    pub fn directory_key(&self) -> DirectoryKey {
        DirectoryKey::from_bytes(&self.directory_key)
    }

    /// Where the deployment file of the chain with this genesis hash stands in `folder`.
    pub fn path(folder: &Path, genesis: [u8; 32]) -> PathBuf {
        folder.join(format!("{}.json", hex::encode(genesis)))
    }

    /// Reads the deployment file of a chain, or none where there is none.
    pub fn find(folder: &Path, genesis: [u8; 32]) -> Result<Option<Self>> {
        let path = Self::path(folder, genesis);
        let Some(text) = files::read_text(&path, LARGEST, || said!("core-file-deployment"))? else {
            return Ok(None);
        };
        let found = Self::parse(&text).map_err(|e| {
            e.at(said!(
                "core-deployment-file-at",
                path = path.display().to_string()
            ))
        })?;
        if found.genesis != genesis {
            return Err(Error::new(
                Kind::WrongChain,
                said!("core-deployment-file-name", path = path.display().to_string()),
            )
            .next(said!("core-deployment-file-name-next")));
        }
        Ok(Some(found))
    }

    /// Reads a deployment from the text of its file.
    pub fn parse(text: &str) -> Result<Self> {
        let found: Deployment = serde_json::from_str(text).map_err(|e| {
            Error::new(Kind::Damaged, said!("core-not-a-deployment", e = e.to_string()))
                .next(said!("core-not-a-deployment-next"))
        })?;
        if found.format != FORMAT {
            return Err(Error::new(
                Kind::Usage,
                said!("core-deployment-format", found = found.format, format = FORMAT),
            )
            .next(said!("core-deployment-format-next")));
        }
        Ok(found)
    }

    /// The text of its file.
    pub fn to_text(&self) -> Result<String> {
        serde_json::to_string_pretty(self)
            .map_err(|e| Error::new(Kind::Internal, said!("core-deployment-json", e = e.to_string())))
    }

    /// Writes the file, whole and durably, readable by its owner alone: what the contracts are sealed with stands nowhere
    /// else, and has to be on the disk before the first of them is on the chain.
    pub fn save(&self, folder: &Path) -> Result<PathBuf> {
        let path = Self::path(folder, self.genesis);
        files::write(&path, self.to_text()?.as_bytes(), || {
            said!("core-file-deployment")
        })?;
        Ok(path)
    }
}

/// Bytes as hex in JSON.
mod hex_bytes {
    use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&hex::encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        hex::decode(String::deserialize(from)?)
            .map_err(|e| D::Error::custom(format!("hex digits expected: {e}")))
    }
}

/// 32 bytes as hex in JSON.
mod bytes32 {
    use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8; 32], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&hex::encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<[u8; 32], D::Error> {
        let text = String::deserialize(from)?;
        let mut bytes = [0u8; 32];
        hex::decode_to_slice(&text, &mut bytes)
            .map_err(|e| D::Error::custom(format!("64 hex digits expected: {e}")))?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Deployment {
        let key = DirectoryKey::from_bytes(&[7; 32]);
        let made = Made {
            deployer: [8; 32].into(),
            admin_data: vec![1, 2, 3],
            audit_max_page: 50,
        };
        let mut it = Deployment::start("Test".into(), [1; 32], [2; 32], &key, CodeHashes::default(), made);
        let contracts = Contracts {
            audit: [4; 32].into(),
            doctor: [5; 32].into(),
            patient: [6; 32].into(),
        };
        it.set_addresses([3; 32].into(), contracts);
        it
    }

    #[test]
    fn a_deployment_survives_its_file() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Deployment::find(folder.path(), [1; 32]).unwrap().is_none());
        example().save(folder.path()).unwrap();
        let found = Deployment::find(folder.path(), [1; 32]).unwrap().unwrap();
        assert_eq!(found.contracts(), example().contracts());
        assert_eq!(found.directory_key().expose(), &[7; 32]);
    }

    #[test]
    fn a_file_of_another_chain_or_format_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = example().save(folder.path()).unwrap();
        std::fs::copy(&path, Deployment::path(folder.path(), [9; 32])).unwrap();
        assert_eq!(
            Deployment::find(folder.path(), [9; 32]).unwrap_err().kind,
            Kind::WrongChain
        );
        let newer = std::fs::read_to_string(&path)
            .unwrap()
            .replace("\"format\": 2", "\"format\": 3");
        assert_eq!(Deployment::parse(&newer).unwrap_err().kind, Kind::Usage);
        assert_eq!(Deployment::parse("{}").unwrap_err().kind, Kind::Damaged);
    }

    #[test]
    fn debug_output_keeps_the_directory_key() {
        assert!(!format!("{:?}", example()).contains("directory_key"));
    }
}
