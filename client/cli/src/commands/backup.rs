//! `medink backup` and `restore`. The passphrase is asked for, or comes from a file: never from the command line.

use crate::context::{Context, passphrase_from};
use crate::output::{Answer, fields, put};
use crate::prompt::Terminal;
use medink_core::Watch as _;
use medink_core::error::{Error, Kind, Result};
use medink_core::{files, when};
use medink_local::backup::{self, Contents, Made, Source};
use medink_local::{Config, Folders};
use medink_store::EmbeddedStore;
use medink_words::said;
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
        context.bars.say(&head(&made, false));
        return Ok(Answer::new(Value::Null, ""));
    }
    let mut data = contents_json(&made.contents);
    put(&mut data, "verified", json!(true));
    put(
        &mut data,
        "credentials_elsewhere",
        json!(made.credentials_elsewhere),
    );
    Ok(Answer::new(data, head(&made, true)))
}

fn head(made: &Made, verified: bool) -> String {
    let Contents {
        files, bytes, store, ..
    } = &made.contents;
    let mut head = format!(
        "The backup is written: {files} files, {bytes} bytes, {} the content of this machine's store.\n",
        if *store { "with" } else { "without" }
    );
    head.push_str(match verified {
        true => "It was read back whole. It opens with its passphrase alone: medink restore FILE",
        false => "It could not be read back from here; check it with: medink restore --verify FILE",
    });
    if made.credentials_elsewhere > 0 {
        head.push_str(&format!(
            "\nNot in it: {} files with credentials that are not beside the config file.",
            made.credentials_elsewhere
        ));
    }
    head
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
    let passphrase = passphrase_from(passphrase_file.as_deref(), &Terminal, QUESTION).await?;
    if verify {
        let contents = files::apart(move || match from_stream {
            true => backup::verify(std::io::stdin().lock(), &passphrase),
            false => backup::verify_file(&file, &passphrase),
        })
        .await?;
        let mut rows = rows(&contents);
        rows.push((
            "checked",
            "every file is whole and right; nothing was written".to_owned(),
        ));
        return Ok(Answer::new(contents_json(&contents), fields(&rows)));
    }
    let folders = Folders::from_env()?;
    let restored = files::apart(move || backup::restore(&folders, &file, &passphrase)).await?;
    let mut data = contents_json(&restored.contents);
    put(&mut data, "written", json!(restored.written));
    put(&mut data, "there", json!(restored.there));
    let mut rows = rows(&restored.contents);
    rows.push((
        "restored",
        format!(
            "{} written, {} were there already",
            restored.written, restored.there
        ),
    ));
    let text = format!(
        "{}The chain is not in a backup: it comes from its node. Look at everything with: medink check",
        fields(&rows)
    );
    Ok(Answer::new(data, text))
}

/// What is asked of who restores.
const QUESTION: &str = "Passphrase of the backup";

fn rows(contents: &Contents) -> Vec<(&'static str, String)> {
    vec![
        ("made", when::show(contents.made_ms)),
        (
            "holds",
            format!(
                "{} files, {} bytes, {} the store's content",
                contents.files,
                contents.bytes,
                if contents.store { "with" } else { "without" }
            ),
        ),
    ]
}

fn contents_json(contents: &Contents) -> Value {
    json!({
        "made_ms": contents.made_ms, "files": contents.files, "bytes": contents.bytes, "store": contents.store,
    })
}
