//! html5ever's `TreeSink` over the arena.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::collections::{HashMap, HashSet};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode as Quirks, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute as Html5everAttribute, LocalName, Namespace as Ns, QualName, ns};

use super::ticket::{AttributeTickets, TextKind, TextTickets};
use super::tree::Tree;
use crate::dom::{AttributeRange, Dom, Namespace, NodeId, NodeKind, QuirksMode, Span};
use crate::tokenize::{Attribute, Attributes, Listed};
use crate::{Keep, LimitHit, Tag};

/// A node as the tree builder holds it: with its name, so that its many
/// questions for names need no look at the arena.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Handle {
    pub(super) id: NodeId,
    name: NameId,
}

/// The name of an element: a tag of the HTML namespace, or a row of the sink's
/// names behind those.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct NameId(u32);

impl NameId {
    const NONE: Self = Self(u32::MAX);
    const FIRST_OTHER: u32 = Tag::Other as u32 + 1;
}

/// The arena while it is built. html5ever calls through `&self`, hence the
/// cell; it is borrowed within single calls only.
pub(super) struct Sink {
    state: RefCell<State>,
    /// Names that are no tags, as html5ever wants them back.
    names: RefCell<Vec<QualName>>,
    has_body: Cell<bool>,
}

struct State {
    tree: Tree,
    text: TextTickets,
    lists: AttributeTickets,
    /// Attributes of the start tag that the tree builder is at.
    pending: Option<Pending>,
    /// Rows of `Sink::names` and of the tree's names, by name.
    name_ids: HashMap<(Ns, LocalName), (NameId, u32)>,
    /// The `annotation-xml` elements with HTML inside.
    html_annotations: HashSet<NodeId>,
}

struct Pending {
    name: LocalName,
    attributes: AttributeRange,
}

impl Sink {
    /// A sink for an input of `bytes` bytes.
    pub(super) fn new(bytes: usize, keep: Keep, listed: Listed) -> Self {
        let state = State {
            tree: Tree::new(bytes, keep, listed),
            text: TextTickets::default(),
            lists: AttributeTickets::default(),
            pending: None,
            name_ids: HashMap::new(),
            html_annotations: HashSet::new(),
        };
        Self { state: RefCell::new(state), names: RefCell::default(), has_body: Cell::new(false) }
    }

    pub(super) fn len(&self) -> usize {
        self.state.borrow().tree.dom.len()
    }

    /// Whether there is a `<body>`.
    pub(super) fn has_body(&self) -> bool {
        self.has_body.get()
    }

    pub(super) fn hit(&self, limit: LimitHit) {
        self.state.borrow_mut().tree.hit(limit);
    }

    pub(super) fn into_dom(self) -> Dom {
        self.state.into_inner().tree.dom
    }

    /// An element that stands nowhere yet.
    pub(super) fn detached(&self, name: QualName) -> Handle {
        self.create_element(name, Vec::new(), ElementFlags::default())
    }

    pub(super) fn plain_text(&self, text: &str) {
        let html = self.detached(QualName::new(None, ns!(html), "html".into()));
        let body = self.detached(QualName::new(None, ns!(html), "body".into()));
        let tree = &mut self.state.borrow_mut().tree;
        tree.append(NodeId::DOCUMENT, html.id);
        tree.append(html.id, body.id);
        let text = tree.store(text);
        tree.append_text(body.id, text);
    }
}

/// What the bridge leaves here before it hands a token to the tree builder.
impl Sink {
    /// Appends to the text buffer.
    pub(super) fn store(&self, text: &str) -> Span {
        self.state.borrow_mut().tree.store(text)
    }

    /// Calls `read` with stored text.
    pub(super) fn with_text<T>(&self, span: Span, read: impl FnOnce(&str) -> T) -> T {
        read(&self.state.borrow().tree.dom.text[span.range()])
    }

    pub(super) fn text_ticket(&self, run: Span, kind: TextKind) -> StrTendril {
        self.state.borrow_mut().text.issue(run, kind)
    }

