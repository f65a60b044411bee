//! `<meta>` elements: Open Graph, Dublin Core, Twitter cards, plain names.

use dehusk_dom::{Dom, NodeId};

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

const SECTION: &str = "article:section";
const TAG: &str = "article:tag";
const SITE_NAME: &str = "og:site_name";

/// Reads all `<meta>` elements; within a field, the order of the lists above is
/// the order of trust.
pub(super) fn collect(dom: &Dom<'_>, metas: &[NodeId], metadata: &mut Metadata) {
    let known: Vec<(&str, &str)> = metas.iter().filter_map(|&id| known(dom, id)).collect();
    let values =
        |name: &'static str| known.iter().filter(move |(found, _)| *found == name).map(|&(_, value)| value);
    for title in TITLES.into_iter().flat_map(values) {
        metadata.add_title(title, Source::Meta);
    }
    for name in AUTHORS {
        let names: Vec<String> = values(name).map(str::to_owned).collect();
        metadata.add_author(&names, Source::Meta);
    }
    for date in DATES.into_iter().flat_map(values) {
        metadata.add_date(date, Source::Meta);
    }
    if metadata.categories.is_empty() {
        for category in values(SECTION).chain(values(TAG)) {
            metadata.add_category(category);
        }
    }
    if let Some(name) = values(SITE_NAME).next() {
        metadata.site_name = Some(name.to_owned());
    }
}

/// The name and value of a `<meta>` element, if the name is one of the above.
fn known<'a>(dom: &'a Dom<'_>, meta: NodeId) -> Option<(&'static str, &'a str)> {
    let name = ["property", "name", "itemprop"].into_iter().find_map(|key| dom.attribute(meta, key))?.trim();
    let mut names = TITLES.iter().chain(&AUTHORS).chain(&DATES).chain(&[SECTION, TAG, SITE_NAME]);
    let known = names.find(|known| known.eq_ignore_ascii_case(name))?;
    Some((known, dom.attribute(meta, "content")?))
}
