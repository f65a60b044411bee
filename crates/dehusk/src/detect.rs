//! What an input is, where the caller does not say.
//!
//! Text has `<` in it for many reasons, and markup for one. Tags are read as a
//! tokenizer would, outside of what Markdown quotes as code, and speak for or
//! against markup:
//!
//! | for | against |
//! |---|---|
//! | an HTML element that is opened and closed | one that is opened, without attributes, and never closed: "the `<table>` element" |
//! | `<br>`, `<hr>`, `<img …>` and the like with attributes | one alone in quotation marks or brackets: `("<p>")` |
//! | `<p>` or `<li>` that begins a line | `<html>`, `<head>`, `<title>` further down: a page that is talked about |
//! | a tag of HTML at the very beginning | names that are no element of HTML: `<nick>`, `<String>`, `<MyButton />` |
//! | | attributes with `={`: JSX |
//!
//! `a < b`, `<3`, `<jane@example.org>` and `<https://example.org>` are no tags and
//! say nothing. Markup it is if more speaks for it than against it.

use dehusk_dom::Tag;

use crate::InputKind;
use crate::tags::{Written, WrittenTag, tags};

/// A page says so early; what stands further down may be quoted.
const HEAD_BYTES: usize = 4_096;

/// What a tag at the very beginning weighs.
const AT_THE_EDGE: u32 = 8;

/// What an element weighs that is used, or only mentioned.
const ELEMENT: u32 = 2;

/// What a tag weighs whose name HTML does not have.
const UNKNOWN: u32 = 1;

/// What weighs that only code has.
const ONLY_IN_CODE: u32 = 8;

/// Guesses what a text is.
///
/// - A **page** has a doctype, or an `html`, `head` or `body` tag, in its first
///   4096 bytes, with nothing but markup before it.
/// - A **fragment** has tags of HTML that are used, not mentioned (the module's
///   table says how they are told apart), or is one element of XML from its
///   first byte to its last: a feed, an SVG.
/// - **Mixed** is a fragment that has lines of text outside of its block
///   elements, so that line breaks mean something there.
/// - Everything else is **text**: `<` in prose, tags that are only mentioned,
///   addresses in angle brackets, Markdown, code.
///
/// Linear.
pub fn guess_kind(text: &str) -> InputKind {
    if !text.contains('<') {
        return InputKind::Text;
    }
    if is_page(text) {
        return InputKind::Page;
    }
    let mut evidence = Evidence::default();
    for tag in tags(text) {
        evidence.add(text, &tag);
    }
    if is_one_element(text) {
        return InputKind::Fragment;
    }
    match evidence.conclude(text) {
        Use::Mentioned => InputKind::Text,
        Use::Markup if evidence.has_lines_outside(text) => InputKind::Mixed,
        Use::Markup => InputKind::Fragment,
    }
}

/// Whether a text is one element of XML, such as a feed's item, whose texts may
/// be escaped markup: its name is none of HTML's.
pub(crate) fn is_xml(text: &str) -> bool {
    let mut root = tags(text).map(|tag| (tag.tag, tag.name));
    root.next().is_some_and(|(tag, _)| tag == Tag::Other) && is_one_element(text)
}

fn is_page(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(HEAD_BYTES)];
    if !head.trim_start_matches(is_blank).starts_with('<') {
        return false;
    }
    let doctype = "<!doctype html";
    let has_doctype = head.match_indices('<').any(|(at, _)| {
        head[at..].get(..doctype.len()).is_some_and(|start| start.eq_ignore_ascii_case(doctype))
    });
    has_doctype
        || tags(head)
            .any(|tag| tag.written != Written::End && matches!(tag.tag, Tag::Html | Tag::Head | Tag::Body))
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{FEFF}'
}

/// Whether a text begins with a tag and ends with the end tag of the same name.
fn is_one_element(text: &str) -> bool {
    let text = text.trim_matches(is_blank);
    let Some(behind) = text.strip_suffix('>').filter(|behind| !behind.ends_with('>')) else { return false };
    let Some(at) = behind.rfind("</") else { return false };
    let end = behind[at + 2..].trim_end();
    let first = tags(text).next();
    // A prolog and comments may stand before it, no words.
    first.is_some_and(|first| {
        first.name.eq_ignore_ascii_case(end)
            && first.written == Written::Start
            && (first.range.start == 0 || text.starts_with("<?") || text.starts_with("<!"))
    })
}

/// What the tags of a text are there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Markup,
    Mentioned,
}

/// What the tags of a text say.
#[derive(Debug, Default)]
struct Evidence {
    for_markup: u32,
    against: u32,
    /// Elements that are open: how many with attributes, and how many without.
    open: Vec<(Tag, [u32; 2])>,
    /// Where block elements lie, the outermost.
    blocks: Blocks,
}

/// Spans of a text that block elements cover.
#[derive(Debug, Default)]
struct Blocks {
    covered: Vec<std::ops::Range<usize>>,
    /// The outermost that is open, where it begins, and how many of its name are
    /// open.
    open: Option<(Tag, usize, u32)>,
}

