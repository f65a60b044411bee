//! Our trees against those of `scraper`, which builds its own from the same
//! tree construction: names of elements and text, in order.
//!
//! `scraper` puts the content of a `<template>` straight into the element, so
//! the fragment that the standard asks for is passed over in ours. It does not
//! let HTML into `<annotation-xml encoding="text/html">` either, so no snippet
//! has that. Scripting is off on both sides. Pages that hit a limit are left out.

use std::fs;

use dehusk_dom::{Dom, NodeId, NodeKind, ParseOptions, Step, decode, parse};
use dehusk_tests::pages::{self, Body};
use dehusk_tests::shared_dir;
use ego_tree::iter::Edge;
use html5ever::ParseOpts;
use html5ever::driver::parse_document;
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use scraper::{Html, HtmlTreeSink, Node};

/// Pages that are taken of each set, from its start.
const PAGES_A_SET: usize = 30;

const SNIPPETS: &[&str] = &[
    "",
    "bare text",
    "<p>one<p>two<div>three</p>four",
    "<b><i>mis</b>nested</i> <u>rest",
    "<a>one<a>two</a></a>",
    "<p><a>one<p>two</a>three",
    "<table>a<tr>b<td>c</td>d</tr>e</table>f",
    "<table><td><table><td>x</table>y</table>z",
    "<table><caption>c<p>d</caption><col><tbody><tr><th>h",
    "<select><option>a<option>b<optgroup label=x><option>c</select>d<select>",
    "<ul><li>a<li>b<ul><li>c</ul>d</ul>",
    "<dl><dt>a<dd>b<dt>c</dl>",
    "<h1>a<h2>b</h1>c",
    "<form><div></form><p>x</div><form>",
    "<button>a<button>b",
    "<script>if (a < b) { '</p>' }</script>text",
    "<style>p > a { content: '<b>' }</style>text",
    "<textarea>\n<p>not markup</textarea><p>markup",
    "<title>a <b>b</b> &amp; c</title>",
    "<noscript><p>shown</p></noscript><head><noscript><link></noscript>",
    "<iframe><p>raw</iframe><noembed><p>raw</noembed><xmp><p>raw</xmp>",
    "<template><td>cell</td><p>para</template>after",
    "<svg><title>a<p>b</title><foreignObject><p>c</foreignObject></svg>d",
    "<svg><path/><desc>d</desc><p>out",
    "<math><mi>x<p>y</mi><mtext><b>z</b></mtext></math>",
    "<!-- a --!> b <!-->c --> d <!doctype html>",
    "<?php echo '<p>'; ?>text",
    "<![CDATA[text]]><svg><![CDATA[<p>text]]></svg>",
    "</p></br></x>text",
    "<body><p>a</body>b</html>c<p>d",
    "<frameset><frame></frameset>x",
    "<p>a<frameset><frame></frameset>",
    "<pre>\n\n two</pre><listing>\none</listing>",
    "<plaintext><p>all </plaintext> text",
    "&amp &lt;b&gt; &#65 &#x42; &notit; &nosuch; &#0; &#x110000;",
    "a\r\nb\rc\0d\u{feff}e",
    "<x-card><p>custom</x-card><X-É>é",
    "<div <p>x</div>",
    "<p class=a class=b id=c>x",
    "<br/><img/><hr></hr><image>x",
    "<nobr>a<nobr>b",
    "<ruby>漢<rp>(<rt>kan<rp>)</ruby>",
    "<marquee><b>a</marquee>b<applet><p></applet>c",
    "<b><b><b><b><b>x</b></b></b><p>y",
    "<body class=a><html lang=en><body id=b>x",
    "<details><summary>s<p>t</details><dialog><p>u",
    "text<html><head><title>late</title><body>more",
];

#[test]
fn snippets() {
    for snippet in SNIPPETS {
        let (ours, theirs) = (parse(*snippet, &ParseOptions::default()), their_parse(snippet));
        assert_eq!(our_dump(&ours), their_dump(&theirs), "{snippet}");
    }
}

#[test]
fn real_pages() {
    let Ok(sets) = fs::read_dir(shared_dir().join("data")) else {
        eprintln!("skipped: no data sets here");
        return;
    };
    let mut sets: Vec<_> = sets.filter_map(|set| Some(set.ok()?.path())).collect();
    sets.retain(|set| set.join("pages.warc.gz").exists());
    let (mut compared, mut limited) = (0, 0);
    for page in sets.iter().flat_map(|set| pages::of_set(set).unwrap().take(PAGES_A_SET)) {
        let page = page.unwrap();
        let Body::Markup(bytes) = &page.body else { continue };
        let decoded = decode(bytes, page.charset.as_deref());
        let ours = parse(&*decoded.text, &ParseOptions::default());
        if !ours.limit_hits().is_empty() {
            limited += 1;
            continue;
        }
        assert_same(&page.id, &our_dump(&ours), &their_dump(&their_parse(&decoded.text)));
        compared += 1;
    }
    eprintln!("{compared} pages agree, {limited} left out for their size or depth");
}

/// `assert_eq` with a message of lines about the first difference, not of two
/// whole pages.
fn assert_same(id: &str, ours: &str, theirs: &str) {
    if ours == theirs {
        return;
    }
    let at = ours.bytes().zip(theirs.bytes()).take_while(|(a, b)| a == b).count();
    let around = |dump: &str| {
        let (start, end) = (at.saturating_sub(200), dump.len().min(at + 200));
        String::from_utf8_lossy(&dump.as_bytes()[start.min(end)..end]).into_owned()
    };
    panic!("{id} at byte {at} of the dump\nours:   {}\ntheirs: {}", around(ours), around(theirs));
}

fn our_dump(dom: &Dom<'_>) -> String {
    let mut dump = String::new();
    for step in dom.traverse(NodeId::DOCUMENT) {
        match step {
            Step::Enter(id) => match dom.kind(id) {
                NodeKind::Element(_) => dump.extend(["<", dom.name(id), ">"]),
                NodeKind::Text => dump.push_str(dom.text(id)),
                _ => {}
            },
            Step::Leave(id) if dom.tag(id).is_some() => dump.extend(["</", dom.name(id), ">"]),
            Step::Leave(_) => {}
        }
    }
    dump
}

fn their_parse(text: &str) -> Html {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..Default::default() };
    let options = ParseOpts { tree_builder, ..Default::default() };
    parse_document(HtmlTreeSink::new(Html::new_document()), options).one(text)
}

fn their_dump(html: &Html) -> String {
    let mut dump = String::new();
    for edge in html.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => dump.extend(["<", element.name(), ">"]),
                Node::Text(text) => dump.push_str(text),
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    dump.extend(["</", element.name(), ">"]);
                }
            }
        }
    }
    dump
}
