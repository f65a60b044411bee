//! The elements that metadata may stand in.

use std::borrow::Cow;

use dehusk_dom::{Dom, NodeId, NodeKind, Tag};

/// All of them, found in one walk over the tree, in document order.
#[derive(Debug, Default)]
pub(super) struct Elements {
    /// Every `<script>`.
    pub(super) scripts: Vec<NodeId>,
    /// Every `<meta>`.
    pub(super) metas: Vec<NodeId>,
    /// Those that [`super::markup`] reads.
    pub(super) markup: Vec<(NodeId, Tag)>,
}

impl Elements {
    pub(super) fn find(dom: &Dom<'_>) -> Self {
        let mut found = Self::default();
        for id in dom.descendants(NodeId::DOCUMENT) {
            let NodeKind::Element(tag) = dom.kind(id) else { continue };
            match tag {
                Tag::Script => found.scripts.push(id),
                Tag::Meta => found.metas.push(id),
                _ => {}
            }
            let names_a_field = matches!(tag, Tag::Html | Tag::Title | Tag::Time)
                || dom.attributes(id).any(|attribute| match attribute.name {
                    "itemprop" => true,
                    "rel" => tag == Tag::A,
                    _ => false,
                });
            if names_a_field {
                found.markup.push((id, tag));
            }
        }
        found
    }
}

/// The text of an element, which is as a rule that of its only child.
pub(super) fn text<'d>(dom: &'d Dom<'_>, id: NodeId) -> Cow<'d, str> {
    match dom.first_child(id) {
        None => Cow::Borrowed(""),
        Some(only) if dom.kind(only) == NodeKind::Text && dom.next_sibling(only).is_none() => {
            Cow::Borrowed(dom.text(only))
        }
        Some(_) => Cow::Owned(dom.text_content(id)),
    }
}
