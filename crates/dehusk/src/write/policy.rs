//! What HTML may consist of: the last barrier behind the writer.
//!
//! The writer writes nothing else, so cleaning is the identity. It is done all
//! the same: a mistake of the writer is to cost an element, not the safety of
//! who shows the page.

use std::borrow::Cow;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::address::{Use, address};
use super::chars;

const TAGS: [&str; 37] = [
    "a",
    "blockquote",
    "br",
    "caption",
    "code",
    "dd",
    "del",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "rp",
    "rt",
    "ruby",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

const ATTRIBUTES: [(&str, &[&str]); 8] = [
    ("a", &["href"]),
    ("blockquote", &["cite"]),
    ("code", &["class"]),
    ("img", &["src", "alt", "title"]),
    ("li", &["value"]),
    ("ol", &["start"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan"]),
];

/// `a` gets this too; it is ammonia's default.
pub(super) const REL: &str = "noopener noreferrer";

static POLICY: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut policy = Builder::empty();
    policy
        .tags(TAGS.into_iter().collect())
        .tag_attributes(
            ATTRIBUTES.iter().map(|&(tag, names)| (tag, names.iter().copied().collect())).collect(),
        )
        .url_schemes(["http", "https", "mailto", "tel", "ftp"].into_iter().collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some(REL))
        .attribute_filter(allowed);
    policy
});

/// What elements and attributes alone do not say.
fn allowed<'a>(tag: &str, name: &str, value: &'a str) -> Option<Cow<'a, str>> {
    let is_allowed = match (tag, name) {
        ("a", "href") | ("blockquote", "cite") => address(value, Use::Link).is_some(),
        ("img", "src") => address(value, Use::Image).is_some(),
        ("code", "class") => chars::language(value.strip_prefix("language-")).is_some(),
        ("li", "value") | ("ol", "start") => value.parse::<i64>().is_ok(),
        (_, "colspan" | "rowspan") => value.parse::<u16>().is_ok(),
        _ => true,
    };
    is_allowed.then_some(Cow::Borrowed(value))
}

/// `html`, a fragment, without anything that the policy does not name.
pub(super) fn clean(html: &str) -> String {
    POLICY.clean(html).to_string()
}

/// Whether ammonia takes `url` for an address; it takes the attribute away
/// otherwise.
pub(super) fn is_address(url: &str) -> bool {
    use ammonia::url::{ParseError, Url};
    matches!(Url::parse(url), Ok(_) | Err(ParseError::RelativeUrlWithoutBase))
}
