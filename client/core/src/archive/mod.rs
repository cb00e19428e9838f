//! Everything that a patient has, as one archive that opens without medink: the documents, the profile, the consents, the
//! log about the patient, and a page to read it by. Or some of the documents alone, with such a page: whoever is handed
//! those is told nothing else, the account's address among it.
//!
//! It goes out as it is made (`pack`): memory does not grow with the documents, and nothing of it is in plaintext on a
//! disk but where the patient wants it. What can't be read, is erased or not here is named, and costs nothing else. Nothing is
//! logged and nothing submitted: patients alone take their own along.

mod names;
mod pack;
mod page;

use crate::advice::Advice;
use crate::consents::{purpose_code, purpose_words};
use crate::destination::{Place, Replace};
use crate::error::{Error, Kind, Result};
use crate::extract::Format;
use crate::keyring::Keyring;
use crate::people::Named;
use crate::records::{Destination, Listed};
use crate::search::Search;
use crate::{Done, Operation, consents, files, now_ms, profile, when, words};
use medink_seal::record::RecordError;
use medink_types::{AccountId, ConsentEntry, RecordState, ScopeSummary};
use medink_words::{Language, Said, said};
use pack::{Packer, WHAT};
use page::{Consent, Contents, State};
use serde_json::json;
use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::{BufWriter, Seek, Write};
use zeroize::Zeroizing;

/// What the archive has besides documents, in bytes, at most about: for the choice of ZIP64 alone.
const BESIDES: u64 = 256 * 1024 * 1024;

/// How an archive is kept from others.
pub enum Protection {
    /// Not at all: whoever has it can read it.
    None,
    /// Encrypted, with AES-256 as in ZIP. The key is drawn from the password quickly, so a password has to be long.
    Password(Zeroizing<String>),
}

/// What is to be taken along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Every version of every record, the profile, the consents and the log.
    Everything,
    /// The records of these numbers, and nothing else.
    Records(BTreeSet<u32>),
}

/// What was taken along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// How many documents are in the archive.
    pub documents: usize,
    /// The records that are not in it, or not whole, by number, and why.
    pub left_out: Vec<(u32, Said)>,
}

/// Where an archive goes.
enum Out {
    Place(Place),
    Stream(Box<dyn Write + Send>),
}

/// What the directory calls people, for a page that is read without it.
struct Names<'a> {
    operation: &'a Operation<'a>,
    known: HashMap<AccountId, Named>,
    /// What the patient is called.
    own: Said,
}

/// What the patient is called on the page: some of the records are for others to read.
fn own(all: bool) -> Said {
    match all {
        true => said!("you"),
        false => said!("the-patient"),
    }
}

impl Names<'_> {
    fn call(&self, account: &AccountId) -> Said {
        let address = self.operation.address(account);
        if *account == self.operation.actor.id() {
            return self.own.clone();
        }
        match self.known.get(account) {
            Some(named) => {
                let by = named.attested_by.map(|by| self.operation.short_address(&by));
                words::name_and_address(&named.name, by.as_deref(), address)
            }
            None => words::address(address),
        }
    }
}

