//! `medink account ...`.

use crate::args::AccountCommand;
use crate::commands::done;
use crate::context::{Context, read_small};
use crate::language::{self, told};
use crate::output::{Answer, fields, put, steps_json, steps_text};
use crate::table::Column::{Whole, Words};
use medink_core::actor::Plain;
use medink_core::destination::{Place, Replace};
use medink_core::error::{Error, Kind, Result};
use medink_core::registration::{card_of, check_spendable, parse_amount, send};
use medink_core::words;
use medink_local::wallet::{Entry, Network, Resolved, is_key_file};
use medink_local::{Config, NodeChoice, node};
use medink_seal::{Account, ss58};
use medink_types::Role;
use medink_words::{Said, Value, said};
use serde_json::json;
use std::io::Write;
use std::path::Path;
use zeroize::Zeroizing;

/// Runs one of them.
pub async fn run(context: &Context, command: AccountCommand) -> Result<Answer> {
    match command {
        AccountCommand::New { name } => new(context, &name).await,
        AccountCommand::Import { name, from } => import(context, &name, from.as_deref()).await,
        AccountCommand::List => list(context),
        AccountCommand::Show { account, card } => show(context, account, card).await,
        AccountCommand::Export { account, output } => export(context, &account, &output).await,
        AccountCommand::Fund { to, amount } => fund(context, &to, &amount).await,
        AccountCommand::NewKey => new_key(context).await,
        AccountCommand::Rename { account, name } => rename(context, &account, &name),
        AccountCommand::Passphrase {
            account,
            new_passphrase_file,
        } => passphrase(context, &account, new_passphrase_file.as_deref()).await,
        AccountCommand::Remove { account } => remove(context, &account),
    }
}

fn rename(context: &Context, account: &str, name: &str) -> Result<Answer> {
    let entry = context.wallet.find(account, Network::default())?;
    let renamed = context.wallet.rename(&entry, name)?;
    let (was, now) = (entry.name.as_str(), renamed.name.as_str());
    let mut text = told(&said!("cli-account-renamed", was = was, now = now));
    let mut data = json!({ "name": renamed.name, "address": address_text(&renamed), "was": entry.name });
    match Config::rename_account(&context.folders, &entry.name, &renamed.name) {
        Ok(profiles) => {
            if !profiles.is_empty() {
                let also = said!("cli-account-renamed-in-config", profiles = profiles.join(", "));
                text.push_str(&format!(" {}", told(&also)));
            }
            put(&mut data, "profiles", json!(profiles));
        }
        // The account has its new name, whatever the file says.
        Err(error) => {
            let still = said!(
                "cli-account-not-renamed-in-config",
                was = was,
                why = error.what.clone()
            );
            let line = format!("account = \"{now}\"");
            let next = said!("cli-account-not-renamed-in-config-next", line = line);
            text.push_str(&format!("\n{}\n{}", told(&still), told(&next)));
            put(&mut data, "config_error", json!(language::plain(&error.what)));
        }
    }
    Ok(Answer::new(data, text))
}

async fn passphrase(context: &Context, account: &str, new_file: Option<&Path>) -> Result<Answer> {
    let entry = context.wallet.find(account, Network::default())?;
    // Before anything is asked: the same file can't hold both.
    if context.global.passphrase_file.is_some() && new_file.is_none() {
        return Err(Error::new(Kind::Usage, said!("cli-one-passphrase-file"))
            .next(said!("cli-one-passphrase-file-next")));
    }
    let old = context.passphrase(&said!("ask-present-passphrase")).await?;
    let new = context.new_passphrase_from(new_file).await?;
    context.wallet.change_passphrase(&entry, &old, &new)?;
    Ok(Answer::new(
        json!({ "name": entry.name, "address": address_text(&entry) }),
        told(&said!("cli-passphrase-changed", name = entry.name.as_str())),
    ))
}

fn remove(context: &Context, account: &str) -> Result<Answer> {
    let entry = context.wallet.find(account, Network::default())?;
    context.confirm(
        said!("cli-removing-account"),
        &said!(
            "ask-remove-account",
            name = entry.name.as_str(),
            address = address_text(&entry)
        ),
    )?;
    context.wallet.remove(&entry)?;
    Ok(Answer::new(
        json!({ "name": entry.name, "address": address_text(&entry) }),
        told(&said!("cli-account-removed", name = entry.name.as_str())),
    ))
}

