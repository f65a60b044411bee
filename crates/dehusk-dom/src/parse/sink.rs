//! html5ever's `TreeSink` over the arena.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};
use std::collections::HashMap;

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace as Ns, QualName, ns};

use crate::dom::{AttributeSpan, Dom, Link, Namespace, Node, NodeId, NodeKind, Span};
use crate::{LimitHit, Tag};

/// Attribute text may be this many times the input, and 64 KiB more. The
/// standard makes it grow beyond the input where formatting elements are
/// cloned into every new paragraph.
const ATTRIBUTE_GROWTH: usize = 2;

/// Attributes that one element keeps. Without a bound, a flood of `<body>` tags
/// that each bring one more is quadratic.
const MOST_ATTRIBUTES: usize = 256;

/// The arena while it is built. html5ever calls through `&self`, hence the
/// cell; it is borrowed within single calls only.
pub(super) struct Sink {
    tree: RefCell<Tree>,
}

struct Tree {
    dom: Dom,
    /// Names as html5ever wants them back, by node; `None` for other nodes.
    names: Vec<Option<QualName>>,
    attribute_names: HashMap<(LocalName, bool), Span>,
    attribute_budget: usize,
}

impl Sink {
    /// A sink for an input of `bytes` bytes.
    pub(super) fn new(bytes: usize) -> Self {
        let mut tree = Tree {
            dom: Dom {
                nodes: Vec::with_capacity(bytes / 32 + 8),
                attributes: Vec::new(),
                text: String::with_capacity(bytes),
                limit_hits: Vec::new(),
            },
            names: Vec::with_capacity(bytes / 32 + 8),
            attribute_names: HashMap::new(),
            attribute_budget: bytes.saturating_mul(ATTRIBUTE_GROWTH).saturating_add(64 << 10),
        };
        tree.add(NodeKind::Document, Span::EMPTY, None);
        Self { tree: RefCell::new(tree) }
    }

    pub(super) fn len(&self) -> usize {
        self.tree.borrow().dom.nodes.len()
    }

    pub(super) fn hit(&self, limit: LimitHit) {
        self.tree.borrow_mut().hit(limit);
    }

    pub(super) fn plain_text(&self, text: &str) {
        let html = create_context(self, QualName::new(None, ns!(html), "html".into()));
        let body = create_context(self, QualName::new(None, ns!(html), "body".into()));
        let mut tree = self.tree.borrow_mut();
        tree.append(NodeId::DOCUMENT, html);
        tree.append(html, body);
        tree.append_text(body, text);
    }

    pub(super) fn into_dom(self) -> Dom {
        self.tree.into_inner().dom
    }
}

/// An element that stands nowhere yet.
pub(super) fn create_context(sink: &Sink, name: QualName) -> NodeId {
    sink.create_element(name, Vec::new(), ElementFlags::default())
}

impl Tree {
    fn add(&mut self, kind: NodeKind, text: Span, name: Option<QualName>) -> NodeId {
        let id = NodeId(self.dom.nodes.len() as u32);
        let namespace = match &name {
            Some(name) if name.ns == ns!(svg) => Namespace::Svg,
            Some(name) if name.ns == ns!(mathml) => Namespace::MathMl,
            _ => Namespace::Html,
        };
        self.dom.nodes.push(Node {
            parent: Link::NONE,
            first_child: Link::NONE,
            last_child: Link::NONE,
            previous: Link::NONE,
            next: Link::NONE,
            kind,
            namespace,
            text,
            attributes: Span::EMPTY,
        });
        self.names.push(name);
        id
    }

    fn hit(&mut self, limit: LimitHit) {
        if !self.dom.limit_hits.contains(&limit) {
            self.dom.limit_hits.push(limit);
        }
    }

    fn store(&mut self, text: &str) -> Span {
        let start = self.dom.text.len() as u32;
        self.dom.text.push_str(text);
        Span { start, end: self.dom.text.len() as u32 }
    }

    /// Appends to the attributes of `id`. An element's attributes are one range
    /// of the table, so those it has move to the end first; that happens only
    /// where a second `<html>` or `<body>` tag brings more.
    fn add_attributes(&mut self, id: NodeId, attributes: Vec<Attribute>, if_missing: bool) {
        let had = self.node(id).attributes;
        if had.len() >= MOST_ATTRIBUTES && !attributes.is_empty() {
            return self.hit(LimitHit::Attributes);
        }
        if attributes.is_empty() {
            return;
        }
        let start = self.dom.attributes.len() as u32;
        for at in had.start..had.end {
            let AttributeSpan { name, value } = self.dom.attributes[at as usize];
            self.dom.attributes.push(AttributeSpan { name, value });
        }
        for Attribute { name, value } in attributes {
            let name = self.attribute_name(&name);
            let own = &self.dom.attributes[start as usize..];
            if own.len() >= MOST_ATTRIBUTES {
                self.hit(LimitHit::Attributes);
                break;
            }
            if if_missing && own.iter().any(|attribute| attribute.name == name) {
                continue;
            }
            if value.len() > self.attribute_budget {
                self.hit(LimitHit::Attributes);
                continue;
            }
            self.attribute_budget -= value.len();
            let value = self.store(&value);
            self.dom.attributes.push(AttributeSpan { name, value });
        }
        let end = self.dom.attributes.len() as u32;
        self.node_mut(id).attributes = Span { start, end };
    }

