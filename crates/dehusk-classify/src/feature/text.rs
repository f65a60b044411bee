//! What the block's own words look like.

use super::Feature;
use crate::block::{BlockId, BlockTree};

/// A word of a script without spaces has about so many letters.
const WORD_OF_UNSPACED: f32 = 0.6;

/// Statistics of one block's text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct TextStats {
    /// Words; letters of scripts without spaces count 0.6 each.
    pub(crate) words: f32,
    /// Words that begin with a capital.
    capitals: f32,
    digits: f32,
    commas: f32,
    /// Full stops, question and exclamation marks of all scripts.
    pub(crate) sentence_ends: f32,
    /// Whether the last visible character ends a sentence, closing quotes aside.
    pub(crate) ends_sentence: bool,
    /// Whether it is an ellipsis: a text that was cut short.
    pub(crate) ends_cut: bool,
    /// Share of the bytes that are link text.
    pub(crate) link_share: f32,
    bytes: f32,
}

impl TextStats {
    pub(crate) fn of(tree: &BlockTree, id: BlockId) -> Self {
        let text = tree.text(id);
        let mut stats = Self { bytes: text.len() as f32, ..Self::default() };
        let mut in_word = false;
        for c in text.chars() {
            if is_unspaced(c) {
                stats.words += WORD_OF_UNSPACED;
                in_word = false;
            } else if c.is_alphanumeric() {
                if !in_word {
                    stats.words += 1.0;
                    stats.capitals += f32::from(u8::from(c.is_uppercase()));
                }
                stats.digits += f32::from(u8::from(c.is_ascii_digit()));
                in_word = true;
            } else {
                in_word = in_word
                    && matches!(c, '\'' | '’' | '-' | '\u{300}'..='\u{36F}' | '\u{0900}'..='\u{0DFF}');
                stats.commas += f32::from(u8::from(matches!(c, ',' | '،' | '、' | '，')));
                stats.sentence_ends += f32::from(u8::from(ends_sentence(c)));
            }
        }
        let bare = text.trim_end_matches(is_closing);
        stats.ends_cut = bare.ends_with('…') || bare.ends_with("...") || bare.ends_with("[...");
        stats.ends_sentence = !stats.ends_cut && bare.chars().next_back().is_some_and(ends_sentence);
        let linked: u32 = tree.links(id).iter().map(|link| link.text.len() as u32).sum();
        stats.link_share = if text.is_empty() { 0.0 } else { linked as f32 / stats.bytes };
        stats
    }
}

fn is_closing(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | '「' | '」' | '』' | ')' | '）' | ']')
}

pub(crate) const fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '۔' | '।' | '॥' | '．' | ';')
}

const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn flag(value: bool) -> f32 {
    f32::from(u8::from(value))
}

pub(super) const FEATURES: &[Feature] = &[
    Feature { name: "words", doc: "ln(1 + words)", compute: |c, id| c.stats(id).words.ln_1p() },
    Feature {
        name: "one_or_two_words",
        doc: "1 if fewer than 3 words",
        compute: |c, id| flag(c.stats(id).words < 3.0),
    },
    Feature { name: "long", doc: "1 if at least 25 words", compute: |c, id| flag(c.stats(id).words >= 25.0) },
    Feature {
        name: "prose",
        doc: "1 if it is long enough, unlinked and ends as sentences do",
        compute: |c, id| flag(c.is_prose(id)),
    },
    Feature {
        name: "sentences",
        doc: "ln(1 + sentence ends)",
        compute: |c, id| c.stats(id).sentence_ends.ln_1p(),
    },
    Feature {
        name: "ends_sentence",
        doc: "1 if it ends as sentences do",
        compute: |c, id| flag(c.stats(id).ends_sentence),
    },
    Feature {
        name: "ends_cut",
        doc: "1 if it ends in an ellipsis",
        compute: |c, id| flag(c.stats(id).ends_cut),
    },
    Feature {
        name: "commas",
        doc: "commas a word",
        compute: |c, id| (c.stats(id).commas / c.stats(id).words.max(1.0)).min(1.0),
    },
    Feature {
        name: "digits",
        doc: "share of digits among the bytes",
        compute: |c, id| c.stats(id).digits / c.stats(id).bytes.max(1.0),
    },
    Feature {
        name: "capitals",
        doc: "share of words with a capital",
        compute: |c, id| c.stats(id).capitals / c.stats(id).words.max(1.0),
    },
];
