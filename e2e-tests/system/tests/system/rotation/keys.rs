//! A doctor who keeps every key that there ever was to be had, and tries them all on everything.

use e2e_system::people::{account, id};
use e2e_system::{Ledger, place_of};
use medink_chain::contracts;
use medink_seal::record::Opener;
use medink_seal::{
    Binding, EncryptionKeys, GenerationKey, PairwiseKey, ProfileKey, RecordKey, person, profile, wrap,
};
use medink_types::{
    AccountId, KeyBy, RecordState, Salt, Scope as Cover, SealedPairwise, SealedProfile, WrappedKey,
};

/// Something sealed that anybody can see, on the chain or in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Writing {
    /// A record's key.
    Record {
        number: u32,
        by: KeyBy,
        digest: [u8; 32],
        wrap: WrappedKey,
    },
    /// A record itself.
    Ciphertext { number: u32, bytes: Vec<u8> },
    /// The key of a generation under the next.
    Link { newer: u32, wrap: WrappedKey },
    /// The key of a generation for a doctor.
    Generation {
        doctor: AccountId,
        generation: u32,
        wrap: WrappedKey,
    },
    /// The key of a single record, or of the profile, for a doctor.
    Single {
        doctor: AccountId,
        digest: [u8; 32],
        wrap: WrappedKey,
    },
    /// The pairwise key for a doctor.
    Pairwise {
        doctor: AccountId,
        salt: Salt,
        sealed: SealedPairwise,
    },
    /// The patient's profile.
    Profile { sealed: SealedProfile },
}

impl Writing {
    /// What it is, in short.
    pub fn sort(&self) -> &'static str {
        match self {
            Writing::Record { .. } => "record key",
            Writing::Ciphertext { .. } => "ciphertext",
            Writing::Link { .. } => "link",
            Writing::Generation { .. } => "generation for a doctor",
            Writing::Single { .. } => "single key for a doctor",
            Writing::Pairwise { .. } => "pairwise key for a doctor",
            Writing::Profile { .. } => "profile",
        }
    }
}

/// Everything sealed about a patient that there is now.
pub fn writings(ledger: &Ledger, patient: &str) -> Vec<Writing> {
    let who = id(patient);
    let (directory, patients) = (ledger.deployment().doctor(), ledger.deployment().patient());
    let sealed = ledger
        .read(&contracts::patient::patient(patients, who))
        .expect("a patient")
        .profile;
    let mut found = Vec::new();
    let records = ledger.records(who);
    for record in records.iter().filter(|record| record.state == RecordState::Live) {
        let key = record.key.clone().expect("a live record has a key");
        found.push(Writing::Record {
            number: record.number,
            by: key.by,
            digest: ledger.header_digest(&place_of(record)),
            wrap: key.bytes,
        });
        let bytes = ledger.ciphertext(&place_of(record));
        found.push(Writing::Ciphertext {
            number: record.number,
            bytes,
        });
    }
    found.extend(
        (2..)
            .zip(ledger.links(who))
            .map(|(newer, wrap)| Writing::Link { newer, wrap }),
    );
    for entry in ledger.consents(who) {
        let doctor = entry.doctor;
        let consent = ledger
            .read(&contracts::doctor::consent(directory, who, doctor))
            .expect("a consent");
        match consent.scope {
            Cover::WholeHistory { generation, key } => {
                found.push(Writing::Generation {
                    doctor,
                    generation,
                    wrap: key,
                });
            }
            Cover::Records(keys) => found.extend(keys.into_iter().map(|single| {
                let digest = match records.iter().find(|record| record.number == single.number) {
                    Some(record) => ledger.header_digest(&place_of(record)),
                    None => profile::digest(&sealed).expect("a shared profile"),
                };
                Writing::Single {
                    doctor,
                    digest,
                    wrap: single.key,
                }
            })),
        }
        let key = ledger.read(&contracts::doctor::sealed_pairwise(directory, who, doctor));
        found.push(Writing::Pairwise {
            doctor,
            salt: consent.salt,
            sealed: key.expect("a pairwise key"),
        });
    }
    if !sealed.is_empty() {
        found.push(Writing::Profile { sealed });
    }
    found
}

/// What was not there before.
pub fn since(before: &[Writing], after: Vec<Writing>) -> Vec<Writing> {
    after
        .into_iter()
        .filter(|writing| !before.contains(writing))
        .collect()
}

/// All that a doctor with a consent to the whole history can have taken down.
pub struct Kept {
    binding: Binding,
    encryption: EncryptionKeys,
    pairwise: PairwiseKey,
    /// Keys of generations, records and profile, as bytes: a thief is not bound to use them for what they are.
    secrets: Vec<[u8; 32]>,
    /// Numbers of the records whose keys are among them.
    pub records: Vec<u32>,
    /// Numbers of the generations whose keys are among them.
    pub generations: Vec<u32>,
}

