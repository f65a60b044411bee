//! Bytes to text.
//!
//! Sources: HTML Standard § 13.2.3.2 "Determining the character encoding" and
//! Encoding Standard § 6 "Hooks for standards". The order is byte order mark,
//! transport layer, declaration in the document, detector; `encoding_rs`
//! decodes.
//!
//! Two things are done otherwise than in a browser, because what counts is the
//! text and not that a site breaks in every browser in the same way. A page
//! that is silent is looked at as a whole (`detect`), and what bytes say beats
//! what a label says where both cannot be true (`doubt`):
//!
//! | declared | bytes | taken |
//! |---|---|---|
//! | nothing, or UTF-8, or UTF-16 | UTF-16 by its zero bytes | UTF-16 |
//! | a legacy encoding | valid UTF-8, not only ASCII | UTF-8 |
//! | UTF-8 | mostly no UTF-8 | what is detected |
//! | a legacy encoding | UTF-8 with few flaws | UTF-8 |
//! | a legacy encoding | nonsense in it, sense in another | the other |

mod alphabet;
mod detect;
mod doubt;
mod meta;
mod prescan;
mod reading;
mod sample;
mod utf16;
mod utf8;

use std::borrow::Cow;

use encoding_rs::{Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

/// Which step of the algorithm decided on the encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EncodingSource {
    /// A byte order mark.
    Bom,
    /// The charset that the transport declared.
    Transport,
    /// The document's own `<meta>` or XML declaration.
    Meta,
    /// The detector, from the bytes themselves: nothing was declared, or what
    /// was declared cannot be true.
    Detector,
    /// The caller gave text.
    Decoded,
}

/// Text, and how it was got from bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark; borrowed where the bytes are UTF-8.
    ///
    /// U+0000 is left in: what becomes of it depends on where it stands, so it
    /// is the parser's.
    pub text: Cow<'a, str>,
    /// WHATWG name of the encoding, such as `UTF-8` or `windows-1252`.
    pub encoding: &'static str,
    /// Which step decided.
    pub source: EncodingSource,
    /// How many U+FFFD the decoder put in for bytes that make no sense.
    ///
    /// None in valid UTF-8, even if the page itself holds a U+FFFD: looking
    /// for those would cost every good page more than its validation does.
    pub replacements: usize,
}

/// An encoding, and which step came to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Choice {
    encoding: &'static Encoding,
    source: EncodingSource,
}

impl Choice {
    const fn detected(encoding: &'static Encoding) -> Self {
        Self { encoding, source: EncodingSource::Detector }
    }

    fn decode(self, bytes: &[u8]) -> Decoded<'_> {
        let (text, flawed) = self.encoding.decode_without_bom_handling(bytes);
        let replacements = if flawed { text.matches('\u{FFFD}').count() } else { 0 };
        self.of(text, replacements)
    }

    fn of(self, text: Cow<'_, str>, replacements: usize) -> Decoded<'_> {
        Decoded { text, encoding: self.encoding.name(), source: self.source, replacements }
    }
}

/// Decodes `bytes`; `transport` is the charset that a `Content-Type` header
/// declared, ignored where it is no label of the Encoding Standard.
///
/// Linear in the input. Never fails: bytes that make no sense become U+FFFD.
pub fn decode<'a>(bytes: &'a [u8], transport: Option<&str>) -> Decoded<'a> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Choice { encoding, source: EncodingSource::Bom }.decode(&bytes[length..]);
    }
    if let Some(encoding) = utf16::by_zeros(bytes) {
        return Choice::detected(encoding).decode(bytes);
    }
    let declared = declared(bytes, transport);
    // Validates once and does not copy. `encoding_rs` brings simdutf8 along:
    // half the instructions of `std::str::from_utf8` on ASCII pages, a fifth
    // on Chinese ones.
    match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => decode_utf8(bytes, text, declared),
        None => of_not_utf8(bytes, declared).decode(bytes),
    }
}

/// What the transport or, where that is silent, the document declares.
fn declared(bytes: &[u8], transport: Option<&str>) -> Option<Choice> {
    if let Some(encoding) = transport.and_then(|label| Encoding::for_label(label.as_bytes())) {
        return Some(Choice { encoding, source: EncodingSource::Transport });
    }
    prescan::prescan(bytes).map(|encoding| Choice { encoding, source: EncodingSource::Meta })
}

