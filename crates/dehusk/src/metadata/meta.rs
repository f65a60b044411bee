//! `<meta>` elements: Open Graph, Dublin Core, Twitter cards, plain names.

use dehusk_dom::{Dom, Tag};

use super::Metadata;
use crate::document::Source;

const TITLES: [&str; 4] = ["og:title", "twitter:title", "dc.title", "title"];
const AUTHORS: [&str; 7] =
    ["author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "citation_author", "byl"];
const DATES: [&str; 14] = [
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "publishdate",
    "pubdate",
    "publish-date",
    "publication_date",
    "citation_publication_date",
    "date",
];

/// Reads all `<meta>` elements; within a field, the order of the lists above is
/// the order of trust.
pub(super) fn collect(dom: &Dom<'_>, metadata: &mut Metadata) {
    let all: Vec<(String, &str)> = dom
        .elements(Tag::Meta)
        .filter_map(|id| {
            let name = ["property", "name", "itemprop"].into_iter().find_map(|key| dom.attribute(id, key))?;
            Some((name.trim().to_ascii_lowercase(), dom.attribute(id, "content")?))
        })
        .collect();
    let values = |name: &str| {
        all.iter().filter(move |(known, _)| known == name).map(|(_, value)| *value).collect::<Vec<_>>()
    };
    for title in TITLES.iter().flat_map(|name| values(name)) {
        metadata.add_title(title, Source::Meta);
    }
    for name in AUTHORS {
        let names: Vec<String> = values(name).into_iter().map(str::to_owned).collect();
        metadata.add_author(&names, Source::Meta);
    }
    for date in DATES.iter().flat_map(|name| values(name)) {
        metadata.add_date(date, Source::Meta);
    }
    if metadata.categories.is_empty() {
        for category in values("article:section").into_iter().chain(values("article:tag")) {
            metadata.add_category(category);
        }
    }
    if let Some(name) = values("og:site_name").first() {
        metadata.site_name = Some((*name).to_owned());
    }
}
