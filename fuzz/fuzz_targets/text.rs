//! Whatever a text says: a guess of what it is, and an extraction that loses no
//! letter of it between the blocks it is divided into.

#![no_main]

use std::sync::LazyLock;

use dehusk::{Extractor, Input, InputKind, guess_kind};
use libfuzzer_sys::fuzz_target;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::default);

fuzz_target!(|text: &str| {
    let _ = guess_kind(text);
    // References stand for other characters than those they are written with.
    if text.contains('&') {
        return;
    }
    let extraction = EXTRACTOR.extract(Input::text(text).with_kind(InputKind::Text));
    let blocks: String = extraction.blocks().map(|block| letters(block.text)).collect();
    assert_eq!(blocks, letters(text));
});

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
