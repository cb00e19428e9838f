//! Everything that a patient has comes out as one archive, which opens without medink: whole, named, and nobody else's to read.

use e2e_system::people::{ADA, HOUSE, address, id};
use e2e_system::{Machine, World, files, place_of};
use medink_core::Kind;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Cursor, Read, Seek};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use zip::ZipArchive;

const PASSWORD: &str = "correct horse battery staple";

fn write(world: &World, who: &str, title: &str, text: &str) {
    let file = world.write("page.txt", text);
    world
        .medink("record add --details -")
        .arg(&file)
        .option("--patient", ADA)
        .input(json!({ "title": title }).to_string())
        .acting(who)
        .ok();
}

/// A patient with an Arabic title, two of the same name, a doctor's note, one that was erased and one whose content is gone.
fn given() -> World {
    let world = World::deployed();
    world.patient(ADA);
    world.doctor(HOUSE);
    world.grant_all(ADA, HOUSE);
    write(&world, ADA, "صورة الصدر", "the chest");
    write(&world, ADA, "Letter", "the first letter");
    write(&world, ADA, "Letter", "the second letter");
    world
        .medink(&format!(
            "note add --patient {ADA} --kind diagnosis --details - --about 2"
        ))
        .input(json!({ "title": "<b>Seen & read</b>" }).to_string())
        .acting(HOUSE)
        .ok();
    write(&world, ADA, "Wrong", "to be erased");
    world.medink("record erase 5 -y").acting(ADA).ok();
    let blocks = world.home().join("store/blocks");
    let before: BTreeSet<_> = files::below(&blocks).into_iter().collect();
    write(&world, ADA, "Lost", "quagga: its content gets lost");
    for block in files::below(&blocks) {
        if !before.contains(&block) {
            fs::remove_file(block).unwrap();
        }
    }
    world
}

fn export<'w>(world: &'w World, options: &str, to: &Path) -> e2e_system::Call<'w> {
    world
        .medink(&format!("record export-all {options} --output"))
        .arg(to)
        .acting(ADA)
}

fn read(archive: &mut ZipArchive<impl Read + Seek>, name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut file = archive.by_name(name).unwrap_or_else(|e| panic!("{name}: {e}"));
    file.read_to_end(&mut bytes).unwrap();
    bytes
}

fn names(archive: &ZipArchive<impl Read + Seek>) -> BTreeSet<String> {
    let names = archive.file_names();
    names.map(|name| name.unwrap().into_owned()).collect()
}

fn text(archive: &mut ZipArchive<impl Read + Seek>, name: &str) -> String {
    String::from_utf8(read(archive, name)).unwrap()
}

/// Everything that the log says about the patient.
fn log(world: &World) -> Value {
    world
        .medink(&format!("audit list --subject {ADA} --last 200"))
        .ok()["entries"]
        .clone()
}

