//! What this machine remembers of a patient's records, so that a long list is there at once: each record as the chain had
//! it, and what it is, opened once.
//!
//! An index repeats; it decides nothing. Whoever opens a record asks the chain and the store anew. It is kept sealed under
//! a key of the account that looked ([`file`]), is made anew where it is missing or damaged, and holds nothing of what was
//! erased, nor of a patient whose consent has ended.
//!
//! Brought up to date it is by the log: every change of a record has its entry there, in the same transaction. So after
//! the first time only what has changed is read. What was read from a disk stays in memory with its account, so that
//! a program that goes on, such as the panels, reads and opens it once, and not for every page.

mod file;

pub use file::Person;
pub(crate) use file::{Head, Held};

use crate::error::{Error, Kind, Result};
use crate::keyring::Keyring;
use crate::records::Listed;
use crate::{Operation, files, place, transfer};
use file::{Known, Place, Written};
use futures::{StreamExt, TryStreamExt, stream};
use medink_chain::{ChainExt, contracts};
use medink_seal::record::Details;
use medink_store::Presence;
use medink_types::{AccountId, Action, LogEntry, Record, RecordState, bounds};
use medink_words::{Said, said};
use scale::{Decode, Encode, Input, Output};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// How many questions are asked side by side: enough to keep two cores and a daemon at work, few enough for the daemon's
/// connections.
const SIDE_BY_SIDE: usize = 8;

/// How many records are looked at before the next are thought of.
const PART: usize = 256;

/// A record as it was last looked at.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Row {
    record: Record,
    looked: Looked,
}

/// What came of looking.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
enum Looked {
    /// Nothing yet: it was not here, or could not be read.
    Nothing,
    /// The keys do not reach it.
    OutOfReach,
    /// What it is.
    Opened(Told),
}

impl Looked {
    fn details(&self) -> Option<Details> {
        match self {
            Looked::Opened(told) => told.details(),
            _ => None,
        }
    }

    fn of(details: &Details) -> Self {
        serde_json::to_vec(details).map_or(Looked::Nothing, |json| Looked::Opened(Told::new(json)))
    }
}

/// What a record is, in the form in which it is sealed ([`Details`], JSON), and as it is used: read once, when it is first
/// asked for, and not again for every list.
#[derive(Clone)]
struct Told {
    json: Vec<u8>,
    read: OnceLock<Option<Details>>,
}

impl Told {
    fn new(json: Vec<u8>) -> Self {
        Told {
            json,
            read: OnceLock::new(),
        }
    }

    fn details(&self) -> Option<Details> {
        self.read
            .get_or_init(|| serde_json::from_slice(&self.json).ok())
            .clone()
    }
}

impl PartialEq for Told {
    fn eq(&self, other: &Self) -> bool {
        self.json == other.json
    }
}

impl Eq for Told {}

impl std::fmt::Debug for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Told([secret])")
    }
}

impl Encode for Told {
    fn size_hint(&self) -> usize {
        self.json.size_hint()
    }

    fn encode_to<O: Output + ?Sized>(&self, out: &mut O) {
        self.json.encode_to(out);
    }
}

impl Decode for Told {
    fn decode<I: Input>(input: &mut I) -> Result<Self, scale::Error> {
        Ok(Told::new(Vec::decode(input)?))
    }
}

impl Row {
    /// What the record is, where it was opened.
    pub(crate) fn details(&self) -> Option<Details> {
        self.looked.details()
    }
}

/// Whether a record's content is here, or why it can't be told.
type Here = std::result::Result<bool, Said>;

/// A patient's records as the chain has them, beside what was remembered before.
pub(crate) struct Synced {
    patient: AccountId,
    place: Place,
    before: Arc<Written>,
    now: Arc<Known>,
}

impl Synced {
    /// The records, in their order.
    pub(crate) fn records(&self) -> impl Iterator<Item = &Record> {
        self.now.rows.iter().map(|row| &row.record)
    }

    /// What was looked at with other keys is looked at anew.
    fn reached(&mut self, ring: &Keyring<'_>) {
        let reach = ring.reach();
        if self.now.reach != reach {
            let now = Arc::make_mut(&mut self.now);
            for row in &mut now.rows {
                row.looked = Looked::Nothing;
            }
            now.person = None;
            now.reach = reach;
        }
    }

    /// Whose records they are, as these keys have opened the profile.
    pub(crate) fn are_of(&mut self, ring: &Keyring<'_>, person: Option<Person>) {
        self.reached(ring);
        if self.now.person != person {
            Arc::make_mut(&mut self.now).person = person;
        }
    }
}

/// What came of looking at a record just now, if anything did; or why it can't be read.
type Looking = (Option<Looked>, Option<Said>);

