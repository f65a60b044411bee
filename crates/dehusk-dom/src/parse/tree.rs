//! The arena while it grows.

use std::collections::HashMap;

use crate::dom::{AttributeRange, AttributeRow, Content, Dom, Link, Namespace, Node, NodeId, NodeKind, QuirksMode, Span};
use crate::tokenize::{Attribute, Listed, MOST_ATTRIBUTES};
use crate::{Keep, LimitHit};

const NO_NAME: u32 = u32::MAX;

/// A [`Dom`] and what is needed to add to it.
pub(super) struct Tree {
    pub(super) dom: Dom,
    keep: Keep,
    listed: Listed,
    /// Rows of `dom.names` by number of a listed name.
    listed_names: Vec<u32>,
    /// Rows of `dom.names` by name.
    names: HashMap<Box<str>, u32>,
}

impl Tree {
    /// An empty tree for an input of `bytes` bytes.
    pub(super) fn new(bytes: usize, keep: Keep, listed: Listed) -> Self {
        let mut tree = Self {
            dom: Dom {
                nodes: Vec::with_capacity(bytes / 48 + 8),
                attributes: Vec::with_capacity(bytes / 96),
                names: Vec::new(),
                text: String::with_capacity(bytes / 3),
                quirks_mode: QuirksMode::None,
                limit_hits: Vec::new(),
            },
            keep,
            listed_names: vec![NO_NAME; listed.len()],
            listed,
            names: HashMap::new(),
        };
        tree.add_inner(NodeKind::Document, Namespace::Html, AttributeRange::EMPTY);
        tree
    }

    pub(super) fn keep(&self) -> Keep {
        self.keep
    }

    pub(super) fn hit(&mut self, limit: LimitHit) {
        if !self.dom.limit_hits.contains(&limit) {
            self.dom.limit_hits.push(limit);
        }
    }

    /// Appends to the text buffer.
    pub(super) fn store(&mut self, text: &str) -> Span {
        let start = self.dom.text.len() as u32;
        self.dom.text.push_str(text);
        Span { start, end: self.dom.text.len() as u32 }
    }

    pub(super) fn add_inner(&mut self, kind: NodeKind, namespace: Namespace, attributes: AttributeRange) -> NodeId {
        self.add(kind, namespace, Content::NO_CHILDREN, attributes)
    }

    pub(super) fn add_leaf(&mut self, kind: NodeKind, text: Span) -> NodeId {
        self.add(kind, Namespace::Html, Content::text(text), AttributeRange::EMPTY)
    }

    fn add(&mut self, kind: NodeKind, namespace: Namespace, content: Content, attributes: AttributeRange) -> NodeId {
        let id = NodeId(self.dom.nodes.len() as u32);
        self.dom.nodes.push(Node {
            parent: Link::NONE,
            previous: Link::NONE,
            next: Link::NONE,
            content,
            attributes_start: attributes.start,
            attributes_count: attributes.count,
            kind,
            namespace,
        });
        id
    }
}

/// Names and attributes.
impl Tree {
    /// Appends the row that bears an element's name, before its attributes.
    pub(super) fn add_name_row(&mut self, name: u32) {
        self.dom.attributes.push(AttributeRow { name, value: Span::EMPTY });
    }

    /// The attributes as they stand behind the name row that was added last but
    /// for them; a list from elsewhere is copied there.
    pub(super) fn behind_name_row(&mut self, list: AttributeRange) -> AttributeRange {
        let end = self.dom.attributes.len();
        if list.count > 0 && list.range().end == end {
            return list;
        }
        self.dom.attributes.extend_from_within(list.range());
        AttributeRange { start: end as u32, count: list.count }
    }

    /// The row of a name, which stands in the buffer once.
    pub(super) fn name(&mut self, name: &str) -> u32 {
        if let Some(&row) = self.names.get(name) {
            return row;
        }
        let row = self.new_name(name);
        self.names.insert(name.into(), row);
        row
    }

    fn new_name(&mut self, name: &str) -> u32 {
        let span = self.store(name);
        self.dom.names.push(span);
        self.dom.names.len() as u32 - 1
    }

    fn attribute_name(&mut self, attribute: Attribute<'_>) -> u32 {
        let Some(number) = attribute.number else { return self.name(attribute.name) };
        let known = self.listed_names[usize::from(number)];
        if known != NO_NAME {
            return known;
        }
        let row = self.new_name(attribute.name);
        self.listed_names[usize::from(number)] = row;
        row
    }

    /// The number of a listed name.
    pub(super) fn listed_number(&self, name: &str) -> Option<u16> {
        self.listed.number(name)
    }

