//! The keys that an actor has to one patient's records: the patient's own, derived from the account; a doctor's,
//! from the consent on chain.
//!
//! Having keys is not the same as being allowed to: whoever opens a record checks the consent and logs the access
//! first (`records`). The contracts decide what is written; these keys decide what can be read.

use crate::advice::Advice;
use crate::error::{Error, Kind, Result};
use crate::{Operation, blake2_256, proof};
use medink_chain::{ChainExt, contracts};
use medink_seal::{
    Binding, GenerationKey, PairwiseKey, PatientSecrets, ProfileKey, RecordKey, person, profile, wrap,
};
use medink_types::{AccountId, KeyBy, Record, Scope, SealedKey, WrappedKey, bounds};
use medink_words::said;
use scale::Encode;
use std::collections::BTreeMap;

/// The keys to one patient's records.
pub(super) enum Keyring<'a> {
    /// The patient's own: everything.
    Own {
        /// What sealed things are bound to.
        binding: Binding,
        /// What all keys derive from.
        secrets: &'a PatientSecrets,
    },
    /// A doctor's, by a consent.
    Consented(Box<Consented>),
}

/// What a consent gives.
pub(super) struct Consented {
    binding: Binding,
    pairwise: PairwiseKey,
    top: Option<GenerationKey>,
    links: BTreeMap<u32, WrappedKey>,
    single: BTreeMap<u32, WrappedKey>,
}

impl<'a> Operation<'a> {
    /// The keys that the actor has to the records of `patient`. Where a consent has ended, this machine forgets what it
    /// remembered under it.
    pub(super) async fn keyring(&self, patient: AccountId) -> Result<Keyring<'a>> {
        let ring = self.ring_of(patient, None).await;
        self.or_forgotten(patient, ring).await
    }

    /// The same, of a consent that is live at `now`.
    pub(super) async fn keyring_at(&self, patient: AccountId, now: u64) -> Result<Keyring<'a>> {
        let ring = self.ring_of(patient, Some(now)).await;
        self.or_forgotten(patient, ring).await
    }

    async fn or_forgotten(&self, patient: AccountId, ring: Result<Keyring<'a>>) -> Result<Keyring<'a>> {
        if ring.as_ref().is_err_and(|error| error.kind == Kind::Refused)
            && let Err(error) = self.forget_index(patient).await
        {
            self.watch.say(&error.what);
        }
        ring
    }

    /// Reads the chain, writes nothing. A consent is judged by `now`, or else by [`crate::Medink::now_ms`].
    async fn ring_of(&self, patient: AccountId, now: Option<u64>) -> Result<Keyring<'a>> {
        let binding = self.binding(patient);
        if patient == self.actor.id() {
            return Ok(Keyring::Own {
                binding,
                secrets: &self.actor.secrets,
            });
        }
        let doctor = self.deployment.doctor();
        let consent = self
            .chain
            .read(&contracts::doctor::consent(doctor, patient, self.actor.id()))
            .await?;
        let sealed = self
            .chain
            .read(&contracts::doctor::sealed_pairwise(
                doctor,
                patient,
                self.actor.id(),
            ))
            .await?;
        let (Some(consent), Some(sealed)) = (consent, sealed) else {
            return Err(no_consent());
        };
        // Before any of its keys is used: a node can serve what it likes, but sign nothing.
        let terms = proof::terms_of_consent(self.actor.id(), &consent, &consent.scope, &sealed);
        medink_seal::consent::verify(&binding, &terms, &consent.signature.0)?;
        let now = match now {
            Some(now) => now,
            None => self.now_ms().await?,
        };
        if !consent.is_live(now) {
            return Err(no_consent());
        }
        let pairwise = person::open_pairwise(&binding, &self.actor.keys, &consent.salt.0, &sealed)?;
        let mut ring = Consented {
            binding,
            pairwise,
            top: None,
            links: BTreeMap::new(),
            single: BTreeMap::new(),
        };
        match consent.scope {
            Scope::WholeHistory { generation, key } => {
                ring.top = Some(wrap::open_generation_by_pairwise(
                    &binding,
                    &ring.pairwise,
                    generation,
                    &key,
                )?);
                let at = self.deployment.patient();
                let links = self
                    .all(|start, limit| {
                        contracts::patient::generation_links(
                            at,
                            patient,
                            u32::try_from(start).unwrap_or(u32::MAX),
                            limit,
                        )
                    })
                    .await?;
                // The first link is the one under generation 2.
                ring.links = (2u32..).zip(links).collect();
            }
            Scope::Records(keys) => ring.single = keys.into_iter().map(|k| (k.number, k.key)).collect(),
        }
        Ok(Keyring::Consented(Box::new(ring)))
    }
}

