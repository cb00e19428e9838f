//! What the files of an archive are called: so that people know them again, no two are the same, and none leads to
//! another folder, is refused by somebody's system, or does anything when it is clicked on.

use crate::words;
use medink_seal::record::Details;
use unicode_normalization::UnicodeNormalization;

/// Longest part of a name that comes from a title, in bytes: with folder, number and ending it fits every system.
const LONGEST: usize = 120;

/// Longest ending that is taken for one.
const LONGEST_ENDING: usize = 8;

/// Endings of files that are looked at. Another's author could have meant it to be run: it is shown, and not last.
const LOOKED_AT: [&str; 46] = [
    "pdf", "png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff", "heic", "txt", "text", "csv", "tsv",
    "md", "json", "dcm", "dicom", "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "ppt", "pptx", "odp",
    "zip", "gz", "mp3", "mp4", "m4a", "mov", "avi", "wav", "ogg", "webm", "eml", "vcf", "ics", "hl7", "edf",
    "nii", "ndjson", "log",
];

/// What is put behind an ending that is none of those.
const HARMLESS: &str = "data";

/// The name of a record's file, with its folder. The number makes it the only one.
pub(super) fn of(number: u32, details: &Details) -> String {
    let file = details.file_name.as_deref().unwrap_or_default();
    let harmless = |name: &str| ending(name).filter(|ending| LOOKED_AT.contains(&ending.as_str()));
    let known = harmless(file)
        .or_else(|| harmless(&details.title))
        .or_else(|| by_type(&details.media_type).map(str::to_owned));
    let title = match details.title.trim() {
        "" => file,
        title => title,
    };
    // The ending stands at the end, and not twice.
    let theirs = known.clone().or_else(|| ending(file)).unwrap_or_default();
    let stem = safe(match title.rsplit_once('.') {
        Some((stem, last)) if last.eq_ignore_ascii_case(&theirs) => stem,
        _ => title,
    });
    let ending = match known {
        Some(ending) => ending,
        None if theirs.is_empty() => HARMLESS.to_owned(),
        None => format!("{theirs}.{HARMLESS}"),
    };
    match stem.is_empty() {
        true => format!("records/{number:05}.{ending}"),
        false => format!("records/{number:05}-{stem}.{ending}"),
    }
}

/// A title as a part of a file's name, and of a link to it.
fn safe(title: &str) -> String {
    let title: String = words::file_name(title).nfc().collect();
    let mut safe = String::new();
    for c in title.chars() {
        let c = match c {
            '<' | '>' | ':' | '"' | '|' | '?' | '*' | '%' | '#' | '&' | ';' | '\'' | '`' | '$' => '_',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if safe.len().saturating_add(c.len_utf8()) > LONGEST {
            break;
        }
        safe.push(c);
    }
    // Neither hidden nor cut by systems that leave these out at the end.
    safe.trim_matches(|c: char| c == '.' || c == ' ').to_owned()
}

/// The ending of a file's name, in small letters.
fn ending(name: &str) -> Option<String> {
    let (stem, ending) = name.trim().rsplit_once('.')?;
    let fits = !stem.is_empty()
        && (1..=LONGEST_ENDING).contains(&ending.len())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    fits.then(|| ending.to_ascii_lowercase())
}

fn by_type(media_type: &str) -> Option<&'static str> {
    Some(match media_type {
        "application/pdf" => "pdf",
        "application/dicom" => "dcm",
        "application/fhir+json" | "application/json" => "json",
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "image/bmp" => "bmp",
        "image/tiff" => "tif",
        "text/plain" => "txt",
        "text/csv" => "csv",
        "text/markdown" => "md",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_seal::record::Kind;

    fn named(title: &str, file: Option<&str>, media_type: &str) -> String {
        of(
            7,
            &Details {
                title: title.into(),
                kind: Kind::Document,
                file_name: file.map(str::to_owned),
                media_type: media_type.into(),
                size: 1,
                created_ms: 0,
                date: None,
            },
        )
    }

    #[test]
    fn people_know_their_files_again() {
        for (title, file, media_type, name) in [
            (
                "Letter of the clinic",
                Some("scan0001.PDF"),
                "application/pdf",
                "records/00007-Letter of the clinic.pdf",
            ),
            (
                "scan0001.pdf",
                Some("scan0001.pdf"),
                "application/pdf",
                "records/00007-scan0001.pdf",
            ),
            (
                "صورة الصدر",
                Some("a.dcm"),
                "application/dicom",
                "records/00007-صورة الصدر.dcm",
            ),
            (
                "Ibuprofen 400 mg",
                None,
                "application/fhir+json",
                "records/00007-Ibuprofen 400 mg.json",
            ),
            ("Dr. House", None, "text/plain", "records/00007-Dr. House.txt"),
            (
                "Metformin 0.5",
                None,
                "application/fhir+json",
                "records/00007-Metformin 0.5.json",
            ),
            ("Scan 2", Some("scan.v2"), "image/png", "records/00007-Scan 2.png"),
            ("", None, "", "records/00007.data"),
            // One letter, whether it is written as one or as two.
            ("E\u{301}cho", None, "text/plain", "records/00007-\u{c9}cho.txt"),
        ] {
            assert_eq!(named(title, file, media_type), name);
        }
    }

    #[test]
    fn no_name_leads_elsewhere_or_is_more_than_a_name() {
        for title in [
            "../../etc/passwd",
            "..",
            "C:\\Windows\\x",
            "a\u{202e}fdp.exe",
            "a\nb",
            "100% #1 <b>?",
            "CON",
            " .hidden. ",
            &"ä".repeat(300),
        ] {
            let name = named(title, None, "text/plain");
            let own = name.strip_prefix("records/00007").unwrap();
            assert!(own.ends_with(".txt") && own.len() < 140, "{name}");
            for bad in ["/", "\\", "\n", "\u{202e}", "%", "#", "<", ":", "?"] {
                assert!(!own.contains(bad), "{name} holds {bad:?}");
            }
        }
    }

    #[test]
    fn what_could_run_does_not_when_it_is_clicked_on() {
        for ending in ["exe", "html", "svg", "js", "lnk", "desktop", "xhtml", "sh", "xml"] {
            let name = named("Result", Some(&format!("Result.{ending}")), "");
            assert_eq!(name, format!("records/00007-Result.{ending}.data"));
        }
        // Nor by a title's ending.
        assert_eq!(
            named("Result.exe", None, "text/plain"),
            "records/00007-Result.exe.txt"
        );
        assert_eq!(
            named("Result.exe", Some("a.pdf"), ""),
            "records/00007-Result.exe.pdf"
        );
    }
}
