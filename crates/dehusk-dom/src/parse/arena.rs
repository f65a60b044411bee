//! The arena while it grows.

use std::collections::HashMap;
use std::rc::Rc;

use crate::dom::{Namespace, NodeId, NodeKind, QuirksMode};
use crate::store::{AttributeRange, AttributeRow, Content, Link, Node, Span, Store};
use crate::tokenize::{Attribute, Listed, MOST_ATTRIBUTES, Text};
use crate::{Keep, LimitHit};

/// Row of the table of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NameRow(pub(super) u32);

impl NameRow {
    /// The name of what has a tag.
    pub(super) const NONE: Self = Self(u32::MAX);
}

/// A [`Store`] and what is needed to add to it.
pub(super) struct Arena<'t> {
    pub(super) source: &'t str,
    pub(super) store: Store,
    listed: Rc<Listed>,
    /// Names by the number of a listed attribute name.
    listed_names: Vec<NameRow>,
    names: HashMap<Box<str>, NameRow>,
}

impl<'t> Arena<'t> {
    pub(super) fn new(source: &'t str, keep: Keep, listed: Rc<Listed>) -> Self {
        let mut arena = Self {
            source,
            store: Store::for_source(source, keep),
            listed_names: vec![NameRow::NONE; listed.len()],
            listed,
            names: HashMap::new(),
        };
        arena.add_inner(NodeKind::Document, Namespace::Html, AttributeRange::EMPTY);
        arena
    }

    pub(super) fn keep(&self) -> Keep {
        self.store.keep
    }

    /// The finished store. The chosen options are not copied for readers, who
    /// would read them twice.
    pub(super) fn finish(mut self, most_nodes: usize) -> Store {
        if self.store.keep == Keep::Everything {
            self.fill_selected_content(most_nodes);
        }
        self.store
    }

    pub(super) fn set_quirks_mode(&mut self, mode: QuirksMode) {
        self.store.quirks_mode = mode;
    }

    /// The number of nodes.
    pub(super) fn len(&self) -> usize {
        self.store.nodes.len()
    }

    pub(super) fn hit(&mut self, limit: LimitHit) {
        if !self.store.limit_hits.contains(&limit) {
            self.store.limit_hits.push(limit);
        }
    }

    /// Text that the tree keeps: a range of the source where it can be one.
    pub(super) fn text(&mut self, text: Text<'_>) -> Span {
        match text {
            Text::Source(span) => span,
            Text::Own(text) => self.own(text),
        }
    }

    /// Appends to the buffer of text that is not in the source.
    pub(super) fn own(&mut self, text: &str) -> Span {
        let start = self.store.own.len();
        self.store.own.push_str(text);
        Span::own(start, self.store.own.len())
    }

    /// A run of text and what follows it: copied together, unless the run stands
    /// where it can grow.
    pub(super) fn join(&mut self, run: Span, next: Text<'_>) -> Span {
        let source = self.source;
        let run = if run.is_own() { run } else { self.own(run.of(source)) };
        let next = self.own(next.as_str(source));
        run.join(next).unwrap_or(run)
    }

    pub(super) fn str(&self, span: Span) -> &str {
        self.store.str(self.source, span)
    }

    pub(super) fn add_inner(
        &mut self,
        kind: NodeKind,
        namespace: Namespace,
        attributes: AttributeRange,
    ) -> NodeId {
        self.add(kind, namespace, Content::NO_CHILDREN, attributes)
    }

    pub(super) fn add_leaf(&mut self, kind: NodeKind, text: Span) -> NodeId {
        self.add(kind, Namespace::Html, Content::text(text), AttributeRange::EMPTY)
    }

    fn add(
        &mut self,
        kind: NodeKind,
        namespace: Namespace,
        content: Content,
        attributes: AttributeRange,
    ) -> NodeId {
        self.store.push(Node {
            parent: Link::NONE,
            previous: Link::NONE,
            next: Link::NONE,
            content,
            attributes_start: attributes.start,
            attributes_count: attributes.count,
            kind,
            namespace,
        })
    }

    /// An element that stands nowhere yet, and the content of a template.
    pub(super) fn add_element(
        &mut self,
        kind: NodeKind,
        namespace: Namespace,
        attributes: AttributeRange,
    ) -> NodeId {
        let id = self.add_inner(kind, namespace, attributes);
        if kind == NodeKind::Element(crate::Tag::Template) {
            let content = self.add_inner(NodeKind::Fragment, Namespace::Html, AttributeRange::EMPTY);
            self.append(id, content);
        }
        id
    }
}

