//! What may be asked on the command line. No option takes a name, a title or any other words about a patient: a
//! command line can be read by every program on the machine. Such words come from a prompt, a file or standard input.
//!
//! What is said of commands and arguments here is for who reads this file. Help says what the files of the languages have
//! under the keys of [`crate::help`], examples among it; the test `complete` holds the English ones against these.

use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Parser, Subcommand, ValueEnum};
use medink_words::Language;
use std::path::PathBuf;

/// Medical records that their patients own.
#[derive(Debug, Parser)]
#[command(name = "medink", version, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// The account that acts: a name of the wallet, its address, or //Alice and the like on a development chain
    // An id of its own: clap hands no global option down to a command that has an argument of the same id.
    #[arg(
        id = "acting",
        long = "as",
        global = true,
        value_name = "ACCOUNT",
        env = "MEDINK_ACCOUNT",
        hide_env_values = true
    )]
    pub account: Option<String>,
    /// Read the passphrase from the first line of this file (or /dev/fd/N) instead of asking
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "MEDINK_PASSPHRASE_FILE",
        hide_env_values = true
    )]
    pub passphrase_file: Option<PathBuf>,
    /// The connection profile of the config file: embedded, local, or your own
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        env = "MEDINK_PROFILE",
        hide_env_values = true
    )]
    pub profile: Option<String>,
    /// The node to talk to (ws:// on this machine, wss:// elsewhere), in place of the profile's
    #[arg(
        long,
        global = true,
        value_name = "URL",
        env = "MEDINK_NODE_URL",
        hide_env_values = true
    )]
    pub node: Option<String>,
    /// The IPFS daemon to keep records with (its RPC, as in http://127.0.0.1:5001), or embedded, in place of the
    /// profile's stores
    #[arg(
        long,
        global = true,
        value_name = "URL",
        env = "MEDINK_IPFS",
        hide_env_values = true
    )]
    pub ipfs: Option<String>,
    /// The file with that daemon's credentials: bearer:TOKEN or basic:USER:PASSWORD, readable by its owner alone
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "MEDINK_IPFS_CREDENTIALS_FILE",
        hide_env_values = true
    )]
    pub ipfs_credentials_file: Option<PathBuf>,
    /// Wait until a transaction is in a block (usual on a development chain), or until that block is final (on others)
    #[arg(long, global = true, value_name = "WHEN")]
    pub wait: Option<WaitFor>,
    /// Pay so much on top of each fee, in the chain's token, to be served first
    #[arg(long, global = true, value_name = "AMOUNT")]
    pub tip: Option<String>,
    /// Submit nothing that takes a larger storage deposit than this, in the chain's token
    #[arg(long, global = true, value_name = "AMOUNT")]
    pub deposit_limit: Option<String>,
    /// Submit, store and change nothing; show which transactions it would take and what they would cost
    #[arg(long, global = true)]
    pub dry_run: bool,
    /// Answer every question with yes, but for passphrases; what may be left out, such as a title, is not asked for
    #[arg(long, short = 'y', global = true)]
    pub yes: bool,
    /// Show on standard error what goes on; twice, what chain, store and wallet are asked and how long it takes
    ///
    /// MEDINK_LOG says it more finely, such as medink_chain=debug,medink_store=info. Lines have addresses, hashes, sizes and
    /// times, and nothing that people wrote.
    #[arg(long, short = 'v', action = clap::ArgAction::Count, global = true)]
    pub verbose: u8,
    /// Show no progress and no remarks, only the result and what goes wrong
    #[arg(long, short = 'q', global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Show tables whole, however narrow the terminal is
    #[arg(long, global = true)]
    pub wide: bool,
    /// The language of help, questions, answers and errors [default: the environment's (LC_ALL, LC_MESSAGES, LANG), else
    /// English]
    #[arg(long, global = true, value_name = "LANGUAGE")]
    pub lang: Option<Lang>,
    /// Print one JSON object, for programs
    #[arg(long, global = true)]
    pub json: bool,
    /// The ids of those that come from the environment.
    #[arg(skip)]
    pub from_environment: Vec<&'static str>,
}