impl Operation<'_> {
    /// Writes the actor's own records, or some of them, as one archive, whose page to read it by is in `language`. Guard:
    /// the patient.
    ///
    /// # Errors
    /// [`Kind::Usage`] where something is at the destination already; [`Kind::NotFound`] for a number that is no record's;
    /// [`Kind::Io`]. The destination has then nothing new, and what a stream has got is no archive.
    pub async fn take_along(
        &self,
        what: What,
        protection: Protection,
        destination: Destination<'_>,
        language: Language,
    ) -> Result<Done<Taken>> {
        self.run(async {
            let me = self.actor.id();
            // What can fail fails before anything is read.
            let out = match destination {
                Destination::File { path, replace } => {
                    let replace = if replace { Replace::Asked } else { Replace::Unasked };
                    Out::Place(Place::prepare(path, replace, WHAT)?)
                }
                Destination::Stream(out) => Out::Stream(out),
            };
            let ring = self.keyring(me).await?;
            let mut listed = self.listed(self.synced(me).await?, &ring).await?;
            if let What::Records(numbers) = &what {
                listed.retain(|one| numbers.contains(&one.record.number));
                there(numbers, &listed)?;
            }
            let (place, stream) = match out {
                Out::Place(place) => {
                    let file = BufWriter::new(place.writer()?);
                    (Some(place), Box::new(file) as Box<dyn Write + Send>)
                }
                Out::Stream(stream) => (None, stream),
            };
            let all = what == What::Everything;
            let taken = self
                .packed((listed, all), &ring, &protection, (stream, language))
                .await?;
            if let Some(place) = place {
                files::apart(move || place.keep()).await?;
            }
            Ok(taken)
        })
        .await
    }

    async fn packed(
        &self,
        (listed, all): (Vec<Listed>, bool),
        ring: &Keyring<'_>,
        protection: &Protection,
        (out, language): (Box<dyn Write + Send>, Language),
    ) -> Result<Taken> {
        let made = now_ms()?;
        let documents = listed.iter().filter_map(|one| one.details.as_ref());
        let bytes = documents.fold(0u64, |sum, details| sum.saturating_add(details.size));
        let password = match protection {
            Protection::None => None,
            Protection::Password(password) => Some(password.clone()),
        };
        let about = bytes.saturating_add(BESIDES);
        let mut packer = files::apart(move || Packer::begin(out, password.as_ref(), about)).await?;
        let doctors = self.doctors().await?.into_iter();
        let names = Names {
            operation: self,
            known: doctors
                .filter_map(|view| Some((view.doctor.account, view.named()?)))
                .collect(),
            own: own(all),
        };

        let mut contents = Contents {
            language,
            all,
            patient: self.address(&self.actor.id()),
            made,
            profile: Ok(Vec::new()),
            consents: Vec::new(),
            entries: 0,
            packed: HashMap::new(),
            records: Vec::new(),
        };
        if all {
            packer = self.pack_profile(packer, &mut contents).await?;
            packer = self.pack_consents(packer, &names, &mut contents).await?;
            packer = self.pack_log(packer, &mut contents).await?;
        }

        self.watch.begin(&said!("told-packing"), bytes);
        let packed = self.pack_records(packer, &listed, ring, &names).await;
        self.watch.end();
        (packer, contents.packed) = packed?;

        contents.records = listed;
        let taken = Taken {
            documents: contents
                .packed
                .values()
                .filter(|(_, state)| matches!(state, State::Packed(_)))
                .count(),
            left_out: contents
                .records
                .iter()
                .map(|one| one.record.number)
                .filter_map(|number| Some((number, contents.packed.get(&number)?.1.why_not()?)))
                .collect(),
        };
        files::apart(move || {
            let page = Zeroizing::new(contents.html());
            pack_bytes(&mut packer, page::NAME, made, page.as_bytes())?;
            packer.finish()
        })
        .await?;
        Ok(taken)
    }

    async fn pack_records(
        &self,
        mut packer: Packer,
        listed: &[Listed],
        ring: &Keyring<'_>,
        names: &Names<'_>,
    ) -> Result<(Packer, HashMap<u32, (Said, State)>)> {
        let mut packed = HashMap::with_capacity(listed.len());
        let mut done = 0u64;
        for one in listed {
            let (next, by, state) = self.pack_record(packer, one, ring, names).await?;
            packer = next;
            packed.insert(one.record.number, (by, state));
            done = done.saturating_add(one.details.as_ref().map_or(0, |details| details.size));
            self.watch.progress(done);
        }
        Ok((packer, packed))
    }

    /// Packs a record's document, or says why it is not there. Returns who wrote it as well.
    async fn pack_record(
        &self,
        mut packer: Packer,
        one: &Listed,
        ring: &Keyring<'_>,
        names: &Names<'_>,
    ) -> Result<(Packer, Said, State)> {
        let recorded_by = names.call(&one.record.author);
        let state = match (&one.record.state, &one.fault) {
            (RecordState::Erased, _) => State::Erased,
            (RecordState::Live, Some(fault)) => State::Unreadable(fault.clone()),
            (RecordState::Live, None) if !one.here => State::NotHere,
            (RecordState::Live, None) => match self.open_as_listed(one, ring).await {
                Ok(mut opened) => {
                    let written = opened.written();
                    let by = written.words(|account| names.call(account));
                    let (number, created) = (one.record.number, one.record.created);
                    return files::apart(move || {
                        let name = names::of(number, opened.details());
                        let size = opened.details().size;
                        let torn = packer.file(&name, created, size, &mut opened)?;
                        let Some(error) = torn else {
                            return Ok((packer, by, State::Packed(name)));
                        };
                        let why = Error::from(RecordError::Read(error)).what;
                        // What the signature says holds for the whole document: beside half of one it would vouch for that.
                        let by = if written.is_right() { recorded_by } else { by };
                        Ok((packer, by, State::CutOff(name, why)))
                    })
                    .await;
                }
                Err(error) if costs_one(&error) => State::Unreadable(error.what),
                Err(error) => return Err(error),
            },
        };
        Ok((packer, recorded_by, state))
    }

    async fn pack_profile(&self, packer: Packer, contents: &mut Contents) -> Result<Packer> {
        let profile = match self.own_patient_profile().await {
            Ok(view) => view.profile,
            Err(error) if costs_one(&error) => {
                contents.profile = Err(error.what);
                return Ok(packer);
            }
            Err(error) => return Err(error),
        };
        let Some(profile) = profile else {
            return Ok(packer);
        };
        contents.profile = Ok(profile::fields(&profile));
        let json = profile::to_bytes(&profile)?;
        packed(packer, "profile.json", contents.made, json).await
    }

    async fn pack_consents(
        &self,
        packer: Packer,
        names: &Names<'_>,
        contents: &mut Contents,
    ) -> Result<Packer> {
        let entries = self.consents_of(self.actor.id()).await?;
        let json: Vec<serde_json::Value> = entries
            .iter()
            .map(|entry| self.consent_json(names, entry))
            .collect();
        let json = serde_json::to_vec_pretty(&json)
            .map(Zeroizing::new)
            .map_err(|_| Error::new(Kind::Internal, said!("core-consents-json")))?;
        contents.consents = entries
            .iter()
            .map(|entry| Consent {
                doctor: names.call(&entry.doctor),
                covers: covers(&entry.scope),
                purpose: purpose_words(entry.purpose),
                until: entry.until,
            })
            .collect();
        packed(packer, "consents.json", contents.made, json).await
    }

    fn consent_json(&self, names: &Names<'_>, entry: &ConsentEntry) -> serde_json::Value {
        let records = match &entry.scope {
            ScopeSummary::WholeHistory { .. } => None,
            ScopeSummary::Records(numbers) => Some(numbers.clone()),
        };
        let name = names.known.get(&entry.doctor).map(|named| &named.name);
        json!({
            "doctor": self.address(&entry.doctor), "name": name, "whole_history": records.is_none(), "records": records,
            "purpose": purpose_code(entry.purpose), "from": when::rfc3339(entry.from), "until": when::rfc3339(entry.until),
        })
    }

    /// The entries about the patient. They may be many, and say nothing but what everybody reads off the chain: so they
    /// wait in a temporary file without a name.
    async fn pack_log(&self, mut packer: Packer, contents: &mut Contents) -> Result<Packer> {
        let about_me = Search {
            subject: Some(self.actor.id()),
            ..Search::default()
        };
        let mut lines = tempfile::tempfile().map_err(|error| waiting(&error))?;
        contents.entries = self
            .extract_log(&about_me, Format::JsonLines, &mut BufWriter::new(&lines))
            .await?;
        let made = contents.made;
        files::apart(move || {
            lines.rewind().map_err(|error| waiting(&error))?;
            match packer.file("log.jsonl", made, length(&lines), &mut lines)? {
                None => Ok(packer),
                Some(error) => Err(waiting(&error)),
            }
        })
        .await
    }
}

