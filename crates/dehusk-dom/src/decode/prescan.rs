//! The prescan: what a document declares about its own encoding.
//!
//! Source: HTML Standard § 13.2.3.2, "prescan a byte stream to determine its
//! encoding", step by step, but for where it ends and what it passes over. The
//! standard looks at 1024 bytes here, and later decodes anew when the parser
//! meets a `<meta>` that says something else (§ 13.2.3.4). Neither the parser
//! nor a second decoding is at hand in this module, so it does what Chromium
//! does, whose scanner comes to the same result: it looks at 1024 bytes
//! whatever stands there, then goes on to the end of the `<head>`, and passes
//! over elements whose content is no markup, as the parser would.

use encoding_rs::Encoding;
use memchr::memchr;

use super::meta::{self, Attribute, Attributes, Declaration, Token};

/// Up to here a declaration counts outside the `<head>` too.
const PRESCAN_BYTES: usize = 1024;

/// Start tags that do not end the `<head>`.
const IN_HEAD: [&str; 14] = [
    "html", "head", "meta", "title", "link", "script", "style", "base", "noscript", "template", "object",
    "bgsound", "basefont", "noframes",
];

/// Elements whose content is text up to their end tag. `<noscript>` is one
/// where scripts run, which is what authors test their pages with.
const RAW_TEXT: [&str; 9] =
    ["title", "script", "style", "noscript", "textarea", "noframes", "iframe", "noembed", "xmp"];

/// The encoding that the document declares.
///
/// Linear: nothing is read twice, whatever is left open.
pub(super) fn prescan(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.starts_with(b"<\0?\0x\0") {
        return Some(encoding_rs::UTF_16LE);
    }
    if bytes.starts_with(b"\0<\0?\0x") {
        return Some(encoding_rs::UTF_16BE);
    }
    Prescan { bytes, at: 0, in_head: true, found: None }.run().or_else(|| meta::xml_encoding(bytes))
}

struct Prescan<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Whether no tag was seen yet that ends the `<head>`.
    in_head: bool,
    found: Option<&'static Encoding>,
}

impl<'a> Prescan<'a> {
    /// `None` also where the bytes run out inside a tag: "abort".
    fn run(&mut self) -> Option<&'static Encoding> {
        while self.in_head || self.at < PRESCAN_BYTES {
            self.at += memchr(b'<', self.bytes.get(self.at..)?)?;
            match self.bytes.get(self.at + 1..)? {
                [b'!', b'-', b'-', ..] => self.skip_comment()?,
                [b'/', name, ..] if name.is_ascii_alphabetic() => self.tag(2, |_| {})?,
                [b'!' | b'/' | b'?', ..] => self.at += memchr(b'>', &self.bytes[self.at..])? + 1,
                [name, ..] if name.is_ascii_alphabetic() => self.start_tag()?,
                _ => self.at += 1,
            }
            if self.found.is_some() {
                break;
            }
        }
        self.found
    }

    /// `<!-->` is a whole comment, hence the search from the first dash.
    fn skip_comment(&mut self) -> Option<()> {
        let mut at = self.at + 4;
        loop {
            at += memchr(b'>', self.bytes.get(at..)?)? + 1;
            if self.bytes[..at].ends_with(b"-->") {
                self.at = at;
                return Some(());
            }
        }
    }

    /// Goes to behind the start tag at the `<` and what it makes text.
    fn start_tag(&mut self) -> Option<()> {
        let name = self.name(1);
        if name.eq_ignore_ascii_case(b"meta") {
            let mut declaration = Declaration::default();
            self.tag(1, |attribute| declaration.add(attribute))?;
            let counts = self.in_head || self.at <= PRESCAN_BYTES;
            self.found = declaration.encoding().filter(|_| counts);
            return Some(());
        }
        self.tag(1, |_| {})?;
        self.in_head &= is_one_of(name, &IN_HEAD);
        let all_text = name.eq_ignore_ascii_case(b"plaintext");
        if is_one_of(name, &RAW_TEXT) { self.skip_raw_text(name) } else { (!all_text).then_some(()) }
    }

    /// The tag name that starts `skip` bytes on. A `/` ends it, as in the
    /// tokenizer; the standard's prescan has it end `meta` only, which makes a
    /// difference for `<p/title='>'>` and to no page.
    fn name(&self, skip: usize) -> &'a [u8] {
        let rest = &self.bytes[self.at + skip..];
        let end = rest.iter().position(|&byte| meta::is_space(byte) || matches!(byte, b'/' | b'>'));
        &rest[..end.unwrap_or(rest.len())]
    }

    /// Goes to behind the tag whose name starts `skip` bytes on, and hands each
    /// of its attributes to `see`.
    fn tag(&mut self, skip: usize, mut see: impl FnMut(Attribute<'a>)) -> Option<()> {
        let mut attributes = Attributes::new(self.bytes, self.at + skip + self.name(skip).len());
        while let Token::Attribute(attribute) = attributes.next()? {
            see(attribute);
        }
        self.at = attributes.at() + 1;
        Some(())
    }

    /// Goes to the end tag. The states in which a `</script>` does not end a
    /// script are left out: they take a `<script` in a comment in a script.
    fn skip_raw_text(&mut self, name: &[u8]) -> Option<()> {
        loop {
            self.at += memchr(b'<', self.bytes.get(self.at..)?)?;
            let rest = &self.bytes[self.at + 1..];
            let after = rest.strip_prefix(b"/").and_then(|rest| rest.split_at_checked(name.len()));
            match after {
                Some((end, rest)) if end.eq_ignore_ascii_case(name) && !continues_name(rest) => {
                    return Some(());
                }
                _ => self.at += 1,
            }
        }
    }
}

