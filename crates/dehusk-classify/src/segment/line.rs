//! Lines of a text, and what each looks like.
//!
//! Only what the division needs is measured, and nothing of a line that is too
//! long for a wrapped one: a text of long lines costs a search for line breaks.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2, memmem};

use super::mark::{Mark, mark};
use super::run::is_unseen;

/// A line of more bytes was not wrapped at a width that people use.
const LONGEST_MEASURED: usize = 440;

/// Columns of a tab at the beginning of a line.
const TAB: u16 = 4;

/// A line that has something to see.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Where it begins, white space included.
    pub(super) raw: u32,
    /// Its first visible character.
    pub(super) start: u32,
    /// Behind the signs by which mail quotes.
    pub(super) body: u32,
    /// Behind its last visible character.
    pub(super) end: u32,
    /// Characters from `body` on; `u16::MAX` if there are too many to be measured.
    pub(super) chars: u16,
    /// How many of them take two columns.
    pub(super) wide: u16,
    /// Columns of white space before `start`.
    pub(super) indent: u16,
    /// Columns up to its words, behind a bullet.
    pub(super) hang: u16,
    /// Tabs between its words.
    pub(super) tabs: u8,
    /// How deep mail quotes it.
    pub(super) quote: u8,
    /// Lines without anything to see before it; a new page counts as one.
    pub(super) blanks: u8,
    /// What it begins with.
    pub(super) mark: Mark,
}

impl Line {
    pub(super) fn text<'t>(&self, raw: &'t str) -> &'t str {
        &raw[self.start as usize..self.end as usize]
    }

    /// The text without signs of quotation.
    pub(super) fn body<'t>(&self, raw: &'t str) -> &'t str {
        &raw[self.body as usize..self.end as usize]
    }

    pub(super) const fn is_measured(&self) -> bool {
        self.chars != u16::MAX
    }
}

/// Reads the lines of a text; those without anything to see are counted only.
pub(super) fn read(raw: &str) -> Vec<Line> {
    let breaks = Breaks::of(raw);
    let has_tabs = memchr(b'\t', raw.as_bytes()).is_some();
    let mut lines = Vec::new();
    let mut blanks = 0_u8;
    let mut at = 0;
    while at < raw.len() {
        let (end, next, is_page) = breaks.next(raw, at);
        match line(raw, at, end, has_tabs) {
            Some(line) => {
                lines.push(Line { blanks, ..line });
                blanks = 0;
            }
            None => blanks = blanks.saturating_add(1),
        }
        blanks = blanks.saturating_add(u8::from(is_page));
        at = next;
    }
    lines
}

fn line(raw: &str, at: usize, end: usize, has_tabs: bool) -> Option<Line> {
    let seen = seen(raw, at, end)?;
    let (start, end) = (seen.start, seen.end);
    let indent = raw[at..start].chars().fold(0_u16, |sum, c| sum.saturating_add(columns(c)));
    let (quote, quoted) = quotes(&raw[start..end]);
    let body = start + quoted;
    let (mark, marked) = mark(&raw[body..end]);
    let (chars, wide) = measure(&raw.as_bytes()[body..end]);
    let tabs = if has_tabs { memchr_iter(b'\t', &raw.as_bytes()[start..end]).count().min(255) } else { 0 };
    Some(Line {
        raw: at as u32,
        start: start as u32,
        body: body as u32,
        end: end as u32,
        chars,
        wide,
        indent,
        hang: indent.saturating_add(raw[body..body + marked].chars().count().min(99) as u16),
        tabs: tabs as u8,
        quote,
        blanks: 0,
        mark,
    })
}

/// A line without what shows nothing at its ends; most lines have nothing there.
fn seen(raw: &str, at: usize, end: usize) -> Option<Range<usize>> {
    let bytes = &raw.as_bytes()[at..end];
    if matches!(bytes, [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic()) {
        return Some(at..end);
    }
    let seen = raw[at..end].trim_start_matches(is_unseen);
    let start = end - seen.len();
    (!seen.is_empty()).then(|| start..start + seen.trim_end_matches(is_unseen).len())
}

/// Columns of an invisible character.
const fn columns(c: char) -> u16 {
    match c {
        '\t' => TAB,
        '\u{3000}' => 2,
        ' ' | '\u{A0}' => 1,
        _ => 0,
    }
}

/// How deep mail quotes a line, and the bytes of the signs: `> > text`.
fn quotes(text: &str) -> (u8, usize) {
    if !text.starts_with('>') {
        return (0, 0);
    }
    let (mut depth, mut length) = (0_u8, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'>' => depth = depth.saturating_add(1),
            b' ' if depth > 0 => {}
            _ => break,
        }
        length = at + 1;
    }
    // A line of nothing but signs has no words behind them.
    if length == text.len() { (depth, 0) } else { (depth, length) }
}

