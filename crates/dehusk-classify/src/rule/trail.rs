//! The way to the document, in the head of a text: "Home / Travel / Rail". On a
//! page, elements and links show it.

use super::{Case, Rulings};
use crate::block::BlockId;
use crate::cue::CueKind;
use crate::segment::Setting;
use crate::verdict::{Label, Reason};

/// What stands between the parts.
const SIGNS: [char; 7] = ['/', '>', '›', '»', '→', '|', '／'];
/// Longer lines, in bytes, are none.
const LONGEST: usize = 160;

pub(super) fn rule(case: &Case<'_>, rulings: &mut Rulings) {
    if case.setting == Setting::Page {
        return;
    }
    for id in case.tree.ids().take_while(|&id| case.prose_before(id) == 0) {
        if rulings.get(id).is_none() && is_trail(case, id) {
            rulings.set(id, Label::Navigation, Reason::Cue { kind: CueKind::Navigation });
        }
    }
}

/// Whether a line is a few short parts with signs between, of which the first
/// leads home.
pub(super) fn is_trail(case: &Case<'_>, id: BlockId) -> bool {
    let text = case.tree.text(id);
    if text.len() > LONGEST || !text.contains(SIGNS) {
        return false;
    }
    let mut parts = text.split(SIGNS).map(str::trim).filter(|part| !part.is_empty());
    let leads_home = parts
        .next()
        .and_then(|home| case.cues.find(home))
        .is_some_and(|found| found.kind == CueKind::Navigation);
    leads_home && parts.next().is_some()
}
