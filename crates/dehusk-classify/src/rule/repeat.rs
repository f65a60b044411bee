//! Blocks that say again what an earlier block says, but for quotation marks,
//! dashes, white space, case or a trailing ellipsis.
//!
//! Refrains, poems, dialogue, lists, tables and code repeat themselves on
//! purpose: only prose of some length counts. Only the first is kept.

use std::collections::BTreeMap;

use super::names::letters;
use super::{Case, Rulings};
use crate::block::{BlockId, BlockKind, Joint};
use crate::segment::Setting;
use crate::verdict::{Label, Reason};

/// Shorter paragraphs may be said twice.
const SHORTEST: f32 = 8.0;

pub(super) fn rule(case: &Case<'_>, rulings: &mut Rulings) {
    // In order of letters, so that what a cut text was cut from stands beside it.
    let mut seen: BTreeMap<String, BlockId> = BTreeMap::new();
    let mut opening: Option<(String, BlockId)> = None;
    for id in case.tree.ids() {
        if !can_repeat(case, id) || !rulings.would_keep(id) {
            continue;
        }
        let letters = letters(case.tree.text(id));
        // A teaser that is cut short repeats the lead that it was cut from.
        if let Some((cut, teaser)) = opening.take()
            && letters.starts_with(&cut)
            && letters.len() > cut.len()
        {
            rulings.set(teaser, Label::Duplicate, Reason::Repeats { first: id });
        }
        if let Some(&first) = seen.get(&letters) {
            rulings.set(id, Label::Duplicate, Reason::Repeats { first });
            continue;
        }
        if case.context.stats(id).ends_cut {
            let behind = seen.range(letters.clone()..).next();
            if let Some((_, &first)) = behind.filter(|(known, _)| known.starts_with(&letters)) {
                rulings.set(id, Label::Duplicate, Reason::Repeats { first });
                continue;
            }
            opening = Some((letters.clone(), id));
        }
        seen.insert(letters, id);
    }
}

fn can_repeat(case: &Case<'_>, id: BlockId) -> bool {
    let block = case.tree.block(id);
    let stats = case.context.stats(id);
    // Lines of a stanza hang together with the line before or behind.
    let in_stanza = block.joint == Joint::Line
        || case.behind(id).next().is_some_and(|next| case.tree.block(next).joint == Joint::Line)
        || case.tree.text(id).contains('\n');
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Bare)
        && stats.words >= SHORTEST
        && (stats.sentence_ends > 0 || case.setting == Setting::Page || stats.ends_cut)
        && !in_stanza
}
