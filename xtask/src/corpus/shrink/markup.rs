//! A tree as markup again, with all that a person wrote in it made unreadable.
//!
//! Written from the tree, not by replacing in the source: what the parser has not
//! taken for text or for an attribute cannot slip through.

use std::fmt::Write as _;

use dehusk_dom::{Attribute, Dom, NodeId, NodeKind, Step, Tag};
use serde_json::Value;

use super::words::Disguise;

/// Attributes that say what an element is.
const STRUCTURE: &[&str] = &[
    "aria-hidden",
    "class",
    "colspan",
    "datetime",
    "dir",
    "hidden",
    "height",
    "http-equiv",
    "id",
    "itemprop",
    "itemscope",
    "itemtype",
    "lang",
    "method",
    "name",
    "open",
    "property",
    "rel",
    "role",
    "rowspan",
    "start",
    "type",
    "width",
    "xml:lang",
];
const ADDRESSES: &[&str] = &["action", "cite", "data-src", "href", "poster", "src"];
const WORDS: &[&str] = &["alt", "aria-label", "label", "placeholder", "summary", "title", "value"];

/// What `<meta>` says in words of a list, not of a person.
const FIXED_META: &[&str] = &["generator", "og:locale", "og:type", "robots", "viewport"];

const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// The document without a word of its author.
pub(super) fn disguised(dom: &Dom<'_>, disguise: &Disguise) -> String {
    let mut out = String::new();
    if let Some(doctype) = dom.doctype() {
        let _ = match doctype.public_id {
            "" => writeln!(out, "<!DOCTYPE {}>", doctype.name),
            public => {
                writeln!(out, "<!DOCTYPE {} PUBLIC \"{public}\" \"{}\">", doctype.name, doctype.system_id)
            }
        };
    }
    for step in dom.traverse(NodeId::DOCUMENT) {
        match step {
            Step::Enter(id) => match dom.kind(id) {
                NodeKind::Element(tag) => open(dom, id, tag, disguise, &mut out),
                NodeKind::Text => text(dom, id, disguise, &mut out),
                _ => {}
            },
            Step::Leave(id) => {
                let name = dom.name(id);
                if !name.is_empty() && !VOID.contains(&name) {
                    let _ = write!(out, "</{name}>");
                }
            }
        }
    }
    out.push('\n');
    out
}

fn open(dom: &Dom<'_>, id: NodeId, tag: Tag, disguise: &Disguise, out: &mut String) {
    let _ = write!(out, "<{}", dom.name(id));
    let is_fixed = tag == Tag::Meta
        && dom
            .attributes(id)
            .any(|attribute| FIXED_META.contains(&attribute.value.to_ascii_lowercase().as_str()));
    for attribute in dom.attributes(id) {
        let value = if is_fixed { Some(attribute.value.to_owned()) } else { value(attribute, disguise) };
        if let Some(value) = value {
            let value = value.replace('&', "&amp;").replace('"', "&quot;");
            let _ = write!(out, " {}=\"{value}\"", attribute.name);
        }
    }
    out.push('>');
    let leads_with_break = dom.first_child(id).is_some_and(|child| dom.text(child).starts_with('\n'));
    if leads_with_break && matches!(tag, Tag::Pre | Tag::TextArea) {
        // The first line feed behind the start tag is dropped by the parser.
        out.push('\n');
    }
}

/// What stands in an attribute; nothing if the attribute is left out.
fn value(attribute: Attribute<'_>, disguise: &Disguise) -> Option<String> {
    let Attribute { name, value } = attribute;
    if STRUCTURE.contains(&name) {
        Some(value.to_owned())
    } else if ADDRESSES.contains(&name) {
        Some(disguise.address(value))
    } else if WORDS.contains(&name) {
        Some(disguise.text(value))
    } else {
        match name {
            // The source is written in UTF-8, whatever it was.
            "charset" => Some("utf-8".to_owned()),
            "content" if value.contains("charset=") => Some("text/html; charset=utf-8".to_owned()),
            "content" if value.contains("//") => Some(disguise.address(value)),
            "content" => Some(disguise.text(value)),
            "style" if value.contains("display") || value.contains("visibility") => Some(value.to_owned()),
            _ => None,
        }
    }
}

fn text(dom: &Dom<'_>, id: NodeId, disguise: &Disguise, out: &mut String) {
    let parent = dom.parent(id);
    match parent.and_then(|parent| dom.tag(parent)) {
        Some(Tag::Script) => {
            let is_data = parent
                .and_then(|parent| dom.attribute(parent, "type"))
                .is_some_and(|kind| kind.contains("ld+json"));
            if let Some(mut data) = is_data.then(|| serde_json::from_str(dom.text(id)).ok()).flatten() {
                json(&mut data, disguise);
                // `</script>` inside would end the element.
                out.push_str(&data.to_string().replace("</", "<\\/"));
            }
        }
        Some(Tag::Style | Tag::IFrame) => {}
        _ => {
            let made_up = disguise.text(dom.text(id));
            out.push_str(&made_up.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
        }
    }
}

/// The strings of JSON-LD; its keys and types say what they are.
fn json(value: &mut Value, disguise: &Disguise) {
    match value {
        Value::String(text) if text.contains("//") => *text = disguise.address(text),
        Value::String(text) => *text = disguise.text(text),
        Value::Array(items) => items.iter_mut().for_each(|item| json(item, disguise)),
        Value::Object(fields) => {
            let is_text = |key: &str| !matches!(key, "@type" | "@context" | "inLanguage");
            fields.iter_mut().filter(|(key, _)| is_text(key)).for_each(|(_, value)| json(value, disguise));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use dehusk_dom::{ParseOptions, parse};

    use super::disguised;
    use crate::corpus::shrink::words::Disguise;

    #[test]
    fn nothing_that_was_written_is_left() {
        let page = "<!doctype html><html lang=en><head><title>Lighthouse keeper</title>\
            <meta name=author content='Joanna Secret'><style>.secret{}</style><script>secret()</script>\
            <script type='application/ld+json'>{\"@type\":\"Article\",\"author\":\"Joanna Secret\"}</script></head>\
            <body data-note=secret onclick='secret()'><!-- secret --><p class=lead title='secret words'>The secret &amp; lighthouse\
            <a href='https://secret.org/secret'>secret</a><pre>\n\nsecret</pre>";
        let dom = parse(page, &ParseOptions::default());
        let made_up = disguised(&dom, &Disguise { left: std::collections::HashSet::new(), seed: 3 });
        assert!(!made_up.to_lowercase().contains("secret") && !made_up.contains("ighthouse"), "{made_up}");
        assert!(
            made_up.contains("class=\"lead\"")
                && made_up.contains("\"@type\":\"Article\"")
                && made_up.contains("&amp;")
        );
        let again = parse(&made_up, &ParseOptions::default());
        let names = |dom: &dehusk_dom::Dom<'_>| -> Vec<String> {
            dom.descendants(dehusk_dom::NodeId::DOCUMENT)
                .map(|id| dom.name(id).to_owned())
                .filter(|name| !name.is_empty())
                .collect()
        };
        assert_eq!(names(&again), names(&dom));
    }
}
