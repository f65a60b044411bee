//! The text writer.
//!
//! Blocks are separated by a blank line; items of one list and rows of one
//! table by a line break, items marked with "- "; cells of a row by " | ";
//! pieces of one line by a space.

use dehusk_classify::{BlockKind, Joint, Judgement};

/// Writes the kept blocks.
pub(crate) fn write(judgement: &Judgement) -> String {
    let mut out = String::new();
    // The widest joint since the last block that was kept: where what stood
    // between two blocks is gone, they still are as far apart as it was.
    let mut joint = Joint::Inline;
    for id in judgement.tree.ids() {
        let block = judgement.tree.block(id);
        joint = joint.max(block.joint);
        if !judgement.verdict(id).is_kept() {
            continue;
        }
        if !out.is_empty() {
            out.push_str(separator(joint));
        }
        if block.kind == BlockKind::ListItem && joint >= Joint::Line {
            out.push_str("- ");
        }
        out.push_str(judgement.tree.text(id));
        joint = Joint::Inline;
    }
    out
}

const fn separator(joint: Joint) -> &'static str {
    match joint {
        Joint::Inline => " ",
        Joint::Cell => " | ",
        Joint::Line => "\n",
        Joint::Break => "\n\n",
    }
}
