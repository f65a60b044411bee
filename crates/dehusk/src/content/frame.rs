//! Elements around blocks that mean something for the structure.

use dehusk_classify::{BlockTree, ContainerId, is_embedded_post};
use dehusk_dom::{Dom, Tag};

use super::table::Tables;

/// What an element around a block is to the structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    List,
    Item,
    Definitions,
    Term,
    Meaning,
    Quote,
    /// A post of another site.
    Post,
    Table,
    /// A table's caption.
    TableCaption,
    Cell,
    Figure,
    /// A figure's caption.
    Caption,
}

impl Frame {
    /// Whether lines stand in it, and no parts: nothing inside it is a frame.
    pub(super) const fn holds_lines(self) -> bool {
        matches!(self, Self::Term | Self::TableCaption | Self::Cell | Self::Caption)
    }

    /// Whether it may stand right inside `outer`, of frames.
    const fn fits(self, outer: Option<Self>) -> bool {
        match self {
            Self::Item => matches!(outer, Some(Self::List)),
            Self::Term | Self::Meaning => matches!(outer, Some(Self::Definitions)),
            Self::TableCaption | Self::Cell => matches!(outer, Some(Self::Table)),
            Self::Caption => matches!(outer, Some(Self::Figure)),
            // What stands in these beside their own parts is no part of them.
            Self::List | Self::Definitions | Self::Quote | Self::Post | Self::Table | Self::Figure => {
                !matches!(outer, Some(Self::List | Self::Definitions | Self::Table))
            }
        }
    }

    fn of(dom: &Dom<'_>, tree: &BlockTree, tables: &mut Tables, id: ContainerId) -> Option<Self> {
        let container = tree.container(id);
        let has_post_class = || dom.attribute(container.node, "class").is_some_and(is_embedded_post);
        Some(match container.tag {
            Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir => Self::List,
            Tag::Li => Self::Item,
            Tag::Dl => Self::Definitions,
            Tag::Dt => Self::Term,
            Tag::Dd => Self::Meaning,
            Tag::BlockQuote if has_post_class() => Self::Post,
            Tag::BlockQuote => Self::Quote,
            Tag::Table if tables.is_data(dom, container.node) => Self::Table,
            Tag::Caption => Self::TableCaption,
            Tag::Td | Tag::Th => Self::Cell,
            Tag::Figure => Self::Figure,
            Tag::FigCaption => Self::Caption,
            _ => return None,
        })
    }
}

/// The frames around a block, the outermost first, at most so many.
pub(super) fn frames(
    dom: &Dom<'_>,
    tree: &BlockTree,
    tables: &mut Tables,
    containers: impl Iterator<Item = ContainerId>,
    most: usize,
) -> Vec<(Frame, ContainerId)> {
    let mut around: Vec<ContainerId> = containers.collect();
    around.reverse();
    let mut frames: Vec<(Frame, ContainerId)> = Vec::new();
    for id in around {
        let outer = frames.last().map(|&(frame, _)| frame);
        if frames.len() == most || outer.is_some_and(Frame::holds_lines) {
            break;
        }
        if let Some(frame) = Frame::of(dom, tree, tables, id)
            && frame.fits(outer)
        {
            frames.push((frame, id));
        }
    }
    // A list without the item that the block stands in, and so on.
    while frames
        .last()
        .is_some_and(|&(frame, _)| matches!(frame, Frame::List | Frame::Definitions | Frame::Table))
    {
        frames.pop();
    }
    frames
}
