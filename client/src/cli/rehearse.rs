//! `--dry-run`: which commands it is for, and what is shown in place of what they would have done.

use crate::cli::args::{AccountCommand, AdminCommand, Command, ConsentCommand, DoctorCommand, ParamsCommand};
use crate::cli::output::{Answer, put, table};
use crate::error::{Error, Kind, Result};
use medink_chain::{Chain, Rehearsal, StorageDeposit};
use medink_types::AccountId;
use serde_json::{Value, json};

/// Refuses `--dry-run` for commands that never submit a transaction: they would be done all the same.
///
/// # Errors
/// [`Kind::Usage`].
pub fn check(command: &Command) -> Result<()> {
    if submits(command) {
        return Ok(());
    }
    Err(Error::new(
        Kind::Usage,
        "this command submits nothing, so that there is nothing to try",
    )
    .next("Leave out --dry-run."))
}

fn submits(command: &Command) -> bool {
    match command {
        Command::Deploy { check, .. } => !check,
        Command::Patient(_) | Command::Record(_) | Command::Note(_) => true,
        Command::Account(command) => matches!(command, AccountCommand::Fund { .. }),
        Command::Admin(command) => !matches!(command, AdminCommand::List),
        Command::Doctor(command) => matches!(command, DoctorCommand::Update { .. }),
        Command::Consent(command) => !matches!(command, ConsentCommand::List),
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
    let open = rehearsal.is_open();
    if let (Err(error), false) = (outcome, rehearsal.has_ended()) {
        return Err(match rehearsal.has_begun() {
            false => error,
            true => error.at("nothing was submitted; with what comes before it done, this would come of it"),
        });
    }
    let identity = rehearsal.identity();
    let (token, prefix) = (&identity.token, identity.ss58_prefix);
    let address = |account: &AccountId| {
        medink_seal::ss58::encode(account.as_ref(), prefix).unwrap_or_else(|_| medink_chain::address(account))
    };
    let transactions = rehearsal.transactions();
    let (mut fees, mut deposits, mut amounts, mut known) = (0u128, 0u128, 0u128, true);
    let (mut rows, mut list) = (Vec::new(), Vec::new());
    for transaction in &transactions {
        let mut row = vec![transaction.what.clone()];
        let mut entry = json!({ "what": transaction.what, "amount": transaction.amount.to_string() });
        amounts = amounts.saturating_add(transaction.amount);
        match &transaction.cost {
            Some(cost) => {
                let (charged, refunded) = match cost.deposit {
                    StorageDeposit::Charged(amount) => (amount, 0),
                    StorageDeposit::Refunded(amount) => (0, amount),
                };
                fees = fees.saturating_add(cost.fee);
                deposits = deposits.saturating_add(charged);
                row.push(token.format(cost.fee));
                row.push(match cost.deposit {
                    StorageDeposit::Charged(amount) => token.format(amount),
                    StorageDeposit::Refunded(amount) => format!("{} back", token.format(amount)),
                });
                put(&mut entry, "fee", json!(cost.fee.to_string()));
                put(&mut entry, "deposit_charged", json!(charged.to_string()));
                put(&mut entry, "deposit_refunded", json!(refunded.to_string()));
            }
            None => {
                known = false;
                row.extend(["known later".to_owned(), "known later".to_owned()]);
                put(&mut entry, "fee", Value::Null);
            }
        }
        rows.push(row);
        list.push(entry);
    }
    let complete = known && !open;
    let mut data = json!({
        "dry_run": true, "transactions": list, "complete": complete, "earlier_uploads": earlier,
        "fee": fees.to_string(), "deposit_charged": deposits.to_string(),
    });
    let mut text = "Nothing was submitted, stored or changed.\n".to_owned();
    match transactions.first() {
        None => text.push_str("It would take no transaction.\n"),
        Some(first) => {
            text.push_str(&table(&["IT WOULD TAKE", "FEE, ABOUT", "DEPOSIT, ABOUT"], rows));
            let least = if complete {
                "In all about"
            } else {
                "In all at least about"
            };
            text.push_str(&format!(
                "\n{least} {} in fees and {} in deposits.\n",
                token.format(fees),
                token.format(deposits)
            ));
            let has = rehearsal.present_balance(first.account).await?.spendable;
            put(&mut data, "account", json!(address(&first.account)));
            put(&mut data, "spendable", json!(has.to_string()));
            let enough = fees.saturating_add(deposits).saturating_add(amounts) <= has;
            put(&mut data, "affordable", json!(enough));
            let verdict = if enough { "" } else { ", which is not enough" };
            text.push_str(&format!(
                "{} has {} to spend{verdict}.\n",
                address(&first.account),
                token.format(has)
            ));
        }
    }
    if !complete {
        text.push_str(
            "What stands on these transactions can be told only when they are done; more may come after them.\n",
        );
    }
    if earlier > 0 {
        text.push_str(&format!(
            "Besides, {earlier} uploads of this machine were interrupted: their account's next record command finishes \
             them first.\n"
        ));
    }
    Ok(Answer::new(data, text))
}
