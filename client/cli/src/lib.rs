//! The command line: a thin face on the core. It reads arguments, asks what is missing, shows what came of it.
//! `advice` is the one place that knows which command helps after a failure; no rule lives here.

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

mod advice;
pub mod args;
mod commands;
mod context;
pub mod help;
mod language;
mod logs;
mod misuse;
mod output;
mod progress;
mod prompt;
mod rehearse;
mod screen;
mod table;

use args::{AuditCommand, Cli, Command, ConfigCommand, StoreCommand};
use clap::{CommandFactory, FromArgMatches};
use context::Context;
use medink_core::Stop;
use medink_core::advice::Advice;
use medink_core::error::{Error, Kind, Result};
use medink_core::files;
use medink_local::node::UpOptions;
use medink_store::Warnings;
use medink_words::said;
use output::Answer;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::runtime::Handle;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Runs the program and returns its exit code: 0, or the number of the kind of failure ([`Kind::exit_code`]).
pub async fn run() -> ExitCode {
    let asked = misuse::asked_for(&misuse::typed()).unwrap_or_else(language::of_environment);
    let parsed = help::parser(Cli::command(), asked)
        .try_get_matches()
        .and_then(|matches| {
            let mut cli = Cli::from_arg_matches(&matches)?;
            cli.global.trace(&matches);
            Ok((command_name(&matches), cli))
        });
    let (name, cli) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return misuse::tell(error, asked),
    };
    let json = cli.global.json;
    language::speak(cli.global.lang.map_or(asked, Into::into));
    let warnings = Warnings::default();
    let stop = Stop::default();
    // The panels end their sessions when they are stopped, and to stop is how a service ends.
    let result = match cli.command {
        Command::Panels(_) | Command::Store(StoreCommand::Serve { .. }) => {
            dispatch(cli, &warnings, &stop).await
        }
        _ => interrupted(dispatch(cli, &warnings, &stop), &stop).await,
    };
    let code = match &result {
        Ok(answer) => answer.code,
        Err(error) => error.kind.exit_code(),
    };
    // A closed pipe is the reader's choice: `medink audit export -o - | head` is no failure.
    output::print(json, &name, &result, &warnings.take());
    ExitCode::from(code)
}

/// Says why the program can't run at all, in the language of the environment.
pub fn cannot_start(error: &std::io::Error) -> ExitCode {
    language::speak(language::of_environment());
    let error = Error::io(said!("cli-starting"), error).next(said!("cli-starting-next"));
    eprintln!("medink: {}", advice::told(&error));
    ExitCode::from(error.kind.exit_code())
}

async fn dispatch(cli: Cli, warnings: &Warnings, stop: &Stop) -> Result<Answer> {
    logs::begin(&cli.global)?;
    match cli.command {
        Command::Completions { shell } => return Ok(commands::machine::completions(shell)),
        Command::Man { folder } => return commands::machine::man(&folder),
        // Before the config file is looked for: this needs none.
        Command::Audit(AuditCommand::Verify {
            file,
            head: Some(head),
            allow_foreign,
        }) if !cli.global.dry_run => {
            return commands::verify::with_head(&file, &head, allow_foreign).await;
        }
        _ => {}
    }
    if cli.global.dry_run {
        rehearse::check(&cli.command)?;
    }
    // Before the config file is read: these help where it can't be.
    match cli.command {
        Command::Config(ConfigCommand::Path) => return commands::config::path(),
        Command::Config(ConfigCommand::Set { key, value }) => {
            return commands::config::set(&cli.global, key, value).await;
        }
        Command::Config(ConfigCommand::Unset { key }) => {
            return commands::config::unset(&cli.global, key).await;
        }
        Command::Restore {
            file,
            verify,
            backup_passphrase_file,
        } => {
            return commands::backup::restore(file, verify, backup_passphrase_file).await;
        }
        _ => {}
    }
    let context = Context::new(cli.global, Box::new(prompt::Terminal), warnings, stop)?;
    let (rehearsing, journal) = (context.rehearsing.clone(), context.folders.journal());
    let outcome = execute(context, cli.command).await;
    match rehearsing.get() {
        Some(rehearsal) => {
            let earlier = commands::machine::pending(&journal)?;
            rehearse::answer(rehearsal, outcome, earlier).await
        }
        // Nothing is rehearsed, or it ended before it came to the chain.
        None => outcome,
    }
}

