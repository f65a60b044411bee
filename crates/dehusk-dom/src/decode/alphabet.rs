//! A second opinion among encodings of one script, from the spelling of
//! languages.
//!
//! `chardetng` knows the encodings that browsers have guessed at, and neither
//! the Macintosh ones nor ISO-8859-3, -14, -15 and -16. For pages in those it
//! names the nearest that it does know, and letters come out as other letters
//! or as symbols. Read the right way, all letters are of one alphabet.

use encoding_rs::{
    Encoding, IBM866, ISO_8859_2, ISO_8859_3, ISO_8859_4, ISO_8859_5, ISO_8859_10, ISO_8859_13, ISO_8859_14,
    ISO_8859_15, ISO_8859_16, KOI8_R, KOI8_U, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1254, WINDOWS_1257, WINDOWS_1258, X_MAC_CYRILLIC,
};

use super::reading::Reading;

/// Of two readings that are as good, the one whose encoding comes first is
/// taken: the order is roughly that of how often the web has them.
/// ISO-8859-10 is left out: no page has it, and many bytes are letters in it.
static LATIN: [&Encoding; 12] = [
    WINDOWS_1252,
    WINDOWS_1250,
    ISO_8859_2,
    WINDOWS_1254,
    WINDOWS_1257,
    ISO_8859_15,
    ISO_8859_13,
    ISO_8859_4,
    MACINTOSH,
    ISO_8859_16,
    ISO_8859_3,
    ISO_8859_14,
];

static CYRILLIC: [&Encoding; 6] = [WINDOWS_1251, KOI8_U, KOI8_R, ISO_8859_5, IBM866, X_MAC_CYRILLIC];

/// Letters other than ASCII, by language. Source: CLDR, exemplar characters;
/// Irish with the dotted letters of its older spelling, Turkish with what `İ`
/// is in lower case.
///
/// Romanian is there twice. Its bytes are the same in windows-1250, which reads
/// them with cedillas as its authors saw them, and in ISO-8859-16, which reads
/// them with the commas of today: what `chardetng` says, stands.
const ALPHABETS: [&str; 34] = [
    "àâæçèéêëîïôœùûüÿ",                  // French
    "äöüßé",                             // German
    "áéíñóúü",                           // Spanish, Galician
    "àáâãçéêíòóôõúü",                    // Portuguese
    "àèéìíîòóùú",                        // Italian
    "áâäèéêëîïíóôöúûü",                  // Dutch, Afrikaans
    "åæøéèêóòôâ",                        // Danish, Norwegian
    "åäöéàü",                            // Swedish
    "åäöšž",                             // Finnish
    "äõöüšž",                            // Estonian
    "áæéðíóöúýþ",                        // Icelandic
    "áæðíóøúý",                          // Faroese
    "áéíóúḃċḋḟġṁṗṡṫ",                    // Irish
    "àáâäèéêëìíîïòóôöùúûüýÿŵŷẁẃẅỳ",      // Welsh
    "àçèéíïòóúü",                        // Catalan
    "ąćęłńóśźż",                         // Polish
    "áčďéěíňóřšťúůýž",                   // Czech
    "áäčďéíĺľňóôŕšťúýž",                 // Slovak
    "áéíóöőúüű",                         // Hungarian
    "ăâîșț",                             // Romanian
    "ăâîşţ",                             // Romanian
    "ćčđšž",                             // Croatian, Bosnian, Slovene
    "çë",                                // Albanian
    "çğıiöşüâîû",                        // Turkish
    "àċèġħìîòùż",                        // Maltese
    "ĉĝĥĵŝŭ",                            // Esperanto
    "āčēģīķļņōŗšūž",                     // Latvian
    "ąčęėįšųūž",                         // Lithuanian
    "абвгдежзийклмнопрстуфхцчшщъыьэюяё", // Russian
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", // Ukrainian
    "абвгдеёжзійклмнопрстуўфхцчшыьэюя",  // Belarusian
    "абвгдежзийклмнопрстуфхцчшщъьюя",    // Bulgarian
    "абвгдђежзијклљмнњопрстћуфхцчџш",    // Serbian
    "абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ", // Macedonian
];

/// How much of a sample is read on trial, once for each encoding.
const READ: usize = 8 << 10;

/// What has to be gained to go against `chardetng`, which knows how often
/// letters follow each other, as this does not. With 0 a few lines go wrong
/// that it had right; from 0.02 on, Macintosh Cyrillic is missed.
const MARGIN: f32 = 0.01;

