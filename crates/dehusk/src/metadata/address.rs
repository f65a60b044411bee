//! Addresses: of the page itself, and of what it names.

use dehusk_classify::letters;
use url::Url;

/// Longer addresses are data.
const LONGEST: usize = 2_000;

/// The host of an address, as evidence of the site's name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Host<'a>(&'a str);

impl<'a> Host<'a> {
    /// The host of an absolute address, without "www.".
    pub(super) fn of(url: &'a str) -> Option<Self> {
        let (_, rest) = url.split_once("://")?;
        let authority = rest.split(['/', '?', '#']).next()?;
        let host = authority.rsplit('@').next()?.split(':').next()?;
        let host = host.strip_prefix("www.").unwrap_or(host);
        host.contains('.').then_some(Self(host))
    }

    /// Whether a text is what the host is called: `The Coast`, `the-coast.example`
    /// or `The Coast UK` for `the-coast.example`.
    pub(super) fn is_named(self, text: &str) -> bool {
        /// Shorter names begin too many words.
        const LEAST: usize = 4;
        /// Longer texts are no names, in bytes.
        const MOST: usize = 120;
        let text = text.trim();
        let name = if text.len() <= MOST { letters(text) } else { String::new() };
        if name.is_empty() || name.chars().count() > 40 {
            return false;
        }
        let mut labels: Vec<&str> = self.0.split('.').collect();
        labels.pop();
        name == letters(self.0)
            || labels.into_iter().map(letters).any(|label| {
                label == name
                    || label.len() >= LEAST && name.starts_with(&label)
                    || name.len() > LEAST && label.starts_with(&name)
            })
    }
}

/// The address of a page, in full (WHATWG URL Standard); `None` for what leads to
/// no page: scripts, mail, data, places in the page, and what is relative to an
/// unknown base.
pub(super) fn resolved(reference: &str, base: Option<&str>) -> Option<String> {
    let reference = reference.trim();
    if reference.is_empty() || reference.len() > LONGEST || reference.starts_with('#') {
        return None;
    }
    let url = match base.and_then(|base| Url::parse(base).ok()) {
        Some(base) => base.join(reference),
        None if reference.starts_with("//") => Url::parse(&format!("https:{reference}")),
        None => Url::parse(reference),
    };
    url.ok().filter(|url| matches!(url.scheme(), "http" | "https")).map(Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved() {
        let base = Some("https://coast.example/a/b?c#d");
        for (reference, expected) in [
            ("https://sea.example/x", Some("https://sea.example/x")),
            ("//sea.example/x", Some("https://sea.example/x")),
            ("/x?y", Some("https://coast.example/x?y")),
            ("x/../y/./z?q=../w", Some("https://coast.example/a/y/z?q=../w")),
            ("?page=2", Some("https://coast.example/a/b?page=2")),
            (" /a b\n.jpg ", Some("https://coast.example/a%20b.jpg")),
            ("javascript:alert(1)", None),
            ("data:image/png;base64,AAAA", None),
            ("#top", None),
            ("", None),
            ("https://", None),
        ] {
            assert_eq!(resolved(reference, base).as_deref(), expected, "{reference}");
        }
        assert_eq!(resolved("/x", None), None);
        assert_eq!(resolved("x", Some("nowhere")), None);
    }

    #[test]
    fn hosts_name_sites() {
        let host = Host::of("https://user@www.the-coast.example:80/x").unwrap();
        assert_eq!(host.0, "the-coast.example");
        for name in ["The Coast", "the-coast.example", "The Coast – UK"] {
            assert!(host.is_named(name), "{name}");
        }
        for name in ["", "Tides", "Th"] {
            assert!(!host.is_named(name), "{name}");
        }
    }
}