impl Evidence {
    fn add(&mut self, text: &str, tag: &WrittenTag<'_>) {
        self.blocks.add(tag);
        if tag.has_code {
            self.against += ONLY_IN_CODE;
        }
        match tag.tag {
            Tag::Other => self.add_unknown(tag),
            Tag::Html | Tag::Head | Tag::Body | Tag::Title | Tag::Meta | Tag::Base => self.against += ELEMENT,
            Tag::Br | Tag::Hr => self.for_markup += ELEMENT,
            known if is_void(known) && tag.has_attributes && !is_quoted(text, tag) => {
                self.for_markup += ELEMENT;
            }
            known if is_void(known) => self.against += ELEMENT,
            known => self.add_known(text, tag, known),
        }
    }

    /// Custom elements have a hyphen in their names, elements of XML a colon.
    fn add_unknown(&mut self, tag: &WrittenTag<'_>) {
        let is_component = tag.name.starts_with(|c: char| c.is_ascii_uppercase())
            && tag.name.contains(|c: char| c.is_ascii_lowercase());
        if is_component {
            self.against += ONLY_IN_CODE;
        } else if !tag.name.contains(['-', ':']) && tag.written != Written::End {
            self.against += UNKNOWN;
        }
    }

    fn add_known(&mut self, text: &str, tag: &WrittenTag<'_>, known: Tag) {
        let attributes = usize::from(tag.has_attributes);
        if tag.written == Written::End {
            if let Some((_, open)) = self.open.iter_mut().find(|(open, _)| *open == known)
                && let Some(count) = open.iter_mut().rev().find(|count| **count > 0)
            {
                *count -= 1;
                self.for_markup += ELEMENT;
            }
            return;
        }
        if is_quoted(text, tag) {
            self.against += ELEMENT;
            return;
        }
        // `<p>` needs no end tag.
        if has_optional_end(known) && begins_line(text, tag.range.start) {
            self.for_markup += ELEMENT;
        }
        if let Some((_, open)) = self.open.iter_mut().find(|(open, _)| *open == known) {
            open[attributes] += 1;
        } else {
            let mut count = [0; 2];
            count[attributes] = 1;
            self.open.push((known, count));
        }
    }

    fn conclude(&self, text: &str) -> Use {
        let unclosed = self.open.iter().filter(|(tag, _)| !has_optional_end(*tag));
        let against = self.against + unclosed.map(|(_, count)| count[0] * ELEMENT).sum::<u32>();
        let mut for_markup = self.for_markup;
        if for_markup > 0 {
            let text = text.trim_matches(is_blank);
            let begins = tags(text).next().is_some_and(|tag| tag.range.start == 0 && tag.tag != Tag::Other);
            for_markup += AT_THE_EDGE * u32::from(begins);
        }
        if for_markup > against { Use::Markup } else { Use::Mentioned }
    }

    /// Whether words stand outside of block elements, in a text that has more
    /// lines than one there.
    fn has_lines_outside(&self, text: &str) -> bool {
        let mut at = 0;
        // What is left open reaches to the end: its end tag is optional, or cut off.
        let end = self.blocks.open.as_ref().map_or(text.len(), |&(_, start, _)| start);
        let end = std::iter::once(end..text.len());
        self.blocks.covered.iter().cloned().chain(end).any(|covered| {
            let outside = &text[at.min(covered.start)..covered.start];
            at = covered.end;
            let has_words = |line: &str| line.trim_start().starts_with(|c: char| c != '<');
            outside.contains('\n') && outside.lines().any(has_words)
        })
    }
}

impl Blocks {
    fn add(&mut self, tag: &WrittenTag<'_>) {
        if !is_block(tag.tag) {
            return;
        }
        match (&mut self.open, tag.written) {
            (None, Written::Start) => self.open = Some((tag.tag, tag.range.start, 1)),
            (Some((open, _, depth)), Written::Start) if *open == tag.tag => *depth += 1,
            (Some((open, start, depth)), Written::End) if *open == tag.tag => {
                *depth -= 1;
                if *depth == 0 {
                    self.covered.push(*start..tag.range.end);
                    self.open = None;
                }
            }
            _ => {}
        }
    }
}

/// Whether a tag stands alone between quotation marks or brackets.
fn is_quoted(text: &str, tag: &WrittenTag<'_>) -> bool {
    let is_quote =
        |c: char| matches!(c, '"' | '\'' | '(' | ')' | '“' | '”' | '‘' | '’' | '„' | '«' | '»' | '「' | '」');
    text[..tag.range.start].ends_with(is_quote) && text[tag.range.end..].starts_with(is_quote)
}

fn begins_line(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with(['\n', '\r'])
}

const fn is_void(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Br
            | Tag::Img
            | Tag::Hr
            | Tag::Input
            | Tag::Link
            | Tag::Meta
            | Tag::Base
            | Tag::Col
            | Tag::Embed
            | Tag::Source
            | Tag::Track
            | Tag::Wbr
            | Tag::Area
            | Tag::Param
    )
}

