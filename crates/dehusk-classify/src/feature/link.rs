//! How much of the text is links.

use super::{Context, Feature};
use crate::block::BlockId;

fn link_share_up(context: &Context<'_>, id: BlockId, levels: usize) -> f32 {
    context.link_share_in(context.tree.blocks_in(context.up(id, levels)))
}

pub(super) const FEATURES: &[Feature] = &[
    Feature {
        name: "link_share",
        doc: "share of the block that is link text",
        compute: |c, id| c.stats(id).link_share,
    },
    Feature {
        name: "one_link",
        doc: "1 if the whole block is one link",
        compute: |c, id| f32::from(u8::from(c.tree.is_one_link(id))),
    },
    Feature {
        name: "link_share_1",
        doc: "link share of the container one level up",
        compute: |c, id| link_share_up(c, id, 1),
    },
    Feature {
        name: "link_share_2",
        doc: "link share of the container two levels up",
        compute: |c, id| link_share_up(c, id, 2),
    },
    Feature {
        name: "link_share_4",
        doc: "link share of the container four levels up",
        compute: |c, id| link_share_up(c, id, 4),
    },
];
