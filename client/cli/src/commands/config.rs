//! `medink config ...`: what holds and where it comes from, and changing the config file. All but `show` work where the file
//! can't be read.

use crate::args::{ENVIRONMENT, Global};
use crate::context::Context;
use crate::language::{plain, told};
use crate::output::Answer;
use crate::table::Column::Whole;
use medink_core::error::Result;
use medink_core::files;
use medink_local::{Changed, Config, Folders, NodeChoice, StoreChoice};
use medink_words::{Said, said};
use serde_json::{Value, json};
use std::path::Path;

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Option(&'static str),
    Environment(&'static str),
    File,
    Default,
}

impl Source {
    /// For people.
    fn words(self) -> String {
        match self {
            Source::Option(option) => option.to_owned(),
            Source::Environment(variable) => plain(&said!("source-environment", variable = variable)),
            Source::File => plain(&said!("source-file")),
            Source::Default => plain(&said!("source-default")),
        }
    }

    /// For programs.
    fn word(self) -> &'static str {
        match self {
            Source::Option(_) => "option",
            Source::Environment(_) => "environment",
            Source::File => "file",
            Source::Default => "default",
        }
    }
}

/// A setting.
struct Setting {
    key: &'static str,
    value: Value,
    /// What stands there for people where it holds nothing.
    nothing: Option<Said>,
    from: Source,
}

impl Setting {
    fn new(key: &'static str, value: impl Into<Value>, from: Source) -> Self {
        Setting {
            key,
            value: value.into(),
            nothing: None,
            from,
        }
    }

    fn row(&self) -> Vec<String> {
        let value = match &self.value {
            Value::Null => self.nothing.as_ref().map_or_else(|| "-".to_owned(), plain),
            Value::String(text) => text.clone(),
            Value::Array(list) => list
                .iter()
                .filter_map(Value::as_str)
                .collect::<Vec<_>>()
                .join(", "),
            other => other.to_string(),
        };
        vec![self.key.to_owned(), value, self.from.words()]
    }
}

/// Shows what holds.
pub fn show(context: &Context) -> Result<Answer> {
    let config = Config::load(&context.folders)?;
    let file = context.folders.config_file();
    let settings = settings(context, &config);
    let rows = settings.iter().map(Setting::row).collect();
    let profiles = config.profiles();
    let place = file.display().to_string();
    let where_it_is = match file.exists() {
        true => said!("cli-config-file", file = place),
        false => said!("cli-config-file-absent", file = place),
    };
    let text = format!(
        "{}\n\n{}\n{}",
        context.table(
            &[Whole("head-key"), Whole("head-value"), Whole("head-from")],
            rows
        ),
        told(&said!("cli-profiles", profiles = profiles.join(", "))),
        told(&where_it_is),
    );
    let list: Vec<Value> = settings
        .iter()
        .map(|one| json!({ "key": one.key, "value": one.value, "from": one.from.word() }))
        .collect();
    let data =
        json!({ "settings": list, "profiles": profiles, "file": shown(file), "exists": file.exists() });
    Ok(Answer::new(data, text))
}

