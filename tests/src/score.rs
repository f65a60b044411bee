//! Word scores of a text against gold.
//!
//! The definitions are those of WCXB's `evaluate.py`, so that figures can be
//! compared with published ones: the bag of `re.findall(r'\w+', text.lower())`.
//! Python's `\w` is "letter, number or underscore" by general category, which
//! leaves out combining marks; Rust's `char::is_alphanumeric` goes by the
//! property Alphabetic, which takes most of them in, and would count Devanagari
//! or Thai words differently. The category tables used here and in Python may
//! be of different Unicode versions: only characters younger than the older of
//! the two can differ.

use std::collections::HashMap;

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// Precision, recall and their harmonic mean.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PrecisionRecall {
    /// The share of the output's words that gold has.
    pub precision: f64,
    /// The share of gold's words that the output has.
    pub recall: f64,
    /// The harmonic mean of the two.
    pub f1: f64,
}

impl PrecisionRecall {
    const PERFECT: Self = Self { precision: 1.0, recall: 1.0, f1: 1.0 };

    fn of(overlap: usize, found: usize, gold: usize) -> Self {
        let precision = overlap as f64 / found as f64;
        let recall = overlap as f64 / gold as f64;
        let sum = precision + recall;
        Self { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }
}

/// The score of `text` against `gold`, words as runs of letters and numbers.
///
/// ```
/// use dehusk_tests::score::word_f1;
///
/// let score = word_f1("One two", "one two three four");
/// assert_eq!((score.precision, score.recall), (1.0, 0.5));
/// ```
pub fn word_f1(text: &str, gold: &str) -> PrecisionRecall {
    let (text, gold) = (text.to_lowercase(), gold.to_lowercase());
    bag_f1(&words(&text), &words(&gold))
}

/// The same with every character of a script without spaces (Han, Kana, Thai,
/// Lao, Khmer, Burmese) a word of its own. Equal to [`word_f1`] for other
/// scripts.
pub fn cjk_f1(text: &str, gold: &str) -> PrecisionRecall {
    let (text, gold) = (text.to_lowercase(), gold.to_lowercase());
    bag_f1(&cjk_words(&text), &cjk_words(&gold))
}

/// The score of one bag of words against another. Two empty bags agree; an
/// empty and a full one have nothing in common.
pub fn bag_f1(found: &[&str], gold: &[&str]) -> PrecisionRecall {
    match (found.is_empty(), gold.is_empty()) {
        (true, true) => PrecisionRecall::PERFECT,
        (false, false) => PrecisionRecall::of(overlap(found, gold), found.len(), gold.len()),
        _ => PrecisionRecall::default(),
    }
}

fn overlap(found: &[&str], gold: &[&str]) -> usize {
    let mut left: HashMap<&str, usize> = HashMap::with_capacity(gold.len());
    for word in gold {
        *left.entry(word).or_default() += 1;
    }
    let mut common = 0;
    for word in found {
        if let Some(count) = left.get_mut(word)
            && *count > 0
        {
            *count -= 1;
            common += 1;
        }
    }
    common
}

/// The words of a text that is in lower case already.
pub fn words(text: &str) -> Vec<&str> {
    text.split(|c| !is_word(c)).filter(|word| !word.is_empty()).collect()
}

/// The words of a text in lower case, characters of scripts without spaces one
/// by one.
pub fn cjk_words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let unspaced = is_unspaced(c);
        if unspaced || !is_word(c) {
            words.extend(start.take().map(|start| &text[start..at]));
        }
        if unspaced && is_alphanumeric(c) {
            words.push(&text[at..at + c.len_utf8()]);
        } else if !unspaced && is_word(c) {
            start.get_or_insert(at);
        }
    }
    words.extend(start.map(|start| &text[start..]));
    words
}

/// Python's `str.isalnum` of one character.
pub fn is_alphanumeric(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    matches!(c.general_category_group(), GeneralCategoryGroup::Letter | GeneralCategoryGroup::Number)
}

fn is_word(c: char) -> bool {
    c == '_' || is_alphanumeric(c)
}

fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3031}'..='\u{3035}' | '\u{3038}'..='\u{303c}'
        | '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}' | '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

#[cfg(test)]
mod tests {
    use super::{cjk_words, word_f1, words};

    #[test]
    fn words_are_those_of_python() {
        // The answers of `re.findall(r'\w+', …)` in CPython 3.
        assert_eq!(words("naïve_x-2 ½ x² Ⅳ"), ["naïve_x", "2", "½", "x²", "Ⅳ"]);
        assert_eq!(words("हिन्दी"), ["ह", "न", "द"]);
        assert_eq!(words("e\u{301}a Ⓐ 한국어"), ["e", "a", "한국어"]);
    }

    #[test]
    fn unspaced_scripts_split_by_character() {
        assert_eq!(cjk_words("東京tower、한국 ไทย"), ["東", "京", "tower", "한국", "ไ", "ท", "ย"]);
        assert_eq!(cjk_words("การ์"), ["ก", "า", "ร"]);
    }

    #[test]
    fn scores_count_repeats() {
        let score = word_f1("a a a b", "a a c");
        assert_eq!((score.precision, score.recall), (0.5, 2.0 / 3.0));
        assert!((word_f1("", "").f1 - 1.0).abs() < f64::EPSILON);
        assert!(word_f1("x", "").f1 < f64::EPSILON && word_f1("", "x").f1 < f64::EPSILON);
    }
}
