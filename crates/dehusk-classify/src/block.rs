//! Blocks and the containers they stand in.

use std::ops::Range;

use dehusk_dom::{NodeId, Tag};

/// A block of one [`BlockTree`]: an index that side tables can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub struct BlockId(pub(crate) u32);

impl BlockId {
    /// The id as an index of a side table with one entry a block.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    pub(crate) const fn at(index: usize) -> Self {
        Self(index as u32)
    }
}

/// A container of one [`BlockTree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContainerId(pub(crate) u32);

impl ContainerId {
    /// The id as an index of a side table with one entry a container.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a block is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Running text in an element of the document.
    Paragraph,
    /// Text that stands outside any block element: a plain text, the bare parts
    /// of a mixed one.
    Bare,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// The text of a list item.
    ListItem,
    /// The text of a table cell.
    Cell,
    /// Preformatted text; its white space is as in the source.
    Preformatted,
    /// A caption of a figure or table.
    Caption,
    /// A form control with text: a button, a list of options.
    Control,
    /// A link to media that a post carries along as words (`pic.twitter.com/…`).
    MediaLink,
    /// An element whose content is no text: a script, a style, a frame. Its
    /// text is empty.
    Opaque(Tag),
}

impl BlockKind {
    /// The kind's name as it stands in JSON; headings of all levels have one.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Bare => "bare",
            Self::Heading(_) => "heading",
            Self::ListItem => "list-item",
            Self::Cell => "cell",
            Self::Preformatted => "preformatted",
            Self::Caption => "caption",
            Self::Control => "control",
            Self::MediaLink => "media-link",
            Self::Opaque(_) => "opaque",
        }
    }
}

/// How a block hangs together with the block before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Joint {
    /// They stand in one line: pieces of a paragraph, chips, labels.
    Inline,
    /// They are cells of one row.
    Cell,
    /// They are lines of one list, table or stanza.
    Line,
    /// They have nothing to do with each other.
    Break,
}

/// The smallest unit that is kept or removed as a whole.
#[derive(Debug, Clone)]
pub struct Block {
    /// What it is made of.
    pub kind: BlockKind,
    /// How it hangs together with the block before it.
    pub joint: Joint,
    /// The nearest block element around it.
    pub container: ContainerId,
    pub(crate) text: Range<u32>,
    pub(crate) links: Range<u32>,
}

/// A block element of the document, with the blocks anywhere inside it.
#[derive(Debug, Clone)]
pub struct Container {
    /// The element.
    pub node: NodeId,
    /// Its tag.
    pub tag: Tag,
    /// The block element around it.
    pub parent: Option<ContainerId>,
    /// How many block elements are around it.
    pub depth: u32,
    pub(crate) blocks: Range<u32>,
}

/// The text of a link inside a block.
#[derive(Debug, Clone)]
pub(crate) struct LinkSpan {
    /// Where, in bytes of the tree's text.
    pub(crate) text: Range<u32>,
    /// The `a` element.
    pub(crate) node: NodeId,
}

/// Where the text nodes are that the text of blocks comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextSource {
    /// Where the node's text begins, in bytes of the tree's text. It ends where
    /// that of the next begins, or the block.
    pub(crate) start: u32,
    /// The text node; the element of a preformatted block; the element around
    /// lines that no element divides, and around a control.
    pub(crate) node: NodeId,
}

/// An element that shows something else than text: a picture, a player, a line
/// that divides.
#[derive(Debug, Clone, Copy)]
pub struct Inset {
    /// The element.
    pub node: NodeId,
    /// The nearest block element around it.
    pub container: ContainerId,
    /// How many blocks end before it. The block of that number may have begun.
    pub blocks_before: u32,
    /// Where it stands, in bytes of the tree's text.
    pub(crate) at: u32,
}

/// All blocks of a document in its order, their containers, and one buffer that
/// holds their text.
///
/// A container's blocks are a contiguous range, so sums over a subtree are
/// differences of prefix sums.
#[derive(Debug, Default)]
pub struct BlockTree {
    pub(crate) text: String,
    pub(crate) blocks: Vec<Block>,
    pub(crate) containers: Vec<Container>,
    pub(crate) links: Vec<LinkSpan>,
    pub(crate) sources: Vec<TextSource>,
    pub(crate) insets: Vec<Inset>,
}

impl BlockTree {
    /// Number of blocks.
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Whether there is no block.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// All block ids in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = BlockId> + ExactSizeIterator + use<> {
        (0..self.blocks.len()).map(BlockId::at)
    }

    /// A block.
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.index()]
    }

    /// A block's text, white space folded unless it is preformatted.
    pub fn text(&self, id: BlockId) -> &str {
        let range = &self.blocks[id.index()].text;
        &self.text[range.start as usize..range.end as usize]
    }

    /// A container.
    pub fn container(&self, id: ContainerId) -> &Container {
        &self.containers[id.index()]
    }

    /// The containers around a block from the nearest up.
    pub fn containers_of(&self, id: BlockId) -> impl Iterator<Item = ContainerId> + '_ {
        std::iter::successors(Some(self.block(id).container), |&container| self.container(container).parent)
    }

    /// The blocks anywhere inside a container.
    pub fn blocks_in(&self, id: ContainerId) -> Range<usize> {
        let range = &self.containers[id.index()].blocks;
        range.start as usize..range.end as usize
    }

    /// The elements that show something else than text, in the order of the
    /// document.
    pub fn insets(&self) -> &[Inset] {
        &self.insets
    }

    /// Where in the text of a block an inset stands, in bytes; `None` if it does
    /// not stand in the block's line.
    pub fn place_in(&self, id: BlockId, inset: &Inset) -> Option<usize> {
        let block = self.block(id);
        let reaches = inset.blocks_before == id.0 && inset.container == block.container;
        (reaches && inset.at <= block.text.end).then(|| inset.at.saturating_sub(block.text.start) as usize)
    }

    /// The text nodes that a block's text comes from: where in it, in bytes, the
    /// text of each begins, and the node. For preformatted text it is the element;
    /// for lines of a text that no element divides, the element around them.
    ///
    /// Logarithmic in the document, linear in what comes out.
    pub fn sources(&self, id: BlockId) -> impl Iterator<Item = (usize, NodeId)> + '_ {
        let Range { start, end } = self.block(id).text;
        let from = self.sources.partition_point(|source| source.start <= start).saturating_sub(1);
        let is_before = move |source: &&TextSource| source.start < end;
        let begun = self.sources[from..].iter().take_while(is_before);
        begun.map(move |source| (source.start.saturating_sub(start) as usize, source.node))
    }

    /// The links in a block's text: where, in bytes of it, and the `a` element.
    pub fn link_spans(&self, id: BlockId) -> impl Iterator<Item = (Range<usize>, NodeId)> + '_ {
        let start = self.block(id).text.start;
        self.links(id).iter().map(move |link| {
            ((link.text.start - start) as usize..(link.text.end - start) as usize, link.node)
        })
    }

    pub(crate) fn links(&self, id: BlockId) -> &[LinkSpan] {
        let range = &self.blocks[id.index()].links;
        &self.links[range.start as usize..range.end as usize]
    }

    /// Whether the whole text of the block is one link.
    pub(crate) fn is_one_link(&self, id: BlockId) -> bool {
        let block = self.block(id);
        matches!(self.links(id), [link] if link.text == block.text) && !block.text.is_empty()
    }
}
