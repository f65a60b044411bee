//! A complex selector, matched from the left while the tree is walked.
//!
//! `a > b ~ c` is a chain of compounds. A compound is reached at an element if
//! it matches the element and the compound left of it was reached where the
//! combinator says: at the parent, at an ancestor, at a sibling before. Sets of
//! reached compounds are bits of one word, so what a step needs to know of all
//! ancestors and siblings is four words. Looking for `a` from `c` backwards, as
//! `selectors` does, visits all siblings of all `c`.

use scraper::selector::Simple;
use selectors::matching::{
    CompoundSelectorMatchingResult as Hit, MatchingContext, matches_compound_selector_from,
};
use selectors::parser::{Combinator, Component};

use super::element::Element;
use super::{Complex, Selector};

/// Compounds of one chain: bit 0 is the leftmost.
type Compounds = u64;

const _: () = assert!(Selector::MAX_COMPOUNDS == Compounds::BITS as usize);

/// A complex selector and where its compounds begin.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    complex: Complex,
    /// Starts of the compounds, as `selectors` counts components from the left.
    starts: Box<[usize]>,
    /// Compounds that stand behind a combinator, by combinator.
    descendants: Compounds,
    children: Compounds,
    next_siblings: Compounds,
    later_siblings: Compounds,
}

/// How far a chain has come among the children of one node.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Reached {
    /// At the parent.
    parent: Compounds,
    /// At any ancestor.
    ancestors: Compounds,
    /// At the element before.
    previous: Compounds,
    /// At any element before.
    earlier: Compounds,
}

impl Chain {
    /// Cuts a bounded selector into compounds.
    pub(super) fn new(complex: Complex) -> Self {
        let mut starts = vec![0];
        let (mut descendants, mut children, mut next_siblings, mut later_siblings) = (0, 0, 0, 0);
        for (at, component) in complex.iter_raw_parse_order_from(0).enumerate() {
            let Component::Combinator(combinator) = component else { continue };
            let compound = 1 << starts.len();
            match combinator {
                Combinator::Child => children |= compound,
                Combinator::NextSibling => next_siblings |= compound,
                Combinator::LaterSibling => later_siblings |= compound,
                // The rest join pseudo-elements, which the grammar lacks.
                _ => descendants |= compound,
            }
            starts.push(at + 1);
        }
        let starts = starts.into();
        Self { complex, starts, descendants, children, next_siblings, later_siblings }
    }

    pub(super) const fn complex(&self) -> &Complex {
        &self.complex
    }

    /// Whether siblings of an element's ancestors bear on it.
    pub(super) const fn has_siblings(&self) -> bool {
        self.next_siblings | self.later_siblings != 0
    }

    /// Takes the step to the next child. Returns how far the chain is among the
    /// children of that child, and whether its end is reached there.
    pub(super) fn step(
        &self,
        reached: &mut Reached,
        element: &Element<'_>,
        context: &mut MatchingContext<'_, Simple>,
    ) -> (Reached, bool) {
        let mut candidates = 1
            | (reached.ancestors << 1 & self.descendants)
            | (reached.parent << 1 & self.children)
            | (reached.previous << 1 & self.next_siblings)
            | (reached.earlier << 1 & self.later_siblings);
        let mut here = 0;
        while candidates != 0 {
            let start = self.starts[candidates.trailing_zeros() as usize];
            let hit = matches_compound_selector_from(&self.complex, start, context, element);
            if !matches!(hit, Hit::NotMatched) {
                here |= candidates & candidates.wrapping_neg();
            }
            candidates &= candidates - 1;
        }
        reached.previous = here;
        reached.earlier |= here;
        let below = Reached { parent: here, ancestors: reached.ancestors | here, ..Reached::default() };
        (below, here >> (self.starts.len() - 1) != 0)
    }
}

/// Whether no selector in `complex`, however deep, has too many compounds.
pub(super) fn is_bounded(complex: &Complex) -> bool {
    all(complex, |complex| {
        let combinators = complex.iter_raw_match_order().filter(|component| component.is_combinator());
        combinators.count() < Selector::MAX_COMPOUNDS
    })
}

/// Whether `predicate` holds of `complex` and all selectors in its parentheses.
pub(super) fn all(complex: &Complex, predicate: impl Fn(&Complex) -> bool) -> bool {
    let mut open = vec![complex];
    while let Some(complex) = open.pop() {
        if !predicate(complex) {
            return false;
        }
        for component in complex.iter_raw_match_order() {
            match component {
                Component::Is(list) | Component::Where(list) | Component::Negation(list) => {
                    open.extend(list.slice());
                }
                Component::Has(list) => open.extend(list.iter().map(|relative| &relative.selector)),
                _ => {}
            }
        }
    }
    true
}