/// The spelling that will do for windows-1252 where little is not ASCII: such
/// pages are in languages that get by without, and hold names and quotation
/// marks from anywhere.
const ENOUGH_WHERE_SPARSE: f32 = 0.8;

/// Characters below which a text does not show its language.
const ENOUGH: u32 = 30;

/// Below this, text in Latin letters is of no language. Text in two of them
/// has more.
const MISSPELT: f32 = 0.75;

/// From here on text is of a language.
const WELL_SPELT: f32 = 0.98;

/// `guess`, or a rival of it that spells `sample` better; `sparse` is whether
/// the page has little that is not ASCII.
pub(super) fn better_than(guess: &'static Encoding, sample: &[u8], sparse: bool) -> &'static Encoding {
    if !LATIN.contains(&guess) && !CYRILLIC.contains(&guess) {
        return guess;
    }
    let sample = &sample[..sample.len().min(READ)];
    let usual = Reading::by(WINDOWS_1252, sample);
    let guessed = spelling(&Reading::by(guess, sample));
    // The quotation marks and the signs of many a page in English are letters
    // elsewhere, and spell there too.
    if usual.is_symbols() || sparse && spelling(&usual) >= guessed.min(ENOUGH_WHERE_SPARSE) {
        return WINDOWS_1252;
    }
    let mut best = (guess, guessed + MARGIN);
    if best.1 >= 1.0 {
        return guess;
    }
    for rival in LATIN.into_iter().chain(CYRILLIC) {
        let share = spelling(&Reading::by(rival, sample));
        if share > best.1 {
            best = (rival, share);
        }
    }
    best.0
}

/// Whether `encoding` is for a language that is mostly written in ASCII.
pub(super) fn is_latin(encoding: &'static Encoding) -> bool {
    LATIN.contains(&encoding) || encoding == ISO_8859_10 || encoding == WINDOWS_1258
}

/// Whether no language is written like that.
pub(super) fn is_misspelt(reading: &Reading) -> bool {
    reading.total() >= ENOUGH && spelling(reading) < MISSPELT
}

/// Whether all is spelt as in some one language.
pub(super) fn is_well_spelt(reading: &Reading) -> bool {
    spelling(reading) >= WELL_SPELT
}

/// The share of characters that some one language writes like that.
fn spelling(reading: &Reading) -> f32 {
    ALPHABETS.iter().map(|alphabet| reading.share_in(alphabet)).fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn better(text: &str, is: &'static Encoding, guess: &'static Encoding) -> &'static Encoding {
        better_than(guess, &is.encode(text).0, false)
    }

    #[test]
    fn finds_what_chardetng_does_not_know() {
        for (text, is, guess) in [
            ("Die Größe der Häuser, schöne Grüße", MACINTOSH, WINDOWS_1252),
            ("Tá an ḃean agus an ċailín ag dul aḃaile", ISO_8859_14, WINDOWS_1252),
            ("ċentru tal-belt, żgħir u ħafif, ġdid", ISO_8859_3, ISO_8859_4),
            ("ĉiuj homoj antaŭ la ĝardeno, ŝi kaj ĵurnalo", ISO_8859_3, ISO_8859_2),
            ("cœur, sœur, œuvre, été", ISO_8859_15, WINDOWS_1252),
            ("Человеческая семья, всякая Своя", X_MAC_CYRILLIC, WINDOWS_1251),
        ] {
            assert_eq!(better(text, is, guess), is, "{text}");
        }
    }

    #[test]
    fn keeps_what_spells_as_well() {
        for (text, encoding) in [
            ("Größe, garçon, mañana, São Paulo, Málaga", WINDOWS_1252),
            ("příliš žluťoučký kůň", WINDOWS_1250),
            ("în această țară și".replace('ț', "ţ").replace('ș', "ş").as_str(), WINDOWS_1250),
            ("Съешь же ещё этих мягких французских булок", WINDOWS_1251),
            ("これ", encoding_rs::SHIFT_JIS),
        ] {
            assert_eq!(better(text, encoding, encoding), encoding, "{text}");
        }
    }

    #[test]
    fn signs_alone_are_windows_1252() {
        assert_eq!(better("« from » © 2005", WINDOWS_1252, ISO_8859_2), WINDOWS_1252);
        let sample = WINDOWS_1252.encode("tro â’r Gwaith â gadael").0;
        assert_eq!(better_than(WINDOWS_1257, &sample, true), WINDOWS_1252);
    }
}
