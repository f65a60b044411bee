//! Whether bytes are text at all.

/// Bytes at the start that are looked at.
const SAMPLE: usize = 2048;

/// The first bytes of formats that some servers and folders call HTML.
const MAGIC: &[&[u8]] = &[
    b"%PDF-",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"\x28\xb5\x2f\xfd",
    b"\x04\x22\x4d\x18",
    b"BZh",
    b"\xfd7zXZ",
    b"PAR1",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x7fELF",
    b"OggS",
    b"RIFF",
    b"wOFF",
    b"wOF2",
    b"ID3",
];

/// Whether bytes are something else than text in any encoding.
///
/// Control characters decide, as in the MIME sniffing standard; but one stray
/// control character does not, since real pages have them. In UTF-16 half of the
/// Cyrillic letters' bytes are control characters, so that is asked first.
pub(crate) fn is_binary(bytes: &[u8]) -> bool {
    if MAGIC.iter().any(|magic| bytes.starts_with(magic)) {
        return true;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let strange = sample.iter().filter(|&&byte| byte == 0 || is_control(byte)).count();
    !dehusk::is_utf16(sample) && strange * 20 > sample.len()
}

/// Whether bytes begin like markup: what a server that lies about a content
/// encoding has sent.
pub(crate) fn is_markup(bytes: &[u8]) -> bool {
    let trimmed = bytes.trim_ascii_start();
    trimmed.starts_with(b"<")
        && !trimmed[..trimmed.len().min(256)].iter().any(|&byte| byte == 0 || is_control(byte))
}

/// Control characters that no text has, zero apart. The escape character
/// (0x1B) is one of ISO-2022-JP.
const fn is_control(byte: u8) -> bool {
    matches!(byte, 0x01..=0x08 | 0x0b | 0x0e..=0x1a | 0x1c..=0x1f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_any_encoding_is_text() {
        assert!(!is_binary(b""));
        assert!(!is_binary("<p>Grüße, 世界".as_bytes()));
        assert!(!is_binary(b"\x1b$B$3$s\x1b(B"));
        for text in ["<p>Hello</p>", "<html><p>Прилив меняется каждые шесть часов"]
        {
            let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert!(!is_binary(&utf16), "{text}");
        }
        let one_stray = [&b"a page with one \x01 stray character"[..], &[b'x'; 100]].concat();
        assert!(!is_binary(&one_stray));
    }

    #[test]
    fn pictures_and_noise_are_not() {
        assert!(is_binary(b"\x89PNG\r\n\x1a\n"));
        assert!(is_binary(&[0; 64]));
        // A fixed sequence that has every byte equally often.
        let noise: Vec<u8> = (0..4096_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(is_binary(&noise));
    }

    #[test]
    fn markup_is_told_from_compressed_bytes() {
        assert!(is_markup(b"\n <!DOCTYPE html><html>"));
        assert!(!is_markup(b"\x1f\x8b\x08\x00"));
        assert!(!is_markup(b"<\x00\x03\x88"));
    }
}
