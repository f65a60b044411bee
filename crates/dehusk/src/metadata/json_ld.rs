//! JSON-LD blocks (schema.org).

use dehusk_dom::{Dom, NodeId};
use serde_json::{Map, Value};

use super::Metadata;
use super::elements::text;
use crate::document::Source;

/// Types whose objects describe the page's own text. Subtypes of schema.org's
/// `Article` all end in one of these.
const TEXT_TYPES: [&str; 8] =
    ["Article", "Posting", "Report", "WebPage", "Recipe", "Product", "QAPage", "CreativeWork"];

/// Reads every block that is well-formed; `serde_json` bounds the depth at 128.
pub(super) fn collect(dom: &Dom<'_>, scripts: &[NodeId], metadata: &mut Metadata) {
    let is_json_ld = |id: NodeId| {
        dom.attribute(id, "type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
    };
    let mut objects = Vec::new();
    for script in scripts.iter().copied().filter(|&id| is_json_ld(id)) {
        if let Ok(value) = serde_json::from_str::<Value>(text(dom, script).trim()) {
            flatten(value, &mut objects);
        }
    }
    // Articles before pages: a page's name is often the site's.
    objects.sort_by_key(rank);
    for object in &objects {
        if rank(object) < TEXT_TYPES.len() {
            read(object, metadata);
        }
        if metadata.site_name.is_none() {
            metadata.site_name = site_name(object);
        }
    }
}

/// The objects of a block: itself, an array's, a graph's, a page's main entity.
fn flatten(value: Value, objects: &mut Vec<Map<String, Value>>) {
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(values) => waiting.extend(values.into_iter().rev()),
            Value::Object(mut object) => {
                for key in ["@graph", "mainEntity"] {
                    waiting.extend(object.remove(key));
                }
                objects.push(object);
            }
            _ => {}
        }
    }
}

/// Place of the object's type in [`TEXT_TYPES`], or their number.
fn rank(object: &Map<String, Value>) -> usize {
    let kinds = match object.get("@type") {
        Some(Value::String(kind)) => vec![kind.as_str()],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    TEXT_TYPES
        .iter()
        .position(|text| kinds.iter().any(|kind| kind.ends_with(text)))
        .unwrap_or(TEXT_TYPES.len())
}

fn read(object: &Map<String, Value>, metadata: &mut Metadata) {
    let text = |key: &str| object.get(key).and_then(Value::as_str);
    if let Some(title) = text("headline").or_else(|| text("name")) {
        metadata.add_title(&decode_references(title), Source::JsonLd);
    }
    if let Some(author) = object.get("author").or_else(|| object.get("creator")) {
        metadata.add_author(&names(author), Source::JsonLd);
    }
    if let Some(date) = text("datePublished").or_else(|| text("dateCreated")) {
        metadata.add_date(date, Source::JsonLd);
    }
    if let Some(section) = object.get("articleSection") {
        for section in names(section) {
            metadata.add_category(&section);
        }
    }
}

fn site_name(object: &Map<String, Value>) -> Option<String> {
    let is_site = object.get("@type").and_then(Value::as_str).is_some_and(|kind| kind == "WebSite");
    let holder = if is_site { object } else { object.get("publisher")?.as_object()? };
    holder.get("name").and_then(Value::as_str).map(str::to_owned)
}

/// Names in a string, an object with a name, or an array of either.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => vec![decode_references(name)],
        Value::Object(object) => object.get("name").map(names).unwrap_or_default(),
        // One level is all that schema.org allows.
        Value::Array(values) => values.iter().filter(|value| !value.is_array()).flat_map(names).collect(),
        _ => Vec::new(),
    }
}

/// Many sites put HTML-escaped text into JSON. Only the references that they
/// produce are undone.
fn decode_references(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let named =
        [("&quot;", "\""), ("&#039;", "'"), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " ")];
    let numbered = [
        ("&#8217;", "’"),
        ("&#8216;", "‘"),
        ("&#8220;", "“"),
        ("&#8221;", "”"),
        ("&#8211;", "–"),
        ("&#8230;", "…"),
    ];
    let text = named.iter().chain(&numbered).fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    text.replace("&amp;", "&")
}
