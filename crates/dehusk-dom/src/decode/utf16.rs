//! UTF-16 without a byte order mark.
//!
//! No step of the standards finds it; a browser shows a page full of U+FFFD.
//! Markup is ASCII, and ASCII in UTF-16 has a zero byte at every other place.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// How much of the start is looked at; the `<head>` stands there.
const LOOKED_AT: usize = 1024;

/// UTF-16 of the byte order in which the start of `bytes` has zero bytes at
/// every other place, if it has.
///
/// One in eight units must be ASCII, and the other bytes of the units must not
/// be zero: that leaves out binary data and text with stray zero bytes. The
/// first kilobyte of a page in any language has more ASCII than that.
pub(super) fn by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(LOOKED_AT)];
    if !start.contains(&0) {
        return None;
    }
    let (mut first, mut second) = (0, 0);
    for unit in start.chunks_exact(2) {
        first += usize::from(unit[0] == 0);
        second += usize::from(unit[1] == 0);
    }
    let needed = (start.len() / 16).max(2);
    match (first, second) {
        (first, second) if first >= needed && second * 16 <= first => Some(UTF_16BE),
        (first, second) if second >= needed && first * 16 <= second => Some(UTF_16LE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn markup_shows_the_byte_order() {
        for text in ["<p>x", "<html><p>これは日本語の文章です。", "\n<!doctype html><title>Привет всем"]
        {
            assert_eq!(by_zeros(&units(text, u16::to_le_bytes)), Some(UTF_16LE), "{text}");
            assert_eq!(by_zeros(&units(text, u16::to_be_bytes)), Some(UTF_16BE), "{text}");
        }
    }

    #[test]
    fn stray_zeros_are_no_utf16() {
        let stray = [b"<p>some text\0with a zero</p>".as_slice(), &b"plain ".repeat(200)].concat();
        for bytes in [&b""[..], b"\0", b"a\0", b"\0\0\0\0\0\0\0\0", b"<p>x</p>", &stray] {
            assert_eq!(by_zeros(bytes), None, "{bytes:?}");
        }
    }
}
