//! The log: filtered, newest first, a page at a time; and its export.

use super::{ON_A_PAGE, account};
use crate::show::{self, Person, When};
use crate::visit::download;
use crate::{Answer, AsAdmin, Fields, Frame, Inside, Shared};
use askama::Template;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::routing::get;
use medink_core::Medink;
use medink_core::about::About;
use medink_core::error::{Error, Result};
use medink_core::people::Named;
use medink_core::search::{Found, Search};
use medink_core::when;
use medink_types::{AccountId, Action, Head};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Seek};
use tokio_util::io::ReaderStream;

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/admin/log", get(show))
        .route("/admin/log/export", get(export))
}

/// Every action, as filters offer them.
const ACTIONS: [Action; 35] = [
    Action::RecordAccessed,
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
    pub words: &'static str,
}

/// The filter as a form.
pub(super) struct Filter {
    pub form: Fields,
    pub choices: Vec<Choice>,
}

impl Filter {
    pub fn of(form: Fields) -> Self {
        let choices = ACTIONS
            .iter()
            .map(|action| Choice {
                code: format!("{action:?}"),
                words: show::action(action),
            })
            .collect();
        Filter { form, choices }
    }

    /// The filter as a query, for links.
    pub fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for name in ["actor", "subject", "action", "from", "until"] {
            if let Some(value) = self.form.filled(name) {
                query.append_pair(name, &value);
            }
        }
        query.finish()
    }

    /// Whether anything is filtered.
    pub fn any(&self) -> bool {
        !self.query().is_empty()
    }

    /// What is looked for.
    pub fn search(&self, inside: &Inside) -> Result<Search> {
        let who = |name: &str| match self.form.filled(name) {
            Some(given) => account(inside, &given).map(Some),
            None => Ok(None),
        };
        let code = self.form.get("action");
        Ok(Search {
            actor: who("actor")?,
            subject: who("subject")?,
            action: ACTIONS.into_iter().find(|action| format!("{action:?}") == code),
            from: self.form.filled("from").map(|at| when::parse(&at)).transpose()?,
            until: self
                .form
                .filled("until")
                .map(|at| when::parse_end(&at))
                .transpose()?,
        })
    }
}

struct Row {
    index: u64,
    time: When,
    actor: Person,
    action: &'static str,
    subject: Option<Person>,
    about: String,
    whom: Option<Person>,
    hash: String,
    block: u32,
    /// Whether a contract wrote it that is not the deployment's.
    foreign: bool,
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
    let filter = Filter::of(query);
    let head = inside.medink.log_head().await?;
    let older_than = filter.form.get("older").parse().ok();
    let found = match filter.search(&inside) {
        Ok(search) => {
            let most = usize::try_from(ON_A_PAGE).unwrap_or(usize::MAX);
            inside.medink.search_log(&search, older_than, most).await
        }
        Err(error) => Err(error),
    };
    let (found, problem) = match found {
        Ok(found) => (found, None),
        Err(problem) => (Found::default(), Some(problem)),
    };
    let names = names(&inside, &found).await?;
    let person = |id: &AccountId| {
        let person = Person::of(&inside.medink, id);
        match names.get(id) {
            Some(Known::As(word)) => person.called(word),
            Some(Known::Listed(named)) => person.named(&inside.medink, named.clone()),
            None => person,
        }
    };
    let rows = found
        .entries
        .iter()
        .map(|entry| {
            let (about, whom) = match About::of(entry) {
                About::Account(id) => (String::new(), Some(person(&id))),
                about => (about.words(&inside.medink), None),
            };
            Row {
                index: entry.index,
                time: When(entry.timestamp),
                actor: person(&entry.actor),
                action: show::action(&entry.action),
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
    As(&'static str),
    /// As the directory calls them, if they are in it.
    Listed(Option<Named>),
}

/// Who is who, as far as the directory and the deployment tell: doctors and contracts. Patients have no name here.
async fn names(inside: &Inside, found: &Found) -> Result<BTreeMap<AccountId, Known>> {
    let medink = &inside.medink;
    let mut names = BTreeMap::from([
        (medink.deployment.admin(), Known::As("admin contract")),
        (medink.deployment.audit(), Known::As("audit contract")),
        (medink.deployment.doctor(), Known::As("doctor contract")),
        (medink.deployment.patient(), Known::As("patient contract")),
        (inside.me(), Known::As("you")),
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

/// The whole log as JSON lines, as `medink audit export` writes it. Nothing goes out before all of it is there: half
/// an export would look like one.
async fn export(inside: AsAdmin) -> Answer {
    let medink = inside.medink.clone();
    let (_, file) = inside.run(async move { exported(&medink).await }).await?;
    let size = file.metadata().map_err(|e| kept(&e))?.len();
    let lines = ReaderStream::new(tokio::fs::File::from_std(file));
    let mut response = download("medink-log.jsonl", "application/jsonl", Body::from_stream(lines));
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    Ok(response)
}

/// The whole log and the head that it ends with, in a temporary file without a name, to be read from its beginning: a
/// log may outgrow the memory. It holds nothing but what everybody reads off the chain.
pub(super) async fn exported(medink: &Medink) -> Result<(Head, File)> {
    let mut file = tempfile::tempfile().map_err(|e| kept(&e))?;
    let head = medink.export_log(&mut BufWriter::new(&file)).await?;
    file.rewind().map_err(|e| kept(&e))?;
    Ok((head, file))
}

fn kept(error: &std::io::Error) -> Error {
    Error::io("keeping the log in a temporary file", error)
        .next("See that the folder for temporary files (TMPDIR) has room, then try again.")
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
        for code in 0..35 {
            assert!(ACTIONS.contains(&decode(code).unwrap()));
        }
        assert!(decode(35).is_none());
    }
}
