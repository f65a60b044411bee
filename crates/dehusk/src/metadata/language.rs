//! The language: as declared, else as the words say.

use crate::document::{Source, Sourced};

/// Too few letters say too little.
const SHORTEST_TEXT: usize = 40;
/// More do not say more.
const LONGEST_TEXT: usize = 4_000;

/// The primary subtag of a BCP 47 tag, in lower case.
pub(super) fn primary(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_']).next()?;
    ((2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic()))
        .then(|| primary.to_ascii_lowercase())
}

/// Whether a language writes the day before the month in dates of figures alone.
/// English does on one side of the sea and not on the other, and those that begin
/// with the year where they write in their own way have no order of their own.
pub(crate) fn writes_day_first(code: &str) -> bool {
    !matches!(code, "en" | "tl" | "fil" | "zh" | "ja" | "ko")
}

/// The language of a text, if its words leave no doubt.
pub(crate) fn detect(text: &str) -> Option<Sourced<String>> {
    if text.len() < SHORTEST_TEXT {
        return None;
    }
    let info = whatlang::detect(&text[..text.floor_char_boundary(LONGEST_TEXT)])?;
    let code = two_letters(info.lang().code());
    info.is_reliable().then(|| Sourced::new(code.to_owned(), Source::Detected))
}

/// ISO 639-1 for the ISO 639-3 codes of `whatlang`, where there is one.
fn two_letters(code: &str) -> &str {
    const CODES: [(&str, &str); 70] = [
        ("epo", "eo"),
        ("eng", "en"),
        ("rus", "ru"),
        ("cmn", "zh"),
        ("spa", "es"),
        ("por", "pt"),
        ("ita", "it"),
        ("ben", "bn"),
        ("fra", "fr"),
        ("deu", "de"),
        ("ukr", "uk"),
        ("kat", "ka"),
        ("ara", "ar"),
        ("hin", "hi"),
        ("jpn", "ja"),
        ("heb", "he"),
        ("yid", "yi"),
        ("pol", "pl"),
        ("amh", "am"),
        ("jav", "jv"),
        ("kor", "ko"),
        ("nob", "nb"),
        ("dan", "da"),
        ("swe", "sv"),
        ("fin", "fi"),
        ("tur", "tr"),
        ("nld", "nl"),
        ("hun", "hu"),
        ("ces", "cs"),
        ("ell", "el"),
        ("bul", "bg"),
        ("bel", "be"),
        ("mar", "mr"),
        ("kan", "kn"),
        ("ron", "ro"),
        ("slv", "sl"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("mkd", "mk"),
        ("lit", "lt"),
        ("lav", "lv"),
        ("est", "et"),
        ("tam", "ta"),
        ("vie", "vi"),
        ("urd", "ur"),
        ("tha", "th"),
        ("guj", "gu"),
        ("uzb", "uz"),
        ("pan", "pa"),
        ("aze", "az"),
        ("ind", "id"),
        ("tel", "te"),
        ("pes", "fa"),
        ("mal", "ml"),
        ("ori", "or"),
        ("mya", "my"),
        ("nep", "ne"),
        ("sin", "si"),
        ("khm", "km"),
        ("tuk", "tk"),
        ("aka", "ak"),
        ("zul", "zu"),
        ("sna", "sn"),
        ("afr", "af"),
        ("lat", "la"),
        ("slk", "sk"),
        ("cat", "ca"),
        ("tgl", "tl"),
        ("hye", "hy"),
        ("cym", "cy"),
    ];
    CODES.iter().find(|(three, _)| *three == code).map_or(code, |(_, two)| two)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_languages() {
        assert_eq!(primary("en-GB").as_deref(), Some("en"));
        assert_eq!(primary("zh_Hans").as_deref(), Some("zh"));
        assert_eq!(primary("english"), None);
        assert_eq!(primary(""), None);
    }

    #[test]
    fn every_detected_language_has_a_code() {
        for lang in whatlang::Lang::all() {
            assert_eq!(two_letters(lang.code()).len(), 2, "{}", lang.code());
        }
    }
}
