//! Whether bytes are text at all.

/// Bytes at the start that are looked at.
const SAMPLE: usize = 2048;

/// Bytes of XML in which its root is looked for.
const XML_HEAD: usize = 16 << 10;

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

/// Whether bytes are XML by their declaration, and their root is no page: feeds,
/// indexes, settings. XML without a declaration is not told from a page with
/// elements of its own.
pub(crate) fn is_foreign_xml(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if !bytes.starts_with(b"<?xml") {
        return false;
    }
    // A declaration, comments and a doctype with its subset go before the root.
    let head = &bytes[..bytes.len().min(XML_HEAD)];
    let tags = memchr::memchr_iter(b'<', head).map(|at| &head[at + 1..]);
    let root = tags.into_iter().find(|tag| tag.first().is_some_and(u8::is_ascii_alphabetic));
    let Some(root) = root else { return false };
    let end = root.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b':');
    let name = &root[..end.unwrap_or(root.len())];
    let local = name.rsplit(|&byte| byte == b':').next().unwrap_or(name);
    !local.eq_ignore_ascii_case(b"html")
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
    fn xml_is_foreign_unless_its_root_is_a_page() {
        assert!(is_foreign_xml(b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a feed -->\n<rss version='2.0'>"));
        assert!(is_foreign_xml(b"<?xml version='1.0'?><w:document xmlns:w='x'>"));
        assert!(!is_foreign_xml(b"<?xml version='1.0'?><!DOCTYPE html PUBLIC '' ''><html>"));
        assert!(!is_foreign_xml(b"<?xml version='1.0'?><h:html xmlns:h='http://www.w3.org/1999/xhtml'>"));
        assert!(!is_foreign_xml(b"<rss>") && !is_foreign_xml(b"<?xml version='1.0'?>"));
    }

    #[test]
    fn markup_is_told_from_compressed_bytes() {
        assert!(is_markup(b"\n <!DOCTYPE html><html>"));
        assert!(!is_markup(b"\x1f\x8b\x08\x00"));
        assert!(!is_markup(b"<\x00\x03\x88"));
    }
}