#[test]
fn everything_comes_along_and_what_does_not_is_named() {
    let world = given();
    let logged = log(&world);
    let out = world.work("all.zip");
    let made = export(&world, "", &out).ok();
    assert_eq!(log(&world), logged, "one's own is not logged");
    assert_eq!(
        (&made["documents"], &made["encrypted"]),
        (&json!(4), &json!(false))
    );
    let left: Vec<_> = made["left_out"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["number"].as_u64().unwrap())
        .collect();
    assert_eq!(left, [5, 6], "{made}");
    assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);

    let mut archive = ZipArchive::new(File::open(&out).unwrap()).unwrap();
    let names = names(&archive);
    let expected = [
        "consents.json",
        "index.html",
        "log.jsonl",
        "profile.json",
        "records/00001-صورة الصدر.txt",
        "records/00002-Letter.txt",
        "records/00003-Letter.txt",
    ];
    for name in expected {
        assert!(names.contains(name), "{name} is not in {names:?}");
    }
    assert_eq!(names.len(), 8, "{names:?}");
    assert_eq!(read(&mut archive, "records/00001-صورة الصدر.txt"), b"the chest");
    assert_eq!(
        read(&mut archive, "records/00002-Letter.txt"),
        b"the first letter"
    );
    assert_eq!(
        read(&mut archive, "records/00003-Letter.txt"),
        b"the second letter"
    );
    let note = names
        .iter()
        .find(|name| name.starts_with("records/00004-"))
        .unwrap();
    assert!(note.ends_with(".json") && !note.contains('<'), "{note}");
    let note: Value = serde_json::from_slice(&read(&mut archive, note)).unwrap();
    assert_eq!(note["resourceType"], "Condition");

    let profile: Value = serde_json::from_slice(&read(&mut archive, "profile.json")).unwrap();
    assert_eq!(profile["name"], "Ada");
    let consents: Value = serde_json::from_slice(&read(&mut archive, "consents.json")).unwrap();
    assert_eq!(
        (
            &consents[0]["doctor"],
            &consents[0]["name"],
            &consents[0]["whole_history"]
        ),
        (&json!(address(HOUSE)), &json!("Dr. House"), &json!(true))
    );
    let lines = text(&mut archive, "log.jsonl");
    let mut lines = lines.lines();
    assert!(lines.next().unwrap().contains("medink_log_part"));
    let known: BTreeSet<u64> = lines
        .map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["index"]
                .as_u64()
                .unwrap()
        })
        .collect();
    assert_eq!(known.len(), logged.as_array().unwrap().len());

    let page = text(&mut archive, "index.html");
    for words in [
        "صورة الصدر",
        "href=\"records/00002-Letter.txt\"",
        "<bdi>Dr. House</bdi> (verified by ",
        "signature right",
        "Erased: nobody has it any more",
        "not in the stores",
        "Notes on it:",
        "&lt;b&gt;Seen &amp; read&lt;/b&gt;",
    ] {
        assert!(page.contains(words), "{words} is not in the page:\n{page}");
    }
    assert!(!page.contains("<b>Seen") && !page.contains("<script") && !page.contains("quagga"));
    // Said for people as well.
    let run = export(&world, "--force", &out).text().run();
    run.succeeded();
    let said = run.stdout();
    assert!(
        said.contains("4 documents") && said.contains("not encrypted"),
        "{run}"
    );
    assert!(
        said.contains("Record 5: Erased") && said.contains("Record 6: "),
        "{run}"
    );
}

/// Half a document is in the archive as what it is, and nothing beside it vouches for it.
#[test]
fn a_document_that_broke_off_is_named_without_a_word_of_its_signature() {
    let world = World::deployed();
    world.patient(ADA);
    let large = world.work("large.bin");
    files::large(&large, 3_000_000);
    world.medink("record add").arg(&large).acting(ADA).ok();
    let ledger = world.ledger();
    let place = place_of(&ledger.records(id(ADA)).swap_remove(0));
    let ciphertext = ledger.ciphertext(&place);
    // Not the last one: the author's statement is in it, without which nothing is opened at all.
    let middle = ciphertext.chunks(256 * 1024).nth(7).unwrap();
    let block = files::below(&world.home().join("store/blocks"))
        .into_iter()
        .find(|path| fs::read(path).unwrap() == middle)
        .expect("a block in its middle");
    let mut bytes = fs::read(&block).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&block, &bytes).unwrap();

    let out = world.work("all.zip");
    let made = export(&world, "", &out).ok();
    assert_eq!(made["documents"], json!(0), "{made}");
    assert_eq!(made["left_out"][0]["number"], json!(1), "{made}");
    let mut archive = ZipArchive::new(File::open(&out).unwrap()).unwrap();
    let there = names(&archive);
    let name = there.iter().find(|name| name.starts_with("records/")).unwrap();
    let beginning = read(&mut archive, name);
    assert!(fs::read(&large).unwrap().starts_with(&beginning));
    let page = text(&mut archive, "index.html");
    assert!(page.contains("Broken off"), "{page}");
    assert!(!page.contains("signature"), "{page}");
    assert!(page.contains("<td dir=\"auto\">you</td>"), "{page}");
}

