//! Who is there: sessions, kept in memory alone, and the one-time token that begins one.
//!
//! A session starts with the address that the program printed and holds no account until one is unlocked. Unlocking and
//! locking give it a new identifier; locking, or leaving it alone too long, drops the account and all that was opened
//! with it. Identifiers and tokens are 256 random bits; no session outlives the program.

use crate::admin::desk::Desk;
use crate::finder::List;
use crate::frame::Notice;
use crate::kept::Kept;
use crate::once::Once;
use crate::patient::news::Visiting;
use crate::patient::selection::Selection;
use crate::steps::Chosen;
use crate::thumbnail::Thumbnails;
use medink_core::chart::Chart;
use medink_core::doctor_visit::{DoctorVisit, Over};
use medink_core::error::{Error, Kind, Result};
use medink_core::lock;
use medink_core::{Actor, Medink};
use medink_seal::Account;
use medink_seal::record::Details;
use medink_types::{AccountId, Roles};
use medink_words::said;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::watch;
use zeroize::Zeroizing;

/// Most sessions at once.
const MOST: usize = 16;

/// Of how many records written in a session it is known what they are.
const MOST_WRITTEN: usize = 1_000;

/// 256 random bits as hex.
pub fn secret() -> Result<Zeroizing<String>> {
    let mut bytes = Zeroizing::new([0u8; 32]);
    getrandom::fill(bytes.as_mut())
        .map_err(|e| Error::new(Kind::Internal, said!("no-random", why = e.to_string())))?;
    Ok(Zeroizing::new(hex::encode(bytes.as_ref())))
}

/// Whether two secrets are the same, in a time that does not tell where they differ.
pub fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

/// An unlocked account.
pub struct Unlocked {
    /// The name of its file on this machine.
    pub name: String,
    /// What it is called before people.
    shown: Mutex<String>,
    /// The account.
    pub account: Account,
    /// Its keys for the deployment, derived when first needed.
    actor: Mutex<Option<Arc<Actor>>>,
    /// Its visits to patients' records, as a doctor.
    visits: Mutex<BTreeMap<AccountId, Attending>>,
    /// Held while a visit begins: a second click waits, and finds it begun.
    pub beginning: tokio::sync::Mutex<()>,
    /// Charts of patients that were opened in these visits.
    charts: Mutex<BTreeMap<AccountId, Arc<Chart>>>,
    /// Patients' records, as they were last listed, and what is looked for among them.
    lists: Mutex<BTreeMap<AccountId, List>>,
    /// What this account has written itself, by patient and number: its author knows what it is without opening it.
    written: Mutex<BTreeMap<(AccountId, u32), Details>>,
    /// What it works on as an admin.
    pub desk: Desk,
    /// What it has been told as a patient.
    pub visiting: Visiting,
    /// What it has selected among its own records.
    pub selection: Selection,
    /// Small pictures of its own records.
    pub thumbnails: Thumbnails,
    /// Forms of it that were done, and are not done again.
    pub once: Once,
}

/// How a visit stands.
#[derive(Clone)]
pub enum Attending {
    /// It is under way, as far as is known here: whoever opens something looks it up.
    Now(Arc<DoctorVisit>),
    /// It is over, and why; its page says so until another begins.
    Over(Over),
}

impl Unlocked {
    /// An account that was just unlocked.
    pub fn new(name: String, shown: String, account: Account) -> Self {
        Unlocked {
            name,
            shown: Mutex::new(shown),
            account,
            actor: Mutex::new(None),
            visits: Mutex::default(),
            beginning: tokio::sync::Mutex::default(),
            charts: Mutex::default(),
            lists: Mutex::default(),
            written: Mutex::default(),
            desk: Desk::default(),
            visiting: Visiting::default(),
            selection: Selection::default(),
            thumbnails: Thumbnails::default(),
            once: Once::default(),
        }
    }

    /// What it is called before people.
    pub fn shown(&self) -> String {
        lock(&self.shown).clone()
    }

