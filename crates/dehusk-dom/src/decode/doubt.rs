//! When a declaration is not believed.
//!
//! What is declared is mostly true, and where it is not, the page shows it.
//! Nothing here goes against a declaration in which the bytes make sense: a
//! Cyrillic encoding that was taken for another stays, as it does in browsers.

use encoding_rs::{Encoding, REPLACEMENT, UTF_8};

use super::reading::Reading;
use super::{Choice, EncodingSource, alphabet, detect, is_utf16_encoding, prescan, sample};

/// Characters other than ASCII up to which bytes are valid UTF-8 by chance.
const BY_CHANCE: usize = 4;

/// From here on a reading is not believed: no right one has that.
const NONSENSE: f32 = 0.1;

/// The same for Latin letters, of which Turkish has many in a row.
const NONSENSE_IN_LATIN: f32 = 0.25;

/// Up to here a guess is believed against a declaration.
const SENSE: f32 = 0.05;

/// Characters below which shares say nothing.
const ENOUGH: u32 = 10;

/// Bytes below which markup is too short to be sure of.
const SURE: usize = 64;

/// Whether text that is valid UTF-8 is so by chance: a few characters, with
/// controls among them. No page holds those on purpose, but they are what `В…`
/// in windows-1251 looks like.
pub(super) fn is_utf8_by_chance(text: &str) -> bool {
    let few: Vec<char> = text.chars().filter(|char| !char.is_ascii()).take(BY_CHANCE + 1).collect();
    few.len() <= BY_CHANCE && few.iter().any(|char| char.is_control())
}

/// Whether ASCII text is a page of markup, which is nothing that UTF-16 comes
/// out as.
pub(super) fn is_ascii_markup(text: &str) -> bool {
    text.len() >= SURE && !text.contains('\0') && text.contains('<') && text.contains('>')
}

/// For bytes that are no UTF-8 though declared as such. A server that says
/// UTF-8 of everything it sends is a common cause; the document knows better.
pub(super) fn other_than_utf8(bytes: &[u8], declared: Choice) -> Choice {
    let sample = sample::around_non_ascii(bytes);
    by_document(bytes, &sample, declared).unwrap_or_else(|| Choice::detected(detect::detect(bytes)))
}

/// `declared`, a legacy encoding, unless the bytes make no sense in it and do
/// in what the document says or the detector finds.
pub(super) fn confirm(bytes: &[u8], declared: Choice) -> Choice {
    let sample = sample::around_non_ascii(bytes);
    let reading = Reading::by(declared.encoding, &sample);
    let misspelt = alphabet::is_latin(declared.encoding) && alphabet::is_misspelt(&reading);
    let sense = makes_sense(declared.encoding, &reading);
    if sense && !misspelt {
        return declared;
    }
    by_document(bytes, &sample, declared).unwrap_or_else(|| {
        let detected = detect::detect(bytes);
        let reading = Reading::by(detected, &sample);
        let believed = if sense { alphabet::is_well_spelt(&reading) } else { reading.oddity() <= SENSE };
        if believed { Choice::detected(detected) } else { declared }
    })
}

/// What the document declares, if it was the transport that `declared` and the
/// bytes make sense that way.
fn by_document(bytes: &[u8], sample: &[u8], declared: Choice) -> Option<Choice> {
    if declared.source != EncodingSource::Transport {
        return None;
    }
    let encoding = prescan::prescan(bytes)?;
    let legacy = encoding != UTF_8 && encoding != REPLACEMENT && !is_utf16_encoding(encoding);
    let usable =
        legacy && encoding != declared.encoding && makes_sense(encoding, &Reading::by(encoding, sample));
    usable.then_some(Choice { encoding, source: EncodingSource::Meta })
}

fn makes_sense(encoding: &'static Encoding, reading: &Reading) -> bool {
    let nonsense = if alphabet::is_latin(encoding) { NONSENSE_IN_LATIN } else { NONSENSE };
    reading.total() < ENOUGH || reading.oddity() < nonsense
}

#[cfg(test)]
mod tests {
    use encoding_rs::{KOI8_R, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254};

    use super::*;

    const RUSSIAN: &str = "Это страница на русском языке, а сервер объявил другое.";

    fn transport(encoding: &'static Encoding) -> Choice {
        Choice { encoding, source: EncodingSource::Transport }
    }

    #[test]
    fn nonsense_is_not_believed() {
        for (text, is) in [(RUSSIAN, WINDOWS_1251), ("これは日本語のページです。", SHIFT_JIS)] {
            assert_eq!(confirm(&is.encode(text).0, transport(WINDOWS_1252)), Choice::detected(is));
        }
    }

    #[test]
    fn sense_is_believed() {
        for (text, encoding) in [
            (RUSSIAN, KOI8_R),
            ("Işığı gören çığ gibi büyüyen şaşkınlığı", WINDOWS_1254),
            ("é", WINDOWS_1251),
        ] {
            let bytes = encoding.encode(text).0;
            assert_eq!(confirm(&bytes, transport(encoding)), transport(encoding), "{text}");
        }
    }

    #[test]
    fn the_document_knows_better_than_a_server() {
        let page = [b"<meta charset=koi8-r>".as_slice(), &KOI8_R.encode(RUSSIAN).0].concat();
        let meta = Choice { encoding: KOI8_R, source: EncodingSource::Meta };
        assert_eq!(other_than_utf8(&page, transport(UTF_8)), meta);
        assert_eq!(confirm(&page, transport(WINDOWS_1252)), meta);
    }

    #[test]
    fn chance_needs_few_characters_and_controls() {
        assert!(is_utf8_by_chance("\u{85}"));
        assert!(!is_utf8_by_chance("é\u{85}".repeat(8).as_str()));
        assert!(!is_utf8_by_chance("©"));
    }
}
