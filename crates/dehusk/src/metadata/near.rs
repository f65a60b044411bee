//! Which elements stand beside the text, and which belong to something else on
//! the page.

use std::collections::HashSet;

use dehusk_dom::{Dom, NodeId, NodeKind, Tag};

use super::wording::is_aside;

/// Elements nested deeper than this below the text's own are in something else.
const DEEPEST: usize = 64;

/// The place of the text: its title as a rule.
#[derive(Debug)]
pub(super) struct Place<'d> {
    dom: &'d Dom<'d>,
    title: Option<NodeId>,
    /// The elements around the title.
    around: HashSet<NodeId>,
}

impl<'d> Place<'d> {
    /// Around a title; around everything, where there is none.
    pub(super) fn of(dom: &'d Dom<'d>, title: Option<NodeId>) -> Self {
        let around = match title {
            Some(title) => std::iter::once(title).chain(dom.ancestors(title)).collect(),
            None => HashSet::from([NodeId::DOCUMENT]),
        };
        Self { dom, title, around }
    }

    /// How far an element is from the title, in nodes; twice as far before it
    /// as behind it. `None` if it is in a part of the page that says nothing
    /// about the whole: a quotation, a comment, a card of another article.
    ///
    /// What the title is in as well says nothing: a whole article may stand in
    /// a card.
    pub(super) fn distance(&self, id: NodeId) -> Option<usize> {
        let between = std::iter::once(id).chain(self.dom.ancestors(id));
        for (depth, node) in between.take_while(|node| !self.around.contains(node)).enumerate() {
            if depth == DEEPEST || self.is_apart(node) {
                return None;
            }
        }
        let Some(title) = self.title else { return Some(id.index()) };
        let (id, title) = (id.index(), title.index());
        Some(if id < title { (title - id) * 2 } else { id - title })
    }

    fn is_apart(&self, id: NodeId) -> bool {
        let NodeKind::Element(tag) = self.dom.kind(id) else { return false };
        matches!(tag, Tag::Nav | Tag::Footer | Tag::BlockQuote | Tag::Figure | Tag::Template)
            || self
                .dom
                .attributes(id)
                .any(|attribute| matches!(attribute.name, "class" | "id") && is_aside(attribute.value))
    }

    /// Those of some elements that stand beside the text with their distance, the
    /// nearest first.
    pub(super) fn nearest(&self, ids: &[NodeId]) -> Vec<(usize, NodeId)> {
        let mut near: Vec<(usize, NodeId)> =
            ids.iter().filter_map(|&id| Some((self.distance(id)?, id))).collect();
        near.sort_by_key(|(distance, _)| *distance);
        near
    }
}
