//! A patient's housekeeping: what the patient's keys have to do after others acted, done before the next operation.
//!
//! - Rotation: after a revoke, once a whole-history consent has run out, or while its doctor is suspended, the keys go
//!   to a new generation, and the consents that remain get it. Until a revoke's rotation is through, the contract lets
//!   nobody write.
//! - Links: each generation's key is wrapped under the next one's; a link on the chain that is damaged is renewed.
//! - Consents whose doctor has a new encryption key are sealed again.
//! - Adoption: a record that a doctor with a consent to single records wrote is readable by those two; its key is
//!   wrapped again under the generation, so that doctors with the whole history can open it.
//!
//! Every step is bounded, names the state that it starts from, and can be repeated: an interrupted housekeeping is
//! finished by the next, and two at once come to the same end. What is wrong with one doctor or one record is said and
//! passed over; it never keeps the patient from anything else.

use crate::advice::Advice;
use crate::error::{Error, Kind, Result};
use crate::index::Synced;
use crate::keyring::Keyring;
use crate::{Medink, Operation, place, proof, transfer};
use futures::stream::{self, StreamExt, TryStreamExt};
use medink_chain::{ChainExt, contracts};
use medink_seal::{consent, profile, wrap};
use medink_types::{
    AccountId, Consent, ConsentEntry, DoctorStatus, Grant, KeyBy, Record, RecordState, Reseal, Rewrap, Scope,
    ScopeSummary, SealedPairwise, SealedProfile, Signature, bounds,
};
use medink_words::{Said, said};
use std::collections::BTreeMap;

/// How often a rotation is begun again that another of the patient's programs was quicker with.
const TRIES: usize = 8;

/// How many doctors are asked about at once.
const AT_ONCE: usize = 16;

/// A doctor with a consent.
struct Treating {
    /// Whether the doctor may act now.
    active: bool,
    /// The present encryption key, or why it does not prove itself.
    key: Result<medink_seal::SignedKey>,
}