const fn has_optional_end(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::P
            | Tag::Li
            | Tag::Dt
            | Tag::Dd
            | Tag::Tr
            | Tag::Td
            | Tag::Th
            | Tag::THead
            | Tag::TBody
            | Tag::TFoot
            | Tag::Option
    )
}

/// Elements that hold lines, not words of one.
#[allow(clippy::enum_glob_use, reason = "a table of tags")]
const fn is_block(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        Address
            | Article
            | Aside
            | BlockQuote
            | Center
            | Details
            | Div
            | Dl
            | FieldSet
            | FigCaption
            | Figure
            | Footer
            | Form
            | H1
            | H2
            | H3
            | H4
            | H5
            | H6
            | Header
            | IFrame
            | Li
            | Main
            | Nav
            | NoScript
            | Ol
            | P
            | Pre
            | Script
            | Section
            | Style
            | Table
            | Ul
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(kind: InputKind, texts: &[&str]) {
        for text in texts {
            assert_eq!(guess_kind(text), kind, "{text}");
        }
    }

    #[test]
    fn pages() {
        check(
            InputKind::Page,
            &[
                "<!DOCTYPE html><p>x",
                "\u{FEFF}\n<!-- saved --><HTML lang=en>",
                "<?xml version='1.0'?><html>",
                "<meta charset=utf-8><title>x</title><body class=a>",
            ],
        );
    }

    #[test]
    fn fragments() {
        check(
            InputKind::Fragment,
            &[
                "<p>x</p>",
                "<p>One.\n<p>Two,\nand more.",
                "one<br>two",
                "a <b>b</b> <unknown>",
                "<div><div><p>cut off</p>",
                "<div class=a>\n  <h2>x</h2>\n  <p>y\n z</p>\n</div>\n<ul>\n<li>a</li>\n</ul>",
                "<p>Write <code>&lt;p&gt;</code>.</p>",
                "<p>The template <b>List</b> &lt;T&gt;</p>\n<!-- note -->\n",
                "<svg viewBox='0 0 1 1'><path d='M0 0'/></svg>",
                "<rss version='2.0'><channel><item><title>x</title></item></channel></rss>",
                "<?xml version='1.0'?>\n<feed>\n<entry>x</entry>\n</feed>\n",
                "<P>OLD<BR>WEB</P>",
                "<item>\n<title>x</title>\n<description>y</description>\n</item>",
            ],
        );
    }

    #[test]
    fn mixed() {
        check(
            InputKind::Mixed,
            &[
                "words\n\n<blockquote class=a>\nx</blockquote>",
                "# Title\n\nText with <b>bold</b> words.\n",
                "Home\nNews\n<p>The text\nof it.</p>\nShare",
                "<div>menu</div>\nThe text.\nAnd more.",
                "<h1 align=center>Name</h1>\n\n```html\n<table>\n```\n\nMore.",
                "Look for a <strong>verified report</strong>, not an estimate.\n\nA second line.",
            ],
        );
    }

    #[test]
    fn texts() {
        check(
            InputKind::Text,
            &[
                "",
                "a < b and b > c",
                "If a<b and b>c, then a<c.",
                "Write to Jane <jane@example.org>.",
                "See <https://example.org/a> and <mailto:jane@example.org>.",
                "From: Jane <jane@example.org>\nTo: <list@example.org>\n\n> a <3 b\n>> c",
                "Close it with `</p>`, open it with `<p>`.",
                "The <body> tag comes behind <head>.",
                "The <table> element holds rows: <tr>, and cells: <td>.",
                "It prints \"<p>\" and then \"</p>\".",
                "# Title\n\n> quoted\n\n- item <3",
                "# Use\n\n```html\n<p>x</p>\n<b>y</b>\n```\n\n~~~\n<i>z</i>\n~~~\n",
                "List<String> x = a<b>c",
                "Map<String, List<Integer>> m; // <b>",
                "<mara> did it come?\n<jonas> no\n<mara> ok",
                "<b> hi\n<i> hello\n<b> bye",
                "[12:01] <q> is <3 more than <2?",
                "return (<MyButton onClick={() => go()}>Go</MyButton>);",
                "usage: tool [-h] <file> <out>",
                "1 << 2 >> 3 <= 4 => 5 <> 6 <- 7 -> 8",
                "{{ name }} <%= value %> {% if a < b %}",
                "&lt;p&gt;escaped&lt;/p&gt;",
            ],
        );
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in r"([<>/`~!\[\]a-zA-Z &;=\n\-：é]|<p>|</p>|<br|```|<!--|<!\[CDATA\[){0,80}") {
            let _ = guess_kind(&text);
            let _ = is_xml(&text);
        }

        /// Words and every sign but those of tags.
        #[test]
        fn prose_is_text(text in r"([\p{L}\p{N} .,;:!?()&#'\n-]{1,20}(< | <3 | <a@b\.c> |<-|<=|> )?){0,20}") {
            prop_assert_eq!(guess_kind(&text), InputKind::Text);
        }
    }
}
