//! Tables of GFM.

use super::inline::{Line, inline};
use crate::content::{Cell, Table};

/// The lines of a table, without its caption; none if it has no cell.
pub(super) fn lines(table: &Table) -> Vec<String> {
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    if columns == 0 {
        return Vec::new();
    }
    let (head, body) =
        if table.head == 0 { (None, &table.rows[..]) } else { (table.rows.first(), &table.rows[1..]) };
    let empty = Vec::new();
    let mut lines = vec![row(head.unwrap_or(&empty), columns), format!("|{}", " --- |".repeat(columns))];
    // Readers fill up short rows.
    lines.extend(body.iter().map(|cells| row(cells, 1)));
    lines
}

fn row(cells: &[Option<Cell>], columns: usize) -> String {
    let mut line = "|".to_owned();
    for cell in cells {
        let words = cell.as_ref().map_or_else(String::new, |cell| inline(&cell.text, Line::Within));
        line.push(' ');
        // In a row even those of code and formulas divide cells.
        line.push_str(&words.replace('|', "\\|"));
        line.push_str(" |");
    }
    line.push_str(&"  |".repeat(columns.saturating_sub(cells.len())));
    line
}
