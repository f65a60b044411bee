//! The fields of a JSONL line that make a record.

mod passed;
mod value;

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::RecordError;
pub use passed::KeptFields;
use passed::Passed;
#[cfg(feature = "parquet")]
pub(crate) use passed::names_going_out;
use value::{Scalar, Text};

/// Names of the fields that make a record of a JSONL line, and which of the
/// others go out with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldNames {
    content: Vec<String>,
    url: String,
    id: Option<String>,
    kept: KeptFields,
}

impl Default for FieldNames {
    /// The content stands in `html`, in `text` where there is no `html`; the
    /// URL in `url`; the id in `id`, and is made up of the file's name and the
    /// line's number where there is none. No other field is kept.
    fn default() -> Self {
        Self {
            content: vec!["html".to_owned(), "text".to_owned()],
            url: "url".to_owned(),
            id: None,
            kept: KeptFields::None,
        }
    }
}

impl FieldNames {
    /// The fields that the page or text may stand in: the first that a line
    /// has, and that is not null, counts. Lines without any of them fail.
    #[must_use]
    pub fn with_content(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.content = names.into_iter().map(Into::into).collect();
        self
    }

    /// The field that the URL stands in. It may be missing.
    #[must_use]
    pub fn with_url(mut self, name: impl Into<String>) -> Self {
        self.url = name.into();
        self
    }

    /// The field that the id stands in. Lines without it fail.
    #[must_use]
    pub fn with_id(mut self, name: impl Into<String>) -> Self {
        self.id = Some(name.into());
        self
    }

    /// The fields that go out with the record, behind its own, in the order of
    /// the line and with their values byte for byte as they stood; except that
    /// broken UTF-8 becomes U+FFFD. A name that the record has itself gets
    /// `input_` before it.
    #[must_use]
    pub fn with_kept(mut self, kept: KeptFields) -> Self {
        self.kept = kept;
        self
    }

    /// Whether fields go out with the record.
    pub(crate) fn keeps_any(&self) -> bool {
        self.kept != KeptFields::None
    }

    /// The names that content is looked for under, the first first.
    #[cfg(feature = "parquet")]
    pub(crate) fn content(&self) -> &[String] {
        &self.content
    }

    #[cfg(feature = "parquet")]
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The name of the id, where one was asked for.
    #[cfg(feature = "parquet")]
    pub(crate) fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Whether a field is to be kept. `is_read`: whether the record is made of it.
    #[cfg(feature = "parquet")]
    pub(crate) fn keeps(&self, name: &[u8], is_read: bool) -> bool {
        self.kept.keeps(name, is_read)
    }

    /// Reads a line. Fields that are neither read nor kept are passed over,
    /// however deep.
    pub(crate) fn read<'l>(&self, line: &'l [u8]) -> Result<Fields<'l>, RecordError> {
        // Without the line break, which the parser would count columns behind.
        let line = line.trim_ascii_end();
        let broken = || self.keeps_any() && std::str::from_utf8(line).is_err();
        let (found, passed) = if broken() {
            // One broken character costs neither the page that it stands in nor
            // the fields that are kept; but the page is to be read as it is.
            let mended = String::from_utf8_lossy(line);
            let passed = self.parse(mended.as_bytes(), &self.kept)?.passed.render();
            (self.parse(line, &KeptFields::None)?, passed)
        } else {
            let found = self.parse(line, &self.kept)?;
            let passed = found.passed.render();
            (found, passed)
        };
        let content = found.content.into_iter().flatten().next().ok_or_else(|| missing(&self.content));
        let content = match (&self.id, &found.id) {
            (Some(name), None) => Err(missing(std::slice::from_ref(name))),
            _ => content,
        };
        Ok(Fields { content, url: found.url, id: found.id, passed })
    }

    fn parse<'l>(&self, line: &'l [u8], kept: &KeptFields) -> Result<Found<'l>, RecordError> {
        let mut json = serde_json::Deserializer::from_slice(line);
        let found = Line { names: self, kept }.deserialize(&mut json);
        let found = found.and_then(|found| json.end().map(|()| found));
        found.map_err(|error| {
            let is_object = line.trim_ascii_start().starts_with(b"{");
            let detail = detail(&error);
            match std::str::from_utf8(line) {
                _ if error.is_data() && is_object => RecordError::WrongType { detail },
                Err(broken) if broken.valid_up_to() < error.column() => {
                    RecordError::NotUtf8 { at: broken.valid_up_to() }
                }
                _ => RecordError::Json { detail },
            }
        })
    }

    /// What a field is read for. A URL may be the id too.
    fn purpose(&self, name: &[u8]) -> Purpose {
        let content = self.content.iter().position(|content| content.as_bytes() == name);
        if let Some(index) = content {
            return Purpose::Content(index);
        }
        let is_url = self.url.as_bytes() == name;
        let is_id = self.id.as_deref().unwrap_or("id").as_bytes() == name;
        match (is_url, is_id) {
            (true, true) => Purpose::UrlAndId,
            (true, false) => Purpose::Url,
            (false, true) => Purpose::Id,
            (false, false) => Purpose::None,
        }
    }
}

