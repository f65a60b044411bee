//! The text writer.
//!
//! Blocks are separated by a blank line; items of one list and rows of one
//! table by a line break, items marked with "- "; cells of a row by " | ";
//! pieces of one line by a space.

use std::ops::Range;

use dehusk_classify::{BlockId, BlockKind, Joint, Judgement};

use crate::options::Kept;

/// Writes the kept blocks.
pub(crate) fn write(judgement: &Judgement, kept: Kept) -> String {
    write_chosen(judgement, |id| kept.has(judgement.verdict(id).label))
}

/// Writes the blocks that are chosen.
pub(crate) fn write_chosen(judgement: &Judgement, is_chosen: impl Fn(BlockId) -> bool) -> String {
    let mut out = String::new();
    for piece in pieces(judgement, is_chosen) {
        out.push_str(piece.separator);
        out.push_str(piece.mark);
        out.push_str(judgement.tree.text(piece.block));
    }
    out
}

/// Where each block stands in what [`write`] writes, in bytes; nothing for those
/// that were taken away.
pub(crate) fn spans(judgement: &Judgement, kept: Kept) -> Vec<Option<Range<usize>>> {
    let mut spans = vec![None; judgement.tree.len()];
    let mut end = 0;
    for piece in pieces(judgement, |id| kept.has(judgement.verdict(id).label)) {
        let start = end + piece.separator.len() + piece.mark.len();
        end = start + judgement.tree.text(piece.block).len();
        spans[piece.block.index()] = Some(start..end);
    }
    spans
}

/// A kept block, and what is written before it.
struct Piece {
    separator: &'static str,
    /// What marks it as an item of a list.
    mark: &'static str,
    block: BlockId,
}

/// The chosen blocks in order.
fn pieces(judgement: &Judgement, is_chosen: impl Fn(BlockId) -> bool) -> impl Iterator<Item = Piece> {
    // The widest joint since the last block that was kept: where what stood
    // between two blocks is gone, they still are as far apart as it was.
    let mut widest = Joint::Inline;
    let mut is_empty = true;
    judgement.tree.ids().filter_map(move |id| {
        let block = judgement.tree.block(id);
        widest = widest.max(block.joint);
        if !is_chosen(id) {
            return None;
        }
        let joint = std::mem::replace(&mut widest, Joint::Inline);
        let is_item = block.kind == BlockKind::ListItem && joint >= Joint::Line;
        let separator = if is_empty { "" } else { separator(joint) };
        is_empty &= !is_item && judgement.tree.text(id).is_empty();
        Some(Piece { separator, mark: if is_item { "- " } else { "" }, block: id })
    })
}

const fn separator(joint: Joint) -> &'static str {
    match joint {
        Joint::Inline => " ",
        Joint::Cell => " | ",
        Joint::Line => "\n",
        Joint::Break => "\n\n",
    }
}
