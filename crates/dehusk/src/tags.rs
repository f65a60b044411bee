//! The tags of a text that may be markup or may talk about it.

use std::ops::Range;

use dehusk_dom::Tag;

/// A tag that is longer is none.
const LONGEST: usize = 4_096;

/// Longer runs of backticks count as runs of this length.
const LONGEST_RUN: usize = 8;

/// What a tag does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    /// It opens an element.
    Start,
    /// It closes one.
    End,
    /// `<name/>`
    Empty,
}

/// A tag as it is written.
#[derive(Debug)]
pub(crate) struct WrittenTag<'t> {
    /// Where it stands.
    pub(crate) range: Range<usize>,
    pub(crate) name: &'t str,
    /// The element, if HTML has it.
    pub(crate) tag: Tag,
    pub(crate) written: Written,
    pub(crate) has_attributes: bool,
    /// Whether its attributes are code, as in JSX.
    pub(crate) has_code: bool,
}

/// The complete tags of a text outside of what Markdown marks as code, in order.
/// Linear.
pub(crate) fn tags(text: &str) -> impl Iterator<Item = WrittenTag<'_>> {
    let mut code = code(text).into_iter().peekable();
    text.match_indices('<').filter_map(move |(at, _)| {
        while code.next_if(|span| span.end <= at).is_some() {}
        let is_code = code.peek().is_some_and(|span| span.contains(&at));
        if is_code { None } else { tag(text, at) }
    })
}

/// The tag that begins at a `<`: a name, then attributes or nothing, then `>`
/// before another `<`. So `a < b`, `<3`, `<jane@example.org>` and
/// `<https://example.org>` are none.
pub(crate) fn tag(text: &str, at: usize) -> Option<WrittenTag<'_>> {
    let inside = &text[at + 1..];
    let is_end = inside.starts_with('/');
    let inside = &inside[usize::from(is_end)..];
    let length = name_length(inside.as_bytes());
    let (name, behind) = inside.split_at(length);
    if length == 0 || !behind.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')) {
        return None;
    }
    let window = &behind[..behind.floor_char_boundary(LONGEST)];
    let length = window.find(['<', '>'])?;
    if !window[length..].starts_with('>') {
        return None;
    }
    let attributes = window[..length].trim_end();
    let is_empty = attributes.ends_with('/');
    let attributes = attributes.trim_end_matches('/').trim();
    let written = match (is_end, is_empty) {
        (true, _) => Written::End,
        (_, true) => Written::Empty,
        _ => Written::Start,
    };
    let start = text.len() - behind.len();
    Some(WrittenTag {
        range: at..start + length + 1,
        name,
        tag: element(name),
        written,
        has_attributes: !attributes.is_empty(),
        has_code: attributes.contains("={"),
    })
}

/// Letters, figures and hyphens; a colon only before more of the name, so that
/// it is none of an address.
fn name_length(bytes: &[u8]) -> usize {
    if !bytes.first().is_some_and(u8::is_ascii_alphabetic) {
        return 0;
    }
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let is_name = |at: usize| is_letter(at) || bytes[at] == b'-' || bytes[at] == b':' && is_letter(at + 1);
    (0..bytes.len().min(64)).find(|&at| !is_name(at)).unwrap_or(bytes.len().min(64))
}

/// Markup is written in small letters or in capitals; `<Table>` and `<Link>` are
/// components or types.
fn element(name: &str) -> Tag {
    let is_shouted = name.bytes().all(|byte| !byte.is_ascii_lowercase());
    let is_small = name.bytes().all(|byte| !byte.is_ascii_uppercase());
    if is_small {
        Tag::from_name(name)
    } else if is_shouted {
        Tag::from_name(&name.to_ascii_lowercase())
    } else {
        Tag::Other
    }
}

/// What Markdown marks as code: between fences, and between runs of backticks of
/// one length in a line. A fence that is not closed marks nothing.
pub(crate) fn code(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    // One character is searched for much faster than several.
    if !text.contains('`') && !text.contains('~') {
        return spans;
    }
    let mut fence: Option<(usize, &str)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        match (fence, fence_of(trimmed)) {
            (Some((start, sign)), Some(other)) if other.starts_with(sign) && other.len() == trimmed.len() => {
                spans.push(start..at + line.len());
                fence = None;
            }
            (None, Some(sign)) if !trimmed[sign.len()..].contains('`') => fence = Some((at, sign)),
            (None, _) if line.contains('`') => inline(line, at, &mut spans),
            _ => {}
        }
        at += line.len();
    }
    spans
}

/// The signs of a fence with which a line begins.
fn fence_of(line: &str) -> Option<&str> {
    let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(sign).len();
    (length >= 3).then_some(&line[..length])
}

fn inline(line: &str, base: usize, spans: &mut Vec<Range<usize>>) {
    let bytes = line.as_bytes();
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in line.match_indices('`') {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    debug_assert!(runs.iter().all(|run| bytes[run.start] == b'`'), "a run is one of backticks");
    // For each run the next of its length, found from the end.
    let length = |run: &Range<usize>| run.len().min(LONGEST_RUN);
    let mut next = [usize::MAX; LONGEST_RUN + 1];
    let mut closes = vec![usize::MAX; runs.len()];
    for (place, run) in runs.iter().enumerate().rev() {
        closes[place] = std::mem::replace(&mut next[length(run)], place);
    }
    let mut place = 0;
    while place < runs.len() {
        let close = closes[place];
        if close < runs.len() {
            spans.push(base + runs[place].start..base + runs[close].end);
            place = close;
        }
        place += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        tags(text).map(|tag| tag.name).collect()
    }

    #[test]
    fn tags_are_complete() {
        assert_eq!(names("<p>a</p><BR/><a href='x'\n rel=y>b</a >"), ["p", "p", "BR", "a", "a"]);
        assert_eq!(names("<x-card><svg:g><media:title>"), ["x-card", "svg:g", "media:title"]);
        let none = "a < b <3 <jane@example.org> <https://example.org/a> <b <> </> <-p> <!-- p --> x<y, <p";
        assert_eq!(names(none), [""; 0]);
        assert!(names(&format!("<a {}>", "x".repeat(LONGEST))).is_empty());
    }

    #[test]
    fn code_of_markdown_has_none() {
        assert_eq!(names("`<p>` ``a ` <b>`` ` <i>"), ["i"]);
        assert_eq!(names("```html\n<p>\n```\n<b>"), ["b"]);
        assert_eq!(names("~~~~\n<p>\n~~~\n<p>\n~~~~\n<b>"), ["b"]);
        assert_eq!(names("```\n<p>"), ["p"]);
        assert_eq!(names("```<p>``` <b>"), ["b"]);
    }

    #[test]
    fn attributes_and_ends_are_told() {
        let found: Vec<_> = tags("<div a={b}><br /><Table></p>")
            .map(|tag| (tag.tag, tag.written, tag.has_attributes, tag.has_code))
            .collect();
        assert_eq!(
            found,
            [
                (Tag::Div, Written::Start, true, true),
                (Tag::Br, Written::Empty, false, false),
                (Tag::Other, Written::Start, false, false),
                (Tag::P, Written::End, false, false),
            ]
        );
    }
}
