//! Share bars that no phrase covers as a whole: links to networks that stand in
//! one line with a bar, and calls that were run together ("Share on X Share on
//! Facebook").

use memchr::{memchr, memchr_iter};

use super::{Case, Rulings};
use crate::block::Joint;
use crate::cue::{CueKind, tokens};
use crate::feature::Region;
use crate::segment::Setting;
use crate::verdict::{Label, Reason};

/// Longer lines, in bytes, are prose.
const LONGEST_BAR: usize = 300;

pub(super) fn rule(case: &Case<'_>, rulings: &mut Rulings) {
    rest_of_share_bar(case, rulings);
    if case.setting == Setting::Page {
        return;
    }
    for id in case.tree.ids() {
        let is_free =
            rulings.get(id).is_none() && case.cue(id).is_none() && !case.context.is_in(id, Region::Post);
        if is_free && is_run_together(case, case.tree.text(id)) {
            rulings.set(id, Label::ShareBar, Reason::Cue { kind: CueKind::Share });
        }
    }
}

/// Whether a line is several calls to share or follow that begin with the same
/// word, each of which a phrase covers.
fn is_run_together(case: &Case<'_>, text: &str) -> bool {
    if text.len() > LONGEST_BAR || !repeats_first_word(text) {
        return false;
    }
    let tokens = tokens(text);
    let Some(word) = tokens.first() else { return false };
    let starts = tokens.iter().filter(|token| token.folded == word.folded).map(|token| token.at.start);
    let starts: Vec<usize> = starts.chain([text.len()]).collect();
    let is_call = |call: &[usize]| {
        case.cues
            .find(&text[call[0]..call[1]])
            .is_some_and(|found| matches!(found.kind, CueKind::Share | CueKind::Follow))
    };
    starts.len() > 2 && starts.windows(2).all(is_call)
}

/// Whether the first word of a line stands in it again, be it glued to another.
fn repeats_first_word(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (word, behind) = bytes.split_at(memchr(b' ', bytes).unwrap_or(bytes.len()));
    // A search by words costs more to set up than such a line is worth.
    word.len() > 2 && memchr_iter(word[0], behind).any(|at| behind[at..].starts_with(word))
}

/// Links to networks that stand in one line with a share bar, each a block.
fn rest_of_share_bar(case: &Case<'_>, rulings: &mut Rulings) {
    for id in case.tree.ids() {
        let in_bar = case.tree.block(id).joint == Joint::Inline
            && case
                .before(id)
                .next()
                .and_then(|before| rulings.get(before))
                .is_some_and(|(label, _)| label == Label::ShareBar);
        if in_bar && case.cues.count_networks(case.tree.text(id)) > 0 {
            rulings.set(id, Label::ShareBar, Reason::Cue { kind: CueKind::Share });
        }
    }
}
