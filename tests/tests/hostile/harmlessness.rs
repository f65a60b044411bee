//! Limits touch nothing that is real, and keep the words of what they touch.

use dehusk::{Extractor, Options};
use dehusk_dom::{NodeId, ParseOptions, decode, parse};
use dehusk_tests::dump::dump;
use dehusk_tests::pages::Body;
use dehusk_tests::same::same;
use dehusk_tests::score::words;
use dehusk_tests::{html5lib, is_full, sets};

use super::{no_limits, scripted};

/// Pages that a sample takes of each set, spread over it.
const PAGES_A_SET: usize = 20;

#[test]
fn limits_change_no_real_page() {
    let (limited, unlimited) = (ParseOptions::default(), no_limits().into());
    for page in sets::sample(PAGES_A_SET) {
        let Body::Markup(bytes) = &page.body else { continue };
        let text = decode(bytes, page.charset.as_deref()).text;
        let (a, b) = (parse(&*text, &limited), parse(&*text, &unlimited));
        assert_eq!(a.limit_hits(), [], "{}", page.id);
        assert!(same(&a, &b), "{}", page.id);
    }
}

#[test]
fn limits_change_no_extraction() {
    let limited = Extractor::new(Options::default());
    let unlimited = Extractor::new(Options::default().with_limits(no_limits()));
    for page in sets::sample(PAGES_A_SET / 4) {
        let (a, b) = (limited.extract(page.input()), unlimited.extract(page.input()));
        assert_eq!(a.document, b.document, "{}", page.id);
    }
}

#[test]
fn limits_change_no_document_of_html5lib() {
    let Some(files) = html5lib::tree_cases().unwrap() else {
        eprintln!("skipped: the html5lib pack is not here");
        return;
    };
    let (limited, unlimited) = (ParseOptions::default(), no_limits().into());
    for case in files.values().flatten() {
        let (a, b) = (parse(&case.data, &limited), parse(&case.data, &unlimited));
        assert!(same(&a, &b), "{}\n{}\n{}", case.id, dump(&a), dump(&b));
    }
}

#[test]
fn deep_pages_keep_their_words() {
    let page = |unit: &str| format!("<!doctype html><p>Sound first paragraph.{}", unit.repeat(40_000));
    let own =
        ["<span>word ", "<blockquote>quoted ", "<li>item<ul>", "Name <name@example.org>, ", "<b>w <i>x "];
    let own = own.map(|unit| (unit.to_owned(), page(unit).into_bytes()));
    let deep = ["deep_span_text", "mail_addresses", "deep_blockquote"];
    let sizes: &[usize] = if is_full() { &[32_768, 131_072, 524_288, 1_572_864] } else { &[32_768, 524_288] };
    let scripted = sizes.iter().flat_map(|&size| scripted(size));
    for (name, bytes) in scripted.filter(|(name, _)| deep.contains(&name.as_str())).chain(own) {
        let text = decode(&bytes, None).text;
        let expected = words(&without_tags(&text)).len();
        let found = parse(&*text, &ParseOptions::default()).text_content(NodeId::DOCUMENT);
        let found = words(&found).len();
        assert!(found * 100 >= expected * 95, "{name}: {found} of {expected} words");
    }
}

/// The text between the tags of a page that has neither comments nor scripts.
fn without_tags(text: &str) -> String {
    text.split('<').map(|part| part.split_once('>').map_or("", |(_, text)| text)).collect()
}