    /// Each name stands in the buffer once.
    fn attribute_name(&mut self, name: &QualName) -> Span {
        let prefix = name.prefix.as_ref().filter(|prefix| !prefix.is_empty());
        let key = (name.local.clone(), prefix.is_some());
        if let Some(&span) = self.attribute_names.get(&key) {
            return span;
        }
        let span = match prefix {
            Some(prefix) => self.store(&format!("{prefix}:{}", name.local)),
            None => self.store(&name.local),
        };
        self.attribute_names.insert(key, span);
        span
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.dom.nodes[id.index()]
    }

    fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.dom.nodes[id.index()]
    }

    fn append(&mut self, parent: NodeId, child: NodeId) {
        self.detach(child);
        let last = self.node(parent).last_child;
        let node = self.node_mut(child);
        node.parent = Link::to(parent);
        node.previous = last;
        match last.get() {
            Some(last) => self.node_mut(last).next = Link::to(child),
            None => self.node_mut(parent).first_child = Link::to(child),
        }
        self.node_mut(parent).last_child = Link::to(child);
    }

    fn insert_before(&mut self, sibling: NodeId, child: NodeId) {
        self.detach(child);
        let (parent, previous) = (self.node(sibling).parent, self.node(sibling).previous);
        let node = self.node_mut(child);
        node.parent = parent;
        node.previous = previous;
        node.next = Link::to(sibling);
        self.node_mut(sibling).previous = Link::to(child);
        match (previous.get(), parent.get()) {
            (Some(previous), _) => self.node_mut(previous).next = Link::to(child),
            (None, Some(parent)) => self.node_mut(parent).first_child = Link::to(child),
            (None, None) => {}
        }
    }

    fn detach(&mut self, id: NodeId) {
        let node = self.node_mut(id);
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        (node.parent, node.previous, node.next) = (Link::NONE, Link::NONE, Link::NONE);
        let Some(parent) = parent.get() else { return };
        match previous.get() {
            Some(previous) => self.node_mut(previous).next = next,
            None => self.node_mut(parent).first_child = next,
        }
        match next.get() {
            Some(next) => self.node_mut(next).previous = previous,
            None => self.node_mut(parent).last_child = previous,
        }
    }

    /// Text that goes on where the buffer ends lengthens its node. Other text
    /// beside a text node becomes a node of its own: moving the first to the
    /// end, as a merged node would need, is quadratic for foster-parented text.
    fn grows(&mut self, before: Link, text: &str) -> bool {
        let Some(id) = before.get() else { return false };
        let node = self.node(id);
        if node.kind != NodeKind::Text || node.text.end as usize != self.dom.text.len() {
            return false;
        }
        let end = self.store(text).end;
        self.node_mut(id).text.end = end;
        true
    }

    fn append_text(&mut self, parent: NodeId, text: &str) {
        if !self.grows(self.node(parent).last_child, text) {
            let span = self.store(text);
            let child = self.add(NodeKind::Text, span, None);
            self.append(parent, child);
        }
    }

    fn insert_text_before(&mut self, sibling: NodeId, text: &str) {
        if !self.grows(self.node(sibling).previous, text) {
            let span = self.store(text);
            let child = self.add(NodeKind::Text, span, None);
            self.insert_before(sibling, child);
        }
    }
}

/// An element's name, borrowed from the sink.
#[derive(Debug)]
pub(super) struct Name<'a>(Ref<'a, QualName>);

impl ElemName for Name<'_> {
    fn ns(&self) -> &Ns {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Self;
    type ElemName<'a> = Name<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        NodeId::DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name<'a> {
        Name(Ref::map(self.tree.borrow(), |tree| {
            tree.names[target.index()].as_ref().expect("html5ever asks for names of elements only")
        }))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let mut tree = self.tree.borrow_mut();
        let tag = if name.ns == ns!(html) { Tag::from_name(&name.local) } else { Tag::Other };
        let text = if tag == Tag::Other { tree.store(&name.local) } else { Span::EMPTY };
        let id = tree.add(NodeKind::Element(tag), text, Some(name));
        tree.add_attributes(id, attributes, false);
        if flags.template {
            let content = tree.add(NodeKind::Fragment, Span::EMPTY, None);
            tree.append(id, content);
        }
        id
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        let mut tree = self.tree.borrow_mut();
        let span = tree.store(&text);
        tree.add(NodeKind::Comment, span, None)
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> NodeId {
        self.create_comment(data)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendNode(child) => tree.append(*parent, child),
            NodeOrText::AppendText(text) => tree.append_text(*parent, &text),
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let has_parent = self.tree.borrow().node(*element).parent != Link::NONE;
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {
        let mut tree = self.tree.borrow_mut();
        let id = tree.add(NodeKind::Doctype, Span::EMPTY, None);
        tree.append(NodeId::DOCUMENT, id);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.tree.borrow().node(*target).first_child.get().expect("a template is made with its content")
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let mut tree = self.tree.borrow_mut();
        match child {
            NodeOrText::AppendNode(child) => tree.insert_before(*sibling, child),
            NodeOrText::AppendText(text) => tree.insert_text_before(*sibling, &text),
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        self.tree.borrow_mut().add_attributes(*target, attributes, true);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut tree = self.tree.borrow_mut();
        while let Some(child) = tree.node(*node).first_child.get() {
            tree.append(*new_parent, child);
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, target: &NodeId) -> bool {
        let dom = &self.tree.borrow().dom;
        dom.name(*target) == "annotation-xml"
            && dom.attribute(*target, "encoding").is_some_and(|encoding| {
                encoding.eq_ignore_ascii_case("text/html")
                    || encoding.eq_ignore_ascii_case("application/xhtml+xml")
            })
    }
}