impl Row {
    fn new(record: Record) -> Self {
        Row {
            record,
            looked: Looked::Nothing,
        }
    }

    /// The record is so now. What is at the same place is the same content.
    fn is_now(&mut self, record: Record) {
        if self.record.cid != record.cid {
            self.looked = Looked::Nothing;
        }
        self.record = record;
    }
}

impl Operation<'_> {
    /// All records of a patient, without what they are: nothing is opened, and nothing remembered.
    pub(crate) async fn listed_unopened(&self, patient: AccountId) -> Result<Vec<Listed>> {
        let count = self.patient(patient).await?.records;
        let records = self.records_from(patient, 0, count).await?;
        let rows: Vec<Row> = records.into_iter().map(Row::new).collect();
        let here = self.here(&rows).await?;
        let listed = rows.into_iter().zip(here).map(|(row, here)| Listed {
            record: row.record,
            details: None,
            here: here == Ok(true),
            fault: here.err(),
        });
        Ok(listed.collect())
    }

    /// Every record of a patient as the chain has it now, with what is remembered of each.
    pub(crate) async fn synced(&self, patient: AccountId) -> Result<Synced> {
        let place = Place::new(self, self.actor, patient);
        let reading = place.clone();
        let before = files::apart(move || Ok(reading.read()))
            .await?
            .unwrap_or_default();
        let mut synced = Synced {
            patient,
            place,
            now: before.known.clone(),
            before,
        };
        self.sync(&mut synced).await?;
        Ok(synced)
    }

    /// The same again, after something has changed.
    pub(crate) async fn sync(&self, synced: &mut Synced) -> Result<()> {
        let known = std::mem::take(&mut synced.now);
        synced.now = self.brought_up_to_date(synced.patient, known).await?;
        Ok(())
    }

    /// All records, each with what it is where these keys open it. What is opened now is remembered.
    pub(crate) async fn listed(&self, synced: Synced, ring: &Keyring<'_>) -> Result<Vec<Listed>> {
        self.listed_of(synced, ring, |_| true).await
    }

    /// The same, but what each is of these records alone: others are neither opened nor told, though it be remembered what
    /// they are.
    pub(crate) async fn listed_of(
        &self,
        mut synced: Synced,
        ring: &Keyring<'_>,
        these: impl Fn(&Record) -> bool + Send,
    ) -> Result<Vec<Listed>> {
        synced.reached(ring);
        let Synced {
            place,
            before,
            mut now,
            ..
        } = synced;
        let here = self.here(&now.rows).await?;
        let (looked, faults) = self
            .look(&now.rows, &of_these(&now.rows, &here, &these), ring)
            .await?;
        noted(&mut now, looked);
        let listed = now.rows.iter().zip(&here).zip(faults);
        let listed = listed
            .map(|((row, here), fault)| Listed {
                record: row.record.clone(),
                details: these(&row.record).then(|| row.looked.details()).flatten(),
                fault,
                here: *here == Ok(true),
            })
            .collect();
        self.keep(place, before, now).await;
        Ok(listed)
    }

    async fn keep(&self, place: Place, before: Arc<Written>, now: Arc<Known>) {
        if now == before.known {
            return;
        }
        // The list is right without it; it only takes longer the next time.
        if let Err(error) = files::apart(move || place.write(&before, now)).await {
            self.watch
                .say(&said!("told-list-not-remembered", why = error.what));
        }
    }

    /// The actor's own records, each with what it is, as far as is known: nothing is submitted, and only what was never
    /// looked at is looked for in the store. While that is away it stays unknown.
    pub async fn described(&self) -> Result<Vec<(Record, Option<Details>)>> {
        let me = self.actor.id();
        let ring = self.keyring(me).await?;
        let mut synced = self.synced(me).await?;
        synced.reached(&ring);
        let Synced {
            place,
            before,
            mut now,
            ..
        } = synced;
        let unknown: Vec<Row> = now
            .rows
            .iter()
            .filter(|row| row.looked == Looked::Nothing && row.record.state == RecordState::Live)
            .cloned()
            .collect();
        let looked = async {
            let here = self.here(&unknown).await?;
            self.look(&unknown, &here, &ring).await
        };
        match looked.await {
            Ok((looked, _)) => noted(&mut now, looked),
            Err(error) => self.watch.say(&said!("told-new-not-looked-at", why = error.what)),
        }
        let described = now
            .rows
            .iter()
            .map(|row| (row.record.clone(), row.looked.details()))
            .collect();
        self.keep(place, before, now).await;
        Ok(described)
    }

    /// Every record as the chain has it now. What the log says has changed is read, and what is new.
    async fn brought_up_to_date(&self, patient: AccountId, known: Arc<Known>) -> Result<Arc<Known>> {
        let (entries, total) = self.log_since(patient, known.seen).await?;
        let count = self.patient(patient).await?.records;
        let fits = total >= known.seen && known.rows.len() <= usize::try_from(count).unwrap_or(usize::MAX);
        // Of another chain's, or of a node that is behind: nothing of it is believed.
        let mut now = if fits { known } else { Arc::default() };
        let old = u32::try_from(now.rows.len()).unwrap_or(u32::MAX);
        let changed: BTreeSet<u32> = entries
            .iter()
            .filter_map(record_of)
            .filter(|number| (1..=old).contains(number))
            .collect();
        let at = self.deployment.patient();
        let renewed: Vec<Record> = stream::iter(changed)
            .map(|number| async move {
                let found = self
                    .chain
                    .read(&contracts::patient::record(at, patient, number))
                    .await?;
                found.ok_or_else(contradicts)
            })
            .buffered(SIDE_BY_SIDE)
            .try_collect()
            .await?;
        let new = self.records_from(patient, old, count).await?;
        // What has not changed is not copied to be written over with the same.
        if now.seen != total || !renewed.is_empty() || !new.is_empty() {
            let now = Arc::make_mut(&mut now);
            for record in renewed {
                if let Some(row) = now.row_mut(record.number) {
                    row.is_now(record);
                }
            }
            now.rows.extend(new.into_iter().map(Row::new));
            now.seen = total;
        }
        Ok(now)
    }

    /// The entries about a patient from the one at `start`, and how many there are in all.
    async fn log_since(&self, patient: AccountId, start: u64) -> Result<(Vec<LogEntry>, u64)> {
        let at = self.deployment.audit();
        let mut entries = Vec::new();
        let mut from = Some(start);
        let mut total = 0;
        while let Some(start) = from {
            // The first time nothing of it is looked at: all is read anyway.
            let limit = if start == 0 { 1 } else { 0 };
            let page = contracts::audit::entries_by_subject(at, patient, start, limit);
            let page = self.chain.read(&page).await?;
            total = page.total;
            entries.extend(page.items);
            from = page.next.filter(|next| start > 0 && *next > start);
        }
        Ok((entries, total))
    }

    /// The records whose numbers are above `old`, up to `count`: pages side by side.
    async fn records_from(&self, patient: AccountId, old: u32, count: u32) -> Result<Vec<Record>> {
        let at = self.deployment.patient();
        let size = self.page_size(bounds::PAGE).await?.max(1);
        let starts = (old..count).step_by(usize::try_from(size).unwrap_or(1));
        let pages: Vec<Vec<Record>> = stream::iter(starts)
            .map(|start| async move {
                let page = contracts::patient::records(at, patient, u64::from(start), size);
                Ok::<_, Error>(self.chain.read(&page).await?.items)
            })
            .buffered(SIDE_BY_SIDE)
            .try_collect()
            .await?;
        let all: Vec<Record> = pages.into_iter().flatten().collect();
        let expected = (old..).zip(&all);
        match expected
            .into_iter()
            .all(|(before, record)| Some(record.number) == before.checked_add(1))
        {
            true => Ok(all),
            false => Err(contradicts()),
        }
    }

    /// Whether each record's content is here, whole; or why it can't be told, which costs that record alone.
    async fn here(&self, rows: &[Row]) -> Result<Vec<Here>> {
        let places: Vec<_> = rows
            .iter()
            .map(|row| match row.record.state {
                RecordState::Live => Some(place::of(&row.record)),
                RecordState::Erased => None,
            })
            .collect();
        let asked: Vec<_> = places.iter().flatten().flatten().copied().collect();
        let mut found = self.store.has_all(&asked).await?.into_iter();
        places
            .into_iter()
            .map(|place| {
                let told = match place {
                    None => return Ok(Ok(false)),
                    Some(Ok(_)) => found.next().unwrap_or(Ok(Presence::Absent)).map_err(Error::from),
                    Some(Err(error)) => Err(error),
                };
                match told {
                    Ok(presence) => Ok(Ok(presence == Presence::Whole)),
                    Err(error) if error.is_of_one() => Ok(Err(error.what)),
                    Err(error) => Err(error),
                }
            })
            .collect()
    }

    /// Opens what is here and was not opened yet. Returns what came of it, by number, and of each row why it can't be read,
    /// though it is to be.
    async fn look(
        &self,
        rows: &[Row],
        here: &[Here],
        ring: &Keyring<'_>,
    ) -> Result<(BTreeMap<u32, Looked>, Vec<Option<Said>>)> {
        let mut faults: Vec<Option<Said>> = here.iter().map(|told| told.as_ref().err().cloned()).collect();
        let unknown: Vec<(usize, &Row)> = rows
            .iter()
            .zip(here)
            .enumerate()
            .filter(|(_, (row, here))| row.looked == Looked::Nothing && **here == Ok(true))
            .map(|(at, (row, _))| (at, row))
            .collect();
        let mut looked = BTreeMap::new();
        // In parts, so that what is under way stays small however long the list is.
        for part in unknown.chunks(PART) {
            let mut looking = Vec::with_capacity(part.len());
            for (_, row) in part {
                looking.push(self.look_at(row, ring));
            }
            let found: Vec<Looking> = stream::iter(looking).buffered(SIDE_BY_SIDE).try_collect().await?;
            for ((at, row), (what, fault)) in part.iter().zip(found) {
                looked.extend(what.map(|what| (row.record.number, what)));
                if let Some(of_this) = faults.get_mut(*at) {
                    *of_this = fault;
                }
            }
        }
        Ok((looked, faults))
    }

    /// Opens one that is here.
    async fn look_at(&self, row: &Row, ring: &Keyring<'_>) -> Result<Looking> {
        match self.opened(&row.record, ring).await {
            Ok(details) => Ok((Some(Looked::of(&details)), None)),
            // Not in the consent: listed without a title, and that is no fault.
            Err(error) if error.is_of_one() && error.kind == Kind::Refused => {
                Ok((Some(Looked::OutOfReach), None))
            }
            Err(error) if error.is_of_one() => Ok((None, Some(error.what))),
            Err(error) => Err(error),
        }
    }

    async fn opened(&self, record: &Record, ring: &Keyring<'_>) -> Result<Details> {
        let closed = transfer::fetch(self.store.as_ref(), &place::of(record)?).await?;
        let key = ring.open(record, &closed.header().digest())?;
        closed.details(&key).await
    }

    /// What a patient was called when the profile was last opened from this machine; none where it was not, or where
    /// that is forgotten.
    pub async fn remembered_person(&self, patient: AccountId) -> Result<Option<Person>> {
        let place = Place::new(self, self.actor, patient);
        files::apart(move || Ok(place.person())).await
    }

    /// Forgets what was remembered of a patient's records and profile.
    pub async fn forget_index(&self, patient: AccountId) -> Result<()> {
        let place = Place::new(self, self.actor, patient);
        files::apart(move || place.forget()).await
    }

    /// How many of this account's indexes do not open whole, whoever they are of.
    pub(crate) async fn damaged_indexes(&self) -> Result<usize> {
        let own = Place::new(self, self.actor, self.actor.id());
        files::apart(move || Ok(own.damaged()?.len())).await
    }

    /// Forgets those, so that they are made anew.
    pub(crate) async fn forget_damaged_indexes(&self) -> Result<()> {
        let own = Place::new(self, self.actor, self.actor.id());
        files::apart(move || own.damaged()?.iter().try_for_each(Place::forget)).await
    }

    /// Forgets what this account remembers of all patients but these, and of itself.
    pub async fn remember_only(&self, patients: &[AccountId]) -> Result<()> {
        let kept: Vec<Place> = patients
            .iter()
            .chain([&self.actor.id()])
            .map(|patient| Place::new(self, self.actor, *patient))
            .collect();
        match kept.last().cloned() {
            Some(own) => files::apart(move || own.keep_only(&kept)).await,
            None => Ok(()),
        }
    }
}

