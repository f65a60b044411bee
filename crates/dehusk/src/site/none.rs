//! Stands in for rules where the library is built without selectors.

use dehusk_classify::{Classifier, Selection};
use dehusk_dom::Dom;

use crate::Document;

/// No rules.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rules;

/// What they would find, which cannot be.
#[derive(Debug)]
pub(crate) enum Matched {}

#[expect(clippy::unused_self, reason = "called as the rules that it stands in for")]
impl Rules {
    pub(crate) const fn apply_to(&self, _url: Option<&str>) -> bool {
        false
    }

    pub(crate) const fn matched(&self, _dom: &Dom<'_>, _url: Option<&str>) -> Option<Matched> {
        None
    }
}

impl Matched {
    pub(crate) const fn selection(&self) -> &Selection {
        match *self {}
    }

    pub(crate) const fn fill(&self, _dom: &Dom<'_>, _classifier: &Classifier, _document: &mut Document) {
        match *self {}
    }
}
