//! The system as it runs: the four contracts deployed and wired as the client does it, and people who use it.

use crate::{
    Bundle, Chain, Emitted, Forwarder, Message, Part, Receipt, Storage,
    messages::{admin, audit, doctor, patient},
    people::{ADMIN, DOCTOR, EVERYBODY, OTHER_ADMIN, OTHER_DOCTOR, OTHER_PATIENT, PATIENT, THIRD_ADMIN},
    samples,
};
use ink::LangError;
use medink_interface::selector;
use medink_types::{
    AccountId, Action, AuditParameters, Contracts, Decision, Error, Head, LogEntry, NewRecord, Proposal,
    SystemParameters, events::ActionLogged,
};
use scale::{Decode, Encode};
use std::fmt::Debug;

/// The four contracts on a chain.
pub struct World {
    /// The chain that they are on.
    pub chain: Chain,
    addresses: [AccountId; 4],
}

/// What a successful state-changing call did.
#[derive(Debug, Clone)]
pub struct Done<T> {
    /// What the message answered.
    pub answer: T,
    /// All that the call emitted and cost.
    pub receipt: Receipt,
}

/// A log entry without what only its place in the log decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Logged {
    /// The contract that logged it.
    pub contract: AccountId,
    /// Who acted.
    pub actor: AccountId,
    /// Whom it was about.
    pub subject: AccountId,
    /// What was done.
    pub action: Action,
    /// Which.
    pub reference: [u8; 32],
}

impl World {
    /// A wired system whose only person is [`ADMIN`], the first admin.
    pub fn new() -> Self {
        World::governed(SystemParameters::default(), &[])
    }

    /// A wired system with [`ADMIN`], [`OTHER_ADMIN`] and [`THIRD_ADMIN`], of whom so many have to approve.
    pub fn of_three_admins(quorum: u8) -> Self {
        let parameters = SystemParameters {
            quorum,
            ..SystemParameters::default()
        };
        World::governed(parameters, &[OTHER_ADMIN, THIRD_ADMIN])
    }

    /// A wired system with these parameters and [`ADMIN`] and `others` as admins.
    pub fn governed(parameters: SystemParameters, others: &[AccountId]) -> Self {
        let mut world = World::unwired_with(parameters, others);
        let contracts = world.contracts();
        world.done(ADMIN, admin::register_contracts(contracts));
        world
    }

    /// Four contracts that have not been wired yet. The log already takes the admin contract's entries.
    pub fn unwired() -> Self {
        World::unwired_with(SystemParameters::default(), &[])
    }

    fn unwired_with(parameters: SystemParameters, others: &[AccountId]) -> Self {
        let mut chain = Chain::default();
        for account in EVERYBODY {
            chain.endow(account);
        }
        let mut world = World {
            chain,
            addresses: [ADMIN; 4],
        };
        let admin = world.instantiate(ADMIN, Part::Admin, &(parameters, others));
        let audit = world.instantiate(ADMIN, Part::Audit, &(admin, AuditParameters { max_page: 50 }));
        let doctor = world.instantiate(ADMIN, Part::Doctor, &(admin, audit));
        let patient = world.instantiate(ADMIN, Part::Patient, &(admin, audit, doctor));
        world.addresses = [admin, audit, doctor, patient];
        world
    }

    /// A wired system with [`DOCTOR`], [`OTHER_DOCTOR`], [`PATIENT`] and [`OTHER_PATIENT`] registered.
    pub fn peopled() -> Self {
        let mut world = World::new();
        world.register_people();
        world
    }

    /// Registers the people of [`World::peopled`].
    pub fn register_people(&mut self) {
        self.register_doctors(&[DOCTOR, OTHER_DOCTOR]);
        for account in [PATIENT, OTHER_PATIENT] {
            self.done(
                ADMIN,
                patient::register_patient(account, samples::signed_key(account), samples::profile()),
            );
        }
    }

