//! What HTML may consist of: the last barrier behind the writer.
//!
//! The writer writes nothing else, so cleaning is the identity. It is done all
//! the same: a mistake of the writer is to cost an element, not the safety of
//! who shows the page.
//!
//! Ammonia cleans. Writing the tree down again, html5ever (0.40.1) looks for `<`
//! to the end of a text from each `&` and each no-break space in it, so that a
//! megabyte of `&` takes minutes. Where that is in sight the parser of this
//! library holds the output against the same policy, in linear time; ammonia is
//! asked only if it finds something.

use std::borrow::Cow;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use dehusk_dom::{Context, Dom, Limits, Namespace, NodeId, NodeKind, ParseOptions, parse_fragment};

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
        .url_schemes(Use::Link.schemes().iter().copied().collect())
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

/// How often html5ever may look at each byte of a text that it writes.
const MOST_LOOKS: usize = 256;

/// `html`, a fragment, without anything that the policy does not name. Linear, if
/// there is nothing else in it.
pub(super) fn clean(html: String) -> String {
    if is_costly(&html) && is_clean(&html) { html } else { POLICY.clean(&html).to_string() }
}

/// Whether html5ever would look at bytes of `html` more than [`MOST_LOOKS`] times
/// on average.
fn is_costly(html: &str) -> bool {
    let looks = html.as_bytes().split(|byte| matches!(byte, b'<' | b'>')).map(|run| {
        let stops = run.iter().filter(|byte| matches!(byte, b'&' | 0xc2)).count();
        stops.saturating_mul(run.len())
    });
    looks.fold(0_usize, usize::saturating_add) > html.len().saturating_mul(MOST_LOOKS)
}

/// Whether `html` has only what the policy names.
fn is_clean(html: &str) -> bool {
    let limits = Limits::default().with_max_bytes(usize::MAX).with_max_nodes(usize::MAX);
    let context = Context::new(Namespace::Html, "div");
    let dom = parse_fragment(html, context, &ParseOptions::default().with_limits(limits));
    let mut nodes = dom.descendants(NodeId::DOCUMENT);
    // The first is the element that the fragment stands in.
    nodes.next();
    dom.limit_hits().is_empty() && nodes.all(|node| is_clean_node(&dom, node))
}

fn is_clean_node(dom: &Dom<'_>, node: NodeId) -> bool {
    match dom.kind(node) {
        NodeKind::Text => true,
        NodeKind::Element(_) => {
            let tag = dom.name(node);
            let names = ATTRIBUTES.iter().find(|known| known.0 == tag).map_or(&[][..], |known| known.1);
            dom.namespace(node) == Namespace::Html
                && TAGS.contains(&tag)
                && dom.attributes(node).all(|attribute| {
                    let is_rel = tag == "a" && attribute.name == "rel" && attribute.value == REL;
                    is_rel
                        || names.contains(&attribute.name)
                            && allowed(tag, attribute.name, attribute.value).is_some()
                })
        }
        _ => false,
    }
}

/// Whether ammonia takes `url` for an address; it takes the attribute away
/// otherwise.
pub(super) fn is_address(url: &str) -> bool {
    use ammonia::url::{ParseError, Url};
    matches!(Url::parse(url), Ok(_) | Err(ParseError::RelativeUrlWithoutBase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_barriers_let_the_same_through() {
        let clean = [
            "<p>a <a href=\"/b\" rel=\"noopener noreferrer\">b</a></p>\n",
            "<ol start=\"3\">\n<li value=\"7\">a</li>\n</ol>",
            "<pre><code class=\"language-c++\">\n&lt;</code></pre>",
            "<table>\n<tbody>\n<tr><td colspan=\"2\">a</td></tr>\n</tbody>\n</table>",
            "<img src=\"/a\" alt=\"&lt;\" title=\"&quot;\">",
        ];
        for html in clean {
            assert!(is_clean(html), "{html}");
            assert_eq!(POLICY.clean(html).to_string(), html);
        }
        let others = [
            "<script>a</script>",
            "<p onclick=\"a\">b</p>",
            "<a href=\"javascript:a\" rel=\"noopener noreferrer\">b</a>",
            "<blockquote cite=\"data:a\"></blockquote>",
            "<img src=\"mailto:a\">",
            "<code class=\"a b\"></code>",
            "<svg><p></p></svg>",
            "<!-- a -->",
            "<p style=\"a\"></p>",
        ];
        for html in others {
            assert!(!is_clean(html), "{html}");
            assert_ne!(POLICY.clean(html).to_string(), html);
        }
    }

    #[test]
    fn what_would_take_long_is_not_cleaned() {
        let flood = format!("<p>{}</p>", "&amp;".repeat(400_000));
        assert!(is_costly(&flood));
        assert_eq!(clean(flood.clone()), flood);
        let flood = format!("<p>{}<script></script></p>", "&amp;".repeat(10_000));
        assert!(!clean(flood).contains("script"));
        assert!(!is_costly(&"<p>Fish &amp; chips, Q&amp;A, R&amp;D</p>\n".repeat(10_000)));
    }
}
