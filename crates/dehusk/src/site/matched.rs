//! Rules against one page.

use dehusk_classify::{Classifier, Selection};
use dehusk_dom::{Dom, NodeId, Selector};

use super::PageRules;
use crate::document::{Document, Source, Sourced};
use crate::metadata::moment_in;
use crate::space::fold_space;

/// Longer texts are no titles and no names.
const LONGEST: usize = 1_000;

/// What the rules for a page find in it.
#[derive(Debug)]
pub(crate) struct Matched {
    selection: Selection,
    title: Option<String>,
    authors: Vec<String>,
    date: Option<NodeId>,
}

impl Matched {
    /// Of several rules about a field the first that finds something counts.
    /// One walk over the tree a selector.
    pub(super) fn of(dom: &Dom<'_>, rules: &[&PageRules]) -> Self {
        let mut selection = Selection::default();
        for rule in rules {
            rule.keep.iter().flat_map(|selector| dom.select(selector)).for_each(|id| selection.keep(id));
            rule.drop.iter().flat_map(|selector| dom.select(selector)).for_each(|id| selection.drop(id));
        }
        let texts = |selector: &Selector| -> Vec<String> {
            dom.select(selector).filter_map(|id| short_text(dom, id)).collect()
        };
        let first_of = |field: fn(&PageRules) -> Option<&Selector>| {
            rules.iter().filter_map(|rule| field(rule)).map(texts).find(|texts| !texts.is_empty())
        };
        let date = rules.iter().filter_map(|rule| rule.date.as_ref());
        Self {
            selection,
            title: first_of(|rule| rule.title.as_ref()).and_then(|texts| texts.into_iter().next()),
            authors: first_of(|rule| rule.author.as_ref()).unwrap_or_default(),
            date: date.into_iter().find_map(|selector| dom.select(selector).next()),
        }
    }

    /// What they say of blocks.
    pub(crate) const fn selection(&self) -> &Selection {
        &self.selection
    }

    /// Puts what they say of the document into its fields.
    pub(crate) fn fill(&self, dom: &Dom<'_>, classifier: &Classifier, document: &mut Document) {
        if let Some(title) = &self.title {
            document.title = Some(Sourced::new(title.clone(), Source::Rule));
        }
        if !self.authors.is_empty() {
            document.authors.clone_from(&self.authors);
            document.author = Some(Sourced::new(self.authors.join(", "), Source::Rule));
        }
        let language = document.language.as_ref().map(|language| language.value.as_str());
        if let Some(moment) = self.date.and_then(|id| moment_in(dom, id, classifier, language)) {
            document.date = Some(Sourced::new(moment, Source::Rule));
        }
    }
}

/// The words of an element, or those that its `content` has.
fn short_text(dom: &Dom<'_>, id: NodeId) -> Option<String> {
    let text = match dom.attribute(id, "content") {
        Some(content) => content.to_owned(),
        None => dom.text_content(id),
    };
    let text = fold_space(&text);
    (!text.is_empty() && text.len() <= LONGEST).then_some(text)
}
