//! Deploying: upload, instantiate and wire the four contracts.
//!
//! Every step looks first whether it is done: an interrupted deployment is resumed, a finished one is left alone.
//! Addresses follow from deployer, code, arguments and salt (pallet-contracts' default address generator), so the
//! deployment file knows them before the first contract is there.

use crate::deployment::{CodeHashes, Deployment, Made};
use crate::error::{Error, Kind, Result};
use crate::files;
use crate::{Step, Watch};
use medink_chain::{
    Chain, ChainExt, Code, Instantiation, Signer, SubmitOptions, contract_address, contracts,
};
use medink_seal::DirectoryKey;
use medink_types::{AccountId, AuditParameters, Contracts, SystemParameters, bounds};
use medink_words::{Said, said};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Largest bundle that is read, in bytes; those of today have 140 KB.
const LARGEST_BUNDLE: u64 = 4 * 1024 * 1024;

/// The four contracts' code, as `cargo xtask bundle` wrote it.
pub struct Bundles {
    admin: Bundle,
    audit: Bundle,
    doctor: Bundle,
    patient: Bundle,
}

struct Bundle {
    name: &'static str,
    wasm: Vec<u8>,
    hash: [u8; 32],
}

/// How a system is to begin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// What all contracts obey.
    pub parameters: SystemParameters,
    /// Admins beside the deployer, so that a quorum above 1 can be satisfied from the start.
    pub admins: Vec<AccountId>,
}

/// What deploying came to.
#[derive(Debug)]
pub struct Deployed {
    /// Where everything is.
    pub deployment: Deployment,
    /// The transactions that it took; none where all was done before.
    pub steps: Vec<Step>,
}

impl Bundles {
    /// Where the bundles are: in the folder given, else in `ink/` beside this program or one folder above.
    pub fn folder(given: Option<&Path>) -> Result<PathBuf> {
        if let Some(given) = given {
            return Ok(given.to_path_buf());
        }
        let program = std::env::current_exe().map_err(|e| Error::io(said!("core-program-folder"), &e))?;
        program
            .ancestors()
            .skip(1)
            .take(2)
            .map(|folder| folder.join("ink"))
            .find(|folder| folder.is_dir())
            .ok_or_else(|| {
                Error::new(Kind::NotFound, said!("core-no-bundles")).next(said!("core-no-bundles-next"))
            })
    }

    /// Reads `<folder>/<name>/<name>.contract` for each of the four.
    pub fn read(folder: &Path) -> Result<Self> {
        Ok(Bundles {
            admin: Bundle::read(folder, "admin")?,
            audit: Bundle::read(folder, "audit")?,
            doctor: Bundle::read(folder, "doctor")?,
            patient: Bundle::read(folder, "patient")?,
        })
    }

    /// The hashes that pallet-contracts knows the code by.
    pub fn hashes(&self) -> CodeHashes {
        CodeHashes {
            admin: self.admin.hash,
            audit: self.audit.hash,
            doctor: self.doctor.hash,
            patient: self.patient.hash,
        }
    }
}

impl Bundle {
    fn read(folder: &Path, name: &'static str) -> Result<Self> {
        let NewCode { wasm, hash } = NewCode::read(&folder.join(name).join(format!("{name}.contract")))?;
        Ok(Bundle { name, wasm, hash })
    }
}

/// Code that a contract may get, out of a bundle.
pub struct NewCode {
    /// The WASM.
    pub wasm: Vec<u8>,
    /// Its BLAKE2b-256, by which pallet-contracts knows it.
    pub hash: [u8; 32],
}

impl NewCode {
    /// Reads a `.contract` file.
    ///
    /// # Errors
    /// [`Kind::Io`]; [`Kind::Damaged`] where code and hash do not fit.
    pub fn read(path: &Path) -> Result<Self> {
        let where_from = || said!("core-make-bundles");
        let text = files::read_text(path, LARGEST_BUNDLE, || said!("core-file-bundle"))
            .map_err(|e| e.next(where_from()))?
            .ok_or_else(|| {
                Error::new(
                    Kind::Io,
                    said!("core-no-bundle", path = path.display().to_string()),
                )
                .next(where_from())
            })?;
        NewCode::parse(&text).map_err(|error| {
            error
                .at(said!("core-place", place = path.display().to_string()))
                .next(said!("core-make-bundle"))
        })
    }

