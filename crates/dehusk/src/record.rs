//! The JSON record of a document.

use dehusk_classify::PageKind;
use serde::{Serialize, Serializer};

use crate::{Document, InputKind, Note, Sourced};

/// Version of the record's schema. It changes when a field changes its meaning
/// or goes; new fields do not change it.
pub const SCHEMA: u32 = 1;

/// A document as one JSON object, the same in `extract` and in a batch.
///
/// `null` stands where the document has no such field; `author` joins several
/// names with ", "; `date` is `YYYY-MM-DD`, and `date_time` and `modified` have time
/// and zone too where the document gives them; `text` is the body without the title;
/// `quality` has at most three decimals.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    schema: u32,
    id: &'a str,
    url: Option<&'a str>,
    title: Option<&'a str>,
    author: Option<&'a str>,
    authors: &'a [String],
    date: Option<String>,
    date_time: Option<String>,
    modified: Option<String>,
    language: Option<&'a str>,
    declared_language: Option<&'a str>,
    detected_language: Option<&'a str>,
    categories: &'a [String],
    tags: &'a [String],
    site_name: Option<&'a str>,
    description: Option<&'a str>,
    canonical_url: Option<&'a str>,
    image: Option<&'a str>,
    licence: Option<&'a str>,
    page_type: Option<&'a str>,
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
    pub const FIELDS: [&'static str; 26] = [
        "schema",
        "id",
        "url",
        "title",
        "author",
        "authors",
        "date",
        "date_time",
        "modified",
        "language",
        "declared_language",
        "detected_language",
        "categories",
        "tags",
        "site_name",
        "description",
        "canonical_url",
        "image",
        "licence",
        "page_type",
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
            authors: &document.authors,
            date: document.date.as_ref().map(|date| date.value.day.to_string()),
            date_time: document.date.as_ref().map(|date| date.value.to_string()),
            modified: document.modified.as_ref().map(|date| date.value.to_string()),
            language: text(&document.language),
            declared_language: document.declared_language.as_deref(),
            detected_language: document.detected_language.as_deref(),
            categories: &document.categories,
            tags: &document.tags,
            site_name: text(&document.site_name),
            description: text(&document.description),
            canonical_url: text(&document.canonical_url),
            image: text(&document.image),
            licence: text(&document.licence),
            page_type: document.page_type.map(PageKind::name),
            source_line: text(&document.source_line),
            text: &document.text,
            input_kind: document.input_kind,
            quality: with_three_decimals(document.quality),
            encoding: document.encoding,
            notes: &document.notes,
        }
    }
}

impl<'a> Record<'a> {
    /// The record with its text in another form, as [`Document::body`] writes it.
    #[must_use]
    pub const fn with_text(mut self, text: &'a str) -> Self {
        self.text = text;
        self
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
