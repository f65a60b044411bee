//! Elements that name a field: `lang`, `<title>`, `rel`, `itemprop`, `<time>`.

use dehusk_dom::{Dom, NodeId, Tag};

use super::{Metadata, language};
use crate::document::{Source, Sourced};

/// Reads the elements in their order; others than these say nothing.
pub(super) fn collect(dom: &Dom<'_>, elements: &[(NodeId, Tag)], metadata: &mut Metadata) {
    let mut authors = Vec::new();
    let mut dates = Vec::new();
    let mut tags = Vec::new();
    let mut title_element = None;
    for &(id, tag) in elements {
        match tag {
            Tag::Html => {
                let declared = dom.attribute(id, "lang").or_else(|| dom.attribute(id, "xml:lang"));
                metadata.language =
                    declared.and_then(language::primary).map(|code| Sourced::new(code, Source::Markup));
            }
            // SVG has titles too, but those are not `Tag::Title`.
            Tag::Title if title_element.is_none() => title_element = Some(dom.text_content(id)),
            Tag::Time => dates.extend(dom.attribute(id, "datetime")),
            Tag::A => {
                let has_rel = |name: &str| {
                    dom.attribute(id, "rel")
                        .is_some_and(|rel| rel.split_ascii_whitespace().any(|word| word == name))
                };
                if has_rel("author") {
                    authors.push(dom.text_content(id));
                } else if has_rel("tag") {
                    tags.extend(Some(dom.text_content(id)).filter(|tag| is_short(tag)));
                }
            }
            _ => {}
        }
        match dom.attribute(id, "itemprop") {
            Some("author") if tag != Tag::Meta => authors.insert(0, author_name(dom, id)),
            Some("datePublished") => dates.splice(0..0, machine_value(dom, id)).for_each(drop),
            _ => {}
        }
    }
    if let Some(title) = title_element {
        metadata.add_title(&title, Source::TitleElement);
    }
    if let Some(author) = authors.into_iter().find(|name| is_short(name)) {
        metadata.add_author(&[author], Source::Markup);
    }
    for date in dates {
        metadata.add_date(date, Source::Markup);
    }
    if !tags.is_empty() {
        metadata.categories.clear();
        metadata.categories_source = Some(Source::Markup);
        for tag in &tags {
            metadata.add_category(tag);
        }
    }
}

/// Links to an author's or a tag's page may read "View all posts by …".
fn is_short(name: &str) -> bool {
    (1..=4).contains(&name.split_whitespace().count())
}

/// An author's own `itemprop="name"`, or all of the element's text.
fn author_name(dom: &Dom<'_>, id: NodeId) -> String {
    let name = dom.descendants(id).find(|&inner| dom.attribute(inner, "itemprop") == Some("name"));
    dom.text_content(name.unwrap_or(id))
}

fn machine_value<'a>(dom: &'a Dom<'_>, id: NodeId) -> Option<&'a str> {
    dom.attribute(id, "datetime").or_else(|| dom.attribute(id, "content"))
}
