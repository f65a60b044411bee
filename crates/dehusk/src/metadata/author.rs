//! Who wrote a document.

use dehusk_dom::{Dom, NodeId};

use super::Metadata;
use super::day::Reader;
use super::elements::{pieces, short_text};
use super::names::{LONGEST, cleaned, in_text};
use super::near::Place;
use super::title::Site;
use crate::document::{Source, Sourced};

/// So many of the nearest elements are looked at, and so many nodes in each.
const MOST: usize = 12;
const MOST_NODES: usize = 24;

/// Whether who is named is the site itself: an editor's office, an agency.
pub(super) fn is_site(names: &[String], site: Site<'_>) -> bool {
    matches!(names, [name] if site.is(name))
}

/// The authors.
///
/// The order of trust: whom the page names for machines, the element beside the
/// title that is marked as the author's, the site itself where the page names
/// that for machines, as an editor's office, the line of the text that a cue
/// phrase covers.
pub(super) fn choose(
    metadata: &Metadata,
    place: &Place<'_>,
    dom: &Dom<'_>,
    reader: Reader<'_>,
    found: Option<&str>,
    site: Site<'_>,
) -> Option<Sourced<Vec<String>>> {
    let by_machine = metadata.authors.iter().find(|names| !is_site(&names.value, site)).cloned();
    let marked = || marked(metadata, place, dom, reader).filter(|names| !is_site(names, site));
    let named = || {
        let names: Vec<String> = found?.split(", ").map(str::to_owned).collect();
        Some(Sourced::new(names, Source::Text))
    };
    by_machine
        .or_else(|| Some(Sourced::new(marked()?, Source::Markup)))
        .or_else(|| metadata.authors.first().cloned())
        .or_else(named)
}

/// The names in the nearest element that is marked as an author's.
fn marked(metadata: &Metadata, place: &Place<'_>, dom: &Dom<'_>, reader: Reader<'_>) -> Option<Vec<String>> {
    // In the footer of an article, what is marked as its author is more often the
    // word for it, or an account, than a name.
    let is_name = |(_, id): &(usize, NodeId)| !place.is_in_footer(*id);
    let mut near = place.nearest(&metadata.elements.authors).filter(is_name).take(MOST);
    near.find_map(|(_, id)| names_of(dom, id, reader))
}

/// The names in an element: that of the object it is, or those that its runs of
/// text begin with, behind a label.
fn names_of(dom: &Dom<'_>, id: NodeId, reader: Reader<'_>) -> Option<Vec<String>> {
    let is_property = |inner: &NodeId| dom.attribute(*inner, "itemprop") == Some("name");
    if let Some(name) = dom.descendants(id).take(MOST_NODES).find(is_property) {
        let value = dom.attribute(name, "content").map(str::to_owned);
        return Some(vec![cleaned(&value.or_else(|| short_text(dom, name, LONGEST))?)?]);
    }
    let mut names: Vec<String> = Vec::new();
    let mut is_joined = true;
    for piece in pieces(dom, id, LONGEST) {
        if is_joiner(&piece) {
            is_joined = true;
        } else if is_joined && let Some(found) = in_text(&piece, reader) {
            names.extend(found);
            is_joined = piece.ends_with([',', '&']);
        } else if !names.is_empty() {
            break;
        }
    }
    (!names.is_empty()).then_some(names)
}

/// Whether a run of text does no more than divide two names.
fn is_joiner(text: &str) -> bool {
    matches!(
        text,
        "," | "&" | "and" | ", and" | "und" | "et" | "y" | "e" | "och" | "og" | "en" | "/" | "|" | "、" | "и"
    )
}