#[test]
fn an_encrypted_one_opens_with_its_password_alone() {
    let world = given();
    let out = world.work("all.zip");
    let file = world.write("archive-password", format!("{PASSWORD}\n"));
    let made = world
        .medink("record export-all --encrypt")
        .option("--archive-password-file", &file)
        .option("--output", &out)
        .acting(ADA)
        .ok();
    assert_eq!(
        (&made["documents"], &made["encrypted"]),
        (&json!(4), &json!(true))
    );
    let bytes = fs::read(&out).unwrap();
    let seen = String::from_utf8_lossy(&bytes);
    for word in ["Letter", "letter", "index.html", "Ada", "records/"] {
        assert!(!seen.contains(word), "{word} can be read without the password");
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    assert_eq!(archive.len(), 1);
    assert!(archive.by_index(0).is_err());
    assert!(
        archive
            .by_index_decrypt(0, b"correct horse battery stable")
            .is_err()
    );
    let mut inner = Vec::new();
    archive
        .by_index_decrypt(0, PASSWORD.as_bytes())
        .unwrap()
        .read_to_end(&mut inner)
        .unwrap();
    let mut inner = ZipArchive::new(Cursor::new(inner)).unwrap();
    assert_eq!(read(&mut inner, "records/00002-Letter.txt"), b"the first letter");
    assert!(text(&mut inner, "index.html").contains("صورة الصدر"));
}

#[test]
fn a_pipe_gets_the_archive_and_nothing_but_that() {
    let world = given();
    let to_pipe = || world.medink("record export-all --output -").acting(ADA);
    let made = to_pipe().text().run();
    made.succeeded();
    assert!(made.err.contains("4 documents"), "{made}");
    let mut archive = ZipArchive::new(Cursor::new(made.out.clone())).unwrap();
    assert_eq!(
        read(&mut archive, "records/00002-Letter.txt"),
        b"the first letter"
    );
    assert!(text(&mut archive, "index.html").contains("صورة الصدر"));
    // Nothing is before or behind it, as some readers would forgive.
    assert!(made.out.starts_with(b"PK\x03\x04"), "{made}");
    assert!(
        made.out[made.out.len() - 22..].starts_with(b"PK\x05\x06"),
        "{made}"
    );
    // Where there is no place for it: two at once, and a screen.
    to_pipe().fails(Kind::Usage).says("--json");
    let refused = to_pipe().at_a_terminal(80).wait().ended_with(2);
    let refused = refused.says("not written to a terminal");
    assert!(!refused.screen.contains("PK"), "{refused}");
}

#[test]
fn what_is_there_stays_there_and_what_fails_leaves_nothing() {
    let world = World::deployed();
    world.patient(ADA);
    world.doctor(HOUSE);
    world.add(ADA, ADA, "a letter");
    let out = world.write("all.zip", "something of mine");
    export(&world, "", &out).fails(Kind::Usage).says("--force");
    assert_eq!(fs::read(&out).unwrap(), b"something of mine");
    let nowhere = world.work("nowhere").join("all.zip");
    export(&world, "", &nowhere).fails(Kind::Io);
    let free = world.work("free.zip");
    // Not a patient.
    world
        .medink("record export-all --output")
        .arg(&free)
        .acting(HOUSE)
        .fails(Kind::NotFound);
    export(&world, "--dry-run", &free).fails(Kind::Usage);
    // A password that is none, from a file, and nobody to ask.
    let short = world.write("short", "xk7#qm2p\n");
    world
        .medink("record export-all --encrypt")
        .option("--archive-password-file", &short)
        .option("--output", &free)
        .acting(ADA)
        .fails(Kind::Usage)
        .says("at least 20");
    export(&world, "--encrypt", &free)
        .fails(Kind::Usage)
        .says("terminal");
    // Asked for twice, and shown never.
    let mut asked = export(&world, "--encrypt", &free).at_a_terminal(100);
    asked.until("Password of the archive");
    asked.until_hidden();
    asked.types(&format!("{PASSWORD}\n"));
    asked.until("The same again");
    asked.until_hidden();
    asked.types("correct horse battery stable\n");
    let seen = asked.wait().ended_with(2).says("differ");
    assert!(!seen.screen.contains("horse"), "{seen}");
    let kept = files::below(free.parent().unwrap());
    for path in &kept {
        let name = path.file_name().unwrap().to_string_lossy();
        assert!(
            !name.starts_with(".medink-") && name != "free.zip",
            "{name} was left"
        );
    }
    export(&world, "--force", &out).ok();
    assert!(ZipArchive::new(File::open(&out).unwrap()).is_ok());
}

#[test]
fn a_full_disk_has_no_half_archive() {
    let world = World::on(Machine::running_on_a_disk(400));
    world.patient(ADA);
    let large = world.work("large.bin");
    files::large(&large, 8 * 1024 * 1024);
    world.medink("record add -y").arg(&large).acting(ADA).ok();
    world.medink("record list").acting(ADA).ok();
    let out = world.home().join("all.zip");
    world.disk().fill(2 * 1024 * 1024);
    export(&world, "", &out).fails(Kind::Io).says("Free some space");
    let left: Vec<_> = fs::read_dir(world.home())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(".medink-") || name == "all.zip")
        .collect();
    assert!(left.is_empty(), "{left:?}");
    world.disk().empty();
    export(&world, "", &out).ok();
    let mut archive = ZipArchive::new(File::open(&out).unwrap()).unwrap();
    let names = names(&archive);
    let name = names.iter().find(|name| name.starts_with("records/")).unwrap();
    assert!(read(&mut archive, name) == fs::read(&large).unwrap());
}
