//! Consents: granting, revoking with rotation, listing.

use crate::advice::Advice;
use crate::erasure::Reencrypted;
use crate::error::{Error, Kind, Result};
use crate::keyring::Keyring;
use crate::{Done, Medink, Operation, place, proof, transfer};
use medink_chain::{ChainExt, contracts};
use medink_seal::{SignedKey, consent, consent_salt, person, profile, wrap};
use medink_types::{
    AccountId, ConsentEntry, DoctorStatus, Grant, GrantedKey, Purpose, Salt, Scope, ScopeSummary,
    SealedProfile, Signature, bounds,
};
use medink_words::{Said, said};

/// What a consent shall cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cover {
    /// Everything, past and to come, the profile included.
    WholeHistory,
    /// Single records by number; 0 is the profile.
    Records(Vec<u32>),
}

/// A consent to be given.
#[derive(Debug, Clone)]
pub struct Wish {
    /// To whom.
    pub doctor: AccountId,
    /// What it covers.
    pub cover: Cover,
    /// Why.
    pub purpose: Purpose,
    /// From when, in milliseconds since 1970-01-01; 0 means from now.
    pub from: u64,
    /// Until when (exclusive), in milliseconds since 1970-01-01.
    pub until: u64,
}

/// What a revoke did.
#[derive(Debug, Clone)]
pub struct Revoked {
    /// The patient's key generation from now on.
    pub generation: u32,
    /// Past records that got new keys and places, when asked for.
    pub reencrypted: Option<Reencrypted>,
}

/// What a patient should know of the doctor of a consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ConsentStanding {
    /// The doctor is suspended: nothing opens, and the patient's keys change at the next use.
    pub suspended: bool,
    /// The doctor has a later encryption key than the one that the consent is sealed to.
    pub old_key: bool,
}

impl ConsentStanding {
    /// The same in sentences; none where there is nothing to tell.
    pub fn words(self) -> Option<Said> {
        match (self.suspended, self.old_key) {
            (false, false) => None,
            (true, false) => Some(said!("consent-suspended")),
            (false, true) => Some(said!("consent-old-key")),
            (true, true) => Some(said!("consent-suspended-old-key")),
        }
    }
}

