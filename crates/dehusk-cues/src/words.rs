//! Words that patterns need not spell: those of names, dates and times.

use super::symbol::{Symbols, Traits};

/// Small words inside names.
pub const PARTICLES: [&str; 30] = [
    "al", "bin", "bint", "da", "dal", "das", "de", "del", "della", "den", "der", "des", "di", "do", "dos",
    "du", "e", "el", "ibn", "la", "le", "les", "los", "o", "ten", "ter", "van", "von", "y", "zu",
];

/// Words between names.
pub const CONJUNCTIONS: [&str; 24] = [
    "and",
    "und",
    "et",
    "y",
    "e",
    "ed",
    "en",
    "i",
    "oraz",
    "и",
    "та",
    "ve",
    "och",
    "dan",
    "và",
    "και",
    "og",
    "ja",
    "și",
    "és",
    "ir",
    "ও",
    "এবং",
    "மற்றும்",
];

/// Words between networks.
const OR: [&str; 10] = ["or", "oder", "ou", "o", "of", "lub", "или", "або", "veya", "atau"];

/// Words behind times of day.
const TIME_WORDS: [&str; 16] =
    ["am", "pm", "a", "p", "m", "uhr", "utc", "gmt", "ist", "est", "edt", "pst", "cet", "cest", "msk", "wib"];

/// Ordinal suffixes of the languages that put figures before month names.
const SUFFIXES: [&str; 11] = ["st", "nd", "rd", "th", "er", "º", "o", "го", "е", "ο", "η"];

/// Signs of East Asia between the figures of dates.
const DATE_SIGNS: [&str; 6] = ["年", "月", "日", "년", "월", "일"];

/// Marks these words, and what may stand inside dates beside.
pub(crate) fn mark(symbols: &mut Symbols, date_fillers: &[String]) {
    let fillers: Vec<&str> = date_fillers.iter().map(String::as_str).collect();
    let words: [(&[&str], Traits); 7] = [
        (&fillers, Traits::DATE_FILLER),
        (&SUFFIXES, Traits::SUFFIX),
        (&DATE_SIGNS, Traits::DATE_SIGN),
        (&PARTICLES, Traits::PARTICLE),
        (&CONJUNCTIONS, Traits::CONJUNCTION),
        (&OR, Traits::OR),
        (&TIME_WORDS, Traits::TIME),
    ];
    for (words, traits) in words {
        for word in words {
            let symbol = symbols.intern(word);
            symbols.mark(symbol, traits);
        }
    }
}
