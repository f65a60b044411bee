//! Whether HTML can do anything: the oracle for all that ends up as HTML.

use scraper::{Html, Node};

const TAGS: [&str; 42] = [
    "html",
    "head",
    "body",
    "article",
    "title",
    "meta",
    "link",
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
];

const ATTRIBUTES: [&str; 15] = [
    "href", "rel", "src", "alt", "title", "cite", "class", "start", "value", "colspan", "rowspan", "lang",
    "name", "content", "charset",
];

const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "ftp"];

/// Nothing but what the writers know, as html5ever reads it.
///
/// # Panics
///
/// On the first thing that is not.
pub(crate) fn assert_inert(html: &str) {
    for node in Html::parse_document(html).tree.nodes() {
        let element = match node.value() {
            Node::Element(element) => element,
            Node::Comment(_) | Node::ProcessingInstruction(_) => panic!("a comment in {html}"),
            _ => continue,
        };
        let tag = element.name();
        assert!(TAGS.contains(&tag) || ["tr", "ul"].contains(&tag), "<{tag}> in {html}");
        for (name, value) in element.attrs() {
            assert!(ATTRIBUTES.contains(&name), "{name} of <{tag}> in {html}");
            assert!(name != "http-equiv", "{html}");
            if matches!(name, "href" | "src" | "cite") {
                assert!(is_safe(value), "{name}={value} in {html}");
            }
        }
    }
}

/// As a browser reads an address: what it skips is taken out first.
pub(crate) fn is_safe(url: &str) -> bool {
    let url: String = url.trim_start_matches(|sign| sign <= ' ').replace(['\t', '\n', '\r'], "");
    match url.find([':', '/', '?', '#']) {
        Some(at) if url.as_bytes()[at] == b':' => SCHEMES.contains(&url[..at].to_ascii_lowercase().as_str()),
        _ => true,
    }
}

/// The text of HTML.
pub(crate) fn text_of(html: &str) -> String {
    let html = Html::parse_document(html);
    html.tree.nodes().filter_map(|node| node.value().as_text().map(|text| text.to_string())).collect()
}
