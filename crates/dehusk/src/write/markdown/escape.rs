//! Text so written that CommonMark reads it back as it is.
//!
//! `<` and `&` become references, since readers that know fewer escapes than
//! CommonMark would take `\<script>` for an element; `&` only where it would be
//! read as the begin of a reference. Other signs get a backslash, where they
//! could mean something: most do so in some places only.

use std::borrow::Cow;

/// Longer names of references are none, nor longer numbers.
const LONGEST_REFERENCE: usize = 34;

/// What stands around a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It is the first of its line, where blocks begin.
    LineStart,
    /// Something is before it.
    Inside,
}

/// Whether a dollar sign could be taken for the mark of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dollars {
    /// There is but one in the line.
    Plain,
    Escaped,
}

/// Writes `text`, which has no line break in it.
pub(super) fn push_text(out: &mut String, text: &str, place: Place, dollars: Dollars) {
    let start = if place == Place::LineStart { push_line_start(out, text) } else { 0 };
    let bytes = text.as_bytes();
    let mut from = start;
    for at in start..bytes.len() {
        let Some(escape) = escape(bytes, at, dollars) else { continue };
        out.push_str(&text[from..at]);
        from = match escape {
            Escape::Backslash => {
                out.push('\\');
                at
            }
            Escape::Reference(reference) => {
                out.push_str(reference);
                at + 1
            }
        };
    }
    out.push_str(&text[from..]);
}

enum Escape {
    Backslash,
    Reference(&'static str),
}

/// What the sign at `at` needs anywhere in a line. The end of the text counts as
/// a sign that makes it mean something: what follows is not known here.
fn escape(bytes: &[u8], at: usize, dollars: Dollars) -> Option<Escape> {
    let next = bytes.get(at + 1).copied();
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let needs_backslash = match bytes[at] {
        b'*' | b'`' | b'[' | b']' | b'~' => true,
        b'\\' => next.is_none_or(|next| next.is_ascii_punctuation()),
        b'_' => !(at > 0 && is_letter(bytes.get(at - 1)) && is_letter(bytes.get(at + 1))),
        b'!' => next.is_none(),
        // Behind the bracket of a link it would be the mark of a note.
        b'^' => at == 0,
        b'$' => dollars == Dollars::Escaped,
        b'<' => {
            return next.is_none_or(|next| next != b' ').then_some(Escape::Reference("&lt;"));
        }
        b'&' => {
            return (next.is_none() || is_reference(&bytes[at + 1..])).then_some(Escape::Reference("&amp;"));
        }
        _ => false,
    };
    needs_backslash.then_some(Escape::Backslash)
}

/// Whether `rest`, which stands behind `&`, could be read as a reference, alone
/// or with what follows.
fn is_reference(rest: &[u8]) -> bool {
    let name = rest.strip_prefix(b"#").unwrap_or(rest);
    let length = name.iter().take(LONGEST_REFERENCE).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    name.get(length).is_none_or(|&byte| byte == b';')
}

/// Writes as much of the begin of a line as would begin a block, and says how
/// many bytes of `text` that was.
fn push_line_start(out: &mut String, text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_end = |at: usize| bytes.get(at).is_none_or(|&byte| byte == b' ');
    let figures = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let at = match bytes.first() {
        Some(b'#' | b'>' | b'=' | b'|') => 0,
        Some(b'+') if is_end(1) => 0,
        Some(b'-') if is_end(1) || matches!(bytes[1], b'-' | b'|' | b':') => 0,
        Some(b':') if bytes.get(1).is_none_or(|&byte| byte == b'-') => 0,
        Some(b'0'..=b'9') if matches!(bytes.get(figures), Some(b'.' | b')')) && is_end(figures + 1) => {
            figures
        }
        _ => return 0,
    };
    out.push_str(&text[..at]);
    out.push('\\');
    out.push_str(&text[at..=at]);
    at + 1
}

/// Writes code as a code span.
pub(super) fn push_code(out: &mut String, code: &str) {
    let fence = "`".repeat(longest_ticks(code) + 1);
    let is_padded = |sign: char| code.starts_with(sign) || code.ends_with(sign);
    // A reader takes one space from each side of what has both.
    let is_trimmed = code.starts_with(' ') && code.ends_with(' ') && code.bytes().any(|byte| byte != b' ');
    let padding = if is_padded('`') || is_trimmed { " " } else { "" };
    for piece in [&fence, padding, code, padding, &fence] {
        out.push_str(piece);
    }
}

/// The longest row of back-ticks in `code`.
pub(super) fn longest_ticks(code: &str) -> usize {
    let ticks = code.split(|sign| sign != '`').map(str::len);
    ticks.max().unwrap_or(0)
}

/// Writes where a link leads, as it came from
/// [`address`](super::super::address::address).
pub(super) fn push_destination(out: &mut String, url: &str) {
    let url = with_references(url);
    let is_bare = has_paired_parentheses(&url);
    out.push_str(if is_bare { "" } else { "<" });
    out.push_str(&url);
    out.push_str(if is_bare { "" } else { ">" });
}

/// References are read in addresses too.
fn with_references(url: &str) -> Cow<'_, str> {
    let bytes = url.as_bytes();
    let mut ends =
        url.match_indices('&').filter(|(at, _)| is_reference(&bytes[at + 1..])).map(|(at, _)| at).peekable();
    if ends.peek().is_none() {
        return Cow::Borrowed(url);
    }
    let mut out = String::with_capacity(url.len() + 16);
    let mut from = 0;
    for at in ends {
        out.push_str(&url[from..at]);
        out.push_str("&amp;");
        from = at + 1;
    }
    out.push_str(&url[from..]);
    Cow::Owned(out)
}

