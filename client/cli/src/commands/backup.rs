//! `medink backup` and `restore`. The passphrase is asked for, or comes from a file: never from the command line.

use crate::context::{Context, passphrase_from};
use crate::language::told;
use crate::output::{Answer, fields, put};
use crate::prompt::Terminal;
use medink_core::Watch as _;
use medink_core::error::{Error, Kind, Result};
use medink_core::files;
use medink_local::backup::{self, Contents, Made, Source};
use medink_local::{Config, Folders};
use medink_store::EmbeddedStore;
use medink_words::{Said, Value as Word, said};
use serde_json::{Value, json};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// Writes a backup, to standard output for `-`.
pub async fn backup(
    context: &Context,
    file: &Path,
    with_store: bool,
    passphrase_file: Option<&Path>,
) -> Result<Answer> {
    let to_stream = file == Path::new("-");
    if to_stream && context.global.json {
        return Err(
            Error::new(Kind::Usage, said!("cli-json-and-output")).next(said!("cli-json-and-output-next"))
        );
    }
    if to_stream && std::io::stdout().is_terminal() {
        return Err(Error::new(Kind::Usage, said!("cli-archive-to-terminal"))
            .next(said!("cli-archive-to-terminal-next")));
    }
    let config = Config::load(&context.folders)?;
    let passphrase = context.backup_passphrase(passphrase_file).await?;
    // Where nothing was ever kept there is no folder, and none is made.
    let store = with_store && context.folders.store().exists();
    let hold = match store {
        true => Some(EmbeddedStore::open(context.folders.store())?.hold().await?),
        false => None,
    };
    let (folders, path) = (context.folders.clone(), file.to_owned());
    let made = files::apart(move || {
        let source = Source {
            folders: &folders,
            config: &config,
            store,
        };
        let made = match to_stream {
            true => source.to_stream(std::io::stdout().lock(), &passphrase),
            false => source.to_file(&path, &passphrase),
        };
        drop(hold);
        made
    })
    .await?;
    if to_stream {
        // Standard output has the backup, and nothing but that.
        for line in head(&made, false) {
            context.bars.say(&line);
        }
        return Ok(Answer::new(Value::Null, ""));
    }
    let mut data = contents_json(&made.contents);
    put(&mut data, "verified", json!(true));
    put(
        &mut data,
        "credentials_elsewhere",
        json!(made.credentials_elsewhere),
    );
    let lines: Vec<String> = head(&made, true).iter().map(told).collect();
    Ok(Answer::new(data, lines.join("\n")))
}

/// What was written.
fn head(made: &Made, verified: bool) -> Vec<Said> {
    let Contents {
        files, bytes, store, ..
    } = made.contents;
    let mut lines = vec![
        match store {
            true => said!("cli-backup-with-store", files = files, bytes = bytes),
            false => said!("cli-backup-written", files = files, bytes = bytes),
        },
        match verified {
            true => said!("cli-backup-read-back", command = "medink restore FILE"),
            false => said!(
                "cli-backup-not-read-back",
                command = "medink restore --verify FILE"
            ),
        },
    ];
    if made.credentials_elsewhere > 0 {
        lines.push(said!(
            "cli-backup-credentials-elsewhere",
            count = made.credentials_elsewhere
        ));
    }
    lines
}

/// Restores a backup, or, to `verify` it, reads it and writes nothing; `-`, standard input, can only be read. It needs no
/// config file: that may be what is restored.
pub async fn restore(file: PathBuf, verify: bool, passphrase_file: Option<PathBuf>) -> Result<Answer> {
    let from_stream = file == Path::new("-");
    if from_stream && !verify {
        return Err(
            Error::new(Kind::Usage, said!("local-backup-no-file")).next(said!("local-backup-no-file-next"))
        );
    }
    let question = said!("ask-backup-passphrase");
    let passphrase = passphrase_from(passphrase_file.as_deref(), &Terminal, &question).await?;
    if verify {
        let contents = files::apart(move || match from_stream {
            true => backup::verify(std::io::stdin().lock(), &passphrase),
            false => backup::verify_file(&file, &passphrase),
        })
        .await?;
        let mut rows = rows(&contents);
        rows.push((told(&said!("field-checked")), told(&said!("cli-backup-checked"))));
        return Ok(Answer::new(contents_json(&contents), fields(&rows)));
    }
    let folders = Folders::from_env()?;
    let restored = files::apart(move || backup::restore(&folders, &file, &passphrase)).await?;
    let mut data = contents_json(&restored.contents);
    put(&mut data, "written", json!(restored.written));
    put(&mut data, "there", json!(restored.there));
    let mut rows = rows(&restored.contents);
    let came_to = said!(
        "cli-backup-restored",
        written = restored.written,
        there = restored.there
    );
    rows.push((told(&said!("field-restored")), told(&came_to)));
    let next = told(&said!("cli-backup-restored-next", command = "medink check"));
    Ok(Answer::new(data, format!("{}{next}", fields(&rows))))
}

fn rows(contents: &Contents) -> Vec<(String, String)> {
    let Contents {
        files,
        bytes,
        store,
        made_ms,
        ..
    } = *contents;
    let made = said!("cli-backup-made", at = Word::Time(made_ms));
    let holds = match store {
        true => said!("cli-backup-holds-store", files = files, bytes = bytes),
        false => said!("cli-backup-holds", files = files, bytes = bytes),
    };
    vec![
        (told(&said!("field-made")), told(&made)),
        (told(&said!("field-holds")), told(&holds)),
    ]
}

fn contents_json(contents: &Contents) -> Value {
    json!({
        "made_ms": contents.made_ms, "files": contents.files, "bytes": contents.bytes, "store": contents.store,
    })
}
