//! The deepest trees.

use std::thread;

use dehusk::content::{Content, Definition, Embed, Inline, Item, Link, List, MOST_LEVELS, Numbers, Part};
use dehusk::write::{Head, HtmlOptions, html, markdown, tei, text};

/// More open elements than these are read as something else by some.
const MOST_OPEN: usize = 255;

/// The smallest stack that someone may run the writers on.
const STACK: usize = 256 * 1024;

/// Words in as many parts, one in the other, as a model allows, and in as many
/// inlines.
fn deepest() -> Content {
    let mut inline = Inline::Text("deep".into());
    for level in 0..MOST_LEVELS {
        let inner = vec![inline];
        inline = match level % 4 {
            0 => Inline::Emphasis(inner),
            1 => Inline::Strong(inner),
            2 => Inline::Superscript(inner),
            _ => Inline::Link(Link { url: "/a".into(), text: inner }),
        };
    }
    let mut part = Part::Paragraph(vec![inline]);
    for level in 0..MOST_LEVELS {
        let parts = vec![part];
        part = match level % 4 {
            0 => Part::Quote(parts),
            1 => Part::Embed(Embed { parts, ..Embed::default() }),
            2 => Part::Definitions(vec![Definition { terms: Vec::new(), meanings: vec![parts] }]),
            _ => Part::List(List {
                numbers: Some(Numbers { first: 1 }),
                items: vec![Item { number: None, parts }],
            }),
        };
    }
    Content { parts: vec![part] }
}

#[test]
fn the_deepest_trees_need_little_stack() {
    let work = || {
        let content = deepest();
        let json = serde_json::to_string(&content).unwrap();
        let page = html(&content, HtmlOptions::default());
        for written in [markdown(&content), text(&content), tei(&content, &Head::default()), json, page] {
            assert!(written.contains("deep"), "{written}");
        }
    };
    thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join().unwrap();
}

#[test]
fn html_is_not_deep() {
    let written = html(&deepest(), HtmlOptions::default());
    assert_eq!(ammonia::clean(&written), written);
    let tree = scraper::Html::parse_document(&written).tree;
    let deepest = tree.nodes().map(|node| node.ancestors().count()).max();
    assert!(deepest.unwrap() < MOST_OPEN, "{deepest:?}");
}

/// What a tree of an extraction never is: deeper words are left out.
#[test]
fn deeper_trees_are_cut() {
    let content = Content { parts: vec![Part::Quote(vec![Part::Quote(deepest().parts)])] };
    assert_eq!(markdown(&content), "");
    assert_eq!(text(&content), "");
    assert_eq!(html(&content, HtmlOptions::default()), "");
}
