//! What the block's own words look like.

use super::{family, flag, share};
use crate::block::{BlockId, BlockTree};

/// A word of a script without spaces has about so many letters.
const WORD_OF_UNSPACED: f32 = 0.6;

/// Statistics of one block's text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct TextStats {
    /// Words; letters of scripts without spaces count 0.6 each.
    pub(crate) words: f32,
    pub(super) letters: u32,
    /// Those of ASCII.
    pub(crate) digits: u32,
    /// Signs that stand between the entries of menus and bars.
    pub(super) dividers: u32,
    /// Signs of currency.
    pub(super) currencies: u32,
    /// Full stops, question and exclamation marks of all scripts.
    pub(crate) sentence_ends: u32,
    /// Whether the last visible character ends a sentence, closing quotes aside.
    pub(crate) ends_sentence: bool,
    /// Whether it is an ellipsis: a text that was cut short.
    pub(crate) ends_cut: bool,
    /// Share of the bytes that are link text.
    pub(crate) link_share: f32,
    pub(super) bytes: u32,
}

impl TextStats {
    /// Whether a letter is of a script that is written without spaces.
    pub(super) const fn is_unspaced(c: char) -> bool {
        is_unspaced(c)
    }

    pub(crate) fn of(tree: &BlockTree, id: BlockId) -> Self {
        let text = tree.text(id);
        let mut stats = Self { bytes: text.len() as u32, ..Self::default() };
        stats.count(text);
        let bare = text.trim_end_matches(is_closing);
        stats.ends_cut = bare.ends_with('…') || bare.ends_with("...") || bare.ends_with("[...");
        let last = bare.chars().next_back();
        stats.ends_sentence = !stats.ends_cut && last.is_some_and(ends_sentence);
        let linked: u32 = tree.links(id).iter().map(|link| link.text.len() as u32).sum();
        stats.link_share = share(linked as f32, text.len() as f32);
        stats
    }

    /// One pass over the text: runs of ASCII letters, which are nearly all of
    /// most texts, at once, and other characters one by one.
    fn count(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let (mut words, mut unspaced) = (0_u32, 0_u32);
        let mut in_word = false;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let kind = KINDS[usize::from(byte)];
            if kind == Kind::Letter || kind == Kind::Digit {
                let length = run_length(&bytes[at..], kind);
                words += u32::from(!in_word);
                in_word = true;
                *(if kind == Kind::Letter { &mut self.letters } else { &mut self.digits }) += length as u32;
                at += length;
                continue;
            }
            if kind == Kind::Space {
                in_word = false;
                at += 1;
                continue;
            }
            let Some(c) = text[at..].chars().next() else { break };
            at += c.len_utf8();
            if is_unspaced(c) {
                unspaced += 1;
                self.letters += 1;
                in_word = false;
            } else if !c.is_ascii() && c.is_alphanumeric() {
                words += u32::from(!in_word);
                self.letters += 1;
                in_word = true;
            } else {
                in_word = in_word
                    && matches!(c, '\'' | '’' | '-' | '\u{300}'..='\u{36F}' | '\u{0900}'..='\u{0DFF}');
                self.sentence_ends += u32::from(ends_sentence(c));
                self.dividers += u32::from(is_divider(c));
                self.currencies += u32::from(is_currency(c));
            }
        }
        self.words = words as f32 + unspaced as f32 * WORD_OF_UNSPACED;
    }
}

/// What a byte of text is, as far as it says so by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Of ASCII, as are the next two.
    Letter,
    Digit,
    Space,
    /// A sign, or part of a character beyond ASCII.
    Other,
}

static KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        if c.is_ascii_alphabetic() {
            kinds[byte] = Kind::Letter;
        } else if c.is_ascii_digit() {
            kinds[byte] = Kind::Digit;
        } else if c == b' ' {
            kinds[byte] = Kind::Space;
        }
        byte += 1;
    }
    kinds
};

fn run_length(bytes: &[u8], kind: Kind) -> usize {
    bytes.iter().position(|&byte| KINDS[usize::from(byte)] != kind).unwrap_or(bytes.len())
}

const fn is_divider(c: char) -> bool {
    matches!(c, '|' | '·' | '•' | '»' | '›' | '>' | '/' | '→' | '｜' | '・' | '▸')
}

const fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '¥' | '₽' | '₹' | '₩' | '\u{20AC}' | '￥')
}

fn is_closing(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | '「' | '」' | '』' | ')' | '）' | ']')
}

pub(crate) const fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '۔' | '।' | '॥' | '．' | ';')
}

/// Nearly all such letters are ideographs, which are asked for first.
const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}') || is_other_unspaced(c)
}

const fn is_other_unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF66}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFF}')
}

pub(super) const FEATURES: &[super::Feature] = family! {
    words "words; letters of scripts without spaces count 0.6" => |c, b| c.stats[b].words;
    words_a_sentence "words to a sentence end" => |c, b| c.stats[b].words / (c.stats[b].sentence_ends.max(1) as f32);
    letters_a_word "letters a word" => |c, b| share(c.stats[b].letters as f32, c.stats[b].words);
    one_link "1 if the whole block is one link" => |c, b| flag(c.tree.is_one_link(BlockId::at(b)));
    dividers "signs that divide entries of a bar" => |c, b| c.stats[b].dividers as f32;
};
