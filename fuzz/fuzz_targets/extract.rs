//! Whatever the bytes, and whatever the caller takes them for: extraction gives a
//! document that is not much larger than they are, explains its blocks, is written
//! in every form, and gives the same again.

#![no_main]

use std::sync::LazyLock;

use dehusk::content::Choice;
use dehusk::write::Form;
use dehusk::{Document, Extraction, Extractor, Input, InputKind, Options};
use dehusk_fuzz::choose;
use libfuzzer_sys::fuzz_target;

/// What the input is said to be; the last leaves it to the guess.
const KINDS: [Option<InputKind>; 5] =
    [Some(InputKind::Page), Some(InputKind::Fragment), Some(InputKind::Mixed), Some(InputKind::Text), None];

/// A byte may become three in decoding, and a title may stand in the text too.
const GROWTH: usize = 4;
const ALLOWANCE: usize = 64 << 10;

static EXTRACTOR: LazyLock<Extractor> =
    LazyLock::new(|| Extractor::new(Options::default().with_structure(Choice::default())));

fuzz_target!(|data: &[u8]| {
    let Some((&kind, bytes)) = choose(&KINDS, data) else { return };
    let extract = || EXTRACTOR.extract(input(bytes, kind));
    let extraction = extract();
    let size = size(&extraction.document);
    assert!(size <= GROWTH * bytes.len() + ALLOWANCE, "{} bytes became {size}", bytes.len());
    for form in [Form::Text, Form::Markdown, Form::Tei] {
        extraction.document.file(form);
    }
    let again = extract();
    assert_eq!(extraction.document, again.document);
    assert_eq!(explained(&extraction), explained(&again));
});

fn input(bytes: &[u8], kind: Option<InputKind>) -> Input<'_> {
    let input = Input::bytes(bytes).with_url("https://example.org/2024/05/06/a-slug.html");
    kind.map_or(input, |kind| input.with_kind(kind))
}

/// Bytes of all that the document says; the URL is the caller's.
fn size(document: &Document) -> usize {
    let fields = [&document.title, &document.author, &document.language];
    let fields = fields.into_iter().flatten().map(|field| field.value.len());
    let categories = document.categories.iter().map(String::len);
    document.text.len() + fields.chain(categories).sum::<usize>()
}

fn explained(extraction: &Extraction<'_>) -> Vec<String> {
    let blocks = extraction.blocks();
    blocks.map(|block| format!("{} {:?} {}", block.place(), block.verdict, block.text)).collect()
}