/// The options that the environment can give, by id, with its variables.
pub const ENVIRONMENT: [(&str, &str); 6] = [
    ("acting", "MEDINK_ACCOUNT"),
    ("passphrase_file", "MEDINK_PASSPHRASE_FILE"),
    ("profile", "MEDINK_PROFILE"),
    ("node", "MEDINK_NODE_URL"),
    ("ipfs", "MEDINK_IPFS"),
    ("ipfs_credentials_file", "MEDINK_IPFS_CREDENTIALS_FILE"),
];

impl Global {
    /// Notes which of the options come from the environment.
    pub fn trace(&mut self, matches: &ArgMatches) {
        let ids = ENVIRONMENT.into_iter().map(|(id, _)| id);
        self.from_environment = ids
            .filter(|id| matches.value_source(id) == Some(ValueSource::EnvVariable))
            .collect();
    }
}

/// A language of help, questions, answers and errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// English.
    En,
    /// French.
    Fr,
    /// Arabic.
    Ar,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Language::English,
            Lang::Fr => Language::French,
            Lang::Ar => Language::Arabic,
        }
    }
}

/// How long to wait for a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WaitFor {
    /// Until it is in a block.
    Included,
    /// Until its block is final.
    Finalized,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start the node and the store of this machine
    ///
    /// The node keeps a development chain of its own, or is one of the network that medink network join made this machine
    /// ready for.
    Up {
        /// The port for the node's RPC; 0 for a free one. The last one is remembered. A node that runs keeps its own
        #[arg(long, value_name = "PORT")]
        port: Option<u16>,
        /// In a network: make blocks and vote, as soon as the hospitals have admitted this one; false to follow alone.
        /// It is remembered [at first: false]
        #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
        validator: Option<bool>,
        /// In a network: the port that other hospitals' nodes are answered on. It is remembered [at first: 30333]
        #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
        peer_port: Option<u16>,
    },
    /// Stop the node of this machine; its data stays
    Down,
    /// Show node, store, deployment and uploads under way
    Status,
    /// Look at every part of this machine: what is wrong with it, and what to do
    ///
    /// Node, deployment, stores, accounts, journal, references, and what this machine remembers. What is wrong with one part
    /// keeps no other from being looked at.
    Check {
        /// Repair what can be repaired without harm
        #[arg(long)]
        repair: bool,
        /// Hash every block of the account's records, and look for references that no record has. Takes longer
        #[arg(long)]
        whole: bool,
        /// The folder with admin/, audit/, doctor/ and patient/ bundles [default: ink/ beside or above the program]
        #[arg(long, value_name = "FOLDER", env = "MEDINK_BUNDLES", hide_env_values = true)]
        bundles: Option<PathBuf>,
    },
    /// Write accounts, deployments, config, journal, memory and indexes of this machine as one encrypted file
    Backup {
        /// Where to write it, or - for standard output, which is no terminal
        file: PathBuf,
        /// Also the content of this machine's store
        #[arg(long)]
        with_store: bool,
        /// Read the backup's passphrase from the first line of this file (or /dev/fd/N) instead of asking
        #[arg(long, value_name = "FILE")]
        backup_passphrase_file: Option<PathBuf>,
    },
    /// Restore a backup into this machine's folders
    ///
    /// Nothing is written over what is there: a file with the same content is passed over, and any other is refused before
    /// the first is written. So an interrupted restore is done again and goes on.
    Restore {
        /// The backup; with --verify also - for standard input
        file: PathBuf,
        /// Write nothing: read it whole, and hold every file against its hash
        #[arg(long)]
        verify: bool,
        /// Read the backup's passphrase from the first line of this file (or /dev/fd/N) instead of asking
        #[arg(long, value_name = "FILE")]
        backup_passphrase_file: Option<PathBuf>,
    },
    /// Upload, instantiate, wire and authorise the four contracts; resumes where it was interrupted
    Deploy {
        /// Deploy nothing: compare what is on the chain with the bundles, and the contracts with each other
        #[arg(long, conflicts_with_all = ["self_registration", "longest_consent_days", "admin", "quorum", "upgrade_notice"])]
        check: bool,
        /// The folder with admin/, audit/, doctor/ and patient/ bundles [default: ink/ beside or above the program]
        #[arg(long, value_name = "FOLDER", env = "MEDINK_BUNDLES", hide_env_values = true)]
        bundles: Option<PathBuf>,
        /// Let patients register themselves
        #[arg(long)]
        self_registration: bool,
        /// Longest consent, in days (1 to 3653) [default: 366]
        #[arg(long, value_name = "DAYS")]
        longest_consent_days: Option<u32>,
        /// Another admin beside the one who deploys; may be given several times
        #[arg(long, value_name = "ACCOUNT")]
        admin: Vec<String>,
        /// How many admins have to approve what can hurt everybody, at most as many as there are
        #[arg(long, value_name = "N", default_value_t = 1)]
        quorum: u8,
        /// How long new code has to be announced, with its unit, such as 7d or 36h [default: 7d]
        #[arg(long, value_name = "LENGTH")]
        upgrade_notice: Option<String>,
    },
    /// Write the deployment file for others, who join with it
    ///
    /// Whoever has the file can use the system and read the doctors' directory: give it to nobody else. It opens
    /// nothing of a patient, and gives no right to write anything: rights come from an admin.
    Invite {
        /// Where to write it
        #[arg(long, short, value_name = "FILE")]
        output: PathBuf,
    },
    /// Join a system that others deployed, with the deployment file that an admin gave
    ///
    /// The node has to be of the file's chain: name one with --node or --profile. The contracts on it are checked
    /// against the file before anything is kept.
    Join {
        /// The deployment file; `-` for standard input
        file: PathBuf,
    },
    /// Accounts on this machine
    #[command(subcommand)]
    Account(AccountCommand),
    /// Govern: register people, admins, pause
    #[command(subcommand)]
    Admin(AdminCommand),
    /// Doctors: the directory, one's own profile, one's patients
    #[command(subcommand)]
    Doctor(DoctorCommand),
    /// Patients: registration and profile
    #[command(subcommand)]
    Patient(PatientCommand),
    /// Medical records
    #[command(subcommand)]
    Record(RecordCommand),
    /// A doctor's notes
    #[command(subcommand)]
    Note(NoteCommand),
    /// Consents that patients give to doctors
    #[command(subcommand)]
    Consent(ConsentCommand),
    /// The log
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Where records are kept: copies in several stores, checks, repairs, garbage
    #[command(subcommand)]
    Store(StoreCommand),
    /// A chain that several hospitals keep together
    #[command(subcommand)]
    Network(NetworkCommand),
    /// System parameters
    #[command(subcommand)]
    Params(ParamsCommand),
    /// The config file: what holds, where it comes from, and changing it
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Serve the panels: pages for patients, doctors and admins in this machine's browser
    Panels(PanelsArgs),
    /// Print completions for a shell
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Write the manual pages to a folder
    Man {
        /// The folder, which must exist.
        folder: PathBuf,
    },
}

