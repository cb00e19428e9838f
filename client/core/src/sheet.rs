//! Tables as files: CSV (RFC 4180) as spreadsheets write it, with their separators and marks, read within bounds and
//! written so that no cell acts in the program that opens it.
//!
//! An error never repeats a cell: the first line may be anybody's name where a heading was forgotten.

use crate::error::{Error, Kind, Result};
use medink_words::{Said, said};
use std::io::Write;
use zeroize::Zeroizing;

/// Longest file that is read, in bytes: a registration card alone takes some 1,800.
pub const LONGEST: usize = 2 * 1024 * 1024;

/// Most rows below the heading.
pub const MOST_ROWS: usize = 1_000;

/// Marks a file as UTF-8 for spreadsheets, which else take it for something older.
const MARK: &str = "\u{feff}";

/// What separates cells, as spreadsheets of different languages write it.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// A column that is known.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What a heading may call it besides, in lower case.
    pub also: &'static [&'static str],
}

/// A table that was read.
pub struct Sheet {
    columns: Vec<&'static str>,
    rows: Vec<Row>,
}

/// One row of it.
pub struct Row {
    /// The line of the file that it begins on, from 1.
    pub line: u64,
    cells: Vec<Zeroizing<String>>,
}

impl Row {
    /// What it says, cell by cell, also beyond the columns.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|cell| cell.as_str())
    }
}

impl Sheet {
    /// Reads a file whose first line names its columns, in any order; each of them is one of `known`.
    ///
    /// # Errors
    /// [`Kind::Usage`] for what is no such table, or too large.
    pub fn read(bytes: &[u8], known: &[Column]) -> Result<Self> {
        if bytes.len() > LONGEST {
            return Err(too_large());
        }
        let text = std::str::from_utf8(bytes).map_err(|_| not_text())?;
        let text = text.strip_prefix(MARK).unwrap_or(text);
        if text.contains('\0') {
            return Err(not_text());
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator(text))
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut columns = None;
        let mut rows = Vec::new();
        let mut lines = Lines { text, at: 0, line: 1 };
        for record in reader.records() {
            let record = record.map_err(|_| not_text())?;
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if columns.is_none() {
                columns = Some(headings(&record, known)?);
                continue;
            }
            if rows.len() == MOST_ROWS {
                return Err(too_large());
            }
            rows.push(Row {
                line: lines.of(record.position().map_or(0, csv::Position::byte)),
                cells: record
                    .iter()
                    .map(|cell| Zeroizing::new(cell.trim().to_owned()))
                    .collect(),
            });
        }
        match columns {
            Some(columns) if !rows.is_empty() => Ok(Sheet { columns, rows }),
            _ => Err(Error::new(Kind::Usage, said!("core-sheet-empty"))
                .next(said!("core-sheet-empty-next", columns = told(known)))),
        }
    }

    /// Its rows, in order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Whether it has a column.
    pub fn has(&self, column: &str) -> bool {
        self.columns.contains(&column)
    }

    /// What a row says in a column; none where it says nothing.
    pub fn cell<'r>(&self, row: &'r Row, column: &str) -> Option<&'r str> {
        let place = self.columns.iter().position(|name| *name == column)?;
        let cell = row.cells.get(place)?.as_str();
        (!cell.is_empty()).then_some(cell)
    }

    /// Whether a row has more cells than there are columns, as one whose quotes are wrong has.
    pub fn is_longer(&self, row: &Row) -> bool {
        row.cells
            .iter()
            .skip(self.columns.len())
            .any(|cell| !cell.is_empty())
    }
}

/// Counts lines as an editor shows them. The reader's own count is one short where lines end with two characters: the
/// second of them is read with the next row.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the row that begins at this byte, or behind the line ends that follow it. Rows come in order.
    fn of(&mut self, byte: u64) -> u64 {
        let begin = usize::try_from(byte).unwrap_or(usize::MAX);
        let bytes = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let before = begin.saturating_sub(self.at);
        for (place, letter) in bytes.iter().enumerate() {
            if place >= before && !matches!(letter, b'\r' | b'\n') {
                break;
            }
            self.at = self.at.saturating_add(1);
            self.line = self.line.saturating_add(u64::from(*letter == b'\n'));
        }
        self.line
    }
}

/// What the first line has most of.
fn separator(text: &str) -> u8 {
    let first = text.trim_start().lines().next().unwrap_or_default();
    let count = |separator: u8| first.bytes().filter(|byte| *byte == separator).count();
    let mut best = b',';
    for separator in SEPARATORS {
        if count(separator) > count(best) {
            best = separator;
        }
    }
    best
}

