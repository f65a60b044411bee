//! Addresses: of the page itself, and of what it names.

use std::borrow::Cow;

use dehusk_classify::letters;

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

/// An address, absolute where there is one to resolve it against (RFC 3986,
/// section 5.2, without the removal of dots in paths that start at the root).
/// `None` for what leads to no page: scripts, mail, data, fragments.
pub(super) fn resolved(reference: &str, base: Option<&str>) -> Option<String> {
    let reference = without_space(reference.trim());
    if reference.is_empty() || reference.len() > LONGEST || reference.starts_with('#') {
        return None;
    }
    if let Some(scheme) = scheme(&reference) {
        let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
        return (is_web && Host::of(&reference).is_some()).then(|| reference.into_owned());
    }
    let Some(base) = base else { return reference.starts_with("//").then(|| format!("https:{reference}")) };
    let scheme = scheme(base)?;
    if reference.starts_with("//") {
        return Some(format!("{scheme}:{reference}"));
    }
    let rest = base.get(scheme.len() + 3..)?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let path = rest[authority.len()..].split(['?', '#']).next()?;
    if reference.starts_with('/') {
        return Some(format!("{scheme}://{authority}{reference}"));
    }
    if reference.starts_with('?') {
        return Some(format!("{scheme}://{authority}{path}{reference}"));
    }
    let folder = path.rfind('/').map_or("/", |at| &path[..=at]);
    Some(format!("{scheme}://{authority}{}", without_dots(&format!("{folder}{reference}"))))
}

/// Browsers leave line breaks out of addresses, and write spaces as `%20`.
fn without_space(url: &str) -> Cow<'_, str> {
    if url.contains(char::is_whitespace) {
        let kept = url.chars().filter(|c| *c == ' ' || !c.is_whitespace());
        Cow::Owned(kept.collect::<String>().replace(' ', "%20"))
    } else {
        Cow::Borrowed(url)
    }
}

/// What stands before the colon, if it is a scheme.
fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    is_scheme.then_some(scheme)
}

fn without_dots(path: &str) -> String {
    let (path, query) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
    let mut kept: Vec<&str> = Vec::new();
    for part in path.split('/').skip(1) {
        match part {
            "." => {}
            ".." => {
                kept.pop();
            }
            part => kept.push(part),
        }
    }
    format!("/{}{query}", kept.join("/"))
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