/// The config file.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Show what holds now, and where each value comes from: an option, the environment, the file, or the default
    Show,
    /// Write a key into the config file; its comments and the order of its lines stay
    Set {
        /// The key
        key: String,
        /// What it is to hold; stores separated by commas, or a list as TOML has it
        value: String,
    },
    /// Take a key, or a whole profile, out of the config file, so that the default holds
    Unset {
        /// The key
        key: String,
    },
    /// Print where the config file is, whether it is there or not
    Path,
}

/// How the panels are served.
#[derive(Debug, Args)]
pub struct PanelsArgs {
    /// The port; 0 for a free one
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub port: u16,
    /// Don't open the browser
    #[arg(long)]
    pub no_open: bool,
    /// Don't start this machine's node when the start page is opened; a button there does
    #[arg(long)]
    pub no_node: bool,
    /// Listen at this address of this machine instead of 127.0.0.1. Others may then reach the pages, unencrypted, and
    /// what comes from other machines is not asked whose it is
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<std::net::IpAddr>,
    /// Serve other users of this machine too, and where the system does not say whose a connection is. Any of them who
    /// gets the browser's cookie can then act as you
    #[arg(long)]
    pub trust_local_users: bool,
    /// Lock an account that was left alone for so many minutes (1 to 1440)
    #[arg(long, value_name = "MINUTES", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=1440))]
    pub idle: u64,
    /// The folder with the contract bundles, for a first deployment [default: ink/ beside or above the program]
    #[arg(long, value_name = "FOLDER", env = "MEDINK_BUNDLES", hide_env_values = true)]
    pub bundles: Option<PathBuf>,
}