fn missing(names: &[String]) -> RecordError {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    RecordError::MissingField { name: quoted.join(" or ") }
}

/// What the parser says, less the line that it counts: to it, there is one.
fn detail(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let said = message.split(" at line ").next().unwrap_or_default();
    format!("{said} (column {})", error.column())
}

/// What a line says.
#[derive(Debug)]
pub(crate) struct Fields<'l> {
    /// The page or text; why there is none, where a field is missing. Almost
    /// always UTF-8; not where the line is broken, or escapes half of a
    /// surrogate pair.
    pub(crate) content: Result<Cow<'l, [u8]>, RecordError>,
    pub(crate) url: Option<String>,
    pub(crate) id: Option<String>,
    /// The fields that are kept, as JSON that continues an object.
    pub(crate) passed: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    None,
    /// By the name's place in the list.
    Content(usize),
    Url,
    Id,
    UrlAndId,
}

#[derive(Default)]
struct Found<'l> {
    /// One for each name of the content.
    content: Vec<Option<Cow<'l, [u8]>>>,
    url: Option<String>,
    id: Option<String>,
    passed: Passed<'l>,
}

struct Line<'n> {
    names: &'n FieldNames,
    kept: &'n KeptFields,
}

impl<'l> DeserializeSeed<'l> for Line<'_> {
    type Value = Found<'l>;

    fn deserialize<D: Deserializer<'l>>(self, json: D) -> Result<Found<'l>, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'l> Visitor<'l> for Line<'_> {
    type Value = Found<'l>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'l>>(self, mut map: A) -> Result<Found<'l>, A::Error> {
        let names = self.names;
        let mut found = Found { content: vec![None; names.content.len()], ..Found::default() };
        while let Some(key) = map.next_key_seed(Text { field: "a name" })? {
            let Some(key) = key else { continue };
            let purpose = names.purpose(&key);
            let is_read = purpose != Purpose::None;
            if self.kept.keeps(&key, is_read) {
                let value = map.next_value::<&'l RawValue>()?;
                found.passed.push(&key, value);
                if is_read {
                    let mut json = serde_json::Deserializer::from_slice(value.get().as_bytes());
                    let read = Value { names, purpose, found: &mut found };
                    read.deserialize(&mut json).map_err(A::Error::custom)?;
                }
            } else if is_read {
                map.next_value_seed(Value { names, purpose, found: &mut found })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// Puts a value where it belongs.
struct Value<'n, 'f, 'l> {
    names: &'n FieldNames,
    purpose: Purpose,
    found: &'f mut Found<'l>,
}

impl<'l> DeserializeSeed<'l> for Value<'_, '_, 'l> {
    type Value = ();

    fn deserialize<D: Deserializer<'l>>(self, json: D) -> Result<(), D::Error> {
        let found = self.found;
        match self.purpose {
            Purpose::Content(index) => {
                found.content[index] = Text { field: &self.names.content[index] }.deserialize(json)?;
            }
            Purpose::Url => found.url = Scalar.deserialize(json)?,
            Purpose::Id => found.id = Scalar.deserialize(json)?,
            Purpose::UrlAndId => {
                found.url = Scalar.deserialize(json)?;
                found.id.clone_from(&found.url);
            }
            Purpose::None => {
                IgnoredAny::deserialize(json)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FailReason;

    fn read(names: &FieldNames, line: &str) -> Result<(String, Option<String>, Option<String>), FailReason> {
        let reason = |error: RecordError| error.reason();
        let fields = names.read(line.as_bytes()).map_err(reason)?;
        let content = fields.content.map_err(reason)?;
        Ok((String::from_utf8_lossy(&content).into_owned(), fields.url, fields.id))
    }

    #[test]
    fn fields_are_found_by_their_default_names() {
        let names = FieldNames::default();
        let line = r#" {"id": 7, "x": [{"html": 1}], "text": "t", "html": "<p>é", "url": null} "#;
        assert_eq!(read(&names, line), Ok(("<p>é".to_owned(), None, Some("7".to_owned()))));
        assert_eq!(
            read(&names, r#"{"text": "t", "html": null, "url": "u"}"#),
            Ok(("t".to_owned(), Some("u".to_owned()), None))
        );
    }

    #[test]
    fn one_field_may_serve_twice() {
        let names = FieldNames::default().with_content(["body"]).with_url("link").with_id("link");
        assert_eq!(
            read(&names, r#"{"body": "b", "link": "l"}"#),
            Ok(("b".to_owned(), Some("l".to_owned()), Some("l".to_owned())))
        );
    }

    #[test]
    fn what_is_wrong_with_a_line_is_told_apart() {
        let names = FieldNames::default();
        for line in ["{\"id\":1", "\0", "{} {}", "{\"html\": \"x\" y}", "null", "[]", "\"x\"", "12"] {
            assert_eq!(read(&names, line), Err(FailReason::InvalidJson), "{line}");
        }
        for line in ["{}", "{\"html\":null}"] {
            assert_eq!(read(&names, line), Err(FailReason::MissingField), "{line}");
        }
        for line in ["{\"html\":5}", "{\"id\":[],\"html\":\"\"}"] {
            assert_eq!(read(&names, line), Err(FailReason::WrongType), "{line}");
        }
        assert_eq!(read(&names.clone().with_id("key"), r#"{"html": "x"}"#), Err(FailReason::MissingField));
        assert_eq!(names.read(b"{}").unwrap().content.unwrap_err().to_string(), "no field `html` or `text`");
        let message = names.read(b"{\"html\":5}").unwrap_err().to_string();
        assert!(message.contains("expected a string in field `html`"), "{message}");
    }

    #[test]
    fn broken_characters_and_endless_nesting_cost_nothing_else() {
        let names = FieldNames::default();
        assert_eq!(names.read(b"{\"html\":\"caf\xe9\"}").unwrap().content.unwrap(), &b"caf\xe9"[..]);
        let halves = r#"{"html":"\ud83d x \udc00 \ud83d\ude00"}"#;
        let content = read(&names, halves).unwrap().0;
        assert!(content.contains(" x ") && content.ends_with('😀'), "{content}");
        let deep = format!("{{\"x\":{}{},\"html\":\"<p>x\"}}", "[".repeat(200_000), "]".repeat(200_000));
        assert_eq!(read(&names, &deep).unwrap().0, "<p>x");
    }

    #[test]
    fn a_line_that_is_not_utf_8_where_it_must_be_is_told() {
        let names = FieldNames::default();
        let error = names.read(b"{\"url\":\"caf\xe9\",\"html\":\"x\"}").unwrap_err();
        assert_eq!(
            (error.reason(), error.to_string()),
            (FailReason::InvalidUtf8, "not UTF-8 at byte 11 of the line".to_owned())
        );
        // What is wrong before the broken character is told first.
        assert_eq!(names.read(b"{\"html\" 1 \"caf\xe9\"}").unwrap_err().reason(), FailReason::InvalidJson);
    }

    fn passed(kept: KeptFields, line: &[u8]) -> (Vec<u8>, String) {
        let fields = FieldNames::default().with_kept(kept).read(line).unwrap();
        (fields.content.unwrap().into_owned(), String::from_utf8(fields.passed).unwrap())
    }

    #[test]
    fn other_fields_are_kept_on_request() {
        let line =
            br#"{"id": 7, "a": [1.0, {"b": null}], "text": "t", "title": "T", "url": "u", "a b": true} "#;
        assert_eq!(passed(KeptFields::None, line), (b"t".to_vec(), String::new()));
        let others = r#","a":[1.0, {"b": null}],"input_title":"T","a b":true"#;
        assert_eq!(passed(KeptFields::Others, line), (b"t".to_vec(), others.to_owned()));
        let named = KeptFields::Named(["text", "id", "a b", "missing"].map(str::to_owned).to_vec());
        let fields = FieldNames::default().with_kept(named).read(line).unwrap();
        assert_eq!(fields.passed, br#","input_id":7,"input_text":"t","a b":true"#);
        assert_eq!((fields.id.as_deref(), fields.url.as_deref()), (Some("7"), Some("u")));
    }

    #[test]
    fn kept_fields_survive_a_broken_character() {
        let line = b"{\"text\":\"caf\xe9\",\"by\":\"Ren\xe9e\",\"n\":1}";
        let kept = ",\"by\":\"Ren\u{fffd}e\",\"n\":1".to_owned();
        assert_eq!(passed(KeptFields::Others, line), (b"caf\xe9".to_vec(), kept));
    }

    #[test]
    fn a_field_of_the_wrong_type_is_told_also_where_it_is_kept() {
        let names = FieldNames::default().with_kept(KeptFields::Named(vec!["text".to_owned()]));
        let error = names.read(br#"{"text": 5}"#).unwrap_err();
        assert_eq!(error.reason(), FailReason::WrongType);
        assert!(error.to_string().contains("expected a string in field `text`"), "{error}");
    }
}
