//! Where a line stands to the prose of its document.

use super::Case;
use crate::block::BlockId;
use crate::cue::CueKind;

/// Up to so many blocks of prose before it, a line stands in the head.
const HEAD_PROSE: usize = 1;
/// Lines that may follow behind the text.
const LONGEST_TAIL: usize = 500;

/// Whether a line stands before the text, or right behind its first paragraph.
pub(super) fn is_head(case: &Case<'_>, id: BlockId) -> bool {
    case.prose_before(id) <= HEAD_PROSE
}

/// Whether no prose follows but what stands under a heading cue.
pub(super) fn is_tail(case: &Case<'_>, id: BlockId) -> bool {
    let ends = |id: BlockId| match case.cue_kind(id) {
        Some(CueKind::Related | CueKind::Comments | CueKind::BioHeading) => Some(true),
        None if case.context.is_prose(id) => Some(false),
        _ => None,
    };
    // Bounded: a tail of more lines than this is no tail, and documents that
    // are nothing but cue lines stay linear.
    case.behind(id).take(LONGEST_TAIL).find_map(ends).unwrap_or(case.tree.len() - id.index() <= LONGEST_TAIL)
}