/// Accounts on this machine.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Make an account; its phrase is shown once
    New {
        /// What to call it on this machine. It names a file: don't use a patient's name
        name: String,
    },
    /// Import a phrase or a Polkadot.js JSON file
    Import {
        /// What to call it on this machine
        name: String,
        /// Read the phrase or the JSON from this file, or - for standard input
        #[arg(long, value_name = "FILE")]
        from: Option<PathBuf>,
    },
    /// List the accounts on this machine
    List,
    /// Show an account's address, registration card, roles and balance
    Show {
        /// The account [default: the one that acts]
        account: Option<String>,
        /// Print the card alone
        #[arg(long)]
        card: bool,
    },
    /// Write an account as an encrypted Polkadot.js JSON file
    Export {
        /// The account
        account: String,
        /// Where to write it
        #[arg(long, short, value_name = "FILE")]
        output: PathBuf,
    },
    /// Send balance to an account, so that it can pay fees and deposits
    Fund {
        /// Who gets it: a name, an address, or //Bob
        to: String,
        /// How much, in the chain's token, such as 12.5
        amount: String,
    },
    /// Replace the encryption key, as a doctor, a patient or both, by the next one
    NewKey,
    /// Call an account something else on this machine
    Rename {
        /// The account
        account: String,
        /// What to call it from now on
        name: String,
    },
    /// Encrypt an account's key file under another passphrase
    Passphrase {
        /// The account
        account: String,
        /// Read the new passphrase from the first line of this file (or /dev/fd/N) instead of asking
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
    /// Remove an account from this machine; without its phrase or an exported file it is lost
    Remove {
        /// The account
        account: String,
    },
}

/// A registration card and what goes with it.
#[derive(Debug, Args)]
pub struct Registration {
    /// The registration card (medink account show): its text, a file that holds it, or - for standard input
    pub card: String,
    /// The profile as JSON: a file, or - for standard input; sealed before it leaves this machine
    #[arg(long, value_name = "FILE")]
    pub details: Option<PathBuf>,
    /// Send so much balance along, in the chain's token
    #[arg(long, value_name = "AMOUNT")]
    pub fund: Option<String>,
}

/// Govern.
#[derive(Debug, Subcommand)]
pub enum AdminCommand {
    /// Propose to make an account an admin; done at once where one approval is enough
    Add {
        /// The account
        account: String,
    },
    /// Propose to take an admin's role; the last admin stays
    Remove {
        /// The account
        account: String,
    },
    /// List the admins
    List,
    /// Register a doctor by the registration card
    RegisterDoctor(Registration),
    /// Register a patient by the registration card; the profile is sealed to the patient
    RegisterPatient(Registration),
    /// Suspend a doctor
    Suspend {
        /// The doctor
        doctor: String,
    },
    /// Reinstate a suspended doctor
    Reinstate {
        /// The doctor
        doctor: String,
    },
    /// Attest what a doctor's profile says; it lapses when the profile changes
    Attest {
        /// The doctor
        doctor: String,
    },
    /// Take the attestation of a doctor's profile back
    WithdrawAttestation {
        /// The doctor
        doctor: String,
    },
    /// List what was proposed, newest first: what, by whom, with how many approvals, until when
    Proposals {
        /// How many at most
        #[arg(long, value_name = "N", default_value_t = 20)]
        last: usize,
    },
    /// Approve a proposal; it is done with the last approval that it needs
    Approve {
        /// The proposal's number
        number: u32,
    },
    /// Take one's approval of a proposal back
    Withdraw {
        /// The proposal's number
        number: u32,
    },
    /// Carry out what has the approvals that it needs: an upgrade whose notice is over, or what a lower quorum left waiting
    CarryOut {
        /// The proposal's number
        number: u32,
    },
    /// Propose to let another contract write to the log; its entries are shown as foreign
    Authorize {
        /// The contract's address
        contract: String,
    },
    /// Propose to take a contract's right to write to the log
    Deauthorize {
        /// The contract's address
        contract: String,
    },
    /// Propose new code for a contract; it is announced to everybody before it can be carried out
    Upgrade {
        /// Which contract
        #[arg(value_enum)]
        contract: PartArg,
        /// The bundle with the new code
        #[arg(long, value_name = "FILE")]
        code: PathBuf,
    },
    /// Refuse changes for three days at most, but not what takes access away
    Pause,
    /// End a pause
    Resume,
}

