//! What a profile says, before it is sealed. Field names follow FHIR R4 `Patient` and `Practitioner` where they have
//! one. Only sealed bytes of these ever leave the machine.

use crate::error::{Error, Kind, Result};
use medink_words::{Said, said};
use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroizing;

/// A patient's profile.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatientProfile {
    /// Full name.
    pub name: String,
    /// Date of birth, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_date: Option<String>,
    /// Administrative gender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<String>,
    /// Identifier with the health system: insurance or record number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// Telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Postal address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Whom to call in an emergency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emergency_contact: Option<String>,
    /// Allergies and intolerances.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allergies: Option<String>,
    /// Blood group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blood_group: Option<String>,
}

/// A doctor's profile in the directory.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoctorProfile {
    /// Full name.
    pub name: String,
    /// Specialty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub specialty: Option<String>,
    /// Where the doctor works.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// Licence or register number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// Telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Languages spoken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub languages: Option<String>,
}

impl fmt::Debug for PatientProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PatientProfile([secret])")
    }
}

impl fmt::Debug for DoctorProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DoctorProfile([secret])")
    }
}

/// Reads a profile from JSON as a user gave it. The error says where it stops making sense, never what it says.
pub fn parse<P: for<'de> Deserialize<'de> + Named>(json: &str) -> Result<P> {
    let profile: P = serde_json::from_str(json).map_err(|e| {
        Error::new(
            Kind::Usage,
            said!(
                "core-profile-json",
                whose = P::whose(),
                line = e.line(),
                column = e.column()
            ),
        )
        .next(said!("core-profile-json-next", fields = P::FIELDS))
    })?;
    if profile.name().trim().is_empty() {
        return Err(Error::new(Kind::Usage, said!("core-profile-name-empty"))
            .next(said!("core-profile-name-empty-next", fields = P::FIELDS)));
    }
    Ok(profile)
}

/// A profile from its fields: `value` gives what was filled in, by the names in [`Named::FIELDS`].
pub fn from_fields<P: for<'de> Deserialize<'de> + Named>(
    value: impl Fn(&str) -> Option<String>,
) -> Result<P> {
    let fields: serde_json::Map<String, serde_json::Value> = P::FIELDS
        .split(", ")
        .filter_map(|name| Some((name.to_owned(), value(name)?.into())))
        .collect();
    if !fields.contains_key("name") {
        return Err(Error::new(Kind::Usage, said!("core-name-missing")).next(said!("core-name-missing-next")));
    }
    let text = Zeroizing::new(serde_json::Value::Object(fields).to_string());
    parse(&text)
}

/// The fields of a profile that are filled in, by the names in [`Named::FIELDS`].
pub fn fields<P: Serialize>(profile: &P) -> Vec<(String, String)> {
    match serde_json::to_value(profile) {
        Ok(serde_json::Value::Object(fields)) => fields
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.as_str()?.to_owned())))
            .collect(),
        _ => Vec::new(),
    }
}

/// A profile as bytes to be sealed.
pub(super) fn to_bytes<P: Serialize>(profile: &P) -> Result<Zeroizing<Vec<u8>>> {
    serde_json::to_vec(profile)
        .map(Zeroizing::new)
        .map_err(|_| Error::new(Kind::Internal, said!("core-profile-unwritten")))
}

/// A profile from opened bytes.
pub(super) fn from_bytes<P: for<'de> Deserialize<'de>>(bytes: &[u8]) -> Result<P> {
    serde_json::from_slice(bytes).map_err(|_| {
        Error::new(Kind::Damaged, said!("core-profile-form")).next(said!("core-profile-form-next"))
    })
}

/// What the two profiles share.
pub trait Named {
    /// Whose profile, in words.
    fn whose() -> Said;
    /// The fields, in words.
    const FIELDS: &'static str;
    /// The name in it.
    fn name(&self) -> &str;
}

impl Named for PatientProfile {
    fn whose() -> Said {
        said!("core-whose-patient")
    }

    const FIELDS: &'static str = "name, birth_date, gender, identifier, phone, email, address, emergency_contact, allergies, blood_group";
    fn name(&self) -> &str {
        &self.name
    }
}

impl Named for DoctorProfile {
    fn whose() -> Said {
        said!("core-whose-doctor")
    }

    const FIELDS: &'static str = "name, specialty, organization, identifier, phone, email, languages";
    fn name(&self) -> &str {
        &self.name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_the_same_from_its_fields() {
        let profile: PatientProfile = parse(r#"{"name":"N","blood_group":"0+"}"#).unwrap();
        let known = fields(&profile);
        let value = |name: &str| known.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone());
        assert!(from_fields::<PatientProfile>(value).unwrap() == profile);
        assert_eq!(
            from_fields::<DoctorProfile>(|_| None).unwrap_err().kind,
            Kind::Usage
        );
    }

    #[test]
    fn a_profile_that_does_not_fit_is_refused_without_repeating_it() {
        for bad in [
            r#"{"name": 3}"#,
            r#"{"nom": "MARKER"}"#,
            r#"{"name": "MARKER""#,
            r#"{"name": " "}"#,
        ] {
            let error = parse::<PatientProfile>(bad).unwrap_err();
            assert_eq!(error.kind, Kind::Usage);
            assert!(!error.to_string().contains("MARKER"), "{error}");
            assert!(error.to_string().contains("name"));
        }
        assert!(!format!("{:?}", parse::<DoctorProfile>(r#"{"name":"MARKER"}"#).unwrap()).contains("MARKER"));
    }
}
