//! html5ever's `TreeSink` over the arena.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode as Quirks, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute as Html5everAttribute, LocalName, Namespace as Ns, QualName, ns};

use crate::dom::{Namespace, NodeId, NodeKind, QuirksMode};
use crate::parse::arena::{Arena, NameRow};
use crate::store::{AttributeRange, Store};
use crate::tokenize::{Attribute, Listed, Text};
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
}

struct State {
    arena: Arena<'static>,
    /// Rows of `Sink::names` and of the arena's names, by name.
    name_ids: HashMap<(Ns, LocalName), (NameId, NameRow)>,
    /// The `annotation-xml` elements with HTML inside.
    html_annotations: HashSet<NodeId>,
}

impl Sink {
    pub(super) fn new(keep: Keep, listed: Rc<Listed>) -> Self {
        let arena = Arena::new("", keep, listed);
        let state = State { arena, name_ids: HashMap::new(), html_annotations: HashSet::new() };
        Self { state: RefCell::new(state), names: RefCell::default() }
    }

    pub(super) fn len(&self) -> usize {
        self.state.borrow().arena.len()
    }

    pub(super) fn hit(&self, limit: LimitHit) {
        self.state.borrow_mut().arena.hit(limit);
    }

    pub(super) fn into_store(self, most_nodes: usize) -> Store {
        self.state.into_inner().arena.finish(most_nodes)
    }

    /// An element that stands nowhere yet.
    pub(super) fn detached(&self, name: QualName) -> Handle {
        self.create_element(name, Vec::new(), ElementFlags::default())
    }
}

impl State {
    /// Comments that are not kept are made, since html5ever wants them, and put
    /// nowhere.
    fn is_dropped(&self, child: Handle) -> bool {
        let is_comment = self.arena.store.node(child.id).kind == NodeKind::Comment;
        is_comment && self.arena.keep() != Keep::Everything
    }

    fn attributes(&mut self, name: NameRow, attributes: &[Html5everAttribute]) -> AttributeRange {
        let names: Vec<_> = attributes.iter().map(|attribute| full_name(&attribute.name)).collect();
        let listed = self.arena.listed();
        let numbers = names.iter().map(|name| listed.number(name));
        let all = names.iter().zip(numbers).zip(attributes);
        self.arena.add_attributes(
            name,
            all.map(|((name, number), attribute)| Attribute {
                name,
                value: Text::Own(&attribute.value),
                number,
            }),
        )
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
    fn other_name(&self, state: &mut State, name: QualName) -> (NameId, NameRow) {
        let key = (name.ns.clone(), name.local.clone());
        if let Some(&known) = state.name_ids.get(&key) {
            return known;
        }
        let mut names = self.names.borrow_mut();
        let id = NameId(NameId::FIRST_OTHER + names.len() as u32);
        let row = state.arena.name(&name.local);
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
        let (name, row) = self.other_name(state, name);
        let range = state.attributes(row, attributes);
        Handle { id: state.arena.add_element(NodeKind::Element(Tag::Other), namespace, range), name }
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

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Html5everAttribute>,
        flags: ElementFlags,
    ) -> Handle {
        let state = &mut *self.state.borrow_mut();
        let tag = if name.ns == ns!(html) { Tag::from_atom(&name.local) } else { Tag::Other };
        if tag == Tag::Other {
            let element = self.other_element(state, name, &attributes);
            if flags.mathml_annotation_xml_integration_point {
                state.html_annotations.insert(element.id);
            }
            return element;
        }
        let range = state.attributes(NameRow::NONE, &attributes);
        let id = state.arena.add_element(NodeKind::Element(tag), Namespace::Html, range);
        Handle { id, name: NameId(tag as u32) }
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        let arena = &mut self.state.borrow_mut().arena;
        let text = arena.own(&text);
        Handle { id: arena.add_leaf(NodeKind::Comment, text), name: NameId::NONE }
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> Handle {
        self.create_comment(data)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let state = &mut *self.state.borrow_mut();
        match child {
            NodeOrText::AppendNode(child) if state.is_dropped(child) => {}
            NodeOrText::AppendNode(child) => state.arena.append(parent.id, child.id),
            NodeOrText::AppendText(text) => {
                let text = state.arena.own(&text);
                state.arena.append_text(parent.id, text);
            }
        }
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.state.borrow().arena.parent(element.id).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, name: StrTendril, public_id: StrTendril, system_id: StrTendril) {
        let tree = &mut self.state.borrow_mut().arena;
        let text = tree.own(&format!("{name}\0{public_id}\0{system_id}"));
        let id = tree.add_leaf(NodeKind::Doctype, text);
        tree.append(NodeId::DOCUMENT, id);
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        let content = self.state.borrow().arena.first_child(target.id);
        Handle { id: content.expect("a template is made with its content"), name: NameId::NONE }
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, mode: Quirks) {
        let mode = match mode {
            Quirks::Quirks => QuirksMode::Full,
            Quirks::LimitedQuirks => QuirksMode::Limited,
            Quirks::NoQuirks => QuirksMode::None,
        };
        self.state.borrow_mut().arena.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let state = &mut *self.state.borrow_mut();
        match child {
            NodeOrText::AppendNode(child) if state.is_dropped(child) => {}
            NodeOrText::AppendNode(child) => state.arena.insert_before(sibling.id, child.id),
            NodeOrText::AppendText(text) => {
                let span = state.arena.own(&text);
                state.arena.insert_text_before(sibling.id, span);
            }
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Html5everAttribute>) {
        let state = &mut *self.state.borrow_mut();
        let more = state.attributes(NameRow::NONE, &attributes);
        state.arena.add_missing_attributes(target.id, more);
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.state.borrow_mut().arena.detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        self.state.borrow_mut().arena.move_children(node.id, new_parent.id);
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
