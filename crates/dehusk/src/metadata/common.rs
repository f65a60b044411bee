//! The commonest words of languages: a cheap confirmation of what a document
//! declares. Statistics of letters take as long as a tenth of all the rest.

/// Words of a language that few texts of it go without.
const WORDS: [(&str, [&str; 10]); 18] = [
    ("en", ["the", "of", "and", "to", "in", "is", "for", "that", "with", "on"]),
    ("de", ["der", "die", "und", "das", "den", "ist", "mit", "von", "für", "nicht"]),
    ("fr", ["les", "des", "et", "une", "est", "pour", "dans", "du", "qui", "sur"]),
    ("es", ["los", "las", "y", "en", "el", "del", "una", "por", "con", "para"]),
    ("pt", ["os", "do", "da", "em", "uma", "não", "com", "dos", "para", "é"]),
    ("it", ["il", "di", "che", "della", "per", "gli", "un", "con", "è", "del"]),
    ("nl", ["het", "een", "van", "en", "de", "dat", "op", "niet", "zijn", "voor"]),
    ("sv", ["och", "att", "det", "som", "är", "inte", "för", "på", "med", "av"]),
    ("da", ["og", "det", "at", "ikke", "af", "er", "til", "på", "som", "med"]),
    ("pl", ["nie", "się", "na", "jest", "że", "w", "z", "do", "i", "oraz"]),
    ("cs", ["se", "na", "je", "že", "v", "s", "do", "pro", "jsou", "ve"]),
    ("tr", ["ve", "bir", "bu", "için", "da", "de", "ile", "olarak", "çok", "daha"]),
    ("id", ["yang", "dan", "di", "dengan", "untuk", "dari", "ini", "pada", "tidak", "akan"]),
    ("vi", ["và", "của", "là", "có", "được", "cho", "không", "một", "các", "người"]),
    ("ru", ["и", "в", "на", "не", "что", "с", "по", "из", "для", "как"]),
    ("uk", ["і", "в", "на", "не", "що", "з", "та", "у", "до", "як"]),
    ("el", ["και", "το", "της", "η", "του", "να", "την", "με", "για", "από"]),
    ("hi", ["के", "में", "है", "की", "और", "से", "को", "का", "पर", "ने"]),
];
/// So many bytes are read.
const LONGEST: usize = 600;
/// One word of so many at least is one of these, in texts of the language.
const SHARE: usize = 8;
/// Fewer words prove nothing.
const LEAST: usize = 24;

/// The language that is declared, if its commonest words are as common in a text
/// as they should be. Others share a word or two of them, but not an eighth.
pub(super) fn confirms(declared: &str, text: &str) -> Option<&'static str> {
    let (code, words) = WORDS.iter().find(|(code, _)| *code == declared)?;
    let head = &text[..text.floor_char_boundary(LONGEST)];
    let (mut all, mut common) = (0, 0);
    for word in head.split(|c: char| !c.is_alphanumeric() && !is_mark(c)).filter(|word| !word.is_empty()) {
        all += 1;
        common += usize::from(words.contains(&word));
    }
    (all >= LEAST && common * SHARE >= all).then_some(*code)
}

/// Vowel signs, which belong to words.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0963}')
}

#[cfg(test)]
mod tests {
    use super::confirms;

    #[test]
    fn common_words_confirm_their_own_language_only() {
        let text = "The tide turns every six hours and twelve minutes, a little later each day, and the \
            fishermen of the village read it from the stones of the wall in the old harbour.";
        assert_eq!(confirms("en", text), Some("en"));
        for other in ["de", "fr", "nl", "da", "xx"] {
            assert_eq!(confirms(other, text), None, "{other}");
        }
        assert_eq!(confirms("en", "The tide."), None);
    }
}
