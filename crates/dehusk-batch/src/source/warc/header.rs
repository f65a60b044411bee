//! The header of a WARC record.

use std::borrow::Cow;
use std::iter;

use crate::WarcHeaderError;
use crate::stream::{Stop, Stream};

const MAX_BYTES: usize = 64 << 10;
const MAX_FIELDS: usize = 1_000;

/// What is needed of a WARC record's header.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) kind: String,
    pub(super) id: Option<String>,
    pub(super) url: Option<String>,
    pub(super) date: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) length: u64,
}

/// How reading a header can end short of one.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoHeader {
    Unusable(WarcHeaderError),
    Damaged,
    End,
}

impl Header {
    /// Reads the header that begins here, its blank line included.
    pub(super) fn read(stream: &mut Stream) -> Result<Self, NoHeader> {
        let lines = read_lines(stream)?;
        let mut header = Self::default();
        let mut length = None;
        for (name, value) in fields(&lines) {
            let value = || String::from_utf8_lossy(&value).into_owned();
            let first = |slot: &mut Option<String>| {
                slot.get_or_insert_with(value);
            };
            match name.to_ascii_lowercase().as_slice() {
                b"warc-type" => header.kind = value().to_ascii_lowercase(),
                b"warc-record-id" => first(&mut header.id),
                b"warc-target-uri" => first(&mut header.url),
                b"warc-date" => first(&mut header.date),
                b"content-type" => first(&mut header.content_type),
                b"content-length" => first(&mut length),
                _ => {}
            }
        }
        header.id = header.id.map(|id| without_brackets(&id)).filter(|id| !id.is_empty());
        // Some writers put the URI in angle brackets too.
        header.url = header.url.map(|url| without_brackets(&url)).filter(|url| !url.is_empty());
        header.length = length
            .and_then(|length| length.parse().ok())
            .ok_or(NoHeader::Unusable(WarcHeaderError::ContentLength))?;
        Ok(header)
    }
}

fn read_lines(stream: &mut Stream) -> Result<Vec<u8>, NoHeader> {
    let mut lines = Vec::new();
    for _ in 0..MAX_FIELDS {
        let start = lines.len();
        match stream.read_line(MAX_BYTES - start, &mut lines) {
            Stop::Done if lines[start..].trim_ascii().is_empty() => return Ok(lines),
            Stop::Done => {}
            Stop::Limit => return Err(NoHeader::Unusable(WarcHeaderError::TooLarge)),
            Stop::Damaged => return Err(NoHeader::Damaged),
            Stop::End => return Err(NoHeader::End),
        }
    }
    Err(NoHeader::Unusable(WarcHeaderError::TooLarge))
}

/// Names and values of the fields. The first line, the version, has no colon.
fn fields(lines: &[u8]) -> impl Iterator<Item = (&[u8], Cow<'_, [u8]>)> {
    let mut lines = lines.split(|&byte| byte == b'\n').peekable();
    iter::from_fn(move || {
        let line = lines.next()?;
        let mut folded = Vec::new();
        while let Some(more) = lines.next_if(|line| is_folded(line)) {
            folded.push(more.trim_ascii());
        }
        Some((line, folded))
    })
    .filter_map(|(line, folded)| {
        let colon = line.iter().position(|&byte| byte == b':')?;
        let value = line[colon + 1..].trim_ascii();
        Some((line[..colon].trim_ascii(), unfolded(value, &folded)))
    })
}

/// Whether a line goes on with the value of the one before (WARC 1.0, section 4).
fn is_folded(line: &[u8]) -> bool {
    line.starts_with(b" ") || line.starts_with(b"\t")
}

/// A value with the lines that go on with it.
fn unfolded<'a>(value: &'a [u8], folded: &[&[u8]]) -> Cow<'a, [u8]> {
    if folded.is_empty() {
        return Cow::Borrowed(value);
    }
    let whole = iter::once(value).chain(folded.iter().copied()).collect::<Vec<_>>().join(&b' ');
    Cow::Owned(whole.trim_ascii().to_owned())
}

fn without_brackets(value: &str) -> String {
    let value = value.trim();
    let inner = value.strip_prefix('<').and_then(|value| value.strip_suffix('>'));
    inner.unwrap_or(value).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::InputLimits;
    use crate::stream::{Backing, Compression, Raw};

    fn read(bytes: Vec<u8>) -> Result<Header, NoHeader> {
        let raw = Raw::new(Backing::Pipe(Box::new(std::io::Cursor::new(bytes))), Arc::default());
        Header::read(
            &mut Stream::new(raw, Compression::None, InputLimits::default(), &Arc::default()).unwrap(),
        )
    }

    #[test]
    fn names_in_any_case_and_any_line_break() {
        let bytes = b"WARC/1.1\r\nwarc-type: Response\nWARC-Record-ID: <urn:x:1>\r\n\
            WARC-Target-URI: <http://example.org/a:b>\r\nCONTENT-LENGTH:  12 \r\n\r\n";
        let header = read(bytes.to_vec()).unwrap();
        assert_eq!(header.kind, "response");
        assert_eq!(header.id.as_deref(), Some("urn:x:1"));
        assert_eq!(header.url.as_deref(), Some("http://example.org/a:b"));
        assert_eq!(header.length, 12);
    }

    #[test]
    fn folded_lines_go_on_with_the_value_before_them() {
        let bytes = b"WARC/1.0\r\nWARC-Record-ID:\r\n\t<urn:x:1>\r\nX: a\r\n Content-Length: 3\r\n\
            WARC-Target-URI: <http://example.org/\r\n >\r\nContent-Length: 12\r\n\r\n";
        let header = read(bytes.to_vec()).unwrap();
        assert_eq!(header.id.as_deref(), Some("urn:x:1"));
        assert_eq!(header.url.as_deref(), Some("http://example.org/"));
        assert_eq!(header.length, 12);
    }

    #[test]
    fn lengths_that_are_none_and_endless_headers_are_unusable() {
        for length in ["", "Content-Length: -1\r\n", "Content-Length: 12x\r\n"] {
            let got = read(format!("WARC/1.0\r\n{length}\r\n").into_bytes());
            assert_eq!(got, Err(NoHeader::Unusable(WarcHeaderError::ContentLength)));
        }
        let long = format!("WARC/1.0\r\nX: {}\r\n\r\n", "a".repeat(MAX_BYTES));
        assert_eq!(read(long.into_bytes()), Err(NoHeader::Unusable(WarcHeaderError::TooLarge)));
        let many = format!("WARC/1.0\r\n{}\r\n", "X: b\r\n".repeat(MAX_FIELDS));
        assert_eq!(read(many.into_bytes()), Err(NoHeader::Unusable(WarcHeaderError::TooLarge)));
        assert_eq!(read(b"WARC/1.0\r\nX: b".to_vec()), Err(NoHeader::End));
    }
}