    /// Calls it something else from now on.
    pub fn call(&self, shown: String) {
        *lock(&self.shown) = shown;
    }

    /// A patient's chart, if it was opened.
    pub fn chart(&self, patient: &AccountId) -> Option<Arc<Chart>> {
        lock(&self.charts).get(patient).cloned()
    }

    /// Keeps a chart until the visit is over, or the account is locked; not where that visit is over already.
    pub fn set_chart(&self, visit: &Arc<DoctorVisit>, chart: Chart) {
        let visits = lock(&self.visits);
        if matches!(visits.get(&visit.patient), Some(Attending::Now(now)) if Arc::ptr_eq(now, visit)) {
            lock(&self.charts).insert(visit.patient, Arc::new(chart));
        }
    }

    /// How the visit to a patient's records stands; none where there was none.
    pub fn attending(&self, patient: &AccountId) -> Option<Attending> {
        lock(&self.visits).get(patient).cloned()
    }

    /// Keeps a visit that was begun.
    pub fn attend(&self, visit: Arc<DoctorVisit>) {
        lock(&self.visits).insert(visit.patient, Attending::Now(visit));
    }

    /// Closes what was opened in a visit; nothing where another has begun since. `over` says why, if it did not end by hand.
    pub fn leave(&self, visit: &Arc<DoctorVisit>, over: Option<Over>) {
        let patient = visit.patient;
        let mut visits = lock(&self.visits);
        if !matches!(visits.get(&patient), Some(Attending::Now(now)) if Arc::ptr_eq(now, visit)) {
            return;
        }
        match over {
            Some(over) => visits.insert(patient, Attending::Over(over)),
            None => visits.remove(&patient),
        };
        lock(&self.charts).remove(&patient);
        lock(&self.lists).remove(&patient);
    }

    /// Forgets everything about a patient who has taken the consent back.
    pub fn forget(&self, patient: &AccountId) {
        lock(&self.visits).remove(patient);
        lock(&self.charts).remove(patient);
        lock(&self.lists).remove(patient);
        lock(&self.written).retain(|(whose, _), _| whose != patient);
    }

    /// A patient's records, as they were last listed.
    pub fn list(&self, patient: &AccountId) -> Option<List> {
        lock(&self.lists).get(patient).cloned()
    }

    /// Keeps a list of a patient's records until the account is locked.
    pub fn set_list(&self, patient: AccountId, list: List) {
        lock(&self.lists).insert(patient, list);
    }

    /// Keeps what this account has just written until it is locked; not without end.
    pub fn wrote(&self, patient: AccountId, number: u32, details: Details) {
        let mut written = lock(&self.written);
        if written.len() < MOST_WRITTEN {
            written.insert((patient, number), details);
        }
    }

    /// What a record is that this account has written since it was unlocked.
    pub fn written(&self, patient: AccountId, number: u32) -> Option<Details> {
        lock(&self.written).get(&(patient, number)).cloned()
    }

    /// The account with its keys for this deployment.
    pub fn actor(&self, medink: &Medink) -> Result<Arc<Actor>> {
        let mut known = lock(&self.actor);
        if let Some(actor) = known.as_ref() {
            return Ok(actor.clone());
        }
        let actor = Arc::new(Actor::new(self.account.clone(), &medink.deployment)?);
        *known = Some(actor.clone());
        Ok(actor)
    }
}

/// An account whose recovery words are shown, until its owner has shown that they are written down.
pub struct Fresh {
    /// The name of its file on this machine.
    pub name: String,
    /// What it is called before people.
    pub shown: String,
    /// Its recovery words; gone from memory when confirmed, put off, or when the session ends.
    pub words: Zeroizing<String>,
    /// Which words are asked for, from 0.
    pub asked: Vec<usize>,
}

/// One browser.
pub struct Session {
    /// Its identifier: the cookie's value.
    pub id: Zeroizing<String>,
    /// What every form has to hold.
    pub token: Zeroizing<String>,
    /// Set when it has ended: what goes on for it stops.
    ended: watch::Sender<bool>,
    inner: Mutex<Inner>,
}