async fn new_key(context: &Context) -> Result<Answer> {
    context.confirm(said!("cli-replacing-key"), &said!("ask-new-key"))?;
    let medink = context.open().await?;
    let actor = context.actor(&medink).await?;
    let made = context.operation(&medink, &actor).new_encryption_key().await?;
    let head = told(&said!("cli-new-key", number = made.value));
    Ok(done(
        &medink,
        &made.steps,
        json!({ "key_serial": made.value }),
        &head,
    ))
}

fn address_text(entry: &Entry) -> String {
    ss58::encode(&entry.address, ss58::SUBSTRATE).unwrap_or_else(|_| hex::encode(entry.address))
}

fn made(entry: &Entry) -> String {
    let command = format!("medink account show {}", entry.name);
    format!(
        "{}  {}\n{}",
        entry.name,
        address_text(entry),
        told(&said!("cli-account-made", command = command))
    )
}

async fn new(context: &Context, name: &str) -> Result<Answer> {
    context.wallet.check_new(name)?;
    let passphrase = context.new_passphrase().await?;
    let (entry, phrase) = context.wallet.create(name, &passphrase)?;
    let text = format!(
        "{}\n\n{}\n\n  {}",
        made(&entry),
        told(&said!("cli-phrase")),
        phrase.as_str()
    );
    Ok(Answer::new(
        json!({ "name": entry.name, "address": address_text(&entry), "phrase": phrase.as_str() }),
        text,
    ))
}

async fn import(context: &Context, name: &str, from: Option<&Path>) -> Result<Answer> {
    context.wallet.check_new(name)?;
    let secret = match from {
        Some(path) => read_small(path, || said!("cli-the-phrase-file")).await?,
        None => context.prompt.secret(&language::shown(&said!("ask-phrase")))?,
    };
    let file_passphrase = match is_key_file(&secret) {
        true => context.passphrase(&said!("ask-key-file-passphrase")).await?,
        false => Zeroizing::default(),
    };
    let passphrase = context.new_passphrase().await?;
    let entry = context
        .wallet
        .import(name, &secret, &file_passphrase, &passphrase)?;
    Ok(Answer::new(
        json!({ "name": entry.name, "address": address_text(&entry) }),
        made(&entry),
    ))
}

fn list(context: &Context) -> Result<Answer> {
    let listed = context.wallet.list()?;
    let mut rows = Vec::new();
    let mut data = Vec::new();
    for item in listed {
        match item.entry {
            Ok(entry) => {
                data.push(
                    json!({ "name": entry.name, "shown": entry.shown, "address": address_text(&entry) }),
                );
                let called = match entry.shown == entry.name {
                    true => String::new(),
                    false => words::shown(&entry.shown).into_owned(),
                };
                rows.push(vec![entry.name.clone(), called, address_text(&entry)]);
            }
            Err(error) => {
                data.push(json!({ "name": item.name, "error": language::plain(&error.what) }));
                rows.push(vec![
                    item.name,
                    String::new(),
                    language::plain(&said!("cli-unreadable", why = error.what)),
                ]);
            }
        }
    }
    let text = match rows.is_empty() {
        true => told(&said!("cli-accounts-none", command = "medink account new NAME")),
        false => context.table(
            &[Whole("head-name"), Words("head-called"), Whole("head-address")],
            rows,
        ),
    };
    Ok(Answer::new(json!({ "accounts": data }), text))
}

