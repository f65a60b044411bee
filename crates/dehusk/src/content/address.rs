//! Addresses of links and pictures.

use dehusk_dom::{Dom, NodeId, Tag};
use url::Url;

use crate::scheme::{LONGEST, Use};

/// What addresses of a document are relative to.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    base: Option<Url>,
}

impl Addresses {
    /// By the first `<base>` with an address, itself relative to the document's
    /// (HTML Standard § 4.2.3).
    pub(super) fn of(dom: &Dom<'_>, document: Option<&str>) -> Self {
        let document = document.and_then(|address| Url::parse(address).ok());
        let declared = dom.elements(Tag::Base).find_map(|id| dom.attribute(id, "href"));
        let base = declared.and_then(|address| match &document {
            Some(document) => document.join(address.trim()).ok(),
            None => Url::parse(address.trim()).ok(),
        });
        Self { base: base.or(document) }
    }

    /// Where a link leads, if anywhere that a reader may be sent.
    pub(super) fn link(&self, dom: &Dom<'_>, id: NodeId) -> Option<String> {
        self.resolved(dom.attribute(id, "href")?, Use::Link)
    }

    /// Where a picture is.
    pub(super) fn picture(&self, address: &str) -> Option<String> {
        self.resolved(address, Use::Image)
    }

    /// An address in full, where the base is known; `None` for schemes that are
    /// not among `schemes`, and for none at all. Where no base is known, it is
    /// what it is relative to that one.
    fn resolved(&self, address: &str, purpose: Use) -> Option<String> {
        let address = address.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        if address.is_empty() {
            return None;
        }
        let url = match &self.base {
            Some(base) => base.join(address),
            None => Url::parse(address),
        };
        let found = match url {
            Ok(url) => purpose.schemes().contains(&url.scheme()).then(|| url.into()),
            Err(url::ParseError::RelativeUrlWithoutBase) => relative(address),
            Err(_) => None,
        };
        found.filter(|address| address.len() <= LONGEST)
    }
}

/// A relative address as a browser would read it: without tabs and line breaks.
fn relative(address: &str) -> Option<String> {
    let address: String = address.chars().filter(|c| !c.is_control()).collect();
    let before_slash = address.split(['/', '?', '#']).next().unwrap_or_default();
    // A scheme that could not be read is none that is known.
    (!before_slash.contains(':')).then_some(address)
}

#[cfg(test)]
mod tests {
    use dehusk_dom::{ParseOptions, parse};

    use super::*;

    fn link(head: &str, document: Option<&str>, href: &str) -> Option<String> {
        let page = format!("{head}<a href=\"{href}\">x</a>");
        let dom = parse(page, &ParseOptions::default());
        let id = dom.elements(Tag::A).next().unwrap();
        Addresses::of(&dom, document).link(&dom, id)
    }

    #[test]
    fn addresses_are_resolved() {
        let page = Some("https://a.example/b/c");
        assert_eq!(link("", page, "d?e#f").as_deref(), Some("https://a.example/b/d?e#f"));
        assert_eq!(link("<base href=/x/>", page, "d").as_deref(), Some("https://a.example/x/d"));
        assert_eq!(link("", None, " d/e:f ").as_deref(), Some("d/e:f"));
        assert_eq!(link("", page, "mailto:a@b.example").as_deref(), Some("mailto:a@b.example"));
    }

    #[test]
    fn addresses_that_do_something_are_none() {
        for href in
            ["javascript:alert(1)", " java\tscript:alert(1)", "data:text/html,x", "vbscript:x", "", "blob:x"]
        {
            assert_eq!(link("", Some("https://a.example/"), href), None, "{href}");
            assert_eq!(link("", None, href), None, "{href}");
        }
    }
}
