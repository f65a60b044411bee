//! Declarations: `<meta>` and `<?xml encoding?>`.
//!
//! Source: HTML Standard § 13.2.3.2, "get an attribute" and "get an XML
//! encoding", and § 2.6 "extracting a character encoding from a `meta`
//! element".

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::{memchr, memmem};

/// Name and value as they stand; labels and names are compared without case.
#[derive(Clone, Copy)]
pub(super) struct Attribute<'a> {
    name: &'a [u8],
    value: &'a [u8],
}

/// What stands next in a tag.
pub(super) enum Token<'a> {
    Attribute(Attribute<'a>),
    TagEnd,
}

/// "Get an attribute", again and again.
pub(super) struct Attributes<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Attributes<'a> {
    /// Reads from `at`, which is behind a tag name.
    pub(super) const fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// Where reading stopped: on the `>` after the last attribute.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// `None` where the bytes run out: a tag that never ends declares nothing.
    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        self.skip(|byte| is_space(byte) || byte == b'/');
        if self.peek()? == b'>' {
            return Some(Token::TagEnd);
        }
        let start = self.at;
        // A `=` that comes first is part of the name.
        self.at += 1;
        self.skip(|byte| !is_space(byte) && !matches!(byte, b'=' | b'/' | b'>'));
        let name = &self.bytes[start..self.at];
        self.skip(is_space);
        if self.peek()? != b'=' {
            return Some(Token::Attribute(Attribute { name, value: b"" }));
        }
        self.at += 1;
        self.skip(is_space);
        Some(Token::Attribute(Attribute { name, value: self.value()? }))
    }

    fn value(&mut self) -> Option<&'a [u8]> {
        let quote = self.peek()?;
        if quote == b'"' || quote == b'\'' {
            let start = self.at + 1;
            let end = start + memchr(quote, &self.bytes[start..])?;
            self.at = end + 1;
            return Some(&self.bytes[start..end]);
        }
        let start = self.at;
        self.skip(|byte| !is_space(byte) && byte != b'>');
        self.peek()?;
        Some(&self.bytes[start..self.at])
    }

    fn skip(&mut self, skipped: impl Fn(u8) -> bool) {
        let rest = &self.bytes[self.at..];
        self.at += rest.iter().position(|&byte| !skipped(byte)).unwrap_or(rest.len());
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
}

/// What the attributes of one `<meta>` come to. Of attributes with the same
/// name the first counts; only three names matter, so three are kept.
#[derive(Default)]
pub(super) struct Declaration<'a> {
    http_equiv: Option<&'a [u8]>,
    content: Option<&'a [u8]>,
    charset: Option<&'a [u8]>,
}

impl<'a> Declaration<'a> {
    pub(super) fn add(&mut self, Attribute { name, value }: Attribute<'a>) {
        let place = if name.eq_ignore_ascii_case(b"http-equiv") {
            &mut self.http_equiv
        } else if name.eq_ignore_ascii_case(b"content") {
            &mut self.content
        } else if name.eq_ignore_ascii_case(b"charset") {
            &mut self.charset
        } else {
            return;
        };
        place.get_or_insert(value);
    }

    /// The encoding that is declared. A `charset` counts, be it a label or not,
    /// whatever the `content` says; the standard's flags come to the same. A
    /// declaration that could be read as ASCII cannot be true for UTF-16.
    pub(super) fn encoding(&self) -> Option<&'static Encoding> {
        let encoding = if let Some(charset) = self.charset {
            Encoding::for_label(charset)?
        } else {
            self.http_equiv.filter(|pragma| pragma.eq_ignore_ascii_case(b"content-type"))?;
            charset_of_content(self.content?)?
        };
        Some(if encoding == X_USER_DEFINED { WINDOWS_1252 } else { not_utf16(encoding) })
    }
}

/// "Extracting a character encoding from a `meta` element".
fn charset_of_content(value: &[u8]) -> Option<&'static Encoding> {
    let mut rest = value;
    loop {
        let found = rest.windows(7).position(|window| window.eq_ignore_ascii_case(b"charset"))?;
        rest = trim_start(&rest[found + 7..]);
        if let Some(label) = rest.strip_prefix(b"=") {
            return label_of(trim_start(label));
        }
    }
}

/// The label at the start of `rest`, in quotation marks or not.
fn label_of(rest: &[u8]) -> Option<&'static Encoding> {
    let (&first, inner) = rest.split_first()?;
    let label = if matches!(first, b'"' | b'\'') {
        &inner[..memchr(first, inner)?]
    } else {
        let end = rest.iter().position(|&byte| is_space(byte) || byte == b';');
        &rest[..end.unwrap_or(rest.len())]
    };
    Encoding::for_label(label)
}

