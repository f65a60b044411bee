//! What a block says by itself: by a cue phrase, by being a date, by the inline
//! elements that it consists of.

use dehusk_dom::{NodeId, NodeKind, Tag};

use super::part::Part;
use super::{class, inline};
use crate::block::{BlockId, BlockKind};
use crate::cue::CueKind;
use crate::feature::Region;
use crate::rule::Case;
use crate::verdict::Label;

/// A line that is a date has at most so many words.
const LONGEST_DATE: f32 = 9.0;
/// Inline elements around one text that are looked at.
const MOST_NESTED: usize = 8;

/// By block: the part that it is by itself.
pub(super) fn parts(case: &Case<'_>) -> Vec<Option<Part>> {
    let elements = inline::elements(case);
    case.tree.ids().map(|id| part(case, id, elements[id.index()])).collect()
}

fn part(case: &Case<'_>, id: BlockId, element: Option<NodeId>) -> Option<Part> {
    by_cue(case, id)
        .or_else(|| element.and_then(|node| by_element(case, id, node)))
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
fn by_element(case: &Case<'_>, id: BlockId, element: NodeId) -> Option<Part> {
    let container = case.tree.container(case.tree.block(id).container).node;
    let at_edge = [Region::Footer, Region::Aside, Region::Navigation];
    let at_edge = at_edge.into_iter().any(|region| case.context.is_in(id, region));
    let inner = std::iter::successors(Some(element), |&node| sole_child(case, node)).take(MOST_NESTED);
    let inner: Vec<NodeId> = inner.collect();
    let outer = case.dom.ancestors(element).take(MOST_NESTED).take_while(|&node| node != container);
    inner.into_iter().rev().chain(outer).find_map(|node| match case.dom.tag(node) {
        Some(Tag::Time) => Some(Part::Is(Label::DateLine)),
        _ => class::part(case.dom, node, case.words(id), at_edge),
    })
}

/// The element that is all there is in another but white space.
fn sole_child(case: &Case<'_>, node: NodeId) -> Option<NodeId> {
    let is_blank =
        |&node: &NodeId| case.dom.kind(node) == NodeKind::Text && case.dom.text(node).trim().is_empty();
    let mut children = case.dom.children(node).filter(|node| !is_blank(node));
    let only = children.next().filter(|_| children.next().is_none())?;
    matches!(case.dom.kind(only), NodeKind::Element(_)).then_some(only)
}

fn is_date(case: &Case<'_>, id: BlockId) -> bool {
    case.words(id) <= LONGEST_DATE
        && case
            .cues
            .leading_date(case.tree.text(id))
            .is_some_and(|(_, length)| length * 3 > case.tree.text(id).len())
}
