//! Text that no element divides: plain text, and the bare parts of a mixed one.
//!
//! Blank lines divide paragraphs. A single line break divides lines of one
//! paragraph, each a block, so that a menu scraped line by line can be cut at
//! every line. Two things are more than a line:
//!
//! - Prose that was wrapped at a width ([`Wrap`]) is joined again, up to a line
//!   that has room left, is set in or out, or begins with a bullet, a number or
//!   another sign. An item's lines hang behind its bullet.
//! - Code stays as it is, white space and all: between fences of Markdown, or
//!   lines of which most end as lines of code do.
//!
//! Verse, addresses, dialogue and tables are lines and stay lines: none of them
//! fills a width, or each of their lines begins with a capital or a sign.

use std::ops::Range;

use super::line::{self, Line};
use super::mark::{Fence, Mark};
use super::wrap::Wrap;
use crate::block::Joint;

/// The line of an item that others hang on is at least so long.
const SHORTEST_HUNG: u16 = 36;

/// A heading that is underlined has at most so many characters.
const LONGEST_UNDERLINED: u16 = 120;

/// What of a text becomes one line, or one piece of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its lines, by their place in [`Bare::lines`].
    pub(super) lines: Range<usize>,
    pub(super) form: Form,
    /// How it hangs together with the piece before it.
    pub(super) joint: Joint,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A line, or several that are one when joined again.
    Prose,
    /// A heading and the signs that underline it, each in its line.
    Underlined,
    /// A row of a table: its tabs stay.
    Row,
    /// Lines as they are, with their white space.
    Verbatim,
}

/// A text and its lines.
pub(super) struct Bare<'t> {
    pub(super) raw: &'t str,
    pub(super) lines: Vec<Line>,
    /// The width at which the whole text was wrapped.
    pub(super) wrap: Option<Wrap>,
}

/// Lines in a row that could be wrapped prose, and the width if they are.
#[derive(Debug, Default)]
struct Stretch {
    end: usize,
    wrap: Option<Wrap>,
}

/// What is known of the lines at hand while pieces are made.
#[derive(Debug, Default)]
struct Place {
    /// Where the paragraph ends.
    paragraph: usize,
    stretch: Stretch,
    /// Fences that nothing further down closes, by sign and length.
    unclosed: [u8; 2],
}

impl<'t> Bare<'t> {
    /// Reads the lines of a text. Linear.
    pub(super) fn of(raw: &'t str) -> Self {
        let lines = line::read(raw);
        let wrap = Wrap::of_text(raw, &lines);
        Self { raw, lines, wrap }
    }

