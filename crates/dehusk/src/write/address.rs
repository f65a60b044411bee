//! Addresses that may be written.

use std::borrow::Cow;
use std::fmt::Write;

use crate::scheme::LONGEST;
pub(super) use crate::scheme::Use;

/// `url` as it may be written, or nothing if it must not be.
///
/// White space and controls that a browser would skip are taken out before the
/// scheme is read, since `java\nscript:` is one. What precedes a colon before any
/// `/`, `?` or `#` has to be a known scheme, even where the URL Standard would take
/// it for a path: readers differ there. Characters that end an address in HTML,
/// Markdown or a cell of a table are percent-encoded.
pub(super) fn address(url: &str, purpose: Use) -> Option<Cow<'_, str>> {
    let url = url.trim_matches(|sign: char| sign <= ' ');
    if url.is_empty() || url.len() > LONGEST {
        return None;
    }
    if url.chars().all(is_plain) {
        return has_scheme_of(url, purpose).then_some(Cow::Borrowed(url));
    }
    let kept: String = url.chars().filter(|sign| !matches!(sign, '\t' | '\n' | '\r')).collect();
    has_scheme_of(&kept, purpose).then(|| Cow::Owned(encoded(&kept)))
}

fn has_scheme_of(url: &str, purpose: Use) -> bool {
    match url.find([':', '/', '?', '#']) {
        Some(at) if url.as_bytes()[at] == b':' => {
            purpose.schemes().iter().any(|scheme| scheme.eq_ignore_ascii_case(&url[..at]))
        }
        _ => true,
    }
}

fn encoded(url: &str) -> String {
    let mut out = String::with_capacity(url.len() + 16);
    for sign in url.chars() {
        if is_plain(sign) {
            out.push(sign);
            continue;
        }
        for byte in sign.encode_utf8(&mut [0; 4]).bytes() {
            // Writing into a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn is_plain(sign: char) -> bool {
    !(sign.is_whitespace() || sign.is_control() || matches!(sign, '"' | '<' | '>' | '\\' | '`' | '|'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(url: &str) -> Option<String> {
        address(url, Use::Link).map(Cow::into_owned)
    }

    #[test]
    fn known_schemes_and_none_pass() {
        for url in [
            "https://a.example/b?c=d&e#f",
            "HTTP://a.example",
            "mailto:a@b.example",
            "tel:+49",
            "/a:b",
            "//a.example/",
            "?a:b",
            "#a:b",
            "ftp://a.example",
            "a/b",
            "https://a.example/ß_(c)",
        ] {
            assert_eq!(link(url).as_deref(), Some(url));
        }
        assert_eq!(address("mailto:a@b.example", Use::Image), None);
    }

    #[test]
    fn others_do_not() {
        for url in [
            "javascript:alert(1)",
            " \u{1}JavaScript:x",
            "java\nscript:x",
            "java\tscript\r:x",
            "data:,x",
            "vbscript:x",
            "file:///x",
            "blob:x",
            "x y:z",
            "javascript\u{a0}:x",
            "",
            " \n",
        ] {
            assert_eq!(link(url), None, "{url:?}");
        }
        assert_eq!(link(&"a".repeat(LONGEST + 1)), None);
    }

    #[test]
    fn nothing_ends_an_address_early() {
        assert_eq!(link("/a b\"<>\\`|c\u{a0}").unwrap(), "/a%20b%22%3C%3E%5C%60%7Cc%C2%A0");
        assert_eq!(link("\n/a\nb ").unwrap(), "/ab");
    }
}