/// Characters, and those of two columns among them: letters of East Asia and
/// signs beyond the basic plane, by their first byte.
fn measure(bytes: &[u8]) -> (u16, u16) {
    if bytes.len() > LONGEST_MEASURED {
        return (u16::MAX, 0);
    }
    if bytes.is_ascii() {
        return (bytes.len() as u16, 0);
    }
    let chars = bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
    let wide = bytes.iter().filter(|&&byte| byte >= 0xE3).count();
    (chars as u16, wide as u16)
}

/// Where lines of a text end.
#[derive(Debug, Clone, Copy)]
enum Breaks {
    /// At line feeds, with or without a carriage return before.
    Usual,
    /// At the other signs of Unicode for it too.
    All,
}

impl Breaks {
    fn of(raw: &str) -> Self {
        let bytes = raw.as_bytes();
        let is_lone = |at: usize| bytes.get(at + 1) != Some(&b'\n');
        let has_others = memchr2(b'\x0B', b'\x0C', bytes).is_some()
            || memchr_iter(b'\r', bytes).any(is_lone)
            || !bytes.is_ascii()
                && ["\u{85}", "\u{2028}", "\u{2029}"]
                    .iter()
                    .any(|sign| memmem::find(bytes, sign.as_bytes()).is_some());
        if has_others { Self::All } else { Self::Usual }
    }

    /// Where the line from `at` on ends, where the next begins, and whether that
    /// is a new paragraph whatever stands there.
    fn next(self, raw: &str, at: usize) -> (usize, usize, bool) {
        let rest = &raw[at..];
        if matches!(self, Self::Usual) {
            let end = memchr(b'\n', rest.as_bytes()).map_or(raw.len(), |length| at + length);
            return (end, end + 1, false);
        }
        let is_break =
            |c: char| matches!(c, '\n' | '\r' | '\x0B' | '\x0C' | '\u{85}' | '\u{2028}' | '\u{2029}');
        let Some(length) = rest.find(is_break) else { return (raw.len(), raw.len(), false) };
        let end = at + length;
        let Some(sign) = raw[end..].chars().next() else { return (end, end, false) };
        let behind = end + sign.len_utf8();
        // A `<br>` stands here as U+2028; source has a line feed behind it, and
        // that is no blank line.
        let next = match sign {
            '\r' if raw[behind..].starts_with('\n') => behind + 1,
            '\u{2028}' => {
                let blank = raw[behind..].trim_start_matches([' ', '\t', '\r']);
                if blank.starts_with('\n') { raw.len() - blank.len() + 1 } else { behind }
            }
            _ => behind,
        };
        (end, next, matches!(sign, '\x0C' | '\u{2029}'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(raw: &str) -> Vec<(&str, u8)> {
        read(raw).iter().map(|line| (line.text(raw), line.blanks)).collect()
    }

    #[test]
    fn lines_end_at_every_sign_for_it() {
        assert_eq!(texts("a\nb\r\nc\n\r\nd"), [("a", 0), ("b", 0), ("c", 0), ("d", 1)]);
        assert_eq!(texts("a\rb\u{85}c\u{2028}d\x0Be"), [("a", 0), ("b", 0), ("c", 0), ("d", 0), ("e", 0)]);
        assert_eq!(texts("a\x0Cb\u{2029}c"), [("a", 0), ("b", 1), ("c", 1)]);
        assert_eq!(texts("a\u{2028}\n b\u{2028}\u{2028}c"), [("a", 0), ("b", 0), ("c", 1)]);
        assert_eq!(texts(" \t\n\u{A0}\n\u{200B}a \u{FEFF}\n"), [("a", 2)]);
        assert_eq!(texts("\n\n\n"), []);
        assert_eq!(texts(""), []);
    }

    #[test]
    fn lines_are_measured() {
        let raw = "\t  a\tb\n> > quoted\n　東京\n12. twelve";
        let lines = read(raw);
        assert_eq!((lines[0].indent, lines[0].tabs, lines[0].chars), (6, 1, 3));
        assert_eq!((lines[1].quote, lines[1].body(raw)), (2, "quoted"));
        assert_eq!((lines[2].indent, lines[2].chars, lines[2].wide), (2, 2, 2));
        assert_eq!((lines[3].mark, lines[3].hang), (Mark::Bullet, 4));
        assert!(!read(&"x".repeat(1000))[0].is_measured());
    }
}