/// One of the four contracts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PartArg {
    /// Who governs.
    Admin,
    /// The log.
    Audit,
    /// The doctors' directory and the consents.
    Doctor,
    /// Patients and their records.
    Patient,
}

/// Doctors.
#[derive(Debug, Subcommand)]
pub enum DoctorCommand {
    /// List the directory
    List,
    /// Show a doctor of the directory
    Show {
        /// The doctor [default: the account that acts]
        doctor: Option<String>,
    },
    /// Write one's own directory profile
    Update {
        /// The profile as JSON: a file, or - for standard input [default: asks]
        #[arg(long, value_name = "FILE")]
        details: Option<PathBuf>,
    },
    /// List the patients who gave consent, with scope and time left
    Patients,
}

/// Patients.
#[derive(Debug, Subcommand)]
pub enum PatientCommand {
    /// Register oneself, where the parameters allow it
    Register {
        /// The profile as JSON: a file, or - for standard input [default: asks]
        #[arg(long, value_name = "FILE")]
        details: Option<PathBuf>,
    },
    /// Show one's own profile, or a patient's as a doctor with consent (which is logged)
    Show {
        /// The patient [default: the account that acts]
        patient: Option<String>,
    },
    /// Write one's own profile
    Update {
        /// The profile as JSON: a file, or - for standard input [default: asks]
        #[arg(long, value_name = "FILE")]
        details: Option<PathBuf>,
    },
}

/// Whose records.
#[derive(Debug, Args)]
pub struct OfPatient {
    /// Whose records: a name, an address, or //Charlie [default: the account that acts]
    #[arg(long, value_name = "ACCOUNT")]
    pub patient: Option<String>,
}

/// Medical records.
#[derive(Debug, Subcommand)]
pub enum RecordCommand {
    /// Seal and store files and record them
    Add {
        /// The files; or one pipe, or - for standard input
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Whose record
        #[command(flatten)]
        of: OfPatient,
        /// Title and kind as JSON: a file, or - for standard input; for a single file only
        #[arg(long, value_name = "FILE")]
        details: Option<PathBuf>,
    },
    /// List records
    List {
        /// Whose records
        #[command(flatten)]
        of: OfPatient,
        /// As a doctor: show titles, too. This opens them, and is logged as an access
        #[arg(long)]
        titles: bool,
    },
    /// Find records by words, kind, author and date. Later versions are found with the record
    Search(Searching),
    /// Open a record; another's access is logged first
    Get {
        /// The record's number
        number: u32,
        /// Whose record
        #[command(flatten)]
        of: OfPatient,
        /// Where to write it, or - for standard output
        #[arg(long, short, value_name = "FILE")]
        output: PathBuf,
        /// Replace a file that is there already
        #[arg(long)]
        force: bool,
    },
    /// Add a new version of a record; the old one stays
    Amend {
        /// The record's number
        number: u32,
        /// The file, a pipe, or - for standard input
        file: PathBuf,
        /// Whose record
        #[command(flatten)]
        of: OfPatient,
        /// Title and kind as JSON: a file, or - for standard input
        #[arg(long, value_name = "FILE")]
        details: Option<PathBuf>,
    },
    /// Give a record another title, kind or date: a new version with the same content, signed by you; the old one stays
    Rename {
        /// The record's number
        number: u32,
        /// Whose record
        #[command(flatten)]
        of: OfPatient,
        /// Title, kind and date as JSON: a file, or - for standard input
        #[arg(long, value_name = "FILE")]
        details: Option<PathBuf>,
    },
    /// Write all your records, your profile, your consents and the log about you as one archive that opens without medink
    ExportAll {
        /// Where to write it, or - for standard output, which is no terminal
        #[arg(long, short, value_name = "FILE")]
        output: PathBuf,
        /// Encrypt it under a password of its own, which is asked for twice
        #[arg(long)]
        encrypt: bool,
        /// Read the archive's password from the first line of this file (or /dev/fd/N) instead of asking
        #[arg(long, value_name = "FILE", requires = "encrypt")]
        archive_password_file: Option<PathBuf>,
        /// Replace a file that is there already
        #[arg(long)]
        force: bool,
    },
    /// Erase a record: its key and place leave the chain, its content this store. The log keeps that it was erased
    Erase {
        /// The record's number
        number: u32,
    },
}