    /// Registers doctors.
    pub fn register_doctors(&mut self, doctors: &[AccountId]) {
        for account in doctors {
            self.done(
                ADMIN,
                doctor::register_doctor(*account, samples::signed_key(*account), samples::profile()),
            );
        }
    }

    /// Has [`ADMIN`] propose what one admin can decide here, and expects that it is done.
    #[track_caller]
    pub fn decided(&mut self, proposal: Proposal) -> Done<Decision> {
        let done = self.done(ADMIN, admin::propose(proposal));
        assert_eq!(done.answer, Decision::CarriedOut);
        done
    }

    /// A record of content `n` as a doctor with a consent of [`PATIENT`]'s to single records writes it: its key is
    /// wrapped under that consent's pairwise key.
    #[track_caller]
    pub fn pairwise_record(&mut self, doctor: AccountId, n: u32) -> NewRecord {
        let consent = self.read(doctor::consent(PATIENT, doctor));
        samples::pairwise_record(n, consent.expect("the doctor has a consent").salt)
    }

    /// One more instance of a contract, deployed by `by`: what anybody can do on a public chain. `arguments` are
    /// its constructor's, in SCALE.
    #[track_caller]
    pub fn instantiate(&mut self, by: AccountId, contract: Part, arguments: &impl Encode) -> AccountId {
        match self.try_instantiate(by, contract, arguments) {
            Ok(address) => address,
            Err(error) => panic!("the constructor of {} refused: {error:?}", contract.name()),
        }
    }

    /// [`World::instantiate`], with the constructor's refusal.
    pub fn try_instantiate(
        &mut self,
        by: AccountId,
        contract: Part,
        arguments: &impl Encode,
    ) -> Result<AccountId, Error> {
        instantiate(&mut self.chain, by, contract, arguments)
    }

    /// Where `contract` is.
    pub fn address(&self, contract: Part) -> AccountId {
        self.addresses[contract as usize]
    }

    /// The registry that the admin contract is given.
    pub fn contracts(&self) -> Contracts {
        Contracts {
            audit: self.address(Part::Audit),
            doctor: self.address(Part::Doctor),
            patient: self.address(Part::Patient),
        }
    }

    /// What the message answers to `by`, with all that the call did. Panics where it fails before it answers.
    #[track_caller]
    pub fn send<R: Decode>(&mut self, by: AccountId, message: &Message<R>) -> (R, Receipt) {
        self.send_to(self.address(message.contract), by, message)
    }

    /// [`World::send`] to a contract that is not one of the four.
    #[track_caller]
    pub fn send_to<R: Decode>(&mut self, to: AccountId, by: AccountId, message: &Message<R>) -> (R, Receipt) {
        let receipt = self.chain.call(by, to, message.data.clone());
        let answer = answer(message.label, &receipt);
        (answer, receipt)
    }

    /// Has `by` send the message through a foreign contract.
    #[track_caller]
    pub fn send_through<R: Decode>(&mut self, foreign: Forwarder, by: AccountId, message: &Message<R>) -> R {
        let to = self.address(message.contract);
        answer(
            message.label,
            &foreign.forward(&mut self.chain, by, to, &message.data),
        )
    }

    /// What a message that changes nothing answers.
    #[track_caller]
    pub fn read<R: Decode>(&mut self, message: Message<R>) -> R {
        self.send(ADMIN, &message).0
    }

    /// Sends and expects success.
    #[track_caller]
    pub fn done<T: Decode>(&mut self, by: AccountId, message: Message<Result<T, Error>>) -> Done<T> {
        let (answer, receipt) = self.send(by, &message);
        match answer {
            Ok(answer) => {
                assert!(!receipt.reverted, "{} answered Ok and reverted", message.label);
                Done { answer, receipt }
            }
            Err(error) => panic!("{} was refused: {error:?}", message.label),
        }
    }

