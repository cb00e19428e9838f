//! `medink record export-all`. The archive's password is asked for, or comes from a file: never from the command line.

use crate::commands::done;
use crate::context::Context;
use crate::language::{self, spoken};
use crate::output::Answer;
use medink_core::Watch;
use medink_core::archive::{Protection, Taken, What};
use medink_core::error::{Error, Kind, Result};
use medink_core::records::Destination;
use medink_words::{Said, said};
use serde_json::{Value, json};
use std::io::IsTerminal;
use std::path::Path;

/// Most records that are named as left out; the archive's page names all.
const NAMED: usize = 20;

/// Writes the archive, to standard output for `-`. `password` is none where it is not to be encrypted, else the file that
/// has it, if one was given.
pub async fn run(
    context: &Context,
    output: &Path,
    password: Option<Option<&Path>>,
    force: bool,
) -> Result<Answer> {
    let to_stream = output == Path::new("-");
    if to_stream && context.global.json {
        return Err(
            Error::new(Kind::Usage, said!("cli-json-and-output")).next(said!("cli-json-and-output-next"))
        );
    }
    if to_stream && std::io::stdout().is_terminal() {
        return Err(Error::new(Kind::Usage, said!("cli-archive-to-terminal"))
            .next(said!("cli-archive-to-terminal-next")));
    }
    let medink = context.open().await?;
    let actor = context.actor(&medink).await?;
    let encrypted = password.is_some();
    let protection = match password {
        None => Protection::None,
        Some(file) => Protection::Password(context.archive_password(file).await?),
    };
    let destination = match to_stream {
        true => Destination::Stream(Box::new(std::io::stdout())),
        false => Destination::File {
            path: output,
            replace: force,
        },
    };
    let made = context
        .operation(&medink, &actor)
        .take_along(What::Everything, protection, destination, spoken())
        .await?;
    let taken = &made.value;
    if to_stream {
        // Standard output has the archive, and nothing but that.
        head(taken, encrypted)
            .iter()
            .for_each(|line| context.bars.say(line));
        return Ok(Answer::new(Value::Null, ""));
    }
    let left_out: Vec<Value> = taken
        .left_out
        .iter()
        .map(|(number, why)| json!({ "number": number, "why": language::plain(why) }))
        .collect();
    let data = json!({ "documents": taken.documents, "encrypted": encrypted, "left_out": left_out });
    let head: Vec<String> = head(taken, encrypted).iter().map(language::told).collect();
    Ok(done(&medink, &made.steps, data, &head.join("\n")))
}

fn head(taken: &Taken, encrypted: bool) -> Vec<Said> {
    let mut head = vec![
        said!("cli-archive", count = taken.documents, file = "index.html"),
        match encrypted {
            true => said!("cli-archive-encrypted"),
            false => said!("cli-archive-open"),
        },
    ];
    let left_out = taken.left_out.iter().take(NAMED);
    head.extend(
        left_out.map(|(number, why)| said!("cli-archive-left-out", number = *number, why = why.clone())),
    );
    match taken.left_out.len().saturating_sub(NAMED) {
        0 => {}
        more => head.push(said!("cli-archive-more", count = more, file = "index.html")),
    }
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_named_within_a_bound() {
        let taken = Taken {
            documents: 1,
            left_out: (1..=22).map(|number| (number, said!("archive-erased"))).collect(),
        };
        let head: Vec<String> = head(&taken, false).iter().map(Said::to_string).collect();
        let head = head.join("\n");
        assert!(head.contains("1 document,") && head.contains("not encrypted"));
        assert!(head.contains("Record 20: Erased: nobody has it any more.") && !head.contains("Record 21:"));
        assert!(head.ends_with("And 2 more, which index.html names."));
    }
}
