//! The heading that is the name of the site.

use dehusk_dom::{Dom, NodeId, NodeKind, Tag};

use super::elements::short_text;

/// A logo nests so few nodes.
const MOST_NODES: usize = 16;
/// So many elements around a heading may say what it is.
const AROUND: usize = 3;
/// The longest name of a site, in bytes.
const LONGEST: usize = 80;

/// Whether a heading is the name of the site: it leads to the front page, or
/// its class or that of an element around it says so.
pub(super) fn is_brand(dom: &Dom<'_>, heading: NodeId, url: Option<&str>) -> bool {
    let within = dom.descendants(heading).take(MOST_NODES);
    let around = std::iter::once(heading).chain(dom.ancestors(heading).take(AROUND));
    let leads_home = |id: NodeId| {
        dom.tag(id) == Some(Tag::A) && dom.attribute(id, "href").is_some_and(|href| is_home(href, url))
    };
    let says_so = |id: NodeId| {
        let is_name = |value: &str| {
            value.split_ascii_whitespace().any(|name| {
                let name = name.to_ascii_lowercase();
                let words: Vec<&str> = name.split(['-', '_']).collect();
                words
                    .iter()
                    .any(|word| matches!(*word, "logo" | "sitename" | "sitetitle" | "brand" | "branding"))
                    || words
                        .windows(2)
                        .any(|pair| matches!(pair, ["site" | "blog", "title" | "name" | "branding"]))
            })
        };
        matches!(dom.kind(id), NodeKind::Element(tag) if !matches!(tag, Tag::Html | Tag::Body | Tag::Main))
            && dom
                .attributes(id)
                .any(|attribute| matches!(attribute.name, "class" | "id") && is_name(attribute.value))
    };
    let mut own = within.chain(around.clone());
    own.any(leads_home) || around.into_iter().any(says_so)
}

/// The name that such a heading gives the site.
pub(super) fn name(dom: &Dom<'_>, heading: NodeId) -> Option<String> {
    short_text(dom, heading, LONGEST).filter(|name| !name.is_empty())
}

/// Whether a link leads to the front page, from a page that is another one.
fn is_home(href: &str, url: Option<&str>) -> bool {
    let path = |address: &str| -> Option<String> {
        let (_, rest) = address.split_once("://")?;
        Some(rest[rest.find(['/', '?', '#']).unwrap_or(rest.len())..].trim_matches('/').to_owned())
    };
    let href = href.trim();
    let is_front = match href {
        "/" | "./" | "../" => true,
        _ if href.starts_with("http") => path(href).is_some_and(|path| path.is_empty()),
        _ => false,
    };
    is_front && url.and_then(path).is_none_or(|path| !path.is_empty())
}

#[cfg(test)]
mod tests {
    use dehusk_dom::{ParseOptions, parse};

    use super::*;

    #[test]
    fn headings_that_lead_home_are_the_site() {
        let url = Some("https://coast.example/tides");
        for (page, expected) in [
            ("<h1><a href=/>The Coast</a></h1>", true),
            ("<a href='https://coast.example/'><h1>The Coast</h1></a>", true),
            ("<h1 class=site-title>The Coast</h1>", true),
            ("<div id=logo><h1>The Coast</h1></div>", true),
            ("<h1><a href=/tides>Tides</a></h1>", false),
            ("<h1 class=entry-title>Tides</h1>", false),
        ] {
            let dom = parse(page, &ParseOptions::default());
            let heading = dom.elements(Tag::H1).next().unwrap();
            assert_eq!(is_brand(&dom, heading, url), expected, "{page}");
        }
        assert!(!is_home("/", Some("https://coast.example/")));
    }
}