/// Names and attributes.
impl Arena<'_> {
    /// The row of a name, which is stored once.
    pub(super) fn name(&mut self, name: &str) -> NameRow {
        if let Some(&row) = self.names.get(name) {
            return row;
        }
        let row = self.new_name(name);
        self.names.insert(name.into(), row);
        row
    }

    /// The row of a name that is there already.
    pub(super) fn known_name(&self, name: &str) -> Option<NameRow> {
        self.names.get(name).copied()
    }

    /// The name of an element without a tag.
    pub(super) fn element_name(&self, id: NodeId) -> Option<&str> {
        let row = self.store.node(id).attributes().start.checked_sub(1)?;
        Some(self.name_text(NameRow(self.store.attributes[row as usize].name)))
    }

    pub(super) fn name_text(&self, row: NameRow) -> &str {
        self.str(self.store.names[row.0 as usize])
    }

    fn new_name(&mut self, name: &str) -> NameRow {
        let span = self.own(name);
        self.store.names.push(span);
        NameRow(self.store.names.len() as u32 - 1)
    }

    fn attribute_name(&mut self, attribute: &Attribute<'_>) -> NameRow {
        let Some(number) = attribute.number else { return self.name(attribute.name) };
        let known = self.listed_names[usize::from(number)];
        if known != NameRow::NONE {
            return known;
        }
        let row = self.name(attribute.name);
        self.listed_names[usize::from(number)] = row;
        row
    }

    /// The numbers of listed names.
    pub(super) fn listed(&self) -> Rc<Listed> {
        Rc::clone(&self.listed)
    }

    /// Stores those of an element's attributes that are kept, behind a row with
    /// the element's name if it has no tag.
    pub(super) fn add_attributes<'a>(
        &mut self,
        name: NameRow,
        attributes: impl Iterator<Item = Attribute<'a>>,
    ) -> AttributeRange {
        self.add_name_row(name);
        let start = self.store.attributes.len();
        for attribute in attributes {
            if attribute.number.is_none() && self.store.keep != Keep::Everything {
                continue;
            }
            if self.store.attributes.len() - start == MOST_ATTRIBUTES {
                self.hit(LimitHit::Attributes);
                break;
            }
            let name = self.attribute_name(&attribute).0;
            let value = self.text(attribute.value);
            self.store.attributes.push(AttributeRow { name, value });
        }
        AttributeRange { start: start as u32, count: (self.store.attributes.len() - start) as u16 }
    }

    fn add_name_row(&mut self, name: NameRow) {
        if name != NameRow::NONE {
            self.store.attributes.push(AttributeRow { name: name.0, value: Span::EMPTY });
        }
    }

    /// Gives an element those of the attributes that it does not have.
    ///
    /// An element's attributes are one range of the table, so those it has move
    /// to its end first. Each move adds one at least, so there are 256 at most.
    pub(super) fn add_missing_attributes(&mut self, id: NodeId, more: AttributeRange) {
        let had = self.store.node(id).attributes();
        let mut missing: Vec<_> = self.rows(more).filter(|row| !self.has(had, *row)).collect();
        let room = MOST_ATTRIBUTES - usize::from(had.count).min(MOST_ATTRIBUTES);
        if missing.len() > room {
            missing.truncate(room);
            self.hit(LimitHit::Attributes);
        }
        if missing.is_empty() {
            return;
        }
        let start = self.store.attributes.len() as u32;
        let rows: Vec<_> = self.rows(had).chain(missing).collect();
        self.store.attributes.extend(&rows);
        let node = self.node_mut(id);
        node.attributes_start = start;
        node.attributes_count = rows.len() as u16;
    }

    pub(super) fn rows(&self, range: AttributeRange) -> impl Iterator<Item = AttributeRow> {
        self.store.attributes[range.range()].iter().copied()
    }

    fn has(&self, range: AttributeRange, wanted: AttributeRow) -> bool {
        self.rows(range).any(|row| row.name == wanted.name)
    }
}

/// Links between nodes.
impl Arena<'_> {
    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.store.node(id).parent.get()
    }

    pub(super) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.store.node(id).children().0.get()
    }

    /// Where the children of an element go: into the content of a template.
    pub(super) fn content(&self, id: NodeId) -> NodeId {
        match self.store.node(id).kind {
            NodeKind::Element(crate::Tag::Template) => self.first_child(id).unwrap_or(id),
            _ => id,
        }
    }

    fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.store.nodes[id.index()]
    }

    pub(super) fn append(&mut self, parent: NodeId, child: NodeId) {
        self.detach(child);
        let last = self.store.node(parent).children().1;
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
        let (parent, previous) = (self.store.node(sibling).parent, self.store.node(sibling).previous);
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

    /// Moves all children of one node to the end of another.
    pub(super) fn move_children(&mut self, from: NodeId, to: NodeId) {
        while let Some(child) = self.first_child(from) {
            self.append(to, child);
        }
    }

    /// Text that goes on where the text of the node before it ends lengthens
    /// that node. Other text beside a text node becomes a node of its own: moving
    /// both to the end of a buffer, as a merged node would need, is quadratic for
    /// foster-parented text.
    fn grows(&mut self, before: Link, text: Span) -> bool {
        let Some(id) = before.get() else { return false };
        let node = self.node_mut(id);
        if node.kind != NodeKind::Text {
            return false;
        }
        let Some(joined) = node.text().join(text) else { return false };
        node.content = Content::text(joined);
        true
    }

    pub(super) fn append_text(&mut self, parent: NodeId, text: Span) {
        if !self.grows(self.store.node(parent).children().1, text) {
            let child = self.add_leaf(NodeKind::Text, text);
            self.append(parent, child);
        }
    }

    pub(super) fn insert_text_before(&mut self, sibling: NodeId, text: Span) {
        if !self.grows(self.store.node(sibling).previous, text) {
            let child = self.add_leaf(NodeKind::Text, text);
            self.insert_before(sibling, child);
        }
    }
}
