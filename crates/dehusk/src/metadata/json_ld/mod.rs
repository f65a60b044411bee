//! JSON-LD blocks (schema.org).

mod blocks;
mod value;

use std::collections::HashMap;

use dehusk_dom::{Dom, NodeId};
use serde_json::{Map, Value};

use self::value::{decode_references, list, name, names, url};
use super::Metadata;
use super::elements::text;
use crate::document::{Source, Sourced};

type Object = Map<String, Value>;

/// Types whose objects describe the page's own text. Subtypes of schema.org's
/// `Article` all end in one of these.
const TEXT_TYPES: [&str; 9] =
    ["Article", "Posting", "Report", "WebPage", "Recipe", "Product", "QAPage", "CreativeWork", "HowTo"];

/// Reads every block; broken ones as far as it is certain what was meant.
pub(super) fn collect(dom: &Dom<'_>, scripts: &[NodeId], metadata: &mut Metadata) {
    let is_json_ld = |id: NodeId| {
        dom.attribute(id, "type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
    };
    let mut objects = Vec::new();
    for script in scripts.iter().copied().filter(|&id| is_json_ld(id)) {
        for value in blocks::values(&text(dom, script)) {
            flatten(value, &mut objects);
        }
    }
    if objects.is_empty() {
        return;
    }
    // Articles before pages: a page's name is often the site's.
    objects.sort_by_key(rank);
    let graph = Graph::of(&objects);
    for object in &objects {
        if rank(object) < TEXT_TYPES.len() {
            read(object, &graph, metadata);
        }
        if metadata.site_name.is_none() {
            metadata.site_name = site_name(object, &graph).map(|name| Sourced::new(name, Source::JsonLd));
        }
    }
}

/// Objects by their `@id`, by which others of the same page refer to them.
struct Graph<'a>(HashMap<&'a str, &'a Object>);

impl<'a> Graph<'a> {
    fn of(objects: &'a [Object]) -> Self {
        let named = objects.iter().filter(|object| object.len() > 1);
        Self(named.filter_map(|object| Some((object.get("@id")?.as_str()?, object))).collect())
    }

    /// The value of a property, or what it refers to. One step: references to
    /// references occur nowhere, and may run in circles.
    fn resolve(&self, value: &'a Value) -> Resolved<'a> {
        let referred = |object: &'a Object| {
            if object.contains_key("name") { None } else { self.0.get(object.get("@id")?.as_str()?).copied() }
        };
        match value {
            Value::Object(object) => Resolved::One(referred(object).unwrap_or(object)),
            Value::Array(values) => Resolved::Many(values),
            other => Resolved::Plain(other),
        }
    }

    /// The names of people and organisations.
    fn names(&self, value: &'a Value) -> Vec<String> {
        match self.resolve(value) {
            Resolved::One(object) => name(object).into_iter().collect(),
            // One level is all that schema.org allows.
            Resolved::Many(values) => values
                .iter()
                .filter(|value| !value.is_array())
                .flat_map(|value| match self.resolve(value) {
                    Resolved::One(object) => name(object).into_iter().collect(),
                    _ => names(value),
                })
                .collect(),
            Resolved::Plain(value) => names(value),
        }
    }
}

enum Resolved<'a> {
    One(&'a Object),
    Many(&'a [Value]),
    Plain(&'a Value),
}

/// The objects of a block: itself, an array's, a graph's, a page's main entity.
fn flatten(value: Value, objects: &mut Vec<Object>) {
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
fn rank(object: &Object) -> usize {
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

/// Whether an object is the page itself, not what is on it.
fn is_page(object: &Object) -> bool {
    rank(object) == TEXT_TYPES.iter().position(|kind| *kind == "WebPage").unwrap_or(TEXT_TYPES.len())
}

fn read(object: &Object, graph: &Graph<'_>, metadata: &mut Metadata) {
    let text = |key: &str| object.get(key).and_then(Value::as_str);
    if let Some(title) = text("headline").or_else(|| text("name")) {
        metadata.add_title(&decode_references(title), Source::JsonLd);
    }
    if let Some(author) = object.get("author").or_else(|| object.get("creator")) {
        metadata.add_author(&graph.names(author), Source::JsonLd);
    }
    for date in ["datePublished", "dateCreated", "uploadDate"].into_iter().filter_map(text) {
        if is_page(object) {
            metadata.page_dates.push(Sourced::new(date.to_owned(), Source::JsonLd));
        } else {
            metadata.add_date(date, Source::JsonLd);
        }
    }
    if let Some(date) = text("dateModified") {
        metadata.add_modified(date, Source::JsonLd);
    }
    if let Some(section) = object.get("articleSection") {
        for section in names(section) {
            metadata.add_category(&section);
        }
    }
    for keyword in object.get("keywords").into_iter().flat_map(list) {
        metadata.add_tag(&keyword);
    }
    let once = |field: &mut Option<Sourced<String>>, value: Option<String>| {
        if field.is_none() {
            *field = value.filter(|value| !value.is_empty()).map(|value| Sourced::new(value, Source::JsonLd));
        }
    };
    once(&mut metadata.summary, text("description").map(decode_references));
    once(&mut metadata.declared, object.get("inLanguage").and_then(|value| names(value).into_iter().next()));
    once(&mut metadata.image, object.get("image").and_then(url));
    once(&mut metadata.licence, object.get("license").and_then(url));
}

fn site_name(object: &Object, graph: &Graph<'_>) -> Option<String> {
    let is_site = object.get("@type").and_then(Value::as_str).is_some_and(|kind| kind == "WebSite");
    if is_site {
        return name(object);
    }
    graph.names(object.get("publisher")?).into_iter().next()
}

#[cfg(test)]
mod tests {
    use dehusk_dom::{ParseOptions, parse};
    use proptest::prelude::*;

    use super::*;

    fn found(blocks: &[&str]) -> Metadata {
        let mut page = String::new();
        for block in blocks {
            page.push_str("<script type=application/ld+json>");
            page.push_str(block);
            page.push_str("</script>");
        }
        let dom = parse(&page, &ParseOptions::default());
        let scripts: Vec<_> = dom.elements(dehusk_dom::Tag::Script).collect();
        let mut metadata = Metadata::default();
        collect(&dom, &scripts, &mut metadata);
        metadata
    }

    #[test]
    fn authors_are_found_behind_references() {
        let metadata = found(&[
            r##"{"@graph": [
                {"@type": "WebPage", "@id": "#page", "name": "Tides", "datePublished": "2020-01-01"},
                {"@type": "Article", "headline": "Tides", "author": [{"@id": "#ann"}, {"name": "Bo Li"}]}
            ]}"##,
            r##"{"@type": "Person", "@id": "#ann", "name": "Ann Lee"}"##,
        ]);
        assert_eq!(metadata.authors[0].value, ["Ann Lee", "Bo Li"]);
        assert_eq!(metadata.page_dates[0].value, "2020-01-01");
    }

    #[test]
    fn references_in_circles_end() {
        let metadata = found(&[r##"[{"@type": "Article", "author": {"@id": "#a"}},
                {"@id": "#a", "@type": "Thing", "author": {"@id": "#b"}}, {"@id": "#b", "author": {"@id": "#a"}}]"##]);
        assert!(metadata.authors.is_empty());
    }

    #[test]
    fn other_fields() {
        let metadata = found(&[r#"{"@type": ["NewsArticle"], "headline": "Tides &amp; Waves",
            "dateModified": "2021-10-17", "inLanguage": {"name": "en"}, "keywords": "sea, moon",
            "image": [{"url": "/tide.jpg"}], "license": "https://creativecommons.org/licenses/by/4.0/",
            "publisher": {"name": "The Coast"}, "description": "On tides."}"#]);
        assert_eq!(metadata.titles[0].value, "Tides & Waves");
        assert_eq!(metadata.modified[0].value, "2021-10-17");
        assert_eq!(metadata.tags, ["sea", "moon"]);
        let value = |field: &Option<Sourced<String>>| field.as_ref().unwrap().value.clone();
        assert_eq!(value(&metadata.image), "/tide.jpg");
        assert_eq!(value(&metadata.site_name), "The Coast");
        assert_eq!(value(&metadata.declared), "en");
        assert!(value(&metadata.licence).ends_with("/by/4.0/"));
    }

    /// JSON as sites might write it, with the keys that are read.
    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<i64>().prop_map(Value::from),
            "[ -~é&;<>]{0,20}".prop_map(Value::from),
            Just(Value::from("Article")),
        ];
        let key = prop_oneof![
            Just("@type"),
            Just("@graph"),
            Just("@id"),
            Just("author"),
            Just("name"),
            Just("keywords"),
            Just("image"),
            Just("datePublished"),
            Just("publisher"),
            Just("mainEntity"),
            Just("license"),
        ];
        leaf.prop_recursive(6, 60, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((key.clone(), inner), 0..6).prop_map(|pairs| {
                    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Value>()
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn no_json_makes_it_panic(value in any_json()) {
            found(&[&value.to_string()]);
        }
    }
}
