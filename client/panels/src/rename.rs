//! The form that gives a record another title, kind or date, of a patient's page and of a doctor's: what it begins with, and
//! what it says anew. The content stays, and is opened for nobody but the program.

use crate::frame::Notice;
use crate::{Fields, Inside};
use medink_core::error::{Error, Kind, Result};
use medink_core::rename::Redescribed;
use medink_core::when;
use medink_seal::record::Details;
use medink_types::AccountId;
use medink_words::said;

/// Says that the form began with what the record is called, and so an empty field was emptied.
const KNOWN: &str = "known";

/// The form as it begins: with what is known of the record.
pub fn begun(details: Option<&Details>) -> Fields {
    match details {
        None => Fields::default(),
        Some(details) => Fields::of([
            (KNOWN, "yes"),
            ("title", details.title.as_str()),
            ("kind", details.kind.as_str()),
            ("date", details.date.as_deref().unwrap_or_default()),
        ]),
    }
}

/// What the form says anew. Where it did not begin with what the record is called, what is left empty stays as it is.
fn said(form: &Fields, present: &Details) -> Result<Redescribed> {
    let known = form.is(KNOWN, "yes");
    let changed = |name: &str, now: &str| {
        let typed = form.get(name).trim();
        let same = typed == now.trim() || (typed.is_empty() && !known);
        (!same).then(|| typed.to_owned())
    };
    let date = changed("date", present.date.as_deref().unwrap_or_default());
    let date = date.map(|date| match date.is_empty() {
        true => Err(Error::new(Kind::Usage, said!("rename-no-date")).next(said!("rename-no-date-next"))),
        false => when::parse_date(&date),
    });
    Ok(Redescribed {
        title: changed("title", &present.title),
        kind: changed("kind", present.kind.as_str()).map(Into::into),
        date: date.transpose()?,
    })
}

/// What the record is with that.
fn with(present: &Details, new: &Redescribed) -> Details {
    Details {
        title: new.title.clone().unwrap_or_else(|| present.title.clone()),
        kind: new.kind.clone().unwrap_or_else(|| present.kind.clone()),
        date: new.date.clone().or_else(|| present.date.clone()),
        ..present.clone()
    }
}

/// Whether the form says anything that can be said, as far as that is known before the record is opened: a doctor's opening
/// is logged, and paid for.
fn checked(form: &Fields, known: Option<&Details>) -> Result<()> {
    let unknown = Details {
        title: String::new(),
        kind: String::new().into(),
        file_name: None,
        media_type: String::new(),
        size: 0,
        created_ms: 0,
        date: None,
    };
    let new = said(form, known.unwrap_or(&unknown))?;
    if new == Redescribed::default() {
        return Err(Error::new(Kind::Usage, said!("rename-nothing")).next(said!("rename-nothing-next")));
    }
    new.check()
}

/// Renames a record as a form says, once, and tells it on the next page. `known` is what is known of it. Returns the number
/// of the new version; none where this form was done before: where it says something else now, the next page tells that it is
/// not done.
///
/// # Errors
/// Those of [`medink_core::Operation::rename_record`].
pub async fn rename(
    inside: &Inside,
    patient: AccountId,
    (number, known): (u32, Option<&Details>),
    form: &Fields,
) -> Result<Option<u32>> {
    let Some(turn) = inside.unlocked.once.turn(form).await? else {
        // A double click says the same.
        if inside.unlocked.once.said_else(form) {
            let notice = Notice::warning(said!("rename-done-before"));
            inside.session.tell(notice);
        }
        return Ok(None);
    };
    if patient != inside.me() {
        checked(form, known)?;
    }
    let mut now = None;
    let ask = |present: &Details| {
        let new = said(form, present)?;
        now = Some(with(present, &new));
        Ok(new)
    };
    let made = inside
        .operation()
        .rename_record_asking(patient, number, ask)
        .await?;
    turn.done();
    let newer = made.value.number;
    if let Some(details) = now {
        inside.unlocked.wrote(patient, newer, details);
    }
    inside.tell(said!("rename-done", number = newer, old = number), &made.steps);
    Ok(Some(newer))
}

#[cfg(test)]
mod tests {
    use super::*;
    use medink_seal::record::Kind as RecordKind;

    fn present() -> Details {
        Details {
            title: "صورة الصدر".into(),
            kind: RecordKind::Document,
            file_name: None,
            media_type: "text/plain".into(),
            size: 1,
            created_ms: 0,
            date: Some("2020-05".into()),
        }
    }

    fn form(fields: &[(&str, &str)]) -> Fields {
        Fields::of(fields.iter().copied())
    }

    #[test]
    fn a_form_that_is_sent_as_it_began_says_nothing() {
        let began = begun(Some(&present()));
        assert_eq!(began.get("title"), "صورة الصدر");
        assert!(said(&began, &present()).unwrap() == Redescribed::default());
        // Nor does one that began with nothing.
        assert!(said(&begun(None), &present()).unwrap() == Redescribed::default());
    }

    #[test]
    fn what_can_be_told_before_anything_is_opened_is() {
        let began = begun(Some(&present()));
        for (form, known) in [
            (began.clone(), Some(&present())),
            (Fields::default(), None),
            (form(&[("title", &"x".repeat(256))]), None),
            (form(&[("date", "2024-13")]), None),
            (form(&[(KNOWN, "yes"), ("date", "2020-05")]), Some(&present())),
        ] {
            assert_eq!(checked(&form, known).unwrap_err().kind, Kind::Usage);
        }
        checked(&form(&[("kind", "imaging")]), None).unwrap();
    }

    #[test]
    fn what_is_typed_is_said_and_what_is_emptied_is_no_title() {
        let typed = form(&[
            (KNOWN, "yes"),
            ("title", " Chest "),
            ("kind", "imaging"),
            ("date", "2021"),
        ]);
        let new = said(&typed, &present()).unwrap();
        assert_eq!(new.title.as_deref(), Some("Chest"));
        assert!(new.kind == Some(RecordKind::Imaging) && new.date.as_deref() == Some("2021"));
        let now = with(&present(), &new);
        assert!(now.title == "Chest" && now.kind == RecordKind::Imaging && now.media_type == "text/plain");
        // The core refuses what is empty; a date can't be taken away here, either.
        let emptied = form(&[(KNOWN, "yes"), ("kind", "document"), ("date", "2020-05")]);
        assert_eq!(said(&emptied, &present()).unwrap().title.as_deref(), Some(""));
        let undated = form(&[(KNOWN, "yes"), ("title", "صورة الصدر"), ("kind", "document")]);
        let error = said(&undated, &present()).err().unwrap();
        assert!(
            error.kind == Kind::Usage && error.what.to_string().contains("taken away"),
            "{error}"
        );
        for wrong in ["2024-13", "MARKER"] {
            let error = said(&form(&[("date", wrong)]), &present()).err().unwrap();
            assert!(!error.to_string().contains("MARKER"), "{error}");
        }
    }
}
