//! What a transaction did, in a sentence for people; its own name is for those who look it up.

use crate::voice::Words;
use medink_words::said;

/// In a sentence, without its full stop; the name itself where there is none.
pub fn sentence(what: &str) -> Words {
    let said = match what {
        "admin.propose" => said!("did-admin-propose"),
        "admin.approve" => said!("did-admin-approve"),
        "admin.withdraw_approval" => said!("did-admin-withdraw-approval"),
        "admin.carry_out" => said!("did-admin-carry-out"),
        "admin.pause" => said!("did-admin-pause"),
        "admin.resume" => said!("did-admin-resume"),
        "admin.register_contracts" => said!("did-admin-register-contracts"),
        "audit.authorize_contract" => said!("did-audit-authorize-contract"),
        "balances.transfer" => said!("did-balances-transfer"),
        "doctor.register_doctor" => said!("did-doctor-register-doctor"),
        "doctor.update_profile" => said!("did-doctor-update-profile"),
        "doctor.replace_encryption_key" => said!("did-doctor-replace-encryption-key"),
        "doctor.attest_doctor" => said!("did-doctor-attest-doctor"),
        "doctor.withdraw_attestation" => said!("did-doctor-withdraw-attestation"),
        "doctor.suspend_doctor" => said!("did-doctor-suspend-doctor"),
        "doctor.reinstate_doctor" => said!("did-doctor-reinstate-doctor"),
        "doctor.grant_access" => said!("did-doctor-grant-access"),
        "doctor.revoke_access" => said!("did-doctor-revoke-access"),
        "doctor.rewrap_consents" => said!("did-doctor-rewrap-consents"),
        "patient.register_patient" => said!("did-patient-register-patient"),
        "patient.update_profile" => said!("did-patient-update-profile"),
        "patient.replace_encryption_key" => said!("did-patient-replace-encryption-key"),
        "patient.add_medical_record" => said!("did-patient-add-medical-record"),
        "patient.add_medical_records" => said!("did-patient-add-medical-records"),
        "patient.amend_record" => said!("did-patient-amend-record"),
        "patient.annotate_record" => said!("did-patient-annotate-record"),
        "patient.reseal_records" => said!("did-patient-reseal-records"),
        "patient.erase_record" => said!("did-patient-erase-record"),
        "patient.log_access" => said!("did-patient-log-access"),
        "patient.begin_visit" => said!("did-patient-begin-visit"),
        "patient.rotate_generation" => said!("did-patient-rotate-generation"),
        "patient.renew_link" => said!("did-patient-renew-link"),
        other => return other.into(),
    };
    said.into()
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
            assert!(matches!(sentence(what), Words::Said(_)), "{what}");
            assert!(!sentence(what).to_string().contains(['.', '_']), "{what}");
        }
        assert_eq!(sentence("audit: upload"), "audit: upload".into());
    }
}
