//! What an input is, where the caller does not say.

use dehusk_dom::Tag;

use crate::InputKind;

/// A page says so early; what stands further down may be quoted.
const HEAD_BYTES: usize = 4_096;

/// Guesses what a text is.
///
/// - A **page** has a doctype, or an `html`, `head` or `body` tag, in its first
///   4096 bytes, with nothing but markup before it.
/// - A **fragment** has an HTML element that is opened and closed again, or a
///   void one (`<br>`, `<img …>`, `<hr>`), outside of code quotes.
/// - Everything else is **text**: `<` in prose, tags that are only mentioned,
///   addresses in angle brackets, Markdown.
///
/// Linear; looks at tags only.
pub fn guess_kind(text: &str) -> InputKind {
    if is_page(text) {
        InputKind::Page
    } else if has_elements(text) {
        InputKind::Fragment
    } else {
        InputKind::Text
    }
}

fn is_page(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(HEAD_BYTES)];
    if !head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').starts_with('<') {
        return false;
    }
    head.match_indices('<').any(|(at, _)| {
        let rest = &head[at + 1..];
        starts_with_ignore_case(rest, "!doctype html")
            || matches!(start_tag(rest), Some(Tag::Html | Tag::Head | Tag::Body))
    })
}

fn has_elements(text: &str) -> bool {
    let mut open: Vec<Tag> = Vec::new();
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        // `<b>` in backquotes is mentioned, not used.
        if text[..at].ends_with('`') {
            continue;
        }
        if let Some(tag) = rest.strip_prefix('/').and_then(start_tag) {
            if open.contains(&tag) {
                return true;
            }
        } else if let Some(tag) = start_tag(rest) {
            if matches!(tag, Tag::Br | Tag::Img | Tag::Hr) {
                return true;
            }
            // Elements of one kind count once, so the list stays short.
            if !open.contains(&tag) {
                open.push(tag);
            }
        }
    }
    false
}

/// The element of a tag, given what stands behind its `<`. The tag must be
/// complete: a name, then attributes or nothing, then `>` before another `<`.
fn start_tag(rest: &str) -> Option<Tag> {
    let length = rest.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    let (name, behind) = rest.split_at(length);
    if !behind.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')) {
        return None;
    }
    let tag = Tag::from_name(&name.to_ascii_lowercase());
    let window = &behind[..behind.floor_char_boundary(HEAD_BYTES)];
    let end = window.find(['<', '>'])?;
    (tag != Tag::Other && window[end..].starts_with('>')).then_some(tag)
}

fn starts_with_ignore_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages() {
        for text in [
            "<!DOCTYPE html><p>x",
            "\u{FEFF}\n<!-- saved --><HTML lang=en>",
            "<?xml version='1.0'?><html>",
            "<meta charset=utf-8><title>x</title><body class=a>",
        ] {
            assert_eq!(guess_kind(text), InputKind::Page, "{text}");
        }
    }

    #[test]
    fn fragments() {
        for text in [
            "<p>x</p>",
            "words\n\n<blockquote class=a>\nx</blockquote>",
            "one<br>two",
            "a <b>b</b> <unknown>",
        ] {
            assert_eq!(guess_kind(text), InputKind::Fragment, "{text}");
        }
    }

    #[test]
    fn texts() {
        for text in [
            "",
            "a < b and b > c",
            "Write to Jane <jane@example.org>.",
            "Close it with `</p>`, open it with `<p>`.",
            "The <body> tag comes behind <head>.",
            "# Title\n\n> quoted\n\n- item <3",
            "List<String> x = a<b>c",
        ] {
            assert_eq!(guess_kind(text), InputKind::Text, "{text}");
        }
    }
}
