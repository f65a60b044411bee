//! The run of text at hand: white space folded, links marked.

use std::ops::Range;

use dehusk_dom::NodeId;

use super::wrap::is_unspaced_wide;
use crate::block::{LinkSpan, TextSource};

/// Text that is being collected at the end of the tree's buffer.
///
/// White space is kept back until a visible character follows, so a run never
/// begins or ends with it.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// Where the run begins in the buffer.
    start: usize,
    gap: Gap,
    /// The `a` element that is open, and where its text begins.
    pub(super) link: Option<(NodeId, usize)>,
    /// Links that ended in the run.
    pub(super) links: Vec<LinkSpan>,
    /// Where in the buffer two line breaks in a row stood.
    pub(super) breaks: Vec<usize>,
    /// Whether the run is text as it stands in the source: lines are found in it
    /// when it ends.
    pub(super) is_raw: bool,
    /// The text node that is being read, until something of it is seen.
    pub(super) unseen: Option<NodeId>,
    /// Where the text nodes of the document begin that are seen.
    pub(super) sources: Vec<TextSource>,
}

/// White space that waits for a visible character.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    /// White space with a line break of the source in it.
    Fold,
    Space,
    Line,
    /// Two or more line breaks: the next character begins another paragraph.
    Paragraph,
}

/// How line breaks of the source count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    /// As white space: text inside elements.
    Fold,
    /// As white space, but blank lines divide: text of a page that stands
    /// outside any element.
    KeepBlank,
}

impl Run {
    pub(super) fn is_empty(&self, buffer: &str) -> bool {
        buffer.len() == self.start
    }

    pub(super) fn push(&mut self, buffer: &mut String, text: &str, lines: Lines) {
        let mut line_breaks = 0;
        let mut rest = text;
        loop {
            let (space, behind) = rest.split_at(length_of(Class::Space, rest));
            if !space.is_empty() {
                self.push_space(space, lines, &mut line_breaks);
            }
            let (visible, behind) = behind.split_at(visible_length(behind));
            if !visible.is_empty() {
                self.push_visible(buffer, visible);
                line_breaks = 0;
            }
            // What is left over is junk, or white space beyond ASCII.
            let mut chars = behind.chars();
            match chars.next() {
                None => return,
                Some(c) if c.is_whitespace() && c.is_ascii() => rest = behind,
                Some(c) => {
                    if c.is_whitespace() {
                        self.space();
                    } else {
                        line_breaks = 0;
                    }
                    rest = chars.as_str();
                }
            }
        }
    }

    /// `line_breaks` counts those since the last character that was none.
    fn push_space(&mut self, space: &str, lines: Lines, line_breaks: &mut usize) {
        // White space that begins with a line break is that of the source's layout.
        self.gap = self.gap.max(if space.starts_with(['\n', '\r']) { Gap::Fold } else { Gap::Space });
        if lines == Lines::Fold {
            return;
        }
        for _ in space.bytes().filter(|&byte| byte == b'\n') {
            *line_breaks += 1;
            if *line_breaks > 1 {
                self.widen(Gap::Paragraph);
            }
        }
    }

    /// Text as it stands in the source.
    pub(super) fn push_raw(&mut self, buffer: &mut String, text: &str) {
        self.is_raw = true;
        if let Some((_, start @ usize::MAX)) = &mut self.link {
            *start = buffer.len();
        }
        buffer.push_str(text);
    }

    pub(super) fn line_break(&mut self, buffer: &mut String) {
        if self.is_raw {
            buffer.push(LINE_SEPARATOR);
        } else {
            self.widen(Gap::Line);
        }
    }

    /// White space between two elements that stand beside each other.
    pub(super) fn space(&mut self) {
        self.gap = self.gap.max(Gap::Space);
    }

    fn widen(&mut self, gap: Gap) {
        self.gap = if gap == Gap::Line && self.gap >= Gap::Line { Gap::Paragraph } else { self.gap.max(gap) };
    }

    fn push_visible(&mut self, buffer: &mut String, text: &str) {
        if buffer.len() > self.start {
            match self.gap {
                Gap::None => {}
                Gap::Fold if is_unspaced_at_end(buffer) && text.starts_with(is_unspaced_wide) => {}
                Gap::Fold | Gap::Space => buffer.push(' '),
                Gap::Line => buffer.push('\n'),
                Gap::Paragraph => {
                    buffer.push('\n');
                    self.breaks.push(buffer.len());
                }
            }
        }
        self.gap = Gap::None;
        if let Some((_, start @ usize::MAX)) = &mut self.link {
            *start = buffer.len();
        }
        if let Some(node) = self.unseen.take() {
            self.sources.push(TextSource { start: buffer.len() as u32, node });
        }
        buffer.push_str(text);
    }

