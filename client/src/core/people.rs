//! Admins, doctors and patients: registration, profiles, the directory, suspension.

use crate::core::keyring::no_consent;
use crate::core::profile::{DoctorProfile, PatientProfile, from_bytes, to_bytes};
use crate::core::settle::not_a_patient;
use crate::core::{Actor, Done, Medink, Quiet};
use crate::error::{Error, Kind, Result};
use medink_chain::{ChainExt, contracts};
use medink_seal::card::Card;
use medink_seal::profile as sealing;
use medink_types::{AccountId, Doctor, Page, Patient, Roles, bounds};

/// A doctor with the opened profile; none where it is empty, or can't be opened with this deployment's key.
#[derive(Debug, Clone)]
pub struct DoctorView {
    /// What the chain says.
    pub doctor: Doctor,
    /// What the directory says.
    pub profile: Option<DoctorProfile>,
}

/// A patient with the opened profile.
#[derive(Debug, Clone)]
pub struct PatientView {
    /// What the chain says.
    pub patient: Patient,
    /// What the profile says; none where there is none.
    pub profile: Option<PatientProfile>,
}

impl Medink {
    /// The roles of an account.
    pub async fn roles(&self, account: AccountId) -> Result<Roles> {
        Ok(self
            .chain
            .read(&contracts::admin::roles(self.deployment.admin(), account))
            .await?)
    }

    /// Makes an account an admin. Guard: admin.
    pub async fn add_admin(&self, actor: &Actor, account: AccountId) -> Result<Done<()>> {
        self.one(
            actor,
            contracts::admin::add_admin(self.deployment.admin(), account),
        )
        .await
    }

    /// Takes an admin's role. Guard: admin; the last one stays.
    pub async fn remove_admin(&self, actor: &Actor, account: AccountId) -> Result<Done<()>> {
        self.one(
            actor,
            contracts::admin::remove_admin(self.deployment.admin(), account),
        )
        .await
    }

    /// All admins.
    pub async fn admins(&self) -> Result<Vec<AccountId>> {
        let at = self.deployment.admin();
        self.all(|start, limit| contracts::admin::admins(at, start, limit))
            .await
    }

    /// A page of the admins.
    pub async fn admins_from(&self, start: u64, limit: u32) -> Result<Page<AccountId>> {
        let limit = limit.min(self.system_parameters().await?.max_page);
        let page = contracts::admin::admins(self.deployment.admin(), start, limit);
        Ok(self.chain.read(&page).await?)
    }

    /// Registers the doctor of a registration card. Guard: admin.
    pub async fn register_doctor(
        &self,
        actor: &Actor,
        card: &Card,
        profile: Option<&DoctorProfile>,
    ) -> Result<Done<()>> {
        let address = card.address();
        let sealed = match profile {
            Some(profile) => self.seal_doctor(&address, profile)?,
            None => Vec::new(),
        };
        let key = card.recipient().key.as_bytes().to_vec();
        self.one(
            actor,
            contracts::doctor::register_doctor(self.deployment.doctor(), address.into(), &key, &sealed),
        )
        .await
    }

    /// Registers the patient of a registration card; the profile is sealed to the patient's key. Guard: admin, or the
    /// patient where self-registration is open.
    pub async fn register_patient(
        &self,
        actor: &Actor,
        card: &Card,
        profile: Option<&PatientProfile>,
    ) -> Result<Done<()>> {
        let address: AccountId = card.address().into();
        let sealed = match profile {
            Some(profile) => {
                sealing::seal_at_desk(&self.scope(address), card.recipient(), &to_bytes(profile)?)?
            }
            None => Vec::new(),
        };
        let key = card.recipient().key.as_bytes().to_vec();
        self.one(
            actor,
            contracts::patient::register_patient(self.deployment.patient(), address, &key, &sealed),
        )
        .await
    }

    /// Suspends a doctor. Guard: admin.
    pub async fn suspend_doctor(&self, actor: &Actor, doctor: AccountId) -> Result<Done<()>> {
        self.one(
            actor,
            contracts::doctor::suspend_doctor(self.deployment.doctor(), doctor),
        )
        .await
    }

    /// Reinstates a doctor. Guard: admin.
    pub async fn reinstate_doctor(&self, actor: &Actor, doctor: AccountId) -> Result<Done<()>> {
        self.one(
            actor,
            contracts::doctor::reinstate_doctor(self.deployment.doctor(), doctor),
        )
        .await
    }

    /// One doctor of the directory.
    pub async fn doctor(&self, account: AccountId) -> Result<DoctorView> {
        let at = self.deployment.doctor();
        let doctor = self
            .chain
            .read(&contracts::doctor::doctor(at, account))
            .await?
            .ok_or_else(|| {
                Error::new(
                    Kind::NotFound,
                    format!(
                        "{} is not registered as a doctor in this deployment",
                        self.address(&account)
                    ),
                )
                .next("Look at the directory.")
                .command("medink doctor list")
            })?;
        let profile = self.open_doctor(&doctor);
        Ok(DoctorView { doctor, profile })
    }

    /// What the directory calls an account; none for who is no doctor, or where the entry can't be opened.
    pub async fn directory_name(&self, account: AccountId) -> Result<Option<String>> {
        let doctor = contracts::doctor::doctor(self.deployment.doctor(), account);
        let found = self.chain.read(&doctor).await?;
        Ok(found
            .and_then(|doctor| self.open_doctor(&doctor))
            .map(|profile| profile.name))
    }

