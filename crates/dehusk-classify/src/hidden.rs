//! Elements that a reader never sees.

use dehusk_dom::{Attribute, Dom, NodeId};

/// Whether an element is hidden by its own attributes. Style sheets are not
/// read.
pub(crate) fn is_hidden(dom: &Dom<'_>, id: NodeId) -> bool {
    dom.attributes(id).any(is_hiding)
}

/// Whether an attribute hides its element.
pub(crate) fn is_hiding(Attribute { name, value }: Attribute<'_>) -> bool {
    match name {
        "hidden" => !value.eq_ignore_ascii_case("until-found"),
        "aria-hidden" => value.eq_ignore_ascii_case("true"),
        "style" => hides(value),
        _ => false,
    }
}

/// Whether an inline style says `display: none` or `visibility: hidden`.
fn hides(style: &str) -> bool {
    style.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(property, value)| {
        let hiding = match property.trim() {
            property if property.eq_ignore_ascii_case("display") => "none",
            property if property.eq_ignore_ascii_case("visibility") => "hidden",
            _ => return false,
        };
        value.trim().trim_end_matches("!important").trim_end().eq_ignore_ascii_case(hiding)
    })
}

#[cfg(test)]
mod tests {
    use super::hides;

    #[test]
    fn styles_that_hide() {
        assert!(hides("color:red; DISPLAY : none !important"));
        assert!(hides("visibility:hidden"));
        assert!(!hides("display:block;background:url(none)"));
        assert!(!hides("display"));
    }
}