impl Operation<'_> {
    /// Brings the patient's keys up to date. Returns the current generation.
    pub(super) async fn keep_house(&self) -> Result<u32> {
        let mut generation = self.generation_of().await?;
        let consents = self.consents_given(self.actor.id()).await?;
        let now = self.now_ms().await?;
        let doctors = self.doctors_with(&consents, now).await?;
        let shut_out = |generation: u32| {
            consents.iter().any(|consent| {
                let over = doctors
                    .get(&consent.doctor)
                    .is_none_or(|doctor| !doctor.active);
                over && matches!(consent.scope, ScopeSummary::WholeHistory { generation: g } if g == generation)
            })
        };
        for _ in 0..TRIES {
            let lowest = self
                .chain
                .read(&contracts::doctor::lowest_generation(
                    self.deployment.doctor(),
                    self.actor.id(),
                ))
                .await?;
            // The contracts agree that it is never more than one above: a node that says so would have the patient
            // rotate, and pay, for ever.
            if lowest > generation.saturating_add(1) {
                return Err(Error::new(
                    Kind::Damaged,
                    said!("core-keys-due", generation = generation, lowest = lowest),
                )
                .next(said!("core-keys-due-next")));
            }
            if lowest <= generation && !shut_out(generation) {
                break;
            }
            self.watch.say(&said!("told-changing-keys"));
            match self.rotate(generation).await {
                Ok(newer) => generation = newer,
                // Another of the patient's programs has rotated meanwhile: what it came to is looked at anew.
                Err(error) if is_wrong_generation(&error) => generation = self.generation_of().await?,
                Err(error) => return Err(error),
            }
        }
        let proved = self.check_links(generation).await?;
        let keys = doctors.values().filter_map(|doctor| doctor.key.as_ref().ok());
        match self.remember(proved, keys) {
            Ok(latest) => {
                self.rewrap(generation, &consents, (&doctors, &latest)).await?;
            }
            // What can't be remembered can't be held against a later answer; reading needs no memory.
            Err(error) if error.kind == Kind::Io => {
                self.watch.say(&said!("told-no-keys", why = error.what));
            }
            Err(error) => return Err(error),
        }
        Ok(generation)
    }

    /// Whether the patient's keys are still to change after a revoke, or a doctor with a consent is still to get the newest:
    /// what an interrupted command leaves, and the next finishes. Never so for who is no patient.
    pub(super) async fn is_house_half_kept(&self) -> Result<bool> {
        let (directory, me) = (self.deployment.doctor(), self.actor.id());
        let generation = contracts::patient::generation(self.deployment.patient(), me);
        let generation = self.chain.read(&generation).await?;
        if generation == 0 {
            return Ok(false);
        }
        let lowest = contracts::doctor::lowest_generation(directory, me);
        if self.chain.read(&lowest).await? > generation {
            return Ok(true);
        }
        let consents = self.consents_given(me).await?;
        let doctors = self.doctors_with(&consents, self.now_ms().await?).await?;
        Ok(consents.iter().any(|consent| {
            let behind =
                matches!(consent.scope, ScopeSummary::WholeHistory { generation: g } if g < generation);
            let gets = |doctor: &Treating| doctor.active && doctor.key.is_ok();
            behind && doctors.get(&consent.doctor).is_some_and(gets)
        }))
    }

    /// The present generation, not below what this machine has seen.
    async fn generation_of(&self) -> Result<u32> {
        let asked = self.asked_generation().await?;
        if self.not_below_seen(asked).is_ok() {
            return Ok(asked);
        }
        // Another of the patient's programs may have gone on since the answer.
        let asked = self.asked_generation().await?;
        self.not_below_seen(asked)?;
        Ok(asked)
    }

    async fn asked_generation(&self) -> Result<u32> {
        let at = self.deployment.patient();
        match self
            .chain
            .read(&contracts::patient::generation(at, self.actor.id()))
            .await?
        {
            0 => Err(not_a_patient()),
            generation => Ok(generation),
        }
    }

    /// Goes from a generation to the next.
    async fn rotate(&self, from: u32) -> Result<u32> {
        let newer = from
            .checked_add(1)
            .ok_or_else(|| Error::new(Kind::Internal, said!("core-no-generation")))?;
        let link = self.link(newer)?;
        let message = contracts::patient::rotate_generation(self.deployment.patient(), from, link);
        self.step(&message).await
    }

    /// The key of the generation before `newer`, wrapped under it.
    fn link(&self, newer: u32) -> Result<medink_types::WrappedKey> {
        Ok(wrap::link(
            &self.binding(self.actor.id()),
            &self.actor.secrets.generation_key(newer)?,
            &self.actor.secrets.generation_key(newer.saturating_sub(1))?,
        )?)
    }

    /// Renews the links that do not lead back to the generation before. Returns the highest generation whose link did.
    async fn check_links(&self, generation: u32) -> Result<u32> {
        if generation < 2 {
            return Ok(0);
        }
        let (at, who) = (self.deployment.patient(), self.actor.id());
        let links = self
            .all(|start, limit| {
                let start = u32::try_from(start).unwrap_or(u32::MAX);
                contracts::patient::generation_links(at, who, start, limit)
            })
            .await?;
        let binding = self.binding(who);
        let mut proved = 0;
        // The first link is the one under generation 2.
        for (newer, link) in (2..=generation).zip(links) {
            let key = self.actor.secrets.generation_key(newer)?;
            let older = self.actor.secrets.generation_key(newer.saturating_sub(1))?;
            if wrap::open_link(&binding, &key, &link).is_ok_and(|opened| opened == older) {
                proved = newer;
                continue;
            }
            self.watch.say(&said!("told-link-renewed", generation = newer));
            let message = contracts::patient::renew_link(at, newer, self.link(newer)?);
            self.step(&message).await?;
        }
        Ok(proved)
    }

    /// Gives the current generation's key to every live whole-history consent that has an older one, and seals those
    /// again whose doctor has a new encryption key. Suspended doctors get nothing; the next housekeeping after their
    /// reinstatement sees to them.
    async fn rewrap(
        &self,
        generation: u32,
        consents: &[ConsentEntry],
        (doctors, latest): (&BTreeMap<AccountId, Treating>, &BTreeMap<[u8; 32], u32>),
    ) -> Result<()> {
        let mut rewraps = Vec::new();
        for entry in consents {
            let Some(doctor) = doctors.get(&entry.doctor).filter(|doctor| doctor.active) else {
                continue;
            };
            let key = match &doctor.key {
                Ok(key) => key,
                Err(error) => {
                    self.watch.say(&self.passed_over(entry.doctor, error));
                    continue;
                }
            };
            let seen = latest.get(&key.address()).copied().unwrap_or(0);
            if let Err(error) = self.not_older_than(key, seen) {
                self.watch.say(&self.passed_over(entry.doctor, &error));
                continue;
            }
            let behind =
                matches!(entry.scope, ScopeSummary::WholeHistory { generation: g } if g < generation);
            if entry.key_serial == key.serial() && !behind {
                continue;
            }
            let Some((given, sealed)) = self.consent_to(self.actor.id(), entry.doctor).await? else {
                continue;
            };
            if let Err(error) = self.check_own_consent(entry.doctor, &given, &sealed) {
                self.watch.say(&self.passed_over(entry.doctor, &error));
                continue;
            }
            if given.key_serial == key.serial() {
                rewraps.push(self.rewrapped(entry.doctor, generation, &given, &sealed)?);
                continue;
            }
            self.watch.say(&said!("told-sealed-again"));
            let again = match self.sealed_again(key, generation, &given).await {
                Ok(grant) => {
                    let message =
                        contracts::doctor::grant_access(self.deployment.doctor(), entry.doctor, &grant);
                    self.step(&message).await
                }
                Err(error) => Err(error),
            };
            match again {
                Ok(()) => self.given(key, Some(given.salt)),
                // A record that it names was erased, or the longest consent was shortened: the patient has to choose.
                Err(error) if is_of_one_consent(&error) => {
                    self.watch.say(&self.passed_over(entry.doctor, &error))
                }
                Err(error) => return Err(error),
            }
        }
        for batch in rewraps.chunks(bounds::REWRAP_BATCH) {
            let message = contracts::doctor::rewrap_consents(self.deployment.doctor(), generation, batch);
            match self.step(&message).await {
                Ok(()) => {}
                // Paused, or another of the patient's programs is ahead: the next housekeeping does it.
                Err(error) if error.kind == Kind::Refused => {
                    self.watch.say(&said!("told-keys-not-given", why = error.what));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Whether the patient has given this consent, and not taken it back: a node could have made one up, or show an
    /// old one, to be given keys for it.
    fn check_own_consent(&self, doctor: AccountId, given: &Consent, sealed: &SealedPairwise) -> Result<()> {
        let terms = proof::terms_of_consent(doctor, given, &given.scope, sealed);
        consent::verify(&self.binding(self.actor.id()), &terms, &given.signature.0)?;
        self.not_seen_ended(doctor, given.salt)
    }

    /// The present generation's key for a whole-history consent, and the patient's signature over the consent as it is
    /// with it.
    fn rewrapped(
        &self,
        doctor: AccountId,
        generation: u32,
        given: &Consent,
        sealed: &SealedPairwise,
    ) -> Result<Rewrap> {
        let pairwise = self.actor.secrets.pairwise_key(*doctor.as_ref(), &given.salt.0)?;
        let current = self.actor.secrets.generation_key(generation)?;
        let key = wrap::generation_by_pairwise(&self.binding(self.actor.id()), &pairwise, &current)?;
        let scope = Scope::WholeHistory { generation, key };
        let terms = proof::terms_of_consent(doctor, given, &scope, sealed);
        let signature = consent::sign(&self.actor.account, self.deployment.sealing(), &terms);
        Ok(Rewrap {
            doctor,
            key,
            signature: Signature(signature),
        })
    }

    /// The same consent, sealed to the doctor's present key.
    async fn sealed_again(
        &self,
        key: &medink_seal::SignedKey,
        generation: u32,
        given: &Consent,
    ) -> Result<Grant> {
        let cover = match given.scope.summary() {
            ScopeSummary::WholeHistory { .. } => super::consents::Cover::WholeHistory,
            ScopeSummary::Records(numbers) => super::consents::Cover::Records(numbers),
        };
        let profile = self.patient(self.actor.id()).await?.profile;
        // From when it was given: it stays as long as it was.
        let from = if given.from == 0 { given.given } else { given.from };
        let wish = super::consents::Wish {
            doctor: key.address().into(),
            cover,
            purpose: given.purpose,
            from,
            until: given.until,
        };
        self.seal_grant(&wish, key, generation, &profile).await
    }

    /// Wraps again, under the current generation, the keys of records that doctors wrote under a pairwise key.
    pub(super) async fn adopt(&self, records: &mut Synced) -> Result<()> {
        let at = self.deployment.patient();
        let waiting: Vec<Record> = records
            .records()
            .filter(|r| {
                r.state == RecordState::Live
                    && r.key.as_ref().is_some_and(|k| matches!(k.by, KeyBy::Pairwise(_)))
            })
            .cloned()
            .collect();
        if waiting.is_empty() {
            return Ok(());
        }
        let generation = self.keep_house().await?;
        let mut reseals = Vec::new();
        for record in waiting {
            match self.adopted(generation, &record).await {
                Ok(reseal) => reseals.push(reseal),
                // It stays readable for patient and author, or for nobody, until it is erased.
                Err(error) if error.is_of_one() => self.watch.say(&said!(
                    "told-record-unshared",
                    number = record.number,
                    why = error.what
                )),
                Err(error) => return Err(error),
            }
        }
        for batch in reseals.chunks(bounds::BATCH) {
            match self
                .step(&contracts::patient::reseal_records(at, generation, batch))
                .await
            {
                Ok(()) => {}
                // Paused, or erased meanwhile: the next housekeeping does it.
                Err(error) if error.kind == Kind::Refused => {
                    self.watch.say(&said!("told-notes-unshared", why = error.what));
                }
                Err(error) => return Err(error),
            }
        }
        self.sync(records).await
    }

    /// A record's key under the present generation.
    async fn adopted(&self, generation: u32, record: &Record) -> Result<Reseal> {
        let binding = self.binding(self.actor.id());
        let ring = Keyring::Own {
            binding,
            secrets: &self.actor.secrets,
        };
        let header = transfer::header(self.store.as_ref(), &place::of(record)?).await?;
        let key = ring.open(record, &header.digest())?;
        let current = self.actor.secrets.generation_key(generation)?;
        Ok(Reseal {
            number: record.number,
            cid: None,
            key: wrap::record_by_generation(&binding, &current, &header.digest(), &key)?,
        })
    }

    /// Sees to it that the patient's profile can be opened by doctors with consent: as written at the desk it is
    /// sealed to the patient alone. Returns the sealed profile.
    pub(super) async fn shareable_profile(&self, generation: u32) -> Result<SealedProfile> {
        let at = self.deployment.patient();
        let found = self
            .chain
            .read(&contracts::patient::patient(at, self.actor.id()))
            .await?
            .ok_or_else(not_a_patient)?;
        if profile::form(&found.profile) != Ok(profile::Form::ToPatient) {
            return Ok(found.profile);
        }
        let binding = self.binding(self.actor.id());
        let opened = match profile::open_as_patient(&self.actor.keys, &self.actor.secrets, &found.profile) {
            Ok(opened) => opened,
            // The desk's mistake costs the profile alone: the patient can write it anew.
            Err(error) => {
                self.watch
                    .say(&said!("told-profile-unshared", why = error.said()));
                return Ok(found.profile);
            }
        };
        let sealed = SealedProfile(profile::seal_by_generation(
            &binding,
            &self.actor.secrets.generation_key(generation)?,
            &opened,
        )?);
        self.step(&contracts::patient::update_profile(at, &sealed))
            .await?;
        Ok(sealed)
    }
}

impl Medink {
    fn passed_over(&self, doctor: AccountId, error: &Error) -> Said {
        said!(
            "told-consent-left",
            doctor = self.address(&doctor),
            why = error.what.clone()
        )
    }

    /// A consent with its sealed pairwise key.
    pub(super) async fn consent_to(
        &self,
        patient: AccountId,
        doctor: AccountId,
    ) -> Result<Option<(Consent, SealedPairwise)>> {
        let at = self.deployment.doctor();
        let given = self
            .chain
            .read(&contracts::doctor::consent(at, patient, doctor))
            .await?;
        let sealed = self
            .chain
            .read(&contracts::doctor::sealed_pairwise(at, patient, doctor))
            .await?;
        Ok(given.zip(sealed))
    }

    /// The doctors with a consent that has not run out, several asked about at once.
    async fn doctors_with(
        &self,
        consents: &[ConsentEntry],
        now: u64,
    ) -> Result<BTreeMap<AccountId, Treating>> {
        let live: Vec<AccountId> = consents
            .iter()
            .filter(|consent| now < consent.until)
            .map(|consent| consent.doctor)
            .collect();
        stream::iter(
            live.into_iter()
                .map(|doctor| async move { Ok((doctor, self.treating(doctor).await?)) }),
        )
        .buffer_unordered(AT_ONCE)
        .try_collect()
        .await
    }

    async fn treating(&self, doctor: AccountId) -> Result<Treating> {
        let found = contracts::doctor::doctor(self.deployment.doctor(), doctor);
        let found = self.chain.read(&found).await?;
        let key = match self.doctor_key(doctor).await {
            Ok(key) => Ok(key),
            Err(error) if matches!(error.kind, Kind::Keys | Kind::NotFound) => Err(error),
            Err(error) => return Err(error),
        };
        Ok(Treating {
            active: found.is_some_and(|doctor| doctor.status == DoctorStatus::Active),
            key,
        })
    }

    /// All consents that a patient has given and not revoked, run-out ones included.
    pub(super) async fn consents_given(&self, patient: AccountId) -> Result<Vec<ConsentEntry>> {
        let at = self.deployment.doctor();
        self.all(|start, limit| contracts::doctor::consents_of_patient(at, patient, start, limit))
            .await
    }
}

/// Whether a rotation, or what depends on it, came too late.
fn is_wrong_generation(error: &Error) -> bool {
    matches!(error.refusal, Some(medink_types::Error::WrongGeneration { .. }))
}

/// Whether one consent can't be given again, and others can.
fn is_of_one_consent(error: &Error) -> bool {
    error.is_of_one() || error.kind == Kind::Refused
}

/// The refusal where an account is no patient.
pub(super) fn not_a_patient() -> Error {
    Error::new(Kind::NotFound, said!("core-not-a-patient"))
        .next(said!("core-not-a-patient-next"))
        .advise(Advice::ShowAccount)
}
