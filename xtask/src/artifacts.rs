//! A contract's bundle as files: `<name>.contract` (code and metadata, for wallets and Polkadot.js Apps),
//! `<name>.json` (metadata alone) and `<name>.wasm` (code alone), in cargo-contract's format.
//!
//! Holds no time, no path and no name of the machine, so that the same input gives the same bytes.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use contract_metadata::{
    CodeHash, Compiler, Contract, ContractMetadata, Language, Source, SourceCompiler, SourceLanguage,
    SourceWasm,
};
use serde_json::{Map, Value};

use crate::canonical;
use crate::fingerprint::blake2_256;
use crate::toolchain::Toolchain;
use crate::workspace::Package;

/// The content of the three files.
#[derive(PartialEq, Eq)]
pub struct Artifacts {
    name: String,
    /// The code, as it is uploaded.
    pub wasm: Vec<u8>,
    contract: Vec<u8>,
    json: Vec<u8>,
}

impl Artifacts {
    /// Puts together the bundle of `package` from its code and from the metadata that ink! generated.
    pub fn new(
        package: &Package,
        toolchain: &Toolchain,
        wasm: Vec<u8>,
        abi: Map<String, Value>,
    ) -> Result<Self> {
        let version = |text: &str| semver::Version::parse(text).with_context(|| format!("version {text}"));
        let mut contract = Contract::builder();
        contract
            .name(package.name.clone())
            .version(version(&package.version)?)
            .authors(package.authors.clone());
        if let Some(license) = &package.license {
            contract.license(license.clone());
        }
        if let Some(description) = &package.description {
            contract.description(description.clone());
        }
        let contract = contract.build().map_err(anyhow::Error::msg)?;
        let build_info = toolchain
            .identity()
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value.into()));
        let source = Source::new(
            Some(SourceWasm::new(wasm.clone())),
            CodeHash(blake2_256(&wasm)),
            SourceLanguage::new(Language::Ink, package.pinned("ink")?),
            SourceCompiler::new(Compiler::RustC, toolchain.rustc_version().clone()),
            Some(build_info.collect()),
        );
        let mut metadata = ContractMetadata::new(source, contract, None, None, canonical::sorted_map(abi));
        let bundle = serde_json::to_vec(&canonical::sorted(serde_json::to_value(&metadata)?))?;
        metadata.remove_source_wasm_attribute();
        let mut json = serde_json::to_vec_pretty(&canonical::sorted(serde_json::to_value(&metadata)?))?;
        json.push(b'\n');
        Ok(Self {
            name: package.name.clone(),
            wasm,
            contract: bundle,
            json,
        })
    }

    /// The three files of the contract `name` in `folder`, where they are or would be.
    pub fn paths(folder: &Path, name: &str) -> [PathBuf; 3] {
        ["contract", "json", "wasm"].map(|kind| folder.join(name).join(format!("{name}.{kind}")))
    }

    /// Writes the files to `folder/<name>/`.
    pub fn write(&self, folder: &Path) -> Result<()> {
        for (path, bytes) in self.files(folder) {
            write_whole(&path, bytes)?;
        }
        Ok(())
    }

    /// The files in `folder` whose bytes are not these, or that are missing.
    pub fn differing(&self, folder: &Path) -> Vec<PathBuf> {
        let differs = |path: &Path, bytes: &[u8]| fs::read(path).map_or(true, |there| there != bytes);
        self.files(folder)
            .into_iter()
            .filter(|(path, bytes)| differs(path, bytes))
            .map(|(path, _)| path)
            .collect()
    }

    fn files(&self, folder: &Path) -> [(PathBuf, &[u8]); 3] {
        let [contract, json, wasm] = Self::paths(folder, &self.name);
        [(contract, &self.contract), (json, &self.json), (wasm, &self.wasm)]
    }
}

/// Writes a file whole or not at all, so that nobody who reads meanwhile gets half of it.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let cannot = || format!("cannot write {}", path.display());
    let folder = path.parent().with_context(cannot)?;
    fs::create_dir_all(folder).with_context(cannot)?;
    let mut file = tempfile::Builder::new()
        .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))
        .tempfile_in(folder)
        .with_context(cannot)?;
    std::io::Write::write_all(&mut file, bytes).with_context(cannot)?;
    file.persist(path).with_context(cannot)?;
    Ok(())
}

/// Lower-case hexadecimal, without a prefix.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(wasm: &[u8]) -> Artifacts {
        Artifacts {
            name: "audit".into(),
            wasm: wasm.to_vec(),
            contract: b"{}".to_vec(),
            json: b"{ }".to_vec(),
        }
    }

    #[test]
    fn what_was_written_does_not_differ_and_what_was_touched_does() {
        let folder = tempfile::tempdir().unwrap();
        let artifacts = sample(b"code");
        assert_eq!(artifacts.differing(folder.path()).len(), 3, "nothing there yet");
        artifacts.write(folder.path()).unwrap();
        assert_eq!(artifacts.differing(folder.path()), Vec::<PathBuf>::new());
        let [contract, json, wasm] = Artifacts::paths(folder.path(), "audit");
        assert!(contract.is_file() && json.is_file() && wasm.ends_with("audit/audit.wasm"));
        assert_eq!(sample(b"other code").differing(folder.path()), [wasm]);
    }

    #[test]
    fn the_code_hash_is_blake2b_256() {
        // RFC 7693 has BLAKE2b-512 only; this is the 32-byte digest of "abc" by `b2sum -l 256`.
        assert_eq!(
            hex(&blake2_256(b"abc")),
            "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"
        );
    }
}