/// Which records, as far as that says nothing of anybody.
#[derive(Debug, Args)]
pub struct Searching {
    /// Whose records
    #[command(flatten)]
    pub of: OfPatient,
    /// Words, kind and author: a file, or - for standard input [default: asks]
    #[arg(long, value_name = "FILE")]
    pub details: Option<PathBuf>,
    /// Not before this year, month or day, such as 2024, 2024-05 or 2024-05-31: the date that a record speaks of, or
    /// the day when it was added where it says none
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Not after this year, month or day, all of it included
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Only what opens here: whose title is known and whose content is in this store
    #[arg(long)]
    pub openable: bool,
    /// In which order
    #[arg(long, value_enum, default_value = "newest")]
    pub order: OrderArg,
    /// Leave out so many of the first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub start: usize,
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// As a doctor: look at titles, too. This opens them, and is logged as an access
    #[arg(long)]
    pub titles: bool,
}

/// An order of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OrderArg {
    /// By date, the newest in front.
    Newest,
    /// By date, the oldest in front.
    Oldest,
    /// What was added or changed last in front.
    Changed,
    /// By title.
    Title,
    /// By kind, then the newest in front.
    Kind,
}

/// Whose records, out of everybody's.
#[derive(Debug, Args)]
pub struct OfAnyPatient {
    /// Whose records: a name, an address, or //Charlie [default: all that the chain refers to]
    #[arg(long, value_name = "ACCOUNT")]
    pub patient: Option<String>,
}

/// What to copy.
#[derive(Debug, Args)]
pub struct Copying {
    /// Whose records
    #[command(flatten)]
    pub of: OfAnyPatient,
    /// Hash what is there already, too, and replace what is damaged; it is passed over by its size otherwise
    #[arg(long)]
    pub recheck: bool,
}

/// What is shown of the stores.
#[derive(Debug, Args)]
pub struct StandingArgs {
    /// Whose records
    #[command(flatten)]
    pub of: OfAnyPatient,
    /// Of the records that a store lacks, leave out so many
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub start: u64,
    /// How many of these at most, up to 1000
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
}

/// Stores. None of these needs a key or opens anything.
#[derive(Debug, Subcommand)]
pub enum StoreCommand {
    /// Copy records from this machine's store to an IPFS daemon, and pin them there. What is there already is passed
    /// over, so an interrupted copy goes on
    Push(Copying),
    /// Copy records from an IPFS daemon to this machine's store. What is there already is passed over
    Pull(Copying),
    /// Hash again all that the chain refers to, in every store, and name what is missing or damaged
    Verify(OfAnyPatient),
    /// Remove what no pin keeps, in every store. On an IPFS daemon that is its own: what other programs left unpinned
    /// goes too
    Gc,
    /// Show what each store has of all that the chain refers to, and which records are in too few stores
    Status(StandingArgs),
    /// Bring to every store of the profile what it lacks, from another that has it. What is there already is passed over,
    /// so an interrupted repair goes on
    Repair(Copying),
    /// Follow the chain, and keep all that it refers to in the profile's first store, until Ctrl-C: for a service beside
    /// a hospital's store
    Serve {
        /// Have the first store's IPFS daemon get content from its peers, too: in a private network alone, for in a public
        /// one it would tell strangers what it looks for
        #[arg(long)]
        peers: bool,
    },
    /// Write a new key of a private network of IPFS daemons (swarm.key), which each of them is given
    NewSwarm {
        /// Where to write it; nothing may be there
        file: PathBuf,
    },
}

