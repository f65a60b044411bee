//! Headings of the text's own that say what furniture says: "Newsletter",
//! "Contact", "Comments".

use super::Case;
use crate::block::{BlockId, BlockKind};
use crate::cue::{Shape, tokens};
use crate::segment::Setting;

/// Headings that name what furniture names have at most so many words.
const LONGEST_OWN_HEADING: f32 = 4.0;

/// A short line between paragraphs is the next one's heading ("Search", "About
/// us"), wherever no page is around it; a figure ("3 min read") makes it none.
pub(super) fn is_heading_of_prose(case: &Case<'_>, id: BlockId) -> bool {
    if matches!(case.tree.block(id).kind, BlockKind::Heading(_)) {
        return case.behind(id).next().is_some_and(|next| case.context.is_prose(next));
    }
    let has_figure = || tokens(case.tree.text(id)).iter().any(|token| token.shape == Shape::Number);
    case.setting == Setting::Bare
        && case.prose_before(id) > 0
        && case.behind(id).next().is_some_and(|next| case.context.is_prose(next))
        && !has_figure()
}

/// A few words of furniture that the prose right behind them takes up: a heading
/// of the text's own ("Newsletter" in an article about one). Only where no page
/// is around the text; there, elements tell a box from a heading.
pub(super) fn is_own_heading(case: &Case<'_>, id: BlockId) -> bool {
    let is_label = || case.captured(id).is_some() || case.tree.text(id).contains([':', '：']);
    let is_long = case.words(id) > LONGEST_OWN_HEADING;
    if case.setting == Setting::Page || case.cue(id).is_none() || is_long || is_label() {
        return false;
    }
    let Some(next) = case.behind(id).next().filter(|&next| case.context.is_prose(next)) else { return false };
    // A call has more words than a heading, and no heading has a figure.
    let line = tokens(case.tree.text(id));
    if case.prose_before(id) == 0 || line.iter().any(|token| token.shape == Shape::Number) {
        return false;
    }
    if line.iter().all(|token| token.shape == Shape::Unspaced) {
        return line.len() > 1 && case.tree.text(next).contains(case.tree.text(id));
    }
    let is_long = |word: &str| word.chars().count() > 3;
    let taken_up = tokens(case.tree.text(next));
    line.iter().any(|word| is_long(&word.folded) && taken_up.iter().any(|token| token.folded == word.folded))
}
