//! Plays sequences on the four contracts and on the model side by side, and tells where they part: in an answer, in the log,
//! or in what can be read.

use super::cast::{Contract, Who};
use super::people::{key, profile};
use super::records::cid;
use super::state::{Answer, Model};
use super::step::{Between, How, Register, Step};
use super::views::{self, View};
use e2e_contracts::messages::{admin, audit, doctor, patient};
use e2e_contracts::{Bundle, Forwarder, Message, Moment, Part, Receipt, Rest, World, samples};
use ink::LangError;
use medink_types::events::ActionLogged;
use medink_types::{
    Action, AuditParameters, Error, Hash, LogEntry, Proposal, Reseal, Role, SystemParameters,
};
use scale::Decode;

/// How many views are read after a step. What it changed comes up in turn, and all of it at a sequence's end.
const LOOKS: usize = 1;

/// A message, and who sends it.
pub struct Sent {
    pub by: Who,
    /// Whether through the foreign contract.
    pub foreign: bool,
    pub message: Message<Result<Rest, Error>>,
}

/// A step as it is sent, none where only time goes on, and what the model makes of it.
pub struct Played {
    pub sent: Option<Sent>,
    pub answer: Answer,
}

/// A system that sequences begin with.
pub struct Stage {
    w: World,
    foreign: Forwarder,
    start: Moment,
    /// The model of it.
    pub model: Model,
}

impl Stage {
    /// Three admins of whom two decide, two doctors, two patients, a foreign contract, and other code on the chain.
    pub fn new() -> Self {
        let mut w = World::of_three_admins(2);
        w.register_people();
        let foreign = Forwarder::deploy(&mut w.chain, Who::Stranger.account());
        for part in Part::ALL {
            w.chain
                .upload(Who::Stranger.account(), &Bundle::of(part).other_code());
        }
        let parameters = SystemParameters {
            quorum: 2,
            ..SystemParameters::default()
        };
        let model = Model::of(&mut w, foreign, parameters);
        let start = w.chain.moment();
        Stage {
            w,
            foreign,
            start,
            model,
        }
    }

    /// Plays steps from the start. An error is where contracts and model part, and at which step.
    pub fn play(&mut self, steps: &[Step]) -> Result<(), String> {
        self.play_against(self.model.clone(), steps)
    }

    /// [`Stage::play`] against another model than the right one.
    pub fn play_against(&mut self, mut model: Model, steps: &[Step]) -> Result<(), String> {
        self.w.chain.go_back(&self.start);
        self.w.chain.set_time(model.now);
        for (place, step) in steps.iter().enumerate() {
            let at = |why: String| format!("at step {place}, {step:?}: {why}");
            let before = model.log.len();
            let Played { sent, answer } = model.play(step);
            match sent {
                None => self.w.chain.set_time(model.now),
                Some(sent) => {
                    let receipt = self.send(&sent);
                    answered(&receipt, &answer).map_err(at)?;
                    logged(&receipt, &model.log[before..]).map_err(at)?;
                }
            }
            // Where something was changed, that; else anything.
            let touched = match answer {
                Ok(_) => views::touched(step),
                Err(_) => Vec::new(),
            };
            let views = match touched.is_empty() {
                true => View::all(),
                false => touched,
            };
            for look in 0..LOOKS {
                let view = views[(place + look) % views.len()];
                self.look(&model, view).map_err(at)?;
            }
        }
        let at_the_end = |why: String| format!("after the last step: {why}");
        for view in View::all() {
            self.look(&model, view).map_err(at_the_end)?;
        }
        for part in Part::ALL {
            let (contract, expected) = (model.address(part), model.present_codes[part as usize]);
            let found: Hash = self.w.chain.code_hash(contract);
            same(&format!("code of {part:?}"), &found, &expected).map_err(at_the_end)?;
        }
        Ok(())
    }

    fn send(&mut self, sent: &Sent) -> Receipt {
        let Sent { by, foreign, message } = sent;
        let (by, to) = (by.account(), self.w.address(message.contract));
        match foreign {
            true => self.foreign.forward(&mut self.w.chain, by, to, &message.data),
            false => self.w.chain.call(by, to, message.data.clone()),
        }
    }

