//! Progress on the terminal: a bar for transfers, a line for steps. Silent where standard error is no terminal.

use crate::language;
use indicatif::{ProgressBar, ProgressStyle};
use medink_core::{Watch, lock};
use medink_words::Said;
use std::io::IsTerminal;
use std::sync::Mutex;

/// Shows what goes on, on standard error.
pub struct Bars {
    quiet: bool,
    bar: Mutex<Option<ProgressBar>>,
}

impl Bars {
    /// Quiet where the result alone is asked for, as under `--json`.
    pub fn new(quiet: bool) -> Self {
        Bars {
            quiet,
            bar: Mutex::new(None),
        }
    }

    fn with(&self, act: impl FnOnce(&mut Option<ProgressBar>)) {
        act(&mut lock(&self.bar));
    }
}

impl Watch for Bars {
    fn say(&self, line: &Said) {
        let line = language::shown(line);
        if !self.quiet {
            self.with(|bar| match bar {
                Some(bar) => bar.suspend(|| eprintln!("{line}")),
                None => eprintln!("{line}"),
            });
        }
    }

    fn begin(&self, what: &Said, bytes: u64) {
        if self.quiet || !std::io::stderr().is_terminal() {
            return;
        }
        let template = "{msg} {bar:30} {bytes}/{total_bytes} {bytes_per_sec} {eta}";
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        self.with(|bar| {
            *bar = Some(
                ProgressBar::new(bytes)
                    .with_style(style)
                    .with_message(language::shown(what)),
            )
        });
    }

    fn progress(&self, done: u64) {
        self.with(|bar| {
            if let Some(bar) = bar {
                bar.set_position(done);
            }
        });
    }

    fn end(&self) {
        self.with(|bar| {
            if let Some(bar) = bar.take() {
                bar.finish_and_clear();
            }
        });
    }
}
