//! Under which licence a document is.

use dehusk_dom::{Dom, NodeId};

use super::{Metadata, has_relation};
use crate::document::{Source, Sourced};

/// The licence that links of the head or of the page lead to, as they write
/// its address. JSON-LD and `<meta>` go before.
pub(super) fn collect(dom: &Dom<'_>, links: &[NodeId], anchors: &[NodeId], metadata: &mut Metadata) {
    if metadata.licence.is_some() {
        return;
    }
    let of_head = links.iter().copied().filter(|&id| has_relation(dom, id, "license"));
    let address = of_head.chain(anchors.iter().copied()).find_map(|id| dom.attribute(id, "href"));
    let address = address.map(str::trim).filter(|address| !address.is_empty());
    metadata.licence = address.map(|address| Sourced::new(address.to_owned(), Source::Markup));
}
