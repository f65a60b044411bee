//! The JSON record of a document.

use serde::{Serialize, Serializer};

use crate::{Document, InputKind, Note, Sourced};

/// Version of the record's schema. It changes when a field changes its meaning
/// or goes; new fields do not change it.
pub const SCHEMA: u32 = 1;

/// A document as one JSON object, the same in `extract` and in a batch.
///
/// `null` stands where the document has no such field; `author` joins several
/// names with ", "; `date` is `YYYY-MM-DD`; `text` is the body without the title;
/// `quality` has at most three decimals.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    schema: u32,
    id: &'a str,
    url: Option<&'a str>,
    title: Option<&'a str>,
    author: Option<&'a str>,
    date: Option<String>,
    language: Option<&'a str>,
    categories: &'a [String],
    source_line: Option<&'a str>,
    text: &'a str,
    input_kind: InputKind,
    quality: f64,
    encoding: &'a str,
    #[serde(serialize_with = "as_strings")]
    notes: &'a [Note],
}

impl<'a> Record<'a> {
    /// The names of the fields, in the order in which they are written.
    pub const FIELDS: [&'static str; 14] = [
        "schema",
        "id",
        "url",
        "title",
        "author",
        "date",
        "language",
        "categories",
        "source_line",
        "text",
        "input_kind",
        "quality",
        "encoding",
        "notes",
    ];

    /// The record of `document` under the name `id`.
    pub fn new(id: &'a str, document: &'a Document) -> Self {
        let text = |field: &'a Option<Sourced<String>>| field.as_ref().map(|sourced| sourced.value.as_str());
        Self {
            schema: SCHEMA,
            id,
            url: document.url.as_deref(),
            title: text(&document.title),
            author: text(&document.author),
            date: document.date.as_ref().map(|date| date.value.to_string()),
            language: text(&document.language),
            categories: &document.categories,
            source_line: text(&document.source_line),
            text: &document.text,
            input_kind: document.input_kind,
            quality: with_three_decimals(document.quality),
            encoding: document.encoding,
            notes: &document.notes,
        }
    }
}

/// As an `f64`, since digits appear when a JSON reader or writer widens an `f32`.
fn with_three_decimals(quality: f32) -> f64 {
    (f64::from(quality) * 1000.0).round() / 1000.0
}

fn as_strings<S: Serializer>(notes: &[Note], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(notes.iter().map(ToString::to_string))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Extractor, Input};

    #[test]
    fn fields_are_those_of_the_schema() {
        let document = Extractor::default()
            .extract(Input::text("One line of text.").with_url("https://example.org/"))
            .document;
        let json = serde_json::to_value(Record::new("a", &document)).unwrap();
        let mut fields: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
        let mut expected = Record::FIELDS;
        fields.sort_unstable();
        expected.sort_unstable();
        assert_eq!(fields, expected);
        assert_eq!(json["schema"], 1);
        assert_eq!(json["input_kind"], "text");
        assert_eq!(json["title"], serde_json::Value::Null);
    }

    #[test]
    fn quality_has_three_decimals_and_no_more() {
        let mut document = Extractor::default().extract(Input::text("One line of text.")).document;
        for (quality, expected) in
            [(0.0, "0.0"), (0.1, "0.1"), (0.916_6, "0.917"), (2.0 / 3.0, "0.667"), (1.0, "1.0")]
        {
            document.quality = quality;
            let record = Record::new("a", &document);
            assert!(serde_json::to_string(&record).unwrap().contains(&format!("\"quality\":{expected},")));
            assert_eq!(serde_json::to_value(record).unwrap()["quality"].to_string(), expected);
        }
    }
}
