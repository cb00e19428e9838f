//! Admins, doctors and patients: registration, profiles, the directory, suspension.

use crate::advice::Advice;
use crate::error::{Error, Kind, Result};
use crate::housekeeping::not_a_patient;
use crate::keyring::no_consent;
use crate::profile::{DoctorProfile, PatientProfile, from_bytes, to_bytes};
use crate::registration::check_spendable;
use crate::{Done, Medink, Operation, blake2_256, proof};
use medink_chain::{ChainExt, Message, contracts};
use medink_seal::card::Card;
use medink_seal::profile as sealing;
use medink_types::{
    AccountId, Decision, Doctor, Page, Patient, Proposal, Roles, SealedProfile, SignedKey, bounds,
};
use medink_words::said;

/// A doctor with the opened profile; none where it is empty, or can't be opened with this deployment's key.
#[derive(Debug, Clone)]
pub struct DoctorView {
    /// What the chain says.
    pub doctor: Doctor,
    /// What the directory says.
    pub profile: Option<DoctorProfile>,
}

/// What the directory calls a doctor, and what that is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name, as the doctor or an admin wrote it.
    pub name: String,
    /// The admin who attested it; none where the doctor has changed the profile since, or nobody did.
    pub attested_by: Option<AccountId>,
}

impl DoctorView {
    /// What the directory calls the doctor; none where there is no name.
    pub fn named(&self) -> Option<Named> {
        let profile = self.profile.as_ref().filter(|profile| !profile.name.is_empty())?;
        Some(Named {
            name: profile.name.clone(),
            attested_by: self.doctor.attested.map(|attested| attested.by),
        })
    }
}

/// A patient with the opened profile.
#[derive(Debug, Clone)]
pub struct PatientView {
    /// What the chain says.
    pub patient: Patient,
    /// What the profile says; none where there is none.
    pub profile: Option<PatientProfile>,
}

impl DoctorView {
    /// The digest of the sealed profile: what an attestation is bound to.
    pub fn digest(&self) -> [u8; 32] {
        blake2_256(&self.doctor.profile)
    }
}

