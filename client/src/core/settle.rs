//! A patient's housekeeping: what the patient's keys have to do after others acted, done before the next operation.
//!
//! - Rotation: after a revoke, or once a whole-history consent has run out, the keys go to a new generation, and
//!   the consents that remain get it. Until the revoke's rotation is through, the contract lets nobody write.
//! - Adoption: a record that a doctor with a consent to single records wrote is readable by those two; its key is
//!   wrapped again under the generation, so that doctors with the whole history can open it.
//!
//! Every step is bounded and can be repeated: an interrupted housekeeping is finished by the next.

use crate::core::keyring::Keyring;
use crate::core::{Actor, Medink, Step, Watch, transfer};
use crate::error::{Error, Kind, Result};
use medink_chain::{ChainExt, contracts};
use medink_seal::{profile, wrap};
use medink_store::Cid;
use medink_types::{
    AccountId, ConsentEntry, DoctorStatus, KeyBy, RecordState, Reseal, ScopeSummary, WrappedKey, bounds,
};

impl Medink {
    /// Brings the patient's keys up to date. Returns the current generation.
    pub(super) async fn settle(
        &self,
        patient: &Actor,
        steps: &mut Vec<Step>,
        watch: &dyn Watch,
    ) -> Result<u32> {
        let doctor = self.deployment.doctor();
        let mut generation = self
            .chain
            .read(&contracts::patient::generation(
                self.deployment.patient(),
                patient.id(),
            ))
            .await?;
        if generation == 0 {
            return Err(not_a_patient());
        }
        let lowest = self
            .chain
            .read(&contracts::doctor::lowest_generation(doctor, patient.id()))
            .await?;
        let consents = self.consents_given(patient.id()).await?;
        let now = self.now_ms().await?;
        let run_out = consents.iter().any(|c| {
            c.until <= now
                && matches!(c.scope, ScopeSummary::WholeHistory { generation: g } if g == generation)
        });
        let target = if run_out {
            lowest.max(generation.saturating_add(1))
        } else {
            lowest
        };
        while generation < target {
            watch.say("Changing the keys, so that those whose consent ended open nothing new.");
            let newer = generation
                .checked_add(1)
                .ok_or_else(|| Error::new(Kind::Internal, "no generation is left"))?;
            let link = wrap::link(
                &self.scope(patient.id()),
                &patient.secrets.generation_key(newer)?,
                &patient.secrets.generation_key(generation)?,
            )?;
            let message = contracts::patient::rotate_generation(self.deployment.patient(), link);
            generation = self.step(patient, &message, steps).await?;
        }
        self.rewrap(patient, generation, &consents, now, steps).await?;
        Ok(generation)
    }

    /// Gives the current generation's key to every live whole-history consent that has an older one.
    async fn rewrap(
        &self,
        patient: &Actor,
        generation: u32,
        consents: &[ConsentEntry],
        now: u64,
        steps: &mut Vec<Step>,
    ) -> Result<()> {
        let scope = self.scope(patient.id());
        let current = patient.secrets.generation_key(generation)?;
        let mut keys: Vec<(AccountId, WrappedKey)> = Vec::new();
        for consent in consents {
            let behind =
                matches!(consent.scope, ScopeSummary::WholeHistory { generation: g } if g < generation);
            // The contract gives a suspended doctor nothing new; the next housekeeping after reinstatement does.
            if behind && now < consent.until && self.is_active(consent.doctor).await? {
                let pairwise = patient.secrets.pairwise_key(*consent.doctor.as_ref())?;
                keys.push((
                    consent.doctor,
                    wrap::generation_by_pairwise(&scope, &pairwise, &current)?,
                ));
            }
        }
        for batch in keys.chunks(bounds::REWRAP_BATCH) {
            let message = contracts::doctor::rewrap_consents(self.deployment.doctor(), generation, batch);
            self.step(patient, &message, steps).await?;
        }
        Ok(())
    }

    async fn is_active(&self, doctor: AccountId) -> Result<bool> {
        let found = self
            .chain
            .read(&contracts::doctor::doctor(self.deployment.doctor(), doctor))
            .await?;
        Ok(found.is_some_and(|doctor| doctor.status == DoctorStatus::Active))
    }