    fn look(&mut self, model: &Model, view: View) -> Result<(), String> {
        for ask in view.asks(model) {
            let to = self.w.address(ask.contract);
            let receipt = self.w.chain.call(Who::Admin.account(), to, ask.data.clone());
            ask.hold(&receipt)?;
        }
        Ok(())
    }
}

/// Holds what a message answered against what the model says, and whether it was undone.
fn answered(receipt: &Receipt, expected: &Answer) -> Result<(), String> {
    let expected = expected.clone().map(Rest);
    let output = receipt.output.as_ref();
    let output = output.map_err(|error| format!("it failed before it could answer: {error:?}"))?;
    let answer = Result::<Result<Rest, Error>, LangError>::decode(&mut output.as_slice());
    let answer = answer.map_err(|error| format!("the answer does not decode: {error}: {output:02x?}"))?;
    same("the answer", &answer, &Ok(expected.clone()))?;
    same("undone", &receipt.reverted, &expected.is_err())
}

/// Holds the entries that a message wrote to the log, hashes and all, against the model's.
fn logged(receipt: &Receipt, expected: &[LogEntry]) -> Result<(), String> {
    let events = receipt.events.iter();
    let told = events.filter_map(|event| event.decode::<ActionLogged>());
    let written: Vec<LogEntry> = told.map(|event| event.entry).collect();
    same("the log", &written.as_slice(), &expected)
}

/// Fails, in words, where what the contracts say is not what the model says.
fn same<T: PartialEq + std::fmt::Debug>(what: &str, contracts: &T, model: &T) -> Result<(), String> {
    match contracts == model {
        true => Ok(()),
        false => Err(format!(
            "{what}: the contracts say {contracts:?}, the model {model:?}"
        )),
    }
}

impl Model {
    /// Plays a step on the model, which is as before where the step is refused.
    pub fn play(&mut self, step: &Step) -> Played {
        let before = self.clone();
        let played = self.played(step);
        if played.answer.is_err() {
            *self = before;
        }
        played
    }

