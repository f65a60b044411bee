//! Characters that may be written.

use std::borrow::Cow;

/// Text of a line: controls that are white space become spaces, others go.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().filter_map(|sign| match sign {
        '\t'..='\r' | '\u{85}' => Some(' '),
        _ if sign.is_control() => None,
        _ => Some(sign),
    });
    Cow::Owned(shown.collect())
}

/// Code to the character, but for NUL, which no format keeps, and for line ends,
/// which are `\n`: readers of HTML, XML and Markdown make `\n` of the others.
pub(super) fn code(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| matches!(byte, 0 | b'\r')) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(text.replace('\0', ""))
}

/// The name of a language of code, if it is one word that can stand anywhere: in
/// an attribute, behind a fence.
pub(super) fn language(name: Option<&str>) -> Option<&str> {
    let is_part = |sign: char| sign.is_alphanumeric() || matches!(sign, '+' | '-' | '#' | '.' | '_' | '*');
    name.filter(|name| !name.is_empty() && name.chars().all(is_part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_told_from_white_space() {
        assert_eq!(line("a\tb\r\nc\u{1b}[0m\0\u{85}\u{90}"), "a b  c[0m ");
        assert_eq!(code("a\tb\r\n\rc\u{1b}\0"), "a\tb\n\nc\u{1b}");
    }

    #[test]
    fn a_language_is_one_word() {
        assert_eq!(language(Some("c++")), Some("c++"));
        for name in ["", "a b", "a`", "a\"", "a\nb", "<a", "a&b"] {
            assert_eq!(language(Some(name)), None);
        }
    }
}
