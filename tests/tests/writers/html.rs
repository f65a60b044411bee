//! HTML, parsed again, and cleaned again.

use dehusk::content::{Cell, Content, Embed, Image, Inline, Link, Part, Table};
use dehusk::write::{Head, HtmlOptions, Marks, html, html_page};
use proptest::prelude::*;

use crate::inert::{assert_inert, text_of};
use crate::payloads::payloads;
use crate::tree;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    /// Cleaning is the identity, with the defaults of ammonia too.
    #[test]
    fn cleaning_takes_nothing(content in tree::content()) {
        let written = html(&content, HtmlOptions::default().with_marks(Marks::Common));
        prop_assert_eq!(ammonia::clean(&written), &written[..]);
        assert_inert(&written);
        assert_inert(&html(&content, HtmlOptions::default()));
    }

    #[test]
    fn pages_are_inert(content in tree::content(), title in tree::text(), url in tree::url()) {
        let head = Head { title: Some(&title), author: Some(&title), url: Some(&url), language: Some(&title), ..Head::default() };
        assert_inert(&html_page(&content, &head, HtmlOptions::default()));
    }
}

fn cases() -> u32 {
    if dehusk_tests::is_full() { 20_000 } else { 256 }
}

/// The only things that ammonia's defaults take are the two that the writer
/// names.
#[test]
fn the_defaults_of_ammonia_take_languages_and_numbers_of_items() {
    let item = |number| dehusk::content::Item { number: Some(number), parts: vec![paragraph("a")] };
    let numbers = Some(dehusk::content::Numbers { first: 3 });
    let content = Content {
        parts: vec![
            Part::Code { language: Some("rust".into()), text: "\n  a < b".into() },
            Part::List(dehusk::content::List { numbers, items: vec![item(3), item(7)] }),
        ],
    };
    let all = html(&content, HtmlOptions::default());
    assert_eq!(
        all,
        "<pre><code class=\"language-rust\">\n  a &lt; b</code></pre>\n\
         <ol start=\"3\">\n<li>a</li>\n<li value=\"7\">a</li>\n</ol>\n"
    );
    assert_eq!(ammonia::clean(&all), all.replace(" class=\"language-rust\"", "").replace(" value=\"7\"", ""));
    let common = html(&content, HtmlOptions::default().with_marks(Marks::Common));
    assert_eq!(
        common,
        "<pre><code>\n  a &lt; b</code></pre>\n\
         <ol start=\"3\">\n<li>a</li>\n</ol>\n<ol start=\"7\">\n<li>a</li>\n</ol>\n"
    );
    assert_eq!(ammonia::clean(&common), common);
}

#[test]
fn payloads_stay_text() {
    for payload in payloads() {
        let content = with(&payload);
        assert_inert(&html(&content, HtmlOptions::default()));
        let written = html(&content, HtmlOptions::default().with_marks(Marks::Common));
        assert_eq!(ammonia::clean(&written), written, "{payload}");
        let shown: String = text_of(&written).split_whitespace().collect();
        let wanted: String = payload.chars().filter(|sign| !sign.is_control()).collect();
        let wanted: String = wanted.split_whitespace().collect();
        assert!(shown.contains(&wanted), "{payload}\n{written}");
        let head = Head {
            title: Some(&payload),
            author: Some(&payload),
            url: Some(&payload),
            language: Some(&payload),
            ..Head::default()
        };
        assert_inert(&html_page(&content, &head, HtmlOptions::default()));
    }
}

/// `payload` wherever a string can stand.
fn with(payload: &str) -> Content {
    let text = || vec![Inline::Text(payload.to_owned())];
    let image = Image { url: payload.to_owned(), alt: payload.to_owned(), title: Some(payload.to_owned()) };
    let titled = Image { url: "/a.png".into(), ..image.clone() };
    let link = Link { url: payload.to_owned(), text: text() };
    let cell = Cell { text: text(), ..Cell::default() };
    Content {
        parts: vec![
            Part::Heading { level: 1, text: text() },
            Part::Paragraph(vec![
                Inline::Strong(text()),
                Inline::Link(link),
                Inline::Image(image.clone()),
                Inline::Code(payload.to_owned()),
                Inline::Formula(payload.to_owned()),
                Inline::Ruby { base: payload.to_owned(), reading: payload.to_owned() },
            ]),
            Part::Code { language: Some(payload.to_owned()), text: payload.to_owned() },
            Part::Figure { images: vec![image, titled], caption: text() },
            Part::Table(Table { caption: text(), head: 0, rows: vec![vec![Some(cell)]] }),
            Part::Embed(Embed {
                provider: Some(payload.to_owned()),
                author: Some(payload.to_owned()),
                url: Some(payload.to_owned()),
                parts: vec![paragraph(payload)],
            }),
            Part::Formula(payload.to_owned()),
        ],
    }
}

fn paragraph(text: &str) -> Part {
    Part::Paragraph(vec![Inline::Text(text.to_owned())])
}
