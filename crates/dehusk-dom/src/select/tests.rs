use super::*;
use crate::{Limits, NodeKind, ParseOptions, Step, parse};

/// What `selector` finds, as names with ids.
fn found(dom: &Dom<'_>, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    dom.select(&selector).map(|id| label(dom, id)).collect()
}

fn label(dom: &Dom<'_>, id: NodeId) -> String {
    match dom.attribute(id, "id") {
        Some(own) => format!("{}#{own}", dom.name(id)),
        None => dom.name(id).to_owned(),
    }
}

fn page(text: &str) -> Dom<'static> {
    parse(text.to_owned(), &ParseOptions::default())
}

fn first(dom: &Dom<'_>, selector: &str) -> NodeId {
    dom.select(&Selector::parse(selector).unwrap()).next().unwrap()
}

#[test]
fn selectors_cross_threads() {
    fn check<T: Send + Sync>() {}
    check::<Selector>();
    check::<SelectorError>();
}

#[test]
fn combinators_chain_from_the_left() {
    let dom = page("<div id=a><p id=b><b id=c></b></p><h2></h2><p id=d></p>text<p id=e></p></div><p id=f>");
    assert_eq!(found(&dom, "div p"), ["p#b", "p#d", "p#e"]);
    assert_eq!(found(&dom, "body > p"), ["p#f"]);
    assert_eq!(found(&dom, "h2 + p"), ["p#d"]);
    assert_eq!(found(&dom, "h2 ~ p"), ["p#d", "p#e"]);
    assert_eq!(found(&dom, "div > p + h2 ~ p + p"), ["p#e"]);
    assert_eq!(found(&dom, "p ~ p b, div b"), ["b#c"]);
    assert_eq!(found(&dom, "body div ~ p, html > * > #a > :first-child"), ["p#b", "p#f"]);
}

#[test]
fn names_of_other_elements_and_foreign_ones() {
    let dom = page(
        "<x-card CLASS=k id=a></x-card><svg viewBox='0 0 1 1' id=s><linearGradient id=g />\
         <a xlink:href=#t href=u id=l>x</a></svg><p xlink:href=#t id=p>",
    );
    assert_eq!(found(&dom, "X-CARD.k"), ["x-card#a"]);
    assert_eq!(found(&dom, "linearGradient"), ["linearGradient#g"]);
    assert!(found(&dom, "lineargradient").is_empty());
    assert_eq!(found(&dom, "[viewBox]"), ["svg#s"]);
    assert!(found(&dom, "[viewbox]").is_empty());
    assert_eq!(found(&dom, "[href='#t']"), Vec::<String>::new());
    assert_eq!(found(&dom, "[*|href='#t']"), ["a#l"]);
    assert_eq!(found(&dom, r"[xlink\:href]"), ["p#p"]);
}

#[test]
fn scope_is_the_root_or_where_one_selects() {
    let dom = page("<div id=a><p id=b><div id=c><p id=d></p></div></div><p id=e>");
    assert_eq!(found(&dom, ":scope"), ["html"]);
    let root = first(&dom, "#a");
    let labels = |selector: &str| -> Vec<String> {
        dom.select_in(root, &Selector::parse(selector).unwrap()).map(|id| label(&dom, id)).collect()
    };
    assert_eq!(labels("p"), ["p#b", "p#d"]);
    assert_eq!(labels(":scope > p"), ["p#b"]);
    assert_eq!(labels("body p"), ["p#b", "p#d"]);
    assert!(labels("div#a").is_empty());
    let text = dom.descendants(NodeId::DOCUMENT).find(|&id| dom.kind(id) == NodeKind::Text);
    assert_eq!(text, None);
}

#[test]
fn siblings_outside_the_root_count() {
    let dom = page("<h1></h1><p></p><div id=a><i></i><div id=b><p id=c></p></div></div>");
    let inner = first(&dom, "#b");
    for (selector, count) in [
        ("h1 ~ div p", 1),
        ("h1 + p + div > i + div > p", 1),
        ("h1 + div p", 0),
        ("div:nth-of-type(1) p", 1),
        ("div:nth-of-type(2) p", 0),
    ] {
        let selector = Selector::parse(selector).unwrap();
        assert_eq!(dom.select_in(inner, &selector).count(), count, "{selector}");
    }
}