async fn execute(context: Context, command: Command) -> Result<Answer> {
    use commands::{
        account, admin, audit, backup, check, config, consent, deployment, doctor, machine, network, panels,
        params, patient, record, store,
    };
    match command {
        Command::Up {
            port,
            validator,
            peer_port,
        } => {
            let options = UpOptions {
                port,
                validator,
                peer_port,
                ..UpOptions::default()
            };
            machine::up(&context, options).await
        }
        Command::Down => machine::down(&context).await,
        Command::Status => machine::status(&context).await,
        Command::Check {
            repair,
            whole,
            bundles,
        } => check::run(&context, repair, whole, bundles).await,
        Command::Backup {
            file,
            with_store,
            backup_passphrase_file,
        } => backup::backup(&context, &file, with_store, backup_passphrase_file.as_deref()).await,
        Command::Restore {
            file,
            verify,
            backup_passphrase_file,
        } => backup::restore(file, verify, backup_passphrase_file).await,
        Command::Deploy {
            check: true, bundles, ..
        } => deployment::check(&context, bundles).await,
        Command::Deploy {
            bundles,
            self_registration,
            longest_consent_days,
            admin,
            quorum,
            upgrade_notice,
            check: false,
        } => {
            let start = deployment::Start {
                self_registration,
                longest_consent_days,
                admins: admin,
                quorum,
                upgrade_notice,
            };
            deployment::deploy(&context, bundles, start).await
        }
        Command::Invite { output } => deployment::invite(&context, &output).await,
        Command::Join { file } => deployment::join(&context, &file).await,
        Command::Account(command) => account::run(&context, command).await,
        Command::Admin(command) => admin::run(&context, command).await,
        Command::Doctor(command) => doctor::run(&context, command).await,
        Command::Patient(command) => patient::run(&context, command).await,
        Command::Record(command) => record::run(&context, command).await,
        Command::Note(command) => record::note(&context, command).await,
        Command::Consent(command) => consent::run(&context, command).await,
        Command::Audit(command) => audit::run(&context, command).await,
        Command::Store(command) => store::run(&context, command).await,
        Command::Network(command) => network::run(&context, command).await,
        Command::Params(command) => params::run(&context, command).await,
        Command::Panels(args) => panels::run(context, args).await,
        Command::Config(command) => match command {
            ConfigCommand::Show => config::show(&context),
            ConfigCommand::Set { key, value } => config::set(&context.global, key, value).await,
            ConfigCommand::Unset { key } => config::unset(&context.global, key).await,
            ConfigCommand::Path => config::path(),
        },
        Command::Completions { shell } => Ok(machine::completions(shell)),
        Command::Man { folder } => machine::man(&folder),
    }
}

/// Whether signals are listened for, so that they don't end the program by themselves any more.
static LISTENING: AtomicBool = AtomicBool::new(false);

/// Ctrl-C and SIGTERM, heard from the moment that this is made: one that came earlier ends the program at once.
pub(crate) struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    /// Begins to listen.
    pub(crate) fn listen() -> Result<Self> {
        let failed = |e: std::io::Error| Error::io(said!("cli-listening"), &e);
        let signals = Signals {
            interrupt: signal(SignalKind::interrupt()).map_err(failed)?,
            terminate: signal(SignalKind::terminate()).map_err(failed)?,
        };
        LISTENING.store(true, Ordering::Relaxed);
        Ok(signals)
    }

    /// Resolves when one of them has come.
    pub(crate) async fn come(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// Does the work unless Ctrl-C or SIGTERM comes first. An operation that is under way then is stopped, cleans up and tells
/// how far it has come; everything else is dropped, and so is everything at a second signal.
async fn interrupted<T>(work: impl Future<Output = Result<T>>, stop: &Stop) -> Result<T> {
    let mut signals = Signals::listen()?;
    let mut work = std::pin::pin!(work);
    tokio::select! {
        result = &mut work => return result,
        () = signals.come() => stop.ask(),
    }
    tokio::select! {
        // First, so that what an operation tells as it ends is heard.
        biased;
        result = work => result,
        () = stop.idle() => Err(stopped()),
        () = signals.come() => Err(stopped()),
    }
}

/// Waits for a person, who may press Ctrl-C in place of answering. A question stands in the midst of a command, whose own
/// listening waits for the answer, too.
pub(crate) fn answered<T: Send + 'static>(wait: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    if !LISTENING.load(Ordering::Relaxed) {
        return wait();
    }
    tokio::task::block_in_place(|| {
        Handle::current().block_on(interrupted(files::apart(wait), &Stop::default()))
    })
}

fn stopped() -> Error {
    Error::new(Kind::Interrupted, said!("core-stopped"))
        .next(said!("cli-stopped-next"))
        .advise(Advice::ReadLog)
}

/// The command's words, such as `record add`.
fn command_name(matches: &clap::ArgMatches) -> String {
    let mut words = Vec::new();
    let mut at = matches.subcommand();
    while let Some((word, inner)) = at {
        words.push(word);
        at = inner.subcommand();
    }
    words.join(" ")
}
