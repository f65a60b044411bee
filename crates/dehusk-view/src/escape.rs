//! Text that is not trusted, made safe for where it goes.

/// Text for the content of an element or a quoted attribute.
pub(crate) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // The parser would drop or replace it, and names it an error.
            '\0' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// JSON for the content of a `script` element: the same value, without a
/// character that could end the element or begin a comment in it.
///
/// In JSON these characters stand in strings only, where any character may be
/// written as an escape.
pub(crate) fn json(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 16);
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(html("a<b> & \"c\" 'd'\0"), "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;\u{fffd}");
        assert_eq!(html("größer ≥ 海"), "größer ≥ 海");
    }

    #[test]
    fn escaped_json_is_the_same_value_and_cannot_end_its_element() {
        let value = "</script><!--<script>&amp;\u{2028}\u{2029}\\u003c\"\\";
        let escaped = json(&serde_json::to_string(value).unwrap());
        assert!(!escaped.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{escaped}");
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), value);
    }
}