impl Operation<'_> {
    /// Proposes to make an account an admin; done at once where one approval is enough. Guard: admin. Then sends it
    /// `fund`, in the token's smallest unit, also where approvals are missing yet: an admin pays for each step.
    pub async fn add_admin(&self, account: AccountId, fund: Option<u128>) -> Result<Done<Decision>> {
        if let Some(amount) = fund {
            check_spendable(self.chain.as_ref(), self.actor, amount).await?;
        }
        let at = self.deployment.admin();
        let message = contracts::admin::propose(at, Proposal::AddAdmin(account));
        self.run(async {
            let decision = self.step(&message).await?;
            if let Some(amount) = fund {
                self.sent(account, amount).await.map_err(|e| {
                    e.at(said!("core-proposed-unfunded"))
                        .next(said!("core-send-on-its-own"))
                        .advise(Advice::FundAccount)
                })?;
            }
            Ok(decision)
        })
        .await
    }

    /// Proposes to take an admin's role; done at once where one approval is enough. Guard: admin; the last one stays.
    pub async fn remove_admin(&self, account: AccountId) -> Result<Done<Decision>> {
        self.propose(Proposal::RemoveAdmin(account)).await
    }

    /// Attests what a doctor's profile says, as the admin has seen it: refused where it has changed since. The
    /// attestation lapses when the profile changes. Guard: admin.
    pub async fn attest_doctor(&self, seen: &DoctorView) -> Result<Done<()>> {
        if seen.profile.is_none() {
            return Err(Error::new(Kind::NotFound, said!("core-no-profile-to-attest"))
                .next(said!("core-no-profile-to-attest-next"))
                .advise(Advice::UpdateDoctor));
        }
        let at = self.deployment.doctor();
        let message = contracts::doctor::attest_doctor(at, seen.doctor.account, seen.digest());
        self.one(message).await
    }

    /// Takes the attestation of a doctor's profile back. Guard: admin.
    pub async fn withdraw_attestation(&self, doctor: AccountId) -> Result<Done<()>> {
        let at = self.deployment.doctor();
        self.one(contracts::doctor::withdraw_attestation(at, doctor))
            .await
    }

    /// Replaces the actor's encryption key, as a doctor, a patient or both, by the next one. What was sealed to the
    /// one before stays readable to the actor; its authors seal it again at their next use. Returns the new serial.
    /// Guard: the owner.
    pub async fn new_encryption_key(&self) -> Result<Done<u32>> {
        let (doctor, patient) = (self.deployment.doctor(), self.deployment.patient());
        let as_doctor = self
            .chain
            .read(&contracts::doctor::encryption_key(doctor, self.actor.id()))
            .await?;
        let as_patient = self
            .chain
            .read(&contracts::patient::encryption_key(patient, self.actor.id()))
            .await?;
        let serial = |key: &Option<SignedKey>| key.as_ref().map_or(0, |key| key.serial);
        let present = serial(&as_doctor).max(serial(&as_patient));
        if present == 0 {
            return Err(not_a_patient());
        }
        let next = present.checked_add(1).ok_or_else(|| {
            Error::new(Kind::Refused, said!("core-no-later-key")).next(said!("core-no-later-key-next"))
        })?;
        let key = proof::to_chain(&medink_seal::SignedKey::new(&self.actor.account, next)?);
        self.run(async {
            if as_doctor.is_some() {
                let message = contracts::doctor::replace_encryption_key(doctor, &key);
                self.step(&message).await?;
            }
            if as_patient.is_some() {
                let message = contracts::patient::replace_encryption_key(patient, &key);
                self.step(&message).await?;
            }
            Ok(next)
        })
        .await
    }

    /// Suspends a doctor. Guard: admin.
    pub async fn suspend_doctor(&self, doctor: AccountId) -> Result<Done<()>> {
        self.one(contracts::doctor::suspend_doctor(
            self.deployment.doctor(),
            doctor,
        ))
        .await
    }

    /// Reinstates a doctor. Guard: admin.
    pub async fn reinstate_doctor(&self, doctor: AccountId) -> Result<Done<()>> {
        self.one(contracts::doctor::reinstate_doctor(
            self.deployment.doctor(),
            doctor,
        ))
        .await
    }

    /// Writes the actor's own directory profile. Guard: the doctor.
    pub async fn update_doctor_profile(&self, profile: &DoctorProfile) -> Result<Done<()>> {
        let sealed = self.seal_doctor(self.actor.id().as_ref(), profile)?;
        self.one(contracts::doctor::update_profile(
            self.deployment.doctor(),
            &sealed,
        ))
        .await
    }

    /// The actor's own profile as a patient.
    pub async fn own_patient_profile(&self) -> Result<PatientView> {
        let patient = self.patient(self.actor.id()).await?;
        let profile = if patient.profile.is_empty() {
            None
        } else {
            let bytes = sealing::open_as_patient(&self.actor.keys, &self.actor.secrets, &patient.profile)?;
            Some(from_bytes(&bytes)?)
        };
        Ok(PatientView { patient, profile })
    }

    /// A patient's profile as a doctor with consent sees it. The access is logged first.
    pub async fn patient_profile(&self, patient: AccountId) -> Result<Done<PatientView>> {
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
        let ring = self.keyring(patient).await?;
        if !self.may_open(patient, bounds::PROFILE).await? {
            return Err(no_consent());
        }
        self.run(async {
            let access = contracts::patient::log_access(self.deployment.patient(), patient, bounds::PROFILE);
            self.step(&access).await?;
            let bytes = ring.open_profile(&found.profile)?;
            Ok(PatientView {
                patient: found,
                profile: Some(from_bytes(&bytes)?),
            })
        })
        .await
    }

    /// Writes the actor's own profile as a patient, readable for doctors with consent. Guard: the patient.
    pub async fn update_patient_profile(&self, profile: &PatientProfile) -> Result<Done<()>> {
        self.run(async {
            let generation = self.keep_house().await?;
            let key = self.actor.secrets.generation_key(generation)?;
            let sealed =
                sealing::seal_by_generation(&self.binding(self.actor.id()), &key, &to_bytes(profile)?)?
                    .into();
            self.step(&contracts::patient::update_profile(
                self.deployment.patient(),
                &sealed,
            ))
            .await?;
            Ok(())
        })
        .await
    }
}

