//! What element the block is and what parts of the page it stands in.

use dehusk_dom::Tag;

use super::{Context, Region, family};
use crate::block::BlockKind;

/// Kinds of blocks as a number, from what is most seldom content.
fn kind(kind: BlockKind) -> f32 {
    match kind {
        BlockKind::Opaque(_) => 0.0,
        BlockKind::Control => 1.0,
        BlockKind::MediaLink => 2.0,
        BlockKind::Caption => 3.0,
        BlockKind::Bare => 4.0,
        BlockKind::Paragraph => 5.0,
        BlockKind::ListItem => 6.0,
        BlockKind::Cell => 7.0,
        BlockKind::Heading(level) => 14.0 - f32::from(level),
        BlockKind::Preformatted => 14.0,
    }
}

/// Tags of the nearest container as a number, alike beside alike.
fn tag(tag: Tag) -> f32 {
    match tag {
        Tag::Nav => 0.0,
        Tag::Footer => 1.0,
        Tag::Header => 2.0,
        Tag::Form | Tag::FieldSet | Tag::Legend => 3.0,
        Tag::Aside => 4.0,
        Tag::Li => 5.0,
        Tag::Ul | Tag::Ol => 6.0,
        Tag::Div => 7.0,
        Tag::Section => 8.0,
        Tag::Article | Tag::Main => 9.0,
        Tag::Td | Tag::Th | Tag::Tr => 10.0,
        Tag::Dt => 11.0,
        Tag::Dd => 12.0,
        Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => 13.0,
        Tag::BlockQuote => 14.0,
        Tag::P => 15.0,
        Tag::Body | Tag::Html => 16.0,
        _ => 17.0,
    }
}

fn levels(context: &Context<'_>, block: usize, region: Region) -> f32 {
    context.info(block).regions.levels(region)
}

pub(super) const FEATURES: &[super::Feature] = family! {
    kind "kind of block, see `kind`" => |c, b| kind(c.tree.blocks[b].kind);
    tag "tag of the nearest container, see `tag`" => |c, b| tag(c.tree.container(c.tree.blocks[b].container).tag);
    parent_tag "tag of the container around that" => |c, b| tag(c.tree.containers[c.info(b).up[1] as usize].tag);
    depth "block elements around it" => |c, b| c.tree.container(c.tree.blocks[b].container).depth as f32;
    in_article "levels up to an article" => |c, b| levels(c, b, Region::Article);
    in_main "levels up to main" => |c, b| levels(c, b, Region::Main);
    in_navigation "levels up to nav" => |c, b| levels(c, b, Region::Navigation);
    in_footer "levels up to footer" => |c, b| levels(c, b, Region::Footer);
    in_aside "levels up to aside" => |c, b| levels(c, b, Region::Aside);
    in_form "levels up to form" => |c, b| levels(c, b, Region::Form);
    in_dialog "levels up to dialog" => |c, b| levels(c, b, Region::Dialog);
    in_hidden "levels up to a hidden element" => |c, b| levels(c, b, Region::Hidden);
};
