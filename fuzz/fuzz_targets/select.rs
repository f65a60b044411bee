//! Whatever the text: it is refused or becomes a selector that reads back as the
//! same, whose walk over a page ends and finds, in document order, just the nodes
//! that it matches one by one.

#![no_main]

use std::sync::LazyLock;

use dehusk_dom::{Dom, NodeId, ParseOptions, Selector, parse};
use libfuzzer_sys::fuzz_target;

/// A page with something for every kind of selector: siblings, lists, empty
/// elements, attributes with and without values, and foreign content.
const PAGE: &str = "<!doctype html><html lang=en><title>x</title>
<main id=m class='a b'><h1>A</h1><h2 class=b>B</h2><p>one <a href='/x.html' rel='x y'>two</a> <b></b>
<p class=a>three<ul><li>1<li class=a>2<li>3<ul><li lang=en-GB>4</ul></ul></p></main>
<div><div><div data-x='a-b'><p></p><!-- c --></div></div></div>
<form><input type=text required disabled><input type=checkbox checked><select><option selected>o</select></form>
<svg viewBox='0 0 1 1'><g><path d=M0 /></g></svg><table><tr><td>c</table>";

static DOM: LazyLock<Dom<'static>> = LazyLock::new(|| parse(PAGE, &ParseOptions::default()));

fuzz_target!(|text: &str| {
    match Selector::parse(text) {
        Ok(selector) => check(&selector, text),
        Err(error) => {
            assert!(error.offset() <= text.len(), "{error}");
            std::hint::black_box(error.to_string());
        }
    }
});

fn check(selector: &Selector, text: &str) {
    assert_eq!(selector.as_str(), text);
    let found: Vec<NodeId> = DOM.select(selector).collect();
    let matched: Vec<NodeId> =
        DOM.descendants(NodeId::DOCUMENT).filter(|&id| selector.matches(&DOM, id)).collect();
    assert_eq!(found, matched);
}