    /// Wraps again, under the current generation, the keys of records that doctors wrote under a pairwise key.
    pub(super) async fn adopt(
        &self,
        patient: &Actor,
        steps: &mut Vec<Step>,
        watch: &dyn Watch,
    ) -> Result<()> {
        let at = self.deployment.patient();
        let who = patient.id();
        let records = self
            .all(|start, limit| contracts::patient::records(at, who, start, limit))
            .await?;
        let waiting: Vec<_> = records
            .into_iter()
            .filter(|r| {
                r.state == RecordState::Live && r.key.as_ref().is_some_and(|k| k.by == KeyBy::Pairwise)
            })
            .collect();
        if waiting.is_empty() {
            return Ok(());
        }
        let generation = self.settle(patient, steps, watch).await?;
        let current = patient.secrets.generation_key(generation)?;
        let scope = self.scope(who);
        let ring = Keyring::Own {
            scope,
            secrets: &patient.secrets,
        };
        let mut reseals = Vec::new();
        for record in waiting {
            // A record whose ciphertext is not here can't be adopted here; it stays readable for patient and author.
            let Ok(header) = transfer::header(self.store.as_ref(), &cid(&record.cid)?).await else {
                watch.say(&format!(
                    "Record {} can't be shared yet: its content is not in this store.",
                    record.number
                ));
                continue;
            };
            let key = ring.open(&record, &header.digest())?;
            let wrapped = wrap::record_by_generation(&scope, &current, &header.digest(), &key)?;
            reseals.push(Reseal {
                number: record.number,
                cid: None,
                key: wrapped,
            });
        }
        for batch in reseals.chunks(bounds::BATCH) {
            self.step(patient, &contracts::patient::reseal_records(at, batch), steps)
                .await?;
        }
        Ok(())
    }

    /// Sees to it that the patient's profile can be opened by doctors with consent: as written at the desk it is
    /// sealed to the patient alone. Returns the sealed profile.
    pub(super) async fn shareable_profile(
        &self,
        patient: &Actor,
        generation: u32,
        steps: &mut Vec<Step>,
    ) -> Result<Vec<u8>> {
        let at = self.deployment.patient();
        let found = self
            .chain
            .read(&contracts::patient::patient(at, patient.id()))
            .await?
            .ok_or_else(not_a_patient)?;
        if found.profile.is_empty() || matches!(profile::form(&found.profile)?, profile::Form::Generation(_))
        {
            return Ok(found.profile);
        }
        let scope = self.scope(patient.id());
        let opened = profile::open_as_patient(&patient.encryption, &patient.secrets, &found.profile)?;
        let sealed =
            profile::seal_by_generation(&scope, &patient.secrets.generation_key(generation)?, &opened)?;
        self.step(patient, &contracts::patient::update_profile(at, &sealed), steps)
            .await?;
        Ok(sealed)
    }

    /// Submits one message and notes it.
    pub(super) async fn step<T: Send>(
        &self,
        actor: &Actor,
        message: &medink_chain::Message<T>,
        steps: &mut Vec<Step>,
    ) -> Result<T> {
        let called = self.chain.call(actor, message, &self.submit).await?;
        steps.push(Step {
            what: message.call().label.clone(),
            receipt: called.receipt,
        });
        Ok(called.value)
    }

    /// All consents that a patient has given and not revoked, run-out ones included.
    pub(super) async fn consents_given(&self, patient: AccountId) -> Result<Vec<ConsentEntry>> {
        let at = self.deployment.doctor();
        self.all(|start, limit| contracts::doctor::consents_of_patient(at, patient, start, limit))
            .await
    }
}

/// A content identifier as the chain keeps it.
pub(super) fn cid(bytes: &[u8]) -> Result<Cid> {
    Cid::try_from(bytes).map_err(|e| {
        Error::new(
            Kind::Damaged,
            format!("the chain holds something that is no content identifier: {e}"),
        )
        .next("Whoever wrote the record did so with another program than medink.")
    })
}

/// The refusal where an account is no patient.
pub(super) fn not_a_patient() -> Error {
    Error::new(
        Kind::NotFound,
        "this account is not registered as a patient in this deployment",
    )
    .next("Choose another account, or give an admin this one's registration card.")
    .command("medink account show")
}
