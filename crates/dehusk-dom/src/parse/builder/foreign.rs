//! SVG and `MathML` (HTML Standard § 13.2.6.5).

use super::super::arena::NameRow;
use super::stack::{Open, Roles};
use super::{Builder, Start, Step};
use crate::tokenize::{Attribute, Listed, Name};
use crate::{Namespace, Tag};

/// Whose rules a token follows (§ 13.2.6, "tree construction dispatcher").
impl Builder<'_> {
    /// The adjusted current node, if it is of another namespace.
    fn foreign_current(&self) -> Option<Open> {
        self.adjusted_current().filter(|open| !open.roles.has(Roles::HTML))
    }

    pub(super) fn text_is_foreign(&self) -> bool {
        let holds_html = Roles::MATHML_TEXT_OR_SVG_HTML;
        self.foreign_current()
            .is_some_and(|open| !(open.roles.meets(holds_html) || open.roles.has(Roles::HTML_ANNOTATION)))
    }

    pub(super) fn start_is_foreign(&self, start: Start<'_>) -> bool {
        let Some(open) = self.foreign_current() else { return false };
        let name = start.token.name.source;
        let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
        if open.roles.has(Roles::MATHML_TEXT) {
            return is("mglyph") || is("malignmark");
        }
        if open.roles.has(Roles::ANNOTATION) {
            return start.tag != Tag::Svg && !open.roles.has(Roles::HTML_ANNOTATION);
        }
        !open.roles.has(Roles::SVG_HTML)
    }
}

impl Builder<'_> {
    /// `<svg>` and `<math>` in HTML.
    pub(super) fn enter_foreign(&mut self, start: Start<'_>, namespace: Namespace) -> Step {
        self.reconstruct_formatting();
        self.insert_foreign_element(start, namespace);
        Step::Done
    }

    pub(super) fn start_in_foreign(&mut self, start: Start<'_>) -> Step {
        if leaves_foreign_content(start) {
            let is_bound = Roles::MATHML_TEXT_OR_SVG_HTML.with_html();
            while self.stack.current().is_some_and(|open| !open.roles.meets(is_bound)) {
                self.stack.pop();
            }
            return self.start_in(self.mode, start);
        }
        let namespace = match self.adjusted_current() {
            Some(open) if open.roles.has(Roles::SVG) => Namespace::Svg,
            _ => Namespace::MathMl,
        };
        self.insert_foreign_element(start, namespace);
        Step::Done
    }

    fn insert_foreign_element(&mut self, start: Start<'_>, namespace: Namespace) {
        let name = start.token.name.normal();
        let name = if namespace == Namespace::Svg { mended(&name, SVG_NAMES) } else { &name };
        let row = self.arena.name(name);
        let listed = self.arena.listed();
        let attributes = start.token.attributes.iter();
        let attributes = attributes.map(|attribute| mended_attribute(attribute, namespace, &listed));
        let range = self.arena.add_attributes(row, attributes);
        let holds_html = namespace == Namespace::MathMl && name == "annotation-xml" && says_html(start);
        let open = self.open_with(Tag::Other, namespace, row, holds_html, range);
        self.insert_foreign(open, start.token.self_closing);
    }

    pub(super) fn end_in_foreign(&mut self, name: Name<'_>) -> Step {
        if matches!(name.tag, Tag::Br | Tag::P) {
            let is_bound = Roles::MATHML_TEXT_OR_SVG_HTML.with_html();
            while self.stack.current().is_some_and(|open| !open.roles.meets(is_bound)) {
                self.stack.pop();
            }
            return self.end_in(self.mode, name);
        }
        let wanted = name.normal();
        let mut at = self.stack.len().saturating_sub(1);
        let mut first = true;
        while at > 0 {
            let Some(open) = self.stack.get(at) else { break };
            if !first && open.roles.has(Roles::HTML) {
                return self.end_in(self.mode, name);
            }
            if self.open_name(open).eq_ignore_ascii_case(&wanted) {
                self.stack.truncate(at);
                return Step::Done;
            }
            first = false;
            at -= 1;
        }
        Step::Done
    }

    fn open_name(&self, open: Open) -> &str {
        if open.name == NameRow::NONE { open.tag.name() } else { self.arena.name_text(open.name) }
    }
}

/// Start tags that cannot be meant as SVG or `MathML`.
fn leaves_foreign_content(start: Start<'_>) -> bool {
    #[allow(clippy::enum_glob_use, reason = "the lists are the standard's")]
    use Tag::*;
    match start.tag {
        Font => ["color", "face", "size"].iter().any(|name| start.token.attributes.get(name).is_some()),
        tag => matches!(
            tag,
            B | Big
                | BlockQuote
                | Body
                | Br
                | Center
                | Code
                | Dd
                | Div
                | Dl
                | Dt
                | Em
                | Embed
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Head
                | Hr
                | I
                | Img
                | Li
                | Listing
                | Menu
                | Meta
                | NoBr
                | Ol
                | P
                | Pre
                | Ruby
                | S
                | Small
                | Span
                | Strong
                | Strike
                | Sub
                | Sup
                | Table
                | Tt
                | U
                | Ul
                | Var
        ),
    }
}

/// Whether an `annotation-xml` says that it holds HTML.
fn says_html(start: Start<'_>) -> bool {
    start.token.attributes.get("encoding").is_some_and(|encoding| {
        encoding.eq_ignore_ascii_case("text/html") || encoding.eq_ignore_ascii_case("application/xhtml+xml")
    })
}