impl Kept {
    /// Takes down what this doctor's consent gives now: by the formats, not by asking the program.
    pub fn by(doctor: &str, ledger: &Ledger, patient: &str) -> Self {
        let binding = ledger.deployment().sealing().binding(*id(patient).as_ref());
        let encryption = account(doctor).encryption_keys();
        let all = writings(ledger, patient);
        let sealed = all.iter().find_map(|writing| match writing {
            Writing::Pairwise {
                doctor: whose,
                salt,
                sealed,
            } if *whose == id(doctor) => Some((salt, sealed)),
            _ => None,
        });
        let (salt, sealed) = sealed.expect("a consent");
        let pairwise = person::open_pairwise(&binding, &encryption, &salt.0, sealed).unwrap();
        let top = all.iter().find_map(|writing| match writing {
            Writing::Generation {
                doctor: whose,
                generation,
                wrap,
            } if *whose == id(doctor) => {
                Some(wrap::open_generation_by_pairwise(&binding, &pairwise, *generation, wrap).unwrap())
            }
            _ => None,
        });
        let mut keys = vec![top.expect("a consent to the whole history")];
        while let Some(older) = keys.last().filter(|key| key.number() > 1) {
            let link = all.iter().find_map(|writing| match writing {
                Writing::Link { newer, wrap } if *newer == older.number() => Some(wrap),
                _ => None,
            });
            keys.push(wrap::open_link(&binding, older, link.expect("a link")).unwrap());
        }
        let of = |n: u32| {
            keys.iter()
                .find(|key| key.number() == n)
                .expect("every older generation")
        };
        let mut kept = Kept {
            binding,
            encryption,
            pairwise: pairwise.clone(),
            secrets: keys.iter().map(|key| *key.expose()).collect(),
            records: Vec::new(),
            generations: keys.iter().map(GenerationKey::number).collect(),
        };
        for writing in &all {
            let secret = match writing {
                Writing::Record {
                    number,
                    by: KeyBy::Generation(n),
                    digest,
                    wrap,
                } => {
                    kept.records.push(*number);
                    *wrap::open_record_by_generation(&binding, of(*n), digest, wrap)
                        .unwrap()
                        .expose()
                }
                Writing::Profile { sealed } => match profile::form(sealed).unwrap() {
                    profile::Form::Generation(n) => *profile::key(&binding, of(n), sealed).unwrap().expose(),
                    profile::Form::ToPatient => continue,
                },
                _ => continue,
            };
            kept.secrets.push(secret);
        }
        kept
    }

    /// Tries every key on every one of these, and returns those that opened.
    pub fn opens<'w>(&self, writings: &'w [Writing]) -> Vec<&'w Writing> {
        writings
            .iter()
            .filter(|writing| self.opens_one(writing))
            .collect()
    }

    fn opens_one(&self, writing: &Writing) -> bool {
        let (binding, pairwise) = (&self.binding, &self.pairwise);
        let newest = self.generations.iter().max().expect("a generation") + 5;
        // Every secret as the key of every generation that there may be.
        let generations = || {
            self.secrets
                .iter()
                .flat_map(move |secret| (1..=newest).map(move |n| GenerationKey::from_bytes(n, secret)))
        };
        match writing {
            Writing::Record { digest, wrap, .. } | Writing::Single { digest, wrap, .. } => {
                generations().any(|key| wrap::open_record_by_generation(binding, &key, digest, wrap).is_ok())
                    || wrap::open_record_by_pairwise(binding, pairwise, digest, wrap).is_ok()
                    || wrap::open_profile_by_pairwise(binding, pairwise, digest, wrap).is_ok()
            }
            Writing::Ciphertext { bytes, .. } => self
                .secrets
                .iter()
                .any(|secret| Opener::new(bytes.as_slice(), &RecordKey::from_bytes(secret)).is_ok()),
            Writing::Link { wrap, .. } => {
                generations().any(|key| wrap::open_link(binding, &key, wrap).is_ok())
            }
            Writing::Generation { wrap, .. } => {
                (1..=newest).any(|n| wrap::open_generation_by_pairwise(binding, pairwise, n, wrap).is_ok())
            }
            Writing::Pairwise { salt, sealed, .. } => {
                person::open_pairwise(binding, &self.encryption, &salt.0, sealed).is_ok()
            }
            Writing::Profile { sealed } => {
                generations().any(|key| profile::open_by_generation(binding, &key, sealed).is_ok())
                    || self.secrets.iter().any(|secret| {
                        profile::open_by_key(binding, &ProfileKey::from_bytes(secret), sealed).is_ok()
                    })
            }
        }
    }

    /// Whether one of these keys is among those kept, whatever it would be bound to.
    pub fn has(&self, secret: &[u8; 32]) -> bool {
        self.secrets.contains(secret)
    }
}
