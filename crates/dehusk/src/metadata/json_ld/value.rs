//! Values of properties: names, addresses and lists in all the forms that
//! schema.org allows.

use serde_json::{Map, Value};

/// Longer values are no names and no addresses.
const LONGEST: usize = 2_000;

/// The name of an object.
pub(super) fn name(object: &Map<String, Value>) -> Option<String> {
    object.get("name").map(names).unwrap_or_default().into_iter().next()
}

/// Names in a string, an object with a name, or an array of either.
pub(super) fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) if name.len() <= LONGEST => vec![decode_references(name)],
        Value::Object(object) => match object.get("name") {
            Some(Value::String(name)) => vec![decode_references(name)],
            _ => Vec::new(),
        },
        // One level is all that schema.org allows.
        Value::Array(values) => values.iter().filter(|value| !value.is_array()).flat_map(names).collect(),
        _ => Vec::new(),
    }
}

/// The entries of a list, which may be written with commas.
pub(super) fn list(value: &Value) -> Vec<String> {
    let entries = names(value);
    entries.iter().flat_map(|entry| entry.split(',')).map(|entry| entry.trim().to_owned()).collect()
}

/// An address: a string, an object's, or the first of an array.
pub(super) fn url(value: &Value) -> Option<String> {
    let of_object = |value: &Value| match value {
        Value::String(url) if url.len() <= LONGEST => Some(url.trim().to_owned()),
        Value::Object(object) => {
            let url = ["url", "contentUrl", "@id"].iter().find_map(|key| object.get(*key)?.as_str())?;
            Some(url.trim().to_owned())
        }
        _ => None,
    };
    match value {
        Value::Array(values) => values.iter().find_map(of_object),
        value => of_object(value),
    }
}

/// Many sites put HTML-escaped text into JSON. Only the references that they
/// produce are undone, and numbered ones, once: where `&amp;` came of a `&` that
/// already began a reference, two levels were meant.
pub(super) fn decode_references(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut text = undone(text);
    // WordPress escapes the sign of its own references.
    if text.contains("&#") {
        text = undone(&text);
    }
    text
}

fn undone(text: &str) -> String {
    /// Letters and figures of the longest reference that is undone.
    const LONGEST: usize = 8;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().take(LONGEST + 1).position(|b| b == b';');
        match end.and_then(|end| Some((character(&rest[..end])?, end))) {
            Some((character, end)) => {
                out.push(character);
                rest = &rest[end + 1..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    let numbered = |figures: &str, radix| {
        char::from_u32(u32::from_str_radix(figures, radix).ok()?).filter(|c| !c.is_control())
    };
    match name {
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "nbsp" => Some(' '),
        "rsquo" => Some('’'),
        "lsquo" => Some('‘'),
        "rdquo" => Some('”'),
        "ldquo" => Some('“'),
        "ndash" => Some('–'),
        "mdash" => Some('—'),
        "hellip" => Some('…'),
        "auml" => Some('ä'),
        "ouml" => Some('ö'),
        "uuml" => Some('ü'),
        "szlig" => Some('ß'),
        "eacute" => Some('é'),
        "egrave" => Some('è'),
        "agrave" => Some('à'),
        "ccedil" => Some('ç'),
        _ => match name.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => numbered(&hex[1..], 16),
            figures => numbered(figures, 10),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::decode_references;

    #[test]
    fn references_of_html_are_undone() {
        for (text, expected) in [
            ("Tides &amp; Waves", "Tides & Waves"),
            ("Thermen- &#038; Vulkanland", "Thermen- & Vulkanland"),
            ("&amp;#8217;s", "’s"),
            ("&#x2019;s", "’s"),
            ("R&D; AT&T &unknown; &", "R&D; AT&T &unknown; &"),
            ("été & &é;", "été & &é;"),
        ] {
            assert_eq!(decode_references(text), expected);
        }
    }
}
