//! What element the block is and what parts of the page it stands in.

use super::{Context, Feature, Region};
use crate::block::{BlockId, BlockKind};

fn kind(context: &Context<'_>, id: BlockId, wanted: fn(BlockKind) -> bool) -> f32 {
    f32::from(u8::from(wanted(context.tree.block(id).kind)))
}

fn region(context: &Context<'_>, id: BlockId, region: Region) -> f32 {
    f32::from(u8::from(context.is_in(id, region)))
}

pub(super) const FEATURES: &[Feature] = &[
    Feature {
        name: "paragraph",
        doc: "1 for text in an ordinary element",
        compute: |c, id| kind(c, id, |k| k == BlockKind::Paragraph),
    },
    Feature {
        name: "p",
        doc: "1 if the nearest element is a p",
        compute: |c, id| {
            f32::from(u8::from(c.tree.container(c.tree.block(id).container).tag == dehusk_dom::Tag::P))
        },
    },
    Feature {
        name: "heading",
        doc: "1 for headings",
        compute: |c, id| kind(c, id, |k| matches!(k, BlockKind::Heading(_))),
    },
    Feature {
        name: "list_item",
        doc: "1 for list items",
        compute: |c, id| kind(c, id, |k| k == BlockKind::ListItem),
    },
    Feature {
        name: "cell",
        doc: "1 for table cells",
        compute: |c, id| kind(c, id, |k| k == BlockKind::Cell),
    },
    Feature {
        name: "preformatted",
        doc: "1 for preformatted text",
        compute: |c, id| kind(c, id, |k| k == BlockKind::Preformatted),
    },
    Feature {
        name: "caption",
        doc: "1 for captions",
        compute: |c, id| kind(c, id, |k| k == BlockKind::Caption),
    },
    Feature { name: "in_article", doc: "1 inside article", compute: |c, id| region(c, id, Region::Article) },
    Feature { name: "in_main", doc: "1 inside main", compute: |c, id| region(c, id, Region::Main) },
    Feature {
        name: "in_navigation",
        doc: "1 inside nav",
        compute: |c, id| region(c, id, Region::Navigation),
    },
    Feature { name: "in_header", doc: "1 inside header", compute: |c, id| region(c, id, Region::Header) },
    Feature { name: "in_footer", doc: "1 inside footer", compute: |c, id| region(c, id, Region::Footer) },
    Feature { name: "in_aside", doc: "1 inside aside", compute: |c, id| region(c, id, Region::Aside) },
    Feature { name: "in_form", doc: "1 inside form", compute: |c, id| region(c, id, Region::Form) },
    Feature { name: "in_dialog", doc: "1 inside dialog", compute: |c, id| region(c, id, Region::Dialog) },
    Feature { name: "in_table", doc: "1 inside table", compute: |c, id| region(c, id, Region::Table) },
    Feature { name: "in_list", doc: "1 inside a list", compute: |c, id| region(c, id, Region::List) },
    Feature { name: "in_quote", doc: "1 inside blockquote", compute: |c, id| region(c, id, Region::Quote) },
    Feature {
        name: "in_body_property",
        doc: "1 inside an element marked up as a text body",
        compute: |c, id| region(c, id, Region::Body),
    },
    Feature {
        name: "hidden",
        doc: "1 inside a hidden element",
        compute: |c, id| region(c, id, Region::Hidden),
    },
    Feature {
        name: "depth",
        doc: "block elements around it, in tens",
        compute: |c, id| c.tree.container(c.tree.block(id).container).depth as f32 / 10.0,
    },
    Feature {
        name: "alike",
        doc: "ln(siblings of the same tag and class), of the container one level up",
        compute: |c, id| (c.containers[c.up(id, 1).index()].alike as f32).max(1.0).ln(),
    },
];
