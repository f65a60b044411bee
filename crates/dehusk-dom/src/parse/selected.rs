//! Copies of chosen options (HTML Standard § 4.10.17, `selectedcontent`).
//!
//! A `<selectedcontent>` in a select's button shows what the chosen option holds.
//! The standard copies it whenever an option is closed; nothing looks at the
//! tree in between, so here it is done once, at the end.

use super::arena::Arena;
use crate::dom::{NodeId, NodeKind};
use crate::{LimitHit, Tag};

impl Arena<'_> {
    /// Fills every `<selectedcontent>` that its select fills.
    pub(super) fn fill_selected_content(&mut self, most_nodes: usize) {
        if self.known_name("selectedcontent").is_none() {
            return;
        }
        let selects: Vec<_> = (0..self.len()).filter_map(|at| self.shown(NodeId(at as u32))).collect();
        for (content, option) in selects {
            while let Some(child) = self.first_child(content) {
                self.detach(child);
            }
            self.copy_children(option, content, most_nodes);
        }
    }

    /// The place and the option, if the node is a select that shows one.
    fn shown(&self, select: NodeId) -> Option<(NodeId, NodeId)> {
        let is = |id: NodeId, tag: Tag| self.store.node(id).kind == NodeKind::Element(tag);
        if !is(select, Tag::Select) || self.has_attribute(select, "multiple") {
            return None;
        }
        let below: Vec<_> = self.store.below(select).collect();
        let is_content =
            |&id: &NodeId| is(id, Tag::Other) && self.element_name(id) == Some("selectedcontent");
        let content = below.iter().copied().find(is_content)?;
        let options = || below.iter().copied().filter(|&id| is(id, Tag::Option));
        if options().any(|option| self.store.below(option).any(|id| id == content)) {
            return None;
        }
        let chosen = options().rfind(|&id| self.has_attribute(id, "selected"));
        let first = || options().find(|&id| !self.has_attribute(id, "disabled"));
        Some((content, chosen.or_else(first)?))
    }

    fn has_attribute(&self, id: NodeId, name: &str) -> bool {
        let range = self.store.node(id).attributes();
        self.known_name(name).is_some_and(|row| self.rows(range).any(|attribute| attribute.name == row.0))
    }

    /// Copies what is below one node to below another, in document order.
    fn copy_children(&mut self, from: NodeId, to: NodeId, most_nodes: usize) {
        let below: Vec<_> = self.store.below(from).collect();
        let mut copies = vec![(from, to)];
        for id in below {
            while self.parent(id) != copies.last().map(|&(original, _)| original) {
                copies.pop();
            }
            let Some(&(_, parent)) = copies.last() else { return };
            if self.len() >= most_nodes {
                return self.hit(LimitHit::Nodes);
            }
            let copy = self.copy(id);
            self.append(parent, copy);
            copies.push((id, copy));
        }
    }

    fn copy(&mut self, id: NodeId) -> NodeId {
        let node = self.store.node(id);
        let (kind, namespace, text, attributes) = (node.kind, node.namespace, node.text(), node.attributes());
        if node.is_leaf() { self.add_leaf(kind, text) } else { self.add_inner(kind, namespace, attributes) }
    }
}