impl Keyring<'_> {
    /// The key of `record`, whose ciphertext has the header digest given.
    pub(super) fn open(&self, record: &Record, header: &[u8; 32]) -> Result<RecordKey> {
        let Some(sealed) = &record.key else {
            return Err(erased(record.number));
        };
        match self {
            Keyring::Own { binding, secrets } => Ok(match sealed.by {
                KeyBy::Generation(n) => wrap::open_record_by_generation(
                    binding,
                    &secrets.generation_key(n)?,
                    header,
                    &sealed.bytes,
                )?,
                KeyBy::Pairwise(salt) => {
                    let pairwise = secrets.pairwise_key(*record.author.as_ref(), &salt.0)?;
                    wrap::open_record_by_pairwise(binding, &pairwise, header, &sealed.bytes)?
                }
            }),
            Keyring::Consented(ring) => ring.open(record, header, sealed.by, &sealed.bytes),
        }
    }

    /// The key of what this ring's owner has stored and not recorded, from how it was to be recorded.
    pub(super) fn open_own(&self, sealed: &SealedKey, header: &[u8; 32]) -> Result<RecordKey> {
        let binding = match self {
            Keyring::Own { binding, .. } => binding,
            Keyring::Consented(ring) => &ring.binding,
        };
        Ok(match sealed.by {
            KeyBy::Generation(n) => {
                wrap::open_record_by_generation(binding, &self.generation(n)?, header, &sealed.bytes)?
            }
            KeyBy::Pairwise(_) => {
                let pairwise = self.pairwise().ok_or_else(no_consent)?;
                wrap::open_record_by_pairwise(binding, pairwise, header, &sealed.bytes)?
            }
        })
    }

    /// The key of generation `n`, if this ring reaches it.
    pub(super) fn generation(&self, n: u32) -> Result<GenerationKey> {
        match self {
            Keyring::Own { secrets, .. } => Ok(secrets.generation_key(n)?),
            Keyring::Consented(ring) => ring.generation(n),
        }
    }

    /// The profile key in a sealed profile: it is wrapped under a generation, or came with a consent to it.
    pub(super) fn open_profile(&self, sealed: &[u8]) -> Result<zeroize::Zeroizing<Vec<u8>>> {
        let profile::Form::Generation(n) = profile::form(sealed)? else {
            return Err(Error::new(Kind::Keys, said!("core-profile-from-desk"))
                .next(said!("core-profile-from-desk-next")));
        };
        match self {
            Keyring::Consented(ring) if ring.top.is_none() => {
                let key = ring.profile_key(sealed)?;
                Ok(profile::open_by_key(&ring.binding, &key, sealed)?)
            }
            Keyring::Consented(ring) => Ok(profile::open_by_generation(
                &ring.binding,
                &ring.generation(n)?,
                sealed,
            )?),
            Keyring::Own { binding, secrets } => Ok(profile::open_by_generation(
                binding,
                &secrets.generation_key(n)?,
                sealed,
            )?),
        }
    }

    /// What this ring reaches, in a digest: the consent, and the records that it names. Nothing of the keys.
    pub(super) fn reach(&self) -> [u8; 32] {
        match self {
            Keyring::Own { .. } => [0; 32],
            Keyring::Consented(ring) => {
                let numbers: Vec<u32> = ring.single.keys().copied().collect();
                blake2_256(&(ring.pairwise.salt(), ring.top.is_some(), numbers).encode())
            }
        }
    }

    /// Whether this ring opens everything or single records only.
    pub(super) fn is_whole(&self) -> bool {
        match self {
            Keyring::Own { .. } => true,
            Keyring::Consented(ring) => ring.top.is_some(),
        }
    }

    /// The key that new records of a patient at `generation` are wrapped under. For a doctor that is the newest one
    /// that the patient has given, and no other: an older one may be known to somebody who was revoked.
    pub(super) fn to_write(&self, generation: u32) -> Result<GenerationKey> {
        match self {
            Keyring::Consented(ring) if ring.top.as_ref().is_some_and(|top| top.number() > generation) => {
                Err(Error::new(Kind::Keys, said!("core-keys-older")).next(said!("core-keys-older-next")))
            }
            _ => self.generation(generation),
        }
    }

    /// The pairwise key, for an author who may wrap under nothing else.
    pub(super) fn pairwise(&self) -> Option<&PairwiseKey> {
        match self {
            Keyring::Own { .. } => None,
            Keyring::Consented(ring) => Some(&ring.pairwise),
        }
    }
}