/// "Get an XML encoding": `<?xml … encoding="…"`.
pub(super) fn xml_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let declaration = bytes.strip_prefix(b"<?xml")?;
    let declaration = &declaration[..memchr(b'>', declaration)?];
    let after = &declaration[memmem::find(declaration, b"encoding")? + b"encoding".len()..];
    let (&quote, after) = trim_controls(trim_controls(after).strip_prefix(b"=")?).split_first()?;
    if quote != b'"' && quote != b'\'' {
        return None;
    }
    let label = &after[..memchr(quote, after)?];
    // `for_label` would trim what the standard rejects here.
    let sound = label.iter().all(|&byte| byte > b' ');
    Encoding::for_label(label).filter(|_| sound).map(not_utf16)
}

fn not_utf16(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding }
}

pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0C' | b'\r' | b' ')
}

fn trim_start(bytes: &[u8]) -> &[u8] {
    &bytes[bytes.iter().position(|&byte| !is_space(byte)).unwrap_or(bytes.len())..]
}

fn trim_controls(bytes: &[u8]) -> &[u8] {
    &bytes[bytes.iter().position(|&byte| byte > b' ').unwrap_or(bytes.len())..]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `<meta {attributes}>` declares; `None` where the tag does not end.
    fn declared(attributes: &str) -> Option<&'static str> {
        let mut declaration = Declaration::default();
        let mut reader = Attributes::new(attributes.as_bytes(), 0);
        while let Token::Attribute(attribute) = reader.next()? {
            declaration.add(attribute);
        }
        declaration.encoding().map(Encoding::name)
    }

    #[test]
    fn charset_is_taken() {
        for (attributes, want) in [
            ("charset=koi8-r>", "KOI8-R"),
            (" CHARSET = 'Shift_JIS' >", "Shift_JIS"),
            ("/charset=\"\n big5 \">", "Big5"),
            ("\" charset=gbk>", "GBK"),
            ("=charset charset=gbk>", "GBK"),
            ("charset=gbk charset=big5>", "GBK"),
            ("name charset=utf-16le>", "UTF-8"),
            ("charset=x-user-defined>", "windows-1252"),
            ("charset=gbk content='charset=big5' http-equiv=content-type>", "GBK"),
            ("content='charset=big5' charset=gbk>", "GBK"),
        ] {
            assert_eq!(declared(attributes), Some(want), "{attributes}");
        }
    }

    #[test]
    fn content_is_taken_with_its_pragma() {
        for (content, want) in [
            ("text/html; charset=gb2312", Some("GBK")),
            ("text/html;CHARSET = gb2312 ", Some("GBK")),
            ("charset charset=gb2312;x", Some("GBK")),
            ("charset=\"gb2312\"x", Some("GBK")),
            ("charset=\"gb2312", None),
            ("charset=", None),
            ("charset", None),
            ("charset=none", None),
        ] {
            for attributes in [
                format!("http-equiv=Content-Type content='{content}'>"),
                format!("content='{content}' HTTP-EQUIV='content-type'/>"),
            ] {
                assert_eq!(declared(&attributes), want, "{attributes}");
            }
            assert_eq!(declared(&format!("name=description content='{content}'>")), None);
        }
    }

    #[test]
    fn nothing_is_declared() {
        for attributes in [
            ">",
            "charset>",
            "charset=>",
            "charset=none>",
            "charset=gbk",
            "charset='gbk>",
            "charset=none charset=gbk>",
            "content='charset=gbk' http-equiv=refresh http-equiv=content-type>",
        ] {
            assert_eq!(declared(attributes), None, "{attributes}");
        }
    }

    #[test]
    fn xml_declarations_are_read_to_the_letter() {
        for (page, want) in [
            ("<?xml version=\"1.0\" encoding=\"windows-1251\"?>", Some("windows-1251")),
            ("<?xml encoding\n=\n'utf-16'?>", Some("UTF-8")),
            ("<?xml encoding='x-user-defined'?>", Some("x-user-defined")),
            ("<?xml encoding=gbk?>", None),
            ("<?xml encoding=' gbk'?>", None),
            ("<?xml encoding='gbk?>", None),
            ("<?xml version='1.0'?><p encoding='gbk'>", None),
            ("<?xml encoding='gbk'", None),
            (" <?xml encoding='gbk'?>", None),
        ] {
            assert_eq!(xml_encoding(page.as_bytes()).map(Encoding::name), want, "{page}");
        }
    }
}
