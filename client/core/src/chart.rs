//! A patient's chart as a doctor opens it: profile and titles at once, one access in the log.

use crate::error::Result;
use crate::index::Person;
use crate::people::PatientView;
use crate::profile::{PatientProfile, from_bytes};
use crate::records::Listed;
use crate::{Done, Medink, Operation};
use medink_chain::{ChainExt, contracts};
use medink_types::{AccountId, ConsentEntry, bounds};
use medink_words::Said;

/// What a doctor sees of a patient without opening a record.
#[derive(Debug, Clone)]
pub struct Chart {
    /// The patient and the profile; none where there is none, or where it is not readable for doctors yet.
    pub view: PatientView,
    /// Why there is a profile that does not open; none otherwise.
    pub fault: Option<Said>,
    /// The records, with what each is where the consent covers it.
    pub records: Vec<Listed>,
}

impl Operation<'_> {
    /// Opens profile and titles. The access (number 0) is on chain before anything is read. Guard: a doctor whose live
    /// consent covers the profile.
    pub async fn chart(&self, patient: AccountId) -> Result<Done<Chart>> {
        self.run(async {
            self.recover().await?;
            let found = self.patient(patient).await?;
            let ring = self.keyring(patient).await?;
            let access = contracts::patient::log_access(self.deployment.patient(), patient, bounds::PROFILE);
            self.step(&access).await?;
            let readable = !found.profile.is_empty()
                && medink_seal::profile::form(&found.profile) != Ok(medink_seal::profile::Form::ToPatient);
            // A profile that does not open is no reason to hide the records.
            let (profile, fault): (Option<PatientProfile>, _) = match readable {
                true => match ring
                    .open_profile(&found.profile)
                    .and_then(|bytes| from_bytes(&bytes))
                {
                    Ok(profile) => (Some(profile), None),
                    Err(error) => (None, Some(error.what)),
                },
                false => (None, None),
            };
            let mut synced = self.synced(patient).await?;
            let person = profile.as_ref().map(|profile| Person {
                name: profile.name.clone(),
                birth_date: profile.birth_date.clone(),
            });
            synced.are_of(&ring, person);
            let records = self.listed(synced, &ring).await?;
            Ok(Chart {
                view: PatientView {
                    patient: found,
                    profile,
                },
                fault,
                records,
            })
        })
        .await
    }
}

impl Medink {
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

    /// Whether a doctor's live consent covers a patient's profile and the titles.
    pub async fn sees_chart(&self, patient: AccountId, doctor: AccountId) -> Result<bool> {
        let allowed =
            contracts::patient::has_access(self.deployment.patient(), patient, doctor, bounds::PROFILE);
        Ok(self.chain.read(&allowed).await?)
    }
}
