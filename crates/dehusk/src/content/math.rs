//! Formulas to LaTeX.
//!
//! A formula was nearly always LaTeX before it was markup, and most markup
//! carries that along: `KaTeX` and `MathML` of the better sort in an `<annotation>`,
//! that of `arXiv` in `alttext`, `MathJax` 2 in a script. Only what carries none is written
//! anew from its `MathML` (`MathML` Core, § 3).

use dehusk_dom::{Dom, NodeId, NodeKind, Tag};

use super::model::MOST_LEVELS;
use super::symbol::latex_of;
use crate::space::fold_space;

/// The LaTeX of a `<math>` element; `None` if there is nothing in it.
///
/// Linear in the element.
pub(super) fn of_element(dom: &Dom<'_>, math: NodeId) -> Option<String> {
    let latex = source(dom, math).unwrap_or_else(|| row(dom, math, 0));
    let latex = fold_space(&latex);
    (!latex.is_empty()).then_some(latex)
}

/// The LaTeX in a script for `MathJax`; `None` for other scripts.
pub(super) fn of_script(dom: &Dom<'_>, script: NodeId) -> Option<String> {
    let kind = dom.attribute(script, "type").filter(|_| dom.tag(script) == Some(Tag::Script))?;
    let is_latex = kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("math/tex"));
    let latex = dom.text_content(script);
    let latex = latex.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim();
    (is_latex && !latex.is_empty()).then(|| latex.to_owned())
}

/// What an annotation, or `alttext`, says that the formula was made from.
fn source(dom: &Dom<'_>, math: NodeId) -> Option<String> {
    let is_latex = |kind: &str| matches!(kind.trim(), "application/x-tex" | "TeX" | "LaTeX" | "text/x-latex");
    let is_source =
        |id: &NodeId| dom.name(*id) == "annotation" && dom.attribute(*id, "encoding").is_some_and(is_latex);
    let annotation = dom.descendants(math).find(is_source).map(|id| dom.text_content(id));
    let alternative = || dom.attribute(math, "alttext").map(str::to_owned);
    annotation.or_else(alternative).filter(|latex| !latex.trim().is_empty())
}

/// The children of an element, one after another.
fn row(dom: &Dom<'_>, id: NodeId, level: usize) -> String {
    let mut latex = String::new();
    for child in dom.children(id) {
        let next = expression(dom, child, level + 1);
        // A command ends where a letter cannot follow.
        let ends_command = latex
            .rfind('\\')
            .is_some_and(|at| latex[at + 1..].bytes().all(|byte| byte.is_ascii_alphabetic()));
        if ends_command && next.starts_with(|c: char| c.is_ascii_alphabetic()) {
            latex.push(' ');
        }
        latex.push_str(&next);
    }
    latex
}

fn expression(dom: &Dom<'_>, id: NodeId, level: usize) -> String {
    if dom.kind(id) == NodeKind::Text {
        return dom.text(id).trim().chars().map(latex_of).collect();
    }
    if level > MOST_LEVELS {
        return fold_space(&dom.text_content(id)).chars().map(latex_of).collect();
    }
    let children: Vec<NodeId> =
        dom.children(id).filter(|&child| matches!(dom.kind(child), NodeKind::Element(_))).collect();
    let part =
        |at: usize| children.get(at).map(|&child| expression(dom, child, level + 1)).unwrap_or_default();
    let script = |at: usize| format!("{{{}}}", part(at));
    match dom.name(id) {
        "mtext" | "ms" => format!("\\text{{{}}}", fold_space(&dom.text_content(id))),
        "mi" => identifier(&fold_space(&dom.text_content(id))),
        "mspace" => " ".to_owned(),
        "mphantom" | "annotation" | "annotation-xml" => String::new(),
        "mfrac" => format!("\\frac{}{}", script(0), script(1)),
        "msqrt" => format!("\\sqrt{{{}}}", row(dom, id, level)),
        "mroot" => format!("\\sqrt[{}]{}", part(1), script(0)),
        "msup" => format!("{}^{}", group(part(0)), script(1)),
        "msubsup" | "munderover" => format!("{}_{}^{}", group(part(0)), script(1), script(2)),
        "msub" | "munder" => format!("{}_{}", group(part(0)), script(1)),
        "mover" => over(&part(0), &part(1)),
        "mtable" => format!("\\begin{{matrix}}{}\\end{{matrix}}", joined(dom, &children, level, " \\\\ ")),
        "mtr" | "mlabeledtr" => joined(dom, &children, level, " & "),
        "mfenced" => {
            let open = dom.attribute(id, "open").unwrap_or("(");
            let close = dom.attribute(id, "close").unwrap_or(")");
            format!("{open}{}{close}", joined(dom, &children, level, ","))
        }
        _ => row(dom, id, level),
    }
}