/// Whether a reader that counts parentheses finds the end of the address. One in
/// another is all that addresses of wikis need, and what all readers can.
fn has_paired_parentheses(url: &str) -> bool {
    let mut open = 0;
    for byte in url.bytes() {
        match byte {
            b'(' => open += 1,
            b')' if open == 0 => return false,
            b')' => open -= 1,
            _ => {}
        }
        if open > 2 {
            return false;
        }
    }
    open == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(text: &str) -> String {
        let mut out = String::new();
        push_text(&mut out, text, Place::LineStart, Dollars::Plain);
        out
    }

    #[test]
    fn only_what_means_something_is_escaped() {
        assert_eq!(
            start("R&D in snake_case, 3 < 4 > 2; C:\\dir (a) ~5"),
            "R&D in snake_case, 3 < 4 > 2; C:\\dir (a) \\~5"
        );
        assert_eq!(
            start("<b> &lt; &#60; _a_ [x](y) *z*"),
            "&lt;b> &amp;lt; &amp;#60; \\_a\\_ \\[x\\](y) \\*z\\*"
        );
    }

    #[test]
    fn line_starts_begin_no_block() {
        for (text, written) in [
            ("# a", "\\# a"),
            ("> a", "\\> a"),
            ("- a", "\\- a"),
            ("-5 °C", "-5 °C"),
            ("---", "\\---"),
            ("1. a", "1\\. a"),
            ("1.5 m", "1.5 m"),
            ("12) a", "12\\) a"),
            ("===", "\\==="),
            ("+ a", "\\+ a"),
            ("|a|", "\\|a|"),
            (":-|-", "\\:-|-"),
        ] {
            assert_eq!(start(text), written);
        }
    }

    #[test]
    fn code_spans_outnumber_their_ticks() {
        for (code, written) in
            [("a", "`a`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), (" a ", "`  a  `"), (" ", "` `")]
        {
            let mut out = String::new();
            push_code(&mut out, code);
            assert_eq!(out, written);
        }
    }

    #[test]
    fn destinations_end_where_they_should() {
        for (url, written) in [("/a_(b)", "/a_(b)"), ("/a)", "</a)>"), ("/?a&lt;b&c=d", "/?a&amp;lt;b&c=d")] {
            let mut out = String::new();
            push_destination(&mut out, url);
            assert_eq!(out, written);
        }
    }
}
