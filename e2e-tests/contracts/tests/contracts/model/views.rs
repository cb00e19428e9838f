//! What can be read of the system: every message that only reads, with what it has to answer.

use super::cast::{Contract, Who};
use super::records::cid;
use super::state::{DoctorFile, Given, Model};
use super::step::{Idea, Place, Register, Step};
use e2e_contracts::messages::{admin, audit, doctor, patient};
use e2e_contracts::{Message, Part, Receipt, blake2_256};
use ink::LangError;
use medink_types::bounds::PROPOSAL_PAGE;
use medink_types::{
    AccountId, Consent, ConsentEntry, Contracts, Doctor, Error, Head, LogEntry, Page, Patient, Role,
    ScopeSummary, SealedProfile, Standing,
};
use scale::{Decode, Encode};
use std::fmt::Debug;

/// A message that only reads, and what it has to answer.
pub struct Ask {
    pub contract: Part,
    pub label: &'static str,
    pub data: Vec<u8>,
    expected: Vec<u8>,
    shown: fn(&[u8]) -> String,
}

impl Ask {
    fn new<R: Encode + Decode + Debug>(message: Message<R>, expected: R) -> Self {
        Ask {
            contract: message.contract,
            label: message.label,
            data: message.data,
            expected: Ok::<R, LangError>(expected).encode(),
            shown: shown::<R>,
        }
    }

    /// Fails, in words, where the answer is another.
    pub fn hold(&self, receipt: &Receipt) -> Result<(), String> {
        let label = self.label;
        let output = receipt.output.as_ref();
        let output = output.map_err(|error| format!("{label} failed: {error:?}"))?;
        match *output == self.expected {
            true => Ok(()),
            false => Err(format!(
                "{label}: the contracts say {}, the model {}",
                (self.shown)(output),
                (self.shown)(&self.expected)
            )),
        }
    }
}

fn shown<R: Decode + Debug>(mut bytes: &[u8]) -> String {
    match Result::<R, LangError>::decode(&mut bytes) {
        Ok(answer) => format!("{answer:?}"),
        Err(error) => format!("{bytes:02x?}, which does not decode: {error}"),
    }
}

/// What is read together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum View {
    Governance,
    Proposals,
    Admins,
    Standing(Who),
    Log,
    LogOf(Who),
    Writers,
    Doctors,
    Doctor(Who),
    ConsentsOf(Who),
    PatientsOf(Who),
    Consent(Who, Who),
    Tickets(Who, Who),
    Patient(Who),
    Records(Who),
    Links(Who),
    Access(Who, Who),
}

impl View {
    /// All there are.
    pub fn all() -> Vec<View> {
        let mut all = vec![
            View::Governance,
            View::Proposals,
            View::Admins,
            View::Log,
            View::Writers,
            View::Doctors,
        ];
        for who in Who::ALL {
            all.extend([View::Standing(who), View::LogOf(who)]);
        }
        for doctor in Who::DOCTORS {
            all.extend([View::Doctor(doctor), View::PatientsOf(doctor)]);
        }
        for patient in Who::PATIENTS {
            all.extend([
                View::Patient(patient),
                View::Records(patient),
                View::Links(patient),
                View::ConsentsOf(patient),
            ]);
            for doctor in Who::DOCTORS {
                all.extend([
                    View::Consent(patient, doctor),
                    View::Tickets(patient, doctor),
                    View::Access(patient, doctor),
                ]);
            }
        }
        all
    }

