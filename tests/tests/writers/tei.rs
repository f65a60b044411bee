//! XML-TEI, read by an XML parser.

use dehusk::content::Content;
use dehusk::write::{Head, tei};
use proptest::prelude::*;
use roxmltree::Document;

use crate::inert::is_safe;
use crate::payloads::payloads;
use crate::tree;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn it_is_well_formed(content in tree::content(), any in any::<String>(), url in tree::url()) {
        let head = Head {
            title: Some(&any),
            author: Some(&any),
            date: Some(any.clone()),
            publisher: Some(&any),
            url: Some(&url),
            language: Some(&any),
            categories: std::slice::from_ref(&any),
        };
        check(&tei(&content, &head));
    }
}

#[test]
fn payloads_are_text() {
    for payload in payloads() {
        let head = Head { title: Some(&payload), url: Some(&payload), ..Head::default() };
        let content = Content {
            parts: vec![dehusk::content::Part::Paragraph(vec![dehusk::content::Inline::Text(
                payload.clone(),
            )])],
        };
        check(&tei(&content, &head));
    }
}

fn check(written: &str) {
    let tree = Document::parse(written).unwrap_or_else(|error| panic!("{error}: {written}"));
    assert_eq!(tree.root_element().tag_name().name(), "TEI");
    for node in tree.descendants() {
        for name in ["target", "url"] {
            assert!(node.attribute(name).is_none_or(is_safe), "{written}");
        }
    }
}
