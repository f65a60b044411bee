//! The `<meta>` prescan.
//!
//! Source: HTML Standard § 13.2.3.2, "prescan a byte stream to determine its
//! encoding", "get an attribute", "extracting a character encoding from a meta
//! element" and "get an XML encoding", step by step.

use encoding_rs::Encoding;

use super::declared_inside;

/// The standard's bound; browsers look at no more.
const PRESCAN_BYTES: usize = 1024;

/// The encoding that the document declares in its first 1024 bytes.
pub(super) fn prescan(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(PRESCAN_BYTES)];
    if head.starts_with(b"<\0?\0x\0") || head.starts_with(b"\0<\0?\0x") {
        let big = head[0] == 0;
        return Some(if big { encoding_rs::UTF_16BE } else { encoding_rs::UTF_16LE });
    }
    Prescan { bytes: head, at: 0 }.run().or_else(|| xml_encoding(head))
}

struct Prescan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Prescan<'_> {
    fn run(&mut self) -> Option<&'static Encoding> {
        while self.at < self.bytes.len() {
            let rest = &self.bytes[self.at..];
            if rest.starts_with(b"<!--") {
                // `<!-->` is a whole comment, hence the search from the first dash.
                self.at += 2 + find(&rest[2..], b"-->")? + 3;
            } else if is_meta(rest) {
                self.at += 5;
                if let Some(encoding) = self.meta() {
                    return Some(encoding);
                }
            } else if is_tag(rest) {
                self.skip_to_tag_name_end();
                while self.attribute().is_some() {}
                self.at += 1;
            } else if rest.len() > 1 && rest[0] == b'<' && matches!(rest[1], b'!' | b'/' | b'?') {
                self.at += rest.iter().position(|&b| b == b'>')? + 1;
            } else {
                self.at += 1;
            }
        }
        None
    }

    /// One `meta` element: its `http-equiv`, `content` and `charset` together.
    fn meta(&mut self) -> Option<&'static Encoding> {
        let mut seen: Vec<Vec<u8>> = Vec::new();
        let mut got_pragma = false;
        let mut need_pragma = None;
        let mut charset: Option<Option<&'static Encoding>> = None;
        while let Some((name, value)) = self.attribute() {
            if seen.contains(&name) {
                continue;
            }
            match name.as_slice() {
                b"http-equiv" => got_pragma |= value == b"content-type",
                b"content" if charset.is_none() => {
                    if let Some(found) = charset_of_content(&value) {
                        charset = Some(Some(found));
                        need_pragma = Some(true);
                    }
                }
                b"charset" => {
                    charset = Some(Encoding::for_label(&value));
                    need_pragma = Some(false);
                }
                _ => {}
            }
            seen.push(name);
        }
        self.at += 1;
        match need_pragma {
            None => None,
            Some(true) if !got_pragma => None,
            Some(_) => charset.flatten().map(declared_inside),
        }
    }

    fn skip_to_tag_name_end(&mut self) {
        while self.at < self.bytes.len() && !is_space(self.bytes[self.at]) && self.bytes[self.at] != b'>' {
            self.at += 1;
        }
    }

    /// "Get an attribute": name and value in lower case, `None` at the end of
    /// the tag (left standing on `>`) or of the bytes.
    fn attribute(&mut self) -> Option<(Vec<u8>, Vec<u8>)> {
        while self.peek().is_some_and(|b| is_space(b) || b == b'/') {
            self.at += 1;
        }
        if self.peek()? == b'>' {
            return None;
        }
        let mut name = Vec::new();
        loop {
            match self.peek()? {
                b'=' if !name.is_empty() => break,
                b if is_space(b) => {
                    while is_space(self.peek()?) {
                        self.at += 1;
                    }
                    if self.peek()? != b'=' {
                        return Some((name, Vec::new()));
                    }
                    break;
                }
                b'/' | b'>' => return Some((name, Vec::new())),
                b => name.push(b.to_ascii_lowercase()),
            }
            self.at += 1;
        }
        self.at += 1;
        while is_space(self.peek()?) {
            self.at += 1;
        }
        Some((name, self.value()?))
    }

    fn value(&mut self) -> Option<Vec<u8>> {
        let mut value = Vec::new();
        let first = self.peek()?;
        if first == b'"' || first == b'\'' {
            self.at += 1;
            while self.peek()? != first {
                value.push(self.bytes[self.at].to_ascii_lowercase());
                self.at += 1;
            }
            self.at += 1;
            return Some(value);
        }
        while !is_space(self.peek()?) && self.peek()? != b'>' {
            value.push(self.bytes[self.at].to_ascii_lowercase());
            self.at += 1;
        }
        Some(value)
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
}

