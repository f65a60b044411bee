//! What a caller knows better of a page, or of a site, than the judgement can:
//! which elements are content, which are not, where title, author and date
//! stand.

mod file;
mod matched;

use std::collections::HashMap;

use dehusk_dom::{Dom, Selector};

pub use file::{SiteRuleError, SiteRuleProblem};
pub(crate) use matched::Matched;

/// Selectors for the pages of a site, or for all pages.
///
/// ```
/// use dehusk::{Extractor, Input, Options, PageRules};
///
/// let rules = PageRules::default().with_drop("aside, .promo".parse()?);
/// let extractor = Extractor::new(Options::default().with_rules(rules));
/// # let _ = extractor;
/// # Ok::<(), dehusk::SelectorError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct PageRules {
    keep: Vec<Selector>,
    drop: Vec<Selector>,
    title: Option<Selector>,
    author: Option<Selector>,
    date: Option<Selector>,
}

impl PageRules {
    /// Keeps what is in elements that match, whatever it is judged to be. Of
    /// elements inside each other the innermost counts.
    #[must_use]
    pub fn with_keep(mut self, selector: Selector) -> Self {
        self.keep.push(selector);
        self
    }

    /// Takes away what is in elements that match.
    #[must_use]
    pub fn with_drop(mut self, selector: Selector) -> Self {
        self.drop.push(selector);
        self
    }

    /// The title is the text of the first element that matches.
    #[must_use]
    pub fn with_title(mut self, selector: Selector) -> Self {
        self.title = Some(selector);
        self
    }

    /// The authors are the texts of the elements that match.
    #[must_use]
    pub fn with_author(mut self, selector: Selector) -> Self {
        self.author = Some(selector);
        self
    }

    /// The day is in the first element that matches: in its `datetime` or
    /// `content`, or its text.
    #[must_use]
    pub fn with_date(mut self, selector: Selector) -> Self {
        self.date = Some(selector);
        self
    }
}

/// Rules by host: those of `coast.example` are for `www.coast.example` too,
/// unless that has rules of its own.
#[derive(Debug, Clone, Default)]
pub struct SiteRules {
    by_host: HashMap<String, PageRules>,
    cases: Vec<file::Proof>,
}

impl SiteRules {
    /// How many hosts have rules.
    pub fn len(&self) -> usize {
        self.by_host.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_host.is_empty()
    }

    /// The rules for the page at an address. Constant but for the labels of the
    /// host.
    pub fn of(&self, url: &str) -> Option<&PageRules> {
        let url = url::Url::parse(url).ok()?;
        let mut host = url.host_str()?;
        loop {
            if let Some(rules) = self.by_host.get(host) {
                return Some(rules);
            }
            host = host.split_once('.')?.1;
        }
    }
}

/// The rules that an extractor has.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rules {
    pub(crate) of_all: Option<PageRules>,
    pub(crate) of_sites: SiteRules,
}

impl Rules {
    /// Whether there are any for a page.
    pub(crate) fn apply_to(&self, url: Option<&str>) -> bool {
        self.for_page(url).next().is_some()
    }

    /// What they find in a page; nothing where there are none for it.
    pub(crate) fn matched(&self, dom: &Dom<'_>, url: Option<&str>) -> Option<Matched> {
        let rules: Vec<&PageRules> = self.for_page(url).collect();
        (!rules.is_empty()).then(|| Matched::of(dom, &rules))
    }

    /// Those for all pages first: what a caller says of this run goes before what
    /// a file says of the site.
    fn for_page(&self, url: Option<&str>) -> impl Iterator<Item = &PageRules> {
        let of_site = url.and_then(|url| self.of_sites.of(url));
        self.of_all.iter().chain(of_site)
    }
}
