//! HTTP responses as they stand in WARC records.
//!
//! Crawlers write what servers send, and servers lie: about chunks, about
//! content encodings. What says to be encoded and is evidently not is taken as
//! it stands.

mod chunks;
mod coding;
mod media;

use std::borrow::Cow;

use crate::{DropCause, InputLimits, RecordError};
pub(crate) use media::MediaType;

/// The most header fields that a response may have.
const MAX_FIELDS: usize = 1_024;

type Body<'a> = Cow<'a, [u8]>;

/// Why a record gives no page.
#[derive(Debug)]
pub enum Refusal {
    /// It is sound, but no page.
    Dropped(DropCause),
    /// It cannot be read.
    Failed(RecordError),
}

/// The page in an HTTP response.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Page<'a> {
    pub(crate) media_type: MediaType,
    pub(crate) body: Body<'a>,
}

/// What is needed of a response's head.
#[derive(Default)]
struct Head {
    status: u16,
    content_type: Option<String>,
    content_encoding: Option<String>,
    is_chunked: bool,
    /// Bytes up to the body.
    length: usize,
}

/// Takes the page out of an HTTP response.
pub(crate) fn page<'r>(response: &'r [u8], limits: &InputLimits) -> Result<Page<'r>, Refusal> {
    let head = Head::parse(response).map_err(|detail| Refusal::Failed(RecordError::Http(detail)))?;
    match head.status {
        200..=299 => {}
        status @ 300..=399 => return Err(Refusal::Dropped(DropCause::Redirect { status })),
        status => return Err(Refusal::Dropped(DropCause::HttpStatus { status })),
    }
    let media_type = MediaType::parse(head.content_type.as_deref().unwrap_or_default());
    if !media_type.is_page() {
        return Err(Refusal::Dropped(DropCause::ContentType { essence: media_type.into_essence() }));
    }
    let body = Cow::Borrowed(&response[head.length..]);
    let body = if head.is_chunked { chunks::dechunk(body)? } else { body };
    let body = coding::decode(body, head.content_encoding.as_deref().unwrap_or_default(), limits)?;
    if crate::sniff::is_binary(&body) {
        return Err(Refusal::Dropped(DropCause::NotText));
    }
    Ok(Page { media_type, body })
}

impl Head {
    fn parse(response: &[u8]) -> Result<Self, &'static str> {
        // Crawlers that speak HTTP/2 and 3 write the head in the old form.
        if let Some(rest) = response.strip_prefix(b"HTTP/2").or_else(|| response.strip_prefix(b"HTTP/3")) {
            let space = rest.iter().take(3).position(|&byte| byte == b' ').ok_or("no status line")?;
            let rest = &rest[space..];
            let rewritten = [b"HTTP/1.1", &rest[..rest.len().min(64 << 10)]].concat();
            let mut head = Self::parse_http1(&rewritten)?;
            head.length = head.length - b"HTTP/1.1".len() + (response.len() - rest.len());
            return Ok(head);
        }
        Self::parse_http1(response)
    }

    fn parse_http1(response: &[u8]) -> Result<Self, &'static str> {
        let mut config = httparse::ParserConfig::default();
        config
            .allow_spaces_after_header_name_in_responses(true)
            .allow_obsolete_multiline_headers_in_responses(true)
            .allow_multiple_spaces_in_response_status_delimiters(true)
            .ignore_invalid_headers_in_responses(true);
        let mut count = 64;
        loop {
            let mut headers = vec![httparse::EMPTY_HEADER; count];
            let mut parsed = httparse::Response::new(&mut headers);
            match config.parse_response(&mut parsed, response) {
                Ok(httparse::Status::Complete(length)) => return Ok(Self::of(&parsed, length)),
                Ok(httparse::Status::Partial) => return Err("the head does not end"),
                Err(httparse::Error::TooManyHeaders) if count < MAX_FIELDS => count *= 4,
                Err(httparse::Error::TooManyHeaders) => return Err("too many header fields"),
                Err(httparse::Error::Version | httparse::Error::Status) => return Err("no status line"),
                Err(_) => return Err("a header field is malformed"),
            }
        }
    }

    fn of(parsed: &httparse::Response<'_, '_>, length: usize) -> Self {
        let mut head = Self { status: parsed.code.unwrap_or_default(), length, ..Self::default() };
        for header in parsed.headers.iter() {
            let value = || String::from_utf8_lossy(header.value).into_owned();
            let is = |name: &str| header.name.eq_ignore_ascii_case(name);
            if is("content-type") {
                // Browsers take the last one.
                head.content_type = Some(value());
            } else if is("content-encoding") {
                let before = head.content_encoding.take();
                head.content_encoding =
                    Some(before.map_or_else(value, |before| format!("{before}, {}", value())));
            } else if is("transfer-encoding") {
                head.is_chunked |= value().to_ascii_lowercase().contains("chunked");
            }
        }
        head
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(head: &str) -> String {
        let response = format!("{head}\r\n\r\n<p>page");
        match page(response.as_bytes(), &InputLimits::default()) {
            Ok(page) => String::from_utf8_lossy(&page.body).into_owned(),
            Err(Refusal::Dropped(cause)) => cause.reason().name().to_owned(),
            Err(Refusal::Failed(error)) => error.to_string(),
        }
    }

    #[test]
    fn pages_come_out_whatever_the_head_looks_like() {
        assert_eq!(outcome("HTTP/1.1 200 OK\r\nContent-Type: text/html"), "<p>page");
        assert_eq!(outcome("HTTP/1.0 200\r\nX Y: 1\r\nContent-Type : text/html;charset=x"), "<p>page");
        assert_eq!(outcome("HTTP/2 200 \r\ncontent-type: text/plain"), "<p>page");
        assert_eq!(outcome("HTTP/3.0 200 OK"), "<p>page");
        assert_eq!(outcome("HTTP/1.1 200 OK\nContent-Type:\n text/html"), "<p>page");
        let many = "X-A: b\r\n".repeat(900);
        assert_eq!(outcome(&format!("HTTP/1.1 200 OK\r\n{many}A: b")), "<p>page");
    }

    #[test]
    fn what_is_no_page_is_dropped_with_its_reason() {
        assert_eq!(outcome("HTTP/1.1 301 Moved\r\nLocation: /"), "redirect");
        assert_eq!(outcome("HTTP/1.1 404 Not Found"), "http-status");
        assert_eq!(outcome("HTTP/1.1 200 OK\r\nContent-Type: image/png"), "content-type");
        assert_eq!(outcome("HTTP/1.1 200 OK\r\nContent-Encoding: zstd, gzip, gzip"), "<p>page");
        assert_eq!(outcome("banana"), "no HTTP response: no status line");
        assert_eq!(outcome("HTTP/9.9 banana"), "no HTTP response: no status line");
        let empty = page(b"", &InputLimits::default());
        assert!(matches!(empty, Err(Refusal::Failed(RecordError::Http("the head does not end")))));
    }
}
