//! Asking the person at the terminal. Behind a trait, so that a command can be tried without one.

use crate::answered;
use medink_core::error::{Error, Kind, Result};
use medink_words::said;
use std::io::{BufRead, ErrorKind, IsTerminal, Write};
use zeroize::Zeroizing;

/// Who answers questions.
pub trait Prompt: Send + Sync {
    /// Whether there is anybody to ask.
    fn interactive(&self) -> bool;
    /// Asks for a line. An empty answer is an empty string.
    fn line(&self, question: &str) -> Result<Zeroizing<String>>;
    /// Asks for a line that must not be shown.
    fn secret(&self, question: &str) -> Result<Zeroizing<String>>;
}

/// The terminal: questions go to standard error, answers come from standard input.
pub struct Terminal;

impl Prompt for Terminal {
    fn interactive(&self) -> bool {
        std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
    }

    fn line(&self, question: &str) -> Result<Zeroizing<String>> {
        if !self.interactive() {
            return Err(nobody());
        }
        let question = question.to_owned();
        let line = answered(move || {
            // Asked when Ctrl-C is listened for: who sees the question may press it.
            let mut err = std::io::stderr().lock();
            let asked = write!(err, "{question}: ").and_then(|()| err.flush());
            asked.map_err(|e| Error::io(said!("cli-asking"), &e))?;
            drop(err);
            let mut line = Zeroizing::new(String::new());
            let read = std::io::stdin().lock().read_line(&mut line);
            match read.map_err(|e| Error::io(said!("cli-reading-answer"), &e))? {
                0 => Err(unanswered()),
                _ => Ok(line),
            }
        })?;
        Ok(Zeroizing::new(line.trim().to_owned()))
    }

    fn secret(&self, question: &str) -> Result<Zeroizing<String>> {
        if !self.interactive() {
            return Err(nobody());
        }
        rpassword::prompt_password(format!("{question}: "))
            .map(Zeroizing::new)
            .map_err(|e| match e.kind() {
                // By Ctrl-C and Ctrl-D.
                ErrorKind::Interrupted | ErrorKind::UnexpectedEof => unanswered(),
                _ => Error::io(said!("cli-reading-terminal"), &e),
            })
    }
}

fn unanswered() -> Error {
    Error::new(Kind::Interrupted, said!("cli-unanswered"))
}

fn nobody() -> Error {
    Error::new(Kind::Usage, said!("cli-nobody-to-ask")).next(said!("cli-nobody-to-ask-next"))
}
