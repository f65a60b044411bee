//! Blocks that say again what an earlier block says, but for quotation marks,
//! dashes, white space, case or a trailing ellipsis.
//!
//! Refrains, poems, dialogue, lists, tables and code repeat themselves on
//! purpose: only prose of some length counts. Only the first is kept.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::names::{each_letter, letters};
use super::{Case, Rulings};
use crate::block::{BlockId, BlockKind, Joint};
use crate::segment::Setting;
use crate::verdict::{Label, Reason};

/// Shorter paragraphs may be said twice.
const SHORTEST: f32 = 8.0;

/// Texts of which one repeats another begin with the same letters, so many at
/// least; what begins like no other is not looked at further.
const BEGINNING: usize = 16;

pub(super) fn rule(case: &Case<'_>, rulings: &mut Rulings) {
    let candidates = case.tree.ids().filter(|&id| can_repeat(case, id) && rulings.would_keep(id));
    let candidates: Vec<(BlockId, Option<u64>)> =
        candidates.map(|id| (id, beginning(case.tree.text(id)))).collect();
    let shared = shared(&candidates);
    let is_alone =
        |beginning: Option<u64>| beginning.is_some_and(|beginning| shared.binary_search(&beginning).is_err());
    // A text that is cut within its beginning may have been cut from any other.
    let is_cut =
        |&(id, beginning): &(BlockId, Option<u64>)| beginning.is_none() && case.context.stats(id).ends_cut;
    let compare_all = candidates.iter().any(is_cut);
    // In order of letters, so that what a cut text was cut from stands beside it.
    let mut seen: BTreeMap<String, BlockId> = BTreeMap::new();
    let mut opening: Option<(String, BlockId)> = None;
    for (id, beginning) in candidates {
        if is_alone(beginning) && !compare_all {
            opening = None;
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
            let behind = seen.range::<str, _>((Bound::Included(letters.as_str()), Bound::Unbounded)).next();
            if let Some((_, &first)) = behind.filter(|(known, _)| known.starts_with(&letters)) {
                rulings.set(id, Label::Duplicate, Reason::Repeats { first });
                continue;
            }
            opening = Some((letters.clone(), id));
        }
        seen.insert(letters, id);
    }
}

/// The first letters of a text as a number; nothing where it has not so many.
fn beginning(text: &str) -> Option<u64> {
    let mut letters = each_letter(text);
    let mut hash = 0_u64;
    for _ in 0..BEGINNING {
        hash = (hash ^ u64::from(letters.next()?)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    }
    Some(hash)
}

/// The beginnings that several texts share, in order.
fn shared(candidates: &[(BlockId, Option<u64>)]) -> Vec<u64> {
    let mut all: Vec<u64> = candidates.iter().filter_map(|&(_, beginning)| beginning).collect();
    all.sort_unstable();
    let mut shared: Vec<u64> = all.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    shared.dedup();
    shared
}

fn can_repeat(case: &Case<'_>, id: BlockId) -> bool {
    let block = case.tree.block(id);
    let stats = case.context.stats(id);
    // Lines of a stanza hang together with the line before or behind.
    let in_stanza = || {
        block.joint == Joint::Line
            || case.behind(id).next().is_some_and(|next| case.tree.block(next).joint == Joint::Line)
            || case.tree.text(id).contains('\n')
    };
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Bare)
        && stats.words >= SHORTEST
        && (stats.sentence_ends > 0 || case.setting == Setting::Page || stats.ends_cut)
        && !in_stanza()
}