    /// What it reads, and what that has to answer.
    pub fn asks(self, model: &Model) -> Vec<Ask> {
        match self {
            View::Governance => governance(model),
            View::Proposals => proposals(model),
            View::Admins => admins(model),
            View::Standing(who) => standing(model, &who.account()),
            View::Log => log(model),
            View::LogOf(who) => log_of(model, who.account()),
            View::Writers => writers(model),
            View::Doctors => {
                let list: Vec<Doctor> = model.doctors.iter().map(shown_in_page).collect();
                pages(&list, model.parameters.max_page, doctor::doctors)
            }
            View::Doctor(who) => one_doctor(model, who.account()),
            View::ConsentsOf(who) => {
                let patient = who.account();
                let doctors = model.doctors_of.get(&patient).cloned().unwrap_or_default();
                let list: Vec<_> = doctors
                    .into_iter()
                    .map(|doctor| entry(model, patient, doctor))
                    .collect();
                let mut asks = pages(&list, model.parameters.max_page, |start, limit| {
                    doctor::consents_of_patient(patient, start, limit)
                });
                let lowest = model.lowest(&patient);
                asks.push(Ask::new(doctor::lowest_generation(patient), lowest));
                asks
            }
            View::PatientsOf(who) => {
                let doctor = who.account();
                let patients = model.patients_of.get(&doctor).cloned().unwrap_or_default();
                let list: Vec<_> = patients
                    .into_iter()
                    .map(|patient| entry(model, patient, doctor))
                    .collect();
                pages(&list, model.parameters.max_page, |start, limit| {
                    doctor::patients_of_doctor(doctor, start, limit)
                })
            }
            View::Consent(patient, doctor) => consent(model, patient.account(), doctor.account()),
            View::Tickets(patient, doctor) => tickets(model, patient.account(), doctor.account()),
            View::Patient(who) => one_patient(model, who.account()),
            View::Records(who) => records(model, who.account()),
            View::Links(who) => {
                let of = who.account();
                let file = model.patients.get(&of);
                let links = file.map(|file| file.links.clone()).unwrap_or_default();
                pages(&links, model.parameters.max_page, |start, limit| {
                    patient::generation_links(of, start as u32, limit)
                })
            }
            View::Access(patient, reader) => {
                let (of, reader) = (patient.account(), reader.account());
                let newest = model.known(&of).map_or(0, |file| file.records.len() as u32);
                let asks = [0, 1, newest].into_iter().map(|number| {
                    let expected = model.may_open(&of, &reader, number).is_ok();
                    Ask::new(patient::has_access(of, reader, number), expected)
                });
                asks.collect()
            }
        }
    }
}

/// What a step can have changed, where it was not refused.
pub fn touched(step: &Step) -> Vec<View> {
    let mut views = match step {
        // Whether consents count, and who may act, depends on the time.
        Step::Wait { .. } => return Vec::new(),
        Step::Propose { idea, .. } => match idea {
            Idea::Add(who) | Idea::Remove(who) => {
                vec![View::Proposals, View::Admins, View::Standing(*who)]
            }
            _ => vec![View::Proposals, View::Governance, View::Writers],
        },
        Step::Approve { by, .. } | Step::Withdraw { by, .. } | Step::CarryOut { by, .. } => {
            vec![
                View::Proposals,
                View::Admins,
                View::Governance,
                View::Writers,
                View::Standing(*by),
            ]
        }
        Step::Pause { by } | Step::Resume { by } => vec![View::Governance, View::Standing(*by)],
        Step::Wire { .. } | Step::Between { .. } => Vec::new(),
        Step::Foreign { by, .. } => vec![View::LogOf(*by)],
        Step::RegisterPatient { whom, .. } => vec![View::Patient(*whom), View::Standing(*whom)],
        Step::RegisterDoctor { whom, .. } => {
            vec![View::Doctor(*whom), View::Doctors, View::Standing(*whom)]
        }
        Step::ReplaceKey { by, at, .. } | Step::UpdateProfile { by, at, .. } => match at {
            Register::Doctors => vec![View::Doctor(*by), View::Doctors],
            Register::Patients => vec![View::Patient(*by)],
        },
        Step::Attest { doctor, .. } | Step::WithdrawAttestation { doctor, .. } => {
            vec![View::Doctor(*doctor), View::Doctors]
        }
        Step::Suspend { doctor, .. } | Step::Reinstate { doctor, .. } => vec![
            View::Doctor(*doctor),
            View::Standing(*doctor),
            View::Access(Who::Patient, *doctor),
        ],
        Step::Grant { by, doctor, .. } | Step::Revoke { by, doctor } => vec![
            View::Consent(*by, *doctor),
            View::Tickets(*by, *doctor),
            View::Access(*by, *doctor),
            View::ConsentsOf(*by),
            View::PatientsOf(*doctor),
        ],
        Step::Rewrap { by, doctors, .. } => {
            doctors.iter().map(|doctor| View::Consent(*by, *doctor)).collect()
        }
        Step::Rotate { by, .. } => vec![View::Links(*by), View::Patient(*by)],
        Step::RenewLink { by, .. } => vec![View::Links(*by)],
        Step::Write { patient, .. } | Step::WriteMany { patient, .. } => {
            vec![View::Records(*patient), View::Patient(*patient)]
        }
        Step::Reseal { by, .. } | Step::Erase { by, .. } => vec![View::Records(*by)],
        Step::Open { patient, .. } | Step::Visit { patient, .. } => vec![View::LogOf(*patient)],
    };
    views.push(View::Log);
    views
}