struct Inner {
    unlocked: Option<Arc<Unlocked>>,
    fresh: Option<Arc<Fresh>>,
    kept: Kept,
    chosen: Option<Chosen>,
    notices: Vec<Notice>,
    roles: Roles,
    seen: Instant,
}

impl Inner {
    /// Whether there is an account in it that is locked when it is left alone.
    fn has_account(&self) -> bool {
        self.unlocked.is_some() || self.fresh.is_some()
    }
}

impl Session {
    fn new(unlocked: Option<Arc<Unlocked>>, notices: Vec<Notice>, old: Option<&Session>) -> Result<Self> {
        let (kept, chosen) = match old {
            Some(old) => {
                let inner = lock(&old.inner);
                (inner.kept.next(), inner.chosen.clone())
            }
            None => (Kept::default(), None),
        };
        Ok(Session {
            id: secret()?,
            token: secret()?,
            ended: watch::Sender::new(false),
            inner: Mutex::new(Inner {
                unlocked,
                fresh: None,
                kept,
                chosen,
                notices,
                roles: Roles::default(),
                seen: Instant::now(),
            }),
        })
    }

    /// The unlocked account, if there is one.
    pub fn unlocked(&self) -> Option<Arc<Unlocked>> {
        lock(&self.inner).unlocked.clone()
    }

    /// The account whose recovery words are not confirmed yet.
    pub fn fresh(&self) -> Option<Arc<Fresh>> {
        lock(&self.inner).fresh.clone()
    }

    /// Keeps, or forgets, an account whose recovery words are not confirmed yet.
    pub fn set_fresh(&self, fresh: Option<Fresh>) {
        lock(&self.inner).fresh = fresh.map(Arc::new);
    }

    /// What is remembered between pages.
    pub fn kept<T>(&self, with: impl FnOnce(&mut Kept) -> T) -> T {
        with(&mut lock(&self.inner).kept)
    }

    /// Who somebody said to be at the first start.
    pub fn chosen(&self) -> Option<Chosen> {
        lock(&self.inner).chosen.clone()
    }

    /// Keeps who somebody said to be, or forgets it.
    pub fn choose(&self, chosen: Option<Chosen>) {
        lock(&self.inner).chosen = chosen;
    }

    /// Keeps something to be told on the next page.
    pub fn tell(&self, notice: Notice) {
        let notices = &mut lock(&self.inner).notices;
        let rest = match notices.last_mut() {
            Some(last) => last.take_in(notice),
            None => Some(notice),
        };
        notices.extend(rest);
    }

    /// What is to be told now.
    pub fn told(&self) -> Vec<Notice> {
        std::mem::take(&mut lock(&self.inner).notices)
    }

    /// The roles that the chain gave the account when it was last asked.
    pub fn roles(&self) -> Roles {
        lock(&self.inner).roles
    }

    /// Keeps the account's roles.
    pub fn set_roles(&self, roles: Roles) {
        lock(&self.inner).roles = roles;
    }

    /// Notes that somebody is there.
    pub fn touch(&self) {
        lock(&self.inner).seen = Instant::now();
    }

    /// Resolves when the session has ended.
    pub fn ending(&self) -> watch::Receiver<bool> {
        self.ended.subscribe()
    }

    fn end(&self) {
        self.ended.send_replace(true);
        let mut inner = lock(&self.inner);
        inner.unlocked = None;
        inner.fresh = None;
        inner.kept.lock();
        inner.notices.clear();
        inner.roles = Roles::default();
    }
}

/// All sessions.
pub struct Sessions {
    idle: Duration,
    entry: Mutex<Option<Zeroizing<String>>>,
    all: Mutex<HashMap<String, Arc<Session>>>,
}

impl Sessions {
    /// None yet.
    pub fn new(idle: Duration) -> Self {
        Sessions {
            idle,
            entry: Mutex::new(None),
            all: Mutex::new(HashMap::new()),
        }
    }

