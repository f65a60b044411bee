//! The language: as declared, unless the words say otherwise beyond doubt.
//!
//! Templates declare the language of whoever made them, so that a page in Polish
//! may say `en`. But statistics of letters confuse neighbours and guess at short
//! texts, so that they only overrule a declaration where the text is long and the
//! two languages are not close.

use whatlang::{Detector, Lang};

use super::function_words::shortlist;
use crate::document::{Source, Sourced};

/// Too few letters say too little, unless their script says it all.
const SHORTEST_TEXT: usize = 40;
/// More do not say more.
const LONGEST_TEXT: usize = 1_500;
/// Where there is a declaration, fewer are enough to doubt it.
const LONGEST_CHECK: usize = 600;
/// Shorter texts do not overrule a declaration.
const SHORTEST_PROOF: usize = 300;

/// Languages that statistics of letters take for each other.
const CLOSE: [&[&str]; 9] = [
    &["da", "nb", "no", "nn", "sv"],
    &["cs", "sk"],
    &["hr", "sr", "bs", "sl", "sh", "mk", "bg"],
    &["es", "ca", "gl", "pt", "oc", "ast", "eu"],
    &["id", "ms", "jv", "su", "tl"],
    &["ru", "uk", "be", "bg"],
    &["nl", "af", "fy", "li"],
    &["hi", "mr", "ne", "sa"],
    &["zh", "ja", "yue"],
];

/// What a document says, and what its words say.
#[derive(Debug, Default)]
pub(crate) struct Languages {
    /// The one to go by.
    pub(crate) chosen: Option<Sourced<String>>,
    /// Primary subtag of the declaration.
    pub(crate) declared: Option<String>,
    /// What the words say, if they leave no doubt.
    pub(crate) detected: Option<String>,
}

/// Chooses between a declared tag, such as `en-US`, and the words of a text.
pub(super) fn choose(declared: Option<&Sourced<String>>, text: &str) -> Languages {
    let stated = declared.and_then(|tag| Some(Sourced::new(primary(&tag.value)?, tag.source)));
    let detected = detect(text, if stated.is_some() { LONGEST_CHECK } else { LONGEST_TEXT });
    let by_words = detected.map(|code| Sourced::new(code.to_owned(), Source::Detected));
    let overruled = |stated: &str| {
        text.len() >= SHORTEST_PROOF
            && detected.is_some_and(|words| words != stated && !are_close(words, stated))
    };
    let declared = stated.as_ref().map(|tag| tag.value.clone());
    let chosen = stated.filter(|tag| !overruled(&tag.value)).or_else(|| by_words.clone());
    Languages { chosen, declared, detected: by_words.map(|tag| tag.value) }
}

/// The primary subtag of a BCP 47 tag, in lower case.
pub(super) fn primary(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_', ',']).next()?;
    ((2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic()))
        .then(|| primary.to_ascii_lowercase())
}

/// Whether a language writes the day before the month in dates of figures alone.
/// English does on one side of the sea and not on the other, and those that begin
/// with the year where they write in their own way have no order of their own.
pub(super) fn writes_day_first(code: &str) -> bool {
    !matches!(code, "en" | "tl" | "fil" | "zh" | "ja" | "ko")
}

/// Whether words could be taken for those of the other language: the two are
/// neighbours, or the detector does not know the other.
fn are_close(detected: &str, stated: &str) -> bool {
    let is_known = whatlang::Lang::all().iter().any(|lang| two_letters(lang.code()) == stated);
    !is_known || CLOSE.iter().any(|group| group.contains(&detected) && group.contains(&stated))
}

/// The language of a text, if its script or its words leave no doubt.
fn detect(text: &str, most: usize) -> Option<&'static str> {
    if text.len() < SHORTEST_TEXT {
        return by_script(text);
    }
    let language = language_of(&text[..text.floor_char_boundary(most)])?;
    Some(two_letters(language.code()))
}

/// Held against the letters of no more languages than the commonest words leave.
fn language_of(text: &str) -> Option<Lang> {
    let detector = match shortlist(text) {
        Some(languages) if languages.len() == 1 => return languages.first().copied(),
        Some(languages) => Detector::with_allowlist(languages),
        None => Detector::new(),
    };
    detector.detect(text).filter(whatlang::Info::is_reliable).map(|info| info.lang())
}

/// The only language, as good as, that is written in the script of a text.
fn by_script(text: &str) -> Option<&'static str> {
    use whatlang::Script;
    let has_kana = text.chars().any(|c| matches!(c, '\u{3041}'..='\u{30ff}'));
    Some(match whatlang::detect_script(text)? {
        Script::Hiragana | Script::Katakana => "ja",
        Script::Mandarin if has_kana => "ja",
        Script::Mandarin => "zh",
        Script::Hangul => "ko",
        Script::Greek => "el",
        Script::Thai => "th",
        Script::Hebrew => "he",
        Script::Georgian => "ka",
        Script::Armenian => "hy",
        Script::Tamil => "ta",
        Script::Telugu => "te",
        Script::Bengali => "bn",
        Script::Gujarati => "gu",
        Script::Kannada => "kn",
        Script::Malayalam => "ml",
        Script::Khmer => "km",
        Script::Myanmar => "my",
        Script::Sinhala => "si",
        _ => return None,
    })
}

/// ISO 639-1 for the ISO 639-3 codes of `whatlang`, where there is one.
fn two_letters(code: &'static str) -> &'static str {
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

    fn chosen(declared: &str, text: &str) -> (String, Source) {
        let declared = Sourced::new(declared.to_owned(), Source::Markup);
        let chosen = choose(Some(&declared), text).chosen.unwrap();
        (chosen.value, chosen.source)
    }

    #[test]
    fn a_declaration_is_overruled_beyond_doubt_only() {
        let german =
            "Die Flut kommt alle sechs Stunden und zwölf Minuten, und jeden Tag etwas später. ".repeat(5);
        assert_eq!(chosen("en-US", &german), ("de".to_owned(), Source::Detected));
        assert_eq!(chosen("de-AT", &german), ("de".to_owned(), Source::Markup));
        assert_eq!(chosen("en", "Kurz."), ("en".to_owned(), Source::Markup));
        assert_eq!(chosen("lb", &german), ("lb".to_owned(), Source::Markup), "not known to the detector");
    }

    #[test]
    fn the_script_of_short_texts_says_enough() {
        for (text, expected) in [("潮が満ちる", "ja"), ("涨潮了", "zh"), ("밀물", "ko"), ("παλίρροια", "el")]
        {
            assert_eq!(choose(None, text).chosen.unwrap().value, expected);
        }
        assert!(choose(None, "tide").chosen.is_none());
    }

    #[test]
    fn every_detected_language_has_a_code() {
        for lang in whatlang::Lang::all() {
            assert_eq!(two_letters(lang.code()).len(), 2, "{}", lang.code());
        }
    }
}
