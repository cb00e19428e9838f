//! Values as pages write them: times, people, amounts, sizes. Types here that write markup escape what they hold.

use crate::core::{Medink, Step};
use askama::filters::HtmlSafe;
use jiff::Timestamp;
use medink_chain::{StorageDeposit, Token};
use medink_types::{AccountId, Action, Purpose};
use std::fmt;

/// A point in time, in milliseconds since 1970-01-01: UTC to the minute, which a script turns to the browser's own time,
/// with the exact one on hover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When(pub u64);

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = i64::try_from(self.0)
            .ok()
            .and_then(|ms| Timestamp::from_millisecond(ms).ok());
        match at {
            Some(at) => write!(
                f,
                "<time datetime=\"{at}\" title=\"{at}\">{} UTC</time>",
                at.strftime("%Y-%m-%d %H:%M")
            ),
            None => write!(f, "{} ms", self.0),
        }
    }
}

impl HtmlSafe for When {}

/// An address: its beginning and end, whole on hover and for copying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The whole address.
    pub address: String,
    /// What is known of who it is; written in front.
    pub name: Option<String>,
}

impl Person {
    /// An account by its address alone.
    pub fn of(medink: &Medink, account: &AccountId) -> Self {
        Person {
            address: medink.address(account),
            name: None,
        }
    }

    /// The same with a name.
    #[must_use]
    pub fn named(mut self, name: Option<String>) -> Self {
        self.name = name;
        self
    }

    /// The name, or what there is of the address.
    pub fn label(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.short())
    }

    /// Its beginning and end.
    pub fn short(&self) -> String {
        let (Some(start), Some(end)) = (
            self.address.get(..6),
            self.address.get(self.address.len().saturating_sub(4)..),
        ) else {
            return self.address.clone();
        };
        format!("{start}…{end}")
    }
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let escaped =
            askama::filters::escape(&self.address, askama::filters::Html).map_err(|_| fmt::Error)?;
        if let Some(name) = &self.name {
            let name = askama::filters::escape(name, askama::filters::Html).map_err(|_| fmt::Error)?;
            write!(f, "<span class=\"name\">{name}</span> ")?;
        }
        let short = self.short();
        let short = askama::filters::escape(&short, askama::filters::Html).map_err(|_| fmt::Error)?;
        write!(f, "<code class=\"address\" title=\"{escaped}\">{short}</code>")
    }
}

impl HtmlSafe for Person {}

/// A transaction as the page after it tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What it did, as `contract.message`.
    pub what: String,
    /// In which block.
    pub block: u64,
    /// Its fee, with the token.
    pub fee: String,
    /// What was set aside or given back for storage; none where nothing was.
    pub deposit: Option<String>,
    /// Its hash.
    pub hash: String,
}

impl Receipt {
    /// For a step of an operation.
    pub fn of(step: &Step, token: &Token) -> Self {
        let deposit = match &step.receipt.deposit {
            StorageDeposit::Charged(0) | StorageDeposit::Refunded(0) => None,
            StorageDeposit::Charged(amount) => Some(format!("deposit {}", token.format(*amount))),
            StorageDeposit::Refunded(amount) => Some(format!("{} of deposits back", token.format(*amount))),
        };
        Receipt {
            what: step.what.clone(),
            block: step.receipt.block_number,
            fee: token.format(step.receipt.fee),
            deposit,
            hash: format!("0x{}", hex::encode(step.receipt.tx_hash)),
        }
    }
}

/// An amount as people read it in passing: two digits after the point, rounded down.
pub fn amount(amount: u128, token: &Token) -> String {
    let exact = token.format(amount);
    let (number, symbol) = exact.split_once(' ').unwrap_or((&exact, ""));
    let short = match number.split_once('.') {
        Some((whole, part)) => format!("{whole}.{}", part.get(..2).unwrap_or(part)),
        None => number.to_owned(),
    };
    format!("{short} {symbol}")
}

/// A size as people read it.
pub fn size(bytes: &u64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    if *bytes < 1000 {
        return format!("{bytes} bytes");
    }
    let mut unit = "bytes";
    let mut tenths = u128::from(*bytes) * 10;
    for next in UNITS {
        if tenths < 10_000 {
            break;
        }
        tenths = (tenths + 500) / 1000;
        unit = next;
    }
    match tenths % 10 {
        0 => format!("{} {unit}", tenths / 10),
        tenth => format!("{}.{tenth} {unit}", tenths / 10),
    }
}

/// Why a consent was given, in words.
pub fn purpose(purpose: &Purpose) -> &'static str {
    match purpose {
        Purpose::Treatment => "treatment",
        Purpose::EmergencyTreatment => "emergency treatment",
        Purpose::CareManagement => "care management",
        Purpose::Payment => "payment",
        Purpose::Operations => "running the practice",
        Purpose::Research => "research",
        Purpose::PublicHealth => "public health",
        Purpose::PatientRequest => "at the patient's request",
    }
}

/// What an entry of the log says was done, in words.
pub fn action(action: &Action) -> &'static str {
    match action {
        Action::AdminAdded => "admin added",
        Action::AdminRemoved => "admin removed",
        Action::SystemParametersUpdated => "system parameters changed",
        Action::Paused => "system paused",
        Action::Resumed => "system resumed",
        Action::ContractsRegistered => "contracts registered",
        Action::ContractAuthorized => "contract let write to the log",
        Action::ContractDeauthorized => "contract barred from the log",
        Action::AuditParametersUpdated => "log parameters changed",
        Action::DoctorRegistered => "doctor registered",
        Action::DoctorProfileUpdated => "doctor's profile changed",
        Action::DoctorSuspended => "doctor suspended",
        Action::DoctorReinstated => "doctor reinstated",
        Action::ConsentGranted => "consent given",
        Action::ConsentRevoked => "consent revoked",
        Action::ConsentRewrapped => "consent moved to the new keys",
        Action::PatientRegistered => "patient registered",
        Action::PatientProfileUpdated => "patient's profile changed",
        Action::RecordAdded => "record added",
        Action::RecordAmended => "new version of a record added",
        Action::RecordResealed => "record's key changed",
        Action::RecordErased => "record erased",
        Action::RecordAccessed => "opened",
        Action::GenerationRotated => "patient's keys changed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_roughly() {
        for (bytes, text) in [
            (0, "0 bytes"),
            (999, "999 bytes"),
            (1000, "1 KB"),
            (1_550, "1.6 KB"),
            (2_147_483_648, "2.1 GB"),
        ] {
            assert_eq!(size(&bytes), text);
        }
    }

    #[test]
    fn an_amount_in_passing_is_short() {
        let token = Token {
            symbol: "UNIT".into(),
            decimals: 12,
        };
        assert_eq!(amount(1_239_999_999_999, &token), "1.23 UNIT");
        assert_eq!(amount(5_000_000_000_000, &token), "5 UNIT");
        assert_eq!(amount(1, &token), "0.00 UNIT");
    }

    #[test]
    fn what_is_written_as_markup_is_escaped() {
        let person = Person {
            address: "\"><script>".into(),
            name: Some("<b>&".into()),
        };
        let text = person.to_string();
        assert!(!text.contains("<script>") && !text.contains("<b>"), "{text}");
        assert!(When(0).to_string().contains("datetime=\"1970-01-01T00:00:00Z\""));
        assert_eq!(When(u64::MAX).to_string(), format!("{} ms", u64::MAX));
    }
}