    /// Takes it out of the text of a `.contract` file.
    ///
    /// # Errors
    /// [`Kind::Damaged`] where it is none, or code and hash do not fit.
    pub fn parse(text: &str) -> Result<Self> {
        #[derive(Deserialize)]
        struct File {
            source: Source,
        }
        #[derive(Deserialize)]
        struct Source {
            hash: String,
            wasm: String,
        }
        let damaged = |why: Said| {
            Error::new(Kind::Damaged, said!("core-bundle-damaged", why = why))
                .next(said!("core-bundle-damaged-next"))
        };
        let file: File = serde_json::from_str(text).map_err(|_| damaged(said!("core-bundle-not-valid")))?;
        let decode = |text: &str| hex::decode(text.trim_start_matches("0x"));
        let wasm = decode(&file.source.wasm).map_err(|_| damaged(said!("core-bundle-no-hex")))?;
        let hash: [u8; 32] = crate::blake2_256(&wasm);
        if decode(&file.source.hash).ok().as_deref() != Some(hash.as_slice()) {
            return Err(damaged(said!("core-bundle-hash")));
        }
        Ok(NewCode { wasm, hash })
    }
}

/// Deploys with `deployer`, who becomes the first admin, or resumes or finds what is there. `folder` is where
/// deployment files are kept.
pub async fn deploy(
    chain: &dyn Chain,
    deployer: &dyn Signer,
    bundles: &Bundles,
    wish: &Wish,
    folder: &Path,
    options: &SubmitOptions,
    watch: &dyn Watch,
) -> Result<Deployed> {
    let plan = Plan::make(chain, deployer, bundles, wish, folder).await?;
    let mut steps = Vec::new();
    let Plan {
        mut deployment,
        instantiations,
        there,
    } = plan;
    if deployment.complete {
        return Ok(Deployed { deployment, steps });
    }
    let made = async {
        deployment.save(folder)?;
        for (bundle, new) in [&bundles.admin, &bundles.audit, &bundles.doctor, &bundles.patient]
            .into_iter()
            .zip(instantiations)
        {
            watch.say(&said!("told-instantiating", contract = bundle.name));
            let uploaded = chain.upload_code(deployer, &bundle.wasm, options).await?;
            note(&mut steps, format!("{}: upload", bundle.name), uploaded.receipt);
            let made = chain.instantiate(deployer, &new, options).await?;
            note(&mut steps, format!("{}: instantiate", bundle.name), made.receipt);
        }
        wire(chain, deployer, &deployment, options, &mut steps, watch).await?;
        deployment.complete = true;
        deployment.save(folder)?;
        Ok::<_, Error>(())
    };
    match made.await {
        Ok(()) => Ok(Deployed { deployment, steps }),
        // Nothing is on the chain: what this machine noted of it would only look like something that was begun.
        Err(error) if error.kind == Kind::Funds && steps.is_empty() && !there => {
            files::remove_for_good(&Deployment::path(folder, deployment.genesis()), || {
                said!("core-file-deployment")
            })?;
            Err(unpaid(&error))
        }
        Err(error) => Err(error.after(steps, &chain.identity().token)),
    }
}

fn unpaid(error: &Error) -> Error {
    let what = said!("core-deployment-unpaid", why = error.what.clone());
    Error::new(Kind::Funds, what).next(said!("core-deployment-unpaid-next"))
}

/// What is to be made, and where it will be.
struct Plan {
    deployment: Deployment,
    instantiations: [Instantiation; 4],
    /// Whether something of it is on the chain.
    there: bool,
}

