//! What the block's own words look like.

use super::{ascii, family, flag, share};
use crate::block::{BlockId, BlockTree};

/// A word of a script without spaces has about so many letters.
const WORD_OF_UNSPACED: f32 = 0.6;

/// Statistics of one block's text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct TextStats {
    /// Words; letters of scripts without spaces count 0.6 each.
    pub(crate) words: f32,
    pub(super) letters: u32,
    pub(super) digits: u32,
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

    /// Counts what stands in ASCII many bytes at a time, and reads one by one
    /// only the characters that it cannot judge: those beyond ASCII, and signs
    /// that may stand within a word.
    fn count(&mut self, text: &str) {
        let mut words = Words::default();
        let mut read = 0;
        for (chunk, start) in ascii::chunks(text.as_bytes()).zip((0..).step_by(ascii::LANES)) {
            self.letters += u32::from(chunk.letters);
            self.digits += u32::from(chunk.digits);
            self.sentence_ends += u32::from(chunk.sentence_ends);
            self.dividers += u32::from(chunk.dividers);
            self.currencies += u32::from(chunk.currencies);
            words.spaced += u32::from(chunk.words);
            if !chunk.has_others {
                continue;
            }
            let end = text.len().min(start + ascii::LANES);
            read = read.max(start);
            while let Some(length) = text.as_bytes().get(read..end).and_then(ascii::before_other) {
                read = self.count_others(text, read + length, &mut words);
            }
        }
        self.words = words.spaced as f32 + words.unspaced as f32 * WORD_OF_UNSPACED;
    }

    /// Reads the run of other characters that begins at `start`; its end.
    fn count_others(&mut self, text: &str, start: usize, words: &mut Words) -> usize {
        let is_of_word = |byte: &u8| byte.is_ascii_alphanumeric();
        let mut in_word = text.as_bytes()[..start].last().is_some_and(is_of_word);
        let mut end = start;
        for c in text[start..].chars().take_while(|&c| !c.is_ascii() || ascii::is_other(c as u8)) {
            end += c.len_utf8();
            if is_unspaced(c) {
                words.unspaced += 1;
                self.letters += 1;
                in_word = false;
            } else if !c.is_ascii() && c.is_alphanumeric() {
                words.spaced += u32::from(!in_word);
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
        // What goes on with a word behind them was counted as one of its own.
        words.spaced -= u32::from(in_word && text.as_bytes()[end..].first().is_some_and(is_of_word));
        end
    }
}

/// Words of scripts with spaces, and letters of those without.
#[derive(Debug, Default)]
struct Words {
    spaced: u32,
    unspaced: u32,
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

const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF66}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFF}')
}

pub(super) const FEATURES: &[super::Feature] = family! {
    words "words; letters of scripts without spaces count 0.6" => |c, b| c.stats[b].words;
    words_a_sentence "words to a sentence end" => |c, b| c.stats[b].words / (c.stats[b].sentence_ends.max(1) as f32);
    letters_a_word "letters a word" => |c, b| share(c.stats[b].letters as f32, c.stats[b].words);
    one_link "1 if the whole block is one link" => |c, b| flag(c.tree.is_one_link(BlockId::at(b)));
    dividers "signs that divide entries of a bar" => |c, b| c.stats[b].dividers as f32;
};