/// The card needs the unlocked account, for it is signed; roles and balance need a node, and are left out where the
/// embedded one is not running.
async fn show(context: &Context, account: Option<String>, card_only: bool) -> Result<Answer> {
    let reference = match account {
        Some(reference) => reference,
        None => context.acting()?,
    };
    let running = match &context.profile.node {
        NodeChoice::At(_) => true,
        NodeChoice::Embedded => matches!(node::status(&context.folders)?.state, node::State::Running(_)),
    };
    let chain = if running && !card_only {
        Some(context.chain().await?)
    } else {
        None
    };
    let network = match &chain {
        Some(chain) => context.network(chain.as_ref()),
        // A card is only a public key: showing a development account's needs no chain.
        None => Network {
            development: true,
            ..Network::default()
        },
    };
    let account = unlock(context, &reference, network).await?;
    let card = card_of(&account)?.to_text();
    if card_only {
        return Ok(Answer::new(json!({ "card": card }), card));
    }
    let address = ss58::encode(&account.address(), network.prefix)?;
    let mut rows = vec![(told(&said!("field-address")), address.clone())];
    let mut data = json!({ "address": address, "card": card });
    if let Some(chain) = &chain {
        let balance = chain.balance(account.address().into()).await?;
        let free = Value::amount(&chain.identity().token.format(balance.free));
        rows.push((
            told(&said!("field-balance")),
            told(&said!("cli-amount", amount = free)),
        ));
        put(&mut data, "balance", json!(balance.free.to_string()));
        if let Ok(deployment) = context.deployment(chain.as_ref()).await {
            let medink = medink_core::Medink {
                chain: chain.clone(),
                store: context.store()?,
                deployment,
                journal: context.folders.journal(),
                memory: context.folders.memory(),
                index: context.folders.index(),
                submit: context.submit(chain.as_ref())?,
            };
            let roles = medink.roles(account.address().into()).await?;
            let held: Vec<&str> = [
                (Role::Admin, "admin"),
                (Role::Doctor, "doctor"),
                (Role::Patient, "patient"),
            ]
            .into_iter()
            .filter_map(|(role, name)| roles.has(role).then_some(name))
            .collect();
            let named = held.iter().rev().map(|role| role_said(role));
            let roles = named.reduce(|rest, first| said!("list", first = first, rest = rest));
            let roles = roles.unwrap_or_else(|| said!("cli-none-yet"));
            rows.push((told(&said!("field-roles")), told(&roles)));
            put(&mut data, "roles", json!(held));
        }
    }
    let text = format!("{}\n{}\n{card}", fields(&rows), told(&said!("cli-card")));
    Ok(Answer::new(data, text))
}

/// What a role is called.
fn role_said(role: &str) -> Said {
    match role {
        "admin" => said!("role-admin"),
        "doctor" => said!("role-doctor"),
        _ => said!("role-patient"),
    }
}

async fn unlock(context: &Context, reference: &str, network: Network) -> Result<Account> {
    match context.wallet.resolve(reference, network)? {
        Resolved::Development(account) => Ok(account),
        Resolved::File(entry) => context
            .wallet
            .unlock(&entry, &context.passphrase(&said!("ask-passphrase")).await?),
    }
}

async fn export(context: &Context, account: &str, output: &Path) -> Result<Answer> {
    let entry = context.wallet.find(account, Network::default())?;
    let place = Place::prepare(output, Replace::Never, || said!("cli-the-exported-account"))?;
    let passphrase = context.passphrase(&said!("ask-passphrase")).await?;
    let json = context.wallet.export(&entry, &passphrase, &passphrase)?;
    place
        .writer()?
        .write_all(json.as_bytes())
        .map_err(|e| Error::io(said!("cli-writing-export"), &e))?;
    place.keep()?;
    let text = told(&said!("cli-exported"));
    Ok(Answer::new(
        json!({ "name": entry.name, "address": address_text(&entry) }),
        text,
    ))
}

async fn fund(context: &Context, to: &str, amount: &str) -> Result<Answer> {
    let chain = context.chain().await?;
    let amount = parse_amount(amount, &chain.identity().token)?;
    let to = context.address(chain.as_ref(), to)?;
    let signer = Plain(context.account(chain.as_ref()).await?);
    let options = context.submit(chain.as_ref())?;
    check_spendable(chain.as_ref(), &signer, amount).await?;
    let steps = [send(chain.as_ref(), &signer, to, amount, &options).await?];
    let text = format!(
        "{}\n{}",
        told(&said!(
            "cli-sent",
            amount = Value::amount(&chain.identity().token.format(amount))
        )),
        steps_text(&steps, &chain.identity().token)
    );
    Ok(Answer::new(
        json!({ "amount": amount.to_string(), "steps": steps_json(&steps) }),
        text,
    ))
}