    /// Stores those of an element's attributes that are kept.
    pub(super) fn add_attributes<'a>(&mut self, attributes: impl Iterator<Item = Attribute<'a>>) -> AttributeRange {
        let start = self.dom.attributes.len();
        for attribute in attributes {
            if attribute.number.is_none() && self.keep != Keep::Everything {
                continue;
            }
            if self.dom.attributes.len() - start == MOST_ATTRIBUTES {
                self.hit(LimitHit::Attributes);
                break;
            }
            let row = AttributeRow { name: self.attribute_name(attribute), value: self.store(attribute.value) };
            self.dom.attributes.push(row);
        }
        AttributeRange { start: start as u32, count: (self.dom.attributes.len() - start) as u16 }
    }

    /// Gives an element those of the attributes that it does not have.
    ///
    /// An element's attributes are one range of the table, so those it has move
    /// to its end first. Each move adds one at least, so there are 256 at most.
    pub(super) fn add_missing_attributes(&mut self, id: NodeId, more: AttributeRange) {
        let had = self.dom.node(id).attributes();
        let mut missing: Vec<_> = self.rows(more).filter(|row| !self.has(had, *row)).collect();
        let room = MOST_ATTRIBUTES - usize::from(had.count).min(MOST_ATTRIBUTES);
        if missing.len() > room {
            missing.truncate(room);
            self.hit(LimitHit::Attributes);
        }
        if missing.is_empty() {
            return;
        }
        let start = self.dom.attributes.len() as u32;
        let rows: Vec<_> = self.rows(had).chain(missing).collect();
        self.dom.attributes.extend(&rows);
        let node = self.node_mut(id);
        node.attributes_start = start;
        node.attributes_count = rows.len() as u16;
    }

    fn rows(&self, range: AttributeRange) -> impl Iterator<Item = AttributeRow> {
        self.dom.attributes[range.range()].iter().copied()
    }

    fn has(&self, range: AttributeRange, wanted: AttributeRow) -> bool {
        let name = |row: AttributeRow| &self.dom.text[self.dom.names[row.name as usize].range()];
        self.rows(range).any(|row| row.name == wanted.name || name(row) == name(wanted))
    }
}

/// Links between nodes.
impl Tree {
    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.dom.node(id).parent.get()
    }

    pub(super) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.dom.node(id).children().0.get()
    }

    fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.dom.nodes[id.index()]
    }

    pub(super) fn append(&mut self, parent: NodeId, child: NodeId) {
        self.detach(child);
        let last = self.dom.node(parent).children().1;
        let node = self.node_mut(child);
        node.parent = Link::to(parent);
        node.previous = last;
        match last.get() {
            Some(last) => self.node_mut(last).next = Link::to(child),
            None => self.node_mut(parent).set_first_child(Link::to(child)),
        }
        self.node_mut(parent).set_last_child(Link::to(child));
    }

    pub(super) fn insert_before(&mut self, sibling: NodeId, child: NodeId) {
        self.detach(child);
        let (parent, previous) = (self.dom.node(sibling).parent, self.dom.node(sibling).previous);
        let node = self.node_mut(child);
        node.parent = parent;
        node.previous = previous;
        node.next = Link::to(sibling);
        self.node_mut(sibling).previous = Link::to(child);
        match (previous.get(), parent.get()) {
            (Some(previous), _) => self.node_mut(previous).next = Link::to(child),
            (None, Some(parent)) => self.node_mut(parent).set_first_child(Link::to(child)),
            (None, None) => {}
        }
    }

    pub(super) fn detach(&mut self, id: NodeId) {
        let node = self.node_mut(id);
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        let Some(parent) = parent.get() else { return };
        (node.parent, node.previous, node.next) = (Link::NONE, Link::NONE, Link::NONE);
        match previous.get() {
            Some(previous) => self.node_mut(previous).next = next,
            None => self.node_mut(parent).set_first_child(next),
        }
        match next.get() {
            Some(next) => self.node_mut(next).previous = previous,
            None => self.node_mut(parent).set_last_child(previous),
        }
    }

    /// Text that goes on where the text of the node before it ends lengthens
    /// that node. Other text beside a text node becomes a node of its own: moving
    /// the first to the end of the buffer, as a merged node would need, is
    /// quadratic for foster-parented text.
    fn grows(&mut self, before: Link, text: Span) -> bool {
        let Some(id) = before.get() else { return false };
        let node = self.node_mut(id);
        if node.kind != NodeKind::Text || node.text().end != text.start {
            return false;
        }
        node.content = Content::text(Span { start: node.text().start, end: text.end });
        true
    }

    pub(super) fn append_text(&mut self, parent: NodeId, text: Span) {
        if !self.grows(self.dom.node(parent).children().1, text) {
            let child = self.add_leaf(NodeKind::Text, text);
            self.append(parent, child);
        }
    }

    pub(super) fn insert_text_before(&mut self, sibling: NodeId, text: Span) {
        if !self.grows(self.dom.node(sibling).previous, text) {
            let child = self.add_leaf(NodeKind::Text, text);
            self.insert_before(sibling, child);
        }
    }
}
