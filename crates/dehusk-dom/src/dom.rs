//! The tree: an arena of nodes with dense ids and one text buffer.

use std::borrow::Cow;
use std::ops::Range;

use crate::{Keep, LimitHit, Tag};

/// A node of one [`Dom`]: an index that side tables can use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(crate) u32);

impl NodeId {
    /// The document node of every tree.
    pub const DOCUMENT: Self = Self(0);

    /// The id as an index of a side table with [`Dom::len`] entries.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The namespace of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Namespace {
    /// HTML.
    Html,
    /// SVG.
    Svg,
    /// `MathML`.
    MathMl,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// The root.
    Document,
    /// `<!DOCTYPE …>`.
    Doctype,
    /// The content of a `<template>`, its only child.
    Fragment,
    /// An element.
    Element(Tag),
    /// A run of text. Neighbouring text nodes occur and mean one run.
    Text,
    /// A comment.
    Comment,
}

/// A document type declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doctype<'a> {
    /// Name, `html` as a rule.
    pub name: &'a str,
    /// Public identifier; empty if there is none.
    pub public_id: &'a str,
    /// System identifier; empty if there is none.
    pub system_id: &'a str,
}

/// How far a document asks to be laid out like those of the last century (HTML
/// Standard § 13.2.6.4.1). It also decides whether a table closes a paragraph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum QuirksMode {
    /// By the standard.
    #[default]
    None,
    /// All but for the height of table rows.
    Limited,
    /// Like old browsers.
    Full,
}

/// One attribute of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// Name, in lower case for HTML elements.
    pub name: &'a str,
    /// Value, with character references resolved.
    pub value: &'a str,
}

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
    /// Index into [`Dom::names`].
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
    /// Range of the attribute table. That of a [`Tag::Other`] element begins
    /// one row behind a row that bears the element's name.
    pub(crate) attributes_start: u32,
    pub(crate) attributes_count: u16,
    pub(crate) kind: NodeKind,
    pub(crate) namespace: Namespace,
}

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
    /// Names of attributes and of [`Tag::Other`] elements, each once.
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

/// A parsed document. `Send + Sync`; nothing in it changes after parsing.
///
/// Text stands in the source wherever it needs no decoding, so the tree borrows
/// it; [`Dom::into_owned`] gives one that does not. Dropping it frees four
/// vectors: no recursion, whatever the depth.
#[derive(Debug)]
pub struct Dom<'s> {
    /// The text that was parsed, line ends normal.
    pub(crate) source: Cow<'s, str>,
    pub(crate) store: Store,
}

impl Dom<'_> {
    /// The tree with a copy of the source, so that it borrows nothing.
    pub fn into_owned(self) -> Dom<'static> {
        Dom { source: Cow::Owned(self.source.into_owned()), store: self.store }
    }

    /// Number of nodes, the document node included.
    pub fn len(&self) -> usize {
        self.store.nodes.len()
    }

    /// Whether there is nothing below the document node.
    pub fn is_empty(&self) -> bool {
        self.store.nodes[0].children().0.get().is_none()
    }

    /// Limits that were hit while the tree was built, each once, in order.
    pub fn limit_hits(&self) -> &[LimitHit] {
        &self.store.limit_hits
    }

    /// What `id` is.
    pub fn kind(&self, id: NodeId) -> NodeKind {
        self.node(id).kind
    }

    /// The tag, if `id` is an element.
    pub fn tag(&self, id: NodeId) -> Option<Tag> {
        match self.node(id).kind {
            NodeKind::Element(tag) => Some(tag),
            _ => None,
        }
    }

    /// The element's name, also where its tag is [`Tag::Other`]; empty for other
    /// nodes.
    pub fn name(&self, id: NodeId) -> &str {
        match self.node(id).kind {
            NodeKind::Element(Tag::Other) => self.row_name(self.node(id).attributes_start as usize - 1),
            NodeKind::Element(tag) => tag.name(),
            _ => "",
        }
    }

    /// The element's namespace.
    pub fn namespace(&self, id: NodeId) -> Namespace {
        self.node(id).namespace
    }

    /// The characters of a text node or comment; empty for other nodes.
    pub fn text(&self, id: NodeId) -> &str {
        match self.node(id).kind {
            NodeKind::Text | NodeKind::Comment => self.str(self.node(id).text()),
            _ => "",
        }
    }

    /// The element's attributes in the order of the source.
    pub fn attributes(&self, id: NodeId) -> impl Iterator<Item = Attribute<'_>> {
        self.node(id).attributes().range().map(|row| Attribute {
            name: self.row_name(row),
            value: self.str(self.store.attributes[row].value),
        })
    }

    /// The value of the element's attribute `name` (lower case).
    ///
    /// # Panics
    ///
    /// In debug builds, where the tree was told not to keep such attributes
    /// ([`Keep::Reading`]): the answer would be `None` for every page.
    pub fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        debug_assert!(self.store.keep.has_attribute(name), "trees of this kind do not keep `{name}`");
        self.attributes(id).find(|attribute| attribute.name == name).map(|attribute| attribute.value)
    }

    /// The text of all text nodes below `id`, joined as they stand.
    pub fn text_content(&self, id: NodeId) -> String {
        self.descendants(id)
            .map(|node| if self.kind(node) == NodeKind::Text { self.text(node) } else { "" })
            .collect()
    }

    /// The elements of a tag in document order.
    pub fn elements(&self, tag: Tag) -> impl Iterator<Item = NodeId> {
        self.descendants(NodeId::DOCUMENT).filter(move |&id| self.tag(id) == Some(tag))
    }

    /// The document type, if the text declares one.
    pub fn doctype(&self) -> Option<Doctype<'_>> {
        let id = self.children(NodeId::DOCUMENT).find(|&id| self.kind(id) == NodeKind::Doctype)?;
        let mut parts = self.str(self.node(id).text()).split('\0');
        let mut next = || parts.next().unwrap_or_default();
        Some(Doctype { name: next(), public_id: next(), system_id: next() })
    }

    /// The quirks mode that the document type calls for.
    pub fn quirks_mode(&self) -> QuirksMode {
        self.store.quirks_mode
    }

    fn row_name(&self, row: usize) -> &str {
        self.str(self.store.names[self.store.attributes[row].name as usize])
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node {
        self.store.node(id)
    }

    fn str(&self, span: Span) -> &str {
        self.store.str(&self.source, span)
    }
}
