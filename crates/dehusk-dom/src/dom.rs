//! The tree: an arena of nodes with dense ids and one text buffer.

use std::borrow::Cow;

use crate::store::{Node, Span, Store};
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
    /// ([`Keep::Reading`](crate::Keep::Reading)): the answer would be `None` for every page.
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