fn headings(record: &csv::StringRecord, known: &[Column]) -> Result<Vec<&'static str>> {
    let mut columns = Vec::new();
    for (place, heading) in (1..).zip(record.iter()) {
        let heading = heading.trim().to_lowercase();
        let plain = heading.replace([' ', '-'], "_");
        let found = known
            .iter()
            .find(|column| column.name == plain || column.also.contains(&heading.as_str()));
        let name = found.map(|column| column.name).ok_or_else(|| {
            Error::new(Kind::Usage, said!("core-sheet-column", place = place))
                .next(said!("core-sheet-column-next", columns = told(known)))
        })?;
        if columns.contains(&name) {
            return Err(Error::new(Kind::Usage, said!("core-sheet-twice", name = name))
                .next(said!("core-sheet-twice-next")));
        }
        columns.push(name);
    }
    Ok(columns)
}

fn told(known: &[Column]) -> Said {
    let names: Vec<&str> = known.iter().map(|column| column.name).collect();
    said!("core-sheet-columns", names = names.join(", "))
}

fn not_text() -> Error {
    Error::new(Kind::Usage, said!("core-sheet-no-csv")).next(said!("core-sheet-no-csv-next"))
}

/// The refusal of a table that is larger than [`LONGEST`] or [`MOST_ROWS`] say.
pub fn too_large() -> Error {
    Error::new(
        Kind::Usage,
        said!(
            "core-sheet-too-large",
            most_rows = MOST_ROWS,
            megabytes = LONGEST / (1024 * 1024)
        ),
    )
    .next(said!("core-sheet-too-large-next"))
}

/// Writes a table, a row at a time.
pub struct Writer<W: Write>(csv::Writer<W>);

impl<W: Write> Writer<W> {
    /// Begins with these headings.
    ///
    /// # Errors
    /// [`Kind::Io`].
    pub fn new(mut out: W, headings: &[&str]) -> Result<Self> {
        out.write_all(MARK.as_bytes()).map_err(|e| unwritten(&e))?;
        let out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        let mut writer = Writer(out);
        writer.row(headings)?;
        Ok(writer)
    }

    /// Writes a row.
    ///
    /// # Errors
    /// [`Kind::Io`].
    pub fn row<C: AsRef<str>>(&mut self, cells: &[C]) -> Result<()> {
        let cells = cells.iter().map(|cell| inert(cell.as_ref()));
        self.0
            .write_record(cells)
            .map_err(|error| match error.into_kind() {
                csv::ErrorKind::Io(error) => unwritten(&error),
                _ => Error::new(Kind::Internal, said!("core-table-unwritten")),
            })
    }

    /// Ends it.
    ///
    /// # Errors
    /// [`Kind::Io`].
    pub fn end(mut self) -> Result<()> {
        self.0.flush().map_err(|e| unwritten(&e))
    }
}

fn unwritten(error: &std::io::Error) -> Error {
    Error::io(said!("core-writing-table"), error).next(said!("core-see-room"))
}

