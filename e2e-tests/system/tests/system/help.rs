//! The program explains itself: every command has help with an example that works, and answers programs in JSON.

use clap::CommandFactory;
use e2e_system::people::{ADA, ADMIN, HOUSE};
use e2e_system::{Call, Machine, World};
use medink::args::Cli;
use medink_core::Kind;
use serde_json::Value;

/// A command's help, and the names of the commands below it.
struct Page {
    words: String,
    text: String,
    below: Vec<String>,
}

/// The help of every command, found by reading the help of the one above.
fn pages(machine: &Machine) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut waiting = vec![String::new()];
    while let Some(words) = waiting.pop() {
        let run = machine.medink(&format!("{words} --help")).text().run();
        run.succeeded();
        let text = run.stdout();
        let below: Vec<String> = text
            .split("\nCommands:\n")
            .nth(1)
            .map(|list| {
                let lines = list.lines().take_while(|line| !line.is_empty());
                // A line that goes on is indented further.
                let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
                names
                    .filter_map(|line| line.split_whitespace().next())
                    .map(str::to_owned)
                    .collect()
            })
            .unwrap_or_default();
        waiting.extend(
            below
                .iter()
                .filter(|name| *name != "help")
                .map(|name| format!("{words} {name}").trim().to_owned()),
        );
        pages.push(Page { words, text, below });
    }
    pages
}

/// The examples in a help text, as they are typed.
fn examples(text: &str) -> Vec<String> {
    // A long one goes on in the next line, as a shell reads it.
    let text = text.replace("\\\n", " ");
    let lines = text
        .lines()
        .skip_while(|line| !line.starts_with("Example") && *line != "Start here:");
    let typed = lines.filter_map(|line| line.strip_prefix("  medink"));
    // Behind the command there may be a word on what it does, or what the shell does with it.
    typed
        .map(|rest| {
            let end = ["   ", " | ", " > "]
                .iter()
                .filter_map(|mark| rest.find(mark))
                .min();
            format!("medink{}", &rest[..end.unwrap_or(rest.len())])
        })
        .collect()
}

