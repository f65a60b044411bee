//! From what was collected to the fields of a document.

use dehusk_classify::{Classifier, Judgement, Label, PageKind, letters};
use dehusk_dom::{Dom, NodeId};
use jiff::civil::Date;

use super::dates::Dates;
use super::day::Reader;
use super::language::Languages;
use super::near::Place;
use super::title::Shown;
use super::wording::Names;
use super::{Metadata, address, author, date, elements, language, site_of, title};
use crate::document::{Source, Sourced};
use crate::space::fold_space;
use crate::{InputKind, Moment};

/// The fields of a document that metadata has a part in.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    pub(crate) title: Option<Sourced<String>>,
    pub(crate) authors: Option<Sourced<Vec<String>>>,
    pub(crate) dates: Dates,
    pub(crate) categories: Vec<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) site_name: Option<Sourced<String>>,
    pub(crate) description: Option<Sourced<String>>,
    pub(crate) canonical_url: Option<Sourced<String>>,
    pub(crate) languages: Languages,
    pub(crate) image: Option<Sourced<String>>,
    pub(crate) licence: Option<Sourced<String>>,
    pub(crate) page_type: Option<PageKind>,
}

impl Metadata {
    /// The fields, given the blocks and the text that was kept.
    pub(crate) fn fields(
        mut self,
        dom: &Dom<'_>,
        kind: InputKind,
        url: Option<&str>,
        classifier: &Classifier,
        judgement: &Judgement,
        text: &str,
    ) -> Fields {
        let findings = &judgement.findings;
        let title_block = judgement.tree.ids().find(|&id| judgement.verdict(id).label == Label::Title);
        let title_node =
            title_block.map(|id| judgement.tree.container(judgement.tree.block(id).container).node);
        self.strip_more_of_titles(url);
        self.add_named_elements(dom);
        let heading = self.main_heading(dom);
        let place = Place::of(dom, title_node.or(heading));
        let declared = self.declared.take();
        let reader = Reader::new(classifier, declared.as_ref().map(|tag| tag.value.as_str()));
        let site = site_of(self.site_name.as_ref(), self.brand.as_deref(), url);
        let heading_text = heading.and_then(|id| elements::short_text(dom, id, 300));
        let block = findings
            .title
            .as_deref()
            .filter(|title| self.brand.as_ref().is_none_or(|brand| letters(brand) != letters(title)));
        let shown = Shown { block, heading: heading_text.as_deref() };
        let title = title::choose(&self.titles, shown, site);
        let languages = language::choose(declared.as_ref(), text);
        let written = languages.chosen.as_ref().map(|language| language.value.as_str());
        let found = findings.published(written.is_some_and(language::writes_day_first));
        let lines = (kind == InputKind::Page).then_some(judgement);
        let dates = Dates::choose(&self, reader, &place, dom, found, lines);
        let authors = author::choose(&self, &place, dom, reader, findings.author.as_deref(), site);
        let canonical_url = self.canonical_url(url);
        let resolve = |field: Option<Sourced<String>>| {
            let field = field?;
            Some(Sourced::new(address::resolved(&field.value, self.base.as_deref())?, field.source))
        };
        Fields {
            title,
            authors,
            dates,
            categories: self.categories(&findings.categories),
            tags: self.tags,
            description: folded(self.summary),
            canonical_url,
            languages,
            image: resolve(self.image.take()),
            licence: resolve(self.licence.take()),
            site_name: folded(self.site_name),
            page_type: (self.kind != PageKind::Unknown).then_some(self.kind),
        }
    }

    /// The `<h1>` that says what a title for machines says, else the only one.
    fn main_heading(&self, dom: &Dom<'_>) -> Option<NodeId> {
        let headings = &self.elements.headings;
        let fits = |id: &NodeId| {
            let text = letters(&elements::short_text(dom, *id, 300).unwrap_or_default());
            text.len() > 3 && self.titles.iter().any(|title| letters(&title.value).starts_with(&text))
        };
        let confirmed = headings.iter().copied().find(fits);
        confirmed.or(if let [only] = headings[..] { Some(only) } else { None })
    }

    /// The address that the page gives itself, if it is that of a page: some
    /// sites give that of the front page everywhere.
    fn canonical_url(&self, url: Option<&str>) -> Option<Sourced<String>> {
        let given = self.canonical.as_deref().map(|address| (address, Source::Markup));
        let shared = self.open_graph_url.as_ref().map(|found| (found.value.as_str(), found.source));
        let is_front = |address: &str| {
            address.split_once("://").is_none_or(|(_, rest)| rest.trim_end_matches('/').find('/').is_none())
        };
        given.into_iter().chain(shared).find_map(|(address, source)| {
            let address = address::resolved(address, self.base.as_deref())?;
            let is_sane = !is_front(&address) || address.contains('?') || url.is_none_or(is_front);
            is_sane.then(|| Sourced::new(address, source))
        })
    }

    /// Categories and tags: links that are marked up as such, then the line of
    /// the text that lists them, then what the head says.
    fn categories(&self, found: &[String]) -> Vec<String> {
        let marked_up = self.categories_source == Some(Source::Markup);
        if found.is_empty() || marked_up { self.categories.clone() } else { found.to_vec() }
    }

    /// The day in any address that the page has.
    pub(super) fn day_in_address(&self, reader: Reader<'_>) -> Option<Date> {
        let shared = self.open_graph_url.as_ref().map(|found| found.value.as_str());
        let addresses = [self.url.as_deref(), self.canonical.as_deref(), shared];
        let mut addresses = addresses.into_iter().flatten();
        addresses.find_map(|address| date::in_url(address).or_else(|| reader.in_path(address)))
    }

    /// A time that a server gives in UTC, on the day that the site shows for it
    /// in the address.
    pub(super) fn as_shown(&self, moment: Moment) -> Moment {
        let shown = self.url_date.filter(|_| moment.is_utc());
        shown.and_then(|day| moment.seen_on(day)).unwrap_or(moment)
    }

    /// Takes off titles what only the address, or a heading, shows to be the
    /// site's name. The classifier has learned from titles that still have it.
    fn strip_more_of_titles(&mut self, url: Option<&str>) {
        let mut titles = std::mem::take(&mut self.titles);
        title::strip_site_names(&mut titles, site_of(self.site_name.as_ref(), self.brand.as_deref(), url));
        self.titles = titles;
    }

    /// Finds what only classes and ids mark, where nothing else said it.
    fn add_named_elements(&mut self, dom: &Dom<'_>) {
        let wanted = Names { date: self.dates.is_empty(), author: self.authors.is_empty() };
        if wanted.date || wanted.author {
            elements::add_named(dom, wanted, &mut self.elements);
        }
    }
}

fn folded(field: Option<Sourced<String>>) -> Option<Sourced<String>> {
    let field = field?;
    let value = fold_space(&field.value);
    (!value.is_empty()).then(|| Sourced::new(value, field.source))
}
