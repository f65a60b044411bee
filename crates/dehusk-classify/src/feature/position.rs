//! Where in the document the block stands, and in how much prose.

use super::{Context, Feature};
use crate::block::BlockId;

/// Share of the document's prose that stands in the container so many levels
/// up.
fn prose_share_up(context: &Context<'_>, id: BlockId, levels: usize) -> f32 {
    let all = context.prose_words_in(0..context.tree.len()).max(1.0);
    context.prose_words_in(context.tree.blocks_in(context.up(id, levels))) / all
}

fn main_heading_is(context: &Context<'_>, wanted: impl Fn(usize) -> bool) -> f32 {
    f32::from(u8::from(context.main_heading.is_some_and(wanted)))
}

pub(super) const FEATURES: &[Feature] = &[
    Feature {
        name: "words_before",
        doc: "share of the document's words before the block",
        compute: |c, id| c.words_in(0..id.index()) / c.words_in(0..c.tree.len()).max(1.0),
    },
    Feature {
        name: "prose_before",
        doc: "share of its prose before the block",
        compute: |c, id| c.prose_words_in(0..id.index()) / c.prose_words_in(0..c.tree.len()).max(1.0),
    },
    Feature {
        name: "no_prose_before",
        doc: "1 if no prose stands before the block",
        compute: |c, id| f32::from(u8::from(c.prose_words_in(0..id.index()) < 1.0)),
    },
    Feature {
        name: "no_prose_behind",
        doc: "1 if no prose stands behind it",
        compute: |c, id| f32::from(u8::from(c.prose_words_in(id.index() + 1..c.tree.len()) < 1.0)),
    },
    Feature {
        name: "before_main_heading",
        doc: "1 before the first h1",
        compute: |c, id| main_heading_is(c, |at| id.index() < at),
    },
    Feature {
        name: "behind_main_heading",
        doc: "1 behind it",
        compute: |c, id| main_heading_is(c, |at| id.index() > at),
    },
    Feature {
        name: "prose_share_1",
        doc: "share of the document's prose one level up",
        compute: |c, id| prose_share_up(c, id, 1),
    },
    Feature { name: "prose_share_2", doc: "two levels up", compute: |c, id| prose_share_up(c, id, 2) },
    Feature { name: "prose_share_3", doc: "three levels up", compute: |c, id| prose_share_up(c, id, 3) },
    Feature { name: "prose_share_5", doc: "five levels up", compute: |c, id| prose_share_up(c, id, 5) },
];