fn mended_attribute<'a>(attribute: Attribute<'a>, namespace: Namespace, listed: &Listed) -> Attribute<'a> {
    let name = match namespace {
        Namespace::Svg => mended(attribute.name, SVG_ATTRIBUTES),
        _ => mended(attribute.name, &[("definitionurl", "definitionURL")]),
    };
    if name == attribute.name {
        return attribute;
    }
    Attribute { name, number: listed.number(name), ..attribute }
}

/// The name as the table has it: the tokenizer made it lower case.
fn mended<'a>(name: &'a str, table: &'static [(&str, &'static str)]) -> &'a str {
    table.binary_search_by_key(&name, |&(lower, _)| lower).map_or(name, |at| table[at].1)
}

/// § 13.2.6.5, in the clause on any other start tag.
const SVG_NAMES: &[(&str, &str)] = &[
    ("altglyph", "altGlyph"),
    ("altglyphdef", "altGlyphDef"),
    ("altglyphitem", "altGlyphItem"),
    ("animatecolor", "animateColor"),
    ("animatemotion", "animateMotion"),
    ("animatetransform", "animateTransform"),
    ("clippath", "clipPath"),
    ("feblend", "feBlend"),
    ("fecolormatrix", "feColorMatrix"),
    ("fecomponenttransfer", "feComponentTransfer"),
    ("fecomposite", "feComposite"),
    ("feconvolvematrix", "feConvolveMatrix"),
    ("fediffuselighting", "feDiffuseLighting"),
    ("fedisplacementmap", "feDisplacementMap"),
    ("fedistantlight", "feDistantLight"),
    ("fedropshadow", "feDropShadow"),
    ("feflood", "feFlood"),
    ("fefunca", "feFuncA"),
    ("fefuncb", "feFuncB"),
    ("fefuncg", "feFuncG"),
    ("fefuncr", "feFuncR"),
    ("fegaussianblur", "feGaussianBlur"),
    ("feimage", "feImage"),
    ("femerge", "feMerge"),
    ("femergenode", "feMergeNode"),
    ("femorphology", "feMorphology"),
    ("feoffset", "feOffset"),
    ("fepointlight", "fePointLight"),
    ("fespecularlighting", "feSpecularLighting"),
    ("fespotlight", "feSpotLight"),
    ("fetile", "feTile"),
    ("feturbulence", "feTurbulence"),
    ("foreignobject", "foreignObject"),
    ("glyphref", "glyphRef"),
    ("lineargradient", "linearGradient"),
    ("radialgradient", "radialGradient"),
    ("textpath", "textPath"),
];

/// § 13.2.6.1, "adjust SVG attributes".
const SVG_ATTRIBUTES: &[(&str, &str)] = &[
    ("attributename", "attributeName"),
    ("attributetype", "attributeType"),
    ("basefrequency", "baseFrequency"),
    ("baseprofile", "baseProfile"),
    ("calcmode", "calcMode"),
    ("clippathunits", "clipPathUnits"),
    ("diffuseconstant", "diffuseConstant"),
    ("edgemode", "edgeMode"),
    ("filterunits", "filterUnits"),
    ("glyphref", "glyphRef"),
    ("gradienttransform", "gradientTransform"),
    ("gradientunits", "gradientUnits"),
    ("kernelmatrix", "kernelMatrix"),
    ("kernelunitlength", "kernelUnitLength"),
    ("keypoints", "keyPoints"),
    ("keysplines", "keySplines"),
    ("keytimes", "keyTimes"),
    ("lengthadjust", "lengthAdjust"),
    ("limitingconeangle", "limitingConeAngle"),
    ("markerheight", "markerHeight"),
    ("markerunits", "markerUnits"),
    ("markerwidth", "markerWidth"),
    ("maskcontentunits", "maskContentUnits"),
    ("maskunits", "maskUnits"),
    ("numoctaves", "numOctaves"),
    ("pathlength", "pathLength"),
    ("patterncontentunits", "patternContentUnits"),
    ("patterntransform", "patternTransform"),
    ("patternunits", "patternUnits"),
    ("pointsatx", "pointsAtX"),
    ("pointsaty", "pointsAtY"),
    ("pointsatz", "pointsAtZ"),
    ("preservealpha", "preserveAlpha"),
    ("preserveaspectratio", "preserveAspectRatio"),
    ("primitiveunits", "primitiveUnits"),
    ("refx", "refX"),
    ("refy", "refY"),
    ("repeatcount", "repeatCount"),
    ("repeatdur", "repeatDur"),
    ("requiredextensions", "requiredExtensions"),
    ("requiredfeatures", "requiredFeatures"),
    ("specularconstant", "specularConstant"),
    ("specularexponent", "specularExponent"),
    ("spreadmethod", "spreadMethod"),
    ("startoffset", "startOffset"),
    ("stddeviation", "stdDeviation"),
    ("stitchtiles", "stitchTiles"),
    ("surfacescale", "surfaceScale"),
    ("systemlanguage", "systemLanguage"),
    ("tablevalues", "tableValues"),
    ("targetx", "targetX"),
    ("targety", "targetY"),
    ("textlength", "textLength"),
    ("viewbox", "viewBox"),
    ("viewtarget", "viewTarget"),
    ("xchannelselector", "xChannelSelector"),
    ("ychannelselector", "yChannelSelector"),
    ("zoomandpan", "zoomAndPan"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_for_the_search() {
        for table in [SVG_NAMES, SVG_ATTRIBUTES] {
            assert!(table.is_sorted_by_key(|&(lower, _)| lower));
            assert!(table.iter().all(|(lower, name)| name.eq_ignore_ascii_case(lower)));
        }
        assert_eq!((mended("foreignobject", SVG_NAMES), mended("g", SVG_NAMES)), ("foreignObject", "g"));
    }
}
