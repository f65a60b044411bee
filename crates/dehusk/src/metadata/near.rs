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

    /// Those of some elements that stand beside the text with their distance, the
    /// nearest first. Not those in a part of the page that says nothing about the
    /// whole: a quotation, a comment, a card of another article.
    pub(super) fn nearest(&self, ids: &[NodeId]) -> impl Iterator<Item = (usize, NodeId)> {
        let mut all: Vec<(usize, NodeId)> = ids.iter().map(|&id| (self.distance(id), id)).collect();
        all.sort_by_key(|(distance, _)| *distance);
        // What stands around an element costs more than where it is.
        all.into_iter().filter(|(_, id)| self.is_beside(*id))
    }

    /// How far an element is from the title, in nodes; twice as far before it
    /// as behind it.
    fn distance(&self, id: NodeId) -> usize {
        let Some(title) = self.title else { return id.index() };
        let (id, title) = (id.index(), title.index());
        if id < title { (title - id) * 2 } else { id - title }
    }

    /// Whether nothing around an element sets it apart. What the title is in as
    /// well says nothing: a whole article may stand in a card.
    pub(super) fn is_beside(&self, id: NodeId) -> bool {
        let between = std::iter::once(id).chain(self.dom.ancestors(id));
        let mut between = between.take_while(|node| !self.around.contains(node)).enumerate();
        between.all(|(depth, node)| depth < DEEPEST && !self.is_apart(node))
    }

    /// Whether an element stands in a footer, of the page or of the article.
    pub(super) fn is_in_footer(&self, id: NodeId) -> bool {
        self.dom.ancestors(id).any(|around| self.dom.tag(around) == Some(Tag::Footer))
    }

    /// Whether a footer is that of the page: that of an article says who wrote it
    /// and when (HTML Standard § 4.3.9).
    fn is_of_site(&self, footer: NodeId) -> bool {
        !self.dom.ancestors(footer).any(|id| matches!(self.dom.tag(id), Some(Tag::Article | Tag::Section)))
    }

    fn is_apart(&self, id: NodeId) -> bool {
        let NodeKind::Element(tag) = self.dom.kind(id) else { return false };
        let is_apart = match tag {
            Tag::Nav | Tag::BlockQuote | Tag::Figure | Tag::Template => true,
            Tag::Footer => self.is_of_site(id),
            _ => false,
        };
        is_apart
            || self
                .dom
                .attributes(id)
                .any(|attribute| matches!(attribute.name, "class" | "id") && is_aside(attribute.value))
    }
}

#[cfg(test)]
mod tests {
    use dehusk_dom::{ParseOptions, parse};

    use super::*;

    #[test]
    fn the_nearest_that_is_not_apart_comes_first() {
        let dom = parse(
            "<p class=a>1</p><div class=card><h1>Tides</h1><blockquote><p class=a>2</p></blockquote><p class=a>3</p></div>
             <div class=card><p class=a>4</p></div><div id=comments><p class=a>5</p></div><p class=a>6</p>",
            &ParseOptions::default(),
        );
        let title = dom.elements(Tag::H1).next();
        let all: Vec<NodeId> = dom.elements(Tag::P).collect();
        let texts: Vec<String> =
            Place::of(&dom, title).nearest(&all).map(|(_, id)| dom.text_content(id)).collect();
        assert_eq!(texts, ["3", "1", "6"]);
    }
}
