//! Registering many at once from a table: a registration card and what is written of its owner, a line each.
//!
//! The same table may be given again: who is registered already is told and passed over, so what an interruption or an
//! empty account left out is made up for. What a table says of a person is in memory alone; a report has line numbers
//! and addresses, and no name.

use crate::error::{Error, Kind, Result};
use crate::many::{Ended, Rows, ends_all, is_unclear};
use crate::profile::{self, DoctorProfile, PatientProfile};
use crate::registration::{card_in, check_spendable};
use crate::sheet::{Column, Row, Sheet};
use crate::{Done, Operation};
use medink_chain::{ChainExt, contracts};
use medink_seal::card::{self, Card};
use medink_types::{AccountId, Error as Refusal};
use medink_words::{Said, said};
use std::collections::HashMap;

/// Whose roster it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Doctors, with their entries for the directory.
    Doctors,
    /// Patients, with first profiles, sealed to each of them.
    Patients,
}

/// What is written of somebody.
enum Written {
    Doctor(DoctorProfile),
    Patient(Option<PatientProfile>),
}

/// A line: whose card, and what is written; or why it can't be read.
struct Line {
    number: u64,
    /// Whose card it is, where that much can be read.
    account: Option<AccountId>,
    what: Result<(Card, Written)>,
}

/// A table of people to be registered.
pub struct Roster {
    lines: Vec<Line>,
}

/// What became of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Registered, and sent what was to be sent along.
    Registered,
    /// Registered, but nothing was sent, and why.
    NotFunded(Error),
    /// Registered, but whether anything was sent is not known.
    FundingUnclear(Error),
    /// It was before.
    Already,
    /// It was before, and has nothing, although something was to be sent along.
    AlreadyWithNothing,
    /// Not registered, and why.
    Refused(Error),
    /// Whether it was registered is not known.
    Unclear(Error),
}

impl Outcome {
    fn unfunded(error: Error) -> Self {
        match is_unclear(&error) {
            true => Outcome::FundingUnclear(error),
            false => Outcome::NotFunded(error),
        }
    }

    fn unregistered(error: Error) -> Self {
        match is_unclear(&error) {
            true => Outcome::Unclear(error),
            false => Outcome::Refused(error),
        }
    }

    /// What every other row would meet as well, if it was that.
    fn ends(&self) -> Option<&Error> {
        match self {
            Outcome::Registered | Outcome::Already | Outcome::AlreadyWithNothing => None,
            Outcome::NotFunded(error)
            | Outcome::FundingUnclear(error)
            | Outcome::Refused(error)
            | Outcome::Unclear(error) => Some(error).filter(|error| ends_all(error)),
        }
    }
}

/// A line of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The line of the table, from 1.
    pub line: u64,
    /// Whose card is on it, if it can be read.
    pub account: Option<AccountId>,
    /// What became of it.
    pub outcome: Outcome,
}

const fn column(name: &'static str, also: &'static [&'static str]) -> Column {
    Column { name, also }
}

const DOCTORS: [Column; 8] = [
    column("card", &["registration card"]),
    column("name", &["full name"]),
    column("specialty", &[]),
    column("organization", &["works at"]),
    column("identifier", &["licence or register number"]),
    column("phone", &["telephone"]),
    column("email", &["mail address"]),
    column("languages", &[]),
];

const PATIENTS: [Column; 11] = [
    column("card", &["registration card"]),
    column("name", &["full name"]),
    column("birth_date", &["date of birth"]),
    column("gender", &[]),
    column("identifier", &["insurance or record number"]),
    column("phone", &["telephone"]),
    column("email", &["mail address"]),
    column("address", &[]),
    column("emergency_contact", &[]),
    column("allergies", &[]),
    column("blood_group", &[]),
];

impl Of {
    /// The columns that a table may have; `card` it has to have.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Of::Doctors => &DOCTORS,
            Of::Patients => &PATIENTS,
        }
    }
}

impl Roster {
    /// Reads a table. What is wrong with a line is that line's.
    ///
    /// # Errors
    /// [`Kind::Usage`] for what is no such table: see [`Sheet::read`].
    pub fn read(of: Of, bytes: &[u8]) -> Result<Self> {
        let sheet = Sheet::read(bytes, of.columns())?;
        if !sheet.has("card") {
            return Err(
                Error::new(Kind::Usage, said!("core-table-no-card")).next(said!("core-table-no-card-next"))
            );
        }
        let rows = sheet.rows().iter();
        let mut lines: Vec<Line> = rows.map(|row| line(of, &sheet, row)).collect();
        refuse_doubled(&mut lines);
        Ok(Roster { lines })
    }

