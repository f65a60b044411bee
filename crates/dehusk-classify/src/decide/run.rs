//! Blocks that stand in a run of text go with it.
//!
//! A score sees words, and short headings, code, quoted posts and last sentences
//! have few. But where the block before and the block behind are kept, and all
//! three stand in one container, a reader would miss what is between.

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

/// Words of a sentence that goes on, at least.
const LEAST_SENTENCE: f32 = 5.0;
/// What is less likely content is no part of the text, wherever it stands.
const LEAST_SCORE: f32 = 0.15;
/// The same of several sentences, which hardly any furniture consists of that no
/// rule names.
const LEAST_OF_SEVERAL: f32 = 0.08;

/// Keeps sentences of a text that the score took away though they follow kept
/// prose, be it behind lines that rules took out.
///
/// A short sentence looks like many lines of furniture, and to lose one of an
/// author's is worse than to keep one of a site's.
pub(super) fn go_on(case: &Case<'_>, rulings: &Rulings, verdicts: &mut [Verdict]) {
    let mut follows_prose = false;
    for id in case.tree.ids() {
        let verdict = &mut verdicts[id.index()];
        let stats = case.context.stats(id);
        let goes_on = follows_prose && stats.ends_sentence && stats.words >= LEAST_SENTENCE;
        let least = if stats.sentence_ends > 1 { LEAST_OF_SEVERAL } else { LEAST_SCORE };
        if !verdict.is_kept() && rulings.get(id).is_none() && goes_on && verdict.score >= least {
            *verdict = Verdict { label: Label::Content, reason: Reason::Neighbours, ..*verdict };
        }
        if verdict.is_kept() {
            follows_prose = stats.ends_sentence;
        } else if rulings.get(id).is_none() {
            follows_prose = false;
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