/// A chain that several hospitals keep together.
#[derive(Debug, Subcommand)]
pub enum NetworkCommand {
    /// Begin a network: make this hospital's keys and the file that the other hospitals join with
    ///
    /// Hospitals that are there from the beginning are named with --hospital; each makes its keys first, with medink-node
    /// keys. All the money that there ever is belongs to the hospitals of the beginning.
    New {
        /// Where to write the file for the others
        output: PathBuf,
        /// What wallets and pages call the network
        #[arg(long)]
        name: String,
        /// Another hospital of the beginning: its account, `=`, and the keys of its node; may be given several times
        #[arg(long, value_name = "ACCOUNT=KEYS")]
        hospital: Vec<String>,
        /// Where the others reach this hospital's node, such as /dns/node.clinic.example/tcp/30333; may be given several
        /// times
        #[arg(long, value_name = "MULTIADDR")]
        reached_at: Vec<String>,
        /// The folder the node is to run on [default: network/ in medink's own]
        #[arg(long, value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// Make ready to join a network with its file: make this hospital's keys, and keep the file beside them
    Join {
        /// The file that a hospital of the network gave
        file: PathBuf,
        /// The folder the node is to run on [default: network/ in medink's own]
        #[arg(long, value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// Show the node's peers and disk, how far finality is behind, who makes blocks and who misses
    ///
    /// It looks at the 300 newest blocks at most, and no further back than the last change of who makes them.
    Status,
    /// Show what the hospitals vote on
    Motions,
    /// Make a motion, and vote for it. A hospital that is alone decides at once
    #[command(subcommand)]
    Propose(ProposeCommand),
    /// Vote on a motion, or change one's vote
    Vote {
        /// The motion's number
        number: u32,
        /// Yes or no
        vote: VoteArg,
    },
    /// Close a motion: carry it out when it has its votes, or remove it when it can't get them any more. Anybody may
    Close {
        /// The motion's number
        number: u32,
    },
    /// Hand in what the hospitals have decided by its hash
    #[command(subcommand)]
    CarryOut(CarryOutCommand),
    /// Have this hospital's node make new keys, and lay them down for the account that acts
    ///
    /// The node has to be one's own, on this machine. Laying keys down takes a deposit, which comes back when they are taken
    /// back. With a seat in the council the node makes blocks from the next session but one.
    Keys,
    /// Leave the network: make the motion for it, and take the node's keys back, with the deposit
    Leave,
}

/// What can be moved.
#[derive(Debug, Subcommand)]
pub enum ProposeCommand {
    /// That an account becomes a hospital of the network
    Join {
        /// The hospital's account: a name of the wallet or an address
        account: String,
    },
    /// That an account is no hospital of the network any more
    Leave {
        /// The hospital's account: a name of the wallet or an address
        account: String,
    },
    /// That a file becomes the runtime; carry-out hands it in when that is decided
    Upgrade {
        /// The runtime, as medink-node runtime --output writes it
        file: PathBuf,
    },
    /// That a call is carried out with the runtime's highest right; carry-out hands it in when that is decided
    Call {
        /// The call as Polkadot.js Apps shows it under "encoded call data": 0x and hexadecimal digits; - for standard
        /// input
        file: PathBuf,
    },
}

/// What was decided by its hash.
#[derive(Debug, Subcommand)]
pub enum CarryOutCommand {
    /// Make a file the runtime
    Upgrade {
        /// The runtime that was proposed
        file: PathBuf,
    },
    /// Carry out a call
    Call {
        /// The call that was proposed; - for standard input
        file: PathBuf,
    },
}

/// A vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum VoteArg {
    /// For it.
    Yes,
    /// Against it.
    No,
}

/// A doctor's notes.
#[derive(Debug, Subcommand)]
pub enum NoteCommand {
    /// Write a note into a patient's records, as FHIR R4
    Add {
        /// The patient: a name, an address, or //Charlie
        #[arg(long, value_name = "ACCOUNT")]
        patient: String,
        /// What sort of note
        #[arg(long, value_enum)]
        kind: NoteKindArg,
        /// The note as JSON: a file, or - for standard input [default: asks]
        #[arg(long, value_name = "FILE")]
        details: Option<PathBuf>,
        /// The record of one's own that this note takes the place of
        #[arg(long, value_name = "NUMBER")]
        amends: Option<u32>,
        /// The record that this note refers to, whoever wrote it: the note stands beside it
        #[arg(long, value_name = "NUMBER", conflicts_with = "amends")]
        about: Option<u32>,
    },
}

/// What sort of note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NoteKindArg {
    /// FHIR Condition.
    Diagnosis,
    /// FHIR CarePlan.
    TreatmentPlan,
    /// FHIR MedicationRequest.
    Medication,
}

/// Why a doctor may look (HL7 v3 PurposeOfUse).
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PurposeArg {
    /// Treatment.
    Treat,
    /// Emergency treatment.
    Etreat,
    /// Care management.
    Caremgt,
    /// Healthcare payment.
    Hpaymt,
    /// Healthcare operations.
    Hoperat,
    /// Healthcare research.
    Hresch,
    /// Public health.
    Pubhlth,
    /// At the patient's request.
    Patrqt,
}

