//! WET: the texts of a crawl as WARC records, as Common Crawl writes them.
//!
//! One `conversion` record a document, each a gzip member of its own, behind one
//! `warcinfo`. Nothing in it comes from a clock or a random number: the same run
//! writes the same bytes, so that ids are made of what the records hold, and a
//! date that no input states is [`NO_DATE`].

use std::fmt::Write as _;
use std::io::{self, Write};

use flate2::write::GzEncoder;
use sha1_smol::Sha1;

use super::language::three_letters;
use crate::stream::Compression;

/// The date of records whose input states none: WARC demands one, and the time
/// of the run would make every run's output another.
const NO_DATE: &str = "1970-01-01T00:00:00Z";

/// The namespace of RFC 4122 for names that are URLs.
const NAMESPACE: [u8; 16] =
    [0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8];

/// A document as a record.
pub(crate) struct WetRecord<'a> {
    /// The id of the record that it comes from.
    pub(crate) id: &'a str,
    pub(crate) url: Option<&'a str>,
    /// `WARC-Date` of the record that it comes from.
    pub(crate) date: Option<&'a str>,
    /// As in the field `language`: `en`, `pt-BR`.
    pub(crate) language: Option<&'a str>,
    pub(crate) text: &'a str,
}

/// Whether a part begins the file: only there is the `warcinfo`, so that parts
/// are joined by concatenation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    Warcinfo,
    None,
}

/// A WET file, or a part of one.
pub(crate) struct WetPart<W: Write> {
    file: W,
}

impl<W: Write> WetPart<W> {
    /// Begins a part.
    ///
    /// # Errors
    ///
    /// Where `file` cannot be written.
    pub(crate) fn create(mut file: W, compression: Compression, head: Head) -> io::Result<Self> {
        if head == Head::Warcinfo {
            file.write_all(&compressed(warcinfo(), compression))?;
        }
        Ok(Self { file })
    }

    /// Writes a record as [`WetRecord::render`] made it: compressed by the worker
    /// that had the document, not by the one thread that writes.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub(crate) fn write(&mut self, record: &[u8]) -> io::Result<()> {
        self.file.write_all(record)
    }

    /// Hands the file back.
    pub(crate) fn finish(self) -> W {
        self.file
    }
}

impl WetRecord<'_> {
    /// The bytes of the record, as a member of its own where it is compressed.
    pub(crate) fn render(&self, compression: Compression) -> Vec<u8> {
        let digest = Sha1::from(self.text).digest().bytes();
        let mut header = Header::new("conversion");
        if let Some(url) = self.url {
            header.field("WARC-Target-URI", url);
        }
        header.field("WARC-Date", self.date.filter(|date| is_date(date)).unwrap_or(NO_DATE));
        header.uri("WARC-Record-ID", &urn(&[self.id.as_bytes(), &digest]));
        if is_uri(self.id) {
            header.uri("WARC-Refers-To", self.id);
        }
        header.field("WARC-Block-Digest", &format!("sha1:{}", base32(&digest)));
        if let Some(language) = self.language {
            header.field("WARC-Identified-Content-Language", three_letters(language));
        }
        compressed(header.record("text/plain", self.text), compression)
    }
}

fn warcinfo() -> Vec<u8> {
    let fields = concat!(
        "software: dehusk/",
        env!("CARGO_PKG_VERSION"),
        "\r\nformat: WARC File Format 1.0\r\ndescription: text of pages, boilerplate taken away\r\n"
    );
    let mut header = Header::new("warcinfo");
    header.field("WARC-Date", NO_DATE);
    header.uri("WARC-Record-ID", &urn(&[fields.as_bytes()]));
    header.record("application/warc-fields", fields)
}

/// The header of a record, line by line.
struct Header(String);

impl Header {
    fn new(kind: &str) -> Self {
        Self(format!("WARC/1.0\r\nWARC-Type: {kind}\r\n"))
    }

    /// A value cannot end its line: control characters are percent-encoded.
    fn field(&mut self, name: &str, value: &str) {
        self.0.push_str(name);
        self.0.push_str(": ");
        self.push(value);
        self.0.push_str("\r\n");
    }

    fn uri(&mut self, name: &str, uri: &str) {
        self.0.push_str(name);
        self.0.push_str(": <");
        self.push(uri);
        self.0.push_str(">\r\n");
    }

    fn push(&mut self, value: &str) {
        for character in value.trim().chars() {
            if character.is_control() {
                let mut bytes = [0; 4];
                for byte in character.encode_utf8(&mut bytes).bytes() {
                    // Writing to memory cannot fail.
                    let _ = write!(self.0, "%{byte:02X}");
                }
            } else {
                self.0.push(character);
            }
        }
    }

    fn record(mut self, content_type: &str, block: &str) -> Vec<u8> {
        self.field("Content-Type", content_type);
        self.field("Content-Length", &block.len().to_string());
        [self.0.as_bytes(), b"\r\n", block.as_bytes(), b"\r\n\r\n"].concat()
    }
}