    /// The pieces in order; every line is in one of them. Linear.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::with_capacity(self.lines.len());
        let mut place = Place { unclosed: [u8::MAX; 2], ..Place::default() };
        let mut at = 0;
        while at < self.lines.len() {
            let joint = if self.lines[at].blanks > 0 { Joint::Break } else { Joint::Line };
            let (end, form) = self.piece(at, &mut place);
            pieces.push(Piece { lines: at..end, form, joint });
            at = end;
        }
        pieces
    }

    fn piece(&self, at: usize, place: &mut Place) -> (usize, Form) {
        if let Mark::Fence(fence) = self.lines[at].mark
            && let Some(end) = self.fenced(at, fence, &mut place.unclosed)
        {
            return (end, Form::Verbatim);
        }
        if at >= place.paragraph {
            place.paragraph = self.paragraph(at);
            if self.is_code(at..place.paragraph) {
                return (place.paragraph, Form::Verbatim);
            }
            if self.is_underlined(at, place.paragraph) {
                return (at + 2, Form::Underlined);
            }
        }
        if self.is_row(at, place.paragraph) {
            return (at + 1, Form::Row);
        }
        (self.prose(at, place), Form::Prose)
    }

    /// Behind the line that closes a fence. A fence that nothing closes is none:
    /// otherwise three stray signs would make one block of all that follows.
    fn fenced(&self, at: usize, fence: Fence, unclosed: &mut [u8; 2]) -> Option<usize> {
        let least = &mut unclosed[usize::from(fence.sign == b'~')];
        if fence.length >= *least {
            return None;
        }
        let closes = |line: &Line| matches!(line.mark, Mark::Fence(other) if fence.is_closed_by(other));
        let behind = &self.lines[at + 1..];
        if let Some(length) = behind.iter().position(closes) {
            return Some(at + 1 + length + 1);
        }
        *least = fence.length;
        None
    }

    /// Behind the last line before a blank one.
    fn paragraph(&self, at: usize) -> usize {
        let behind = &self.lines[at + 1..];
        behind.iter().position(|line| line.blanks > 0).map_or(self.lines.len(), |length| at + 1 + length)
    }

    fn is_underlined(&self, at: usize, end: usize) -> bool {
        at + 1 < end
            && self.lines[at].mark == Mark::None
            && self.lines[at].chars <= LONGEST_UNDERLINED
            && self.lines[at + 1].mark == Mark::Underline
    }

    /// Whether the line beside it has as many tabs.
    fn is_row(&self, at: usize, end: usize) -> bool {
        let tabs = self.lines[at].tabs;
        let like = |other: usize| self.lines[other].tabs == tabs;
        tabs > 0 && (at + 1 < end && like(at + 1) || at > 0 && self.lines[at].blanks == 0 && like(at - 1))
    }

    /// Whether most lines end as lines of code do. A list whose items end in
    /// semicolons has bullets, or no signs that only code has.
    fn is_code(&self, lines: Range<usize>) -> bool {
        let lines = &self.lines[lines];
        if lines.len() < 3 {
            return false;
        }
        let ends = |line: &&Line| line.text(self.raw).ends_with([';', '{', '}', '(', ',']);
        let count = lines.iter().filter(ends).count();
        count * 5 >= lines.len() * 3
            && lines.iter().all(|line| line.mark != Mark::Bullet)
            && lines.iter().filter(|line| has_signs_of_code(line.text(self.raw))).count() * 3 >= lines.len()
    }

    /// Behind the last line that goes on with the sentence of this one.
    fn prose(&self, first: usize, place: &mut Place) -> usize {
        if first >= place.stretch.end {
            place.stretch = self.stretch(first, place.paragraph);
        }
        let wrap = place.stretch.wrap.or(self.wrap);
        let mut end = first + 1;
        while end < place.paragraph && self.goes_on(first, end, place.paragraph, wrap) {
            end += 1;
        }
        end
    }

    /// Lines that nothing but a line break divides.
    fn stretch(&self, at: usize, paragraph: usize) -> Stretch {
        let first = &self.lines[at];
        let others = self.lines[at + 1..paragraph].iter();
        let length = others.take_while(|line| line.mark == Mark::None && line.quote == first.quote).count();
        let end = at + 1 + length;
        let is_candidate = matches!(first.mark, Mark::None | Mark::Bullet);
        let wrap = if is_candidate { Wrap::of_stretch(self.raw, &self.lines[at..end]) } else { None };
        Stretch { end, wrap }
    }

    /// Whether the line `next` goes on with what begins in `first`.
    fn goes_on(&self, first: usize, next: usize, paragraph: usize, wrap: Option<Wrap>) -> bool {
        let (begin, line, follows) = (&self.lines[first], &self.lines[next - 1], &self.lines[next]);
        if follows.mark != Mark::None || follows.quote != line.quote {
            return false;
        }
        let is_full = || wrap.is_some_and(|wrap| wrap.is_full(self.raw, line, follows));
        match begin.mark {
            Mark::LoneBullet => next == first + 1 || is_full() && follows.indent == line.indent,
            Mark::Bullet => {
                let hangs = follows.indent == begin.hang && line.is_measured();
                let is_inside = follows.indent > begin.indent || follows.indent == 0 && begin.indent == 0;
                hangs && line.chars >= SHORTEST_HUNG || is_inside && is_full()
            }
            Mark::None => {
                self.is_set_alike(first, next, paragraph)
                    && is_full()
                    && !is_shouted(self.raw, line, follows)
                    && ![line, follows].iter().any(|line| has_signs_of_code(line.text(self.raw)))
            }
            _ => false,
        }
    }

    /// Whether a line is set in as the lines of its paragraph are: all alike, or
    /// the first further in, or the first further out.
    fn is_set_alike(&self, first: usize, next: usize, paragraph: usize) -> bool {
        let (line, follows) = (&self.lines[next - 1], &self.lines[next]);
        if line.quote > 0 || follows.indent == line.indent {
            return true;
        }
        if next - 1 != first {
            return false;
        }
        // A first line further out; but if only the second stands further in, a
        // new paragraph begins there.
        let hangs = || next + 1 < paragraph && self.lines[next + 1].indent == follows.indent;
        follows.indent < line.indent || hangs()
    }
}

fn has_signs_of_code(text: &str) -> bool {
    text.ends_with(['{', '}', '(']) || text.ends_with(");") || text.ends_with("),") || text.contains(" = ")
}

/// Whether a line in capitals stands before one that is not: a heading.
fn is_shouted(raw: &str, line: &Line, next: &Line) -> bool {
    let is_shouted = |text: &str| {
        !text.contains(char::is_lowercase) && text.chars().filter(|c| c.is_uppercase()).take(4).count() == 4
    };
    is_shouted(line.text(raw)) && !is_shouted(next.text(raw))
}
