//! `<meta>` elements: Open Graph, Dublin Core, Twitter cards, plain names.

use dehusk_dom::{Dom, NodeId};

use super::Metadata;
use crate::document::{Source, Sourced};

/// What the names of `<meta>` elements stand for. Within a field, the order of
/// its names is the order of trust.
const FIELDS: [(Field, &[&str]); 14] = [
    (Field::Title, &["og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "title"]),
    (
        Field::Author,
        &[
            "author",
            "article:author",
            "dc.creator",
            "dcterms.creator",
            "parsely-author",
            "sailthru.author",
            "citation_author",
            "article:author_name",
            "og:article:author",
            "byl",
            "twitter:creator:name",
            "article.author",
            "creator",
        ],
    ),
    (
        Field::Published,
        &[
            "article:published_time",
            "og:published_time",
            "og:article:published_time",
            "article:published",
            "datepublished",
            "date.created",
            "parsely-pub-date",
            "sailthru.date",
            "dc.date.issued",
            "dcterms.issued",
            "dc.date.created",
            "dcterms.created",
            "dcterms.date",
            "dc.date",
            "article_date_original",
            "article.published",
            "published_time",
            "publishdate",
            "pubdate",
            "publish-date",
            "publish_date",
            "publication_date",
            "publication-date",
            "citation_publication_date",
            "citation_online_date",
            "datecreated",
            "cxenseparse:recs:publishtime",
            "cxenseparse:publishtime",
            "rnews:datepublished",
            "date_published",
            "originalpublicationdate",
            "release_date",
            "date",
        ],
    ),
    (
        Field::Modified,
        &[
            "article:modified_time",
            "og:updated_time",
            "og:article:modified_time",
            "datemodified",
            "dc.date.modified",
            "dcterms.modified",
            "last-modified",
            "lastmod",
            "revised",
            "modified_time",
            "article:modified",
        ],
    ),
    (Field::Section, &["article:section"]),
    (Field::Tag, &["article:tag"]),
    (Field::Keywords, &["keywords", "news_keywords", "parsely-tags"]),
    (Field::SiteName, &["og:site_name"]),
    (Field::Application, &["application-name"]),
    (Field::Description, &["og:description", "description", "twitter:description", "dc.description"]),
    (
        Field::Image,
        &["og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"],
    ),
    (Field::Address, &["og:url"]),
    (Field::Licence, &["dcterms.license", "dc.rights.license", "dcterms.rights", "dc.rights"]),
    (Field::Language, &["og:locale", "dc.language", "dcterms.language", "content-language", "language"]),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    Title,
    Author,
    Published,
    Modified,
    Section,
    Tag,
    Keywords,
    SiteName,
    Application,
    Description,
    Image,
    Address,
    Licence,
    Language,
}

/// A `<meta>` element with a name that is known.
#[derive(Debug, Clone, Copy)]
struct Known<'d> {
    field: Field,
    /// Its place among the field's names.
    trust: usize,
    value: &'d str,
}

/// Reads all `<meta>` elements.
pub(super) fn collect(dom: &Dom<'_>, metas: &[NodeId], metadata: &mut Metadata) {
    let mut known: Vec<Known<'_>> = metas.iter().filter_map(|&id| known(dom, id)).collect();
    known.sort_by_key(|known| (known.field, known.trust));
    let has_sections = !metadata.categories.is_empty();
    // Several authors have an element each.
    let is_one_value = |a: &Known<'_>, b: &Known<'_>| {
        a.field == Field::Author && b.field == Field::Author && a.trust == b.trust
    };
    for group in known.chunk_by(is_one_value) {
        let names: Vec<String> = group.iter().map(|known| known.value.to_owned()).collect();
        let Known { field, value, .. } = group[0];
        match field {
            Field::Title => metadata.add_title(value, Source::Meta),
            Field::Author => metadata.add_author(&names, Source::Meta),
            Field::Published => metadata.add_date(value, Source::Meta),
            Field::Modified => metadata.add_modified(value, Source::Meta),
            Field::Section | Field::Tag => {
                if !has_sections {
                    metadata.add_category(value);
                }
                if field == Field::Tag {
                    metadata.add_tag(value);
                }
            }
            Field::Keywords => value.split([',', ';', '、', '，']).for_each(|tag| metadata.add_tag(tag)),
            // Said of the page, not of an object on it, so that it goes before
            // the publisher's name.
            Field::SiteName => metadata.site_name = Some(Sourced::new(value.to_owned(), Source::Meta)),
            Field::Application => set(&mut metadata.site_name, value),
            Field::Description => set(&mut metadata.summary, value),
            Field::Image => set(&mut metadata.image, value),
            Field::Address => set(&mut metadata.open_graph_url, value),
            Field::Licence if value.contains("://") => set(&mut metadata.licence, value),
            Field::Licence => {}
            Field::Language => set(&mut metadata.declared, value),
        }
    }
}

fn set(field: &mut Option<Sourced<String>>, value: &str) {
    if field.is_none() && !value.trim().is_empty() {
        *field = Some(Sourced::new(value.trim().to_owned(), Source::Meta));
    }
}

/// What a `<meta>` element says, if its name is one of the above.
fn known<'d>(dom: &'d Dom<'_>, meta: NodeId) -> Option<Known<'d>> {
    let name = ["property", "name", "itemprop"].into_iter().find_map(|key| dom.attribute(meta, key))?.trim();
    let (field, trust) = FIELDS
        .iter()
        .find_map(|(field, names)| {
            Some((*field, names.iter().position(|known| known.eq_ignore_ascii_case(name))?))
        })
        .or_else(|| says_published(name).then_some((Field::Published, usize::MAX)))?;
    Some(Known { field, trust, value: dom.attribute(meta, "content")? })
}

/// Whether a name that no convention knows ends in words for the day of
/// publication: `w-published-date`, `ms.date`, `vr:published_time`.
fn says_published(name: &str) -> bool {
    let last = |mut parts: std::str::Split<'_, [char; 4]>| parts.next_back().map(str::to_ascii_lowercase);
    let Some(last) = last(name.split(['.', ':', '-', '_'])) else { return false };
    let lower = name.to_ascii_lowercase();
    let is_date = matches!(last.as_str(), "date" | "time" | "uploaddate" | "publishdate" | "publisheddate");
    let says_so = lower.contains("publish") || lower.contains("upload") || lower.contains("create");
    last == "published" || is_date && (says_so || name.contains('.'))
}

#[cfg(test)]
mod tests {
    use dehusk_dom::{ParseOptions, Tag, parse};
    use proptest::prelude::*;

    use super::*;

    fn found(head: &str) -> Metadata {
        let dom = parse(head, &ParseOptions::default());
        let metas: Vec<_> = dom.elements(Tag::Meta).collect();
        let mut metadata = Metadata::default();
        collect(&dom, &metas, &mut metadata);
        metadata
    }

    #[test]
    fn the_order_of_trust_is_that_of_the_names_not_of_the_page() {
        let metadata = found(
            "<meta name=date content=2020-01-01><meta name=title content=b>
             <meta property=article:published_time content=2021-10-16><meta property=og:title content=a>
             <meta name=citation_author content='Ann Lee'><meta name=citation_author content='Bo Li'>",
        );
        assert_eq!(metadata.dates[0].value, "2021-10-16");
        assert_eq!(metadata.titles[0].value, "a");
        assert_eq!(metadata.authors[0].value, ["Ann Lee", "Bo Li"]);
    }

    #[test]
    fn other_names_may_say_published_too() {
        for name in ["published", "w-published-date", "ms.date", "vr:published_time", "uploadDate"] {
            assert!(says_published(name), "{name}");
        }
        for name in ["publisher", "event-date", "candidate", "article:modified_date", ""] {
            assert!(!says_published(name), "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_value_makes_it_panic(field in 0..FIELDS.len(), value in ".{0,60}") {
            let value = value.replace('"', "&quot;");
            found(&format!("<meta property=\"{}\" content=\"{value}\">", FIELDS[field].1[0]));
        }
    }
}
