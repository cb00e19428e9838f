use super::*;
use crate::registration::card_of;
use medink_seal::Account;

fn card(who: &str) -> String {
    card_of(&Account::from_suri(who).unwrap()).unwrap().to_text()
}

fn read(of: Of, text: &str) -> Vec<(u64, Result<()>)> {
    let roster = Roster::read(of, text.as_bytes()).unwrap();
    assert_eq!((roster.len(), roster.is_empty()), (roster.lines.len(), false));
    let lines = roster.lines.into_iter();
    lines.map(|line| (line.number, line.what.map(|_| ()))).collect()
}

#[test]
fn every_column_is_a_field_of_the_profile_and_every_field_a_column() {
    fn fields<P: profile::Named>() -> Vec<&'static str> {
        let mut fields = vec!["card"];
        fields.extend(P::FIELDS.split(", "));
        fields
    }
    let columns = |of: Of| of.columns().iter().map(|it| it.name).collect::<Vec<_>>();
    assert_eq!(columns(Of::Doctors), fields::<DoctorProfile>());
    assert_eq!(columns(Of::Patients), fields::<PatientProfile>());
}

#[test]
fn what_may_have_happened_is_not_called_undone_and_ends_the_run() {
    let of = |kind| Error::new(kind, medink_words::said!("core-stopped"));
    for kind in [Kind::Unknown, Kind::Interrupted] {
        assert!(matches!(Outcome::unregistered(of(kind)), Outcome::Unclear(_)));
        assert!(matches!(Outcome::unfunded(of(kind)), Outcome::FundingUnclear(_)));
        assert!(Outcome::unregistered(of(kind)).ends().is_some());
    }
    for (kind, ends) in [(Kind::Funds, true), (Kind::Refused, false)] {
        assert_eq!(Outcome::unregistered(of(kind)), Outcome::Refused(of(kind)));
        assert_eq!(Outcome::unfunded(of(kind)), Outcome::NotFunded(of(kind)));
        assert_eq!(Outcome::unregistered(of(kind)).ends().is_some(), ends);
    }
    assert_eq!(Outcome::AlreadyWithNothing.ends(), None);
}

#[test]
fn a_line_that_is_wrong_costs_that_line() {
    let (ada, eve, bob) = (card("//Ada"), card("//Eve"), card("//Bob"));
    let text = format!(
        "card;name;specialty\r\n{ada};د. فاطمة;\r\n{eve};;Surgery\r\nMARKER;MARKER;\r\n;MARKER;\r\n{};MARKER;\r\n{bob};a;b;MARKER\r\n",
        &ada[..40]
    );
    let lines = read(Of::Doctors, &text);
    let good: Vec<u64> = lines
        .iter()
        .filter(|(_, it)| it.is_ok())
        .map(|(n, _)| *n)
        .collect();
    assert_eq!(good, [2], "a doctor has a name");
    assert_eq!(lines.len(), 6);
    for error in lines.into_iter().filter_map(|(_, it)| it.err()) {
        assert_eq!(error.kind, Kind::Usage, "{error}");
        assert!(!error.to_string().contains("MARKER"), "{error}");
    }
}

#[test]
fn the_same_card_on_two_lines_is_nobodys() {
    let (ada, eve) = (card("//Ada"), card("//Eve"));
    // Signed anew, and on a line that is wrong as well.
    let text = format!(
        "card,name\n{ada},MARKER\n{eve},Eve\n{},\n{},Eva\n",
        card("//Ada"),
        card("//Bob")
    );
    let lines = read(Of::Doctors, &text);
    let said: Vec<(u64, String)> = lines
        .into_iter()
        .filter_map(|(number, what)| Some((number, what.err()?.to_string())))
        .collect();
    assert_eq!(said.len(), 2, "{said:?}");
    for ((number, error), (own, other)) in said.iter().zip([(2, 4), (4, 2)]) {
        assert_eq!(*number, own);
        assert!(
            error.contains(&format!("line {other} has the same card")),
            "{error}"
        );
        assert!(!error.contains("MARKER"), "{error}");
    }
}

#[test]
fn a_quote_that_is_not_closed_takes_nobodys_place() {
    let (ada, eve, bob) = (card("//Ada"), card("//Eve"), card("//Bob"));
    for (table, refused) in [
        // In a name; in the card's own cell; in a cell beyond the columns.
        (
            format!("card,name\n{ada},\"MARKER\n{eve},Eve\n{bob},Bob\n"),
            vec![2],
        ),
        (format!("card,name\n{ada},A\n\"{eve},Eve\n{bob},Bob\n"), vec![3]),
        (format!("card,name\n{ada},A,\"\n{eve},\"\n{bob},Bob\n"), vec![2]),
    ] {
        for of in [Of::Doctors, Of::Patients] {
            let wrong: Vec<(u64, Error)> = read(of, &table)
                .into_iter()
                .filter_map(|(number, what)| Some((number, what.err()?)))
                .collect();
            let numbers: Vec<u64> = wrong.iter().map(|(number, _)| *number).collect();
            assert_eq!(numbers, refused, "{table}");
            for (_, error) in wrong {
                assert!(
                    error.what.to_string().contains("a quote is not closed"),
                    "{error}"
                );
                assert!(!error.to_string().contains("MARKER"), "{error}");
            }
        }
    }
}

#[test]
fn nothing_has_to_be_written_of_a_patient() {
    let (ada, eve) = (card("//Ada"), card("//Eve"));
    let lines = read(
        Of::Patients,
        &format!("card,name,birth_date\n{ada},,\n{eve},,1970-01-01\n"),
    );
    assert!(lines[0].1.is_ok());
    assert!(lines[1].1.is_err(), "a profile has a name");
    let none = Roster::read(Of::Patients, b"name\nAda\n").err().unwrap();
    assert!(none.to_string().contains("card"), "{none}");
    assert!(
        Roster::read(Of::Patients, format!("card,specialty\n{ada},x\n").as_bytes()).is_err(),
        "a doctors' table"
    );
}