    fn played(&mut self, step: &Step) -> Played {
        match step {
            Step::Wait { hours } => {
                self.now += hours * 3_600_000;
                Played {
                    sent: None,
                    answer: Ok(Vec::new()),
                }
            }
            Step::Propose { by, idea, short } => {
                let proposal = self.proposal(idea);
                let message = match (short, proposal) {
                    (true, Proposal::AddAdmin(account)) => admin::add_admin(account),
                    (true, Proposal::RemoveAdmin(account)) => admin::remove_admin(account),
                    (true, Proposal::SystemParameters(new)) => admin::update_system_parameters(new),
                    _ => admin::propose(proposal),
                };
                sent(*by, message, self.proposes(by.account(), proposal))
            }
            Step::Approve { by, back } => {
                let number = self.number(*back);
                sent(*by, admin::approve(number), self.approves(by.account(), number))
            }
            Step::Withdraw { by, back } => {
                let number = self.number(*back);
                let message = admin::withdraw_approval(number);
                sent(*by, message, self.withdraws(by.account(), number))
            }
            Step::CarryOut { by, back } => {
                let number = self.number(*back);
                sent(
                    *by,
                    admin::carry_out(number),
                    self.carries_out(by.account(), number),
                )
            }
            Step::Pause { by } => sent(*by, admin::pause(), self.pauses(by.account())),
            Step::Resume { by } => sent(*by, admin::resume(), self.resumes(by.account())),
            Step::Wire { by } => {
                let [_, audit, doctor, patient] = self.at;
                let contracts = medink_types::Contracts {
                    audit,
                    doctor,
                    patient,
                };
                sent(
                    *by,
                    admin::register_contracts(contracts),
                    self.wires(by.account()),
                )
            }
            Step::Between { by, message } => self.between(*by, *message),
            Step::Foreign { by, list } => {
                let account = by.account();
                // As if somebody's records had been opened.
                let entry = (Action::RecordAccessed, [6; 32]);
                let message = match list {
                    None => audit::log_action(account, account, entry.0, entry.1),
                    Some(many) => audit::log_actions(account, account, vec![entry; *many]),
                };
                let played = sent(*by, message, self.writes_foreign(account, *list, entry));
                through_foreign(played)
            }
            Step::RegisterPatient {
                by,
                whom,
                key: kind,
                profile: says,
            } => {
                let (whom, says) = (whom.account(), profile(*says));
                let key = key(*kind, whom, self.serial(Register::Patients, &whom));
                let message = patient::register_patient(whom, key.clone(), says.clone());
                let answer = self.registers_patient(by.account(), whom, *kind, key, says);
                sent(*by, message, answer)
            }
            Step::RegisterDoctor {
                by,
                whom,
                key: kind,
                profile: says,
            } => {
                let (whom, says) = (whom.account(), profile(*says));
                let key = key(*kind, whom, self.serial(Register::Doctors, &whom));
                let message = doctor::register_doctor(whom, key.clone(), says.clone());
                let answer = self.registers_doctor(by.account(), whom, *kind, key, says);
                sent(*by, message, answer)
            }
            Step::ReplaceKey { by, at, key: kind } => {
                let account = by.account();
                let key = key(*kind, account, self.serial(*at, &account));
                let message = match at {
                    Register::Doctors => doctor::replace_encryption_key(key.clone()),
                    Register::Patients => patient::replace_encryption_key(key.clone()),
                };
                sent(*by, message, self.replaces_key(account, *at, *kind, key))
            }
            Step::UpdateProfile {
                by,
                at,
                profile: says,
            } => {
                let says = profile(*says);
                let message = match at {
                    Register::Doctors => doctor::update_profile(says.clone()),
                    Register::Patients => patient::update_profile(says.clone()),
                };
                sent(*by, message, self.updates_profile(by.account(), *at, says))
            }
            Step::Attest {
                by,
                doctor: whom,
                read,
            } => {
                let whom = whom.account();
                let digest = self.digest(&whom, *read);
                let message = doctor::attest_doctor(whom, digest);
                sent(*by, message, self.attests(by.account(), whom, digest))
            }
            Step::WithdrawAttestation { by, doctor: whom } => {
                let whom = whom.account();
                let message = doctor::withdraw_attestation(whom);
                sent(*by, message, self.withdraws_attestation(by.account(), whom))
            }
            Step::Suspend { by, doctor: whom } => {
                let whom = whom.account();
                sent(
                    *by,
                    doctor::suspend_doctor(whom),
                    self.suspends(by.account(), whom),
                )
            }
            Step::Reinstate { by, doctor: whom } => {
                let whom = whom.account();
                sent(
                    *by,
                    doctor::reinstate_doctor(whom),
                    self.reinstates(by.account(), whom),
                )
            }
            _ => self.played_with_records(step),
        }
    }

