//! How a document is written down.

use dehusk::write::Form;
use dehusk::{Document, Record};

/// How a document is written down: in which form, and as what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// A file, with its title.
    File(Form),
    /// The JSON record and a line break.
    JsonLine(Form),
}

impl Format {
    /// The bytes of a document. `passed` are further fields of its record, as
    /// JSON that continues an object; a text has none.
    pub(crate) fn render(self, id: &str, document: &Document, passed: &[u8]) -> Vec<u8> {
        match self {
            Self::JsonLine(form) => {
                let text = document.body(form);
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
            Self::File(form) => document.file(form).into_bytes(),
        }
    }
}