/// A cell as no spreadsheet takes it for a formula: what others wrote must not reckon, or ask a server, where it is read.
/// Spreadsheets of some languages, and those that heed no quotes, begin a cell anew after a semicolon, a tab or a line end.
pub fn inert(cell: &str) -> String {
    let mut written = String::with_capacity(cell.len());
    for (place, part) in cell.split_inclusive([';', '\t', '\r', '\n']).enumerate() {
        let hidden = |c: char| c.is_whitespace() || c.is_control() || c == '"';
        let first = part.trim_start_matches(hidden);
        let begins = place == 0 && part.starts_with(['\t', '\r']);
        if begins || first.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
            written.push('\'');
        }
        written.push_str(part);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [Column; 3] = [
        Column {
            name: "card",
            also: &["registration card"],
        },
        Column {
            name: "name",
            also: &["full name"],
        },
        Column {
            name: "birth_date",
            also: &[],
        },
    ];

    /// The line of a row, and its card and name.
    type Read = (u64, Option<String>, Option<String>);

    fn read(text: &str) -> Result<Vec<Read>> {
        let sheet = Sheet::read(text.as_bytes(), &KNOWN)?;
        let cell = |row, column| sheet.cell(row, column).map(str::to_owned);
        let rows = sheet.rows().iter();
        Ok(rows
            .map(|row| (row.line, cell(row, "card"), cell(row, "name")))
            .collect())
    }

    fn row(line: u64, card: &str, name: &str) -> Read {
        let cell = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (line, cell(card), cell(name))
    }

    #[test]
    fn a_table_is_read_as_any_spreadsheet_writes_it() {
        let all = [row(2, "c1", "Ada, \"Countess\""), row(3, "c2", "فاطمة الزهراء")];
        for text in [
            "card,name\nc1,\"Ada, \"\"Countess\"\"\"\nc2,فاطمة الزهراء\n",
            "\u{feff}card,name\r\nc1,\"Ada, \"\"Countess\"\"\"\r\nc2,فاطمة الزهراء\r\n",
            "card;name\r\nc1;\"Ada, \"\"Countess\"\"\"\r\nc2;فاطمة الزهراء",
            "card\tname\nc1\t\"Ada, \"\"Countess\"\"\"\nc2\tفاطمة الزهراء\n",
            " Registration Card , Full name\nc1,\"Ada, \"\"Countess\"\"\"\nc2, فاطمة الزهراء \n",
        ] {
            assert_eq!(read(text).unwrap(), all, "{text}");
        }
        assert_eq!(
            read("name,card,birth date\nA,c1,1970-01-01\n\n,,\nB\n").unwrap(),
            [row(2, "c1", "A"), row(5, "", "B")]
        );
        assert_eq!(
            read("card,name\r\n\r\nc1,A\r\n\r\n\r\nc2,B\r\n").unwrap(),
            [row(3, "c1", "A"), row(6, "c2", "B")]
        );
        assert_eq!(
            read("card,name\n\"c\n1\",A\nc2,B\n").unwrap()[1],
            row(4, "c2", "B"),
            "a line break within quotes is none of the table's"
        );
    }

    #[test]
    fn what_is_no_table_is_refused_and_never_repeated() {
        for bad in [
            "",
            "\u{feff}",
            "card,name\n",
            "MARKER,card\nx,y\n",
            "Ada MARKER,1815\n",
            "card,card\na,b\n",
            "card,\na,b\n",
            "card\0,name\na,b\n",
        ] {
            let error = read(bad).unwrap_err();
            assert_eq!(error.kind, Kind::Usage, "{bad}");
            assert!(!error.to_string().contains("MARKER"), "{error}");
        }
        let utf16: Vec<u8> = "card,name\na,b\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let latin1 = b"card,name\na,Andr\xe9\n";
        for bad in [utf16.as_slice(), latin1] {
            let error = Sheet::read(bad, &KNOWN).err().unwrap();
            assert!(error.to_string().contains("UTF-8"), "{error}");
        }
    }

    #[test]
    fn a_table_has_bounds() {
        let rows = |n: usize| format!("card,name\n{}", "c,n\n".repeat(n));
        assert_eq!(read(&rows(MOST_ROWS)).unwrap().len(), MOST_ROWS);
        assert!(read(&rows(MOST_ROWS + 1)).is_err());
        let long = format!("card,name\nc,{}\n", "n".repeat(LONGEST));
        assert!(read(&long).is_err());
    }

    #[test]
    fn a_row_with_more_cells_than_columns_is_told() {
        let sheet = Sheet::read(b"card,name\na,b,c\na,b,,\n", &KNOWN).unwrap();
        let longer: Vec<bool> = sheet.rows().iter().map(|row| sheet.is_longer(row)).collect();
        assert_eq!(longer, [true, false]);
        assert!(sheet.has("card") && !sheet.has("birth_date"));
    }

    #[test]
    fn no_cell_that_is_written_acts() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            (" =1", "' =1"),
            ("\t=1", "'\t'=1"),
            ("\"=1", "'\"=1"),
            ("a;=1;-2", "a;'=1;'-2"),
            ("a; \"@x", "a;' \"@x"),
            ("a\t+1", "a\t'+1"),
            ("a\r\n=1\n\n-1", "a\r\n'=1\n\n'-1"),
            ("a\r＝1", "a\r'＝1"),
            ("Princeton; Plainsboro", "Princeton; Plainsboro"),
            ("a\nb-c", "a\nb-c"),
            ("\rx", "'\rx"),
            ("a=1", "a=1"),
            ("", ""),
        ] {
            assert_eq!(inert(cell), written);
        }
        let mut out = Vec::new();
        let mut writer = Writer::new(&mut out, &["name", "what"]).unwrap();
        writer.row(&["=HYPERLINK(\"x\")", "a, b"]).unwrap();
        writer.end().unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\u{feff}name,what\r\n\"'=HYPERLINK(\"\"x\"\")\",\"a, b\"\r\n"
        );
    }
}
