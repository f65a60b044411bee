//! CSS selectors on a [`Dom`].
//!
//! The grammar is that of the `scraper` crate, taken from it and not copied, so
//! that a selector that works there works here: Selectors Level 4 without
//! namespace prefixes, pseudo-elements, `:nth-child(… of …)` and what needs a
//! user or a window (`:hover`, `:visited`). Compound selectors are matched by
//! the `selectors` crate, which browsers use; [`chain`] and [`walk`] put the
//! compounds together, since what that crate does for `h2 ~ p` is quadratic in
//! the number of siblings.

mod chain;
mod element;
mod error;
mod nth;
mod walk;

use std::fmt;
use std::str::FromStr;

use cssparser::Parser as CssParser;
use scraper::selector::{Parser, Simple};
use selectors::OpaqueElement;
use selectors::matching::{
    MatchingContext, MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, QuirksMode, SelectorCaches,
    matches_selector,
};

use self::chain::Chain;
use self::element::Element;
pub use self::error::{SelectorError, SelectorProblem};
pub use self::walk::Select;
use crate::{Dom, NodeId};

/// One selector of a list, as `selectors` keeps it.
type Complex = selectors::parser::Selector<Simple>;

/// A parsed list of CSS selectors, such as `h1, main > p:first-child`.
///
/// It is made once and used on any number of trees and threads. Two selectors
/// are equal if their texts are.
///
/// ```
/// use dehusk_dom::{ParseOptions, Selector, parse};
///
/// let dom = parse("<ul><li>one<li class=here>two</ul>", &ParseOptions::default());
/// let selector: Selector = "ul > li.here".parse()?;
/// let texts: Vec<String> = dom.select(&selector).map(|id| dom.text_content(id)).collect();
/// assert_eq!(texts, ["two"]);
/// # Ok::<(), dehusk_dom::SelectorError>(())
/// ```
#[derive(Clone)]
pub struct Selector {
    /// As it was written: `selectors` prints names without the escapes that
    /// they need, so what it prints may mean something else.
    text: Box<str>,
    chains: Box<[Chain]>,
    /// Whether `:nth-of-type` or a relative of it occurs anywhere.
    counts_types: bool,
}

impl Selector {
    /// Parses a selector list.
    ///
    /// Takes what `scraper::Selector::parse` takes, as long as no selector of
    /// the list, nor of a list in parentheses, has more than
    /// [`Self::MAX_COMPOUNDS`] compounds. Like a browser it forgives what stands
    /// in `:is()` and `:where()`: `:is(!)` is a selector that matches nothing.
    ///
    /// # Errors
    ///
    /// If `text` is not such a list; the error says where and why.
    pub fn parse(text: &str) -> Result<Self, SelectorError> {
        let mut stop = 0;
        let complexes = CssParser::new(text).parse_comma_separated(|input| {
            // Behind an error the parser runs on to the comma, so the place is
            // taken in here. A list parsed in one go would lose it.
            let complex = Complex::parse(&Parser, input);
            stop = input.position().byte_index();
            complex
        });
        let complexes =
            complexes.map_err(|error| SelectorError::new(text, stop, SelectorProblem::from(error.kind)))?;
        if !complexes.iter().all(chain::is_bounded) {
            return Err(SelectorError::new(text, text.len(), SelectorProblem::TooManyCompounds));
        }
        let counts_types = complexes.iter().any(nth::counts_types);
        Ok(Self { text: text.into(), chains: complexes.into_iter().map(Chain::new).collect(), counts_types })
    }

    /// Most compounds that combinators may join to one selector. It bounds the
    /// stack that matching takes; paths that browsers' inspectors write for the
    /// deepest elements of real pages stay below it.
    pub const MAX_COMPOUNDS: usize = 64;

    /// The selector as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the node `id` of `dom` is an element that the selector matches.
    /// `:scope` is the root element.
    ///
    /// Each call starts anew, so to look at many nodes of one tree use
    /// [`Dom::select`]: it visits each node once, where this call takes time in
    /// the number of ancestors and, for `+`, `~` and `:nth-child`, siblings.
    pub fn matches(&self, dom: &Dom<'_>, id: NodeId) -> bool {
        let Some(element) = Element::new(dom, id) else { return false };
        let mut caches = SelectorCaches::default();
        let mut context = context(&mut caches, None);
        self.chains.iter().any(|chain| matches_selector(chain.complex(), 0, None, &element, &mut context))
    }
}

impl FromStr for Selector {
    type Err = SelectorError;

    fn from_str(text: &str) -> Result<Self, SelectorError> {
        Self::parse(text)
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Selector").field(&self.text).finish()
    }
}

impl PartialEq for Selector {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Selector {}

/// What `selectors` wants to know for one element. Classes and ids are told
/// apart by case even in quirks mode, as `scraper` does.
fn context(caches: &mut SelectorCaches, scope: Option<OpaqueElement>) -> MatchingContext<'_, Simple> {
    let mut context = MatchingContext::new(
        MatchingMode::Normal,
        None,
        caches,
        QuirksMode::NoQuirks,
        NeedsSelectorFlags::No,
        MatchingForInvalidation::No,
    );
    context.scope_element = scope;
    context
}

impl Dom<'_> {
    /// The elements that `selector` matches, in document order. `:scope` is the
    /// root element.
    ///
    /// The content of a `<template>` is a tree of its own: its elements are
    /// found, but as if they had no parents.
    ///
    /// Linear in the nodes times the compounds of the selector. Only what stands
    /// in the parentheses of `:is()`, `:where()`, `:not()` and `:has()` is
    /// looked up anew for each element: `:has()` among what is below or behind
    /// it, combinators within the others among what is above or before it. So
    /// `:not(h2 ~ p)` is quadratic in the number of siblings where `h2 ~ p` is
    /// not.
    pub fn select<'a>(&'a self, selector: &'a Selector) -> Select<'a> {
        self.select_in(NodeId::DOCUMENT, selector)
    }

    /// The elements below `root` that `selector` matches, in document order,
    /// without `root`. Elements outside count as parents and siblings: `body p`
    /// is found in a `div`. `:scope` is `root` if it is an element, so
    /// `:scope > p` asks for its children.
    ///
    /// Time is that of [`Dom::select`] for the nodes below `root`, and at the
    /// start for its ancestors and, if `+`, `~` or `:nth-of-type` occurs, for
    /// their siblings.
    pub fn select_in<'a>(&'a self, root: NodeId, selector: &'a Selector) -> Select<'a> {
        Select::new(self, root, selector)
    }
}

#[cfg(test)]
mod tests;
