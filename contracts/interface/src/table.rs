//! The table: every constructor and message of the four contracts, a line each.

/// Hands the table to the macro `generate`, which makes of it what its crate needs. The table has a block for each
/// contract, by module and [`Part`](medink_types::Part), and a row for each message: `make` for a constructor, `change`
/// for a message that changes something, `read` for a read that can't refuse, `ask` for a read that can. The type that a
/// row returns stands without the `Result` of a refusal. After `told_by`, the function of [`told`](crate::told) that
/// finds the returned value in the contract's events, where another transaction can have changed it since a trial.
///
/// References and slices stand for what they refer to: both are encoded alike. The rows name types of `medink_types`,
/// which whoever generates brings into scope.
#[macro_export]
macro_rules! interface {
    ($generate:ident) => {
        $generate! {
            /// The admin contract: who governs, the parameters, the pause, where the other contracts are.
            admin of Admin {
                /// Constructor data: the deployer becomes the first admin, and `others` are admins too.
                make new(parameters: SystemParameters, others: &[AccountId]);
                /// Constructor data: the deployer becomes the only admin, with the usual parameters.
                make with_defaults();
                /// Proposes what can hurt everybody, and approves it; done at once where that is enough. By admins.
                change propose(proposal: Proposal) -> Decision, told_by decision;
                /// Approves a proposal; done at once with the last approval it needs. By admins.
                change approve(number: u32) -> Decision, told_by decision;
                /// Takes the caller's approval back. By admins.
                change withdraw_approval(number: u32) -> ();
                /// Carries out what has the approvals that it needs; announces an upgrade, and carries it out when its notice
                /// is over. By admins.
                change carry_out(number: u32) -> Decision, told_by decision;
                /// A proposal.
                read proposal(number: u32) -> Option<ProposalEntry>;
                /// The proposals, newest first, a page at a time.
                ask proposals(start: u64, limit: u32) -> Page<ProposalEntry>;
                /// Proposes to make an account an admin. By admins.
                change add_admin(account: AccountId) -> Decision, told_by decision;
                /// Proposes to take the admin role from an account; the last admin stays. By admins.
                change remove_admin(account: AccountId) -> Decision, told_by decision;
                /// Whether an account is an admin.
                read is_admin(account: AccountId) -> bool;
                /// The admins, a page at a time.
                ask admins(start: u64, limit: u32) -> Page<AccountId>;
                /// The roles of an account.
                read roles(account: AccountId) -> Roles;
                /// Whether an account has a role.
                read validate_access(account: AccountId, role: Role) -> bool;
                /// The parameters and an account's roles at once, as the other contracts ask for them.
                read standing(account: AccountId) -> Standing;
                /// Proposes the parameters for all contracts. By admins.
                change update_system_parameters(parameters: SystemParameters) -> Decision, told_by decision;
                /// The parameters for all contracts.
                read system_parameters() -> SystemParameters;
                /// Refuses changes for at most three days, but not what takes access away or ends a danger. By admins.
                change pause() -> ();
                /// Ends a pause. By admins.
                change resume() -> ();
                /// When the system was last paused, and until when.
                read last_pause() -> Pause;
                /// Says where the other three contracts are. By admins, once.
                change register_contracts(contracts: Contracts) -> ();
                /// Where the other three contracts are; none while the deployment is unfinished.
                read contracts() -> Option<Contracts>;
                /// Gives or takes a doctor's or patient's role. By the doctor and patient contracts only.
                change set_role(actor: AccountId, account: AccountId, role: Role, held: bool) -> ();
            }
            /// The audit contract: the hash-chained log of what happened.
            audit of Audit {
                /// Constructor data: `admin` is the admin contract, which may write from the start.
                make new(admin: AccountId, parameters: AuditParameters);
                /// Lets a contract write to the log. By the admin contract only.
                change authorize_contract(actor: AccountId, contract: AccountId) -> ();
                /// Stops a contract from writing to the log. By the admin contract only.
                change deauthorize_contract(actor: AccountId, contract: AccountId) -> ();
                /// Whether a contract may write to the log.
                read is_authorized(contract: AccountId) -> bool;
                /// Writes one entry and returns its index. By authorised contracts only.
                change log_action(actor: AccountId, subject: AccountId, action: Action, reference: [u8; 32])
                    -> u64, told_by first_index;
                /// Writes several entries and returns the first one's index. By authorised contracts only.
                change log_actions(actor: AccountId, subject: AccountId, actions: &[(Action, [u8; 32])])
                    -> u64, told_by first_index;
                /// The admin contract that governs the log.
                read admin() -> AccountId;
                /// Sets the log's parameters. By the admin contract only.
                change update_system_parameters(actor: AccountId, parameters: AuditParameters) -> ();
                /// Puts other code in the contract's place. By the admin contract only.
                change upgrade_code(code_hash: Hash) -> ();
                /// The log's parameters.
                read system_parameters() -> AuditParameters;
                /// How many entries there are, and the last one's hash.
                read head() -> Head;
                /// One entry.
                read entry(index: u64) -> Option<LogEntry>;
                /// The log, a page at a time.
                ask entries(start: u64, limit: u32) -> Page<LogEntry>;
                /// What an account did, a page at a time; `start` counts within that list.
                ask entries_by_actor(actor: AccountId, start: u64, limit: u32) -> Page<LogEntry>;
                /// What was done to an account, a page at a time; `start` counts within that list.
                ask entries_by_subject(subject: AccountId, start: u64, limit: u32) -> Page<LogEntry>;
                /// Who opened an account's records and profile, a page at a time; `start` counts within that list.
                ask accesses_by_subject(subject: AccountId, start: u64, limit: u32) -> Page<LogEntry>;
            }
            /// The doctor contract: the doctors' directory, and patients' consents to them.
            doctor of Doctor {
                /// Constructor data: the admin and the audit contract's addresses.
                make new(admin: AccountId, audit: AccountId);
                /// Registers a doctor. By admins.
                change register_doctor(doctor: AccountId, key: &SignedKey, profile: &SealedProfile) -> ();
                /// Replaces the caller's encryption key by a later one. By active doctors.
                change replace_encryption_key(key: &SignedKey) -> ();
                /// Replaces the caller's sealed profile. By active doctors.
                change update_profile(profile: &SealedProfile) -> ();
                /// Attests what a doctor's profile with this digest says. By admins.
                change attest_doctor(doctor: AccountId, profile_digest: [u8; 32]) -> ();
                /// Takes an attestation back. By admins.
                change withdraw_attestation(doctor: AccountId) -> ();
                /// Stops a doctor from acting. By admins.
                change suspend_doctor(doctor: AccountId) -> ();
                /// Lets a suspended doctor act again. By admins.
                change reinstate_doctor(doctor: AccountId) -> ();
                /// A doctor; none when not registered.
                read doctor(account: AccountId) -> Option<Doctor>;
                /// The directory, a page at a time, profiles left empty.
                ask doctors(start: u64, limit: u32) -> Page<Doctor>;
                /// A doctor's public encryption key, with its owner's signature.
                read encryption_key(account: AccountId) -> Option<SignedKey>;
                /// Gives a doctor a consent, in place of an earlier one. By patients.
                change grant_access(doctor: AccountId, grant: &Grant) -> ();
                /// Takes the caller's consent to a doctor back, at once. By patients.
                change revoke_access(doctor: AccountId) -> ();
                /// After a rotation, gives doctors with the whole history the new generation's key. By patients.
                change rewrap_consents(generation: u32, keys: &[Rewrap]) -> ();
                /// A patient's consent to a doctor, expired or not; none after a revocation.
                read consent(patient: AccountId, doctor: AccountId) -> Option<Consent>;
                /// The pairwise key sealed to the doctor.
                read sealed_pairwise(patient: AccountId, doctor: AccountId) -> Option<SealedPairwise>;
                /// The lowest key generation that a patient's new records may be wrapped under.
                read lowest_generation(patient: AccountId) -> u32;
                /// Whether an author may write for a patient now, and under which keys; `about` is the number of the record
                /// that a note refers to and its first version's, `authored` that a new version is of the author's own.
                ask write_ticket(patient: AccountId, author: AccountId, about: Option<(u32, u32)>, authored: bool)
                    -> WriteTicket;
                /// Whether a doctor may open a patient's record now, by its number, its first version's, or as its
                /// author.
                ask read_ticket(patient: AccountId, reader: AccountId, number: u32, first: u32, authored: bool) -> ();
                /// A patient's consents, expired ones included, a page at a time.
                ask consents_of_patient(patient: AccountId, start: u64, limit: u32) -> Page<ConsentEntry>;
                /// The consents that a doctor has, expired ones included, a page at a time.
                ask patients_of_doctor(doctor: AccountId, start: u64, limit: u32) -> Page<ConsentEntry>;
                /// Puts other code in the contract's place. By the admin contract only.
                change upgrade_code(code_hash: Hash) -> ();
            }
            /// The patient contract: patients, their records, their key generations.
            patient of Patient {
                /// Constructor data: the other three contracts' addresses.
                make new(admin: AccountId, audit: AccountId, doctor: AccountId);
                /// Registers a patient. By admins, or by the patient where self-registration is open.
                change register_patient(patient: AccountId, key: &SignedKey, profile: &SealedProfile) -> ();
                /// Replaces the caller's encryption key by a later one. By patients.
                change replace_encryption_key(key: &SignedKey) -> ();
                /// Replaces the caller's sealed profile. By patients.
                change update_profile(profile: &SealedProfile) -> ();
                /// A patient; none when not registered.
                read patient(account: AccountId) -> Option<Patient>;
                /// A patient's public encryption key, with its owner's signature.
                read encryption_key(account: AccountId) -> Option<SignedKey>;
                /// Adds a record and returns its number. By the patient or a doctor with a consent that covers it.
                change add_medical_record(patient: AccountId, record: &NewRecord) -> u32, told_by added_number;
                /// Adds several records, all or none, and returns their numbers. By the patient or a doctor with a
                /// consent.
                change add_medical_records(patient: AccountId, records: &[NewRecord])
                    -> Vec<u32>, told_by added_numbers;
                /// Adds a record that amends another and returns its number. By the patient, or by its author with a
                /// consent.
                change amend_record(patient: AccountId, amends: u32, record: &NewRecord) -> u32, told_by added_number;
                /// Adds a note that refers to a record and returns its number. By the patient or a doctor with a consent to
                /// it.
                change annotate_record(patient: AccountId, about: u32, record: &NewRecord) -> u32, told_by added_number;
                /// Wraps records' keys under the caller's current generation, which is named. By patients.
                change reseal_records(generation: u32, records: &[Reseal]) -> ();
                /// Takes a record's content identifier and key out of the state. By patients.
                change erase_record(number: u32) -> ();
                /// One record.
                read record(patient: AccountId, number: u32) -> Option<Record>;
                /// A patient's records, a page at a time; `start` 0 is record 1.
                ask records(patient: AccountId, start: u64, limit: u32) -> Page<Record>;
                /// The number of the record that has this content identifier.
                read record_by_cid(patient: AccountId, cid: Cid) -> Option<u32>;
                /// Enters into the log that the caller opens a record (0: the profile). By whoever may open it.
                change log_access(patient: AccountId, number: u32) -> ();
                /// Enters into the log that the caller begins a visit, with why, sealed. By doctors with a live consent.
                change begin_visit(patient: AccountId, reason: SealedReason) -> ();
                /// Whether an account may open a patient's record now (0: the profile).
                read has_access(patient: AccountId, reader: AccountId, number: u32) -> bool;
                /// Whether a patient has what a consent names. Asked by the doctor contract.
                ask vouches_for(patient: AccountId, scope: &ScopeSummary) -> ();
                /// Takes the caller's keys from a generation to the next and returns its number; `link` is the old
                /// generation's key wrapped under the new. By patients.
                change rotate_generation(from: u32, link: WrappedKey) -> u32, told_by new_generation;
                /// Puts a right link in the place of a damaged one. By patients.
                change renew_link(generation: u32, link: WrappedKey) -> ();
                /// The links between a patient's generations, a page at a time; `start` 0 is the link of generation 2.
                ask generation_links(patient: AccountId, start: u32, limit: u32) -> Page<WrappedKey>;
                /// A patient's current key generation; 0 when not registered.
                read generation(patient: AccountId) -> u32;
                /// Puts other code in the contract's place. By the admin contract only.
                change upgrade_code(code_hash: Hash) -> ();
            }
        }
    };
}