fn is_one_of(name: &[u8], names: &[&str]) -> bool {
    names.iter().any(|other| name.eq_ignore_ascii_case(other.as_bytes()))
}

fn continues_name(rest: &[u8]) -> bool {
    rest.first().is_some_and(|&byte| !meta::is_space(byte) && !matches!(byte, b'/' | b'>'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: impl AsRef<[u8]>) -> Option<&'static str> {
        prescan(bytes.as_ref()).map(Encoding::name)
    }

    fn filled(before: &str, length: usize, after: &str) -> String {
        format!("{before}{}{after}", ".a{color:red}\n".repeat(length / 14))
    }

    #[test]
    fn finds_what_the_standard_finds() {
        for (page, want) in [
            ("<meta charset=utf-8>", "UTF-8"),
            ("<p title='>'><meta charset=big5>", "Big5"),
            ("<!-- <meta charset=big5> --><meta charset=euc-kr>", "EUC-KR"),
            ("<!--><meta charset=euc-kr>", "EUC-KR"),
            ("<!doctype html><?php x ?></ x><meta charset=euc-kr>", "EUC-KR"),
            ("< <1 <meta charset=euc-kr>", "EUC-KR"),
            ("<body><p><meta charset=euc-kr>", "EUC-KR"),
            ("<meta charset=nonsense><meta charset=gbk>", "GBK"),
            ("<?xml version='1.0' encoding='windows-1251'?><p>", "windows-1251"),
            ("<?xml encoding='koi8-r'?><meta charset=gbk>", "GBK"),
            ("<\0?\0x\0m\0l\0", "UTF-16LE"),
            ("\0<\0?\0x\0m\0l", "UTF-16BE"),
        ] {
            assert_eq!(name(page), Some(want), "{page}");
        }
    }

    #[test]
    fn ignores_what_is_no_declaration() {
        for page in [
            "<meta charset=utf-8",
            "<metacharset=utf-8>",
            "<!-- <meta charset=big5>",
            "<p title='<meta charset=big5>'>",
            "<p title='<meta charset=big5>",
            "<script>document.write('<meta charset=big5>')</script>",
            "<style><meta charset=big5></style>",
            "<title><meta charset=big5></titles></title >",
            "<noscript><meta charset=big5></noscript>",
            "<textarea><meta charset=big5>",
            "<plaintext><meta charset=big5>",
            "",
            "<",
            "</",
            "<!",
            "<!--",
        ] {
            assert_eq!(name(page), None, "{page}");
        }
    }

    #[test]
    fn looks_at_the_whole_head() {
        let meta = "</style></style><link><meta charset=gbk>";
        assert_eq!(name(filled("<head><style>", 30_000, meta)), Some("GBK"));
        assert_eq!(name(filled("<head><script>", 30_000, "</SCRIPT\n><meta charset=gbk>")), Some("GBK"));
        assert_eq!(name(filled("<head></head><!--", 3_000, "--><meta charset=gbk>")), Some("GBK"));
    }

    #[test]
    fn looks_at_1024_bytes_beyond_the_head() {
        assert_eq!(name(filled("<body>", 900, "<meta charset=gbk>")), Some("GBK"));
        assert_eq!(name(filled("<body>", 1010, "<meta charset=gbk>")), None);
        assert_eq!(name(filled("<head><body><style>", 3_000, "</style><meta charset=gbk>")), None);
    }

    /// Each of these was some way to go over the rest again for each `<`.
    #[test]
    fn is_linear_in_what_is_left_open() {
        for part in [
            "<",
            "<meta ",
            "<!--",
            "<!",
            "<title>",
            "<a b='",
            "</",
            "<script></",
            "<meta a=b c",
            "<!-->",
            "<p ",
        ] {
            assert_eq!(name(part.repeat((4 << 20) / part.len())), None, "{part}");
        }
    }
}