#[test]
fn template_content_is_a_tree_of_its_own() {
    let dom = page("<div><template id=t><p id=a></p><p id=b></p></template></div>");
    assert_eq!(found(&dom, "p"), ["p#a", "p#b"]);
    assert_eq!(found(&dom, "p + p"), ["p#b"]);
    assert!(found(&dom, "div p, template p, template > p, p:root").is_empty());
    assert_eq!(found(&dom, "template:empty"), ["template#t"]);
    assert!(found(&dom, "div:has(p)").is_empty());
    let content = dom.children(first(&dom, "#t")).next().unwrap();
    assert_eq!(dom.select_in(content, &Selector::parse("p").unwrap()).count(), 2);
}

#[test]
fn matching_one_node_agrees_with_selecting() {
    let dom = page("<ul><li><li class=b><li><ul><li></ul></ul>text<!-- c -->");
    for selector in ["li", "li + li", "ul ul > li", "li:nth-child(2)", ":not(li)", ":scope > body", "* ~ *"] {
        let selector = Selector::parse(selector).unwrap();
        let one_by_one: Vec<_> =
            dom.descendants(NodeId::DOCUMENT).filter(|&id| selector.matches(&dom, id)).collect();
        assert_eq!(dom.select(&selector).collect::<Vec<_>>(), one_by_one, "{selector}");
    }
    assert!(!Selector::parse("*").unwrap().matches(&dom, NodeId::DOCUMENT));
}

#[test]
fn errors_say_what_and_where() {
    use SelectorProblem as Problem;
    for (text, problem, offset) in [
        ("", Problem::Empty, 0),
        ("a,", Problem::Empty, 2),
        ("a, , b", Problem::Empty, 3),
        ("a >", Problem::DanglingCombinator, 3),
        ("> a", Problem::Empty, 0),
        ("p:hover", Problem::UnsupportedPseudo, 7),
        ("h1, p::before, b", Problem::UnsupportedPseudo, 13),
        ("svg|a", Problem::UnknownNamespace, 4),
        ("a.!", Problem::MissingName, 3),
        ("a b) c", Problem::UnexpectedToken, 3),
        ("[a=]", Problem::UnexpectedEnd, 4),
        ("[a!=b]", Problem::InvalidAttribute, 6),
        ("[a=", Problem::UnexpectedEnd, 3),
        ("a:not(b:not(!))", Problem::Empty, 15),
    ] {
        let error = Selector::parse(text).unwrap_err();
        assert_eq!((error.problem(), error.offset()), (problem, offset), "{text}: {error}");
        assert_eq!(error.selector(), text);
        assert!(error.to_string().starts_with(&format!("`{text}` is not a selector")), "{error}");
    }
    let error = Selector::parse(&format!("a{}!", "é".repeat(1_000))).unwrap_err();
    assert!(error.to_string().len() < 300);
}

#[test]
fn texts_come_back() {
    let text = r" h1 ,  .a\:b";
    let selector: Selector = text.parse().unwrap();
    assert_eq!((selector.to_string().as_str(), selector.as_str()), (text, text));
    assert_eq!(selector, Selector::parse(text).unwrap().clone());
    assert_eq!(format!("{selector:?}"), format!("Selector({text:?})"));
}

#[test]
fn sizes_are_bounded() {
    let chain = |compounds: usize| vec!["a"; compounds].join(" + ");
    let too_many = |text: &str| Selector::parse(text).map_err(|error| error.problem());
    assert!(too_many(&chain(Selector::MAX_COMPOUNDS)).is_ok());
    for pattern in ["", ":is", "b:not(:where(i)):has", ":not"] {
        let inner = chain(Selector::MAX_COMPOUNDS + 1);
        let text = if pattern.is_empty() { inner } else { format!("{pattern}({inner})") };
        assert_eq!(too_many(&text), Err(SelectorProblem::TooManyCompounds), "{pattern}");
    }
    let deep = |levels: usize| format!("{}a{}", ":not(".repeat(levels), ")".repeat(levels));
    assert!(Selector::parse(&deep(50)).is_ok());
    assert_eq!(too_many(&deep(100_000)), Err(SelectorProblem::TooDeep));
    let list = vec!["a > b"; 5_000].join(",");
    assert_eq!(page("<a><b>").select(&Selector::parse(&list).unwrap()).count(), 1);
}

