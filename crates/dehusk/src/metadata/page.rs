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