/// What is here, as if of what is there only these were.
fn of_these(rows: &[Row], here: &[Here], these: impl Fn(&Record) -> bool) -> Vec<Here> {
    let mut of_these = here.to_vec();
    for (row, told) in rows.iter().zip(&mut of_these) {
        if *told == Ok(true) && !these(&row.record) {
            *told = Ok(false);
        }
    }
    of_these
}

/// Notes what came of looking.
fn noted(now: &mut Arc<Known>, looked: BTreeMap<u32, Looked>) {
    if looked.is_empty() {
        return;
    }
    let now = Arc::make_mut(now);
    for (number, what) in looked {
        if let Some(row) = now.row_mut(number) {
            row.looked = what;
        }
    }
}

/// The number of the record that an entry says has changed.
fn record_of(entry: &LogEntry) -> Option<u32> {
    let changed = matches!(
        entry.action,
        Action::RecordAdded
            | Action::RecordAmended
            | Action::RecordAnnotated
            | Action::RecordResealed
            | Action::RecordErased
    );
    let number = entry.reference.first_chunk::<4>()?;
    changed.then(|| u32::from_be_bytes(*number))
}

fn contradicts() -> Error {
    Error::new(Kind::Damaged, said!("core-list-disagrees")).next(said!("core-again-or-another-node"))
}
