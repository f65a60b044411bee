//! Scores and rulings to verdicts.

mod cut;
mod overrule;
mod run;

pub(crate) use cut::Cut;
pub use cut::Focus;

use self::overrule::Overruling;
use crate::block::{BlockId, BlockKind};
use crate::label::FineLabels;
use crate::rule::{Case, Rulings};
use crate::segment::Setting;
use crate::verdict::{Label, Reason, Verdict};

/// One verdict a block: the ruling where a rule spoke and may overrule, else
/// the score, with headings going with what stands under them.
pub(crate) fn decide(case: &Case<'_>, scores: &[f32], cut: Cut, rulings: &Rulings) -> Vec<Verdict> {
    let mut labels = FineLabels::of(case);
    let overruling = Overruling::of(case, scores, cut, rulings);
    let mut verdicts: Vec<Verdict> = case
        .tree
        .ids()
        .map(|id| {
            let score = scores[id.index()];
            let is_kept = score >= cut.least;
            match rulings.get(id) {
                Some((label, reason))
                    if label.is_kept() == is_kept || overruling.stands(id, label, reason) =>
                {
                    Verdict { label: labels.of_ruling(id, label, reason), score, reason }
                }
                _ if is_kept => Verdict { label: Label::Content, score, reason: Reason::Score },
                _ => Verdict { label: labels.fine_label(id), score, reason: Reason::Score },
            }
        })
        .collect();
    if case.setting == Setting::Page {
        run::fill(case, rulings, &mut verdicts);
    } else {
        run::go_on(case, rulings, &mut verdicts);
        headings_go_with_their_text(case, rulings, &mut labels, &mut verdicts);
    }
    verdicts
}

/// A heading is content if and only if something under it is, up to the next
/// heading. Walks from the end, so that a heading whose only content is a
/// lower heading with content is kept too.
fn headings_go_with_their_text(
    case: &Case<'_>,
    rulings: &Rulings,
    labels: &mut FineLabels<'_>,
    verdicts: &mut [Verdict],
) {
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
            let label = if has_content { Label::Content } else { labels.fine_label(id) };
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
