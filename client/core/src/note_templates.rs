//! Templates of notes: a few that everybody has, and a doctor's own, kept sealed on this machine under a key of the
//! account. A template is the text that a note begins with; it is about nobody.
//!
//! They are bounded in number and size, and are there until they are thrown away by hand. A file that is damaged is said to
//! be, and not written over.

use crate::error::{Error, Kind, Result};
use crate::note::NoteKind;
use crate::remembered::{Found, Remembered};
use crate::{Operation, files, words};
use medink_words::{Language, Said, said};
use scale::{Decode, Encode};
use std::fs::File;

/// Ends the file's name.
const SUFFIX: &str = ".templates";

/// Most templates of one's own.
pub const MOST: usize = 50;

/// Longest text of one, in bytes.
pub const LONGEST: usize = 16 * 1024;

/// A template of one's own.
#[derive(Clone, PartialEq, Eq)]
pub struct Template {
    /// For which notes it is.
    pub kind: NoteKind,
    /// What it is called; no two of a kind are called the same.
    pub name: String,
    /// What a note begins with.
    pub text: String,
}

/// A template that everybody has, in every language: the keys of its name and of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltIn {
    name: &'static str,
    text: &'static str,
}

impl BuiltIn {
    /// What it is called. In English that is what names it to programs, such as a form.
    pub fn name(&self) -> Said {
        Said::new(self.name, Vec::new())
    }

    /// What a note begins with, but for the end of its last line.
    pub fn text(&self) -> Said {
        Said::new(self.text, Vec::new())
    }

    /// Whether that is its name to programs.
    pub fn is(&self, name: &str) -> bool {
        self.name().to_string() == name
    }

    /// Whether it is called so in any language.
    fn is_called(&self, name: &str) -> bool {
        let own = self.name();
        Language::all()
            .into_iter()
            .any(|language| own.in_language(language) == name)
    }
}

const SOAP: BuiltIn = BuiltIn {
    name: "template-soap",
    text: "template-soap-text",
};
const FINDINGS: BuiltIn = BuiltIn {
    name: "template-findings",
    text: "template-findings-text",
};
const GOALS: BuiltIn = BuiltIn {
    name: "template-goals",
    text: "template-goals-text",
};
const PRESCRIPTION: BuiltIn = BuiltIn {
    name: "template-prescription",
    text: "template-prescription-text",
};

/// The templates that everybody has for notes of a kind.
pub fn built_in(kind: NoteKind) -> &'static [BuiltIn] {
    match kind {
        NoteKind::Diagnosis => &[SOAP, FINDINGS],
        NoteKind::TreatmentPlan => &[GOALS, SOAP],
        NoteKind::Medication => &[PRESCRIPTION],
    }
}

/// A template as the file has it.
#[derive(Clone, Encode, Decode)]
struct Line {
    kind: u8,
    name: String,
    text: String,
}

const KINDS: [NoteKind; 3] = [NoteKind::Diagnosis, NoteKind::TreatmentPlan, NoteKind::Medication];

fn code(kind: NoteKind) -> u8 {
    match kind {
        NoteKind::Diagnosis => 0,
        NoteKind::TreatmentPlan => 1,
        NoteKind::Medication => 2,
    }
}

/// All templates, kept or to be kept.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Templates(Vec<Template>);

impl Templates {
    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        let lines = Vec::<Line>::decode(&mut &*bytes).ok()?;
        let templates = lines.into_iter().map(|line| {
            Some(Template {
                kind: KINDS.into_iter().find(|kind| code(*kind) == line.kind)?,
                name: line.name,
                text: line.text,
            })
        });
        templates.collect::<Option<Vec<_>>>().map(Templates)
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let lines: Vec<Line> = self
            .0
            .iter()
            .map(|one| Line {
                kind: code(one.kind),
                name: one.name.clone(),
                text: one.text.clone(),
            })
            .collect();
        lines.encode()
    }

    fn find(&mut self, kind: NoteKind, name: &str) -> Option<&mut Template> {
        self.0.iter_mut().find(|one| one.kind == kind && one.name == name)
    }

    fn add(&mut self, template: Template) -> Result<()> {
        check_name(&template.name)?;
        if template.text.trim().is_empty() {
            return Err(
                Error::new(Kind::Usage, said!("core-template-empty")).next(said!("core-template-empty-next"))
            );
        }
        if template.text.len() > LONGEST {
            return Err(
                Error::new(Kind::Usage, said!("core-template-too-long", longest = LONGEST))
                    .next(said!("core-template-too-long-next")),
            );
        }
        if self.0.len() >= MOST {
            return Err(
                Error::new(Kind::Refused, said!("core-templates-full", most = MOST))
                    .next(said!("core-templates-full-next")),
            );
        }
        self.is_free(template.kind, &template.name)?;
        self.0.push(template);
        Ok(())
    }

    fn rename(&mut self, kind: NoteKind, name: &str, to: &str) -> Result<()> {
        check_name(to)?;
        if name != to {
            self.is_free(kind, to)?;
        }
        let one = self.find(kind, name).ok_or_else(gone)?;
        to.clone_into(&mut one.name);
        Ok(())
    }

    fn remove(&mut self, kind: NoteKind, name: &str) {
        self.0.retain(|one| one.kind != kind || one.name != name);
    }

    fn is_free(&self, kind: NoteKind, name: &str) -> Result<()> {
        let own = self.0.iter().any(|one| one.kind == kind && one.name == name);
        match own || built_in(kind).iter().any(|taken| taken.is_called(name)) {
            true => {
                Err(Error::new(Kind::Usage, said!("core-template-taken"))
                    .next(said!("core-template-taken-next")))
            }
            false => Ok(()),
        }
    }
}