/// Consents.
#[derive(Debug, Subcommand)]
pub enum ConsentCommand {
    /// Give a doctor a consent; a second one to the same doctor replaces the first
    #[command(group(clap::ArgGroup::new("scope").required(true).args(["whole_history", "records"])))]
    Grant {
        /// The doctor: a name, an address, or //Bob
        doctor: String,
        /// Everything, past and to come
        #[arg(long)]
        whole_history: bool,
        /// Single records by number, at most 32 (the profile, which comes along, counts)
        #[arg(long, value_name = "NUMBERS", value_delimiter = ',')]
        records: Vec<u32>,
        /// With --records: leave the profile out
        #[arg(long, requires = "records")]
        without_profile: bool,
        /// Why
        #[arg(long, value_enum, default_value = "treat")]
        purpose: PurposeArg,
        /// From when: a date, a date and time, or a time from now such as 2h or 3d [default: now]
        #[arg(long, value_name = "WHEN")]
        from: Option<String>,
        /// Until when: a date (that whole day included, in local time), a date and time, or a time from now such as 2h
        /// or 30d
        #[arg(long, value_name = "WHEN")]
        until: String,
    },
    /// Take a consent back and change the keys
    Revoke {
        /// The doctor: a name, an address, or //Bob
        doctor: String,
        /// Also give past records new keys and places; goes on with it where it was interrupted
        #[arg(long)]
        reencrypt: bool,
    },
    /// List the consents that one gave
    List,
}

/// The log.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Show the newest entries
    List {
        /// Only what this account did
        #[arg(long, value_name = "ACCOUNT", conflicts_with = "subject")]
        actor: Option<String>,
        /// Only what was done about this account
        #[arg(long, value_name = "ACCOUNT")]
        subject: Option<String>,
        /// How many at most
        #[arg(long, value_name = "N", default_value_t = 50)]
        last: u64,
    },
    /// Show who opened a patient's records and profile, newest first: all of it, and nothing else
    Accesses {
        /// Whose records: a name, an address, or //Charlie [default: the account that acts]
        #[arg(long, value_name = "ACCOUNT")]
        patient: Option<String>,
        /// Leave out so many of the newest
        #[arg(long, value_name = "N", default_value_t = 0)]
        start: u64,
        /// How many at most
        #[arg(long, value_name = "N", default_value_t = 50)]
        last: u64,
    },
    /// Write the whole log as JSON lines
    Export {
        /// Where to write it, or - for standard output
        #[arg(long, short, value_name = "FILE")]
        output: PathBuf,
        /// Replace a file that is there already
        #[arg(long)]
        force: bool,
    },
    /// Recompute an export's chain of hashes and compare it with the chain, or with a head that was written down
    Verify {
        /// The export, or - for standard input
        file: PathBuf,
        /// The number of entries and the last one's hash, as they were written down; no node is asked then
        #[arg(long, value_name = "COUNT:HASH")]
        head: Option<String>,
        /// Accept entries that foreign contracts wrote; they are told all the same
        #[arg(long)]
        allow_foreign: bool,
    },
}

/// System parameters.
#[derive(Debug, Subcommand)]
pub enum ParamsCommand {
    /// Show them
    Show,
    /// Change those given, leave the others
    #[command(group(clap::ArgGroup::new("any").required(true).multiple(true)))]
    Set {
        /// Whether patients may register themselves
        #[arg(long, value_name = "true|false", group = "any")]
        self_registration: Option<bool>,
        /// Longest consent, in days (1 to 3653)
        #[arg(long, value_name = "DAYS", group = "any")]
        longest_consent_days: Option<u32>,
        /// Largest page of lists, in entries (1 to 50)
        #[arg(long, value_name = "N", group = "any")]
        max_page: Option<u32>,
        /// Largest page of the log, in entries (1 to 50)
        #[arg(long, value_name = "N", group = "any")]
        log_max_page: Option<u32>,
        /// How many admins have to approve what can hurt everybody, at most as many as there are
        #[arg(long, value_name = "N", group = "any")]
        quorum: Option<u8>,
        /// How long new code has to be announced, with its unit, such as 7d or 36h. It can only be raised
        #[arg(long, value_name = "LENGTH", group = "any")]
        upgrade_notice: Option<String>,
    },
}
