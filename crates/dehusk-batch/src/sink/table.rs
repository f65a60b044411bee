//! Tables: what records, blocks and drops are as rows of typed columns.
//!
//! Nothing in here knows Parquet: workers make rows, and the part that is open
//! puts them into columns.

use std::mem::size_of;

use serde::Serialize;

use super::cells::Cells;

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Values {
    /// Strings of which many are short, or the same.
    Text,
    /// Texts: long, and no two the same.
    Prose,
    /// Lists of strings.
    TextList,
    Int,
    IntList,
    Float,
    Bool,
}

/// Whether every row has a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    Required,
    Optional,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) values: Values,
    pub(crate) presence: Presence,
}

/// The columns of a kind of rows, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// What the rows are: `records`, `blocks` or `drops`.
    pub(crate) name: &'static str,
    pub(crate) columns: Vec<Column>,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Null,
    Text(String),
    Int(i64),
    Float(f64),
    Bool(bool),
    Texts(Vec<String>),
    Ints(Vec<i64>),
}

/// A row of a table, in the order of its columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub(crate) cells: Vec<Cell>,
}

/// A column whose rows all have a value.
const fn required(name: &'static str, values: Values) -> Column {
    Column { name, values, presence: Presence::Required }
}

const fn optional(name: &'static str, values: Values) -> Column {
    Column { name, values, presence: Presence::Optional }
}

/// The fields of [`dehusk::Record`], in their order; dates are strings, as in JSON.
const RECORD: [Column; dehusk::Record::FIELDS.len()] = [
    required("schema", Values::Int),
    required("id", Values::Text),
    optional("url", Values::Text),
    optional("title", Values::Text),
    optional("author", Values::Text),
    required("authors", Values::TextList),
    optional("date", Values::Text),
    optional("date_time", Values::Text),
    optional("modified", Values::Text),
    optional("language", Values::Text),
    optional("declared_language", Values::Text),
    optional("detected_language", Values::Text),
    required("categories", Values::TextList),
    required("tags", Values::TextList),
    optional("site_name", Values::Text),
    optional("description", Values::Text),
    optional("canonical_url", Values::Text),
    optional("image", Values::Text),
    optional("licence", Values::Text),
    optional("page_type", Values::Text),
    optional("source_line", Values::Text),
    required("text", Values::Prose),
    required("input_kind", Values::Text),
    required("quality", Values::Float),
    required("encoding", Values::Text),
    required("notes", Values::TextList),
];

/// The column that holds the fields that were passed on, as one JSON object a
/// row: what fields lines have is known when the last is read, and the columns
/// of a file when the first row is written.
pub(crate) const INPUT_FIELDS: Column = optional("input_fields", Values::Prose);

const BLOCK: [Column; 13] = [
    required("id", Values::Text),
    required("block", Values::Int),
    required("kind", Values::Text),
    optional("level", Values::Int),
    required("label", Values::Text),
    required("kept", Values::Bool),
    required("score", Values::Float),
    required("reason", Values::Text),
    optional("cue", Values::Text),
    optional("refers_to", Values::Int),
    optional("span", Values::IntList),
    required("lines", Values::Int),
    required("bytes", Values::Int),
];

const DROP: [Column; 8] = [
    optional("id", Values::Text),
    optional("url", Values::Text),
    required("outcome", Values::Text),
    required("reason", Values::Text),
    required("input", Values::Text),
    optional("line", Values::Int),
    optional("offset", Values::Int),
    required("message", Values::Text),
];

impl Table {
    /// Records, with the column of fields that are passed on where some are.
    pub(crate) fn records(keeps_fields: bool) -> Self {
        let mut columns = RECORD.to_vec();
        columns.extend(keeps_fields.then_some(INPUT_FIELDS));
        Self { name: "records", columns }
    }

    /// Rows of blocks, with their text or without.
    pub(crate) fn blocks(with_text: bool) -> Self {
        let mut columns = BLOCK.to_vec();
        columns.extend(with_text.then_some(required("text", Values::Prose)));
        Self { name: "blocks", columns }
    }

    /// Rows of records that are not in the output.
    pub(crate) fn drops() -> Self {
        Self { name: "drops", columns: DROP.to_vec() }
    }

    /// The row of a struct, as its JSON would be: each of its fields in the
    /// column of that name, null in columns that it has no field for.
    pub(crate) fn row(&self, value: &impl Serialize) -> Row {
        let mut cells = Cells::new(&self.columns);
        // Nothing that is a row has a shape that cells refuse.
        let _ = value.serialize(&mut cells);
        Row { cells: cells.into_row() }
    }
}

impl Row {
    /// Puts a value into the last column.
    pub(crate) fn set_last(&mut self, cell: Cell) {
        if let Some(last) = self.cells.last_mut() {
            *last = cell;
        }
    }

    /// Bytes that the row takes in memory, as far as they depend on what is in it.
    pub(crate) fn weight(&self) -> usize {
        let heap = |cell: &Cell| match cell {
            Cell::Text(text) => text.len(),
            Cell::Texts(texts) => texts.iter().map(|text| text.len() + size_of::<String>()).sum(),
            Cell::Ints(ints) => ints.len() * size_of::<i64>(),
            Cell::Null | Cell::Int(_) | Cell::Float(_) | Cell::Bool(_) => 0,
        };
        self.cells.iter().map(|cell| size_of::<Cell>() + heap(cell)).sum()
    }
}

#[cfg(test)]
mod tests {
    use dehusk::{Extractor, Input, Record};

    use super::*;

    #[test]
    fn the_columns_are_the_fields_of_a_record() {
        let names: Vec<_> = Table::records(false).columns.iter().map(|column| column.name).collect();
        assert_eq!(names, Record::FIELDS);
        assert_eq!(Table::records(true).columns.last().unwrap().name, "input_fields");
    }

    #[test]
    fn a_row_holds_what_the_json_does() {
        let text = "The river rose again on Sunday, and the lower town was cleared by noon.";
        let document =
            Extractor::default().extract(Input::text(text).with_url("https://a.example/")).document;
        let record = Record::new("7", &document);
        let json = serde_json::to_value(&record).unwrap();
        let table = Table::records(false);
        for (column, cell) in table.columns.iter().zip(table.row(&record).cells) {
            let value = match cell {
                Cell::Null => serde_json::Value::Null,
                Cell::Text(text) => text.into(),
                Cell::Int(int) => int.into(),
                Cell::Float(float) => float.into(),
                Cell::Bool(flag) => flag.into(),
                Cell::Texts(texts) => texts.into(),
                Cell::Ints(ints) => ints.into(),
            };
            assert_eq!(value, json[column.name], "{}", column.name);
            assert!(!value.is_null() || column.presence == Presence::Optional, "{}", column.name);
        }
    }
}
