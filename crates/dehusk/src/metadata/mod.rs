//! What a document says about itself.
//!
//! Each field keeps its candidates in the order of trust that its module states;
//! as a rule JSON-LD, then `<meta>`, then markup beside the text, then lines of
//! the text, then the URL. Lines of the text are found by the classifier; what
//! it found and what was collected here is joined in [`Metadata::fields`].

mod address;
mod author;
mod brand;
mod date;
mod dates;
mod day;
mod elements;
mod fields;
mod function_words;
mod json_ld;
mod language;
mod licence;
mod lines;
mod meta;
mod names;
mod near;
mod page;
#[cfg(test)]
mod tests;
mod title;
mod wording;

use dehusk_classify::{Hints, PageKind};
use dehusk_dom::{Dom, NodeId, Tag};
use jiff::civil::Date;

use self::address::Host;
use self::elements::Elements;
use self::title::Site;
use crate::document::{Source, Sourced};
use crate::space::fold_space;
#[cfg(feature = "selectors")]
pub(crate) use dates::moment_in;

/// Values of one field that are kept; more would only cost time.
const MOST: usize = 100;

/// What was found in the head and the markup of a document.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    /// Titles without the site's name, the most trusted first.
    titles: Vec<Sourced<String>>,
    /// Names that each source gives, the most trusted first.
    authors: Vec<Sourced<Vec<String>>>,
    /// Days of publication as they are written, the most trusted first.
    dates: Vec<Sourced<String>>,
    /// What JSON-LD says of the page, not of what is on it.
    page_dates: Vec<Sourced<String>>,
    /// Days of changes, likewise.
    modified: Vec<Sourced<String>>,
    /// The day in the URL's path.
    url_date: Option<Date>,
    categories: Vec<String>,
    categories_source: Option<Source>,
    tags: Vec<String>,
    site_name: Option<Sourced<String>>,
    /// The name of the site as a heading shows it.
    brand: Option<String>,
    /// What it says that the page is about: for readers.
    summary: Option<Sourced<String>>,
    /// The same for the classifier, which has learned from one source of it.
    description: Option<String>,
    /// The language that it declares, such as `en-US`.
    declared: Option<Sourced<String>>,
    image: Option<Sourced<String>>,
    licence: Option<Sourced<String>>,
    open_graph_url: Option<Sourced<String>>,
    canonical: Option<String>,
    url: Option<String>,
    /// What relative addresses are relative to.
    base: Option<String>,
    /// What it says that the page is.
    kind: PageKind,
    /// The author whom markup names, for the classifier.
    marked_author: Option<String>,
    elements: Elements,
}

impl Metadata {
    /// Collects from a tree and a URL. Linear in the tree.
    pub(crate) fn collect(dom: &Dom<'_>, url: Option<&str>) -> Self {
        let mut metadata = Self::default();
        let elements = Elements::find(dom);
        json_ld::collect(dom, &elements.scripts, &mut metadata);
        meta::collect(dom, &elements.metas, &mut metadata);
        metadata.read_markup(dom, &elements);
        licence::collect(dom, &elements.links, &elements.licences, &mut metadata);
        metadata.description = page::description(dom, &elements.metas).map(str::to_owned);
        metadata.kind = page::kind(dom, &elements);
        metadata.url = url.map(str::to_owned);
        metadata.url_date = url.and_then(date::in_url);
        metadata.base =
            metadata.base.take().map_or_else(|| url.map(str::to_owned), |base| address::resolved(&base, url));
        metadata.elements = elements;
        metadata.set_brand_apart(dom, url);
        let site = metadata.site_name.take();
        title::strip_site_names(&mut metadata.titles, site_of(site.as_ref(), None, None));
        metadata.site_name = site;
        metadata
    }

    /// Elements that name a field by themselves.
    fn read_markup(&mut self, dom: &Dom<'_>, elements: &Elements) {
        if let Some(html) = elements.html {
            let declared = dom.attribute(html, "lang").or_else(|| dom.attribute(html, "xml:lang"));
            // An element says it of its own words, so that it goes before the rest.
            if let Some(declared) = declared.filter(|tag| language::primary(tag).is_some()) {
                self.declared = Some(Sourced::new(declared.to_owned(), Source::Markup));
            }
        }
        if let Some(title) = elements.title {
            self.add_title(&dom.text_content(title), Source::TitleElement);
        }
        self.base = elements.base.and_then(|base| dom.attribute(base, "href")).map(str::to_owned);
        let canonical = elements.links.iter().copied().find(|&id| has_relation(dom, id, "canonical"));
        self.canonical = canonical.and_then(|id| dom.attribute(id, "href")).map(str::to_owned);
        self.marked_author = marked_author(dom, elements);
        let tags = elements.tags.iter().filter_map(|&id| elements::short_text(dom, id, 200));
        let tags: Vec<String> = tags.filter(|tag| is_short(tag)).collect();
        if !tags.is_empty() {
            self.categories.clear();
            self.categories_source = Some(Source::Markup);
            for tag in &tags {
                self.add_category(tag);
                self.add_tag(tag);
            }
        }
    }