/// For bytes that are valid UTF-8, with `text` as what they are then.
fn decode_utf8<'a>(bytes: &'a [u8], text: Cow<'a, str>, declared: Option<Choice>) -> Decoded<'a> {
    let choice = declared.unwrap_or(Choice::detected(UTF_8));
    if !text.is_ascii() {
        if choice.encoding == UTF_8 {
            return choice.of(text, 0);
        }
        let by_chance = doubt::is_utf8_by_chance(&text);
        return if by_chance { choice.decode(bytes) } else { Choice::detected(UTF_8).of(text, 0) };
    }
    if !changes_ascii(choice.encoding) && detect::is_iso_2022_jp(bytes) {
        return Choice::detected(ISO_2022_JP).decode(bytes);
    }
    if is_utf16_encoding(choice.encoding) && doubt::is_ascii_markup(&text) {
        return Choice::detected(UTF_8).of(text, 0);
    }
    if changes_ascii(choice.encoding) { choice.decode(bytes) } else { choice.of(text, 0) }
}

/// The encoding of bytes that are no valid UTF-8.
fn of_not_utf8(bytes: &[u8], declared: Option<Choice>) -> Choice {
    let Some(declared) = declared else {
        let broken = utf8::is_utf8_with_flaws(bytes, false);
        return Choice::detected(if broken { UTF_8 } else { detect::detect(bytes) });
    };
    if declared.encoding == UTF_8 {
        if utf8::is_utf8_with_flaws(bytes, true) { declared } else { doubt::other_than_utf8(bytes, declared) }
    } else if declared.encoding == REPLACEMENT || is_utf16_encoding(declared.encoding) {
        declared
    } else if utf8::is_utf8_with_flaws(bytes, false) {
        Choice::detected(UTF_8)
    } else {
        doubt::confirm(bytes, declared)
    }
}

