//! Character references in texts that are no pages: markup that was escaped once
//! more, references that a scrape left over, and `<` that is a character.

use std::borrow::Cow;
use std::collections::HashSet;

use dehusk_dom::Tag;

use crate::tags::{Written, WrittenTag, code, tag, tags};

/// Longer references are none; the longest name of HTML has 32 letters.
const LONGEST: usize = 34;

/// The references that escape markup.
const ESCAPES: [(&str, char); 14] = [
    ("lt", '<'),
    ("gt", '>'),
    ("amp", '&'),
    ("quot", '"'),
    ("apos", '\''),
    ("#60", '<'),
    ("#62", '>'),
    ("#38", '&'),
    ("#34", '"'),
    ("#39", '\''),
    ("#x3c", '<'),
    ("#x3e", '>'),
    ("#x26", '&'),
    ("#x27", '\''),
];

/// Where CDATA sections begin and end, which are none in HTML.
const CDATA: [&str; 2] = ["<![CDATA[", "]]>"];

/// Undoes one level of escaping, if anything was escaped: `&lt;p&gt;` becomes
/// `<p>`, `&amp;lt;` becomes `&lt;`. Other references stay. Linear.
pub(crate) fn unescaped(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut from = 0;
    for (at, name) in references(text) {
        let escape = ESCAPES.iter().find(|(escape, _)| escape.eq_ignore_ascii_case(name));
        if let Some(&(_, sign)) = escape {
            out.push_str(&text[from..at]);
            out.push(sign);
            from = at + name.len() + 2;
        }
    }
    if from == 0 {
        return None;
    }
    out.push_str(&text[from..]);
    Some(out)
}

/// A text that has references in it which a scrape left over, ready to be read as
/// text with references; nothing where there are none, or where they are what
/// the text is about: it has `&lt;` or `&gt;` too.
///
/// Of 1,312 scraped pages seven had such references. In six a reader had written
/// the characters; in the seventh, which explains escaping, the references. Linear.
pub(crate) fn with_references(text: &str) -> Option<String> {
    let mut known = Vec::new();
    for (at, name) in references(text) {
        if ESCAPES.iter().any(|(escape, sign)| matches!(sign, '<' | '>') && escape.eq_ignore_ascii_case(name))
        {
            return None;
        }
        known.push(at);
    }
    if known.is_empty() {
        return None;
    }
    // `&copy=2` of an address is no reference, though HTML would read one.
    let mut known = known.into_iter().peekable();
    let places = text.match_indices('&').map(|(at, _)| at);
    let literal = places.filter(|at| known.next_if_eq(at).is_none());
    Some(replaced(text, literal.map(|at| (at, "&amp;"))))
}

/// `&name;` and `&#1;` with their names.
fn references(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('&').filter_map(|(at, _)| {
        let behind = &text.as_bytes()[at + 1..];
        let length = behind.iter().take(LONGEST).position(|&byte| byte == b';')?;
        let name = &behind[..length];
        let (figures, is_figure): (&[u8], fn(&u8) -> bool) = match name {
            [b'#', b'x' | b'X', figures @ ..] => (figures, u8::is_ascii_hexdigit),
            [b'#', figures @ ..] => (figures, u8::is_ascii_digit),
            [first, ..] if first.is_ascii_alphabetic() => (name, u8::is_ascii_alphanumeric),
            _ => return None,
        };
        let is_reference = !figures.is_empty() && figures.iter().all(is_figure);
        is_reference.then(|| (at, &text[at + 1..at + 1 + length]))
    })
}