fn compressed(record: Vec<u8>, compression: Compression) -> Vec<u8> {
    let written = match compression {
        Compression::None => return record,
        Compression::Gzip => {
            let mut encoder =
                GzEncoder::new(Vec::with_capacity(record.len() / 2), flate2::Compression::default());
            encoder.write_all(&record).and_then(|()| encoder.finish())
        }
        Compression::Zstd => zstd::encode_all(&*record, zstd::DEFAULT_COMPRESSION_LEVEL),
    };
    // Compressing from memory to memory cannot fail.
    written.unwrap_or_default()
}

/// A UUID of version 5 that is made of `names`, as a URN.
fn urn(names: &[&[u8]]) -> String {
    let mut hash = Sha1::new();
    hash.update(&NAMESPACE);
    for name in names {
        hash.update(name);
    }
    let mut uuid = [0; 16];
    uuid.copy_from_slice(&hash.digest().bytes()[..16]);
    uuid[6] = uuid[6] & 0x0f | 0x50;
    uuid[8] = uuid[8] & 0x3f | 0x80;
    let hex = format!("{:032x}", u128::from_be_bytes(uuid));
    let groups = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    format!("urn:uuid:{}", groups.join("-"))
}

/// Whether an id names a record: `urn:uuid:…`, `https://…`. The id of a line,
/// `file:7`, has the shape of a URI and is none.
fn is_uri(id: &str) -> bool {
    let is_plain = !id.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>'));
    let is_named = id.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("urn:"));
    is_plain && (is_named || id.contains("://"))
}

/// Whether a date has the shape that WARC demands, as far as a reader could trip.
fn is_date(date: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_digit() || b"-:.TZ".contains(&byte);
    (20..=30).contains(&date.len()) && date.bytes().all(is_part) && date.ends_with('Z')
}

/// Base 32 of RFC 4648; the 20 bytes of a digest need no padding.
fn base32(digest: &[u8; 20]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::with_capacity(32);
    for group in digest.chunks_exact(5) {
        let bits = group.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        for shift in (0..8).rev() {
            text.push(ALPHABET[(bits >> (shift * 5) & 31) as usize] as char);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: WetRecord<'_> = WetRecord {
        id: "urn:uuid:00000000-0000-0000-0000-000000000001",
        url: Some("https://coast.example/a"),
        date: Some("2024-05-01T10:00:00Z"),
        language: Some("pt-BR"),
        text: "A maré.\n",
    };

    #[test]
    fn a_record_has_the_fields_of_common_crawl() {
        let record = String::from_utf8(RECORD.render(Compression::None)).unwrap();
        let expected = "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://coast.example/a\r\n\
            WARC-Date: 2024-05-01T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:";
        assert!(record.starts_with(expected), "{record}");
        let rest = "WARC-Refers-To: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n\
            WARC-Block-Digest: sha1:";
        assert!(record.contains(rest), "{record}");
        let end = "WARC-Identified-Content-Language: por\r\nContent-Type: text/plain\r\n\
            Content-Length: 9\r\n\r\nA maré.\n\r\n\r\n";
        assert!(record.ends_with(end), "{record}");
        assert_eq!(RECORD.render(Compression::Gzip), RECORD.render(Compression::Gzip));
    }

    #[test]
    fn digests_and_ids_are_those_of_the_standards() {
        let digest = |text: &str| base32(&Sha1::from(text).digest().bytes());
        // The digest of nothing, known from every crawl.
        assert_eq!(digest(""), "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
        // uuid5(NAMESPACE_URL, "http://www.example.com/") of Python's `uuid`.
        assert_eq!(urn(&[b"http://www.", b"example.com/"]), "urn:uuid:fcde3c85-2270-590f-9e7c-ee003d65e0e2");
    }

    #[test]
    fn no_value_ends_its_line() {
        let evil =
            WetRecord { url: Some("https://a.example/\r\nWARC-Type: x"), date: Some("x\r\n"), ..RECORD };
        let record = String::from_utf8(evil.render(Compression::None)).unwrap();
        assert!(record.contains("https://a.example/%0D%0AWARC-Type: x\r\n"), "{record}");
        assert!(record.contains("WARC-Date: 1970-01-01T00:00:00Z\r\n"), "{record}");
        let line = WetRecord { id: "a.jsonl:7", ..RECORD };
        assert!(!String::from_utf8(line.render(Compression::None)).unwrap().contains("Refers-To"));
    }

    #[test]
    fn parts_are_joined_by_concatenation() {
        let write = |head| {
            let mut part = WetPart::create(Vec::new(), Compression::None, head).unwrap();
            part.write(&RECORD.render(Compression::None)).unwrap();
            part.finish()
        };
        let both = [write(Head::Warcinfo), write(Head::None)].concat();
        let text = String::from_utf8(both).unwrap();
        assert_eq!(text.matches("WARC-Type: warcinfo").count(), 1);
        assert_eq!(text.matches("WARC-Type: conversion").count(), 2);
    }
}
