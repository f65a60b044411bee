//! How a document is written down.

use dehusk::write::Form;
use dehusk::{Document, Record};

use super::table::{Cell, Row, Table};
use super::wet::WetRecord;
use crate::stream::Compression;

/// What a worker made of a document.
#[derive(Debug)]
pub enum Rendering {
    /// The bytes that are written.
    Bytes(Vec<u8>),
    /// Rows that are yet to be put into columns.
    Rows(Vec<Row>),
}

impl Rendering {
    /// About how many bytes it is.
    pub(crate) fn weight(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::Rows(rows) => rows.iter().map(Row::weight).sum(),
        }
    }
}

/// How a document is written down: in which form, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Format {
    /// A file, with its title.
    File(Form),
    /// The JSON record and a line break.
    JsonLine(Form),
    /// The record as a row of this table.
    Row(Form, Table),
    /// A WARC record, with its title.
    Wet(Form, Compression),
}

/// What goes out with a document that is not in it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Along<'a> {
    /// Further fields of its record, as JSON that continues an object; a text
    /// has none.
    pub(crate) passed: &'a [u8],
    /// When it was fetched, as its WARC says.
    pub(crate) date: Option<&'a str>,
}

impl Format {
    /// A document as it goes out.
    pub(crate) fn render(&self, id: &str, document: &Document, along: Along<'_>) -> Rendering {
        let Along { passed, date } = along;
        Rendering::Bytes(match self {
            Self::JsonLine(form) => {
                let text = document.body(*form);
                let mut line = Vec::with_capacity(text.len() + passed.len() + 512);
                // Writing to memory cannot fail, and a record has no maps
                // whose keys could be no strings.
                serde_json::to_writer(&mut line, &Record::new(id, document).with_text(&text))
                    .unwrap_or_default();
                if !passed.is_empty() {
                    line.pop();
                    line.extend_from_slice(passed);
                    line.push(b'}');
                }
                line.push(b'\n');
                line
            }
            Self::File(form) => document.file(*form).into_bytes(),
            Self::Wet(form, compression) => {
                let (url, text) = (document.url.as_deref(), document.file(*form));
                let language = document.language.as_ref().map(|language| &*language.value);
                WetRecord { id, url, date, language, text: &text }.render(*compression)
            }
            Self::Row(form, table) => {
                let text = document.body(*form);
                let mut row = table.row(&Record::new(id, document).with_text(&text));
                if !passed.is_empty() {
                    // From a comma to an object.
                    let fields = format!("{{{}}}", String::from_utf8_lossy(&passed[1..]));
                    row.set_last(Cell::Text(fields));
                }
                return Rendering::Rows(vec![row]);
            }
        })
    }
}
