//! From the text of a block of JSON-LD to its values.
//!
//! What is broken is mended only where it is certain what was meant: line breaks
//! inside strings, commas before a closing bracket, comment signs around the
//! whole, references written for HTML. A block that still is no JSON says
//! nothing; guessing where a quotation mark is missing would put words into
//! somebody's mouth.

use std::borrow::Cow;

use serde_json::{Deserializer, Value};

/// The values that stand in a block one behind another, as a rule one. What
/// stands behind the last that is well-formed is left alone. `serde_json` bounds
/// the depth at 128. Linear in the text.
pub(super) fn values(text: &str) -> Vec<Value> {
    let text = unwrapped(text);
    let (found, whole) = read(&text);
    if whole {
        return found;
    }
    let (mended, whole) = read(&mended(&text));
    if whole || mended.len() > found.len() { mended } else { found }
}

/// The values, and whether they are all of the text.
fn read(text: &str) -> (Vec<Value>, bool) {
    let mut found = Vec::new();
    let mut values = Deserializer::from_str(text).into_iter::<Value>();
    loop {
        match values.next() {
            Some(Ok(value)) => found.push(value),
            Some(Err(_)) => {
                let rest = text.get(values.byte_offset()..).unwrap_or_default();
                let is_end = rest.trim().trim_matches(';').is_empty();
                return (found, is_end);
            }
            None => return (found, true),
        }
    }
}

/// Without the signs that hide scripts from browsers of the last century, and
/// without the escapes of templates that write JSON as they write HTML.
fn unwrapped(text: &str) -> Cow<'_, str> {
    let mut text = text.trim().trim_start_matches('\u{feff}').trim_start();
    for (opening, closing) in
        [("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>"), ("<!--", "-->"), ("/*<![CDATA[*/", "/*]]>*/")]
    {
        if let Some(inner) = text.strip_prefix(opening) {
            text = inner.trim_end().strip_suffix(closing).unwrap_or(inner).trim();
        }
    }
    let is_escaped = !text.contains('"') && text.contains("&quot;");
    if is_escaped {
        Cow::Owned(text.replace("&quot;", "\"").replace("&amp;", "&"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text with control characters in strings escaped and trailing commas
/// taken away.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut is_escaped) = (false, false);
    // Where a comma stands that nothing but white space has followed yet.
    let mut comma = None;
    for c in text.chars() {
        if in_string {
            match c {
                '\n' if !is_escaped => out.push_str("\\n"),
                '\t' if !is_escaped => out.push_str("\\t"),
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
            in_string = is_escaped || c != '"';
            is_escaped = !is_escaped && c == '\\';
            continue;
        }
        match c {
            ',' => comma = Some(out.len()),
            '}' | ']' => {
                if let Some(at) = comma.take() {
                    out.truncate(at);
                }
            }
            c if c.is_whitespace() => {}
            _ => comma = None,
        }
        in_string = c == '"';
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_certain_is_mended() {
        let expected = [json!({"a": ["b", 1]})];
        for text in [
            r#"{"a": ["b", 1]}"#,
            r#" {"a": ["b", 1]} ; "#,
            "<!-- {\"a\": [\"b\", 1]} -->",
            "//<![CDATA[\n{\"a\": [\"b\", 1]}\n//]]>",
            r#"{"a": ["b", 1, ], }"#,
            "{&quot;a&quot;: [&quot;b&quot;, 1]}",
            "\u{feff}{\"a\": [\"b\", 1]}",
        ] {
            assert_eq!(values(text), expected, "{text}");
        }
        assert_eq!(values("{\"a\": \"b\nc\\\"\td\"}"), [json!({"a": "b\nc\"\td"})]);
        assert_eq!(values(r#"{"a": 1} {"b": 2}"#), [json!({"a": 1}), json!({"b": 2})]);
    }

    #[test]
    fn what_is_not_certain_says_nothing() {
        for text in ["", "{", r#"{"a": "he said "no" to it"}"#, "{'a': 1}", "undefined"] {
            assert!(values(text).is_empty(), "{text}");
        }
        assert_eq!(values(r#"{"a": 1} {"b"#), [json!({"a": 1})]);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in r#"[\[\]{},:"\\a1\n\t &quot;<!\-]{0,200}"#) {
            values(&text);
        }

        #[test]
        fn json_is_left_as_it_is(words in prop::collection::vec("[a-z,\\]}\"\\\\\n]{0,9}", 0..9)) {
            let text = serde_json::to_string(&words).unwrap();
            prop_assert_eq!(mended(&text), text);
        }
    }
}