/// The first page of a list, and the one that ends it.
fn pages<T>(list: &[T], max: u32, message: impl Fn(u64, u32) -> Message<Result<Page<T>, Error>>) -> Vec<Ask>
where
    T: Clone + Debug,
    Result<Page<T>, Error>: Encode + Decode,
{
    let total = list.len() as u64;
    let mut starts = vec![0, total.saturating_sub(u64::from(max))];
    starts.dedup();
    let asks = starts.into_iter().map(|start| {
        let items: Vec<T> = list
            .iter()
            .skip(start as usize)
            .take(max as usize)
            .cloned()
            .collect();
        let end = start + items.len() as u64;
        let page = Page {
            items,
            total,
            next: (end < total).then_some(end),
        };
        Ask::new(message(start, 0), Ok(page))
    });
    asks.collect()
}

fn governance(model: &Model) -> Vec<Ask> {
    let [_, audit, doctor, patient] = model.at;
    let contracts = Contracts {
        audit,
        doctor,
        patient,
    };
    vec![
        Ask::new(admin::system_parameters(), model.parameters),
        Ask::new(admin::last_pause(), model.pause),
        Ask::new(admin::contracts(), Some(contracts)),
    ]
}

fn proposals(model: &Model) -> Vec<Ask> {
    let newest_first: Vec<_> = model.proposals.iter().rev().cloned().collect();
    let mut asks = pages(&newest_first, PROPOSAL_PAGE, admin::proposals);
    let newest = model.proposals.len() as u32;
    for number in [newest, newest + 1] {
        let expected = model.proposals.iter().find(|entry| entry.number == number);
        asks.push(Ask::new(admin::proposal(number), expected.cloned()));
    }
    asks
}

fn admins(model: &Model) -> Vec<Ask> {
    let max = model.parameters.max_page;
    let mut asks = pages(&model.admins, max, admin::admins);
    asks.push(Ask::new(admin::admins(0, max + 1), Err(Error::PageSize { max })));
    asks
}

fn standing(model: &Model, account: &AccountId) -> Vec<Ask> {
    let roles = model.roles(account);
    let standing = Standing {
        parameters: model.parameters,
        roles,
        paused: model.is_paused(),
    };
    vec![
        Ask::new(admin::standing(*account), standing),
        Ask::new(admin::roles(*account), roles),
        Ask::new(admin::is_admin(*account), roles.admin),
        Ask::new(admin::validate_access(*account, Role::Doctor), roles.doctor),
    ]
}

fn log(model: &Model) -> Vec<Ask> {
    let last = model.log.last().cloned();
    let count = model.log.len() as u64;
    let head = Head {
        count,
        hash: last.as_ref().map_or([0; 32], |last| blake2_256(&last.encode())),
    };
    // Of the pages the last alone: what comes before does not change, and the hash is of all.
    let pages = pages(&model.log, model.log_parameters.max_page, audit::entries);
    let mut asks: Vec<Ask> = pages.into_iter().next_back().into_iter().collect();
    asks.push(Ask::new(audit::head(), head));
    asks.push(Ask::new(audit::entry(count.saturating_sub(1)), last));
    asks
}

fn log_of(model: &Model, account: AccountId) -> Vec<Ask> {
    let max = model.log_parameters.max_page;
    let of = |keep: &dyn Fn(&LogEntry) -> bool| -> Vec<LogEntry> {
        model.log.iter().filter(|entry| keep(entry)).cloned().collect()
    };
    let mut asks = pages(&of(&|entry| entry.actor == account), max, |start, limit| {
        audit::entries_by_actor(account, start, limit)
    });
    asks.extend(pages(
        &of(&|entry| entry.subject == account),
        max,
        |start, limit| audit::entries_by_subject(account, start, limit),
    ));
    asks.extend(pages(
        &of(&|entry| entry.subject == account && entry.action.is_access()),
        max,
        |start, limit| audit::accesses_by_subject(account, start, limit),
    ));
    asks
}

fn writers(model: &Model) -> Vec<Ask> {
    let contracts = [
        Contract::Own(Part::Audit),
        Contract::Own(Part::Doctor),
        Contract::Foreign,
    ];
    let asks = contracts.map(|contract| {
        let contract = model.contract(contract);
        Ask::new(
            audit::is_authorized(contract),
            model.authorized.contains(&contract),
        )
    });
    let mut asks: Vec<Ask> = asks.into();
    asks.push(Ask::new(audit::system_parameters(), model.log_parameters));
    asks.push(Ask::new(audit::admin(), model.address(Part::Admin)));
    asks
}

