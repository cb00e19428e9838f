//! The command line in the language of who types: `--lang`, else the environment's. JSON says the same in every language by
//! its key.

use e2e_system::{Call, Machine, Run};
use medink_core::Kind;

/// The same failure in the three languages: what went wrong, and what to do next with the commands that do it.
const ENGLISH: (&str, &str) = (
    "there is no account of this name on this machine",
    "Look at those there are, or make one (medink account list, medink account new).",
);
const FRENCH: (&str, &str) = (
    "il n\u{2019}y a pas de compte de ce nom sur cette machine",
    "Regardez ceux qui existent, ou créez-en un (medink account list, medink account new).",
);
const ARABIC: (&str, &str) = (
    "لا حساب بهذا الاسم على هذا الجهاز",
    // Commands are read from left to right within: between isolates.
    "انظر إلى الموجود منها، أو أنشئ واحدًا (\u{2068}medink account list, medink account new\u{2069}).",
);

fn failing<'m>(machine: &'m Machine, language: &str) -> Call<'m> {
    machine.medink("account remove nobody --yes").args(
        ["--lang", language]
            .iter()
            .filter(|_| !language.is_empty())
            .copied(),
    )
}

/// What it prints for people, and what for programs.
fn says(call: impl Fn() -> Run, json: impl Fn() -> Run, (what, next): (&str, &str)) {
    let run = call();
    assert_eq!(
        run.err,
        format!("medink: {what}\n  {next}\n"),
        "for people\n{run}"
    );
    assert_eq!(run.code, Some(i32::from(Kind::NotFound.exit_code())), "{run}");
    let run = json();
    let error = &run.envelope()["error"];
    assert_eq!(error["key"], "local-not-here", "{run}");
    assert_eq!(error["kind"], "not-found", "{run}");
    assert_eq!(error["what"], what, "for programs\n{run}");
    // Isolates are for eyes alone.
    let plain = next.replace(['\u{2068}', '\u{2069}'], "");
    assert_eq!(error["next"], plain.as_str(), "for programs\n{run}");
}

#[test]
fn errors_are_in_the_language_that_is_asked_for() {
    let machine = Machine::new();
    type Variables = &'static [(&'static str, &'static str)];
    let cases: [(&str, Variables, (&str, &str)); 9] = [
        ("", &[("LANG", "C")], ENGLISH),
        ("", &[("LANG", "fr_FR.UTF-8")], FRENCH),
        ("", &[("LANG", "ar_EG.UTF-8")], ARABIC),
        // A language that medink does not speak.
        ("", &[("LANG", "de_DE.UTF-8")], ENGLISH),
        ("", &[("LANG", "fr_FR.UTF-8"), ("LC_MESSAGES", "ar")], ARABIC),
        (
            "",
            &[("LANG", "fr_FR.UTF-8"), ("LC_MESSAGES", "ar"), ("LC_ALL", "C")],
            ENGLISH,
        ),
        ("ar", &[("LANG", "C")], ARABIC),
        ("fr", &[("LC_ALL", "ar_EG.UTF-8")], FRENCH),
        ("en", &[("LANG", "fr_FR.UTF-8")], ENGLISH),
    ];
    for (option, variables, told) in cases {
        let call = || {
            variables
                .iter()
                .fold(failing(&machine, option), |call, (name, value)| {
                    call.variable(name, value)
                })
        };
        says(|| call().text().run(), || call().run(), told);
    }
}

#[test]
fn a_line_that_is_not_understood_is_answered_in_its_language() {
    let machine = Machine::new();
    let run = machine
        .medink("stauts")
        .text()
        .variable("LANG", "fr_FR.UTF-8")
        .run();
    run.failed(Kind::Usage);
    assert!(
        run.err
            .starts_with("erreur\u{202f}: il n\u{2019}y a pas de telle commande")
            && run.err.contains("Vouliez-vous dire\u{202f}:")
            && run.err.contains("status\u{202f}?"),
        "{run}"
    );
    let run = machine.medink("stauts --lang ar").run();
    run.failed(Kind::Usage).says("لا يوجد هذا الأمر");
    assert_eq!(run.envelope()["error"]["key"], "cli-no-such-command", "{run}");
    // What there is no translation of is refused with what there is.
    let run = machine.medink("status --lang de").run();
    run.failed(Kind::Usage).says("fr");
}

