//! The fields of a JSONL line that make a record.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Unexpected, Visitor};

use crate::RecordError;

/// Names of the fields that make a record of a JSONL line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldNames {
    content: Vec<String>,
    url: String,
    id: Option<String>,
}

impl Default for FieldNames {
    /// The content stands in `html`, in `text` where there is no `html`; the
    /// URL in `url`; the id in `id`, and is made up of the file's name and the
    /// line's number where there is none.
    fn default() -> Self {
        Self { content: vec!["html".to_owned(), "text".to_owned()], url: "url".to_owned(), id: None }
    }
}

impl FieldNames {
    /// The field that the page or text stands in. Lines without it fail.
    #[must_use]
    pub fn with_html(mut self, name: impl Into<String>) -> Self {
        self.content = vec![name.into()];
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

    /// Reads a line. Other fields are passed over, however deep.
    pub(crate) fn read<'l>(&self, line: &'l [u8]) -> Result<Fields<'l>, RecordError> {
        // Without the line break, which the parser would count columns behind.
        let mut json = serde_json::Deserializer::from_slice(line.trim_ascii_end());
        let found = Line { names: self }.deserialize(&mut json).and_then(|found| json.end().map(|()| found));
        let found = found.map_err(|error| {
            let is_object = line.trim_ascii_start().starts_with(b"{");
            let detail = detail(&error);
            if error.is_data() && is_object {
                RecordError::WrongType { detail }
            } else {
                RecordError::Json { detail }
            }
        })?;
        let missing = |names: &[String]| {
            let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
            RecordError::MissingField { name: quoted.join(" or ") }
        };
        if let (Some(name), None) = (&self.id, &found.id) {
            return Err(missing(std::slice::from_ref(name)));
        }
        let content = found.content.into_iter().flatten().next().ok_or_else(|| missing(&self.content))?;
        Ok(Fields { content, url: found.url, id: found.id })
    }

    fn id_name(&self) -> &str {
        self.id.as_deref().unwrap_or("id")
    }
}

/// What the parser says, less the line that it counts: to it, there is one.
fn detail(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let said = message.split(" at line ").next().unwrap_or_default();
    format!("{said} (column {})", error.column())
}

/// What a line says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fields<'l> {
    /// Almost always UTF-8; not where the line is broken, or escapes half of a
    /// surrogate pair.
    pub(crate) content: Cow<'l, [u8]>,
    pub(crate) url: Option<String>,
    pub(crate) id: Option<String>,
}

#[derive(Default)]
struct Found<'l> {
    /// One for each name of the content.
    content: Vec<Option<Cow<'l, [u8]>>>,
    url: Option<String>,
    id: Option<String>,
}

struct Line<'n> {
    names: &'n FieldNames,
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
            let index = names.content.iter().position(|name| name.as_bytes() == &*key);
            // A name may be given for two purposes: a URL may be the id.
            let is_url = key == names.url.as_bytes();
            let is_id = key == names.id_name().as_bytes();
            if let Some(index) = index {
                found.content[index] = map.next_value_seed(Text { field: &names.content[index] })?;
            } else if is_url || is_id {
                let value = map.next_value_seed(Scalar)?;
                if is_url {
                    found.url.clone_from(&value);
                }
                if is_id {
                    found.id = value;
                }
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// A string or null. The bytes are taken as they stand: a page with one broken
/// character is still a page.
struct Text<'n> {
    field: &'n str,
}

impl<'l> DeserializeSeed<'l> for Text<'_> {
    type Value = Option<Cow<'l, [u8]>>;

    fn deserialize<D: Deserializer<'l>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_option(self)
    }
}

impl<'l> Visitor<'l> for Text<'_> {
    type Value = Option<Cow<'l, [u8]>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a string in field `{}`", self.field)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'l>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_bytes(self)
    }

    fn visit_borrowed_bytes<E: Error>(self, bytes: &'l [u8]) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(bytes)))
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(bytes.to_vec())))
    }
}

/// A string, a number or null, as a string.
struct Scalar;

impl<'l> DeserializeSeed<'l> for Scalar {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'l>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl Visitor<'_> for Scalar {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or a number as id and URL")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Some(value.to_owned()))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Err(E::invalid_type(Unexpected::Bool(value), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FailReason;

    fn read(names: &FieldNames, line: &str) -> Result<(String, Option<String>, Option<String>), FailReason> {
        let fields = names.read(line.as_bytes()).map_err(|error| error.reason())?;
        Ok((String::from_utf8_lossy(&fields.content).into_owned(), fields.url, fields.id))
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
        let names = FieldNames::default().with_html("body").with_url("link").with_id("link");
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
        assert_eq!(names.read(b"{}").unwrap_err().to_string(), "no field `html` or `text`");
        let message = names.read(b"{\"html\":5}").unwrap_err().to_string();
        assert!(message.contains("expected a string in field `html`"), "{message}");
    }

    #[test]
    fn broken_characters_and_endless_nesting_cost_nothing_else() {
        let names = FieldNames::default();
        assert_eq!(names.read(b"{\"html\":\"caf\xe9\"}").unwrap().content, &b"caf\xe9"[..]);
        let halves = r#"{"html":"\ud83d x \udc00 \ud83d\ude00"}"#;
        let content = read(&names, halves).unwrap().0;
        assert!(content.contains(" x ") && content.ends_with('😀'), "{content}");
        let deep = format!("{{\"x\":{}{},\"html\":\"<p>x\"}}", "[".repeat(200_000), "]".repeat(200_000));
        assert_eq!(read(&names, &deep).unwrap().0, "<p>x");
    }
}
