//! Our elements as `selectors` wants to see them.

use std::fmt;
use std::num::NonZero;
use std::ptr::NonNull;

use scraper::selector::{CssLocalName, CssString, NonTSPseudoClass, PseudoElement, Simple};
use selectors::attr::{AttrSelectorOperation, CaseSensitivity, NamespaceConstraint};
use selectors::bloom::BloomFilter;
use selectors::matching::{ElementSelectorFlags, MatchingContext};
use selectors::{OpaqueElement, SelectorImpl};

use crate::{Dom, Namespace, NodeId, NodeKind};

type NamespaceUrl = <Simple as SelectorImpl>::NamespaceUrl;

/// Levels below an element that `:has()` looks at. `selectors` recurses there,
/// and the depth limit of a parse may be set to any number.
const MOST_LEVELS: u16 = 1_024;

/// An element of a tree.
#[derive(Clone, Copy)]
pub(super) struct Element<'a> {
    dom: &'a Dom<'a>,
    id: NodeId,
    /// Steps down to it from the element that matching began with.
    level: u16,
}

impl<'a> Element<'a> {
    /// `id` if it is an element.
    pub(super) fn new(dom: &'a Dom<'a>, id: NodeId) -> Option<Self> {
        matches!(dom.kind(id), NodeKind::Element(_)).then_some(Self { dom, id, level: 0 })
    }

    pub(super) const fn id(&self) -> NodeId {
        self.id
    }

    /// What `:nth-of-type` calls the type.
    pub(super) fn element_type(&self) -> (Namespace, &'a str) {
        (self.dom.namespace(self.id), self.dom.name(self.id))
    }

    fn first(self, mut ids: impl Iterator<Item = NodeId>) -> Option<Self> {
        let found = ids.find_map(|id| Self::new(self.dom, id))?;
        Some(Self { level: self.level, ..found })
    }

    /// The value of an attribute that no standard puts in a namespace.
    fn attribute(&self, name: &str) -> Option<&'a str> {
        self.dom.attribute(self.id, name)
    }
}

impl fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}> {:?}", self.dom.name(self.id), self.id)
    }
}

/// The namespace and local name of an attribute of an element in `namespace`
/// (HTML Standard § 13.2.6.1, adjust foreign attributes). The tree keeps the
/// qualified name only, which says as much.
fn expand(namespace: Namespace, name: &str) -> (&'static str, &str) {
    const XLINK: &str = "http://www.w3.org/1999/xlink";
    const XML: &str = "http://www.w3.org/XML/1998/namespace";
    const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

    if namespace == Namespace::Html {
        return ("", name);
    }
    match name.split_once(':') {
        Some(("xlink", local @ ("actuate" | "arcrole" | "href" | "role" | "show" | "title" | "type"))) => {
            (XLINK, local)
        }
        Some(("xml", local @ ("lang" | "space"))) => (XML, local),
        Some(("xmlns", local @ "xlink")) => (XMLNS, local),
        None if name == "xmlns" => (XMLNS, name),
        _ => ("", name),
    }
}

const fn url(namespace: Namespace) -> &'static str {
    match namespace {
        Namespace::Html => "http://www.w3.org/1999/xhtml",
        Namespace::Svg => "http://www.w3.org/2000/svg",
        Namespace::MathMl => "http://www.w3.org/1998/Math/MathML",
    }
}

