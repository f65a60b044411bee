//! Nothing panics, whatever the input and however small the limits.

use dehusk::content::Choice;
use dehusk::{Extractor, Input, InputKind, Options};
use dehusk_dom::{Context, Limits, Namespace, ParseOptions, decode, parse, parse_fragment};
use dehusk_tests::{generate, is_full};

use super::{all_classes, assert_calm, walk};

#[test]
fn no_input_makes_the_parser_panic() {
    let sizes: &[usize] = if is_full() { &[1_000, 32_768, 131_072, 524_288] } else { &[1_000, 16_384] };
    for &size in sizes {
        assert_calm(&all_classes(size), |bytes| {
            let text = decode(bytes, None).text;
            walk(&parse(&*text, &ParseOptions::default()));
            let context = Context::new(Namespace::Html, "div");
            walk(&parse_fragment(&*text, context, &ParseOptions::default()));
        });
    }
}

#[test]
fn no_input_makes_the_extractor_panic() {
    let extractor = Extractor::new(Options::default().with_structure(Choice::default()));
    let sizes: &[usize] = if is_full() { &[1_000, 32_768, 131_072, 524_288] } else { &[1_000, 16_384] };
    for &size in sizes {
        assert_calm(&all_classes(size), |bytes| {
            for kind in [InputKind::Page, InputKind::Fragment, InputKind::Mixed, InputKind::Text] {
                extractor.extract(Input::bytes(bytes).with_kind(kind));
            }
        });
    }
}

#[test]
fn no_generated_document_makes_the_extractor_panic() {
    let extractor = Extractor::new(Options::default().with_structure(Choice::default()));
    let documents = |seed: u64| (format!("seed {seed}"), generate::document(seed).into_bytes());
    let documents: Vec<_> = (0..if is_full() { 20_000 } else { 500 }).map(documents).collect();
    assert_calm(&documents, |bytes| {
        extractor.extract(Input::bytes(bytes).with_kind(InputKind::Page));
    });
}

#[test]
fn no_limit_is_so_small_that_the_parser_panics() {
    for seed in 0..if is_full() { 20_000 } else { 500 } {
        let text = generate::document(seed);
        let small = seed as usize % 40;
        let limits = Limits::default().with_max_bytes(7 * small).with_max_nodes(small).with_max_depth(small);
        let dom = parse(&text, &limits.into());
        walk(&dom);
    }
}