/// What a consent covers, as the page has it.
fn covers(scope: &ScopeSummary) -> Said {
    match scope {
        ScopeSummary::WholeHistory { .. } => said!("archive-covers-whole"),
        ScopeSummary::Records(_) => consents::covers(scope),
    }
}

/// Refuses numbers that are no record's.
fn there(numbers: &BTreeSet<u32>, listed: &[Listed]) -> Result<()> {
    let known: BTreeSet<u32> = listed.iter().map(|one| one.record.number).collect();
    match numbers.difference(&known).next() {
        None => Ok(()),
        Some(number) => Err(
            Error::new(Kind::NotFound, said!("core-archive-no-record", number = *number))
                .next(said!("core-archive-no-record-next"))
                .advise(Advice::ListRecords),
        ),
    }
}

async fn packed(
    mut packer: Packer,
    name: &'static str,
    time: u64,
    bytes: Zeroizing<Vec<u8>>,
) -> Result<Packer> {
    files::apart(move || {
        pack_bytes(&mut packer, name, time, &bytes)?;
        Ok(packer)
    })
    .await
}

fn pack_bytes(packer: &mut Packer, name: &str, time: u64, mut bytes: &[u8]) -> Result<()> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    // Reading from memory does not fail.
    packer.file(name, time, size, &mut bytes).map(|_| ())
}

fn length(file: &File) -> u64 {
    file.metadata().map_or(u64::MAX, |about| about.len())
}

fn waiting(error: &std::io::Error) -> Error {
    Error::io(said!("core-log-temporary"), error).next(said!("core-log-temporary-next"))
}

/// Whether what failed costs its own file alone: the node and the store answered, and what they have is not right.
fn costs_one(error: &Error) -> bool {
    error.is_of_one() || matches!(error.kind, Kind::NotFound | Kind::Damaged | Kind::Keys)
}