/// There are no shadow trees, no pseudo-elements and no states.
impl selectors::Element for Element<'_> {
    type Impl = Simple;

    /// A number in place of an address, which nothing follows: what a node is
    /// kept in may not be an object of its own.
    fn opaque(&self) -> OpaqueElement {
        let number = NonZero::<usize>::MIN.saturating_add(self.id.index());
        OpaqueElement::from_non_null_ptr(NonNull::without_provenance(number))
    }

    fn parent_element(&self) -> Option<Self> {
        self.first(self.dom.parent(self.id).into_iter())
    }

    fn parent_node_is_shadow_root(&self) -> bool {
        false
    }

    fn containing_shadow_host(&self) -> Option<Self> {
        None
    }

    fn is_pseudo_element(&self) -> bool {
        false
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        let before = |&id: &NodeId| self.dom.previous_sibling(id);
        self.first(std::iter::successors(before(&self.id), before))
    }

    fn next_sibling_element(&self) -> Option<Self> {
        let behind = |&id: &NodeId| self.dom.next_sibling(id);
        self.first(std::iter::successors(behind(&self.id), behind))
    }

    fn first_element_child(&self) -> Option<Self> {
        if self.level == MOST_LEVELS {
            return None;
        }
        let child = self.first(self.dom.children(self.id))?;
        Some(Self { level: self.level + 1, ..child })
    }

    fn is_html_element_in_html_document(&self) -> bool {
        self.dom.namespace(self.id) == Namespace::Html
    }

    fn has_local_name(&self, name: &CssLocalName) -> bool {
        *name.0 == *self.dom.name(self.id)
    }

    fn has_namespace(&self, namespace: &NamespaceUrl) -> bool {
        **namespace == *url(self.dom.namespace(self.id))
    }

    fn is_same_type(&self, other: &Self) -> bool {
        self.element_type() == other.element_type()
    }

    fn attr_matches(
        &self,
        namespace: &NamespaceConstraint<&NamespaceUrl>,
        name: &CssLocalName,
        operation: &AttrSelectorOperation<&CssString>,
    ) -> bool {
        let own = self.dom.namespace(self.id);
        self.dom.attributes(self.id).any(|attribute| {
            let (url, local) = expand(own, attribute.name);
            let in_namespace = match namespace {
                NamespaceConstraint::Any => true,
                NamespaceConstraint::Specific(asked) => ***asked == *url,
            };
            in_namespace && *local == *name.0 && operation.eval_str(attribute.value)
        })
    }

    fn match_non_ts_pseudo_class(
        &self,
        class: &NonTSPseudoClass,
        _: &mut MatchingContext<'_, Simple>,
    ) -> bool {
        match *class {}
    }

    fn match_pseudo_element(&self, element: &PseudoElement, _: &mut MatchingContext<'_, Simple>) -> bool {
        match *element {}
    }

    fn apply_selector_flags(&self, _: ElementSelectorFlags) {}

    fn is_link(&self) -> bool {
        false
    }

    fn is_html_slot_element(&self) -> bool {
        false
    }

    fn has_id(&self, id: &CssLocalName, case: CaseSensitivity) -> bool {
        self.attribute("id").is_some_and(|own| case.eq(own.as_bytes(), id.0.as_bytes()))
    }

    fn has_class(&self, class: &CssLocalName, case: CaseSensitivity) -> bool {
        let classes = self.attribute("class").unwrap_or_default();
        classes.split_ascii_whitespace().any(|own| case.eq(own.as_bytes(), class.0.as_bytes()))
    }

    fn has_custom_state(&self, _: &CssLocalName) -> bool {
        false
    }

    fn imported_part(&self, _: &CssLocalName) -> Option<CssLocalName> {
        None
    }

    fn is_part(&self, _: &CssLocalName) -> bool {
        false
    }

    fn is_empty(&self) -> bool {
        let says = |id| matches!(self.dom.kind(id), NodeKind::Element(_) | NodeKind::Text);
        !self.dom.children(self.id).any(says)
    }

    fn is_root(&self) -> bool {
        self.dom.parent(self.id).is_some_and(|parent| self.dom.kind(parent) == NodeKind::Document)
    }

    /// Hashes would help `:has()` only where one element is asked twice.
    fn add_element_unique_hashes(&self, _: &mut BloomFilter) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::expand;
    use crate::Namespace;

    #[test]
    fn foreign_attributes_have_namespaces() {
        let namespace_of =
            |namespace, name| expand(namespace, name).0.rsplit('/').find(|part| !part.is_empty());
        for (name, expected) in [
            ("xlink:href", Some("xlink")),
            ("xml:lang", Some("namespace")),
            ("xmlns", Some("xmlns")),
            ("xmlns:xlink", Some("xmlns")),
            ("xlink:label", None),
            ("xml:base", None),
            ("viewBox", None),
        ] {
            assert_eq!(namespace_of(Namespace::Svg, name), expected, "{name}");
            assert_eq!(namespace_of(Namespace::Html, name), None, "{name}");
        }
        assert_eq!(expand(Namespace::MathMl, "xlink:title").1, "title");
    }
}
