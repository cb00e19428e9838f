//! How fast medink is, each row beside a limit or a rival that is measured in the same run: `cargo xtask bench`.
//!
//! A ratio says how often the rival's speed that is: above 1 medink is faster. Rows that need a program that is not here say
//! which, and are left out. Nothing is asserted; what the figures come to depends on the machine.
//!
//! `--json FILE` writes the table for programs; `--only ROWS` (a comma between them) leaves the others out; `--records N`
//! and `--mib N` say how long the lists and how large the document.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod calls;
mod disk;
mod kubo;
mod large;
mod many;
mod table;

use std::path::PathBuf;
use table::Table;

/// What is measured.
pub struct Wish {
    /// How many records a list has.
    records: usize,
    /// How many MiB the large document has.
    mib: usize,
    /// How often each thing is measured.
    rounds: usize,
    only: Vec<String>,
    json: Option<PathBuf>,
}

impl Wish {
    fn read() -> Wish {
        let mut wish = Wish {
            records: 10_000,
            mib: 1024,
            rounds: 5,
            only: Vec::new(),
            json: None,
        };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            // What cargo says to every benchmark.
            if word == "--bench" {
                continue;
            }
            let value = words.next().unwrap_or_else(|| panic!("{word} has no value"));
            match word.as_str() {
                "--records" => wish.records = value.parse().expect("a number"),
                "--mib" => wish.mib = value.parse().expect("a number"),
                "--rounds" => wish.rounds = value.parse().expect("a number"),
                "--only" => wish.only = value.split(',').map(str::to_owned).collect(),
                "--json" => wish.json = Some(value.into()),
                _ => panic!("{word} is no option"),
            }
        }
        wish
    }

    fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == name)
    }
}

/// Measures a part of the table.
type Measure = fn(&Wish, &mut Table);

fn main() {
    let wish = Wish::read();
    let mut table = Table::default();
    let parts: [(&str, Measure); 5] = [
        ("calls", calls::measure),
        ("many", many::measure),
        ("list", many::list),
        ("large", large::measure),
        ("kubo", kubo::measure),
    ];
    for (name, measure) in parts {
        if wish.wants(name) {
            eprintln!("measuring: {name}");
            measure(&wish, &mut table);
        }
    }
    print!("{table}");
    if let Some(path) = &wish.json {
        std::fs::write(path, table.json().to_string()).expect("the file can be written");
    }
}