impl Medink {
    /// What registers the doctor of a registration card, perhaps with an entry for the directory. Guard: admin.
    pub(crate) fn doctor_registration(
        &self,
        card: &Card,
        profile: Option<&DoctorProfile>,
    ) -> Result<Message<()>> {
        let address = card.address();
        let sealed = match profile {
            Some(profile) => self.seal_doctor(&address, profile)?,
            None => SealedProfile::default(),
        };
        let key = proof::to_chain(card.signed_key());
        let at = self.deployment.doctor();
        Ok(contracts::doctor::register_doctor(
            at,
            address.into(),
            &key,
            &sealed,
        ))
    }

    /// What registers the patient of a registration card; the profile is sealed to the patient's key. Guard: admin, or
    /// the patient where self-registration is open.
    pub(crate) fn patient_registration(
        &self,
        card: &Card,
        profile: Option<&PatientProfile>,
    ) -> Result<Message<()>> {
        let address: AccountId = card.address().into();
        let sealed = match profile {
            Some(profile) => {
                let recipient = card.signed_key().recipient();
                sealing::seal_at_desk(&self.binding(address), recipient, &to_bytes(profile)?)?.into()
            }
            None => SealedProfile::default(),
        };
        let key = proof::to_chain(card.signed_key());
        let at = self.deployment.patient();
        Ok(contracts::patient::register_patient(at, address, &key, &sealed))
    }

    /// The roles of an account.
    pub async fn roles(&self, account: AccountId) -> Result<Roles> {
        Ok(self
            .chain
            .read(&contracts::admin::roles(self.deployment.admin(), account))
            .await?)
    }

    /// All admins.
    pub async fn admins(&self) -> Result<Vec<AccountId>> {
        let at = self.deployment.admin();
        self.all(|start, limit| contracts::admin::admins(at, start, limit))
            .await
    }

    /// A page of the admins.
    pub async fn admins_from(&self, start: u64, limit: u32) -> Result<Page<AccountId>> {
        let limit = self.page_size(limit).await?;
        let page = contracts::admin::admins(self.deployment.admin(), start, limit);
        Ok(self.chain.read(&page).await?)
    }

    /// One doctor of the directory.
    pub async fn doctor(&self, account: AccountId) -> Result<DoctorView> {
        let at = self.deployment.doctor();
        let doctor = self
            .chain
            .read(&contracts::doctor::doctor(at, account))
            .await?
            .ok_or_else(|| self.no_doctor(account))?;
        let profile = self.open_doctor(&doctor);
        Ok(DoctorView { doctor, profile })
    }

    /// What the directory calls an account; none for who is no doctor, or where the entry has no name or can't be opened.
    pub async fn directory_name(&self, account: AccountId) -> Result<Option<Named>> {
        let doctor = contracts::doctor::doctor(self.deployment.doctor(), account);
        let found = self.chain.read(&doctor).await?;
        Ok(found.and_then(|doctor| {
            let profile = self.open_doctor(&doctor);
            DoctorView { doctor, profile }.named()
        }))
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
        let limit = self.page_size(limit).await?;
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

    /// What the chain says of a patient.
    pub async fn patient(&self, account: AccountId) -> Result<Patient> {
        let at = self.deployment.patient();
        self.chain
            .read(&contracts::patient::patient(at, account))
            .await?
            .ok_or_else(not_a_patient)
    }

    fn seal_doctor(&self, doctor: &[u8; 32], profile: &DoctorProfile) -> Result<SealedProfile> {
        let key = self.deployment.directory_key();
        let deployment = self.deployment.sealing();
        Ok(sealing::seal_doctor(&deployment, doctor, &key, &to_bytes(profile)?)?.into())
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
