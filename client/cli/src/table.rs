//! Tables for people. On a terminal they fit its width: words that people wrote are cut first, then addresses, each with an
//! ellipsis in place of the rest; then columns that hold nothing are left out, and those that can be spared. What is counted
//! is the place that characters take on a screen, and what belongs together (a letter and its accents, the parts of an emoji)
//! stays together.
//!
//! Numbers, times and states are never cut, nor is what a decision rests on. Nothing is cut where no width is given: in pipes
//! and files, and under `--wide`. Programs get JSON, which never passes here.

use crate::language;
use comfy_table::{ColumnConstraint, ContentArrangement, Row, Table, Width, presets};
use medink_core::words;
use medink_words::Said;
use unicode_width::UnicodeWidthStr;

/// A column: the key of its head, and what may be cut of its cells.
#[derive(Debug, Clone, Copy)]
pub enum Column {
    /// Nothing.
    Whole(&'static str),
    /// Words that somebody wrote.
    Words(&'static str),
    /// An account's address: its beginning is left.
    Address(&'static str),
    /// Nothing, but it is left out where there is no room for it.
    Spare(&'static str),
}

/// What is left of words at the least.
const LEAST_WORDS: u16 = 12;
/// What words are given before anything is shown that can be spared.
const READABLE: u16 = 24;
/// How many characters are left of an address, as where the core shortens one.
const LEFT_OF_ADDRESS: usize = 8;
const ELLIPSIS: &str = "…";
/// What stands in a cell that holds nothing.
const NOTHING: &str = "-";
/// Between two columns.
const GAP: u16 = 2;

impl Column {
    /// In the reader's language.
    fn head(self) -> String {
        match self {
            Column::Whole(key) | Column::Words(key) | Column::Address(key) | Column::Spare(key) => {
                language::plain(&Said::new(key, Vec::new()))
            }
        }
    }

    /// The least place it needs, if its widest cell takes `wide` and words are cut to `words`.
    fn least(self, wide: u16, words: u16) -> u16 {
        match self {
            Column::Words(_) => wide.min(words),
            Column::Whole(_) | Column::Address(_) | Column::Spare(_) => wide,
        }
    }
}

/// A table that is at most `room` wide where that can be had by cutting what may be cut.
pub fn table(room: Option<u16>, columns: &[Column], rows: Vec<Vec<String>>) -> String {
    let mut sheet = Sheet {
        columns: columns.to_vec(),
        rows: rows
            .iter()
            .map(|row| row.iter().map(|cell| words::shown(cell).into_owned()).collect())
            .collect(),
        widths: Vec::new(),
    };
    sheet.measure();
    let table = match room {
        Some(room) if room < total(sheet.widths.iter().copied()) => {
            sheet.shrink_to(room);
            sheet.fitted(room)
        }
        _ => sheet.laid_out(),
    };
    table
        .lines()
        // The place that is left beside the first column.
        .map(|line| line.strip_prefix(' ').unwrap_or(&line).trim_end().to_owned())
        .collect::<Vec<_>>()
        .join("\n")
}

/// What is to be shown.
struct Sheet {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
    /// What the widest cell of each column takes.
    widths: Vec<u16>,
}

impl Sheet {
    fn measure(&mut self) {
        let mut widths: Vec<usize> = self.columns.iter().map(|column| column.head().width()).collect();
        for row in &self.rows {
            for (wide, cell) in widths.iter_mut().zip(row) {
                *wide = cell.width().max(*wide);
            }
        }
        let bounded = |wide| u16::try_from(wide).unwrap_or(u16::MAX);
        self.widths = widths.into_iter().map(bounded).collect();
    }

    /// Shortens addresses where they would not even leave the least to words, and leaves columns out where words would not be
    /// readable.
    fn shrink_to(&mut self, room: u16) {
        if self.least(LEAST_WORDS) > room {
            self.shorten_addresses();
        }
        let empty = |sheet: &Self, at: usize| {
            let mut cells = sheet.rows.iter().filter_map(|row| row.get(at));
            cells.all(|cell| cell == NOTHING)
        };
        let spare = |sheet: &Self, at: usize| matches!(sheet.columns.get(at), Some(Column::Spare(_)));
        for dispensable in [empty, spare] {
            // From the right: what comes first says most.
            for at in (0..self.columns.len()).rev() {
                if self.least(READABLE) > room && dispensable(self, at) {
                    self.leave_out(at);
                }
            }
        }
    }

    /// How wide it is at the least, with words cut to so many columns.
    fn least(&self, words: u16) -> u16 {
        let columns = self.columns.iter().zip(&self.widths);
        total(columns.map(|(column, wide)| column.least(*wide, words)))
    }

    fn shorten_addresses(&mut self) {
        for row in &mut self.rows {
            for (column, cell) in self.columns.iter().zip(row) {
                if matches!(column, Column::Address(_)) {
                    shorten(cell);
                }
            }
        }
        self.measure();
    }

    fn leave_out(&mut self, at: usize) {
        self.columns.remove(at);
        self.widths.remove(at);
        for row in &mut self.rows {
            if at < row.len() {
                row.remove(at);
            }
        }
    }

    fn laid_out(&self) -> Table {
        // A cell is one line, cut where its place ends. What it has no character of is no place for a line to break.
        let line = |cells: Vec<&str>| {
            let mut row = Row::from(cells);
            row.max_height(1);
            row
        };
        let heads: Vec<String> = self.columns.iter().map(|column| column.head()).collect();
        let mut table = Table::new();
        table
            .load_style(presets::NOTHING)
            .set_delimiter('\0')
            .set_truncation_indicator(ELLIPSIS)
            .set_header(line(heads.iter().map(String::as_str).collect()));
        for row in &self.rows {
            table.add_row(line(row.iter().map(String::as_str).collect()));
        }
        table
    }

    /// A table with words cut so that it is no wider than `room`.
    fn fitted(&self, room: u16) -> Table {
        let mut table = self.laid_out();
        let columns = self.columns.iter().zip(&self.widths);
        for ((column, wide), laid) in columns.zip(table.column_iter_mut()) {
            laid.set_constraint(match column {
                Column::Words(_) => ColumnConstraint::LowerBoundary(Width::Fixed(
                    column.least(*wide, LEAST_WORDS).saturating_add(GAP),
                )),
                Column::Whole(_) | Column::Address(_) | Column::Spare(_) => ColumnConstraint::ContentWidth,
            });
        }
        table
            .set_content_arrangement(ContentArrangement::Dynamic)
            // With the place beside the first and the last column, which is taken away again.
            .set_width(room.saturating_add(GAP));
        table
    }
}

/// How wide a table is whose columns are.
fn total(columns: impl IntoIterator<Item = u16>) -> u16 {
    columns
        .into_iter()
        .reduce(|sum, wide| sum.saturating_add(GAP).saturating_add(wide))
        .unwrap_or_default()
}

fn shorten(address: &mut String) {
    // Addresses are ASCII, and what is not was no address.
    if let Some(start) = address.get(..LEFT_OF_ADDRESS)
        && address.len() > LEFT_OF_ADDRESS.saturating_add(1)
        && address.is_ascii()
    {
        *address = format!("{start}{ELLIPSIS}");
    }
}

#[cfg(test)]
mod tests {
    use super::Column::{Address, Spare, Whole, Words};
    use super::*;

    const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

    fn one(title: &str) -> Vec<Vec<String>> {
        vec![vec!["1".into(), title.into(), "2026-05-09".into()]]
    }

    const COLUMNS: &[Column] = &[Whole("NO"), Words("TITLE"), Whole("ADDED")];

    #[test]
    fn a_cell_forges_no_row() {
        let title = "Scan\n9   here  \u{1b}[2J\0\u{202e}fdp";
        let text = table(None, COLUMNS, one(title));
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(
            text.contains("Scan\\u{a}9   here  \\u{1b}[2J\\u{0}\\u{202e}fdp"),
            "{text}"
        );
    }

    #[test]
    fn titles_of_every_script_are_cut_to_the_room_there_is() {
        for title in [
            "Blood count of the ninth of May, taken at the house",
            "تحليل الدم الشامل في اليوم التاسع من شهر مايو في المستشفى",
            "二〇二六年五月九日在家中采集的全血细胞计数检验报告单",
            // Each letter with an accent that takes no place of its own.
            "a\u{301}e\u{301}i\u{301}o\u{301}u\u{301}a\u{301}e\u{301}i\u{301}o\u{301}u\u{301}a\u{301}e\u{301}i\u{301}o\u{301}u\u{301}",
            "👩\u{200d}⚕️👩\u{200d}⚕️👩\u{200d}⚕️👩\u{200d}⚕️👩\u{200d}⚕️👩\u{200d}⚕️👩\u{200d}⚕️👩\u{200d}⚕️👩\u{200d}⚕️👩\u{200d}⚕️",
        ] {
            let whole = table(None, COLUMNS, one(title));
            assert!(whole.contains(title), "{whole}");
            let needed = u16::try_from(whole.lines().map(|line| line.width()).max().unwrap()).unwrap();
            assert_eq!(
                table(Some(needed), COLUMNS, one(title)),
                whole,
                "what fits is not cut"
            );
            for room in 28..needed {
                let text = table(Some(room), COLUMNS, one(title));
                assert_eq!(text.lines().count(), 2, "{text}");
                for line in text.lines() {
                    assert!(
                        line.width() <= usize::from(room),
                        "{} in {room}:\n{text}",
                        line.width()
                    );
                }
                let (kept, rest) = text.split_once('…').unwrap();
                let kept = kept.lines().last().unwrap().trim_start_matches("1   ");
                assert!(title.starts_with(kept) && !kept.is_empty(), "{text}");
                let next = title.strip_prefix(kept).unwrap().chars().next().unwrap();
                assert!(
                    !matches!(next, '\u{301}' | '\u{200d}' | '\u{fe0f}' | '⚕'),
                    "{text}"
                );
                assert!(!kept.ends_with('\u{200d}'), "{text}");
                assert!(rest.trim_start().starts_with("2026-05-09"), "{text}");
            }
        }
    }

    #[test]
    fn addresses_are_cut_after_words_and_nothing_else_is() {
        let columns = &[Address("WHO"), Whole("STATE"), Words("NAME")];
        let rows = || {
            vec![vec![
                ALICE.into(),
                "suspended".into(),
                "Gregory House of Princeton".into(),
            ]]
        };
        let text = table(Some(80), columns, rows());
        assert!(
            text.contains(ALICE) && text.contains("Gregory House of P…"),
            "{text}"
        );
        let text = table(Some(60), columns, rows());
        assert!(
            text.contains("5GrwvaEF…  suspended  Gregory House of Princeton"),
            "{text}"
        );
        // Where nothing more can be cut, lines are longer than the terminal.
        let text = table(Some(5), columns, rows());
        assert!(text.contains("5GrwvaEF…  suspended  Gregory Hou…"), "{text}");
    }

    #[test]
    fn columns_are_left_out_last() {
        let columns = &[
            Whole("NO"),
            Whole("AMENDS"),
            Words("TITLE"),
            Spare("TYPE"),
            Spare("BYTES"),
        ];
        let rows = || {
            vec![
                ["1", "-", "Blood count", "text/plain", "17"]
                    .map(str::to_owned)
                    .to_vec(),
            ]
        };
        let head = |room: u16| {
            table(Some(room), columns, rows())
                .lines()
                .next()
                .unwrap()
                .to_owned()
        };
        assert_eq!(head(42), "NO  AMENDS  TITLE        TYPE        BYTES");
        assert_eq!(head(41), "NO  TITLE        TYPE        BYTES");
        assert_eq!(head(34), "NO  TITLE        TYPE        BYTES");
        assert_eq!(head(33), "NO  TITLE        TYPE");
        assert_eq!(head(20), "NO  TITLE");
    }
}
