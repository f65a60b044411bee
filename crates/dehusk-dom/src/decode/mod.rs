//! Bytes to text.
//!
//! Source: HTML Standard § 13.2.3.2 "Determining the character encoding" and
//! Encoding Standard § 6 "Hooks for standards". The order is byte order mark,
//! transport layer, `<meta>` prescan, detector; `encoding_rs` decodes.

mod prescan;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};

/// Which step of the algorithm decided on the encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EncodingSource {
    /// A byte order mark.
    Bom,
    /// The charset that the transport declared.
    Transport,
    /// The document's own `<meta>` or XML declaration.
    Meta,
    /// The detector, from the bytes themselves.
    Detector,
    /// The caller gave text.
    Decoded,
}

/// Text, and how it was got from bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// WHATWG name of the encoding, such as `UTF-8` or `windows-1252`.
    pub encoding: &'static str,
    /// Which step decided.
    pub source: EncodingSource,
    /// How many U+FFFD are in the text.
    pub replacements: usize,
}

/// Decodes `bytes`; `transport` is the charset that a `Content-Type` header
/// declared, ignored where it is no label of the Encoding Standard.
///
/// Linear in the input. Never fails: bytes that make no sense become U+FFFD.
pub fn decode(bytes: &[u8], transport: Option<&str>) -> Decoded {
    let (encoding, source, bom_length) = determine(bytes, transport);
    let (text, _) = encoding.decode_without_bom_handling(&bytes[bom_length..]);
    let replacements = text.matches('\u{FFFD}').count();
    Decoded { text: text.into_owned(), encoding: encoding.name(), source, replacements }
}

/// The encoding, the step that decided, and the length of the byte order mark.
fn determine(bytes: &[u8], transport: Option<&str>) -> (&'static Encoding, EncodingSource, usize) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (encoding, EncodingSource::Bom, length);
    }
    let declared = transport.and_then(|label| Encoding::for_label(label.as_bytes()));
    if let Some(encoding) = declared {
        return (encoding, EncodingSource::Transport, 0);
    }
    if let Some(encoding) = prescan::prescan(bytes) {
        return (encoding, EncodingSource::Meta, 0);
    }
    (detect(bytes), EncodingSource::Detector, 0)
}

/// Guesses from all bytes, not from a prefix: the first kilobytes of a page are
/// often plain ASCII.
fn detect(bytes: &[u8]) -> &'static Encoding {
    // ISO-2022-JP is left out, as in browsers: its escapes make ASCII bytes mean
    // something else, which has been used for attacks.
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// What an encoding means that was declared inside a document: a declaration
/// that could be read as ASCII cannot be true for UTF-16.
fn declared_inside(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == UTF_16LE || encoding == UTF_16BE {
        UTF_8
    } else if encoding == X_USER_DEFINED {
        encoding_rs::WINDOWS_1252
    } else {
        encoding
    }
}

#[cfg(test)]
mod tests {
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
    fn detector_reads_past_an_ascii_head() {
        let mut page = b"<p>".repeat(8_000);
        page.extend(
            encoding_rs::GBK
                .encode("这是一个没有声明编码的中文网页,内容在很后面才出现。".repeat(4).as_str())
                .0
                .iter(),
        );
        assert_eq!(decided(&page, None), ("GBK", EncodingSource::Detector));
    }

    #[test]
    fn nonsense_is_replaced_and_counted() {
        let decoded = decode(b"a\xFFb\xFE", Some("utf-8"));
        assert_eq!((decoded.text.as_str(), decoded.replacements), ("a\u{FFFD}b\u{FFFD}", 2));
    }

    #[test]
    fn empty_input_is_empty_text() {
        assert_eq!(decode(b"", None).text, "");
    }
}