    pub(super) fn open_link(&mut self, node: NodeId) {
        self.link = Some((node, usize::MAX));
    }

    pub(super) fn close_link(&mut self, buffer: &str) {
        if let Some((node, start)) = self.link.take()
            && start < buffer.len()
        {
            self.links.push(LinkSpan { text: start as u32..buffer.len() as u32, node });
        }
    }

    /// Ends the run: its range in the buffer. Its links and breaks stand in
    /// [`Self::links`] and [`Self::breaks`]. A link that is still open goes on in
    /// the next run.
    pub(super) fn take(&mut self, buffer: &str) -> Range<usize> {
        let open = self.link.map(|(node, _)| node);
        self.close_link(buffer);
        if let Some(node) = open {
            self.open_link(node);
        }
        let range = self.start..buffer.len();
        self.restart(buffer);
        range
    }

    /// Goes on behind text that was written past the run, or before text that
    /// was taken away.
    pub(super) fn restart(&mut self, buffer: &str) {
        self.start = buffer.len();
        self.gap = Gap::None;
        self.is_raw = false;
    }
}

/// Whether a text ends in a script without spaces: markup that is broken into
/// lines there has no space in mind (CSS Text Module Level 3, § 4.1.3).
fn is_unspaced_at_end(text: &str) -> bool {
    text.chars().next_back().is_some_and(is_unspaced_wide)
}

/// A `<br>` in text that is kept as it stands.
const LINE_SEPARATOR: char = '\u{2028}';

/// Whether a character shows nothing at the edge of a line.
pub(super) fn is_unseen(c: char) -> bool {
    c.is_whitespace() || is_junk(c)
}

/// What a byte of text begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A character that shows, or goes on with one.
    Visible,
    /// White space of ASCII.
    Space,
    /// Something that only the whole character tells.
    Unclear,
}

/// Beyond ASCII, white space and junk begin with one of five bytes.
const CLASSES: [Class; 256] = {
    let mut classes = [Class::Visible; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'\t'..=b'\r' | b' ' => Class::Space,
            0..=0x1F | 0x7F | 0xC2 | 0xE1..=0xE3 | 0xEF => Class::Unclear,
            _ => Class::Visible,
        };
        byte += 1;
    }
    classes
};

fn class(byte: u8) -> Class {
    CLASSES[usize::from(byte)]
}

fn length_of(wanted: Class, text: &str) -> usize {
    text.bytes().position(|byte| class(byte) != wanted).unwrap_or(text.len())
}

/// How much of a text that does not begin with white space is as it will be in
/// the buffer: characters that show, and single spaces between them.
fn visible_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += plain_length(&bytes[at..]);
        // What follows is not plain, or too short.
        let end = bytes.len().min(at + LANES);
        while at < end {
            match class(bytes[at]) {
                Class::Visible => at += 1,
                Class::Space => {
                    let is_visible = |&byte: &u8| class(byte) == Class::Visible;
                    if bytes[at] != b' ' || !bytes.get(at + 1).is_some_and(is_visible) {
                        return at;
                    }
                    at += 2;
                }
                Class::Unclear => match text[at..].chars().next() {
                    Some(c) if !is_junk(c) && !c.is_whitespace() => at += c.len_utf8(),
                    _ => return at,
                },
            }
        }
        if at == bytes.len() {
            return at;
        }
    }
}

/// Bytes that are looked at together.
const LANES: usize = 32;

/// How many bytes from the first on are visible or single spaces, a chunk at a
/// time; what ends with a space is left to what is behind it.
fn plain_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(chunk) = bytes[at..].first_chunk::<LANES>()
        && is_plain(chunk)
    {
        at += LANES - usize::from(chunk[LANES - 1] == b' ');
    }
    at
}

/// Without a branch, so that the compiler makes SIMD of it.
fn is_plain(chunk: &[u8; LANES]) -> bool {
    let mut is_plain = true;
    for &byte in chunk {
        is_plain &= matches!(byte, b' '..=0x7E | 0x80..=0xC1 | 0xC3..=0xE0 | 0xE4..=0xEE | 0xF0..);
    }
    for at in 1..LANES {
        is_plain &= !matches!((chunk[at - 1], chunk[at]), (b' ', b' '));
    }
    is_plain
}

/// Characters that show nothing and join nothing: soft hyphen, zero-width space,
/// word joiner, byte order mark, and controls. Joiners (U+200C, U+200D) and
/// direction marks carry meaning in Persian, Indic and emoji text and stay.
const fn is_junk(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}')
}
