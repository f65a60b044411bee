//! What a document says about itself for machines.
//!
//! Each field is taken from the most trusted source that has it: JSON-LD, then
//! `<meta>`, then markup. What the visible text says is found by the classifier
//! and joined in by [`crate::assemble`].

mod date;
mod elements;
mod function_words;
mod json_ld;
pub(crate) mod language;
mod markup;
mod meta;
mod page;
mod title;

use dehusk_classify::{Hints, PageKind};
use dehusk_dom::Dom;
use jiff::civil::Date;

use crate::document::{Source, Sourced};

/// What was found in the head and the markup of a document.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    /// Titles without the site's name, the most trusted first.
    titles: Vec<Sourced<String>>,
    pub(crate) author: Option<Sourced<String>>,
    pub(crate) date: Option<Sourced<Date>>,
    /// The date in the URL's path: the least that is known.
    pub(crate) url_date: Option<Sourced<Date>>,
    pub(crate) language: Option<Sourced<String>>,
    categories: Vec<String>,
    categories_source: Option<Source>,
    site_name: Option<String>,
    /// What it says that the page is about.
    description: Option<String>,
    /// What it says that the page is.
    kind: PageKind,
}

impl Metadata {
    /// Collects from a tree and a URL.
    pub(crate) fn collect(dom: &Dom<'_>, url: Option<&str>) -> Self {
        let mut metadata = Self::default();
        let elements = elements::Elements::find(dom);
        json_ld::collect(dom, &elements.scripts, &mut metadata);
        meta::collect(dom, &elements.metas, &mut metadata);
        markup::collect(dom, &elements.markup, &mut metadata);
        metadata.description = page::description(dom, &elements.metas).map(str::to_owned);
        metadata.kind = page::kind(dom, &elements);
        metadata.url_date = url.and_then(date::in_url).map(|date| Sourced::new(date, Source::Url));
        title::strip_site_names(&mut metadata.titles, metadata.site_name.as_deref());
        metadata
    }

    /// All titles, for [`Self::hints`].
    pub(crate) fn title_values(&self) -> Vec<String> {
        self.titles.iter().map(|title| title.value.clone()).collect()
    }

    /// What the classifier may know.
    pub(crate) fn hints<'a>(&'a self, titles: &'a [String], url: Option<&'a str>) -> Hints<'a> {
        Hints {
            titles,
            author: self.author.as_ref().map(|author| author.value.as_str()),
            description: self.description.as_deref(),
            kind: self.kind,
            url,
        }
    }

    /// The title, given the block that the classifier took for it.
    pub(crate) fn title(&self, found: Option<&str>) -> Option<Sourced<String>> {
        title::choose(&self.titles, found)
    }

    /// Categories and tags: links that are marked up as such, then the line of
    /// the text that lists them, then what the head says.
    pub(crate) fn categories(&self, found: &[String]) -> Vec<String> {
        let marked_up = self.categories_source == Some(Source::Markup);
        if found.is_empty() || marked_up { self.categories.clone() } else { found.to_vec() }
    }

    fn add_title(&mut self, title: &str, source: Source) {
        let value = fold_space(title.trim_end_matches(is_anchor_sign));
        if !value.is_empty() {
            self.titles.push(Sourced::new(value, source));
        }
    }

    fn add_author(&mut self, names: &[String], source: Source) {
        let names: Vec<String> =
            names.iter().map(|name| fold_space(name)).filter(|name| is_author(name)).collect();
        if self.author.is_none() && !names.is_empty() {
            self.author = Some(Sourced::new(names.join(", "), source));
        }
    }

    fn add_date(&mut self, text: &str, source: Source) {
        if self.date.is_none() {
            self.date = date::machine_readable(text).map(|date| Sourced::new(date, source));
        }
    }

    fn add_category(&mut self, category: &str) {
        let category = fold_space(category);
        if !category.is_empty() && !self.categories.contains(&category) {
            self.categories.push(category);
        }
    }
}

/// Signs by which documentation links to a heading.
pub(crate) fn is_anchor_sign(c: char) -> bool {
    matches!(c, '¶' | '#' | '🔗' | '§') || c.is_whitespace()
}

/// Profiles and account names are no names of authors.
fn is_author(name: &str) -> bool {
    !name.is_empty() && name.len() <= 200 && !name.contains("://") && !name.starts_with('@')
}

fn fold_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
