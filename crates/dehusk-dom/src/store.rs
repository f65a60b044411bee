//! What a tree is made of: nodes, attributes and text as tables of small rows.

use std::ops::Range;

use crate::dom::{Namespace, NodeId, NodeKind, QuirksMode};
use crate::{Keep, LimitHit};

/// A piece of text: a range of the source, or of the buffer of text that is not
/// in the source, which a bit tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    pub(crate) const EMPTY: Self = Self { start: 0, end: 0 };
    const OWN: u32 = 1 << 31;

    pub(crate) const fn source(range: Range<usize>) -> Self {
        Self { start: range.start as u32, end: range.end as u32 }
    }

    pub(crate) const fn own(start: usize, end: usize) -> Self {
        Self { start: start as u32 | Self::OWN, end: end as u32 | Self::OWN }
    }

    pub(crate) const fn is_own(self) -> bool {
        self.start & Self::OWN != 0
    }

    pub(crate) const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// The text of a range of the source.
    pub(crate) fn of(self, source: &str) -> &str {
        &source[self.start as usize..self.end as usize]
    }

    /// The first `length` bytes and the rest.
    pub(crate) const fn split_at(self, length: usize) -> (Self, Self) {
        let middle = self.start + length as u32;
        (Self { start: self.start, end: middle }, Self { start: middle, end: self.end })
    }

    /// One span of two, if the second goes on where the first ends.
    pub(crate) fn join(self, next: Self) -> Option<Self> {
        (self.end == next.start).then_some(Self { start: self.start, end: next.end })
    }
}

/// A row of the attribute table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AttributeRow {
    /// Index into [`Store::names`].
    pub(crate) name: u32,
    pub(crate) value: Span,
}

/// The attributes of one element: a range of the attribute table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AttributeRange {
    pub(crate) start: u32,
    pub(crate) count: u16,
}

impl AttributeRange {
    pub(crate) const EMPTY: Self = Self { start: 0, count: 0 };

    pub(crate) const fn range(self) -> Range<usize> {
        self.start as usize..self.start as usize + self.count as usize
    }
}

/// 28 bytes: pages have about forty nodes per kilobyte, so that each word more
/// costs a sixth of the page.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) parent: Link,
    pub(crate) previous: Link,
    pub(crate) next: Link,
    pub(crate) content: Content,
    /// Range of the attribute table. That of a [`Tag::Other`](crate::Tag::Other) element begins
    /// one row behind a row that bears the element's name.
    pub(crate) attributes_start: u32,
    pub(crate) attributes_count: u16,
    pub(crate) kind: NodeKind,
    pub(crate) namespace: Namespace,
}

const _: () = assert!(size_of::<Node>() == 28, "the layout is a decision, not an accident");

/// Two words that mean children to an inner node and text to a leaf.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Content(u32, u32);

impl Content {
    pub(crate) const NO_CHILDREN: Self = Self(u32::MAX, u32::MAX);

    pub(crate) const fn text(span: Span) -> Self {
        Self(span.start, span.end)
    }
}

impl Node {
    pub(crate) const fn is_leaf(&self) -> bool {
        matches!(self.kind, NodeKind::Text | NodeKind::Comment | NodeKind::Doctype)
    }

    /// First and last child; none of a leaf.
    pub(crate) const fn children(&self) -> (Link, Link) {
        if self.is_leaf() { (Link::NONE, Link::NONE) } else { (Link(self.content.0), Link(self.content.1)) }
    }

    pub(crate) const fn set_first_child(&mut self, link: Link) {
        self.content.0 = link.0;
    }

    pub(crate) const fn set_last_child(&mut self, link: Link) {
        self.content.1 = link.0;
    }

    /// Text of a leaf; empty for an inner node.
    pub(crate) const fn text(&self) -> Span {
        if self.is_leaf() { Span { start: self.content.0, end: self.content.1 } } else { Span::EMPTY }
    }

    pub(crate) const fn attributes(&self) -> AttributeRange {
        AttributeRange { start: self.attributes_start, count: self.attributes_count }
    }
}

/// An optional [`NodeId`] of four bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Link(u32);

impl Link {
    pub(crate) const NONE: Self = Self(u32::MAX);

    pub(crate) const fn to(id: NodeId) -> Self {
        Self(id.0)
    }

    pub(crate) const fn get(self) -> Option<NodeId> {
        if self.0 == u32::MAX { None } else { Some(NodeId(self.0)) }
    }
}

/// The nodes of a document, without the source.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) nodes: Vec<Node>,
    pub(crate) attributes: Vec<AttributeRow>,
    /// Names of attributes and of [`Tag::Other`](crate::Tag::Other) elements, each once.
    pub(crate) names: Vec<Span>,
    /// Text that is not in the source: names, and what character references
    /// stand in.
    pub(crate) own: String,
    pub(crate) quirks_mode: QuirksMode,
    pub(crate) limit_hits: Vec<LimitHit>,
    pub(crate) keep: Keep,
}

impl Store {
    /// An empty store with room for what the source seems to hold.
    ///
    /// Pages have about one node for each `<`, half of them elements. Counting
    /// those costs a hundredth of a parse and spares the copies, and the peaks,
    /// of growing. The room is bounded by what the densest real pages need, a
    /// hundred nodes a kilobyte, since a script may be full of `<`.
    pub(crate) fn for_source(source: &str, keep: Keep) -> Self {
        let tags = memchr::memchr_iter(b'<', source.as_bytes()).count();
        let nodes = (tags + tags / 8).min(source.len() / 10) + 8;
        Self {
            nodes: Vec::with_capacity(nodes),
            attributes: Vec::with_capacity(if keep == Keep::Everything { nodes / 2 } else { nodes / 4 }),
            names: Vec::new(),
            own: String::new(),
            quirks_mode: QuirksMode::None,
            limit_hits: Vec::new(),
            keep,
        }
    }

    /// Adds a node. Room grows by a quarter: doubling, with the old room beside
    /// the new, would be the peak of a parse.
    pub(crate) fn push(&mut self, node: Node) -> NodeId {
        let len = self.nodes.len();
        if len == self.nodes.capacity() {
            self.nodes.reserve_exact(len / 4 + 16);
        }
        self.nodes.push(node);
        NodeId(len as u32)
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// What is below a node, in document order.
    pub(crate) fn below(&self, root: NodeId) -> impl Iterator<Item = NodeId> {
        let first = |id: NodeId| self.node(id).children().0.get();
        let mut next = first(root);
        std::iter::from_fn(move || {
            let id = next?;
            let mut at = id;
            next = first(id);
            while next.is_none() && at != root {
                next = self.node(at).next.get();
                at = self.node(at).parent.get().unwrap_or(root);
            }
            Some(id)
        })
    }

    pub(crate) fn str<'a>(&'a self, source: &'a str, span: Span) -> &'a str {
        let range = (span.start & !Span::OWN) as usize..(span.end & !Span::OWN) as usize;
        if span.start & Span::OWN == 0 { &source[range] } else { &self.own[range] }
    }
}
