//! The report of work on many people: while it goes on, and when it is over; and the same as a table to keep.

use super::work::{End, Mark, Told, What, Work};
use crate::visit::download;
use crate::{Answer, AsAdmin, Frame, Shared, Voice};
use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use medink_core::error::{Error, Kind, Result};
use medink_core::sheet::Writer;
use medink_words::said;
use std::sync::Arc;

/// The pages of this file.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/admin/report", get(show))
        .route("/admin/report/rows", get(rows))
        .route("/admin/report/stop", post(stop))
        .route("/admin/report/table", get(table))
}

/// The report as far as it is.
struct Report {
    what: What,
    total: Option<usize>,
    /// How many of each.
    done: usize,
    before: usize,
    partly: usize,
    not: usize,
    unclear: usize,
    /// What somebody has to look at, and the rest.
    wrong: Vec<Told>,
    right: Vec<Told>,
    end: Option<End>,
    token: String,
}

impl Report {
    fn of(work: &Work, token: String) -> Self {
        // How it ended first: what is told after that is in the rows already.
        let end = work.ended();
        let rows = work.rows();
        let count = |mark: Mark| rows.iter().filter(|row| row.mark == mark).count();
        let (done, before) = (count(Mark::Done), count(Mark::Before));
        let (partly, not) = (count(Mark::Partly), count(Mark::Not));
        let unclear = count(Mark::Unclear);
        let (right, wrong) = rows
            .into_iter()
            .partition(|row| matches!(row.mark, Mark::Done | Mark::Before));
        Report {
            what: work.what,
            total: work.total,
            done,
            before,
            partly,
            not,
            unclear,
            wrong,
            right,
            end,
            token,
        }
    }

    fn told(&self) -> usize {
        self.wrong.len().saturating_add(self.right.len())
    }

    fn registers(&self) -> bool {
        self.what != What::TopUp
    }
}

#[derive(Template)]
#[template(path = "admin/report.html")]
struct Page {
    frame: Frame,
    report: Report,
}

#[derive(Template)]
#[template(path = "admin/report_rows.html")]
struct Rows {
    frame: Voice,
    report: Report,
}

fn kept(inside: &AsAdmin) -> Result<Arc<Work>> {
    inside
        .unlocked
        .desk
        .work()
        .ok_or_else(|| Error::new(Kind::NotFound, said!("report-none")).next(said!("report-none-next")))
}

fn report(inside: &AsAdmin) -> Result<Report> {
    Ok(Report::of(&*kept(inside)?, inside.session.token.to_string()))
}

async fn show(inside: AsAdmin) -> Answer {
    let report = report(&inside)?;
    inside.page(Page {
        frame: inside.frame(),
        report,
    })
}

/// What a page that watches asks for: the part that changes, which takes no notices from the next page.
async fn rows(inside: AsAdmin) -> Answer {
    let report = report(&inside)?;
    inside.page(Rows {
        frame: inside.voice,
        report,
    })
}

async fn stop(inside: AsAdmin) -> Answer {
    kept(&inside)?.stop();
    inside.go("/admin/report")
}

async fn table(inside: AsAdmin) -> Answer {
    let written = written(&kept(&inside)?.rows(), inside.voice)?;
    Ok(download("medink-report.csv", "text/csv; charset=utf-8", written))
}

/// Its columns are the same in every language, its words in that of the page.
fn written(rows: &[Told], voice: Voice) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut table = Writer::new(&mut out, &["line", "address", "outcome", "why"])?;
    for row in rows {
        let line = row.line.map(|line| line.to_string()).unwrap_or_default();
        let address = row.person.as_ref().map(|person| person.address.as_str());
        let outcome = voice.text(&row.outcome);
        let why = row.why.as_ref().map(|why| voice.text(why)).unwrap_or_default();
        table.row(&[&line, address.unwrap_or_default(), &outcome, &why])?;
    }
    table.end()?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voice::Words;
    use medink_words::Language;

    #[test]
    fn the_report_is_a_table_in_which_nothing_acts() {
        let row = |line, why: Option<&str>| Told {
            line,
            person: None,
            mark: Mark::Not,
            outcome: said!("work-refused"),
            why: why.map(Words::from),
        };
        let rows = [
            row(Some(2), Some("the card, \"as given\", is none")),
            row(None, Some("=1+1")),
            row(None, None),
        ];
        let of = |language| String::from_utf8(written(&rows, Voice { language }).unwrap()).unwrap();
        assert_eq!(
            of(Language::English),
            "\u{feff}line,address,outcome,why\r\n2,,refused,\"the card, \"\"as given\"\", is none\"\r\n\
             ,,refused,'=1+1\r\n,,refused,\r\n"
        );
        assert!(
            of(Language::French).starts_with("\u{feff}line,address,outcome,why\r\n2,,refusé,"),
            "{}",
            of(Language::French)
        );
    }
}
