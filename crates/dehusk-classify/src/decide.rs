//! Scores and rulings to verdicts.

use crate::block::{BlockId, BlockKind};
use crate::rule::{Case, Rulings};
use crate::verdict::{Label, Reason, Verdict};

/// A block whose score reaches this is content.
pub(crate) const CUT: f32 = 0.5;

/// One verdict a block: the ruling where a rule spoke, else the score, with
/// headings going with what stands under them.
pub(crate) fn decide(case: &Case<'_>, scores: &[f32], rulings: &Rulings) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = case
        .tree
        .ids()
        .map(|id| {
            let score = scores[id.index()];
            match rulings.get(id) {
                Some((label, reason)) => Verdict { label, score, reason },
                None => Verdict { label: by_score(score), score, reason: Reason::Score },
            }
        })
        .collect();
    headings_go_with_their_text(case, rulings, &mut verdicts);
    verdicts
}

fn by_score(score: f32) -> Label {
    if score >= CUT { Label::Content } else { Label::Boilerplate }
}

/// A heading is content if and only if something under it is, up to the next
/// heading. Walks from the end, so that a heading whose only content is a
/// lower heading with content is kept too.
fn headings_go_with_their_text(case: &Case<'_>, rulings: &Rulings, verdicts: &mut [Verdict]) {
    // For each level, whether content stands between here and the next heading
    // of that level or a higher one.
    let mut content_under = [false; 7];
    for at in (0..verdicts.len()).rev() {
        let id = BlockId::at(at);
        let BlockKind::Heading(level) = case.tree.block(id).kind else {
            if verdicts[at].is_kept() {
                content_under = [true; 7];
            }
            continue;
        };
        let level = usize::from(level);
        let has_content = content_under[level];
        if rulings.get(id).is_none() && verdicts[at].is_kept() != has_content {
            let label = if has_content { Label::Content } else { Label::Boilerplate };
            verdicts[at] = Verdict { label, reason: Reason::Neighbours, ..verdicts[at] };
        }
        // Behind this heading begins nothing that a heading of the same or a
        // lower rank before it could claim.
        for slot in &mut content_under[level..] {
            *slot = false;
        }
        if verdicts[at].is_kept() {
            for slot in &mut content_under[..level] {
                *slot = true;
            }
        }
    }
}
