//! The tree: an arena of nodes with dense ids and one text buffer.

use std::ops::Range;

use crate::{LimitHit, Tag};

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

/// One attribute of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// Name, in lower case for HTML elements.
    pub name: &'a str,
    /// Value, with character references resolved.
    pub value: &'a str,
}

/// A range of the text buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    pub(crate) const EMPTY: Self = Self { start: 0, end: 0 };

    pub(crate) const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

#[derive(Debug)]
pub(crate) struct AttributeSpan {
    pub(crate) name: Span,
    pub(crate) value: Span,
}

#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) parent: Link,
    pub(crate) first_child: Link,
    pub(crate) last_child: Link,
    pub(crate) previous: Link,
    pub(crate) next: Link,
    pub(crate) kind: NodeKind,
    pub(crate) namespace: Namespace,
    /// Text of a text node or comment, name of a [`Tag::Other`] element.
    pub(crate) text: Span,
    /// Range of the attribute table.
    pub(crate) attributes: Span,
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

/// A parsed document. `Send + Sync`; nothing in it changes after parsing.
///
/// Dropping it frees three vectors: no recursion, whatever the depth.
#[derive(Debug)]
pub struct Dom {
    pub(crate) nodes: Vec<Node>,
    pub(crate) attributes: Vec<AttributeSpan>,
    pub(crate) text: String,
    pub(crate) limit_hits: Vec<LimitHit>,
}

impl Dom {
    /// Number of nodes, the document node included.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is nothing below the document node.
    pub fn is_empty(&self) -> bool {
        self.nodes[0].first_child.get().is_none()
    }

    /// Limits that were hit while the tree was built, each once, in order.
    pub fn limit_hits(&self) -> &[LimitHit] {
        &self.limit_hits
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
            NodeKind::Element(Tag::Other) => &self.text[self.node(id).text.range()],
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
            NodeKind::Text | NodeKind::Comment => &self.text[self.node(id).text.range()],
            _ => "",
        }
    }

    /// The element's attributes in the order of the source.
    pub fn attributes(&self, id: NodeId) -> impl Iterator<Item = Attribute<'_>> {
        self.attributes[self.node(id).attributes.range()].iter().map(|attribute| Attribute {
            name: &self.text[attribute.name.range()],
            value: &self.text[attribute.value.range()],
        })
    }

    /// The value of the element's attribute `name` (lower case).
    pub fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
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

    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }
}