impl Operation<'_> {
    /// Gives a doctor a consent: one transaction whatever the number of records, and before it at most the patient's
    /// housekeeping. Guard: the patient.
    pub async fn grant(&self, wish: &Wish) -> Result<Done<()>> {
        let most = bounds::SCOPE_RECORDS;
        if matches!(&wish.cover, Cover::Records(numbers) if numbers.len() > most) {
            return Err(
                Error::new(Kind::Usage, said!("core-consent-too-many", most = most))
                    .next(said!("core-consent-too-many-next")),
            );
        }
        // First of all: to a key that does not prove itself nothing is sealed, tried or sent.
        let key = self.latest_key(wish.doctor).await?;
        let given = contracts::doctor::consent(self.deployment.doctor(), self.actor.id(), wish.doctor);
        let before = self.chain.read(&given).await?;
        self.run(async {
            let generation = self.keep_house().await?;
            let shared = self.shareable_profile(generation).await?;
            let grant = self.seal_grant(wish, &key, generation, &shared).await?;
            self.step(&contracts::doctor::grant_access(
                self.deployment.doctor(),
                wish.doctor,
                &grant,
            ))
            .await?;
            self.given(&key, before.map(|before| before.salt));
            Ok(())
        })
        .await
    }

    /// A doctor's key, proved, and none that this machine has seen to be replaced.
    async fn latest_key(&self, doctor: AccountId) -> Result<SignedKey> {
        let mut key = self.doctor_key(doctor).await?;
        let seen = self.latest_seen(doctor)?;
        if key.serial() < seen {
            // Another of the patient's programs may have seen a later one since the answer.
            key = self.doctor_key(doctor).await?;
        }
        self.not_older_than(&key, seen)?;
        Ok(key)
    }

    /// Notes the key that a consent is sealed to, and the consent that it replaces. The chain has it already: what can't
    /// be noted is said.
    pub(super) fn given(&self, key: &SignedKey, before: Option<Salt>) {
        let noted = self
            .remember(0, std::iter::once(key))
            .and_then(|_| before.map_or(Ok(false), |salt| self.ending(salt)));
        if let Err(error) = noted {
            self.watch
                .say(&said!("told-consent-not-remembered", why = error.what));
        }
    }

    /// A consent as the chain takes it: fresh key material, sealed to a proved key, and signed.
    pub(super) async fn seal_grant(
        &self,
        wish: &Wish,
        key: &SignedKey,
        generation: u32,
        shared: &SealedProfile,
    ) -> Result<Grant> {
        let binding = self.binding(self.actor.id());
        let salt = consent_salt()?;
        let pairwise = self.actor.secrets.pairwise_key(key.address(), &salt)?;
        let cover = match &wish.cover {
            Cover::WholeHistory => {
                let current = self.actor.secrets.generation_key(generation)?;
                Scope::WholeHistory {
                    generation,
                    key: wrap::generation_by_pairwise(&binding, &pairwise, &current)?,
                }
            }
            Cover::Records(numbers) => {
                let mut keys = Vec::with_capacity(numbers.len());
                for &number in numbers {
                    let key = if number == bounds::PROFILE {
                        self.wrap_profile(&pairwise, shared)?
                    } else {
                        self.wrap_single(&pairwise, number).await?
                    };
                    keys.push(GrantedKey { number, key });
                }
                Scope::Records(keys)
            }
        };
        let mut grant = Grant {
            scope: cover,
            purpose: wish.purpose,
            from_ms: wish.from,
            until_ms: wish.until,
            salt: Salt(salt),
            key_serial: key.serial(),
            sealed_pairwise: person::seal_pairwise(&binding, key.recipient(), &pairwise)?.into(),
            signature: Signature([0; 64]),
        };
        let terms = proof::terms_of_grant(wish.doctor, &grant);
        grant.signature = Signature(consent::sign(
            &self.actor.account,
            self.deployment.sealing(),
            &terms,
        ));
        Ok(grant)
    }

    fn wrap_profile(
        &self,
        pairwise: &medink_seal::PairwiseKey,
        sealed: &[u8],
    ) -> Result<medink_types::WrappedKey> {
        if sealed.is_empty() {
            return Err(Error::new(Kind::NotFound, said!("core-no-profile-to-share"))
                .next(said!("core-no-profile-to-share-next"))
                .advise(Advice::WriteProfile));
        }
        let binding = self.binding(self.actor.id());
        let profile::Form::Generation(n) = profile::form(sealed)? else {
            return Err(Error::new(Kind::Internal, said!("core-profile-not-shareable")));
        };
        let key = profile::key(&binding, &self.actor.secrets.generation_key(n)?, sealed)?;
        Ok(wrap::profile_by_pairwise(
            &binding,
            pairwise,
            &profile::digest(sealed)?,
            &key,
        )?)
    }

    async fn wrap_single(
        &self,
        pairwise: &medink_seal::PairwiseKey,
        number: u32,
    ) -> Result<medink_types::WrappedKey> {
        let binding = self.binding(self.actor.id());
        let record = self.live_record(self.actor.id(), number).await?;
        let header = transfer::header(self.store.as_ref(), &place::of(&record)?).await?;
        let ring = Keyring::Own {
            binding,
            secrets: &self.actor.secrets,
        };
        let key = ring.open(&record, &header.digest())?;
        Ok(wrap::record_by_pairwise(
            &binding,
            pairwise,
            &header.digest(),
            &key,
        )?)
    }

    /// Takes a consent back. It ends with the first transaction; then the patient's keys change, so that what the
    /// doctor has opens nothing that is written later. With `reencrypt` past records get new keys and places, too.
    /// What the doctor has already seen can't be unseen. With `reencrypt` it is no error if the consent was taken back
    /// before; without, what an interrupted revoke has left to do is done before the refusal. Guard: the patient.
    pub async fn revoke(&self, doctor: AccountId, reencrypt: bool) -> Result<Done<Revoked>> {
        self.run(async {
            let given = contracts::doctor::consent(self.deployment.doctor(), self.actor.id(), doctor);
            let given = self.chain.read(&given).await?.map(|given| given.salt);
            // Taken back before: encrypting again goes on where it was interrupted.
            if given.is_some() || !reencrypt {
                let ended = self.end_consent(doctor, given).await;
                if given.is_none() && ended.as_ref().is_err_and(|error| error.kind == Kind::Refused) {
                    self.finish_revoke().await;
                }
                ended?;
            }
            let generation = self.keep_house().await.map_err(|e| unfinished(&e))?;
            let adopted = async {
                let mut records = self.synced(self.actor.id()).await?;
                self.adopt(&mut records).await
            };
            adopted.await.map_err(|e| unfinished(&e))?;
            let reencrypted = match reencrypt {
                true => Some(self.reencrypt(generation).await?),
                false => None,
            };
            Ok(Revoked {
                generation,
                reencrypted,
            })
        })
        .await
    }

    /// Changes the keys, should a revoke have been interrupted before it did. Why there is nothing to take back is told all
    /// the same; what can't be changed now is said besides.
    async fn finish_revoke(&self) {
        match self.keep_house().await {
            Ok(_) => {}
            // Who is no patient has no keys to change.
            Err(error) if error.kind == Kind::NotFound => {}
            Err(error) => self.watch.say(&unfinished(&error).what),
        }
    }

    /// Has the chain end a consent, which this machine then never gives another key for, whatever a node shows.
    async fn end_consent(&self, doctor: AccountId, salt: Option<Salt>) -> Result<()> {
        let noted = match salt {
            Some(salt) => self.ending(salt)?.then_some(salt),
            None => None,
        };
        let message = contracts::doctor::revoke_access(self.deployment.doctor(), doctor);
        match (self.step(&message).await, noted) {
            // Where the outcome is unknown it may have ended; what was noted before stays, whatever a node refuses.
            (Err(error), Some(salt)) if error.kind != Kind::Unknown => {
                self.not_ended(salt)?;
                Err(error)
            }
            (outcome, _) => outcome,
        }
    }
}