fn one_doctor(model: &Model, account: AccountId) -> Vec<Ask> {
    let file = model.doctor(&account);
    let whole = file.map(|file| Doctor {
        profile: file.profile.clone(),
        ..shown_in_page(file)
    });
    vec![
        Ask::new(doctor::doctor(account), whole),
        Ask::new(doctor::encryption_key(account), file.map(|file| file.key.clone())),
    ]
}

/// Profiles would not fit into a page.
fn shown_in_page(file: &DoctorFile) -> Doctor {
    Doctor {
        account: file.account,
        status: file.status,
        registered: file.registered,
        profile: SealedProfile::default(),
        attested: file.attested,
    }
}

fn entry(model: &Model, patient: AccountId, doctor: AccountId) -> ConsentEntry {
    let Given { grant, at, .. } = &model.consents[&(patient, doctor)];
    ConsentEntry {
        patient,
        doctor,
        scope: grant.scope.summary(),
        purpose: grant.purpose,
        from: if grant.from_ms == 0 { *at } else { grant.from_ms },
        until: grant.until_ms,
        key_serial: grant.key_serial,
    }
}

fn consent(model: &Model, patient: AccountId, whom: AccountId) -> Vec<Ask> {
    let given = model.consents.get(&(patient, whom));
    let consent = given.map(|Given { grant, at, .. }| Consent {
        scope: grant.scope.clone(),
        purpose: grant.purpose,
        from: grant.from_ms,
        until: grant.until_ms,
        given: *at,
        salt: grant.salt,
        key_serial: grant.key_serial,
        signature: grant.signature,
    });
    let sealed = given.map(|given| given.grant.sealed_pairwise.clone());
    vec![
        Ask::new(doctor::consent(patient, whom), consent),
        Ask::new(doctor::sealed_pairwise(patient, whom), sealed),
    ]
}

fn tickets(model: &Model, of: AccountId, whom: AccountId) -> Vec<Ask> {
    let mut asks = Vec::new();
    for (about, authored) in [(None, false), (None, true), (Some((2, 1)), false)] {
        let expected = model.write_ticket(&of, &whom, about, authored);
        asks.push(Ask::new(
            doctor::write_ticket(of, whom, about, authored),
            expected,
        ));
    }
    let expected = model.read_ticket(&of, &whom, (2, 1), false);
    asks.push(Ask::new(doctor::read_ticket(of, whom, 2, 1, false), expected));
    let scopes = [
        ScopeSummary::Records(vec![0, 1, 2]),
        ScopeSummary::WholeHistory { generation: 2 },
    ];
    for scope in scopes {
        let expected = model.vouches(&of, &scope);
        asks.push(Ask::new(patient::vouches_for(of, scope), expected));
    }
    asks
}

fn one_patient(model: &Model, account: AccountId) -> Vec<Ask> {
    let file = model.patients.get(&account);
    let shown = file.map(|file| Patient {
        account,
        registered: file.registered,
        records: file.records.len() as u32,
        generation: file.generation(),
        profile: file.profile.clone(),
    });
    vec![
        Ask::new(patient::patient(account), shown),
        Ask::new(
            patient::encryption_key(account),
            file.map(|file| file.key.clone()),
        ),
        Ask::new(patient::generation(account), model.generation(&account)),
    ]
}

fn records(model: &Model, of: AccountId) -> Vec<Ask> {
    let file = model.patients.get(&of);
    let list = file.map(|file| file.records.clone()).unwrap_or_default();
    let mut asks = pages(&list, model.parameters.max_page, |start, limit| {
        patient::records(of, start, limit)
    });
    let newest = list.len() as u32;
    for number in [newest, newest + 1] {
        let expected = model.record(&of, number).cloned();
        asks.push(Ask::new(patient::record(of, number), expected));
    }
    // A place that somebody mostly has, and the newest record's.
    let newest_place = list.last().and_then(|record| record.cid);
    for place in [Some(cid(Place::Of(0))), newest_place].into_iter().flatten() {
        let found = model.found_at(&place).filter(|(owner, _)| *owner == of);
        let expected = found.map(|(_, number)| number);
        asks.push(Ask::new(patient::record_by_cid(of, place), expected));
    }
    asks
}