fn joined(dom: &Dom<'_>, children: &[NodeId], level: usize, between: &str) -> String {
    children.iter().map(|&child| expression(dom, child, level + 1)).collect::<Vec<_>>().join(between)
}

/// A name of several letters stands upright; functions have commands.
fn identifier(name: &str) -> String {
    const FUNCTIONS: [&str; 14] = [
        "arccos", "arcsin", "arctan", "cos", "cot", "det", "exp", "lim", "ln", "log", "max", "min", "sin",
        "tan",
    ];
    if FUNCTIONS.contains(&name) {
        return format!("\\{name}");
    }
    match name.chars().count() {
        0 | 1 => name.chars().map(latex_of).collect(),
        _ => format!("\\mathrm{{{}}}", name.chars().map(latex_of).collect::<String>()),
    }
}

/// What stands under a script, in braces if it is more than one thing.
fn group(base: String) -> String {
    let is_one = base.chars().count() == 1
        || base.starts_with('\\') && base[1..].bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_one { base } else { format!("{{{base}}}") }
}

fn over(base: &str, accent: &str) -> String {
    let command = match accent.trim() {
        "^" | "\\hat" => "hat",
        "~" | "˜" => "tilde",
        "¯" | "‾" | "_" => "overline",
        "→" | "\\to" => "vec",
        "˙" | "." => "dot",
        "¨" => "ddot",
        _ => return format!("\\overset{{{accent}}}{{{base}}}"),
    };
    format!("\\{command}{{{base}}}")
}

#[cfg(test)]
mod tests {
    use dehusk_dom::{ParseOptions, parse};

    use super::*;

    fn latex(markup: &str) -> String {
        let dom = parse(format!("<math>{markup}</math>"), &ParseOptions::default());
        let math = dom.descendants(NodeId::DOCUMENT).find(|&id| dom.name(id) == "math").unwrap();
        of_element(&dom, math).unwrap_or_default()
    }

    #[test]
    fn what_it_was_made_from_goes_before_all() {
        let markup = "<semantics><mi>x</mi><annotation encoding='application/x-tex'>\\alpha  x</annotation></semantics>";
        assert_eq!(latex(markup), "\\alpha x");
    }

    #[test]
    fn markup_is_written_anew() {
        assert_eq!(latex("<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>"), "E=mc^{2}");
        assert_eq!(
            latex("<mfrac><mi>α</mi><mrow><mn>1</mn><mo>−</mo><mi>x</mi></mrow></mfrac>"),
            "\\frac{\\alpha}{1-x}"
        );
        assert_eq!(
            latex(
                "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>"
            ),
            "\\sum_{i=1}^{n}i"
        );
        assert_eq!(latex("<msqrt><mi>x</mi></msqrt><mi>sin</mi><mi>y</mi>"), "\\sqrt{x}\\sin y");
        assert_eq!(
            latex("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr></mtable>"),
            "\\begin{matrix}1 & 0\\end{matrix}"
        );
        assert_eq!(latex(""), "");
    }

    #[test]
    fn scripts_of_mathjax_hold_it() {
        let dom = parse(
            "<script type='math/tex; mode=display'>x^2 < 1</script><script>x</script>",
            &ParseOptions::default(),
        );
        let found: Vec<_> = dom.elements(Tag::Script).map(|id| of_script(&dom, id)).collect();
        assert_eq!(found, [Some("x^2 < 1".to_owned()), None]);
    }

    #[test]
    fn deep_formulas_end() {
        let markup = "<mrow>".repeat(400);
        assert_eq!(latex(&format!("{markup}<mi>x</mi>")), "x");
    }
}
