//! Places among siblings of one type, counted for all at once.
//!
//! For `:nth-of-type` and its relatives `selectors` walks from an element to the
//! last one of its type whose place it knows. Where each of a hundred thousand
//! siblings has another name there is none, and all walks together are
//! quadratic. So the places are written into its cache beforehand.

use std::collections::HashMap;

use scraper::selector::Simple;
use selectors::matching::SelectorCaches;
use selectors::parser::Component;

use super::element::Element;
use super::{Complex, chain};
use crate::{Dom, NodeId};

/// Siblings that are few enough to be left to `selectors`: hashing their names
/// takes longer than its walks.
const FEW: usize = 64;

/// Whether a pseudo-class that counts siblings of one type is in `complex`.
pub(super) fn counts_types(complex: &Complex) -> bool {
    !chain::all(complex, |complex| {
        let mut components = complex.iter_raw_match_order();
        !components.any(|component| matches!(component, Component::Nth(nth) if nth.ty.is_of_type()))
    })
}

/// Counts the children of `parent` by type, from both ends.
pub(super) fn count_types(dom: &Dom<'_>, parent: NodeId, caches: &mut SelectorCaches) {
    let elements: Vec<_> = dom.children(parent).filter_map(|id| Element::new(dom, id)).collect();
    if elements.len() > FEW {
        count(elements.iter(), false, caches);
        count(elements.iter().rev(), true, caches);
    }
}

fn count<'a>(elements: impl Iterator<Item = &'a Element<'a>>, from_end: bool, caches: &mut SelectorCaches) {
    let cache = caches.nth_index.get::<Simple>(true, from_end, &[]);
    let mut counts = HashMap::new();
    for element in elements {
        let count = counts.entry(element.element_type()).or_insert(0);
        *count += 1;
        cache.insert(selectors::Element::opaque(element), *count);
    }
}