    /// The steps of consents and records.
    fn played_with_records(&mut self, step: &Step) -> Played {
        match step {
            Step::Grant {
                by,
                doctor: whom,
                covers,
                period,
                seal,
            } => {
                let (account, whom) = (by.account(), whom.account());
                let grant = self.grant_of(&account, &whom, covers, *period, *seal);
                let message = doctor::grant_access(whom, grant.clone());
                sent(*by, message, self.grants(account, whom, grant))
            }
            Step::Revoke { by, doctor: whom } => {
                let whom = whom.account();
                sent(*by, doctor::revoke_access(whom), self.revokes(by.account(), whom))
            }
            Step::Rewrap { by, doctors, beside } => {
                let generation = self.beside(&by.account(), *beside);
                let keys = doctors
                    .iter()
                    .map(|whom| samples::rewrap(whom.account(), generation as u8));
                let keys: Vec<_> = keys.collect();
                let message = doctor::rewrap_consents(generation, keys.clone());
                sent(*by, message, self.rewraps(by.account(), generation, &keys))
            }
            Step::Rotate { by, beside, link } => {
                let (account, link) = (by.account(), samples::wrapped(*link));
                let from = self.beside(&account, *beside);
                let message = patient::rotate_generation(from, link);
                sent(*by, message, self.rotates(account, from, link))
            }
            Step::RenewLink { by, generation, link } => {
                let link = samples::wrapped(*link);
                let message = patient::renew_link(*generation, link);
                sent(*by, message, self.renews_link(by.account(), *generation, link))
            }
            Step::Write {
                by,
                patient: of,
                how,
                record,
            } => {
                let (account, of) = (by.account(), of.account());
                let record = self.new_record(&account, &of, *record);
                let message = match how {
                    How::New => patient::add_medical_record(of, record.clone()),
                    How::Amends(number) => patient::amend_record(of, *number, record.clone()),
                    How::About(number) => patient::annotate_record(of, *number, record.clone()),
                };
                sent(*by, message, self.writes_one(account, of, *how, record))
            }
            Step::WriteMany {
                by,
                patient: of,
                records,
            } => {
                let (account, of) = (by.account(), of.account());
                let records = records.iter().map(|new| self.new_record(&account, &of, *new));
                let records: Vec<_> = records.collect();
                let message = patient::add_medical_records(of, records.clone());
                sent(*by, message, self.writes_many(account, of, &records))
            }
            Step::Reseal { by, records, beside } => {
                let generation = self.beside(&by.account(), *beside);
                let records = records.iter().map(|(number, place)| Reseal {
                    cid: place.map(cid),
                    ..samples::reseal(*number)
                });
                let records: Vec<_> = records.collect();
                let message = patient::reseal_records(generation, records.clone());
                sent(*by, message, self.reseals(by.account(), generation, &records))
            }
            Step::Erase { by, number } => sent(
                *by,
                patient::erase_record(*number),
                self.erases(by.account(), *number),
            ),
            Step::Open {
                by,
                patient: of,
                number,
            } => {
                let of = of.account();
                sent(
                    *by,
                    patient::log_access(of, *number),
                    self.opens(by.account(), of, *number),
                )
            }
            Step::Visit { by, patient: of, why } => {
                let (of, why) = (of.account(), samples::reason(*why));
                let message = patient::begin_visit(of, why);
                sent(*by, message, self.begins_visit(by.account(), of, why))
            }
            other => unreachable!("{other:?} is played above"),
        }
    }

    /// Messages between contracts, sent by people: none of them is one.
    fn between(&self, by: Who, message: Between) -> Played {
        let (account, code) = (by.account(), Hash::from([1; 32]));
        let foreign = self.contract(Contract::Foreign);
        let refused = || Err(Error::CallerNotAuthorized);
        let entry = (Action::RecordErased, [5; 32]);
        match message {
            Between::SetRole => sent(
                by,
                admin::set_role(account, account, Role::Doctor, true),
                refused(),
            ),
            Between::Authorize => sent(by, audit::authorize_contract(account, foreign), refused()),
            Between::Deauthorize => sent(by, audit::deauthorize_contract(account, foreign), refused()),
            Between::LogOne => sent(
                by,
                audit::log_action(account, account, entry.0, entry.1),
                refused(),
            ),
            Between::LogMany => sent(by, audit::log_actions(account, account, vec![entry]), refused()),
            Between::LogParameters => {
                let parameters = AuditParameters { max_page: 1 };
                sent(
                    by,
                    audit::update_system_parameters(account, parameters),
                    refused(),
                )
            }
            Between::UpgradeAudit => sent(by, audit::upgrade_code(code), refused()),
            Between::UpgradeDoctor => sent(by, doctor::upgrade_code(code), refused()),
            Between::UpgradePatient => sent(by, patient::upgrade_code(code), refused()),
        }
    }
}

fn sent<T>(by: Who, message: Message<Result<T, Error>>, answer: Answer) -> Played {
    let sent = Sent {
        by,
        foreign: false,
        message: message.any(),
    };
    Played {
        sent: Some(sent),
        answer,
    }
}

fn through_foreign(played: Played) -> Played {
    let sent = played.sent.map(|sent| Sent {
        foreign: true,
        ..sent
    });
    Played { sent, ..played }
}
