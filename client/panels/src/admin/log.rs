//! The log: filtered, newest first, a page at a time. What it is filtered by is kept on the admin's desk.

use super::desk::Filtered;
use super::{ON_A_PAGE, account};
use crate::show::{Person, When};
use crate::{Answer, AsAdmin, Fields, Frame, Inside, Shared, terms};
use askama::Template;
use axum::Router;
use axum::routing::get;
use medink_core::about::About;
use medink_core::error::{Error, Kind, Result};
use medink_core::people::Named;
use medink_core::search::{Found, Search};
use medink_core::when;
use medink_core::whom::Among;
use medink_types::{AccountId, Action};
use medink_words::{Language, Said, said};
use std::collections::BTreeMap;

/// The page of this file.
pub fn routes() -> Router<Shared> {
    Router::new().route("/admin/log", get(show).post(filter))
}

/// Every action, as filters offer them.
const ACTIONS: [Action; 36] = [
    Action::RecordAccessed,
    Action::VisitBegun,
    Action::RecordAdded,
    Action::RecordAnnotated,
    Action::RecordAmended,
    Action::RecordErased,
    Action::RecordResealed,
    Action::ConsentGranted,
    Action::ConsentRevoked,
    Action::ConsentRewrapped,
    Action::GenerationRotated,
    Action::LinkRenewed,
    Action::EncryptionKeyReplaced,
    Action::PatientRegistered,
    Action::PatientProfileUpdated,
    Action::DoctorRegistered,
    Action::DoctorProfileUpdated,
    Action::DoctorSuspended,
    Action::DoctorReinstated,
    Action::DoctorAttested,
    Action::AttestationWithdrawn,
    Action::AdminAdded,
    Action::AdminRemoved,
    Action::ProposalMade,
    Action::ProposalApproved,
    Action::ApprovalWithdrawn,
    Action::UpgradeAnnounced,
    Action::CodeReplaced,
    Action::CodeUpgraded,
    Action::SystemParametersUpdated,
    Action::AuditParametersUpdated,
    Action::Paused,
    Action::Resumed,
    Action::ContractsRegistered,
    Action::ContractAuthorized,
    Action::ContractDeauthorized,
];

/// An action in the filter's list.
pub(super) struct Choice {
    pub code: String,
    pub words: Said,
}

/// The filter as a form.
pub(super) struct Filter {
    pub form: Fields,
    /// By which links of this page say what it was filtered by.
    pub serial: u64,
    /// What is looked for.
    pub search: Result<Search>,
    pub choices: Vec<Choice>,
}

/// The fields of a filter.
const FIELDS: [&str; 5] = ["actor", "subject", "action", "from", "until"];

impl Filter {
    /// The one that is kept on the admin's desk: whom it names stands in no address of a page.
    pub fn kept(inside: &Inside) -> Self {
        let Filtered { serial, form, search } = inside.unlocked.desk.filter();
        let choices = ACTIONS
            .iter()
            .map(|action| Choice {
                code: format!("{action:?}"),
                words: terms::action(action),
            })
            .collect();
        Filter {
            form,
            serial,
            search,
            choices,
        }
    }

    /// Whether a link is of a page that was filtered by the same.
    pub fn is_of(&self, query: &Fields) -> bool {
        query.get("of").parse() == Ok(self.serial)
    }

    /// Whether anything is filtered.
    pub fn any(&self) -> bool {
        FIELDS.iter().any(|name| self.form.filled(name).is_some())
    }
}

/// What a form asks for. Names are looked up in the directory here, once for all pages that are filtered by them.
async fn search(inside: &Inside, form: &Fields) -> Result<Search> {
    let code = form.get("action");
    Ok(Search {
        by: whom(inside, form.filled("actor")).await?,
        to: whom(inside, form.filled("subject")).await?,
        action: ACTIONS.into_iter().find(|action| format!("{action:?}") == code),
        from: form.filled("from").map(|at| when::parse(&at)).transpose()?,
        until: form.filled("until").map(|at| when::parse_end(&at)).transpose()?,
        ..Search::default()
    })
}

/// Longer than any name, and as long as an address at least.
const ADDRESS: usize = 45;

/// Who is meant: an address, an account of this machine, or what the log's columns show.
async fn whom(inside: &Inside, given: Option<String>) -> Result<Option<Among>> {
    let Some(given) = given else { return Ok(None) };
    // As the columns show it, in the page's language or as it was typed before that was another.
    let you = said!("you");
    if Language::all()
        .into_iter()
        .any(|language| given.to_lowercase() == you.in_language(language).to_lowercase())
    {
        return Ok(Some(Among::Any(vec![inside.me()])));
    }
    match account(inside, &given) {
        Ok(account) => Ok(Some(Among::Any(vec![account]))),
        // An address with a slip in it is nobody's name.
        Err(error) if given.len() >= ADDRESS && !given.contains(' ') => Err(error),
        Err(_) => inside.medink.whom(&given).await.map(Some),
    }
}

