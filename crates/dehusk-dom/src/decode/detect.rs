//! The encoding of a page that does not say it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP};
use memchr::memmem;

use super::reading::Reading;
use super::{alphabet, sample};

/// From here on a reading is so odd that another one is looked for.
const ODD: f32 = 0.1;

/// Into how many parts a sample is cut then.
const PARTS: usize = 8;

/// How much of a page is looked at for how much of it is ASCII.
const WEIGHED: usize = 64 << 10;

/// The encoding of bytes that are no valid UTF-8.
///
/// Looks behind the ASCII that pages start with, and at a bounded sample.
pub(super) fn detect(bytes: &[u8]) -> &'static Encoding {
    let sample = sample::around_non_ascii(bytes);
    let guess = alphabet::better_than(guess(&sample), &sample, is_sparse(bytes));
    if Reading::by(guess, &sample).oddity() < ODD { guess } else { guess_in_parts(&sample, guess) }
}

/// UTF-8 is no answer: what is valid was taken as such before. Neither is
/// ISO-2022-JP, which is ASCII. A sample may end within a character, so the
/// detector is not told that it ends.
fn guess(sample: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, false);
    detector.guess(None, Utf8Detection::Deny)
}

/// The guess that reads best, of `guess_of_all` and those for parts of the
/// sample.
///
/// To `chardetng` one byte that cannot be rules an encoding out, and real pages
/// have such bytes; in the parts without, it finds what the page is in.
fn guess_in_parts(sample: &[u8], guess_of_all: &'static Encoding) -> &'static Encoding {
    let (mut best, mut least) = (guess_of_all, ODD);
    let mut rest = sample;
    while !rest.is_empty() {
        let (part, behind) = rest.split_at(end_of_part(rest, sample.len() / PARTS));
        rest = behind;
        let guess = guess(part);
        let oddity = Reading::by(guess, sample).oddity();
        if oddity < least {
            (best, least) = (guess, oddity);
        }
    }
    best
}

/// Where a part of `length` bytes or more ends: behind a byte that is a
/// character of its own in all encodings, such as a space.
fn end_of_part(bytes: &[u8], length: usize) -> usize {
    let alone = bytes.iter().skip(length).position(|&byte| byte < b'0');
    alone.map_or(bytes.len(), |alone| length + alone + 1)
}

/// Whether less than one letter in 200 is not ASCII, from the first on that is
/// not: scripts and styles stand before it. No language that is written with
/// other letters has so few.
fn is_sparse(bytes: &[u8]) -> bool {
    let rest = &bytes[Encoding::ascii_valid_up_to(bytes)..];
    let (mut in_tag, mut ascii, mut other) = (false, 0_usize, 0_usize);
    for &byte in rest.iter().take(WEIGHED) {
        match byte {
            b'<' => in_tag = true,
            b'>' => in_tag = false,
            _ if in_tag => {}
            _ if byte.is_ascii_alphabetic() => ascii += 1,
            _ => other += usize::from(!byte.is_ascii()),
        }
    }
    other * 200 < ascii
}

/// Whether ASCII bytes are ISO-2022-JP: they switch to a Japanese character
/// set, and all that follows makes sense.
///
/// Browsers do not detect it, since markup could so appear in what a server
/// took for text. Here no script runs, and what is written is made from the
/// tree.
pub(super) fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    let switches = |escape: &[u8]| memmem::find(bytes, escape).is_some();
    (switches(b"\x1B$B") || switches(b"\x1B$@"))
        && ISO_2022_JP.decode_without_bom_handling_and_without_replacement(bytes).is_some()
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, EUC_KR, GBK, SHIFT_JIS, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

    use super::*;

    const CHINESE: &str = "这是一个没有声明编码的中文网页，内容在很后面才出现。我们需要检测它的编码。";

    #[test]
    fn finds_the_usual_ones() {
        for (text, encoding) in [
            (CHINESE, GBK),
            ("這是一個沒有宣告編碼的中文網頁，內容在很後面才出現。", BIG5),
            ("これは文字コードを宣言していない日本語のページです。", SHIFT_JIS),
            ("이것은 문자 집합을 밝히지 않은 한국어 문서입니다.", EUC_KR),
            ("Это страница на русском языке без объявления кодировки.", WINDOWS_1251),
            ("Příliš žluťoučký kůň úpěl ďábelské ódy", WINDOWS_1250),
            ("Le cœur déçu mais l’âme plutôt naïve", WINDOWS_1252),
        ] {
            assert_eq!(detect(&encoding.encode(text).0), encoding, "{text}");
        }
    }

    #[test]
    fn one_bad_byte_does_not_rule_an_encoding_out() {
        let mut page = GBK.encode(&CHINESE.repeat(20)).0.into_owned();
        page.splice(300..300, *b"\xFF<br>");
        assert_eq!(detect(&page), GBK);
    }

    #[test]
    fn few_letters_in_english_are_windows_1252() {
        let page = format!("From São Paulo. {}", "Some words of plain English follow. ".repeat(40));
        let page = WINDOWS_1252.encode(&page).0;
        assert_eq!(detect(&page), WINDOWS_1252);
    }

    #[test]
    fn iso_2022_jp_switches_and_makes_sense() {
        assert!(is_iso_2022_jp(b"<p>\x1B$B$3$s$K$A$O\x1B(B</p>"));
        assert!(!is_iso_2022_jp(b"<p>\x1B$B$3$s$K$A$O\xFF\x1B(B</p>"));
        assert!(!is_iso_2022_jp(b"plain \x1B[0m text"));
    }
}
