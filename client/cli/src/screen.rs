//! Standard output where it is a terminal: its width, and an opened record, which goes to it as text, with what would act on
//! the terminal shown ([`medink_core::words`]). Bytes that are no text are refused. Files and pipes never come by here:
//! they get the bytes.

use medink_core::error::{Error, Kind};
use medink_core::words;
use medink_words::said;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How many columns standard output has, where it is a terminal and says so.
pub fn width() -> Option<u16> {
    let (terminal_size::Width(columns), _) = terminal_size::terminal_size_of(io::stdout())?;
    Some(columns)
}

/// A terminal that is written to.
pub struct Screen<W> {
    out: W,
    /// The beginning of a character that is cut off.
    cut: Vec<u8>,
    refused: Refused,
}

/// Whether a screen has refused something, for whoever has handed the screen on.
#[derive(Debug, Clone, Default)]
pub struct Refused(Arc<AtomicBool>);

impl Refused {
    /// The error in place of the one that refusing led to.
    pub fn instead_of(&self, error: Error) -> Error {
        match self.0.load(Ordering::Relaxed) {
            true => Error::new(Kind::Usage, said!("cli-no-text")).next(said!("cli-no-text-next")),
            false => error,
        }
    }
}

impl<W: Write> Screen<W> {
    /// On top of `out`.
    pub fn new(out: W) -> (Self, Refused) {
        let refused = Refused::default();
        let screen = Screen {
            out,
            cut: Vec::new(),
            refused: refused.clone(),
        };
        (screen, refused)
    }

    fn refuse(&self) -> io::Error {
        self.refused.0.store(true, Ordering::Relaxed);
        io::Error::new(io::ErrorKind::InvalidData, "no text")
    }
}

impl<W: Write> Write for Screen<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.cut.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.cut) {
            Ok(_) => self.cut.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => return Err(self.refuse()),
        };
        let rest = self.cut.split_off(whole);
        let text = std::mem::replace(&mut self.cut, rest);
        // No text has it; what begins with it is some format.
        if text.contains(&0) {
            return Err(self.refuse());
        }
        self.out
            .write_all(words::shown_lines(&String::from_utf8_lossy(&text)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.cut.is_empty() {
            true => self.out.flush(),
            false => Err(self.refuse()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pieces: &[&[u8]]) -> (io::Result<()>, String, Refused) {
        let mut out = Vec::new();
        let (mut screen, refused) = Screen::new(&mut out);
        let result = pieces
            .iter()
            .try_for_each(|piece| screen.write_all(piece))
            .and_then(|()| screen.flush());
        (result, String::from_utf8(out).unwrap(), refused)
    }

    #[test]
    fn text_is_shown_wherever_it_is_cut() {
        let text = "Gr\u{fc}ezi \u{1f469}\u{200d}\u{2695}\n\tline \u{1b}[2J\u{202e}x\r\n";
        for at in 0..text.len() {
            let (start, end) = text.as_bytes().split_at(at);
            let (result, shown, refused) = written(&[start, end]);
            result.unwrap();
            assert!(shown.starts_with("Gr\u{fc}ezi \u{1f469}\u{200d}\u{2695}\n\tline \\u{1b}[2J\\u{202e}x"));
            let other = Error::new(Kind::Io, said!("core-stopped"));
            assert_eq!(refused.instead_of(other.clone()), other);
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for pieces in [
            &[b"\x89PNG\r\n".as_slice()] as &[&[u8]],
            &[b"text\0"],
            &[b"ends in half a letter \xc3"],
            &[b"fine", b"\xff"],
        ] {
            let (result, shown, refused) = written(pieces);
            result.unwrap_err();
            assert!(!shown.contains('\u{fffd}') && !shown.contains('\0'));
            let error = refused.instead_of(Error::new(Kind::Io, said!("core-stopped")));
            assert!(
                error.kind == Kind::Usage && error.to_string().contains("--output"),
                "{error}"
            );
        }
    }
}
