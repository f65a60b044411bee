//! The list of active formatting elements (HTML Standard § 13.2.4.3).

use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Builder, Start};
use crate::Tag;
use crate::dom::NodeId;
use crate::store::AttributeRange;

/// A formatting element and what a clone of it is made from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element {
    pub(super) id: NodeId,
    pub(super) tag: Tag,
    pub(super) attributes: AttributeRange,
    /// Equal for equal attributes, whatever their order.
    pub(super) signature: u64,
}

#[derive(Debug, Clone, Copy)]
enum Entry {
    Marker,
    Element(Element),
}

/// The list, the youngest last.
#[derive(Debug, Default)]
pub(super) struct Formatting {
    entries: Vec<Entry>,
    elements: usize,
}

impl Formatting {
    /// Number of elements, markers left out.
    pub(super) fn elements(&self) -> usize {
        self.elements
    }

    pub(super) fn push_marker(&mut self) {
        self.entries.push(Entry::Marker);
    }

    pub(super) fn clear_to_marker(&mut self) {
        while let Some(Entry::Element(_)) = self.entries.pop() {
            self.elements -= 1;
        }
    }

    pub(super) fn get(&self, at: usize) -> Option<Element> {
        match self.entries.get(at)? {
            Entry::Marker => None,
            Entry::Element(element) => Some(*element),
        }
    }

    pub(super) fn position(&self, id: NodeId) -> Option<usize> {
        self.entries.iter().rposition(|entry| matches!(entry, Entry::Element(element) if element.id == id))
    }

    pub(super) fn remove(&mut self, id: NodeId) {
        if let Some(at) = self.position(id) {
            self.remove_at(at);
        }
    }

    pub(super) fn remove_at(&mut self, at: usize) {
        if let Entry::Element(_) = self.entries.remove(at) {
            self.elements -= 1;
        }
    }

    pub(super) fn insert(&mut self, at: usize, element: Element) {
        self.entries.insert(at, Entry::Element(element));
        self.elements += 1;
    }

    pub(super) fn replace(&mut self, at: usize, element: Element) {
        self.entries[at] = Entry::Element(element);
    }

    /// The youngest element of a tag behind the last marker.
    pub(super) fn find(&self, tag: Tag) -> Option<(usize, Element)> {
        self.behind_marker().find(|(_, element)| element.tag == tag)
    }

    /// The elements behind the last marker, the youngest first.
    fn behind_marker(&self) -> impl Iterator<Item = (usize, Element)> {
        self.entries.iter().enumerate().rev().map_while(|(at, entry)| match entry {
            Entry::Marker => None,
            Entry::Element(element) => Some((at, *element)),
        })
    }

    /// Pushes an element; of more than three alike the oldest goes ("Noah's Ark
    /// clause").
    fn push(&mut self, element: Element) {
        // Links are told apart by themselves: the start tag of one ends the other.
        if element.tag != Tag::A {
            let is_alike = |other: Element| other.tag == element.tag && other.signature == element.signature;
            let mut alike = self.behind_marker().filter(|&(_, other)| is_alike(other));
            if let Some((at, _)) = alike.nth(2) {
                let oldest = alike.last().map_or(at, |(at, _)| at);
                self.remove_at(oldest);
            }
        }
        self.entries.push(Entry::Element(element));
        self.elements += 1;
    }
}

impl Builder<'_> {
    /// Inserts the element of a start tag and puts it on the list.
    pub(super) fn insert_formatting(&mut self, start: Start<'_>) {
        let signature = if start.tag == Tag::A { 0 } else { signature(start) };
        let id = self.insert_element(start).id;
        let attributes = self.arena.store.node(id).attributes();
        self.formatting.push(Element { id, tag: start.tag, attributes, signature });
    }

    /// § 13.2.4.3, "reconstruct the active formatting elements": opens again what
    /// was closed by the end of something else.
    pub(super) fn reconstruct_formatting(&mut self) {
        let is_settled = |entry: &Entry| match entry {
            Entry::Marker => true,
            Entry::Element(element) => self.stack.position(element.id).is_some(),
        };
        if self.formatting.entries.last().is_none_or(is_settled) {
            return;
        }
        let first = self.formatting.entries.iter().rposition(is_settled).map_or(0, |at| at + 1);
        for at in first..self.formatting.entries.len() {
            if let Some(element) = self.formatting.get(at) {
                let id = self.insert_clone(element.tag, element.attributes).id;
                self.formatting.replace(at, Element { id, ..element });
            }
        }
    }
}

/// A number for the attributes of a start tag. A sum of hashes knows no order;
/// two lists that differ have the same one by a chance of 2⁻⁶⁴.
fn signature(start: Start<'_>) -> u64 {
    let one = |name: &str, value: &str| {
        let mut hasher = DefaultHasher::new();
        (name, value).hash(&mut hasher);
        hasher.finish()
    };
    let attributes = start.token.attributes;
    attributes.pairs().fold(0, |sum, (name, value)| sum.wrapping_add(one(name, value)))
}