/// "Extracting a character encoding from a `meta` element", on a value that is
/// in lower case already.
fn charset_of_content(value: &[u8]) -> Option<&'static Encoding> {
    let mut at = 0;
    loop {
        at += find(&value[at..], b"charset")? + 7;
        let rest = trim_start(&value[at..]);
        if rest.first() == Some(&b'=') {
            let label = trim_start(&rest[1..]);
            let quote = *label.first()?;
            let label = if matches!(quote, b'"' | b'\'') {
                let end = label[1..].iter().position(|&b| b == quote)?;
                &label[1..=end]
            } else {
                let end = label.iter().position(|&b| is_space(b) || b == b';');
                &label[..end.unwrap_or(label.len())]
            };
            return Encoding::for_label(label);
        }
    }
}

/// "Get an XML encoding": `<?xml … encoding="…"`.
fn xml_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.starts_with(b"<?xml") {
        return None;
    }
    let declaration = &bytes[..bytes.iter().position(|&b| b == b'>')?];
    let after = &declaration[find(declaration, b"encoding")? + 8..];
    let skip = after.iter().position(|&b| b > b' ')?;
    let after = after[skip..].strip_prefix(b"=")?;
    let skip = after.iter().position(|&b| b > b' ')?;
    let (&quote, after) = after[skip..].split_first()?;
    if quote != b'"' && quote != b'\'' {
        return None;
    }
    let label = &after[..after.iter().position(|&b| b == quote)?];
    if label.iter().any(|&b| b <= b' ') {
        return None;
    }
    Encoding::for_label(label).map(declared_inside)
}

fn is_meta(rest: &[u8]) -> bool {
    rest.len() > 5 && rest[..5].eq_ignore_ascii_case(b"<meta") && (is_space(rest[5]) || rest[5] == b'/')
}

fn is_tag(rest: &[u8]) -> bool {
    let name = rest.strip_prefix(b"</").or_else(|| rest.strip_prefix(b"<"));
    name.and_then(<[u8]>::first).is_some_and(u8::is_ascii_alphabetic)
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0C' | b'\r' | b' ')
}

fn trim_start(bytes: &[u8]) -> &[u8] {
    &bytes[bytes.iter().position(|&b| !is_space(b)).unwrap_or(bytes.len())..]
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8]) -> Option<&'static str> {
        prescan(bytes).map(Encoding::name)
    }

    #[test]
    fn finds_what_the_standard_finds() {
        for (page, want) in [
            (&b"<meta charset=utf-8>"[..], Some("UTF-8")),
            (b"<META CHARSET = 'Shift_JIS' >", Some("Shift_JIS")),
            (b"<meta http-equiv=Content-Type content='text/html; charset=gb2312'>", Some("GBK")),
            (b"<meta content='text/html; charset=gb2312' http-equiv=content-type>", Some("GBK")),
            (b"<meta/charset=koi8-r>", Some("KOI8-R")),
            (b"<p title='>'><meta charset=big5>", Some("Big5")),
            (b"<!-- <meta charset=big5> --><meta charset=euc-kr>", Some("EUC-KR")),
            (b"<!--><meta charset=euc-kr>", Some("EUC-KR")),
            (b"<meta charset=utf-16le>", Some("UTF-8")),
            (b"<meta charset=x-user-defined>", Some("windows-1252")),
            (b"<?xml version='1.0' encoding='windows-1251'?><p>", Some("windows-1251")),
            (b"<\0?\0x\0m\0l\0", Some("UTF-16LE")),
            (b"<meta charset=nonsense><meta charset=utf-8>", Some("UTF-8")),
        ] {
            assert_eq!(name(page), want, "{}", String::from_utf8_lossy(page));
        }
    }

    #[test]
    fn ignores_what_the_standard_ignores() {
        for page in [
            &b"<meta name=description content='charset=gbk'>"[..],
            b"<meta charset=utf-8",
            b"<metacharset=utf-8>",
            b"<!-- <meta charset=big5>",
            b"<p title='<meta charset=big5>'>",
            b"",
            b"<",
            b"</",
        ] {
            assert_eq!(name(page), None, "{}", String::from_utf8_lossy(page));
        }
    }

    #[test]
    fn looks_at_1024_bytes_only() {
        let mut page = b" ".repeat(1010);
        page.extend(b"<meta charset=utf-8>");
        assert_eq!(name(&page), None);
    }
}
