//! Character references (HTML Standard § 13.2.5.72 to § 13.2.5.80).

use std::borrow::Cow;

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// One or two characters that a reference stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Replacement {
    first: char,
    second: Option<char>,
}

impl Replacement {
    const fn one(first: char) -> Self {
        Self { first, second: None }
    }

    /// The characters as text. They take four bytes each at most.
    pub(super) fn encode(self, buffer: &mut [u8; 8]) -> &str {
        let mut length = self.first.encode_utf8(buffer).len();
        if let Some(second) = self.second {
            length += second.encode_utf8(&mut buffer[length..]).len();
        }
        std::str::from_utf8(&buffer[..length]).unwrap_or_default()
    }
}

/// Where a reference stands; in attributes, those without semicolon are text
/// when they go on like a query string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Text,
    Attribute,
}

/// What the reference at the head of `text` stands for, and its length in bytes,
/// `&` included. `None` where the `&` stands for itself.
pub(super) fn read(text: &str, place: Place) -> Option<(Replacement, usize)> {
    match *text.as_bytes().get(1)? {
        b'#' => numeric(text),
        byte if byte.is_ascii_alphanumeric() => common(text).or_else(|| named(text, place)),
        _ => None,
    }
}

/// Text with its references resolved, and U+FFFD for U+0000.
pub(super) fn decode_text(text: &str) -> Cow<'_, str> {
    if memchr::memchr2(b'&', 0, text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    decode(text, Place::Text, &mut decoded);
    Cow::Owned(decoded)
}

/// Appends `text` with its references resolved, and U+FFFD for U+0000.
pub(super) fn decode(text: &str, place: Place, to: &mut String) {
    let mut rest = text;
    while let Some(at) = memchr::memchr2(b'&', 0, rest.as_bytes()) {
        to.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match read(rest, place) {
            _ if rest.starts_with('\0') => {
                to.push('\u{FFFD}');
                1
            }
            Some((replacement, length)) => {
                to.push_str(replacement.encode(&mut [0; 8]));
                length
            }
            None => {
                to.push('&');
                1
            }
        };
        rest = &rest[length..];
    }
    to.push_str(rest);
}

/// Nine references of ten, without the search for the longest name.
fn common(text: &str) -> Option<(Replacement, usize)> {
    const COMMON: [(&str, char); 6] = [
        ("&amp;", '&'),
        ("&nbsp;", '\u{A0}'),
        ("&quot;", '"'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&apos;", '\''),
    ];
    let &(name, stands_for) = COMMON.iter().find(|(name, _)| text.starts_with(name))?;
    Some((Replacement::one(stands_for), name.len()))
}

/// The longest name of the standard's table that the text begins with.
fn named(text: &str, place: Place) -> Option<(Replacement, usize)> {
    let bytes = text.as_bytes();
    let mut longest = None;
    let mut end = 2;
    // The table has every prefix of a name, with zeros where it is no name.
    while let Some(&(first, second)) = text.get(1..end).and_then(|name| NAMED_ENTITIES.get(name)) {
        if let Some(first) = char::from_u32(first).filter(|&first| first != '\0') {
            let second = char::from_u32(second).filter(|&second| second != '\0');
            longest = Some((Replacement { first, second }, end));
        }
        end += 1;
    }
    let (_, end) = longest?;
    let goes_on = || bytes.get(end).is_some_and(|&byte| byte == b'=' || byte.is_ascii_alphanumeric());
    if place == Place::Attribute && bytes[end - 1] != b';' && goes_on() {
        return None;
    }
    longest
}

fn numeric(text: &str) -> Option<(Replacement, usize)> {
    let bytes = text.as_bytes();
    let (radix, start) = match bytes.get(2)? {
        b'x' | b'X' => (16, 3),
        _ => (10, 2),
    };
    let digits = bytes[start..].iter().map_while(|&byte| char::from(byte).to_digit(radix));
    let (mut code, mut end) = (0_u32, start);
    for digit in digits {
        code = code.saturating_mul(radix).saturating_add(digit);
        end += 1;
    }
    if end == start {
        return None;
    }
    let end = if bytes.get(end) == Some(&b';') { end + 1 } else { end };
    Some((Replacement::one(character(code)), end))
}

/// § 13.2.5.80, numeric character reference end state.
fn character(code: u32) -> char {
    match code {
        0 => '\u{FFFD}',
        0x80..=0x9F => C1_REPLACEMENTS[(code - 0x80) as usize].unwrap_or(char::from(code as u8)),
        _ => char::from_u32(code).unwrap_or('\u{FFFD}'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> String {
        match read(source, Place::Text) {
            Some((replacement, length)) => replacement.encode(&mut [0; 8]).to_owned() + &source[length..],
            None => source.to_owned(),
        }
    }

    fn attribute(source: &str) -> String {
        let mut text = String::new();
        decode(source, Place::Attribute, &mut text);
        text
    }

    #[test]
    fn names_are_matched_to_their_longest() {
        assert_eq!(text("&eacute;"), "é");
        assert_eq!(text("&notin;x"), "∉x");
        assert_eq!(text("&notit;"), "¬it;");
        assert_eq!(text("&copy 1"), "© 1");
        assert_eq!(text("&NotEqualTilde;"), "≂̸");
        assert_eq!(text("&unknown;"), "&unknown;");
        assert_eq!(text("&é"), "&é");
    }

    #[test]
    fn numbers_are_repaired() {
        assert_eq!(text("&#8364;"), "€");
        assert_eq!(text("&#x80"), "€");
        assert_eq!(text("&#X41g"), "Ag");
        assert_eq!(text("&#0;&"), "\u{FFFD}&");
        assert_eq!(text("&#xD800;"), "\u{FFFD}");
        assert_eq!(text("&#99999999999999999999;"), "\u{FFFD}");
        assert_eq!(text("&#;"), "&#;");
        assert_eq!(text("&#x"), "&#x");
    }

    #[test]
    fn query_strings_are_text() {
        assert_eq!(attribute("?a=1&copy=2&lt&amp;b&sect;"), "?a=1&copy=2<&b§");
        assert_eq!(attribute("a\0&#10;"), "a\u{FFFD}\n");
    }
}
