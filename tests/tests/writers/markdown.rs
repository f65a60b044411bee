//! Markdown, read back by pulldown-cmark.

use std::slice::from_ref;

use dehusk::content::{Content, Inline, Part};
use dehusk::write::markdown;
use proptest::prelude::*;
use pulldown_cmark::{Parser, html::push_html};

use crate::inert::{assert_inert, text_of};
use crate::normal::{Block, expected, options, parsed, says};
use crate::payloads::payloads;
use crate::tree;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    /// All but emphasis that cannot be written comes back.
    #[test]
    fn what_is_written_is_read(content in tree::content()) {
        let written = markdown(&content);
        let (found, wanted) = (parsed(&written), expected(&content.parts));
        prop_assert!(says(&found, &wanted), "{written}\n\nfound {found:#?}\n\nwanted {wanted:#?}");
    }

    #[test]
    fn lines_come_back(text in tree::inlines()) {
        let parts = vec![Part::Paragraph(text)];
        let wanted = expected(&parts);
        let written = markdown(&Content { parts });
        let found = parsed(&written);
        prop_assert!(says(&found, &wanted), "{written}\n\nfound {found:#?}\n\nwanted {wanted:#?}");
    }

    /// Between words, every mark comes back.
    #[test]
    fn emphasis_between_words_comes_back(text in words(3)) {
        let parts = vec![Part::Paragraph(text)];
        let wanted = expected(&parts);
        let written = markdown(&Content { parts });
        prop_assert_eq!(parsed(&written), wanted, "{}", written);
    }

    #[test]
    fn code_comes_back_to_the_character(text in tree::code(), line in tree::code()) {
        let parts = vec![
            Part::Quote(vec![Part::Code { language: None, text }]),
            Part::Paragraph(vec![Inline::Text("a".into()), Inline::Code(line)]),
        ];
        let wanted = expected(&parts);
        let written = markdown(&Content { parts });
        prop_assert_eq!(parsed(&written), wanted, "{}", written);
    }
}

fn cases() -> u32 {
    if dehusk_tests::is_full() { 20_000 } else { 512 }
}

/// Words with emphasis around some of them, which other words part.
fn words(depth: u32) -> impl Strategy<Value = Vec<Inline>> {
    let word = tree::plain().prop_map(|text| vec![Inline::Text(text)]);
    word.prop_recursive(depth, 16, 3, |inner| {
        let styled = (inner, 0..3_u8).prop_map(|(inner, style)| match style {
            0 => Inline::Emphasis(inner),
            1 => Inline::Strong(inner),
            _ => Inline::Struck(inner),
        });
        (tree::plain(), styled, tree::plain()).prop_map(|(before, styled, behind)| {
            vec![Inline::Text(format!("{before} ")), styled, Inline::Text(format!(" {behind}"))]
        })
    })
}

/// What stands as text in a page stands as text where its Markdown is shown.
#[test]
fn payloads_stay_text() {
    for payload in payloads() {
        let text = || vec![Inline::Text(payload.clone())];
        let link = dehusk::content::Link { url: payload.clone(), text: text() };
        let image = dehusk::content::Image {
            url: payload.clone(),
            alt: payload.clone(),
            title: Some(payload.clone()),
        };
        let cell = |text| Some(dehusk::content::Cell { text, ..Default::default() });
        let parts = vec![
            Part::Heading { level: 2, text: text() },
            Part::Paragraph(text()),
            Part::Paragraph(vec![Inline::Emphasis(text()), Inline::Link(link), Inline::Image(image.clone())]),
            Part::Paragraph(vec![Inline::Code(payload.clone()), Inline::Formula(payload.clone())]),
            Part::Code { language: Some(payload.clone()), text: payload.clone() },
            Part::Formula(payload.clone()),
            Part::Figure { images: vec![image], caption: text() },
            Part::Table(dehusk::content::Table {
                caption: text(),
                head: 1,
                rows: vec![vec![cell(text())], vec![cell(vec![Inline::Code(payload.clone())])]],
            }),
        ];
        let wanted = expected(&parts);
        let written = markdown(&Content { parts });
        let mut html = String::new();
        push_html(&mut html, Parser::new_ext(&written, options()));
        assert_inert(&html);
        let found = parsed(&written);
        assert_eq!(found.len(), wanted.len(), "{payload:?}\n{written}");
        for (found, wanted) in found.iter().zip(&wanted) {
            // The language of code is left out where it is no name.
            let is_code =
                matches!((found, wanted), (Block::Code(_, found), Block::Code(_, wanted)) if found == wanted);
            let is_same = is_code || says(from_ref(found), from_ref(wanted));
            assert!(is_same, "{payload:?}\n{written}\nfound {found:?}\nwanted {wanted:?}");
        }
        assert!(shown(&text_of(&html)).contains(&shown(&payload)), "{payload}\n{html}");
    }
}

/// Without white space, and controls that no text keeps.
fn shown(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace() && !sign.is_control()).collect()
}
