//! The elements that metadata may stand in.

use std::borrow::Cow;

use dehusk_classify::Kept;
use dehusk_dom::{Attribute, Dom, NodeId, NodeKind, Tag};

use super::wording::{self, Names};

/// More elements of one kind than this are a list, not what a page says of
/// itself.
const MOST: usize = 256;

/// Longer runs of text are no date and no name, whatever the white space in them.
const MOST_BYTES: usize = 4_096;

/// All of them, found in one walk over the tree, in document order.
#[derive(Debug, Default)]
pub(super) struct Elements {
    /// The first `<html>`.
    pub(super) html: Option<NodeId>,
    /// The first `<title>` of HTML; SVG has titles too, of another tag.
    pub(super) title: Option<NodeId>,
    /// The first `<base>`.
    pub(super) base: Option<NodeId>,
    /// Every `<script>`.
    pub(super) scripts: Vec<NodeId>,
    /// Every `<meta>`.
    pub(super) metas: Vec<NodeId>,
    /// Every `<link>`.
    pub(super) links: Vec<NodeId>,
    /// Every `<h1>`.
    pub(super) headings: Vec<NodeId>,
    /// Links to the page of a tag.
    pub(super) tags: Vec<NodeId>,
    /// Links to a licence.
    pub(super) licences: Vec<NodeId>,
    /// What says when: `<time>`, `datetime`, `itemprop`; classes and ids that name
    /// a date, if they were asked for by [`add_named`].
    pub(super) dates: Vec<NodeId>,
    /// What says who: `itemprop`, `rel`, and classes and ids likewise.
    pub(super) authors: Vec<NodeId>,
}

impl Elements {
    pub(super) fn find(dom: &Dom<'_>) -> Self {
        let mut found = Self::default();
        for id in dom.descendants(NodeId::DOCUMENT) {
            let NodeKind::Element(tag) = dom.kind(id) else { continue };
            match tag {
                Tag::Script => found.scripts.push(id),
                Tag::Meta => found.metas.push(id),
                Tag::Link => found.links.push(id),
                Tag::H1 => add(&mut found.headings, id),
                Tag::Html => found.html = found.html.or(Some(id)),
                Tag::Title => found.title = found.title.or(Some(id)),
                Tag::Base => found.base = found.base.or(Some(id)),
                _ => {}
            }
            if !matches!(tag, Tag::Meta | Tag::Link | Tag::Html | Tag::Body | Tag::Script) {
                found.read(dom, id, tag);
            }
        }
        found
    }

    /// Reads what the attributes of an element say that it holds.
    fn read(&mut self, dom: &Dom<'_>, id: NodeId, tag: Tag) {
        let mut names = Names { date: tag == Tag::Time, author: false };
        for attribute in dom.attributes(id) {
            match attribute.name {
                // Elements of scripts have it as `<time>` has.
                "datetime" => names.date = true,
                "itemprop" => names = names.or(Names::of_property(attribute.value)),
                "rel" if tag == Tag::A => match relation(attribute.value) {
                    Some(Relation::Author) => names.author = true,
                    Some(Relation::Tag) => add(&mut self.tags, id),
                    Some(Relation::Licence) => add(&mut self.licences, id),
                    None => {}
                },
                _ => {}
            }
        }
        if names.date {
            add(&mut self.dates, id);
        }
        if names.author {
            add(&mut self.authors, id);
        }
    }
}

fn add(list: &mut Vec<NodeId>, id: NodeId) {
    if list.len() < MOST {
        list.push(id);
    }
}

/// Adds the elements that classes and ids mark as what is wanted: they say less
/// than the other marks, and reading all of them costs as much as the rest.
pub(super) fn add_named(dom: &Dom<'_>, wanted: Names, elements: &mut Elements) {
    let (mut dates, mut authors) = (Vec::new(), Vec::new());
    let kept = Kept::default();
    for id in dom.descendants(NodeId::DOCUMENT) {
        if !matches!(dom.kind(id), NodeKind::Element(tag) if tag != Tag::Html && tag != Tag::Body) {
            continue;
        }
        // Ids do not repeat, so that what they say is not kept.
        let found = dom.attributes(id).map(|Attribute { name, value }| match name {
            "class" => kept.get(value, wording::names_in),
            "id" => wording::names_in(value),
            _ => Names::default(),
        });
        let names = found.fold(Names::default(), Names::or);
        if names.date && wanted.date {
            add(&mut dates, id);
        }
        if names.author && wanted.author {
            add(&mut authors, id);
        }
    }
    elements.dates.extend(dates);
    elements.authors.extend(authors);
}

/// What a link says that it leads to.
enum Relation {
    Author,
    Tag,
    Licence,
}

fn relation(rel: &str) -> Option<Relation> {
    rel.split_ascii_whitespace().find_map(|word| match word {
        "author" => Some(Relation::Author),
        "tag" => Some(Relation::Tag),
        "license" | "licence" => Some(Relation::Licence),
        _ => None,
    })
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

/// The runs of text in an element, spaces folded, up to so many bytes in all and
/// as far as its first nodes go.
pub(super) fn pieces(dom: &Dom<'_>, id: NodeId, most: usize) -> Vec<String> {
    const MOST_NODES: usize = 32;
    let mut left = most;
    let mut pieces = Vec::new();
    let own = std::iter::once(id).chain(dom.descendants(id)).take(MOST_NODES);
    for text in own.filter(|&node| dom.kind(node) == NodeKind::Text).map(|node| dom.text(node)) {
        let mut piece = String::new();
        if text.len() > MOST_BYTES || add_folded(&mut piece, text, left).is_none() {
            break;
        }
        left -= piece.len();
        if !piece.trim().is_empty() {
            pieces.push(piece.trim().to_owned());
        }
    }
    pieces
}

/// A short element's words, spaces folded, with a space where an element begins
/// or ends a line. `None` if it is longer than `most` bytes, or nests more nodes
/// than words so few could need.
pub(super) fn short_text(dom: &Dom<'_>, id: NodeId, most: usize) -> Option<String> {
    const MOST_NODES: usize = 64;
    let mut text = String::new();
    for (count, node) in dom.descendants(id).enumerate() {
        if count == MOST_NODES {
            return None;
        }
        match dom.kind(node) {
            NodeKind::Text => add_folded(&mut text, dom.text(node), most)?,
            NodeKind::Element(tag) if !is_inline(tag) && !text.ends_with(' ') => text.push(' '),
            _ => {}
        }
    }
    Some(text.trim().to_owned())
}

fn add_folded(text: &mut String, more: &str, most: usize) -> Option<()> {
    // Elements nest, so that white space of megabytes would be read many times.
    if more.len() > MOST_BYTES {
        return None;
    }
    for c in more.chars() {
        if !c.is_whitespace() {
            text.push(c);
        } else if !text.ends_with(' ') {
            text.push(' ');
        }
        if text.len() > most {
            return None;
        }
    }
    Some(())
}

const fn is_inline(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::A
            | Tag::Span
            | Tag::B
            | Tag::I
            | Tag::Em
            | Tag::Strong
            | Tag::U
            | Tag::Font
            | Tag::Small
            | Tag::Sup
            | Tag::Sub
            | Tag::Wbr
            | Tag::Abbr
            | Tag::Time
            | Tag::Cite
    )
}