    /// Takes the headings that are the site's name from the others.
    fn set_brand_apart(&mut self, dom: &Dom<'_>, url: Option<&str>) {
        const MOST: usize = 8;
        let mut headings = std::mem::take(&mut self.elements.headings);
        headings.truncate(MOST);
        let brand = headings.iter().copied().find(|&id| brand::is_brand(dom, id, url));
        headings.retain(|&id| !brand::is_brand(dom, id, url));
        self.brand = brand.and_then(|id| brand::name(dom, id));
        self.elements.headings = headings;
    }

    /// All titles, for [`Self::hints`].
    pub(crate) fn title_values(&self) -> Vec<String> {
        self.titles.iter().map(|title| title.value.clone()).collect()
    }

    /// The author for [`Self::hints`].
    pub(crate) fn author_value(&self) -> Option<String> {
        self.authors.first().map(|names| names.value.join(", ")).or_else(|| self.marked_author.clone())
    }

    /// What the classifier may know.
    pub(crate) fn hints<'a>(
        &'a self,
        titles: &'a [String],
        author: Option<&'a str>,
        url: Option<&'a str>,
    ) -> Hints<'a> {
        Hints {
            titles,
            author,
            description: self.description.as_deref(),
            kind: self.kind,
            url,
            selection: None,
        }
    }

    fn add_title(&mut self, title: &str, source: Source) {
        let value = fold_space(title.trim_end_matches(is_anchor_sign));
        if !value.is_empty() && self.titles.len() < MOST {
            self.titles.push(Sourced::new(value, source));
        }
    }

    fn add_author(&mut self, names: &[String], source: Source) {
        let mut cleaned: Vec<String> = Vec::new();
        for name in names.iter().take(MOST).filter_map(|name| names::cleaned(name)) {
            if !cleaned.contains(&name) {
                cleaned.push(name);
            }
        }
        if !cleaned.is_empty() && self.authors.len() < MOST {
            self.authors.push(Sourced::new(cleaned, source));
        }
    }

    fn add_date(&mut self, text: &str, source: Source) {
        if self.dates.len() < MOST {
            self.dates.push(Sourced::new(text.to_owned(), source));
        }
    }

    fn add_modified(&mut self, text: &str, source: Source) {
        if self.modified.len() < MOST {
            self.modified.push(Sourced::new(text.to_owned(), source));
        }
    }

    fn add_category(&mut self, category: &str) {
        add_new(&mut self.categories, category);
    }

    fn add_tag(&mut self, tag: &str) {
        add_new(&mut self.tags, tag);
    }
}

/// Adds an entry that is not there, while there are not too many.
fn add_new(list: &mut Vec<String>, entry: &str) {
    let entry = fold_space(entry);
    if !entry.is_empty() && list.len() < MOST && !list.contains(&entry) {
        list.push(entry);
    }
}

fn site_of<'a>(name: Option<&'a Sourced<String>>, brand: Option<&'a str>, url: Option<&'a str>) -> Site<'a> {
    Site { name: name.map(|name| name.value.as_str()).or(brand), host: url.and_then(Host::of) }
}

/// The first author whom `rel` or `itemprop` names.
fn marked_author(dom: &Dom<'_>, elements: &Elements) -> Option<String> {
    let says_so = |id: &NodeId| {
        dom.attribute(*id, "itemprop") == Some("author")
            || dom.tag(*id) == Some(Tag::A) && has_relation(dom, *id, "author")
    };
    let marked = elements.authors.iter().copied().filter(says_so);
    let names = marked.filter_map(|id| elements::short_text(dom, id, 200));
    names.filter(|name| is_short(name)).find_map(|name| names::cleaned(&name))
}

fn has_relation(dom: &Dom<'_>, id: NodeId, relation: &str) -> bool {
    let has = |rel: &str| rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(relation));
    dom.attribute(id, "rel").is_some_and(has)
}

/// Links to an author's or a tag's page may read "View all posts by …".
fn is_short(name: &str) -> bool {
    (1..=4).contains(&name.split_whitespace().count())
}

/// Signs by which documentation links to a heading.
pub(crate) fn is_anchor_sign(c: char) -> bool {
    matches!(c, '¶' | '#' | '🔗' | '§') || c.is_whitespace()
}
