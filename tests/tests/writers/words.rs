//! The words are the same in all formats.

use dehusk::content::{
    Cell, Content, Definition, Embed, Image, Inline, Item, Link, List, Numbers, Part, Table,
};
use dehusk::write::{Head, HtmlOptions, html, markdown, tei, text};
use pulldown_cmark::{Event, Parser, Tag};

use crate::normal::options;

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

fn paragraph(text: &str) -> Part {
    Part::Paragraph(words(text))
}

fn link(url: &str, text: &str) -> Inline {
    Inline::Link(Link { url: url.to_owned(), text: words(text) })
}

fn item(parts: Vec<Part>) -> Item {
    Item { number: None, parts }
}

fn row(cells: &[&str]) -> Vec<Option<Cell>> {
    cells.iter().map(|text| Some(Cell { text: words(text), ..Cell::default() })).collect()
}

/// One of everything.
fn rich() -> Content {
    let numbered = List {
        numbers: Some(Numbers { first: 3 }),
        items: vec![
            item(vec![
                paragraph("Third"),
                Part::List(List { numbers: None, items: vec![item(vec![paragraph("below")])] }),
            ]),
            item(vec![
                paragraph("Fourth"),
                Part::Code { language: Some("rust".into()), text: "let x = 1;\n\n  x".into() },
            ]),
        ],
    };
    let image = Image { url: "/tide.png".into(), alt: "The tide".into(), title: None };
    let table = Table {
        caption: words("Table one"),
        head: 1,
        rows: vec![
            row(&["Port", "High water"]),
            vec![Some(Cell { columns: 2, text: words("closed today"), ..Cell::default() }), None],
            [row(&["Leith"]), vec![Some(Cell { text: vec![Inline::Code("a|b".into())], ..Cell::default() })]]
                .concat(),
        ],
    };
    Content {
        parts: vec![
            Part::Heading { level: 2, text: words("Tides & <currents>") },
            Part::Paragraph(vec![
                Inline::Text("It is ".into()),
                Inline::Strong(vec![Inline::Text("very ".into()), Inline::Emphasis(words("late"))]),
                Inline::Text(", ".into()),
                Inline::Struck(words("noon")),
                Inline::Text(" in".into()),
                Inline::Emphasis(words("deed")),
                Inline::Break,
                link("https://example.org/a_(b)", "see *there*"),
                Inline::Text(" and ".into()),
                link("javascript:alert(1)", "not here"),
                Inline::Text(" or ".into()),
                Inline::Image(image.clone()),
                Inline::Superscript(words("st")),
                Inline::Text(" ".into()),
                Inline::Formula(r"\frac{a}{b}".into()),
                Inline::Text(" ".into()),
                Inline::Ruby { base: "漢字".into(), reading: "かんじ".into() },
            ]),
            Part::List(numbered),
            Part::Definitions(vec![Definition {
                terms: vec![words("Ebb")],
                meanings: vec![vec![paragraph("falling water")]],
            }]),
            Part::Quote(vec![paragraph("Time and tide"), Part::Rule, paragraph("wait for no man")]),
            Part::Table(table),
            Part::Figure { images: vec![image], caption: words("At noon") },
            Part::Formula("x = 1".into()),
            Part::Embed(Embed {
                provider: Some("x.com".into()),
                author: Some("Ada".into()),
                url: Some("https://x.com/ada/1".into()),
                parts: vec![paragraph("A post")],
            }),
        ],
    }
}

#[test]
fn all_formats_have_the_same_words() {
    let content = rich();
    let plain = split(&text(&content));
    assert!(plain.len() > 50, "{plain:?}");
    assert_eq!(split(&of_markdown(&markdown(&content))), plain);
    assert_eq!(split(&of_html(&html(&content, HtmlOptions::default()))), plain);
    assert_eq!(split(&of_tei(&tei(&content, &Head::default()))), plain);
    assert_eq!(split(&of_json(&serde_json::to_value(&content).unwrap())), plain);
}

/// Words, without marks of lists: numbers that stand alone, and signs.
fn split(text: &str) -> Vec<String> {
    let words = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !matches!(*word, "3" | "4")).map(str::to_owned).collect()
}

fn of_markdown(markdown: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::Start(
                Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. },
            ) => {}
            Event::Start(_) | Event::SoftBreak | Event::HardBreak => out.push('\n'),
            _ => {}
        }
    }
    out
}

fn of_html(html: &str) -> String {
    let html = scraper::Html::parse_fragment(html);
    let mut out = String::new();
    for node in html.tree.root().descendants() {
        match node.value() {
            scraper::Node::Text(text) => out.push_str(text),
            scraper::Node::Element(element) => {
                out.push_str(element.attr("alt").unwrap_or_default());
                let is_inline =
                    ["em", "strong", "del", "a", "code", "sup", "sub", "img"].contains(&element.name());
                out.push_str(if is_inline { "" } else { "\n" });
            }
            _ => {}
        }
    }
    out
}

fn of_tei(tei: &str) -> String {
    let tree = roxmltree::Document::parse(tei).unwrap();
    let body =
        tree.descendants().find(|node| node.has_tag_name(("http://www.tei-c.org/ns/1.0", "body"))).unwrap();
    let mut out = String::new();
    for node in body.descendants() {
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            out.push_str(text);
        }
        let is_inline =
            ["hi", "del", "ref", "code", "figure", "graphic", "figDesc"].contains(&node.tag_name().name());
        out.push_str(if node.is_text() || is_inline { "" } else { "\n" });
    }
    out
}

/// All strings but those that are no words.
fn of_json(json: &serde_json::Value) -> String {
    match json {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(values) => {
            let is_line = values.iter().any(serde_json::Value::is_string);
            values.iter().map(of_json).collect::<Vec<_>>().join(if is_line { "" } else { "\n" })
        }
        serde_json::Value::Object(fields) if fields.get("type").is_some_and(|kind| kind == "embed") => {
            let field = |name: &str| of_json(&fields[name]);
            [field("parts"), field("author"), field("provider")].join("\n")
        }
        serde_json::Value::Object(fields) => {
            let order = [
                "caption", "alt", "terms", "meanings", "text", "base", "reading", "code", "latex", "items",
                "parts", "rows", "images",
            ];
            let is_figure = fields.contains_key("images");
            let order = if is_figure { &["images", "caption"][..] } else { &order[..] };
            let found = order.iter().filter_map(|&name| fields.get(name)).map(of_json).collect::<Vec<_>>();
            let is_break = fields.get("type").is_some_and(|kind| kind == "break");
            if is_break { "\n".to_owned() } else { found.join("\n") }
        }
        _ => String::new(),
    }
}
