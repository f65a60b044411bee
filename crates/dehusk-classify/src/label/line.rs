//! What a block says by itself: by a cue phrase, by being a date, by the inline
//! elements that it consists of.

use std::cell::OnceCell;

use dehusk_dom::{NodeId, NodeKind, Tag};

use super::class::Classes;
use super::inline::Elements;
use super::part::Part;
use crate::block::{BlockId, BlockKind};
use crate::cue::CueKind;
use crate::feature::Region;
use crate::rule::Case;
use crate::verdict::Label;

/// A line that is a date has at most so many words.
const LONGEST_DATE: f32 = 9.0;
/// Inline elements around one text that are looked at.
const MOST_NESTED: usize = 8;

/// The parts that blocks are by themselves, each found out when it is first
/// asked for.
pub(super) struct Lines {
    elements: Elements,
    known: Vec<OnceCell<Option<Part>>>,
}

impl Lines {
    pub(super) fn of(case: &Case<'_>) -> Self {
        Self { elements: Elements::of(case), known: vec![OnceCell::new(); case.tree.len()] }
    }

    /// The part that a block is by itself.
    pub(super) fn part<'a>(&self, case: &Case<'a>, classes: &Classes<'a>, id: BlockId) -> Option<Part> {
        *self.known[id.index()].get_or_init(|| part(case, classes, id, &self.elements))
    }
}

fn part<'a>(case: &Case<'a>, classes: &Classes<'a>, id: BlockId, elements: &Elements) -> Option<Part> {
    by_cue(case, id)
        .or_else(|| elements.element(case, id).and_then(|node| by_element(case, classes, id, node)))
        .or_else(|| (case.tree.block(id).kind == BlockKind::Caption).then_some(Part::Is(Label::Caption)))
        .or_else(|| is_date(case, id).then_some(Part::Is(Label::DateLine)))
}

/// The cue phrase that covers it. Where a rule did not trust the phrase, the
/// block was taken away all the same, so that the phrase was right.
fn by_cue(case: &Case<'_>, id: BlockId) -> Option<Part> {
    Some(Part::Is(match case.cue_kind(id)? {
        CueKind::ReadAlso | CueKind::Related | CueKind::ContinueReading => Label::Related,
        CueKind::Follow | CueKind::Newsletter => Label::Promotion,
        CueKind::Share => Label::ShareBar,
        CueKind::Byline => Label::Byline,
        CueKind::BioHeading | CueKind::Bio => Label::AuthorBio,
        CueKind::Categories => Label::Categories,
        CueKind::Date | CueKind::RelativeTime => Label::DateLine,
        CueKind::Copyright => Label::Legal,
        CueKind::Cookie => Label::CookieNotice,
        CueKind::Comments => Label::Comments,
        CueKind::Advertisement => Label::Advertisement,
        CueKind::Credit => Label::Credit,
        CueKind::Navigation => Label::Navigation,
    }))
}

/// The classes of the inline elements that have all its text, the innermost
/// first.
fn by_element<'a>(case: &Case<'a>, classes: &Classes<'a>, id: BlockId, element: NodeId) -> Option<Part> {
    let container = case.tree.container(case.tree.block(id).container).node;
    let at_edge = [Region::Footer, Region::Aside, Region::Navigation];
    let at_edge = at_edge.into_iter().any(|region| case.context.is_in(id, region));
    let (mut inner, mut depth) = ([element; MOST_NESTED], 1);
    while depth < MOST_NESTED
        && let Some(child) = sole_child(case, inner[depth - 1])
    {
        inner[depth] = child;
        depth += 1;
    }
    let outer = case.dom.ancestors(element).take(MOST_NESTED).take_while(|&node| node != container);
    inner[..depth].iter().rev().copied().chain(outer).find_map(|node| match case.dom.tag(node) {
        Some(Tag::Time) => Some(Part::Is(Label::DateLine)),
        _ => classes.part(case.dom, node, case.words(id), at_edge),
    })
}

/// The element that is all there is in another but white space.
fn sole_child(case: &Case<'_>, node: NodeId) -> Option<NodeId> {
    let is_blank = |&node: &NodeId| {
        case.dom.kind(node) == NodeKind::Text && case.dom.text(node).chars().all(char::is_whitespace)
    };
    let mut children = case.dom.children(node).filter(|node| !is_blank(node));
    let only = children.next().filter(|_| children.next().is_none())?;
    matches!(case.dom.kind(only), NodeKind::Element(_)).then_some(only)
}

fn is_date(case: &Case<'_>, id: BlockId) -> bool {
    case.words(id) <= LONGEST_DATE
        && case.leading_date(id).is_some_and(|(_, length)| length * 3 > case.tree.text(id).len())
}
