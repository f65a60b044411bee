//! The adoption agency algorithm (HTML Standard § 13.2.6.4.7): what an end tag
//! of a formatting element does to elements that were opened inside it and are
//! still open.

use super::Builder;
use super::formatting::Element;
use super::stack::{Open, Roles};
use crate::tokenize::Name;
use crate::{Namespace, Tag};

/// Where the formatting element's clone goes in the list.
enum Bookmark {
    InPlace,
    Behind(crate::dom::NodeId),
}

impl Builder<'_> {
    /// Runs the algorithm for an end tag, or for a start tag that ends its like.
    pub(super) fn adopt(&mut self, name: Name<'_>) {
        let subject = name.tag;
        let Some(current) = self.stack.current() else { return };
        if current.is(subject) && self.formatting.position(current.id).is_none() {
            self.stack.pop();
            return;
        }
        for _ in 0..8 {
            let Some((list_at, element)) = self.formatting.find(subject) else {
                return self.end_any_other(name);
            };
            let Some(stack_at) = self.stack.position(element.id) else {
                return self.formatting.remove_at(list_at);
            };
            if !self.stack.any_in_scope(Roles::SCOPE, |open| open.id == element.id) {
                return;
            }
            let Some(block_at) = self.furthest_block(stack_at) else {
                self.stack.truncate(stack_at);
                return self.formatting.remove_at(list_at);
            };
            self.adopt_once(element, stack_at, block_at);
        }
    }

    /// The outermost special element inside the formatting element.
    fn furthest_block(&self, from: usize) -> Option<usize> {
        (from..self.stack.len())
            .find(|&at| self.stack.get(at).is_some_and(|open| open.roles.has(Roles::SPECIAL)))
    }

    fn adopt_once(&mut self, element: Element, stack_at: usize, block_at: usize) {
        let (Some(block), Some(ancestor)) =
            (self.stack.get(block_at), self.stack.get(stack_at.wrapping_sub(1)))
        else {
            return;
        };
        let (last, bookmark) = self.clone_between(element, block, block_at);
        self.arena.detach(last.id);
        self.insert_into(ancestor, last.id);

        let clone = self.clone_of(element);
        self.arena.move_children(block.id, clone.id);
        self.arena.append(block.id, clone.id);

        let entry = Element { id: clone.id, ..element };
        match bookmark {
            Bookmark::InPlace => {
                if let Some(at) = self.formatting.position(element.id) {
                    self.formatting.replace(at, entry);
                }
            }
            Bookmark::Behind(id) => {
                let at = self.formatting.position(id).map_or(0, |at| at + 1);
                self.formatting.insert(at, entry);
                self.formatting.remove(element.id);
            }
        }
        self.stack.remove(element.id);
        if let Some(at) = self.stack.position(block.id) {
            self.stack.insert(at + 1, clone);
        }
    }

    /// Step 14: clones the formatting elements between the block and `element`,
    /// each into the next, and gives the outermost node of that chain.
    fn clone_between(&mut self, element: Element, block: Open, block_at: usize) -> (Open, Bookmark) {
        let (mut last, mut bookmark) = (block, Bookmark::InPlace);
        let mut at = block_at;
        for round in 1.. {
            at -= 1;
            let Some(node) = self.stack.get(at).filter(|node| node.id != element.id) else { break };
            let listed = self.formatting.position(node.id);
            let entry = listed.and_then(|list_at| Some((list_at, self.formatting.get(list_at)?)));
            let Some((list_at, entry)) = entry.filter(|_| round <= 3) else {
                self.formatting.remove(node.id);
                self.stack.remove_at(at);
                continue;
            };
            let clone = self.clone_of(entry);
            self.stack.replace(at, clone);
            self.formatting.replace(list_at, Element { id: clone.id, ..entry });
            if last.id == block.id {
                bookmark = Bookmark::Behind(clone.id);
            }
            self.arena.append(clone.id, last.id);
            last = clone;
        }
        (last, bookmark)
    }

    fn clone_of(&mut self, element: Element) -> Open {
        self.open_with(element.tag, Namespace::Html, super::NO_NAME, false, element.attributes)
    }

    /// A link's start tag ends the link before it.
    pub(super) fn end_open_link(&mut self, name: Name<'_>) {
        let Some((_, link)) = self.formatting.find(Tag::A) else { return };
        self.adopt(name);
        self.formatting.remove(link.id);
        self.stack.remove(link.id);
    }
}
