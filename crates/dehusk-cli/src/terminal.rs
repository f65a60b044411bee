//! What comes from inputs must not steer the terminal.

use std::borrow::Cow;
use std::io::{self, Write};

/// Names of files come from anywhere: what would steer the terminal, or turn
/// the reading direction, is shown and not obeyed.
pub(crate) fn printable(message: &str) -> Cow<'_, str> {
    escaped(message, |c| c.escape_unicode().to_string())
}

/// JSON that says the same and steers nothing. Such characters stand in strings
/// only, where an escape is as good.
pub(crate) fn printable_json(json: &str) -> Cow<'_, str> {
    escaped(json, |c| format!("\\u{:04x}", c as u32))
}

/// Prints a line of JSON on stderr.
pub(crate) fn tell_json(json: &str) {
    eprintln!("{}", printable_json(json));
}

/// stderr, for JSON that is written whole lines at a time.
pub(crate) struct JsonLines;

impl Write for JsonLines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for line in String::from_utf8_lossy(bytes).lines() {
            tell_json(line);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

fn escaped(text: &str, escape: impl Fn(char) -> String) -> Cow<'_, str> {
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if steers(c) { escape(c) } else { c.to_string() }).collect())
}

fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(printable("größe.html: 世界"), "größe.html: 世界");
        assert_eq!(printable("a\x1b[2Jb\u{202e}c\n"), "a\\u{1b}[2Jb\\u{202e}c\\u{a}");
    }

    #[test]
    fn json_says_the_same() {
        let json = serde_json::to_string("a\u{9b}2J\u{202e}世\n").unwrap();
        let safe = printable_json(&json);
        assert!(!safe.contains(steers));
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), "a\u{9b}2J\u{202e}世\n");
    }
}