fn check_name(name: &str) -> Result<()> {
    if name.trim().is_empty() {
        return Err(
            Error::new(Kind::Usage, said!("core-template-unnamed")).next(said!("core-template-unnamed-next"))
        );
    }
    words::check_title(name)
}

fn gone() -> Error {
    Error::new(Kind::NotFound, said!("core-no-template")).next(said!("core-no-template-next"))
}

/// Where they are kept.
struct Place(Remembered);

impl Place {
    fn read(&self) -> Result<Templates> {
        let path = self.0.path().display().to_string();
        let content = match self.0.read() {
            Ok(Found::Nothing) => return Ok(Templates::default()),
            Ok(Found::Content(content)) => Some(content),
            Ok(Found::Damaged) => None,
            Err(error) => return Err(Error::io(said!("core-reading-templates", path = path), &error)),
        };
        content
            .and_then(|bytes| Templates::decode(&bytes))
            .ok_or_else(|| {
                Error::new(Kind::Damaged, said!("core-templates-damaged", path = path))
                    .next(said!("core-templates-damaged-next"))
            })
    }

    /// Two programs at once do it one after the other.
    fn change(&self, change: impl FnOnce(&mut Templates) -> Result<()>) -> Result<()> {
        let path = self.0.path();
        let failed = |error: &std::io::Error| {
            let path = path.display().to_string();
            Error::io(said!("core-keeping-templates", path = path), error)
        };
        let lock = File::create(path.with_extension("templates-lock")).map_err(|e| failed(&e))?;
        lock.lock().map_err(|e| failed(&e))?;
        let mut templates = self.read()?;
        change(&mut templates)?;
        self.0.write(&templates.encode(), || said!("core-file-templates"))
    }
}

