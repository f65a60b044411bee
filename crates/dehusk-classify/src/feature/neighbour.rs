//! What stands before and behind the block.

use super::{Context, Feature, TextStats};
use crate::block::BlockId;

/// A block so many places away; nothing, as empty text, beyond the ends.
fn at(context: &Context<'_>, id: BlockId, offset: isize) -> TextStats {
    id.index().checked_add_signed(offset).and_then(|at| context.stats.get(at)).copied().unwrap_or_default()
}

/// Share of prose among the words of the so many blocks before or behind.
fn prose_within(context: &Context<'_>, from: usize, to: usize) -> f32 {
    let range = from..to.min(context.tree.len());
    if range.is_empty() {
        return 0.0;
    }
    context.prose_words_in(range.clone()) / context.words_in(range).max(1.0)
}

pub(super) const FEATURES: &[Feature] = &[
    Feature {
        name: "words_previous",
        doc: "ln(1 + words) of the block before",
        compute: |c, id| at(c, id, -1).words.ln_1p(),
    },
    Feature {
        name: "words_next",
        doc: "ln(1 + words) of the block behind",
        compute: |c, id| at(c, id, 1).words.ln_1p(),
    },
    Feature {
        name: "link_share_previous",
        doc: "link share of the block before",
        compute: |c, id| at(c, id, -1).link_share,
    },
    Feature {
        name: "link_share_next",
        doc: "link share of the block behind",
        compute: |c, id| at(c, id, 1).link_share,
    },
    Feature {
        name: "prose_4_before",
        doc: "share of prose in the four blocks before",
        compute: |c, id| prose_within(c, id.index().saturating_sub(4), id.index()),
    },
    Feature {
        name: "prose_4_behind",
        doc: "share of prose in the four blocks behind",
        compute: |c, id| prose_within(c, id.index() + 1, id.index() + 5),
    },
    Feature {
        name: "prose_15_around",
        doc: "share of prose in the fifteen blocks on either side",
        compute: |c, id| prose_within(c, id.index().saturating_sub(15), id.index() + 16),
    },
];
