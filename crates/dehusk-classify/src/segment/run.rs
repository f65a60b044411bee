//! The run of text at hand: white space folded, links marked.

use std::ops::Range;

use dehusk_dom::NodeId;

use crate::block::LinkSpan;

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
    link: Option<(NodeId, usize)>,
    links: Vec<LinkSpan>,
    /// Where in the buffer two line breaks in a row stood.
    pub(super) breaks: Vec<usize>,
}

/// White space that waits for a visible character.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
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
    /// As they are, and blank lines divide: text without a page around it.
    Keep,
}

impl Run {
    pub(super) fn is_empty(&self, buffer: &str) -> bool {
        buffer.len() == self.start
    }

    pub(super) fn push(&mut self, buffer: &mut String, text: &str, lines: Lines) {
        let mut line_breaks = 0;
        for piece in text.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end_matches(char::is_whitespace);
            if !word.is_empty() {
                self.push_word(buffer, word);
                line_breaks = 0;
            }
            let Some(space) = piece[word.len()..].chars().next() else { continue };
            line_breaks += usize::from(space == '\n');
            self.widen(match lines {
                Lines::Keep if space == '\n' => Gap::Line,
                Lines::KeepBlank if line_breaks > 1 => Gap::Paragraph,
                _ => Gap::Space,
            });
        }
    }

    pub(super) fn line_break(&mut self) {
        self.widen(Gap::Line);
    }

    /// White space between two elements that stand beside each other.
    pub(super) fn space(&mut self) {
        self.gap = self.gap.max(Gap::Space);
    }

    fn widen(&mut self, gap: Gap) {
        self.gap = if gap == Gap::Line && self.gap >= Gap::Line { Gap::Paragraph } else { self.gap.max(gap) };
    }

    fn push_word(&mut self, buffer: &mut String, word: &str) {
        let mut visible = word.chars().filter(|&c| !is_junk(c)).peekable();
        if visible.peek().is_none() {
            return;
        }
        if buffer.len() > self.start {
            match self.gap {
                Gap::None => {}
                Gap::Space => buffer.push(' '),
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
        buffer.extend(visible);
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

    /// Ends the run: its range in the buffer and its links. A link that is still
    /// open goes on in the next run.
    pub(super) fn take(&mut self, buffer: &str) -> (Range<usize>, Vec<LinkSpan>, Vec<usize>) {
        let open = self.link.map(|(node, _)| node);
        self.close_link(buffer);
        if let Some(node) = open {
            self.open_link(node);
        }
        let range = self.start..buffer.len();
        self.start = buffer.len();
        self.gap = Gap::None;
        (range, std::mem::take(&mut self.links), std::mem::take(&mut self.breaks))
    }

    /// Goes on behind text that was written past the run.
    pub(super) fn restart(&mut self, buffer: &str) {
        self.start = buffer.len();
        self.gap = Gap::None;
    }
}

/// Characters that show nothing and join nothing: soft hyphen, zero-width space,
/// word joiner, byte order mark, and controls. Joiners (U+200C, U+200D) and
/// direction marks carry meaning in Persian, Indic and emoji text and stay.
const fn is_junk(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}')
}
