//! `MathML` to LaTeX.

use dehusk_dom::{Dom, NodeId};

/// The LaTeX of a `<math>` element: as its source gives it, if it does.
pub(super) fn latex(dom: &Dom<'_>, math: NodeId) -> Option<String> {
    source(dom, math)
}

/// What an annotation, or `alttext`, says that the formula was made from.
fn source(dom: &Dom<'_>, math: NodeId) -> Option<String> {
    let is_source = |id: &NodeId| {
        dom.name(*id) == "annotation"
            && dom.attribute(*id, "encoding").is_some_and(|kind| {
                matches!(kind.trim(), "application/x-tex" | "TeX" | "LaTeX" | "text/x-latex")
            })
    };
    let annotation = dom.descendants(math).find(is_source).map(|id| dom.text_content(id));
    let alternative = || dom.attribute(math, "alttext").map(str::to_owned);
    annotation.or_else(alternative).map(|latex| latex.trim().to_owned()).filter(|latex| !latex.is_empty())
}
