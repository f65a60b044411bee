//! What a page says that it is and is about: for the classifier only, no field of
//! a document.

use dehusk_classify::PageKind;
use dehusk_dom::{Dom, NodeId};

use super::elements::{Elements, text};

/// The description that the `<meta>` elements give, that of Open Graph before
/// others.
pub(super) fn description<'d>(dom: &'d Dom<'_>, metas: &[NodeId]) -> Option<&'d str> {
    let named = |wanted: &str| {
        metas.iter().find_map(|&id| {
            let name = dom.attribute(id, "property").or_else(|| dom.attribute(id, "name"))?;
            if name.eq_ignore_ascii_case(wanted) { dom.attribute(id, "content") } else { None }
        })
    };
    named("og:description").or_else(|| named("description")).filter(|text| !text.trim().is_empty())
}

/// The kind that scripts of data declare, else the `og:type`.
pub(super) fn kind(dom: &Dom<'_>, elements: &Elements) -> PageKind {
    let texts = elements.scripts.iter().map(|&script| text(dom, script));
    let by_json = texts.filter_map(|text| PageKind::of_json_ld(&text)).reduce(PageKind::or);
    let by_meta = || {
        let is_type = |id: &NodeId| {
            dom.attribute(*id, "property").is_some_and(|name| name.eq_ignore_ascii_case("og:type"))
        };
        let id = elements.metas.iter().copied().find(is_type)?;
        PageKind::of_open_graph(dom.attribute(id, "content")?)
    };
    by_json.or_else(by_meta).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use dehusk_dom::{ParseOptions, parse};

    use super::*;

    fn found(head: &str) -> (Option<String>, PageKind) {
        let dom = parse(head, &ParseOptions::default());
        let elements = Elements::find(&dom);
        (description(&dom, &elements.metas).map(str::to_owned), kind(&dom, &elements))
    }

    #[test]
    fn open_graph_describes_before_others() {
        let plain = "<meta name=Description content=plain>";
        assert_eq!(found(plain).0.as_deref(), Some("plain"));
        let both = format!("{plain}<meta property=og:description><meta property=og:description content=og>");
        assert_eq!(found(&both).0.as_deref(), Some("og"));
        assert_eq!(found("<meta name=description content=' '>").0, None);
    }

    #[test]
    fn data_says_what_a_page_is_before_its_type() {
        let kind = "<meta property=og:type content=website>";
        assert_eq!(found(kind).1, PageKind::Service);
        let data = r#"<script type=application/ld+json>{"@type": "Recipe"}</script>"#;
        assert_eq!(found(&format!("{kind}{data}")).1, PageKind::Article);
        assert_eq!(found("<p>x").1, PageKind::Unknown);
    }
}
