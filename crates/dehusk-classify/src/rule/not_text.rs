//! `script`, `style`, `noscript`, frames: nothing that a reader reads.
//!
//! What stands in `noscript` mostly repeats an image or asks for JavaScript. But
//! a page that builds everything by script may have its text only there, so it
//! is left to the score where the rest of the page has no prose.

use super::{Case, Rulings};
use crate::block::BlockKind;
use crate::feature::Region;
use crate::verdict::{Label, Reason};

pub(super) fn rule(case: &Case<'_>, rulings: &mut Rulings) {
    let is_noscript = |id| case.context.is_in(id, Region::NoScript);
    let has_prose = case.tree.ids().any(|id| case.context.is_prose(id) && !is_noscript(id));
    for id in case.tree.ids() {
        let opaque = matches!(case.tree.block(id).kind, BlockKind::Opaque(_));
        if opaque || has_prose && is_noscript(id) {
            rulings.set(id, Label::Hidden, Reason::NotText);
        }
    }
}