impl Plan {
    async fn make(
        chain: &dyn Chain,
        deployer: &dyn Signer,
        bundles: &Bundles,
        wish: &Wish,
        folder: &Path,
    ) -> Result<Self> {
        let identity = chain.identity();
        let hashes = bundles.hashes();
        let who: AccountId = deployer.account().into();
        let made = Made {
            deployer: who,
            admin_data: contracts::admin::new(wish.parameters, &wish.admins),
            audit_max_page: bounds::PAGE,
        };
        let known = Deployment::find(folder, identity.genesis)?;
        let there = match &known {
            Some(known) => chain.code_hash_of(known.admin()).await?.is_some(),
            None => false,
        };
        let mut deployment = match known {
            Some(known) if there || (known.code_hashes == hashes && known.made() == made) => known,
            // The chain was started anew, or nothing of the earlier attempt got there: begin again with this code.
            _ => Deployment::start(
                identity.name.clone(),
                identity.genesis,
                random()?,
                &directory_key()?,
                hashes.clone(),
                made.clone(),
            ),
        };
        if there && !deployment.complete && deployment.code_hashes != hashes {
            return Err(
                Error::new(Kind::Usage, said!("core-other-bundles")).next(said!("core-other-bundles-next"))
            );
        }
        let new = |(code, data): (&[u8; 32], Vec<u8>), label: &str| Instantiation {
            code: Code::Existing(*code),
            data,
            salt: deployment.salt.to_vec(),
            value: 0,
            label: label.to_owned(),
        };
        let Derived {
            admin,
            contracts:
                Contracts {
                    audit,
                    doctor,
                    patient,
                },
            data,
        } = derive(&made, &hashes, &deployment.salt);
        let [admin_data, audit_data, doctor_data, patient_data] = data;
        let instantiations = [
            new((&hashes.admin, admin_data), "admin.new"),
            new((&hashes.audit, audit_data), "audit.new"),
            new((&hashes.doctor, doctor_data), "doctor.new"),
            new((&hashes.patient, patient_data), "patient.new"),
        ];
        if !there {
            deployment.complete = false;
            deployment.set_addresses(
                admin,
                Contracts {
                    audit,
                    doctor,
                    patient,
                },
            );
        } else if !deployment.complete && deployment.admin() != admin {
            return Err(
                Error::new(Kind::Usage, said!("core-other-deployer")).next(said!("core-other-deployer-next"))
            );
        }
        Ok(Plan {
            deployment,
            instantiations,
            there,
        })
    }
}

/// The addresses that follow from how contracts are made, and their constructors' data in the order of deployment.
pub(super) struct Derived {
    pub(super) admin: AccountId,
    pub(super) contracts: Contracts,
    data: [Vec<u8>; 4],
}

/// pallet-contracts' default address generator: deployer, code, constructor data and salt are all that an address
/// follows from. Each contract's data names the ones before it, so that genuine code with a foreign neighbour is
/// elsewhere.
pub(super) fn derive(made: &Made, code: &CodeHashes, salt: &[u8; 32]) -> Derived {
    let at = |code: [u8; 32], data: &[u8]| contract_address(made.deployer, code, data, salt);
    let admin_data = made.admin_data.clone();
    let admin = at(code.admin, &admin_data);
    let parameters = AuditParameters {
        max_page: made.audit_max_page,
    };
    let audit_data = contracts::audit::new(admin, parameters);
    let audit = at(code.audit, &audit_data);
    let doctor_data = contracts::doctor::new(admin, audit);
    let doctor = at(code.doctor, &doctor_data);
    let patient_data = contracts::patient::new(admin, audit, doctor);
    let patient = at(code.patient, &patient_data);
    Derived {
        admin,
        contracts: Contracts {
            audit,
            doctor,
            patient,
        },
        data: [admin_data, audit_data, doctor_data, patient_data],
    }
}

async fn wire(
    chain: &dyn Chain,
    deployer: &dyn Signer,
    deployment: &Deployment,
    options: &SubmitOptions,
    steps: &mut Vec<Step>,
    watch: &dyn Watch,
) -> Result<()> {
    let admin = deployment.admin();
    match chain.read(&contracts::admin::contracts(admin)).await? {
        None => {
            watch.say(&said!("told-registering"));
            let message = contracts::admin::register_contracts(admin, deployment.contracts());
            let called = chain.call(deployer, &message, options).await?;
            note(steps, "admin.register_contracts".into(), Some(called.receipt));
        }
        Some(wired) if wired == deployment.contracts() => {}
        Some(_) => {
            return Err(Error::new(Kind::Damaged, said!("core-other-contracts"))
                .next(said!("core-other-contracts-next")));
        }
    }
    Ok(())
}

fn note(steps: &mut Vec<Step>, what: String, receipt: Option<medink_chain::Receipt>) {
    if let Some(receipt) = receipt {
        steps.push(Step { what, receipt });
    }
}

fn directory_key() -> Result<DirectoryKey> {
    DirectoryKey::generate()
        .map_err(|e| Error::new(Kind::Internal, said!("core-directory-key", e = e.said())))
}

fn random() -> Result<[u8; 32]> {
    // A directory key is 32 random bytes: a salt needs nothing else.
    Ok(*directory_key()?.expose())
}
