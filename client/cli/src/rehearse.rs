//! `--dry-run`: which commands it is for, and what is shown in place of what they would have done.

use crate::args::{
    AccountCommand, AdminCommand, Command, ConsentCommand, DoctorCommand, NetworkCommand, ParamsCommand,
    RecordCommand,
};
use crate::language::{plain, told};
use crate::output::{Answer, put};
use crate::table::{Column::Whole, table};
use medink_chain::{Chain, Cost, Identity, Rehearsal, Rehearsed, StorageDeposit, Token};
use medink_core::error::{Error, Kind, Result};
use medink_words::{Value as Words, said};
use serde_json::{Value, json};

/// Refuses `--dry-run` for commands that never submit a transaction: they would be done all the same.
///
/// # Errors
/// [`Kind::Usage`].
pub fn check(command: &Command) -> Result<()> {
    if submits(command) {
        return Ok(());
    }
    Err(Error::new(Kind::Usage, said!("cli-nothing-to-try")).next(said!("cli-nothing-to-try-next")))
}

fn submits(command: &Command) -> bool {
    match command {
        Command::Deploy { check, .. } => !check,
        Command::Patient(_) | Command::Note(_) => true,
        Command::Record(command) => !matches!(command, RecordCommand::ExportAll { .. }),
        Command::Account(command) => matches!(command, AccountCommand::Fund { .. } | AccountCommand::NewKey),
        Command::Admin(command) => !matches!(command, AdminCommand::List | AdminCommand::Proposals { .. }),
        Command::Doctor(command) => matches!(command, DoctorCommand::Update { .. }),
        Command::Consent(command) => !matches!(command, ConsentCommand::List),
        Command::Network(command) => !matches!(
            command,
            NetworkCommand::New { .. }
                | NetworkCommand::Join { .. }
                | NetworkCommand::Status
                | NetworkCommand::Motions
        ),
        Command::Params(command) => matches!(command, ParamsCommand::Set { .. }),
        _ => false,
    }
}

/// What came of a command that was only rehearsed. `outcome` is the command's own, `earlier` how many uploads of
/// before are unfinished on this machine.
///
/// # Errors
/// The command's own error, where it was not the rehearsal that ended it.
pub async fn answer(rehearsal: &Rehearsal, outcome: Result<Answer>, earlier: usize) -> Result<Answer> {
    if let (Err(mut error), false) = (outcome, rehearsal.has_ended()) {
        // What was gone through before it was only rehearsed, and nobody has paid for it.
        error.paid = None;
        return Err(match rehearsal.has_begun() {
            false => error,
            true => error.at(said!("cli-rehearsed-error")),
        });
    }
    let Identity {
        token, ss58_prefix, ..
    } = rehearsal.identity();
    let transactions = rehearsal.transactions();
    let sum = Sum::of(&transactions);
    let complete = sum.complete && !rehearsal.is_open();
    let list: Vec<Value> = transactions.iter().map(json_of).collect();
    let mut data = json!({
        "dry_run": true, "transactions": list, "complete": complete, "earlier_uploads": earlier,
        "fee": sum.fees.to_string(), "deposit_charged": sum.deposits.to_string(),
    });
    let mut lines = vec![told(&said!("cli-rehearsed"))];
    match transactions.first() {
        None => lines.push(told(&said!("cli-rehearsed-nothing"))),
        Some(Rehearsed { account, .. }) => {
            let has = rehearsal.present_balance(*account).await?.spendable;
            let enough = sum.all() <= has;
            let address = medink_seal::ss58::encode(account.as_ref(), ss58_prefix)?;
            let rows = transactions.iter().map(|one| row_of(one, &token)).collect();
            lines.push(table(
                None,
                &[
                    Whole("head-would-take"),
                    Whole("head-fee-about"),
                    Whole("head-deposit-about"),
                ],
                rows,
            ));
            let amount = |amount| Words::amount(&token.format(amount));
            let (fees, deposits) = (amount(sum.fees), amount(sum.deposits));
            lines.push(told(&match complete {
                true => said!("cli-rehearsed-sum", fees = fees, deposits = deposits),
                false => said!("cli-rehearsed-sum-at-least", fees = fees, deposits = deposits),
            }));
            let (who, has_words) = (address.as_str(), amount(has));
            lines.push(told(&match enough {
                true => said!("cli-rehearsed-has", account = who, amount = has_words),
                false => said!("cli-rehearsed-lacks", account = who, amount = has_words),
            }));
            put(&mut data, "account", json!(address));
            put(&mut data, "spendable", json!(has.to_string()));
            put(&mut data, "affordable", json!(enough));
        }
    }
    if !complete {
        lines.push(told(&said!("cli-rehearsed-more")));
    }
    if earlier > 0 {
        lines.push(told(&said!("cli-rehearsed-earlier", count = earlier)));
    }
    Ok(Answer::new(data, lines.join("\n")))
}

/// What transactions come to together, in the token's smallest unit.
struct Sum {
    fees: u128,
    deposits: u128,
    amounts: u128,
    /// Whether the cost of each is known.
    complete: bool,
}

impl Sum {
    fn of(transactions: &[Rehearsed]) -> Self {
        let add = |of: fn(&Rehearsed) -> u128| {
            transactions
                .iter()
                .fold(0u128, |sum, one| sum.saturating_add(of(one)))
        };
        Sum {
            fees: add(|one| one.cost.map_or(0, |cost| cost.fee)),
            deposits: add(|one| one.cost.map_or(0, |cost| cost.deposit.charged())),
            amounts: add(|one| one.amount),
            complete: transactions.iter().all(|one| one.cost.is_some()),
        }
    }

    fn all(&self) -> u128 {
        self.fees
            .saturating_add(self.deposits)
            .saturating_add(self.amounts)
    }
}

/// A transaction for people.
fn row_of(transaction: &Rehearsed, token: &Token) -> Vec<String> {
    let words = |amount| Words::amount(&token.format(amount));
    let (fee, deposit) = match &transaction.cost {
        None => {
            let later = plain(&said!("cli-known-later"));
            (later.clone(), later)
        }
        Some(Cost { fee, deposit, .. }) => {
            let deposit = match *deposit {
                StorageDeposit::Charged(amount) => said!("cli-amount", amount = words(amount)),
                StorageDeposit::Refunded(amount) => said!("cli-amount-back", amount = words(amount)),
            };
            let fee = said!("cli-amount", amount = words(*fee));
            (plain(&fee), plain(&deposit))
        }
    };
    vec![transaction.what.clone(), fee, deposit]
}

/// A transaction for programs: amounts as text in the token's smallest unit, null where they are not known.
fn json_of(transaction: &Rehearsed) -> Value {
    let (charged, refunded) = match transaction.cost.map(|cost| cost.deposit) {
        None => (None, None),
        Some(StorageDeposit::Charged(amount)) => (Some(amount), Some(0)),
        Some(StorageDeposit::Refunded(amount)) => (Some(0), Some(amount)),
    };
    let text = |amount: Option<u128>| amount.map(|amount| amount.to_string());
    json!({
        "what": transaction.what,
        "amount": transaction.amount.to_string(),
        "fee": text(transaction.cost.map(|cost| cost.fee)),
        "deposit_charged": text(charged),
        "deposit_refunded": text(refunded),
    })
}
