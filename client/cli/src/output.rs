//! What a command prints: a text for people, or one JSON object for programs. Results go to standard output, all
//! else to standard error.
//!
//! The envelope is stable: `{"medink": 1, "ok": true, "command": "...", "data": {...}}`, or with `"ok": false` and
//! `"error": {"kind", "key", "what", "next"}`; kinds are those of [`medink_core::Kind::name`], and the key is the same in every
//! language ([`Error::key`]). Where something went wrong in one store
//! and the work went on, `"warnings": [{"store", "what", "lacks"}]` is there as well.
//!
//! What others wrote passes through [`medink_core::words`]: in cells and values on the way into a table ([`crate::table`]), and
//! everything once more on the way out. Programs get the words as they were given, as JSON escapes them.

use crate::advice;
use crate::language;
use medink_chain::{StorageDeposit, Token};
use medink_core::Step;
use medink_core::error::{Error, Kind};
use medink_core::words;
use medink_store::Warning;
use medink_words::{Value as Words, said};
use serde_json::{Value, json};
use std::io::Write;
use unicode_width::UnicodeWidthStr;

/// The version of the envelope.
pub const ENVELOPE: u32 = 1;

/// What a command gave.
pub struct Answer {
    /// For programs.
    pub data: Value,
    /// For people.
    pub text: String,
    /// The program's exit code: not 0 where the work was done and found something wrong.
    pub code: u8,
}

impl Answer {
    /// An answer in both forms.
    pub fn new(data: Value, text: impl Into<String>) -> Self {
        Answer {
            data,
            text: text.into(),
            code: 0,
        }
    }

    /// The same with the exit code of what was found to be wrong.
    #[must_use]
    pub fn exit(mut self, kind: Kind) -> Self {
        self.code = kind.exit_code();
        self
    }
}

/// Prints an answer or a failure, and the warnings; false when standard output is closed.
pub fn print(json: bool, command: &str, result: &Result<Answer, Error>, warnings: &[Warning]) -> bool {
    let mut out = std::io::stdout().lock();
    let warned = |mut envelope: Value| {
        if !warnings.is_empty() {
            let list = warnings
                .iter()
                .map(|w| json!({ "store": w.store, "what": language::plain(&w.what), "lacks": w.lacks }));
            put(&mut envelope, "warnings", list.collect());
        }
        envelope
    };
    if !json {
        for warning in warnings {
            let warning = language::shown(&said!("cli-warning", what = warning.what.clone()));
            // Set off, so that no line that it quotes passes for another message.
            eprintln!("medink: {}", warning.replace('\n', "\n  "));
        }
        if warnings.iter().any(|warning| warning.lacks) {
            let repair = said!("cli-stores-repair", command = "medink store repair");
            eprintln!("medink: {}", language::shown(&repair));
        }
    }
    let written = match (json, result) {
        (true, Ok(answer)) => {
            let envelope = json!({ "medink": ENVELOPE, "ok": true, "command": command, "data": answer.data });
            writeln!(out, "{}", words::in_json(&warned(envelope).to_string()))
        }
        (true, Err(error)) => {
            let mut about = json!({
                "kind": error.kind.name(), "key": error.key(), "what": language::plain(&error.what),
                "next": advice::next(error),
            });
            if let Some(paid) = &error.paid {
                put(&mut about, "steps", steps_json(&paid.steps));
            }
            let envelope = json!({ "medink": ENVELOPE, "ok": false, "command": command, "error": about });
            writeln!(out, "{}", words::in_json(&warned(envelope).to_string()))
        }
        (false, Ok(answer)) if answer.text.is_empty() => Ok(()),
        (false, Ok(answer)) => writeln!(out, "{}", language::on_the_way_out(answer.text.trim_end())),
        (false, Err(error)) => {
            eprintln!("medink: {}", told(error));
            Ok(())
        }
    };
    written.and_then(|()| out.flush()).is_ok()
}