#[test]
fn help_is_in_the_language_of_who_asks() {
    let machine = Machine::new();
    for (language, words) in [
        (
            "en",
            [
                "Usage: medink record add [OPTIONS] <FILE>...",
                "Examples:",
                "--details <FILE>",
            ],
        ),
        (
            "fr",
            [
                "Utilisation\u{202f}: medink record add [OPTIONS] <FICHIER>...",
                "Exemples\u{202f}:",
                "--details <FICHIER>",
            ],
        ),
        (
            "ar",
            [
                "الاستعمال: medink record add [خيارات] <ملف>...",
                "أمثلة:",
                "--details <ملف>",
            ],
        ),
    ] {
        // What stands behind `help` are commands, so there the environment says the language.
        for help in [
            machine.medink("record add --help").option("--lang", language),
            machine.medink("help record add").variable("LANG", language),
        ] {
            let help = help.text().run();
            help.succeeded();
            for words in words.iter().chain(&["medink record add scan.dcm --as ada"]) {
                assert!(help.stdout().contains(words), "{words}: {help}");
            }
            assert!(language == "en" || !help.stdout().contains("Print"), "{help}");
        }
    }
    // What the language of the environment is, where none is asked for.
    let help = machine
        .medink("--help")
        .text()
        .variable("LANG", "fr_FR.UTF-8")
        .run();
    help.succeeded();
    assert!(help.stdout().contains("\nCommandes\u{202f}:\n"), "{help}");
    // The manual is English whoever writes it.
    let folder = machine.work("man");
    std::fs::create_dir(&folder).unwrap();
    machine
        .medink("man")
        .arg(&folder)
        .variable("LANG", "fr_FR.UTF-8")
        .run()
        .succeeded();
    let page = std::fs::read_to_string(folder.join("medink-record-add.1")).unwrap();
    assert!(
        page.contains("Seal and store files") && page.contains("Examples"),
        "{page}"
    );
}

#[test]
fn answers_are_in_the_language_and_without_isolates_where_no_terminal_is() {
    let machine = Machine::new();
    let shown = |language: &str| {
        machine
            .medink("config show")
            .option("--lang", language)
            .text()
            .run()
    };
    let french = shown("fr");
    french.succeeded();
    assert!(
        french.stdout().contains("VALEUR") && french.stdout().contains("Fichier de configuration\u{202f}:"),
        "{french}"
    );
    let arabic = shown("ar");
    arabic.succeeded();
    assert!(
        arabic.stdout().contains("القيمة") && !arabic.stdout().contains(['\u{2066}', '\u{2068}', '\u{2069}']),
        "{arabic}"
    );
    let seen = machine
        .medink("config show")
        .option("--lang", "ar")
        .at_a_terminal(120)
        .wait()
        .ended_with(0);
    assert!(
        seen.screen.contains('\u{2068}') && !seen.screen.contains("\\u{2068}"),
        "{seen}"
    );
    // Programs get the same in every language, but for words.
    let answer = |language: &str| machine.medink("config show").option("--lang", language).ok();
    assert_eq!(answer("ar"), answer("en"));
}

#[test]
fn what_others_wrote_is_made_visible_and_the_isolates_round_it_are_not() {
    let machine = Machine::new();
    // A folder whose name turns the direction of reading.
    let home = machine.work("a\u{202e}b");
    std::fs::create_dir(&home).unwrap();
    std::fs::write(home.join("config.toml"), "profile = \n").unwrap();
    let call = |language: &str| {
        machine
            .medink("config show")
            .option("--lang", language)
            .variable("MEDINK_HOME", &home)
    };
    let run = call("ar").text().run();
    run.failed(Kind::Usage);
    assert!(
        run.err.starts_with("medink: ملف الإعداد \u{2068}")
            && run.err.contains("a\\u{202e}b/config.toml\u{2069}"),
        "{run}"
    );
    assert!(!run.err.contains('\u{202e}'), "{run}");
    let run = call("fr").text().run();
    assert!(
        run.err.starts_with("medink: le fichier de configuration ") && !run.err.contains('\u{2068}'),
        "{run}"
    );
    // Programs get the words as they are.
    let run = call("ar").run();
    assert!(
        run.failed(Kind::Usage).what.contains("a\u{202e}b/config.toml"),
        "{run}"
    );
    assert!(!run.stdout().contains('\u{202e}'), "in JSON's escapes\n{run}");
}