#[test]
fn the_longest_chain_reaches_its_end() {
    let dom = page(&"<i>".repeat(Selector::MAX_COMPOUNDS + 1));
    let selector = Selector::parse(&vec!["i"; Selector::MAX_COMPOUNDS].join(" > ")).unwrap();
    assert_eq!(dom.select(&selector).count(), 2);
}

/// Each of these is quadratic if done the plain way: 10¹⁰ steps.
#[test]
fn a_hundred_thousand_siblings_are_no_burden() {
    const SIBLINGS: usize = 100_000;
    let same = page(&"<p>".repeat(SIBLINGS));
    for (selector, expected) in [
        ("p:nth-child(odd)", SIBLINGS / 2),
        ("p:nth-last-child(odd)", SIBLINGS / 2),
        ("p:nth-of-type(3n)", SIBLINGS / 3),
        ("p:nth-last-of-type(2), p:only-of-type", 1),
        ("h2 ~ p", 0),
        ("p ~ p", SIBLINGS - 1),
        ("h2 ~ p + p ~ p", 0),
        ("p:not(:nth-child(n+3))", 2),
    ] {
        assert_eq!(same.select(&Selector::parse(selector).unwrap()).count(), expected, "{selector}");
    }
    let types: Vec<String> = (0..SIBLINGS).map(|at| format!("<x{at}></x{at}>")).collect();
    let types = page(&types.concat());
    let body = first(&types, "body");
    for selector in [":nth-of-type(1)", ":nth-last-of-type(1)", ":only-of-type"] {
        let selector = Selector::parse(selector).unwrap();
        assert_eq!(types.select_in(body, &selector).count(), SIBLINGS, "{selector}");
    }
    let mixed = page(&"<p></p><!-- c -->text<b></b>".repeat(SIBLINGS / 4));
    assert_eq!(mixed.select(&Selector::parse("b:nth-last-child(2n+1)").unwrap()).count(), SIBLINGS / 4);
}

#[test]
fn counted_types_agree_with_those_of_the_crate() {
    let row = |at: usize| format!("<{0}></{0}>", ["p", "b", "i", "x-y", "svg"][at * at % 5]);
    let dom = page(&format!("<div>{}</div>", (0..200).map(row).collect::<String>()));
    for selector in ["b:nth-of-type(7n+2)", ":nth-last-of-type(3n)", "svg:first-of-type", "div :last-of-type"]
    {
        let selector = Selector::parse(selector).unwrap();
        let (counted, plain): (Vec<_>, Vec<_>) = (
            dom.select(&selector).collect(),
            dom.descendants(NodeId::DOCUMENT).filter(|&id| selector.matches(&dom, id)).collect(),
        );
        assert!(!counted.is_empty());
        assert_eq!(counted, plain, "{selector}");
    }
}

/// Of a stack this small, `:has()` would need more for all levels.
#[test]
fn depth_does_not_overflow_the_stack() {
    let check = || {
        let dom = parse("<b><div>".repeat(3_000), &Limits::default().with_max_depth(10_000).into());
        let deepest = dom.traverse(NodeId::DOCUMENT).filter(|step| matches!(step, Step::Enter(_))).count();
        assert!(deepest > 6_000);
        for (selector, expected) in
            [(":has(i)", 0), ("div div div > b:not(p b)", 2_997), ("html:has(div > b)", 1)]
        {
            assert_eq!(dom.select(&Selector::parse(selector).unwrap()).count(), expected, "{selector}");
        }
    };
    std::thread::Builder::new().stack_size(1 << 20).spawn(check).unwrap().join().unwrap();
}
