//! `medink panels`.

use crate::Signals;
use crate::args::PanelsArgs;
use crate::context::Context;
use crate::language;
use crate::output::Answer;
use medink_core::error::{Error, Result};
use medink_core::files;
use medink_panels::listen::Panels;
use medink_panels::{App, Options};
use medink_words::{Said, said};
use serde_json::json;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

/// Serves the panels until Ctrl-C.
pub async fn run(context: Context, args: PanelsArgs) -> Result<Answer> {
    let ip = args.listen.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    if !ip.is_loopback() {
        warn(said!("cli-panels-reachable", address = ip.to_string()));
    }
    if args.trust_local_users {
        warn(said!("cli-panels-trusting"));
    }
    let options = Options {
        idle: Duration::from_secs(args.idle.saturating_mul(60)),
        bundles: args.bundles,
        trust_local_users: args.trust_local_users,
        start_node: !args.no_node,
    };
    let json = context.global.json;
    let panels = Panels::bind(context.machine, ip, args.port, options).await?;
    let app = panels.app.clone();
    let first = Panels::url(&app)?;
    // Before anybody is told where the panels are, and so before anybody can want them stopped.
    let mut signals = Signals::listen()?;
    tell(json, &first, true);
    let page = match args.no_open {
        true => None,
        false => open(&app, &first, json),
    };
    let inviting = {
        let (app, page) = (app.clone(), page.clone());
        tokio::spawn(async move {
            loop {
                app.entered.notified().await;
                forget(page.as_ref());
                // Without random bytes there is no further address; the sessions that are there go on.
                let Ok(next) = Panels::url(&app) else { return };
                tell(json, &next, false);
            }
        })
    };
    panels.serve(signals.come()).await;
    inviting.abort();
    forget(page.as_ref());
    Ok(Answer::new(
        json!({ "stopped": true }),
        language::told(&said!("cli-panels-stopped")),
    ))
}

fn warn(what: Said) {
    eprintln!("medink: {}", language::shown(&said!("cli-warning", what = what)));
}

/// Says where the panels are. For programs, a line of JSON each time.
fn tell(json: bool, url: &str, first: bool) {
    match (json, first) {
        (true, _) => println!("{}", json!({ "medink": crate::output::ENVELOPE, "url": url })),
        (false, true) => println!(
            "{}\n  {url}\n{}",
            language::told(&said!("cli-panels-at")),
            language::told(&said!("cli-panels-once"))
        ),
        (false, false) => println!("{}\n  {url}", language::told(&said!("cli-panels-another"))),
    }
}

/// Opens the browser at a page in a file that only this user can read, which leads to the address: on a command line
/// every program of the machine could read the token. Gives the file, to be removed when it was used.
fn open(app: &App, url: &str, json: bool) -> Option<PathBuf> {
    let opened = (|| {
        app.machine.folders.prepare()?;
        let path = app.machine.folders.run().join("panels.html");
        let page = format!(
            "<!doctype html><meta charset=utf-8><meta name=referrer content=no-referrer><meta http-equiv=refresh content=\"0;url={url}\"><title>medink</title><a href=\"{url}\">{}</a>",
            language::plain(&said!("cli-panels-to"))
        );
        files::write(&path, page.as_bytes(), || said!("cli-file-page"))?;
        std::process::Command::new("xdg-open")
            .arg(&path)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| Error::io(said!("cli-starting-browser"), &e))?;
        Ok::<_, Error>(path)
    })();
    match opened {
        Ok(path) => Some(path),
        Err(error) => {
            if !json {
                eprintln!(
                    "medink: {}",
                    language::shown(&said!("cli-no-browser", why = error.what))
                );
            }
            None
        }
    }
}

fn forget(page: Option<&PathBuf>) {
    if let Some(path) = page {
        // It is worth nothing any more; the next start replaces it.
        let _ = std::fs::remove_file(path);
    }
}