impl Medink {
    /// The consents that a patient has given, run-out ones included, revoked ones not.
    pub async fn consents_of(&self, patient: AccountId) -> Result<Vec<ConsentEntry>> {
        self.consents_given(patient).await
    }

    /// The consent of a patient that a doctor has, run out or not; none after a revocation.
    pub async fn consent(&self, patient: AccountId, doctor: AccountId) -> Result<Option<ConsentEntry>> {
        let given = contracts::doctor::consent(self.deployment.doctor(), patient, doctor);
        Ok(self.chain.read(&given).await?.map(|consent| ConsentEntry {
            patient,
            doctor,
            scope: consent.scope.summary(),
            purpose: consent.purpose,
            from: if consent.from == 0 {
                consent.given
            } else {
                consent.from
            },
            until: consent.until,
            key_serial: consent.key_serial,
        }))
    }

    /// How each doctor of these consents stands to them, in their order.
    pub async fn standings(&self, entries: &[ConsentEntry]) -> Result<Vec<ConsentStanding>> {
        let at = self.deployment.doctor();
        let mut found = Vec::with_capacity(entries.len());
        for entry in entries {
            let doctor = self
                .chain
                .read(&contracts::doctor::doctor(at, entry.doctor))
                .await?;
            let key = self
                .chain
                .read(&contracts::doctor::encryption_key(at, entry.doctor))
                .await?;
            found.push(ConsentStanding {
                suspended: doctor.is_some_and(|doctor| doctor.status == DoctorStatus::Suspended),
                old_key: key.is_some_and(|key| key.serial > entry.key_serial),
            });
        }
        Ok(found)
    }

    /// The consents that a doctor has got, run-out ones included, revoked ones not.
    pub async fn patients_of(&self, doctor: AccountId) -> Result<Vec<ConsentEntry>> {
        let at = self.deployment.doctor();
        self.all(|start, limit| contracts::doctor::patients_of_doctor(at, doctor, start, limit))
            .await
    }
}

/// What a consent covers, in a few words.
pub fn covers(scope: &ScopeSummary) -> Said {
    let ScopeSummary::Records(numbers) = scope else {
        return said!("covers-whole");
    };
    let profile = numbers.contains(&bounds::PROFILE);
    let numbers: Vec<String> = numbers
        .iter()
        .filter(|number| **number != bounds::PROFILE)
        .map(u32::to_string)
        .collect();
    match (numbers.is_empty(), profile) {
        (true, true) => said!("covers-profile"),
        (_, false) => said!("covers-records", numbers = numbers.join(", ")),
        (false, true) => said!("covers-records-profile", numbers = numbers.join(", ")),
    }
}

/// Why a consent was given, in words.
pub fn purpose_words(purpose: Purpose) -> Said {
    match purpose {
        Purpose::Treatment => said!("purpose-treatment"),
        Purpose::EmergencyTreatment => said!("purpose-emergency"),
        Purpose::CareManagement => said!("purpose-management"),
        Purpose::Payment => said!("purpose-payment"),
        Purpose::Operations => said!("purpose-operations"),
        Purpose::Research => said!("purpose-research"),
        Purpose::PublicHealth => said!("purpose-public-health"),
        Purpose::PatientRequest => said!("purpose-request"),
    }
}

/// The code of HL7 v3 PurposeOfUse.
pub fn purpose_code(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Treatment => "TREAT",
        Purpose::EmergencyTreatment => "ETREAT",
        Purpose::CareManagement => "CAREMGT",
        Purpose::Payment => "HPAYMT",
        Purpose::Operations => "HOPERAT",
        Purpose::Research => "HRESCH",
        Purpose::PublicHealth => "PUBHLTH",
        Purpose::PatientRequest => "PATRQT",
    }
}

/// The consent is gone, but the keys have not changed yet.
fn unfinished(error: &Error) -> Error {
    let what = said!("core-revoked-keys-unchanged", why = error.what.clone());
    // Where the node contradicts itself, asking it again finishes nothing.
    if let (Kind::Damaged, Some(next)) = (error.kind, &error.next) {
        return Error::new(error.kind, what).next(next.clone());
    }
    Error::new(error.kind, what)
        .next(said!("core-revoked-keys-unchanged-next"))
        .advise(Advice::ListRecords)
}