impl Operation<'_> {
    fn templates_at(&self) -> Place {
        Place(self.remembered("medink/v1/note-templates", &[], SUFFIX))
    }

    /// The actor's own templates, in the order in which they were made.
    ///
    /// # Errors
    /// [`Kind::Damaged`], [`Kind::Io`].
    pub async fn note_templates(&self) -> Result<Vec<Template>> {
        let place = self.templates_at();
        Ok(files::apart(move || place.read()).await?.0)
    }

    /// Keeps a template.
    ///
    /// # Errors
    /// [`Kind::Usage`] for a name that is none, too long or taken, and for a text that is none or longer than [`LONGEST`];
    /// [`Kind::Refused`] where there are [`MOST`]; [`Kind::Damaged`], [`Kind::Io`].
    pub async fn keep_note_template(&self, template: Template) -> Result<()> {
        let place = self.templates_at();
        files::apart(move || place.change(|all| all.add(template))).await
    }

    /// Calls a template something else.
    ///
    /// # Errors
    /// [`Kind::NotFound`] where there is none; the others as for keeping one.
    pub async fn rename_note_template(&self, kind: NoteKind, name: String, to: String) -> Result<()> {
        let place = self.templates_at();
        files::apart(move || place.change(|all| all.rename(kind, &name, &to))).await
    }

    /// Throws a template away; it may be gone already.
    ///
    /// # Errors
    /// [`Kind::Damaged`], [`Kind::Io`].
    pub async fn drop_note_template(&self, kind: NoteKind, name: String) -> Result<()> {
        let place = self.templates_at();
        files::apart(move || {
            place.change(|all| {
                all.remove(kind, &name);
                Ok(())
            })
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_seal::Account;

    fn place(folder: &std::path::Path, who: &str) -> Place {
        let key = Account::from_suri(who).unwrap().journal_key().unwrap();
        Place(Remembered::new(folder, format!("one{SUFFIX}"), key))
    }

    fn template(name: &str, text: &str) -> Template {
        Template {
            kind: NoteKind::Diagnosis,
            name: name.into(),
            text: text.into(),
        }
    }

    fn names(place: &Place) -> Vec<String> {
        place.read().unwrap().0.into_iter().map(|one| one.name).collect()
    }

    #[test]
    fn templates_are_kept_sealed_renamed_and_thrown_away() {
        let folder = tempfile::tempdir().unwrap();
        let place = place(folder.path(), "//House");
        assert!(names(&place).is_empty());
        place
            .change(|all| all.add(template("Knee", "quagga:\n")))
            .unwrap();
        place.change(|all| all.add(template("Hip", "Gait:\n"))).unwrap();
        let sealed = std::fs::read(place.0.path()).unwrap();
        assert!(
            !sealed
                .windows(6)
                .any(|part| part == b"quagga" || part == b"Knee\0\0")
        );
        // One that is called so is there already, its own or everybody's in any language; of another kind there may be one.
        for taken in ["Knee", "SOAP", "Constats et conduite à tenir"] {
            let error = place.change(|all| all.add(template(taken, "x"))).unwrap_err();
            assert_eq!(error.kind, Kind::Usage);
        }
        let other = Template {
            kind: NoteKind::Medication,
            ..template("Knee", "x")
        };
        place.change(|all| all.add(other)).unwrap();
        place
            .change(|all| all.rename(NoteKind::Diagnosis, "Knee", "Left knee"))
            .unwrap();
        assert_eq!(names(&place), ["Left knee", "Hip", "Knee"]);
        let error = place.change(|all| all.rename(NoteKind::Diagnosis, "Hip", "Left knee"));
        assert_eq!(error.unwrap_err().kind, Kind::Usage);
        let error = place.change(|all| all.rename(NoteKind::Diagnosis, "Knee", "Toe"));
        assert_eq!(error.unwrap_err().kind, Kind::NotFound);
        place
            .change(|all| {
                all.remove(NoteKind::Diagnosis, "Left knee");
                Ok(())
            })
            .unwrap();
        assert_eq!(names(&place), ["Hip", "Knee"]);
    }

    #[test]
    fn as_many_and_as_long_as_there_may_be_can_be_sealed_and_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let place = place(folder.path(), "//House");
        let longest = "x".repeat(LONGEST);
        for n in 0..MOST {
            place
                .change(|all| all.add(template(&format!("{n}"), &longest)))
                .unwrap();
        }
        let error = place
            .change(|all| all.add(template("one more", "x")))
            .unwrap_err();
        assert_eq!(error.kind, Kind::Refused);
        place
            .change(|all| {
                all.remove(NoteKind::Diagnosis, "0");
                Ok(())
            })
            .unwrap();
        for (name, text) in [
            ("long", format!("{longest}x")),
            ("blank", " \n".to_owned()),
            (" ", "x".to_owned()),
        ] {
            let error = place.change(|all| all.add(template(name, &text))).unwrap_err();
            assert_eq!(error.kind, Kind::Usage, "{name}");
        }
        assert_eq!(names(&place).len(), MOST - 1);
    }

    #[test]
    fn a_damaged_file_is_told_and_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let house = place(folder.path(), "//House");
        house.change(|all| all.add(template("Knee", "x"))).unwrap();
        let sealed = std::fs::read(house.0.path()).unwrap();
        std::fs::write(house.0.path(), &sealed[1..]).unwrap();
        for error in [
            house.read().map(|_| ()),
            house.change(|all| all.add(template("Hip", "x"))),
            place(folder.path(), "//Wilson").read().map(|_| ()),
        ] {
            assert_eq!(error.unwrap_err().kind, Kind::Damaged);
        }
        assert_eq!(std::fs::read(house.0.path()).unwrap(), &sealed[1..]);
    }

    #[test]
    fn every_kind_of_note_has_templates() {
        for kind in KINDS {
            assert!(!built_in(kind).is_empty());
            for one in built_in(kind) {
                for language in Language::all() {
                    let (name, text) = (one.name().in_language(language), one.text().in_language(language));
                    assert!(one.is_called(&name) && words::check_title(&name).is_ok());
                    assert!(text.lines().count() > 5 && text.len() <= LONGEST, "{text}");
                }
            }
        }
        assert!(built_in(NoteKind::Diagnosis).contains(&SOAP));
    }
}