    /// Sends and expects a refusal that changed nothing: no event, and not a byte of the four contracts' storage.
    #[track_caller]
    pub fn refused<T: Decode>(&mut self, by: AccountId, message: Message<Result<T, Error>>) -> Error {
        let before = self.storage();
        let (answer, receipt) = self.send(by, &message);
        let Err(error) = answer else {
            panic!("{} was not refused", message.label)
        };
        assert!(
            receipt.reverted,
            "{} answered {error:?} and did not revert",
            message.label
        );
        assert_eq!(
            receipt.events,
            [],
            "{} was refused and emitted events",
            message.label
        );
        assert!(
            self.storage() == before,
            "{} was refused with {error:?} and changed the state",
            message.label
        );
        error
    }

    /// Everything that the four contracts keep.
    pub fn storage(&mut self) -> [Storage; 4] {
        self.addresses.map(|address| self.chain.storage(address))
    }

    /// The log's end.
    pub fn head(&mut self) -> Head {
        self.read(audit::head())
    }

    /// The whole log, page by page.
    pub fn log(&mut self) -> Vec<LogEntry> {
        let mut entries = Vec::new();
        let mut next = Some(0);
        while let Some(start) = next {
            let page = self
                .read(audit::entries(start, 50))
                .expect("a page of 50 entries is legal");
            assert!(
                page.next
                    .is_none_or(|next| next > start && !page.items.is_empty()),
                "the log's pages go round in circles at {start}"
            );
            entries.extend(page.items);
            next = page.next;
        }
        entries
    }

    /// The time in `days` days, in milliseconds since 1970-01-01: where consents end.
    pub fn in_days(&mut self, days: u64) -> u64 {
        self.chain.now() + days * medink_types::bounds::DAY_MS
    }
}

impl Default for World {
    fn default() -> Self {
        World::new()
    }
}

impl<T> Done<T> {
    /// The entries that the call wrote to the log.
    pub fn logged(&self) -> Vec<Logged> {
        self.events::<ActionLogged>()
            .into_iter()
            .map(|ActionLogged { entry, .. }| Logged {
                contract: entry.contract,
                actor: entry.actor,
                subject: entry.subject,
                action: entry.action,
                reference: entry.reference,
            })
            .collect()
    }

    /// All events of kind `E`.
    pub fn events<E: ink::env::Event + Decode>(&self) -> Vec<E> {
        self.receipt.events.iter().filter_map(Emitted::decode).collect()
    }

    /// Panics unless the call's events of kind `E` are exactly these.
    #[track_caller]
    pub fn assert_events<E, const N: usize>(&self, expected: [E; N])
    where
        E: ink::env::Event + Decode + Debug + PartialEq,
    {
        assert_eq!(self.events::<E>(), expected);
    }

    /// How many events there were that are not the log's own.
    pub fn other_events(&self) -> usize {
        self.receipt.events.len() - self.events::<ActionLogged>().len()
    }
}

/// Decodes what a message returned: ink!'s `Result<R, LangError>` round its answer.
#[track_caller]
fn answer<R: Decode>(label: &str, receipt: &Receipt) -> R {
    let output = match &receipt.output {
        Ok(output) => output,
        Err(error) => panic!("{label} failed before it could answer: {error:?}"),
    };
    let mut rest = output.as_slice();
    let answer = Result::<R, LangError>::decode(&mut rest)
        .unwrap_or_else(|error| panic!("{label} answered what does not decode: {error}: {output:02x?}"));
    assert!(
        rest.is_empty(),
        "{label} answered {} bytes more than its type",
        rest.len()
    );
    answer.unwrap_or_else(|error| panic!("{label} did not take its arguments: {error:?}"))
}

fn instantiate(
    chain: &mut Chain,
    by: AccountId,
    contract: Part,
    arguments: &impl Encode,
) -> Result<AccountId, Error> {
    let mut data = selector("new").to_vec();
    arguments.encode_to(&mut data);
    chain
        .deploy(by, &Bundle::of(contract).wasm, data)
        .map_err(|output| {
            let answer = Result::<Result<(), Error>, LangError>::decode(&mut output.as_slice());
            match answer {
                Ok(Ok(Err(error))) => error,
                other => panic!("a constructor reverted with {other:?}"),
            }
        })
}