    /// Stores attributes for the element of the start tag `name`.
    pub(super) fn expect(&self, tag: Tag, name: &LocalName, attributes: Attributes<'_>) {
        let state = &mut *self.state.borrow_mut();
        if tag == Tag::Other {
            let row = state.tree.name(name);
            state.tree.add_name_row(row);
        }
        let attributes = state.tree.add_attributes(attributes.iter());
        state.pending = Some(Pending { name: name.clone(), attributes });
    }

    /// Stores attributes for an element and its clones.
    pub(super) fn attribute_ticket(&self, attributes: Attributes<'_>) -> u32 {
        let state = &mut *self.state.borrow_mut();
        let list = state.tree.add_attributes(attributes.iter());
        state.lists.issue(list)
    }

    /// Forgets what was left for a token that is dealt with.
    pub(super) fn settle(&self) {
        let state = &mut *self.state.borrow_mut();
        state.pending = None;
        state.text.clear();
    }
}

impl State {
    /// The attributes of the element that is made for the start tag at hand, if
    /// this is it: implied elements and clones have other names.
    fn take_expected(&mut self, name: &QualName) -> Option<AttributeRange> {
        let pending = self.pending.take_if(|pending| pending.name == name.local && name.ns == ns!(html))?;
        Some(pending.attributes)
    }

    fn attributes(&mut self, attributes: &[Html5everAttribute]) -> AttributeRange {
        if attributes.is_empty() {
            return AttributeRange::EMPTY;
        }
        self.lists.redeem(attributes).unwrap_or_else(|| self.literal_attributes(attributes))
    }

    /// Attributes that came through the tree builder: those of foreign elements,
    /// whose names it mends.
    fn literal_attributes(&mut self, attributes: &[Html5everAttribute]) -> AttributeRange {
        let names: Vec<_> = attributes.iter().map(|attribute| full_name(&attribute.name)).collect();
        let numbers: Vec<_> = names.iter().map(|name| self.tree.listed_number(name)).collect();
        let all = names.iter().zip(numbers).zip(attributes);
        self.tree.add_attributes(all.map(|((name, number), attribute)| Attribute {
            name,
            value: &attribute.value,
            number,
        }))
    }

    fn append_text(&mut self, parent: NodeId, text: &str) {
        let span = self.span(text);
        self.tree.append_text(parent, span);
    }

    fn span(&mut self, text: &str) -> Span {
        self.text.redeem(text).unwrap_or_else(|| self.tree.store(text))
    }
}

/// A name with its prefix, as it is written.
fn full_name(name: &QualName) -> Cow<'_, str> {
    match name.prefix.as_ref().filter(|prefix| !prefix.is_empty()) {
        Some(prefix) => Cow::Owned(format!("{prefix}:{}", name.local)),
        None => Cow::Borrowed(&name.local),
    }
}

/// An element's name.
#[derive(Debug)]
pub(super) enum Name<'a> {
    Html(&'static LocalName),
    Other(Ref<'a, QualName>),
}

/// A static, since the macro's constant lives no longer than a statement.
static HTML: Ns = ns!(html);

impl ElemName for Name<'_> {
    fn ns(&self) -> &Ns {
        match self {
            Self::Html(_) => &HTML,
            Self::Other(name) => &name.ns,
        }
    }

    fn local_name(&self) -> &LocalName {
        match self {
            Self::Html(name) => name,
            Self::Other(name) => &name.local,
        }
    }
}

impl Sink {
    /// The name of an element without a tag, in both tables.
    fn other_name(&self, state: &mut State, name: QualName) -> (NameId, u32) {
        let key = (name.ns.clone(), name.local.clone());
        if let Some(&known) = state.name_ids.get(&key) {
            return known;
        }
        let mut names = self.names.borrow_mut();
        let id = NameId(NameId::FIRST_OTHER + names.len() as u32);
        let row = state.tree.name(&name.local);
        names.push(name);
        state.name_ids.insert(key, (id, row));
        (id, row)
    }