#[test]
fn every_command_is_explained_with_an_example_that_works() {
    let machine = Machine::new();
    let pages = pages(&machine);
    assert!(pages.len() > 40, "only {} commands were found", pages.len());
    let mut faults = Vec::new();
    for Page { words, text, below } in &pages {
        let about = text.lines().next().unwrap_or_default();
        if about.len() < 5 || about.starts_with("Usage") {
            faults.push(format!("medink {words}: it does not say what it does"));
        }
        if !text.contains("Usage: medink") || !text.contains("--json") {
            faults.push(format!("medink {words}: it does not say how it is used"));
        }
        let examples = examples(text);
        if examples.is_empty() && below.is_empty() {
            faults.push(format!("medink {words}: it has no example"));
        }
        for example in &examples {
            if let Err(error) = Cli::command().try_get_matches_from(example.split_whitespace()) {
                faults.push(format!(
                    "medink {words}: the example `{example}` is wrong: {error}"
                ));
            }
            if below.is_empty() && !example.starts_with(&format!("medink {words}")) {
                faults.push(format!(
                    "medink {words}: the example `{example}` is of another command"
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(!machine.home().exists(), "help touches nothing");
}

#[test]
fn the_manual_and_the_completions_know_every_command() {
    let machine = Machine::new();
    let pages = pages(&machine);
    let folder = machine.work("man");
    std::fs::create_dir(&folder).unwrap();
    machine.medink("man").arg(&folder).ok();
    for page in &pages {
        let name = format!("medink {}", page.words).trim().replace(' ', "-");
        let written = std::fs::read_to_string(folder.join(format!("{name}.1")));
        assert!(
            written.is_ok_and(|text| text.contains(".TH")),
            "{name}.1 is a manual page"
        );
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = machine.medink(&format!("completions {shell}")).text().run();
        run.succeeded();
        let script = run.stdout();
        for name in pages
            .iter()
            .flat_map(|page| page.words.split(' '))
            .filter(|name| !name.is_empty())
        {
            assert!(script.contains(name), "{shell} completes {name}");
        }
    }
}

/// A success and a failure of each family of commands.
fn families(world: &World) -> Vec<(&'static str, Call<'_>, Call<'_>)> {
    let medink = |words: &str| world.medink(words);
    let good = world.write("good.txt", "good");
    let missing = world.work("missing");
    let log = world.work("log.jsonl");
    let saved = world.work("machine.backup");
    let man = world.work("man");
    std::fs::create_dir(&man).unwrap();
    let nowhere = "ws://127.0.0.1:1";
    vec![
        ("up", medink("up"), medink("up --profile nobody")),
        ("status", medink("status"), medink("status --node").arg(nowhere)),
        (
            "deploy",
            medink("deploy").acting(ADMIN),
            medink("deploy --bundles").arg(&missing).acting(ADMIN),
        ),
        (
            "account list",
            medink("account list"),
            medink("account list --profile nobody"),
        ),
        (
            "account show",
            medink("account show //Ada"),
            medink("account show nobody"),
        ),
        (
            "account fund",
            medink("account fund //Ada 1").acting(ADMIN),
            medink("account fund nobody 1").acting(ADMIN),
        ),
        (
            "admin list",
            medink("admin list"),
            medink("admin list --node").arg(nowhere),
        ),
        (
            "admin pause",
            medink("admin pause").acting(ADMIN),
            medink("admin pause").acting(ADA),
        ),
        (
            "admin resume",
            medink("admin resume").acting(ADMIN),
            medink("admin resume").acting(ADMIN),
        ),
        (
            "doctor list",
            medink("doctor list"),
            medink("doctor list --node").arg(nowhere),
        ),
        (
            "doctor show",
            medink("doctor show //House"),
            medink("doctor show //Ada"),
        ),
        (
            "patient show",
            medink("patient show").acting(ADA),
            medink("patient show").acting(HOUSE),
        ),
        (
            "record add",
            medink("record add").arg(&good).acting(ADA),
            medink("record add").arg(&missing).acting(ADA),
        ),
        (
            "check",
            medink("check").acting(ADA),
            medink("check --profile nobody"),
        ),
        (
            "backup",
            medink("backup")
                .arg(&saved)
                .option("--backup-passphrase-file", world.passphrase_file()),
            medink("backup")
                .arg(&saved)
                .option("--backup-passphrase-file", world.passphrase_file()),
        ),
        (
            "restore",
            medink("restore --verify")
                .arg(&saved)
                .option("--backup-passphrase-file", world.passphrase_file()),
            medink("restore")
                .arg(&good)
                .option("--backup-passphrase-file", world.passphrase_file()),
        ),
        (
            "record list",
            medink("record list").acting(ADA),
            medink("record list").acting(HOUSE),
        ),
        (
            "record search",
            medink("record search").input("good").acting(ADA),
            medink("record search").input("good").acting(HOUSE),
        ),
        (
            "record rename",
            medink("record rename 1").input(r#"{"title":"Good"}"#).acting(ADA),
            medink("record rename 9").input(r#"{"title":"Good"}"#).acting(ADA),
        ),
        ("record get", world.get(ADA, ADA, 1), world.get(HOUSE, ADA, 1)),
        (
            "note add",
            medink("note add --patient //Ada --kind diagnosis --details -")
                .input(r#"{"title":"T"}"#)
                .acting(ADA),
            medink("note add --patient //Ada --kind diagnosis --details -")
                .input(r#"{"title":"T"}"#)
                .acting(HOUSE),
        ),
        (
            "consent grant",
            medink("consent grant //House --whole-history --until 1d").acting(ADA),
            medink("consent grant //Ada --whole-history --until 1d").acting(ADA),
        ),
        (
            "consent list",
            medink("consent list").acting(ADA),
            medink("consent list").acting("nobody"),
        ),
        (
            "audit list",
            medink("audit list"),
            medink("audit list --actor nobody"),
        ),
        (
            "audit accesses",
            medink("audit accesses").acting(ADA),
            medink("audit accesses --patient nobody"),
        ),
        (
            "audit export",
            medink("audit export --output").arg(&log),
            medink("audit export --output").arg(&good),
        ),
        (
            "audit verify",
            medink("audit verify").arg(&log),
            medink("audit verify").arg(&good),
        ),
        (
            "params show",
            medink("params show"),
            medink("params show --node").arg(nowhere),
        ),
        (
            "params set",
            medink("params set --max-page 9").acting(ADMIN),
            medink("params set --max-page 8").acting(ADA),
        ),
        (
            "completions",
            medink("completions bash"),
            medink("completions").arg("no-shell"),
        ),
        ("man", medink("man").arg(&man), medink("man").arg(&missing)),
        ("down", medink("down"), medink("down --profile nobody")),
    ]
}

#[test]
fn every_family_answers_programs_in_one_envelope() {
    let world = World::deployed();
    world.doctor(HOUSE);
    world.patient(ADA);
    for (command, success, failure) in families(&world) {
        let run = success.run();
        run.succeeded();
        let envelope = run.envelope();
        assert_eq!(fields(&envelope), ["command", "data", "medink", "ok"], "{run}");
        assert!(
            envelope["data"].is_object() && envelope["command"] == command,
            "{run}"
        );
        assert_eq!(run.stdout().trim_end().lines().count(), 1, "one line\n{run}");
        assert!(
            run.err.is_empty(),
            "all that there is to say is in the answer\n{run}"
        );

        let run = failure.run();
        let envelope = run.envelope();
        assert_eq!(fields(&envelope), ["command", "error", "medink", "ok"], "{run}");
        assert_eq!(
            (&envelope["ok"], &envelope["medink"]),
            (&Value::Bool(false), &1.into()),
            "{run}"
        );
        assert_eq!(envelope["command"], command, "{run}");
        let error = &envelope["error"];
        assert_eq!(fields(error), ["key", "kind", "next", "what"], "{run}");
        assert!(
            error["what"].as_str().is_some_and(|what| !what.is_empty()),
            "{run}"
        );
        let code = KINDS
            .iter()
            .find(|kind| error["kind"] == kind.name())
            .map(|kind| kind.exit_code());
        assert_eq!(
            run.code,
            code.map(i32::from),
            "the exit code is the kind's\n{run}"
        );
        assert!(run.err.is_empty(), "{run}");
    }
}

/// The kinds of failure that the families show.
const KINDS: [Kind; 8] = [
    Kind::Usage,
    Kind::NotFound,
    Kind::Refused,
    Kind::Unreachable,
    Kind::Keys,
    Kind::Damaged,
    Kind::Io,
    Kind::WrongChain,
];

fn fields(object: &Value) -> Vec<&str> {
    object
        .as_object()
        .map(|object| object.keys().map(String::as_str).collect())
        .unwrap_or_default()
}