    /// A new token to enter with; the one before is worth nothing from now on.
    pub fn invite(&self) -> Result<Zeroizing<String>> {
        let token = secret()?;
        *lock(&self.entry) = Some(token.clone());
        Ok(token)
    }

    /// Begins a session with the token to enter with, which is used up by it.
    pub fn enter(&self, token: &str) -> Result<Option<Arc<Session>>> {
        {
            let mut entry = lock(&self.entry);
            match entry.as_ref() {
                Some(expected) if same(expected, token) => *entry = None,
                _ => return Ok(None),
            }
        }
        self.add(Session::new(None, Vec::new(), None)?).map(Some)
    }

    /// The session with this identifier. One that was left alone too long is locked by then; where there is no account
    /// to lock, what was typed goes all the same.
    pub fn find(&self, id: &str) -> Option<Arc<Session>> {
        let session = lock(&self.all).get(id)?.clone();
        let ends = {
            let mut inner = lock(&session.inner);
            let idle = inner.seen.elapsed() >= self.idle;
            if idle {
                inner.kept.lock();
            }
            idle && inner.has_account()
        };
        if ends {
            session.end();
            let minutes = self.idle.as_secs().div_ceil(60);
            session.tell(Notice::plain(said!("locked-idle", minutes = minutes)));
        }
        Some(session)
    }

    /// How long an account may still be left alone that is unlocked, or whose words are shown; none where there is none.
    pub fn left(&self, session: &Session) -> Option<Duration> {
        let inner = lock(&session.inner);
        inner
            .has_account()
            .then(|| self.idle.saturating_sub(inner.seen.elapsed()))
    }

    /// Puts a session with an unlocked account in the place of the one that unlocked it.
    pub fn unlock(&self, old: &Session, unlocked: Unlocked) -> Result<Arc<Session>> {
        let notices = old.told();
        self.replace(old, Session::new(Some(Arc::new(unlocked)), notices, Some(old))?)
    }

    /// Puts an empty session in the place of one, and ends that.
    pub fn lock(&self, old: &Session) -> Result<Arc<Session>> {
        self.replace(old, Session::new(None, Vec::new(), Some(old))?)
    }

    fn replace(&self, old: &Session, new: Session) -> Result<Arc<Session>> {
        lock(&self.all).remove(old.id.as_str());
        old.end();
        self.add(new)
    }

    fn add(&self, session: Session) -> Result<Arc<Session>> {
        let session = Arc::new(session);
        let mut all = lock(&self.all);
        if all.len() >= MOST {
            // The one that nobody has used for longest, and that has no account unlocked.
            let oldest = all
                .iter()
                .filter(|(_, session)| session.unlocked().is_none())
                .min_by_key(|(_, session)| lock(&session.inner).seen)
                .map(|(id, _)| id.clone());
            let Some(oldest) = oldest else {
                return Err(Error::new(Kind::Refused, said!("too-many-browsers"))
                    .next(said!("too-many-browsers-next")));
            };
            if let Some(gone) = all.remove(&oldest) {
                gone.end();
            }
        }
        all.insert(session.id.to_string(), session.clone());
        Ok(session)
    }

    /// Locks whatever was left alone too long. Called every few seconds, so that secrets go although nobody asks.
    pub fn sweep(&self) {
        let ids: Vec<String> = lock(&self.all).keys().cloned().collect();
        for id in ids {
            self.find(&id);
        }
    }

