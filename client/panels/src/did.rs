//! What a transaction did, in a sentence for people; its own name is for those who look it up.

/// In a sentence, without its full stop; the name itself where there is none.
pub fn sentence(what: &str) -> &str {
    match what {
        "admin.propose" => "Proposed, and decided where one approval is enough",
        "admin.approve" => "Approved a proposal",
        "admin.withdraw_approval" => "Took an approval back",
        "admin.carry_out" => "Carried a proposal out",
        "admin.pause" => "Paused the system",
        "admin.resume" => "Ended the pause",
        "admin.register_contracts" => "Told the contracts of each other",
        "audit.authorize_contract" => "Let a contract write to the log",
        "balances.transfer" => "Sent money",
        "doctor.register_doctor" => "Registered a doctor",
        "doctor.update_profile" => "Wrote a doctor's entry in the directory",
        "doctor.replace_encryption_key" => "Replaced a doctor's encryption key",
        "doctor.attest_doctor" => "Verified a doctor's entry",
        "doctor.withdraw_attestation" => "Took the word for a doctor's entry back",
        "doctor.suspend_doctor" => "Suspended a doctor",
        "doctor.reinstate_doctor" => "Reinstated a doctor",
        "doctor.grant_access" => "Gave a consent",
        "doctor.revoke_access" => "Revoked a consent",
        "doctor.rewrap_consents" => "Gave the doctors who keep a consent the new keys",
        "patient.register_patient" => "Registered a patient",
        "patient.update_profile" => "Wrote a patient's profile",
        "patient.replace_encryption_key" => "Replaced a patient's encryption key",
        "patient.add_medical_record" => "Added a record",
        "patient.add_medical_records" => "Added records",
        "patient.amend_record" => "Added a new version of a record",
        "patient.annotate_record" => "Added a note to a record",
        "patient.reseal_records" => "Changed the keys of records",
        "patient.erase_record" => "Erased a record",
        "patient.log_access" => "Entered into the log that something was opened",
        "patient.begin_visit" => "Entered into the log that a visit began, and why, sealed",
        "patient.rotate_generation" => "Changed the patient's keys",
        "patient.renew_link" => "Renewed a link between the patient's keys",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_have_done_is_a_sentence() {
        for what in [
            "balances.transfer",
            "patient.add_medical_record",
            "doctor.grant_access",
            "admin.propose",
        ] {
            assert!(!sentence(what).contains(['.', '_']), "{what}");
        }
        assert_eq!(sentence("audit: upload"), "audit: upload");
    }
}