fn is_utf16_encoding(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// Whether bytes below 0x80 mean something else than ASCII in `encoding`.
fn changes_ascii(encoding: &'static Encoding) -> bool {
    encoding == ISO_2022_JP || encoding == REPLACEMENT || is_utf16_encoding(encoding)
}

/// Whether bytes are UTF-16: by a byte order mark, or by the zero bytes that
/// markup has at every other place. To many a sniffer they look like binary data.
pub fn is_utf16(bytes: &[u8]) -> bool {
    let marked = Encoding::for_bom(bytes).is_some_and(|(encoding, _)| encoding != UTF_8);
    marked || utf16::by_zeros(bytes).is_some()
}

#[cfg(test)]
mod tests {
    use encoding_rs::{GBK, WINDOWS_1251, WINDOWS_1252};

    use super::*;

    fn decided(bytes: &[u8], transport: Option<&str>) -> (&'static str, EncodingSource) {
        let decoded = decode(bytes, transport);
        (decoded.encoding, decoded.source)
    }

    #[test]
    fn byte_order_mark_beats_transport_and_is_taken_off() {
        let decoded = decode(b"\xEF\xBB\xBFhi<meta charset=koi8-r>", Some("latin1"));
        assert_eq!((decoded.encoding, decoded.source), ("UTF-8", EncodingSource::Bom));
        assert!(decoded.text.starts_with("hi"));
        assert_eq!(decode(b"\xFF\xFEh\0i\0", None).text, "hi");
        assert_eq!(decode(b"\xFE\xFF\0h\0i", None).text, "hi");
    }

    #[test]
    fn transport_beats_meta_unless_it_is_no_label() {
        let page = b"<meta charset=koi8-r>";
        assert_eq!(decided(page, Some("UTF-8")), ("UTF-8", EncodingSource::Transport));
        assert_eq!(decided(page, Some("nonsense")), ("KOI8-R", EncodingSource::Meta));
    }

    #[test]
    fn utf8_is_borrowed() {
        for page in ["", "<p>ascii", "<meta charset=utf-8>ü", "ü", "<meta charset=latin1>Grüße", "\u{FEFF}ü"]
        {
            let decoded = decode(page.as_bytes(), None);
            assert!(matches!(decoded.text, Cow::Borrowed(_)), "{page}");
            assert_eq!(decoded.replacements, 0);
        }
        assert!(matches!(decode(b"<p>ascii", Some("gbk")).text, Cow::Borrowed("<p>ascii")));
    }

    #[test]
    fn detector_reads_past_an_ascii_head() {
        let text = GBK.encode("这是一个没有声明编码的中文网页,内容在很后面才出现。").0;
        let page = [&b"<p>".repeat(8_000)[..], &text].concat();
        assert_eq!(decided(&page, None), ("GBK", EncodingSource::Detector));
    }

    #[test]
    fn utf16_shows_by_its_zeros() {
        for declared in ["", "<meta charset=utf-8>"] {
            let page: Vec<u8> =
                format!("{declared}<p>щит</p>").encode_utf16().flat_map(u16::to_be_bytes).collect();
            let decoded = decode(&page, None);
            assert_eq!((decoded.encoding, decoded.source), ("UTF-16BE", EncodingSource::Detector));
            assert!(decoded.text.ends_with("<p>щит</p>"));
        }
    }

    #[test]
    fn utf8_beats_a_legacy_declaration_and_ascii_does_not() {
        let detected = ("UTF-8", EncodingSource::Detector);
        assert_eq!(decided("<meta charset=latin1>Grüße".as_bytes(), None), detected);
        assert_eq!(decided("Grüße".as_bytes(), Some("gbk")), detected);
        let flawed =
            [&b"<meta charset=gbk>"[..], "Grüße aus Köln, schöne Übung".as_bytes(), b"\xE9!"].concat();
        assert_eq!(decided(&flawed, None), detected);
        assert_eq!(decided(b"<p>x", Some("gbk")), ("GBK", EncodingSource::Transport));
        assert_eq!(decided(b"\xC2\x85", Some("windows-1251")), ("windows-1251", EncodingSource::Transport));
    }

    #[test]
    fn declared_utf8_that_is_none_is_detected() {
        let page = WINDOWS_1251.encode("<meta charset=utf-8>Это страница на русском языке").0;
        assert_eq!(decided(&page, None), ("windows-1251", EncodingSource::Detector));
        assert_eq!(decided(&page, Some("utf-8")), ("windows-1251", EncodingSource::Detector));
        let flawed = [&b"<meta charset=utf-8>"[..], "Größe, Maße".as_bytes(), b" caf\xE9"].concat();
        assert_eq!(decided(&flawed, None), ("UTF-8", EncodingSource::Meta));
    }

    #[test]
    fn what_changes_ascii_is_decoded() {
        assert_eq!(decode(b"\x1B$B$3\x1B(B", Some("iso-2022-jp")).text, "こ");
        assert_eq!(decided(b"\x1B$B$3\x1B(B", Some("latin1")), ("ISO-2022-JP", EncodingSource::Detector));
        assert_eq!(decode(b"abc", Some("iso-2022-kr")).text, "\u{FFFD}");
        let page = "<!doctype html><title>A page</title><p>Of more than a few bytes in ASCII.</p>";
        assert_eq!(decided(page.as_bytes(), Some("utf-16")), ("UTF-8", EncodingSource::Detector));
        assert_eq!(decided(b"a", Some("utf-16")).0, "UTF-16LE");
    }

    #[test]
    fn nonsense_is_replaced_and_counted() {
        let decoded = decode(b"\xEF\xBB\xBFa\xFFb\xFE", None);
        assert_eq!((decoded.text.as_ref(), decoded.replacements), ("a\u{FFFD}b\u{FFFD}", 2));
        let decoded = decode(b"a\xFFb", None);
        assert_eq!((decoded.text.as_ref(), decoded.encoding), ("aÿb", WINDOWS_1252.name()));
    }

    #[test]
    fn lone_surrogates_are_replaced() {
        assert_eq!(decode(b"\xFF\xFE\x00\xD8a\0", None).text, "\u{FFFD}a");
        assert_eq!(decode(b"\xEF\xBB\xBFa\xED\xA0\x80", None).text, "a\u{FFFD}\u{FFFD}\u{FFFD}");
    }
}
