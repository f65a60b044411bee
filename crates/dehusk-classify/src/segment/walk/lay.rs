//! Text that no element divides, laid into the tree.

use super::super::bare::{Bare, Form, Piece};
use super::super::line::Line;
use super::super::run::Lines;
use super::super::wrap::takes_space;
use super::Walk;
use crate::block::{BlockKind, LinkSpan};

/// Links of a text that were not laid yet; the first may be begun.
type Rest<'l> = &'l [LinkSpan];

impl Walk<'_> {
    /// Makes blocks of a text as it stands in the source. `links` says where in
    /// it links stand, in order. Linear.
    pub(super) fn bare_text(&mut self, raw: &str, links: &[LinkSpan]) {
        let mut rest = links;
        self.no_source();
        let bare = Bare::of(raw);
        for (place, piece) in bare.pieces().into_iter().enumerate() {
            if place > 0 {
                self.joint = self.joint.max(piece.joint);
            }
            if piece.form == Form::Verbatim {
                self.verbatim(raw, &bare.lines[piece.lines.clone()]);
            } else {
                self.laid(&bare, &piece, &mut rest);
            }
        }
    }

    /// Lines as they are; only what ends them is made one.
    fn verbatim(&mut self, raw: &str, lines: &[Line]) {
        let start = self.tree.text.len();
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                self.tree.text.extend(std::iter::repeat_n('\n', usize::from(line.blanks) + 1));
            }
            self.tree.text.push_str(&raw[line.raw as usize..line.end as usize]);
        }
        self.add(BlockKind::Preformatted, start..self.tree.text.len(), 0..0);
        self.run.restart(&self.tree.text);
    }

    fn laid(&mut self, bare: &Bare<'_>, piece: &Piece, rest: &mut Rest<'_>) {
        let lines = &bare.lines[piece.lines.clone()];
        for (at, line) in lines.iter().enumerate() {
            let mut from = line.start;
            if at > 0 {
                from = line.body;
                self.divide(bare, piece.form, &lines[at - 1], line);
            }
            if piece.form == Form::Row {
                self.cells(bare.raw, from, line.end);
            } else {
                self.push_linked(bare.raw, from, line.end, rest);
            }
        }
        let range = self.run.take(&self.tree.text);
        let mut spans = std::mem::take(&mut self.run.links);
        self.pieces(self.kind(), range, &mut spans.iter().peekable());
        spans.clear();
        self.run.links = spans;
    }

    /// What stands between two lines of one piece.
    fn divide(&mut self, bare: &Bare<'_>, form: Form, line: &Line, next: &Line) {
        let left = bare.wrap.map_or(0, |wrap| wrap.left_by(line));
        if form == Form::Underlined {
            self.tree.text.push('\n');
        } else if takes_space(line.text(bare.raw), next.body(bare.raw), left) {
            self.run.space();
        }
    }

    /// A row: white space is folded in each cell, and a tab stands between two.
    fn cells(&mut self, raw: &str, from: u32, end: u32) {
        for (at, cell) in raw[from as usize..end as usize].split('\t').enumerate() {
            if at > 0 {
                self.tree.text.push('\t');
            }
            self.run.push(&mut self.tree.text, cell.trim(), Lines::Fold);
        }
    }

    /// Text with the links that stand in it.
    fn push_linked(&mut self, raw: &str, mut from: u32, end: u32, rest: &mut Rest<'_>) {
        while let [link, behind @ ..] = *rest
            && link.text.start < end
        {
            let begin = link.text.start.max(from);
            let until = link.text.end.min(end);
            if begin < until {
                self.push_raw_part(raw, from, begin);
                self.run.open_link(link.node);
                self.push_raw_part(raw, begin, until);
                self.run.close_link(&self.tree.text);
                from = until;
            }
            // What is left of it stands in the lines behind.
            if link.text.end > end {
                break;
            }
            *rest = behind;
        }
        self.push_raw_part(raw, from, end);
    }

    fn push_raw_part(&mut self, raw: &str, from: u32, end: u32) {
        self.run.push(&mut self.tree.text, &raw[from as usize..end as usize], Lines::Fold);
    }
}