    /// Ends all.
    pub fn end(&self) {
        for (_, session) in lock(&self.all).drain() {
            session.end();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account() -> Unlocked {
        Unlocked::new("a".into(), "A".into(), Account::from_suri("//Alice").unwrap())
    }

    #[test]
    fn a_token_lets_one_in_once() {
        let sessions = Sessions::new(Duration::from_secs(60));
        assert!(sessions.enter("").unwrap().is_none());
        let token = sessions.invite().unwrap();
        assert!(sessions.enter(&secret().unwrap()).unwrap().is_none());
        let session = sessions.enter(&token).unwrap().unwrap();
        assert!(sessions.enter(&token).unwrap().is_none());
        assert!(sessions.find(&session.id).is_some() && sessions.find("").is_none());
    }

    #[test]
    fn unlocking_and_locking_change_the_identifier_and_end_the_session_before() {
        let sessions = Sessions::new(Duration::from_secs(60));
        let token = sessions.invite().unwrap();
        let first = sessions.enter(&token).unwrap().unwrap();
        let second = sessions.unlock(&first, account()).unwrap();
        assert!(first.id != second.id && first.token != second.token);
        assert!(sessions.find(&first.id).is_none() && second.unlocked().is_some());
        let ending = second.ending();
        let third = sessions.lock(&second).unwrap();
        assert!(*ending.borrow() && second.unlocked().is_none() && third.unlocked().is_none());
        assert!(sessions.find(&second.id).is_none());
    }

    #[test]
    fn an_account_left_alone_is_locked() {
        let sessions = Sessions::new(Duration::ZERO);
        let token = sessions.invite().unwrap();
        let first = sessions.enter(&token).unwrap().unwrap();
        let session = sessions.unlock(&first, account()).unwrap();
        let refused = session.kept(|kept| kept.refused("what was typed".into()));
        let refused = refused.unwrap().unwrap();
        assert!(sessions.left(&session).is_some());
        sessions.sweep();
        assert!(session.unlocked().is_none() && *session.ending().borrow());
        assert!(session.kept(|kept| kept.again(&refused)).is_none());
        assert!(sessions.left(&session).is_none());
    }

    #[test]
    fn what_was_typed_without_an_account_goes_as_well() {
        let enter = |sessions: &Sessions| {
            let token = sessions.invite().unwrap();
            let session = sessions.enter(&token).unwrap().unwrap();
            let typed = session.kept(|kept| kept.refused("what was typed".into()));
            (session, typed.unwrap().unwrap())
        };
        let soon = Sessions::new(Duration::ZERO);
        let (session, typed) = enter(&soon);
        assert!(session.kept(|kept| kept.again(&typed)).is_some());
        soon.sweep();
        assert!(session.kept(|kept| kept.again(&typed)).is_none());
        // It goes on: there was nothing to lock, and nothing to tell.
        assert!(soon.find(&session.id).is_some() && !*session.ending().borrow());
        assert!(session.told().is_empty());

        let later = Sessions::new(Duration::from_secs(60));
        let (session, typed) = enter(&later);
        later.sweep();
        assert!(session.kept(|kept| kept.again(&typed)).is_some());
    }

    #[test]
    fn words_that_are_shown_are_left_alone_no_longer_than_an_account() {
        let sessions = Sessions::new(Duration::from_secs(60));
        let token = sessions.invite().unwrap();
        let session = sessions.enter(&token).unwrap().unwrap();
        assert!(sessions.left(&session).is_none());
        session.set_fresh(Some(Fresh {
            name: "a".into(),
            shown: "A".into(),
            words: Zeroizing::new("legal winner".into()),
            asked: vec![0],
        }));
        assert!(sessions.left(&session).is_some());
        session.set_fresh(None);
        assert!(sessions.left(&session).is_none());
    }

    #[test]
    fn there_are_only_so_many_and_unlocked_ones_are_not_thrown_out() {
        let sessions = Sessions::new(Duration::from_secs(60));
        let enter = || {
            let token = sessions.invite().unwrap();
            sessions.enter(&token)
        };
        let first = enter().unwrap().unwrap();
        for _ in 0..MOST {
            enter().unwrap();
        }
        assert!(sessions.find(&first.id).is_none());
        let sessions = Sessions::new(Duration::from_secs(60));
        for _ in 0..MOST {
            let token = sessions.invite().unwrap();
            let session = sessions.enter(&token).unwrap().unwrap();
            sessions.unlock(&session, account()).unwrap();
        }
        let token = sessions.invite().unwrap();
        assert_eq!(sessions.enter(&token).err().unwrap().kind, Kind::Refused);
    }
}
