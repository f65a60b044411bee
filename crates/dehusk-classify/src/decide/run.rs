//! Blocks that stand in a run of text go with it.
//!
//! A score sees words, and short headings, code and quoted posts have few. But
//! where the block before and the block behind are kept, and all three stand in
//! one container, a reader would miss what is between.

use crate::block::{BlockId, BlockKind};
use crate::feature::Region;
use crate::rule::{Case, Rulings};
use crate::verdict::{Label, Reason, Verdict};

/// Blocks between kept text and the words of a post.
const MOST_BETWEEN: usize = 6;

/// Keeps headings, code and words of embedded posts that the score took away
/// from the middle of kept text.
pub(super) fn fill(case: &Case<'_>, rulings: &Rulings, verdicts: &mut [Verdict]) {
    // The last kept block before.
    let mut before: Option<BlockId> = None;
    for id in case.tree.ids() {
        let at = id.index();
        if !verdicts[at].is_kept()
            && rulings.get(id).is_none()
            && before.is_some_and(|before| belongs(case, id, before, verdicts))
        {
            verdicts[at] = Verdict { label: Label::Content, reason: Reason::Neighbours, ..verdicts[at] };
        }
        if verdicts[at].is_kept() {
            before = Some(id);
        }
    }
}

fn belongs(case: &Case<'_>, id: BlockId, before: BlockId, verdicts: &[Verdict]) -> bool {
    if case.context.is_in(id, Region::Post) {
        return id.index() <= before.index() + MOST_BETWEEN;
    }
    if !matches!(case.tree.block(id).kind, BlockKind::Heading(_) | BlockKind::Preformatted) {
        return false;
    }
    // The container that the block's own element stands in.
    let Some(around) = case.tree.containers_of(id).nth(1) else { return false };
    let blocks = case.tree.blocks_in(around);
    let behind = case.behind(id).take(2).find(|behind| verdicts[behind.index()].is_kept());
    blocks.contains(&before.index()) && behind.is_some_and(|behind| blocks.contains(&behind.index()))
}