/// A mixed text as markup: `<` that begins no tag of its markup is a character,
/// and so is all that Markdown marks as code. Linear.
pub(crate) fn as_markup(text: Cow<'_, str>) -> Cow<'_, str> {
    let text = without_cdata(text);
    let code = code(&text);
    let closed = closed_unknown(&text);
    let mut spans = code.iter().peekable();
    let mut is_code = |at: usize| {
        while spans.next_if(|span| span.end <= at).is_some() {}
        spans.peek().is_some_and(|span| span.contains(&at))
    };
    let is_character =
        |&(at, sign): &(usize, &str)| is_code(at) || sign == "<" && !begins_markup(&text, at, &closed);
    let characters: Vec<(usize, &str)> = text.match_indices(['<', '&']).filter(is_character).collect();
    if characters.is_empty() {
        return text;
    }
    let reference = |sign| if sign == "<" { "&lt;" } else { "&amp;" };
    Cow::Owned(replaced(&text, characters.into_iter().map(|(at, sign)| (at, reference(sign)))))
}

/// Elements of no known name that are closed somewhere.
fn closed_unknown(text: &str) -> HashSet<String> {
    let is_closed = |tag: &WrittenTag<'_>| tag.tag == Tag::Other && tag.written == Written::End;
    tags(text).filter(is_closed).map(|tag| tag.name.to_ascii_lowercase()).collect()
}

fn begins_markup(text: &str, at: usize, closed: &HashSet<String>) -> bool {
    if text[at..].starts_with("<!--") {
        return true;
    }
    tag(text, at).is_some_and(|tag| {
        tag.tag != Tag::Other
            || tag.written == Written::Empty
            || closed.contains(&tag.name.to_ascii_lowercase())
    })
}

/// CDATA sections as the markup that is in them.
pub(crate) fn without_cdata(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains(CDATA[0]) {
        return text;
    }
    Cow::Owned(text.replace(CDATA[0], "").replace(CDATA[1], ""))
}

/// A text with characters of one byte replaced, each by what stands beside its
/// place.
fn replaced<'r>(text: &str, places: impl Iterator<Item = (usize, &'r str)>) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut from = 0;
    for (at, by) in places {
        out.push_str(&text[from..at]);
        out.push_str(by);
        from = at + 1;
    }
    out.push_str(&text[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_level_is_undone() {
        let undone = |text: &str| unescaped(text).unwrap();
        assert_eq!(
            undone("&lt;p class=&quot;a&quot;&gt;x &amp;amp; y&lt;/p&#62;"),
            "<p class=\"a\">x &amp; y</p>"
        );
        assert_eq!(undone("&#x3C;p&#x3e; &nbsp;"), "<p> &nbsp;");
        assert_eq!(unescaped("AT&T; a & b; &nbsp; &lt"), None);
    }

    #[test]
    fn references_are_left_where_they_are_the_subject() {
        assert_eq!(
            with_references("Fish &amp; chips, ?a=1&copy=2").unwrap(),
            "Fish &amp; chips, ?a=1&amp;copy=2"
        );
        assert_eq!(with_references("Write &lt; and &amp; for them."), None);
        assert_eq!(with_references("R&D; &; &#; AT&T"), Some("R&D; &amp;; &amp;#; AT&amp;T".to_owned()));
        assert_eq!(with_references("Fish & chips"), None);
    }

    #[test]
    fn characters_are_told_from_markup() {
        let shown = |text: &'static str| as_markup(Cow::Borrowed(text)).into_owned();
        assert_eq!(shown("a < b <3 <nick> hi <p>x</p>"), "a &lt; b &lt;3 &lt;nick> hi <p>x</p>");
        assert_eq!(shown("`<b> &amp;` <b>x</b> &amp;"), "`&lt;b> &amp;amp;` <b>x</b> &amp;");
        assert_eq!(shown("<o:p>x</o:p><path d=1 /><!-- c -->"), "<o:p>x</o:p><path d=1 /><!-- c -->");
        assert_eq!(shown("<item><![CDATA[<p>x</p>]]></item>"), "<item><p>x</p></item>");
        assert!(matches!(as_markup(Cow::Borrowed("<p>x</p>")), Cow::Borrowed(_)));
    }
}
