//! The table of what was taken away.

use std::cmp::Reverse;
use std::fmt::Write as _;

use dehusk_batch::{Documents, Tally};
use indicatif::HumanCount;

/// What was taken away by label and by reason, each with its share of all text;
/// nothing where there were no blocks.
pub(super) fn render(documents: &Documents) -> String {
    let all = documents.blocks();
    if all.blocks == 0 {
        return String::new();
    }
    let labels = documents.removed_by_label().into_iter().map(|(label, tally)| (label.name(), tally));
    let reasons = documents.removed_by_reason();
    let removed: Tally = reasons.values().copied().sum();
    let mut rows = vec![header(), row("taken away", 0, removed, all)];
    rows.extend(largest_first(labels).into_iter().map(|(name, tally)| row(name, 1, tally, all)));
    rows.push(["by reason"].map(str::to_owned).to_vec());
    rows.extend(largest_first(reasons).into_iter().map(|(name, tally)| row(name, 1, tally, all)));
    aligned(&rows)
}

fn largest_first<'n>(tallies: impl IntoIterator<Item = (&'n str, Tally)>) -> Vec<(&'n str, Tally)> {
    let mut tallies: Vec<_> = tallies.into_iter().collect();
    tallies.sort_by_key(|(_, tally)| Reverse((tally.bytes, tally.blocks)));
    tallies
}

fn header() -> Vec<String> {
    ["", "blocks", "", "lines", "", "bytes", ""].map(str::to_owned).to_vec()
}

fn row(name: &str, indent: usize, tally: Tally, all: Tally) -> Vec<String> {
    let mut cells = vec![format!("{:indent$}{name}", "", indent = indent * 2)];
    for (part, all) in [(tally.blocks, all.blocks), (tally.lines, all.lines), (tally.bytes, all.bytes)] {
        cells.push(HumanCount(part).to_string());
        cells.push(format!("{:.1}%", part as f64 * 100.0 / all.max(1) as f64));
    }
    cells
}

/// The first column to the left, the others to the right.
fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(String::len).max();
    let widths: Vec<_> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
    let mut table = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            // Writing to a string cannot fail.
            let _ =
                if column == 0 { write!(line, "{cell:width$}") } else { write!(line, "  {cell:>width$}") };
        }
        let _ = writeln!(table, "{}", line.trim_end());
    }
    table
}
