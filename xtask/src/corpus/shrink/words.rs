//! Made-up words of the same length and shape: the same word gives the same one,
//! wherever it stands, so that repeats and names are still seen.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Words of so few letters are left: "the", "und", "не" carry nobody's text, and
/// tell which language it is in.
const LONGEST_LEFT: usize = 3;

/// The same in Korean, where a letter is a syllable.
const LONGEST_KOREAN_LEFT: usize = 1;

/// Letters that stand for each other. What is in none of them stays as it is:
/// accents and vowel signs, which give a made-up word its language's look.
const CLASSES: &[&str] = &[
    "aeiou",
    "bcdfghklmnprstvwz",
    "jqxy",
    "аеиоуя",
    "бвгдзклмнпрстхч",
    "фцшщжыьэюй",
    "αειου",
    "βγδκλμνπρτχ",
    "ζηθξοσφψω",
    "אבגדהוזחטיכלמנסעפצקרשת",
    "بتثجحخدرزسشصضطعغفقكلمن",
    "اوي",
    "پچژگکیہھےٹڈڑں",
    "कखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह",
    "কখগঘচছজঝটঠডঢণতথদধনপফবভমযরলশষসহ",
    "กขคงจชซดตถทนบปผพมยรลวสหอ",
    "あいうえおかきくけこさしすせそたちつてとなにぬねのまみむめもらりるれろ",
    "アイウエオカキクケコサシスセソタチツテトナニヌネノマミムメモラリルレロ",
];

/// What stands for Chinese characters, which are too many for a class.
const HAN: &str = "山川風雨石木水火土金日月天地人力大小上下左右前後東西南北春夏秋冬白黒青赤花草竹米糸貝車";

/// How text is made unreadable.
#[derive(Debug, Clone)]
pub(super) struct Disguise {
    /// Words of the site's own furniture, in lower case.
    pub(super) left: HashSet<String>,
    /// Which made-up words.
    pub(super) seed: u64,
}

impl Disguise {
    /// A text with every word replaced that is long enough and not the site's.
    /// Figures, marks and white space stay. Linear.
    pub(super) fn text(&self, text: &str) -> String {
        let mut made_up = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let length: usize = if is_unspaced(first) {
                first.len_utf8()
            } else {
                let letters = rest.chars().take_while(|&c| is_letter(c) && !is_unspaced(c));
                letters.map(char::len_utf8).sum()
            };
            let (word, behind) = rest.split_at(length.max(first.len_utf8()));
            made_up.push_str(&self.word(word));
            rest = behind;
        }
        made_up
    }

    /// An address with its words replaced, on a host that can be nobody's.
    pub(super) fn address(&self, address: &str) -> String {
        let is_scheme = |scheme: &str| scheme.trim_end_matches(':').chars().all(|c| c.is_ascii_alphabetic());
        let parts = address.split_once("//").filter(|(scheme, _)| is_scheme(scheme));
        let Some((scheme, rest)) = parts else { return self.text(address) };
        let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let name = host.rsplit_once('.').map_or(host, |(name, _)| name);
        let name = name.split('@').next_back().unwrap_or(name).strip_suffix(".co").unwrap_or(name);
        format!("{scheme}//{}.example{}", self.text(name), self.text(path))
    }

    fn word(&self, word: &str) -> String {
        let lower = word.to_lowercase();
        let length = lower.chars().count();
        let longest = if lower.chars().any(is_hangul) { LONGEST_KOREAN_LEFT } else { LONGEST_LEFT };
        let is_short = length <= longest && !lower.chars().any(is_unspaced);
        if is_short || self.left.contains(&lower) {
            return word.to_owned();
        }
        let mut hasher = DefaultHasher::new();
        (self.seed, &lower).hash(&mut hasher);
        let mut state = hasher.finish();
        word.chars().map(|c| replacement(c, &mut state)).collect()
    }
}

/// The words of a text as [`Disguise`] divides them, in lower case.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty());
    words.flat_map(|word| {
        // A character without spaces around it is a word of its own.
        let single = word.chars().any(is_unspaced);
        let parts: Vec<String> =
            if single { word.chars().map(String::from).collect() } else { vec![word.to_lowercase()] };
        parts
    })
}

