//! What a block says by itself: by a cue phrase, by being a date, by the inline
//! elements that it consists of.

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

/// The part that a block is by itself.
pub(super) fn part<'a>(
    case: &Case<'a>,
    classes: &Classes<'a>,
    elements: &mut Elements,
    id: BlockId,
) -> Option<Part> {
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
    let edges = [Region::Footer, Region::Aside, Region::Navigation];
    let is_at_edge = || edges.into_iter().any(|region| case.context.is_in(id, region));
    let words = case.words(id);
    let part = |node: NodeId| match case.dom.tag(node) {
        Some(Tag::Time) => Some(Part::Is(Label::DateLine)),
        _ => classes.part(case.dom, node, words, is_at_edge),
    };
    let inside = sole_child(case, element).and_then(|child| innermost(case, child, MOST_NESTED - 1, &part));
    let outer = || case.dom.ancestors(element).take(MOST_NESTED).take_while(|&node| node != container);
    inside.or_else(|| part(element)).or_else(|| outer().find_map(part))
}

/// The part that an element or those inside it are, of which each is all there is
/// in the one around it.
fn innermost(
    case: &Case<'_>,
    node: NodeId,
    most: usize,
    part: &impl Fn(NodeId) -> Option<Part>,
) -> Option<Part> {
    let child = if most > 1 { sole_child(case, node) } else { None };
    child.and_then(|child| innermost(case, child, most - 1, part)).or_else(|| part(node))
}

/// The element that is all there is in another but white space.
fn sole_child(case: &Case<'_>, node: NodeId) -> Option<NodeId> {
    let mut only = None;
    for child in case.dom.children(node) {
        match case.dom.kind(child) {
            NodeKind::Text if case.dom.text(child).chars().all(char::is_whitespace) => {}
            NodeKind::Element(_) if only.is_none() => only = Some(child),
            _ => return None,
        }
    }
    only
}

fn is_date(case: &Case<'_>, id: BlockId) -> bool {
    case.words(id) <= LONGEST_DATE
        && case.leading_date(id).is_some_and(|(_, length)| length * 3 > case.tree.text(id).len())
}