    fn other_element(&self, state: &mut State, name: QualName, attributes: &[Html5everAttribute]) -> Handle {
        let namespace = match name.ns {
            ns!(svg) => Namespace::Svg,
            ns!(mathml) => Namespace::MathMl,
            _ => Namespace::Html,
        };
        let expected = state.take_expected(&name);
        let (name, row) = self.other_name(state, name);
        let range = expected.unwrap_or_else(|| {
            state.tree.add_name_row(row);
            let list = state.attributes(attributes);
            state.tree.behind_name_row(list)
        });
        Handle { id: state.tree.add_inner(NodeKind::Element(Tag::Other), namespace, range), name }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a> = Name<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: NodeId::DOCUMENT, name: NameId::NONE }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> Name<'a> {
        match target.name.0.checked_sub(NameId::FIRST_OTHER) {
            None => Name::Html(Tag::atom_at(target.name.0)),
            Some(row) => Name::Other(Ref::map(self.names.borrow(), |names| &names[row as usize])),
        }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Html5everAttribute>, flags: ElementFlags) -> Handle {
        let state = &mut *self.state.borrow_mut();
        let tag = if name.ns == ns!(html) { Tag::from_atom(&name.local) } else { Tag::Other };
        if tag == Tag::Other {
            let element = self.other_element(state, name, &attributes);
            if flags.mathml_annotation_xml_integration_point {
                state.html_annotations.insert(element.id);
            }
            return element;
        }
        let range = state.take_expected(&name).unwrap_or_else(|| state.attributes(&attributes));
        let id = state.tree.add_inner(NodeKind::Element(tag), Namespace::Html, range);
        if tag == Tag::Body {
            self.has_body.set(true);
        }
        if flags.template {
            let content = state.tree.add_inner(NodeKind::Fragment, Namespace::Html, AttributeRange::EMPTY);
            state.tree.append(id, content);
        }
        Handle { id, name: NameId(tag as u32) }
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        let tree = &mut self.state.borrow_mut().tree;
        let id = match tree.keep() {
            Keep::Everything => {
                let text = tree.store(&text);
                tree.add_leaf(NodeKind::Comment, text)
            }
            Keep::Reading { .. } => NodeId::NONE,
        };
        Handle { id, name: NameId::NONE }
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> Handle {
        self.create_comment(data)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let state = &mut *self.state.borrow_mut();
        match child {
            NodeOrText::AppendNode(child) if child.id == NodeId::NONE => {}
            NodeOrText::AppendNode(child) => state.tree.append(parent.id, child.id),
            NodeOrText::AppendText(text) => state.append_text(parent.id, &text),
        }
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.state.borrow().tree.parent(element.id).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, name: StrTendril, public_id: StrTendril, system_id: StrTendril) {
        let tree = &mut self.state.borrow_mut().tree;
        let text = tree.store(&format!("{name}\0{public_id}\0{system_id}"));
        let id = tree.add_leaf(NodeKind::Doctype, text);
        tree.append(NodeId::DOCUMENT, id);
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        let content = self.state.borrow().tree.first_child(target.id);
        Handle { id: content.expect("a template is made with its content"), name: NameId::NONE }
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, mode: Quirks) {
        self.state.borrow_mut().tree.dom.quirks_mode = match mode {
            Quirks::Quirks => QuirksMode::Full,
            Quirks::LimitedQuirks => QuirksMode::Limited,
            Quirks::NoQuirks => QuirksMode::None,
        };
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let state = &mut *self.state.borrow_mut();
        match child {
            NodeOrText::AppendNode(child) if child.id == NodeId::NONE => {}
            NodeOrText::AppendNode(child) => state.tree.insert_before(sibling.id, child.id),
            NodeOrText::AppendText(text) => {
                let span = state.span(&text);
                state.tree.insert_text_before(sibling.id, span);
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Html5everAttribute>) {
        let state = &mut *self.state.borrow_mut();
        let more = match state.pending.take() {
            Some(pending) => pending.attributes,
            None => state.attributes(&attributes),
        };
        state.tree.add_missing_attributes(target.id, more);
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.state.borrow_mut().tree.detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let tree = &mut self.state.borrow_mut().tree;
        while let Some(child) = tree.first_child(node.id) {
            tree.append(new_parent.id, child);
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, target: &Handle) -> bool {
        self.state.borrow().html_annotations.contains(&target.id)
    }

    /// Shadow trees are not built: a template that would become one stays a
    /// template.
    fn allow_declarative_shadow_roots(&self, _: &Handle) -> bool {
        false
    }
}