/// Whether a letter of a script is replaced at all.
pub(super) fn is_known(c: char) -> bool {
    !c.is_alphabetic()
        || c.is_ascii()
        || class(&lower(c)).is_some()
        || is_accented(c)
        || is_han(c)
        || is_hangul(c)
}

fn replacement(c: char, state: &mut u64) -> char {
    // A linear congruential generator (Knuth's MMIX): any will do.
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    let at = |count: usize| (*state >> 33) as usize % count.max(1);
    let of = |letters: &str| letters.chars().nth(at(letters.chars().count()));
    let made_up = if is_han(c) {
        of(HAN)
    } else if is_hangul(c) {
        // An initial and a vowel of our own, the final as it is.
        let last = (c as u32 - 0xac00) % 28;
        char::from_u32(0xac00 + (at(19) as u32 * 21 + at(8) as u32) * 28 + last)
    } else {
        class(&lower(c)).and_then(of)
    };
    let made_up = made_up.unwrap_or(c);
    if c.is_uppercase() { made_up.to_uppercase().next().unwrap_or(made_up) } else { made_up }
}

fn lower(c: char) -> String {
    c.to_lowercase().collect()
}

fn class(letter: &str) -> Option<&'static str> {
    CLASSES.iter().copied().find(|letters| letters.contains(letter))
}

/// A letter that is part of a word, or a sign on one.
fn is_letter(c: char) -> bool {
    c.is_alphabetic()
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{652}' | '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}' | '\u{e31}'..='\u{e4e}')
}

const fn is_accented(c: char) -> bool {
    matches!(c, '\u{aa}'..='\u{24f}' | '\u{370}'..='\u{52f}' | '\u{5d0}'..='\u{6ff}' | '\u{900}'..='\u{9ff}' | '\u{e00}'..='\u{e7f}' | '\u{1e00}'..='\u{1fff}' | '\u{3005}'..='\u{30ff}')
}

const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

const fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

const fn is_unspaced(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3040}'..='\u{30ff}' | '\u{e00}'..='\u{e7f}')
}

#[cfg(test)]
mod tests {
    use super::{Disguise, is_known, words};

    fn disguise() -> Disguise {
        Disguise { left: ["share".to_owned()].into(), seed: 1 }
    }

    #[test]
    fn words_keep_length_and_shape_and_nothing_else() {
        let text = "The Lighthouse keeper's LIGHTHOUSE stood in 1904, été. Share!";
        let made_up = disguise().text(text);
        assert_eq!(made_up.chars().count(), text.chars().count());
        let before: Vec<&str> = text.split(' ').collect();
        let after: Vec<&str> = made_up.split(' ').collect();
        assert_eq!((after[0], after[5], after[6], after[8]), ("The", "in", "1904,", "Share!"));
        assert!(after[1] != before[1] && after[1].starts_with(char::is_uppercase));
        assert_eq!(after[1].to_lowercase(), after[3].to_lowercase());
        assert_eq!(made_up, disguise().text(text));
    }

    #[test]
    fn every_script_of_the_cue_files_is_replaced() {
        for text in [
            "паромщица",
            "βιβλιοθήκη",
            "ספרייה",
            "مكتبة",
            "पुस्तकालय",
            "গ্রন্থাগার",
            "ห้องสมุด",
            "도서관",
            "図書館です",
            "トショカン",
        ] {
            let made_up = disguise().text(text);
            assert_ne!(made_up, text);
            assert_eq!(made_up.chars().count(), text.chars().count());
            assert!(text.chars().all(is_known), "{text}");
        }
        assert!(!is_known('\u{10a0}'), "Georgian has no class");
    }

    #[test]
    fn addresses_go_to_hosts_that_are_nobodys() {
        let made_up = disguise().address("https://www.harbour-news.com/share/article-17?q=pilot");
        assert!(made_up.starts_with("https://www.") && made_up.contains(".example/share/"), "{made_up}");
        assert!(!made_up.contains("harbour") && made_up.contains("-17?q="));
    }

    #[test]
    fn words_are_divided_as_they_are_replaced() {
        assert_eq!(words("Read more: 東京").collect::<Vec<_>>(), ["read", "more", "東", "京"]);
    }
}