    /// The whole directory, page by page, profiles opened one by one.
    pub async fn doctors(&self) -> Result<Vec<DoctorView>> {
        let at = self.deployment.doctor();
        let listed = self
            .all(|start, limit| contracts::doctor::doctors(at, start, limit))
            .await?;
        let mut views = Vec::with_capacity(listed.len());
        for doctor in listed {
            views.push(self.doctor(doctor.account).await?);
        }
        Ok(views)
    }

    /// A page of the directory, profiles opened.
    pub async fn doctors_from(&self, start: u64, limit: u32) -> Result<Page<DoctorView>> {
        let limit = limit.min(self.system_parameters().await?.max_page);
        let page = contracts::doctor::doctors(self.deployment.doctor(), start, limit);
        let Page { items, total, next } = self.chain.read(&page).await?;
        let mut views = Vec::with_capacity(items.len());
        for doctor in items {
            views.push(self.doctor(doctor.account).await?);
        }
        Ok(Page {
            items: views,
            total,
            next,
        })
    }

    /// Writes the actor's own directory profile. Guard: the doctor.
    pub async fn update_doctor_profile(&self, actor: &Actor, profile: &DoctorProfile) -> Result<Done<()>> {
        let sealed = self.seal_doctor(actor.id().as_ref(), profile)?;
        self.one(
            actor,
            contracts::doctor::update_profile(self.deployment.doctor(), &sealed),
        )
        .await
    }

    /// The actor's own profile as a patient.
    pub async fn own_patient_profile(&self, actor: &Actor) -> Result<PatientView> {
        let patient = self.patient(actor.id()).await?;
        let profile = if patient.profile.is_empty() {
            None
        } else {
            let bytes = sealing::open_as_patient(&actor.encryption, &actor.secrets, &patient.profile)?;
            Some(from_bytes(&bytes)?)
        };
        Ok(PatientView { patient, profile })
    }

    /// A patient's profile as a doctor with consent sees it. The access is logged first.
    pub async fn patient_profile(&self, actor: &Actor, patient: AccountId) -> Result<Done<PatientView>> {
        let found = self.patient(patient).await?;
        if found.profile.is_empty() {
            return Ok(Done {
                value: PatientView {
                    patient: found,
                    profile: None,
                },
                steps: Vec::new(),
            });
        }
        let ring = self.keyring(actor, patient).await?;
        let allowed =
            contracts::doctor::has_access(self.deployment.doctor(), patient, actor.id(), bounds::PROFILE);
        if !self.chain.read(&allowed).await? {
            return Err(no_consent());
        }
        let mut steps = Vec::new();
        let access = contracts::patient::log_access(self.deployment.patient(), patient, bounds::PROFILE);
        self.step(actor, &access, &mut steps).await?;
        let bytes = ring.open_profile(&found.profile)?;
        Ok(Done {
            value: PatientView {
                patient: found,
                profile: Some(from_bytes(&bytes)?),
            },
            steps,
        })
    }

    /// Writes the actor's own profile as a patient, readable for doctors with consent. Guard: the patient.
    pub async fn update_patient_profile(&self, actor: &Actor, profile: &PatientProfile) -> Result<Done<()>> {
        let mut steps = Vec::new();
        let generation = self.settle(actor, &mut steps, &Quiet).await?;
        let key = actor.secrets.generation_key(generation)?;
        let sealed = sealing::seal_by_generation(&self.scope(actor.id()), &key, &to_bytes(profile)?)?;
        self.step(
            actor,
            &contracts::patient::update_profile(self.deployment.patient(), &sealed),
            &mut steps,
        )
        .await?;
        Ok(Done { value: (), steps })
    }

    /// What the chain says of a patient.
    pub async fn patient(&self, account: AccountId) -> Result<Patient> {
        let at = self.deployment.patient();
        self.chain
            .read(&contracts::patient::patient(at, account))
            .await?
            .ok_or_else(not_a_patient)
    }

    /// Submits a single message.
    pub(super) async fn one<T: Send>(
        &self,
        actor: &Actor,
        message: medink_chain::Message<T>,
    ) -> Result<Done<T>> {
        let mut steps = Vec::new();
        let value = self.step(actor, &message, &mut steps).await?;
        Ok(Done { value, steps })
    }

    fn seal_doctor(&self, doctor: &[u8; 32], profile: &DoctorProfile) -> Result<Vec<u8>> {
        let key = self.deployment.directory_key();
        Ok(sealing::seal_doctor(
            &self.deployment.sealing(),
            doctor,
            &key,
            &to_bytes(profile)?,
        )?)
    }

    fn open_doctor(&self, doctor: &Doctor) -> Option<DoctorProfile> {
        if doctor.profile.is_empty() {
            return None;
        }
        let key = self.deployment.directory_key();
        // A profile that this directory key does not open was written by somebody with another: it shows as absent.
        let bytes = sealing::open_doctor(
            &self.deployment.sealing(),
            doctor.account.as_ref(),
            &key,
            &doctor.profile,
        )
        .ok()?;
        from_bytes(&bytes).ok()
    }
}