impl Consented {
    fn open(&self, record: &Record, header: &[u8; 32], by: KeyBy, bytes: &WrappedKey) -> Result<RecordKey> {
        // What came with the consent counts first; then what the chain keeps with the record.
        if let Some(key) = self.single.get(&record.number) {
            return Ok(wrap::open_record_by_pairwise(
                &self.binding,
                &self.pairwise,
                header,
                key,
            )?);
        }
        match by {
            KeyBy::Generation(n) if self.top.is_some() => Ok(wrap::open_record_by_generation(
                &self.binding,
                &self.generation(n)?,
                header,
                bytes,
            )?),
            // Written under this very consent: of an earlier one's key nothing is left to a doctor.
            KeyBy::Pairwise(salt)
                if record.author == AccountId::from(self.pairwise.doctor())
                    && salt.0 == self.pairwise.salt() =>
            {
                Ok(wrap::open_record_by_pairwise(
                    &self.binding,
                    &self.pairwise,
                    header,
                    bytes,
                )?)
            }
            KeyBy::Generation(_) => Err(no_consent()),
            KeyBy::Pairwise(_) => Err(Error::new(
                Kind::Keys,
                said!("core-record-waits", number = record.number),
            )
            .next(said!("core-record-waits-next"))
            .of_one()),
        }
    }

    fn generation(&self, n: u32) -> Result<GenerationKey> {
        let Some(top) = &self.top else {
            return Err(no_consent());
        };
        if n > top.number() {
            return Err(Error::new(
                Kind::Keys,
                said!("core-consent-behind", n = n, held = top.number()),
            )
            .next(said!("core-consent-behind-next"))
            .of_one());
        }
        Ok(wrap::walk_back(&self.binding, top, n, |newer| {
            self.links.get(&newer).copied()
        })?)
    }

    fn profile_key(&self, sealed: &[u8]) -> Result<ProfileKey> {
        let Some(key) = self.single.get(&bounds::PROFILE) else {
            return Err(Error::new(Kind::Refused, said!("core-profile-not-covered"))
                .next(said!("core-profile-not-covered-next")));
        };
        Ok(wrap::open_profile_by_pairwise(
            &self.binding,
            &self.pairwise,
            &profile::digest(sealed)?,
            key,
        )?)
    }
}

/// The refusal where there is no live consent.
pub(super) fn no_consent() -> Error {
    Error::new(Kind::Refused, said!("core-no-live-consent"))
        .next(said!("core-no-live-consent-next"))
        .advise(Advice::GrantConsent)
        .of_one()
}

/// The refusal to open what was erased.
pub(super) fn erased(number: u32) -> Error {
    Error::new(Kind::NotFound, said!("core-record-erased", number = number))
        .next(said!("core-record-erased-next"))
        .of_one()
}
