//! Creating and inserting nodes (HTML Standard § 13.2.6.1).

use super::super::arena::NameRow;
use super::stack::{Open, Roles};
use super::{Builder, Mode, Start};
use crate::dom::{NodeId, NodeKind};
use crate::store::{AttributeRange, Span};
use crate::tokenize::{Consumer, MOST_ATTRIBUTES, Text};
use crate::{LimitHit, Namespace, Tag};

/// Where a node goes.
#[derive(Debug, Clone, Copy)]
enum Place {
    Last(NodeId),
    Before(NodeId),
}

impl Builder<'_> {
    /// § 13.2.6.1, "appropriate place for inserting a node".
    fn place(&self, target: Option<Open>) -> Option<Place> {
        let target = target.or_else(|| self.stack.current())?;
        if self.foster_parenting && target.roles.meets(Roles::FOSTERS) {
            return Some(self.foster_place());
        }
        Some(Place::Last(if target.is(Tag::Template) { self.arena.content(target.id) } else { target.id }))
    }

    fn foster_place(&self) -> Place {
        let found = self.stack.inside_out().find(|(_, open)| open.is(Tag::Template) || open.is(Tag::Table));
        match found {
            Some((_, template)) if template.is(Tag::Template) => Place::Last(self.arena.content(template.id)),
            Some((_, table)) if self.arena.parent(table.id).is_some() => Place::Before(table.id),
            Some((at, _)) => {
                Place::Last(self.stack.get(at.saturating_sub(1)).map_or(NodeId::DOCUMENT, |open| open.id))
            }
            None => Place::Last(self.stack.get(0).map_or(NodeId::DOCUMENT, |open| open.id)),
        }
    }

    fn insert_at(&mut self, place: Option<Place>, id: NodeId) {
        match place {
            Some(Place::Last(parent)) => self.arena.append(parent, id),
            Some(Place::Before(sibling)) => self.arena.insert_before(sibling, id),
            None => self.arena.append(NodeId::DOCUMENT, id),
        }
    }

    /// Puts a node where the rules for the target's children say.
    pub(super) fn insert_into(&mut self, target: Open, id: NodeId) {
        self.insert_at(self.place(Some(target)), id);
    }

    pub(super) fn insert_text(&mut self, text: Span) {
        match self.place(None) {
            Some(Place::Last(parent)) => self.arena.append_text(parent, text),
            Some(Place::Before(sibling)) => self.arena.insert_text_before(sibling, text),
            None => {}
        }
    }

    pub(super) fn insert_comment(&mut self, text: Text<'_>) {
        let text = self.arena.text(text);
        let id = self.arena.add_leaf(NodeKind::Comment, text);
        let root = self.stack.get(0).map_or(NodeId::DOCUMENT, |open| open.id);
        match self.mode {
            _ if self.in_foreign_content() => self.insert_at(self.place(None), id),
            Mode::Initial | Mode::BeforeHtml | Mode::AfterAfterBody | Mode::AfterAfterFrameset => {
                self.arena.append(NodeId::DOCUMENT, id);
            }
            Mode::AfterBody => self.arena.append(root, id),
            _ => self.insert_at(self.place(None), id),
        }
    }

    /// Makes what the stack holds of a new element without attributes.
    pub(super) fn open(&mut self, tag: Tag, namespace: Namespace, name: &str, holds_html: bool) -> Open {
        let name_row = if tag == Tag::Other { self.arena.name(name) } else { NameRow::NONE };
        let attributes = self.arena.add_attributes(name_row, std::iter::empty());
        self.open_with(tag, namespace, name_row, holds_html, attributes)
    }

    pub(super) fn open_with(
        &mut self,
        tag: Tag,
        namespace: Namespace,
        name: NameRow,
        holds_html: bool,
        attributes: AttributeRange,
    ) -> Open {
        let roles = match namespace {
            Namespace::Html => Roles::of_html(tag),
            _ => Roles::of_foreign(namespace, self.arena.name_text(name), holds_html),
        };
        let id = self.arena.add_element(NodeKind::Element(tag), namespace, attributes);
        Open { id, name, tag, roles }
    }

    fn element_for(&mut self, start: Start<'_>) -> Open {
        let name = match start.tag {
            Tag::Other => self.arena.name(&start.token.name.normal()),
            _ => NameRow::NONE,
        };
        let attributes = self.arena.add_attributes(name, start.token.attributes.iter());
        self.open_with(start.tag, Namespace::Html, name, false, attributes)
    }

    /// "Insert an HTML element for the token."
    pub(super) fn insert_element(&mut self, start: Start<'_>) -> Open {
        let place = self.place(None);
        let open = self.element_for(start);
        self.insert_at(place, open.id);
        self.stack.push(open);
        open
    }

    /// The same, and the element is popped at once.
    pub(super) fn insert_void(&mut self, start: Start<'_>) -> NodeId {
        let place = self.place(None);
        let open = self.element_for(start);
        self.insert_at(place, open.id);
        open.id
    }

    /// The same, for an element without a token.
    pub(super) fn insert_implied(&mut self, tag: Tag) -> NodeId {
        self.insert_clone(tag, AttributeRange::EMPTY).id
    }

    /// The same, with attributes that are stored already.
    pub(super) fn insert_clone(&mut self, tag: Tag, attributes: AttributeRange) -> Open {
        let place = self.place(None);
        let open = self.open_with(tag, Namespace::Html, NameRow::NONE, false, attributes);
        self.insert_at(place, open.id);
        self.stack.push(open);
        open
    }

    pub(super) fn insert_foreign(&mut self, open: Open, self_closing: bool) {
        self.insert_at(self.place(None), open.id);
        if !self_closing {
            self.stack.push(open);
        }
    }

    pub(super) fn insert_root(&mut self, attributes: AttributeRange) {
        let root = self.open_with(Tag::Html, Namespace::Html, NameRow::NONE, false, attributes);
        self.arena.append(NodeId::DOCUMENT, root.id);
        self.stack.push(root);
    }

    /// Does something with foster parenting on.
    pub(super) fn foster<T>(&mut self, act: impl FnOnce(&mut Self) -> T) -> T {
        self.foster_parenting = true;
        let result = act(self);
        self.foster_parenting = false;
        result
    }

    pub(super) fn current_fosters(&self) -> bool {
        self.stack.current().is_some_and(|open| open.roles.meets(Roles::FOSTERS))
    }

    /// Gives an open element those of the token's attributes that it lacks.
    pub(super) fn add_missing(&mut self, id: NodeId, start: Start<'_>) {
        if start.token.attributes.is_empty() {
            return;
        }
        // Names that no element has need not be kept either.
        if usize::from(self.arena.store.node(id).attributes().count) >= MOST_ATTRIBUTES {
            return self.arena.hit(LimitHit::Attributes);
        }
        let more = self.arena.add_attributes(NameRow::NONE, start.token.attributes.iter());
        self.arena.add_missing_attributes(id, more);
    }
}
