//! Opens an input: what it is, by its bytes and by its name.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::jsonl::JsonLines;
use super::page::{Origin, PageFile};
use super::warc::WarcRecords;
use super::{Conversions, Source};
use crate::stream::{Backing, Compression, Raw, Stream};
use crate::{InputErrorCause, InputLimits, Place};

/// Bytes that the format is guessed by.
const HEAD: usize = 1024;

/// What an input's name says about it.
struct Name<'a> {
    /// Without `.gz` or `.zst`.
    stem: &'a str,
    compression: Compression,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Warc,
    JsonLines,
    Page,
}

/// What is to be opened.
pub(super) struct Opening<'a> {
    pub(super) input: Arc<str>,
    pub(super) id: &'a str,
    pub(super) origin: Origin,
    pub(super) limits: InputLimits,
    pub(super) conversions: Conversions,
    pub(super) counter: Arc<AtomicU64>,
}

/// Opens the file at `path`.
pub(super) fn open_file(
    path: &Path,
    opening: Opening<'_>,
) -> Result<Box<dyn Source + Send>, InputErrorCause> {
    open(Backing::File(File::open(path)?), opening)
}

/// Opens bytes of any origin.
pub(super) fn open(
    backing: Backing,
    opening: Opening<'_>,
) -> Result<Box<dyn Source + Send>, InputErrorCause> {
    let Opening { input, id, origin, limits, conversions, counter } = opening;
    let max_bytes = limits.max_record_bytes;
    let name = Name::of(id);
    let mut raw = Raw::new(backing, counter);
    let compression = compression(raw.peek(HEAD)?, &name)?;
    let mut stream = Stream::new(raw, compression, limits)?;
    let head = stream.peek(HEAD);
    if head.starts_with(b"filedesc://") {
        return Err(InputErrorCause::Arc);
    }
    Ok(match format(head, &name) {
        Format::Warc => Box::new(WarcRecords::new(stream, input, id.into(), limits, conversions)),
        Format::JsonLines => Box::new(JsonLines::new(stream, input, id.into(), max_bytes)),
        Format::Page => {
            let stem = name.stem.to_owned();
            Box::new(PageFile {
                stream: Some(stream),
                place: Place::file(input),
                id: stem,
                origin,
                max_bytes,
            })
        }
    })
}

impl<'a> Name<'a> {
    fn of(name: &'a str) -> Self {
        if let Some(stem) = strip_extension(name, "gz") {
            Self { stem, compression: Compression::Gzip }
        } else if let Some(stem) = strip_extension(name, "zst") {
            Self { stem, compression: Compression::Zstd }
        } else {
            Self { stem: name, compression: Compression::None }
        }
    }

    fn has_extension(&self, extensions: &[&str]) -> bool {
        extensions.iter().any(|extension| strip_extension(self.stem, extension).is_some())
    }
}

fn strip_extension<'a>(name: &'a str, extension: &str) -> Option<&'a str> {
    let (stem, found) = name.rsplit_once('.')?;
    found.eq_ignore_ascii_case(extension).then_some(stem)
}

/// How an input is compressed. Its bytes decide; its name does where they are
/// nothing known, so that a damaged first byte does not hide all the rest.
fn compression(head: &[u8], name: &Name<'_>) -> Result<Compression, InputErrorCause> {
    match *head {
        [] => Err(InputErrorCause::Empty),
        [0x1f, 0x8b, ..] => Ok(Compression::Gzip),
        // A frame, or a skippable frame, which WARC dictionaries stand in.
        [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Ok(Compression::Zstd),
        _ if crate::sniff::is_binary(head) => Ok(name.compression),
        _ => Ok(Compression::None),
    }
}

/// What an input holds. Magic bytes decide, then the name, then a guess.
fn format(head: &[u8], name: &Name<'_>) -> Format {
    if head.starts_with(b"WARC/") || name.has_extension(&["warc"]) {
        Format::Warc
    } else if name.has_extension(&["jsonl", "ndjson"]) {
        Format::JsonLines
    } else if name.has_extension(&["html", "htm", "xhtml", "txt", "md"]) {
        Format::Page
    } else {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        let next = head.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
        let is_object =
            next.is_some_and(|next| next.is_empty() || next.starts_with(b"\"") || next.starts_with(b"}"));
        if is_object { Format::JsonLines } else { Format::Page }
    }
}

/// The records of one input, as a run reads them: a file, a pipe, bytes.
///
/// What the input is, is told by its bytes and by `name`, which also stands in
/// the places and ids of the records. Memory is bounded by `limits`; time is
/// linear in the input.
///
/// # Errors
///
/// Where nothing of the input can be read; what is wrong further on stands
/// between the records, as [`Pulled::Failed`](crate::Pulled::Failed).
pub fn records(
    name: &str,
    reader: impl Read + Send + 'static,
    limits: InputLimits,
    conversions: Conversions,
) -> Result<Box<dyn Source + Send>, InputErrorCause> {
    let (input, origin, counter) = (name.into(), Origin::Named, Arc::default());
    open(Backing::Pipe(Box::new(reader)), Opening { input, id: name, origin, limits, conversions, counter })
}

/// Opens `bytes` as if they were a file named `name`.
#[cfg(test)]
pub(crate) fn open_bytes(name: &str, bytes: Vec<u8>) -> Result<Box<dyn Source + Send>, InputErrorCause> {
    records(name, std::io::Cursor::new(bytes), InputLimits::default(), Conversions::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(head: &[u8], name: &str) -> Format {
        format(head, &Name::of(name))
    }

    #[test]
    fn bytes_come_before_names_and_names_before_guesses() {
        assert_eq!(guess(b"WARC/1.0\r\n", "dump"), Format::Warc);
        assert_eq!(guess(b"\0\0\0", "dump.WARC.gz"), Format::Warc);
        assert_eq!(guess(b"no json", "x.jsonl.zst"), Format::JsonLines);
        assert_eq!(guess(b"{\"html\":", "x"), Format::JsonLines);
        assert_eq!(guess(b"{\"html\":", "x.txt"), Format::Page);
        assert_eq!(guess(b"{braces} in text", "x"), Format::Page);
        assert_eq!(guess(b"<html>", "x.gz"), Format::Page);
    }

    #[test]
    fn compression_is_seen_in_the_bytes() {
        let of = |head: &[u8], name: &str| compression(head, &Name::of(name)).unwrap();
        assert_eq!(of(b"\x1f\x8b\x08", "dump.warc"), Compression::Gzip);
        assert_eq!(of(b"WARC/1.0", "dump.warc.gz"), Compression::None);
        assert_eq!(of(b"\x00\x8b\x08\x00\x01\x02", "dump.warc.gz"), Compression::Gzip);
        assert_eq!(of(b"\x28\xb5\x2f\xfd", "x"), Compression::Zstd);
        assert!(matches!(compression(b"", &Name::of("x")), Err(InputErrorCause::Empty)));
    }
}