fn settings(context: &Context, config: &Config) -> Vec<Setting> {
    let (global, profile) = (&context.global, &context.profile);
    // What was given on the command line or by the environment, else what the file says.
    let from = |given: bool, id: &str, option: &'static str, in_file: bool| match (given, in_file) {
        (true, _) => given_by(global, id, option),
        (false, true) => Source::File,
        (false, false) => Source::Default,
    };
    let writes = |key: &str| config.writes(&profile.name, key);
    let node = match &profile.node {
        NodeChoice::Embedded => "embedded",
        NodeChoice::At(url) => url,
    };
    let stores: Vec<&str> = profile.stores.iter().map(StoreChoice::name).collect();
    let credentials: Vec<String> = profile.stores.iter().filter_map(credentials_file).collect();
    let ipfs = global.ipfs.is_some();
    let mut settings = vec![
        Setting::new("home", shown(context.folders.data()), home()),
        Setting::new(
            "profile",
            profile.name.as_str(),
            from(global.profile.is_some(), "profile", "--profile", config.chooses()),
        ),
        Setting::new(
            "node",
            node,
            from(global.node.is_some(), "node", "--node", writes("node")),
        ),
        Setting {
            nothing: Some(said!("setting-only-account")),
            ..Setting::new(
                "account",
                global.account.clone().or_else(|| profile.account.clone()),
                from(global.account.is_some(), "acting", "--as", writes("account")),
            )
        },
        Setting {
            nothing: Some(said!("setting-wait-by-chain")),
            ..Setting::new(
                "wait",
                profile.wait.map(|wait| wait.to_string()),
                from(global.wait.is_some(), "wait", "--wait", writes("wait")),
            )
        },
        Setting::new(
            "stores",
            stores,
            from(ipfs, "ipfs", "--ipfs", writes("stores") || writes("ipfs")),
        ),
        Setting::new(
            "copies",
            profile.copies,
            from(ipfs, "ipfs", "--ipfs", writes("copies")),
        ),
    ];
    if !credentials.is_empty() {
        let from = from(ipfs, "ipfs_credentials_file", "--ipfs-credentials-file", true);
        settings.push(Setting::new("ipfs-credentials-file", credentials, from));
    }
    let passphrase = global.passphrase_file.as_deref();
    settings.push(Setting {
        nothing: Some(said!("setting-asked-for")),
        ..Setting::new(
            "passphrase-file",
            passphrase.map(shown),
            from(
                passphrase.is_some(),
                "passphrase_file",
                "--passphrase-file",
                false,
            ),
        )
    });
    settings
}

/// Which of the two gave an option that was given.
fn given_by(global: &Global, id: &str, option: &'static str) -> Source {
    match ENVIRONMENT.into_iter().find(|(known, _)| *known == id) {
        Some((id, variable)) if global.from_environment.contains(&id) => Source::Environment(variable),
        _ => Source::Option(option),
    }
}

/// What says where the folders are.
fn home() -> Source {
    let value = |name| std::env::var_os(name).unwrap_or_default();
    if !value("MEDINK_HOME").is_empty() {
        return Source::Environment("MEDINK_HOME");
    }
    // One that is relative does not count.
    match Path::new(&value("XDG_DATA_HOME")).is_absolute() {
        true => Source::Environment("XDG_DATA_HOME"),
        false => Source::Default,
    }
}

fn credentials_file(store: &StoreChoice) -> Option<String> {
    match store {
        StoreChoice::Embedded => None,
        StoreChoice::Daemon(daemon) => daemon.credentials_file.as_deref().map(shown),
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Writes a key.
pub async fn set(global: &Global, key: String, value: String) -> Result<Answer> {
    changed(global, move |folders, profile| {
        Config::set(folders, &key, &value, profile)
    })
    .await
}

/// Takes a key away.
pub async fn unset(global: &Global, key: String) -> Result<Answer> {
    changed(global, move |folders, profile| {
        Config::unset(folders, &key, profile)
    })
    .await
}

/// Another program may be changing the file, and is waited for apart from the signals.
async fn changed(
    global: &Global,
    change: impl FnOnce(&Folders, Option<&str>) -> Result<Changed> + Send + 'static,
) -> Result<Answer> {
    let folders = Folders::from_env()?;
    let file = shown(folders.config_file());
    let profile = global.profile.clone();
    let Changed { key, was, now } = files::apart(move || change(&folders, profile.as_deref())).await?;
    let text = match (&now, &was) {
        (Some(now), Some(was)) => said!(
            "cli-config-replaced",
            line = format!("{key} = {now}"),
            was = was,
            file = file.as_str()
        ),
        (Some(now), None) => said!(
            "cli-config-set",
            line = format!("{key} = {now}"),
            file = file.as_str()
        ),
        (None, Some(was)) => said!(
            "cli-config-unset-was",
            key = key.as_str(),
            was = was,
            file = file.as_str()
        ),
        (None, None) => said!("cli-config-unset", key = key.as_str(), file = file.as_str()),
    };
    Ok(Answer::new(
        json!({ "key": key, "was": was, "now": now, "file": file }),
        told(&text),
    ))
}

/// Prints where the file is.
pub fn path() -> Result<Answer> {
    let folders = Folders::from_env()?;
    let file = folders.config_file();
    Ok(Answer::new(
        json!({ "file": shown(file), "exists": file.exists() }),
        shown(file),
    ))
}