/// An error for people. Further lines are set off, so that none of what it quotes passes for another message.
fn told(error: &Error) -> String {
    let mut text = advice::told(error);
    if let Some(paid) = &error.paid {
        let head = language::shown(&said!("cli-paid-before"));
        text.push_str(&format!("\n  {head}"));
        for line in steps_text(&paid.steps, &paid.token).lines() {
            text.push_str(&format!("\n  {line}"));
        }
    }
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |mut told, line| {
        told.push_str(if line.starts_with("  ") { "\n" } else { "\n  " });
        told.push_str(line);
        told
    })
}

/// Adds a field to an object for programs.
pub fn put(data: &mut Value, name: &str, value: Value) {
    if let Value::Object(fields) = data {
        fields.insert(name.to_owned(), value);
    }
}

/// Names and values below each other. Further lines of a value stand below its first, so that none passes for a name.
pub fn fields(rows: &[(String, String)]) -> String {
    let width = rows
        .iter()
        .map(|(name, _)| name.width())
        .max()
        .unwrap_or_default();
    let below = format!("\n{:width$}  ", "");
    rows.iter()
        .map(|(name, value)| {
            let value = language::on_the_way_out(value).replace('\n', &below);
            let room = width.saturating_sub(name.width());
            format!("{name}{:room$}  {value}\n", "")
        })
        .collect()
}

/// The transactions of an operation, for people.
pub fn steps_text(steps: &[Step], token: &Token) -> String {
    let mut text = String::new();
    for Step { what, receipt } in steps {
        let (which, deposit) = match &receipt.deposit {
            StorageDeposit::Charged(0) | StorageDeposit::Refunded(0) => ("none", 0),
            StorageDeposit::Charged(amount) => ("charged", *amount),
            StorageDeposit::Refunded(amount) => ("refunded", *amount),
        };
        let line = said!(
            "cli-step",
            what = what,
            block = receipt.block_number,
            fee = Words::amount(&token.format(receipt.fee)),
            which = Words::Choice(which),
            deposit = Words::amount(&token.format(deposit)),
            elapsed = receipt.elapsed.as_millis(),
            transaction = format!("0x{}", hex::encode(receipt.tx_hash)),
        );
        text.push_str(&format!("  {}\n", language::told(&line)));
    }
    text
}

/// The transactions of an operation, for programs. Amounts are strings in the chain's smallest unit.
pub fn steps_json(steps: &[Step]) -> Value {
    steps
        .iter()
        .map(|Step { what, receipt }| {
            let (charged, refunded) = match &receipt.deposit {
                StorageDeposit::Charged(amount) => (*amount, 0),
                StorageDeposit::Refunded(amount) => (0, *amount),
            };
            json!({
                "what": what,
                "transaction": format!("0x{}", hex::encode(receipt.tx_hash)),
                "block": receipt.block_number,
                "block_hash": format!("0x{}", hex::encode(receipt.block_hash)),
                "time_ms": receipt.time_ms,
                "fee": receipt.fee.to_string(),
                "deposit_charged": charged.to_string(),
                "deposit_refunded": refunded.to_string(),
                "finalized": receipt.finalized,
                "elapsed_ms": u64::try_from(receipt.elapsed.as_millis()).unwrap_or(u64::MAX),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_forges_no_second_message() {
        let theirs = "no\nRecorded as number 1\u{1b}[A";
        let what = said!("core-at", place = "the node says", what = theirs);
        let error = Error::new(Kind::Refused, what).next(said!("core-ask-admin"));
        assert_eq!(
            told(&error),
            "the node says: no\n  Recorded as number 1\\u{1b}[A\n  Ask an admin."
        );
    }

    #[test]
    fn a_value_of_several_lines_forges_no_name() {
        let text = fields(&[
            ("name".into(), "Ada".into()),
            ("address".into(), "1 Road\nstatus  active\u{202e}".into()),
        ]);
        assert_eq!(
            text,
            "name     Ada\naddress  1 Road\n         status  active\\u{202e}\n"
        );
    }
}