/// Filters by what a form says, and shows the page that it is on. The browser is sent on: what is typed is in no address.
async fn filter(inside: AsAdmin, form: Fields) -> Answer {
    let fields = FIELDS.map(|name| (name, form.filled(name).unwrap_or_default()));
    let filter = match form.is("clear", "yes") {
        true => Fields::default(),
        false => Fields::of(fields),
    };
    let search = match search(&inside, &filter).await {
        // What was typed is wrong: that stays, with why, until something else is typed.
        Err(error) if !matches!(error.kind, Kind::Usage | Kind::NotFound) => return Err(error.into()),
        search => search,
    };
    inside.unlocked.desk.set_filter(filter, search);
    inside.go(match form.is("view", "activity") {
        true => "/admin/log/activity",
        false => "/admin/log",
    })
}

struct Row {
    index: u64,
    time: When,
    actor: Person,
    action: Said,
    subject: Option<Person>,
    about: Option<Said>,
    whom: Option<Person>,
    hash: String,
    block: u32,
    /// Whether a contract wrote it that is not the deployment's.
    foreign: bool,
}

impl Row {
    /// Where the entry stands, for those who look closer.
    fn place(&self) -> Said {
        said!("log-block", block = self.block, hash = &self.hash)
    }
}

#[derive(Template)]
#[template(path = "admin/log.html")]
struct Page {
    frame: Frame,
    filter: Filter,
    rows: Vec<Row>,
    older: Option<u64>,
    newest: bool,
    cut: bool,
    count: u64,
    head: String,
    problem: Option<Error>,
}

impl Page {
    /// Whether what the mark of a foreign contract means has to be said.
    fn foreign(&self) -> bool {
        self.rows.iter().any(|row| row.foreign)
    }
}

async fn show(inside: AsAdmin, query: Fields) -> Answer {
    let filter = Filter::kept(&inside);
    let head = inside.medink.log_head().await?;
    // A place in what another tab has filtered since is none in this.
    let older_than = match filter.is_of(&query) {
        true => query.get("older").parse().ok(),
        false => None,
    };
    let found = match &filter.search {
        Ok(search) => {
            let most = usize::try_from(ON_A_PAGE).unwrap_or(usize::MAX);
            inside.medink.search_log(search, older_than, most).await
        }
        Err(error) => Err(error.clone()),
    };
    let (found, problem) = match found {
        Ok(found) => (found, None),
        Err(problem) => (Found::default(), Some(problem)),
    };
    let names = names(&inside, &found).await?;
    let person = |id: &AccountId| {
        let person = Person::of(&inside.medink, id);
        match names.get(id) {
            Some(Known::As(word)) => person.called(word.clone()),
            Some(Known::Listed(named)) => person.named(&inside.medink, named.clone()),
            None => person,
        }
    };
    let rows = found
        .entries
        .iter()
        .map(|entry| {
            let (about, whom) = match About::of(entry) {
                About::Account(id) => (None, Some(person(&id))),
                about => (about.words(&inside.medink), None),
            };
            Row {
                index: entry.index,
                time: When(entry.timestamp),
                actor: person(&entry.actor),
                action: terms::action(&entry.action),
                subject: (entry.subject != entry.actor).then(|| person(&entry.subject)),
                about,
                whom,
                hash: hex::encode(medink_core::audit::hash(entry)),
                block: entry.block,
                foreign: !inside.medink.is_own_contract(&entry.contract),
            }
        })
        .collect();
    let wrong = problem.is_some();
    let page = Page {
        frame: inside.frame(),
        rows,
        older: found.older,
        newest: older_than.is_none(),
        cut: found.cut,
        count: head.count,
        head: hex::encode(head.hash),
        filter,
        problem,
    };
    if wrong {
        inside.again(page)
    } else {
        inside.page(page)
    }
}

/// What is known of who somebody is.
enum Known {
    /// In medink's own words.
    As(Said),
    /// As the directory calls them, if they are in it.
    Listed(Option<Named>),
}

/// Who is who, as far as the directory and the deployment tell: doctors and contracts. Patients have no name here.
async fn names(inside: &Inside, found: &Found) -> Result<BTreeMap<AccountId, Known>> {
    let medink = &inside.medink;
    let mut names = BTreeMap::from([
        (medink.deployment.admin(), Known::As(said!("log-contract-admin"))),
        (medink.deployment.audit(), Known::As(said!("log-contract-audit"))),
        (
            medink.deployment.doctor(),
            Known::As(said!("log-contract-doctor")),
        ),
        (
            medink.deployment.patient(),
            Known::As(said!("log-contract-patient")),
        ),
        (inside.me(), Known::As(said!("you"))),
    ]);
    for entry in &found.entries {
        let about = match About::of(entry) {
            About::Account(account) => Some(account),
            _ => None,
        };
        for account in [Some(entry.actor), Some(entry.subject), about]
            .into_iter()
            .flatten()
        {
            if names.contains_key(&account) {
                continue;
            }
            let named = medink.directory_name(account).await?;
            names.insert(account, Known::Listed(named));
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_can_be_filtered_and_is_in_words() {
        for (code, action) in ACTIONS.iter().enumerate() {
            assert_eq!(
                ACTIONS.iter().filter(|other| *other == action).count(),
                1,
                "{code}"
            );
        }
        // SCALE codes run from 0: as many as there are here, and no more.
        let decode = |code: u8| <Action as scale::Decode>::decode(&mut [code].as_slice()).ok();
        for code in 0..36 {
            assert!(ACTIONS.contains(&decode(code).unwrap()));
        }
        assert!(decode(36).is_none());
    }
}