    /// How many lines it has.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

fn line(of: Of, sheet: &Sheet, row: &Row) -> Line {
    let read = card_of_row(sheet, row);
    Line {
        number: row.line,
        account: read.as_ref().ok().map(|card| card.address().into()),
        what: read.and_then(|card| Ok((card, written(of, sheet, row)?))),
    }
}

fn card_of_row(sheet: &Sheet, row: &Row) -> Result<Card> {
    let card = sheet.cell(row, "card");
    // One card in each row, in its own column: more of them are other people's rows, whose card would be left out.
    let cards: usize = row.cells().map(|cell| cell.matches(card::PREFIX).count()).sum();
    let own = card.map_or(0, |cell| cell.matches(card::PREFIX).count());
    if cards > own || own > 1 {
        return Err(Error::new(Kind::Usage, said!("core-table-quote")).next(said!("core-table-quote-next")));
    }
    if sheet.is_longer(row) {
        return Err(Error::new(Kind::Usage, said!("core-table-cells")).next(said!("core-table-cells-next")));
    }
    card_in(card.ok_or_else(|| Error::new(Kind::Usage, said!("core-table-card-missing")))?)
}

fn written(of: Of, sheet: &Sheet, row: &Row) -> Result<Written> {
    let value = |name: &str| sheet.cell(row, name).map(str::to_owned);
    let anything = of
        .columns()
        .iter()
        .any(|column| column.name != "card" && sheet.cell(row, column.name).is_some());
    Ok(match of {
        Of::Doctors => Written::Doctor(profile::from_fields(value)?),
        Of::Patients if anything => Written::Patient(Some(profile::from_fields(value)?)),
        Of::Patients => Written::Patient(None),
    })
}

/// Refuses every line whose card is on another line as well: which of them is the person's, nobody can tell here, and
/// the other one's name would go with it.
fn refuse_doubled(lines: &mut [Line]) {
    let mut of_card: HashMap<AccountId, Vec<u64>> = HashMap::new();
    for line in lines.iter() {
        if let Some(account) = line.account {
            of_card.entry(account).or_default().push(line.number);
        }
    }
    for line in lines {
        let same = line.account.and_then(|account| of_card.get(&account));
        let other = same.and_then(|numbers| numbers.iter().find(|number| **number != line.number));
        if let Some(other) = other {
            line.what = Err(
                Error::new(Kind::Usage, said!("core-table-card-twice", other = *other))
                    .next(said!("core-table-card-twice-next")),
            );
        }
    }
}

impl Operation<'_> {
    /// Registers everybody of a table who is not registered yet, line by line, and sends each of them `fund`, in the
    /// token's smallest unit. Where that can't be paid, it ends before the line. Guard: admin.
    ///
    /// # Errors
    /// None of a line's: those are told to `rows`.
    pub async fn register_roster(
        &self,
        roster: &Roster,
        fund: Option<u128>,
        rows: &dyn Rows<Entry>,
    ) -> Result<Done<Ended>> {
        self.run(async {
            for line in &roster.lines {
                if !rows.goes_on() {
                    return Ok(Ended::Stopped);
                }
                let told = |account, outcome| {
                    rows.row(Entry {
                        line: line.number,
                        account,
                        outcome,
                    });
                };
                let account = line.account;
                let (card, written) = match &line.what {
                    Ok(read) => read,
                    Err(error) => {
                        told(account, Outcome::Refused(error.clone()));
                        continue;
                    }
                };
                // The row at which it ends is told like any other: somebody has to look at it.
                let outcome = match self.register_line(card, written, fund).await {
                    Ok(outcome) => outcome,
                    Err(error) => Outcome::unregistered(error),
                };
                let ends = outcome.ends().cloned();
                told(account, outcome);
                if let Some(error) = ends {
                    return Ok(Ended::Failed(error));
                }
            }
            Ok(Ended::All)
        })
        .await
    }

    async fn register_line(&self, card: &Card, written: &Written, fund: Option<u128>) -> Result<Outcome> {
        let account = AccountId::from(card.address());
        let doctor = contracts::doctor::doctor(self.deployment.doctor(), account);
        let patient = contracts::patient::patient(self.deployment.patient(), account);
        let is_doctor = self.chain.read(&doctor).await?.is_some();
        let is_patient = self.chain.read(&patient).await?.is_some();
        let message = match written {
            Written::Doctor(_) if is_doctor => return self.already(account, fund).await,
            Written::Patient(_) if is_patient => return self.already(account, fund).await,
            Written::Doctor(_) if is_patient => {
                return Err(other_role(said!("core-cards-patient"), said!("core-role-doctor")));
            }
            Written::Patient(_) if is_doctor => {
                return Err(other_role(said!("core-cards-doctor"), said!("core-role-patient")));
            }
            Written::Doctor(profile) => self.doctor_registration(card, Some(profile))?,
            Written::Patient(profile) => self.patient_registration(card, profile.as_ref())?,
        };
        if let Some(amount) = fund {
            // Who is registered already gets nothing the next time: so nobody is registered without it.
            check_spendable(self.chain.as_ref(), self.actor, amount).await?;
        }
        match self.step(&message).await {
            // Another admin was faster.
            Err(error) if error.refusal == Some(Refusal::AlreadyRegistered) => {
                return self.already(account, fund).await;
            }
            outcome => outcome?,
        }
        Ok(match fund {
            Some(amount) => match self.sent(account, amount).await {
                Ok(()) => Outcome::Registered,
                Err(error) => Outcome::unfunded(error),
            },
            None => Outcome::Registered,
        })
    }

    /// Who was registered before gets nothing again. Whoever has nothing was perhaps left out then, which is told.
    async fn already(&self, account: AccountId, fund: Option<u128>) -> Result<Outcome> {
        let nothing = fund.is_some() && self.chain.balance(account).await?.free == 0;
        Ok(match nothing {
            true => Outcome::AlreadyWithNothing,
            false => Outcome::Already,
        })
    }
}

/// A table of the one given as one of the other would make hundreds what they are not.
fn other_role(whose: Said, role: Said) -> Error {
    Error::new(Kind::Usage, said!("core-table-other-role", whose = whose))
        .next(said!("core-table-other-role-next", role = role))
}

#[cfg(test)]
mod tests;
