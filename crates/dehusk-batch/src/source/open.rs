//! Opens an input: what it is, by its bytes and by its name.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::archive::{ArchiveRecords, Entries, MAX_DEPTH, TarWalk, ZipWalk, is_header};
use super::jsonl::JsonLines;
use super::mhtml::is_saved_page;
use super::page::{Origin, PageFile, Wrapping};
#[cfg(feature = "parquet")]
use super::parquet::{self, ParquetRows};
use super::warc::WarcRecords;
use super::{Conversions, ReadOptions, Source};
use crate::stream::{Ahead, Backing, Compression, Raw, Stream};
use crate::{InputErrorCause, InputLimits, Place};

/// Bytes that the format is guessed by.
const HEAD: usize = 1024;

/// Names of archives, besides those of compressed tars.
const ARCHIVES: &[&str] = &["tar", "tgz", "tzst", "zip", "wacz", "epub"];

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
    Tar,
    Zip,
    /// A page as it is.
    Page,
    /// A page in MHTML or a mail.
    Mail,
}

/// What is to be opened.
pub(super) struct Opening<'a> {
    pub(super) input: Arc<str>,
    pub(super) id: &'a str,
    pub(super) origin: Origin,
    /// In how many archives it lies.
    pub(super) depth: u8,
    pub(super) options: Arc<ReadOptions>,
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
    let Opening { input, id, options, .. } = &opening;
    let (input, limits, conversions) = (Arc::clone(input), options.limits, options.conversions);
    let max_bytes = limits.max_record_bytes;
    let name = Name::of(id);
    let raw = Raw::new(backing, Arc::clone(&opening.counter));
    let (format, stream) = match recognise(raw, &name, limits, &options.ahead)? {
        #[cfg(feature = "parquet")]
        Recognised::Parquet(raw) => {
            let (fields, counter) = (&options.fields, Arc::clone(&opening.counter));
            let file = raw.into_spooled_file()?;
            let rows = ParquetRows::open(file, input, (*id).into(), fields, limits, counter)?;
            return Ok(Box::new(rows));
        }
        Recognised::Stream { format, stream, .. } => (format, *stream),
    };
    Ok(match format {
        Format::Warc => Box::new(WarcRecords::new(stream, input, (*id).into(), limits, conversions)),
        Format::JsonLines => Box::new(JsonLines::new(stream, input, (*id).into(), max_bytes)),
        Format::Tar => Box::new(ArchiveRecords::new(TarWalk::new(stream), opening.into_entries()?)),
        Format::Zip => {
            let walk = ZipWalk::new(stream, limits, Arc::clone(&opening.counter));
            Box::new(ArchiveRecords::new(walk, opening.into_entries()?))
        }
        format @ (Format::Page | Format::Mail) => Box::new(PageFile {
            stream: Some(stream),
            place: Place::file(input),
            id: name.stem.to_owned(),
            origin: opening.origin,
            max_bytes,
            wrapping: if format == Format::Mail { Wrapping::Mail } else { Wrapping::None },
        }),
    })
}

/// What an input is, with what it is read by.
enum Recognised {
    /// A table, which is read from its end.
    #[cfg(feature = "parquet")]
    Parquet(Box<Raw>),
    Stream {
        format: Format,
        compression: Compression,
        stream: Box<Stream>,
    },
}

/// Says what an input is, by its first bytes and its name.
fn recognise(
    mut raw: Raw,
    name: &Name<'_>,
    limits: InputLimits,
    ahead: &Arc<Ahead>,
) -> Result<Recognised, InputErrorCause> {
    #[cfg(feature = "parquet")]
    if is_parquet(raw.peek(HEAD)?, name) {
        return Ok(Recognised::Parquet(Box::new(raw)));
    }
    let compression = compression(raw.peek(HEAD)?, name)?;
    let mut stream = Box::new(Stream::new(raw, compression, limits, ahead)?);
    let head = stream.peek(HEAD);
    if head.starts_with(b"filedesc://") {
        return Err(InputErrorCause::Arc);
    }
    let format = format(head, name);
    Ok(Recognised::Stream { format, compression, stream })
}

/// What the file at `path` is, in words; `id` as for [`Opening`]. Of the file its
/// first bytes are read, of a table not even its columns.
pub(super) fn kind_of(path: &Path, id: &str, limits: InputLimits) -> Result<String, InputErrorCause> {
    let raw = Raw::new(Backing::File(File::open(path)?), Arc::default());
    match recognise(raw, &Name::of(id), limits, &Arc::default())? {
        #[cfg(feature = "parquet")]
        Recognised::Parquet(_) => Ok("Parquet".to_owned()),
        Recognised::Stream { format, compression, mut stream } => {
            let is_page = matches!(format, Format::Page);
            let name = if is_page && crate::sniff::is_binary(stream.peek(HEAD)) {
                "binary data"
            } else {
                format.name()
            };
            Ok(match compression {
                Compression::None => name.to_owned(),
                Compression::Gzip => format!("{name}, gzip"),
                Compression::Zstd => format!("{name}, zstd"),
            })
        }
    }
}

impl Format {
    const fn name(self) -> &'static str {
        match self {
            Self::Warc => "WARC",
            Self::JsonLines => "JSONL",
            Self::Tar => "tar",
            Self::Zip => "zip",
            Self::Page => "page or text",
            Self::Mail => "MHTML or mail",
        }
    }
}

/// Whether a file of this name is an archive, as far as names tell.
pub(super) fn is_archive_name(name: &str) -> bool {
    Name::of(name).has_extension(ARCHIVES)
}

impl Opening<'_> {
    /// What the entries of an archive have in common; none where it lies too
    /// deep in others.
    fn into_entries(self) -> Result<Entries, InputErrorCause> {
        let Self { input, id, origin, depth, options, .. } = self;
        if depth > MAX_DEPTH {
            return Err(InputErrorCause::TooDeep { limit: MAX_DEPTH });
        }
        Ok(Entries { input, id: id.to_owned(), origin, depth, options })
    }
}

impl<'a> Name<'a> {
    fn of(name: &'a str) -> Self {
        let of = |stem, compression| Self { stem, compression };
        if let Some(stem) = strip_extension(name, "gz") {
            of(stem, Compression::Gzip)
        } else if let Some(stem) = strip_extension(name, "zst") {
            of(stem, Compression::Zstd)
        } else if strip_extension(name, "tgz").is_some() {
            of(name, Compression::Gzip)
        } else if strip_extension(name, "tzst").is_some() {
            of(name, Compression::Zstd)
        } else {
            of(name, Compression::None)
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

/// Whether an input is Parquet: by its bytes, by its name where it has others but
/// is no text, so that a damaged first byte does not hide what is wrong.
#[cfg(feature = "parquet")]
fn is_parquet(head: &[u8], name: &Name<'_>) -> bool {
    let is_named = name.compression == Compression::None && name.has_extension(&["parquet"]);
    head.starts_with(parquet::MAGIC) || is_named && !head.is_empty()
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
    // What is text in spite of its name is no archive.
    let named = |extensions: &[&str]| name.has_extension(extensions) && crate::sniff::is_binary(head);
    if head.starts_with(b"WARC/") || name.has_extension(&["warc"]) {
        Format::Warc
    } else if is_zip(head) || named(&["zip", "wacz", "epub"]) {
        Format::Zip
    } else if is_header(head) || named(&["tar", "tgz", "tzst"]) {
        Format::Tar
    } else if is_saved_page(head) || name.has_extension(&["mhtml", "mht", "eml"]) {
        Format::Mail
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

/// Whether a zip begins here: an entry, an end without entries, or the mark of
/// a zip that was once to be divided.
fn is_zip(head: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"].iter().any(|magic| head.starts_with(*magic))
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
    let opening = Opening {
        input: name.into(),
        id: name,
        origin: Origin::Named,
        depth: 0,
        options: Arc::new(ReadOptions { limits, conversions, ..ReadOptions::default() }),
        counter: Arc::default(),
    };
    open(Backing::Pipe(Box::new(reader)), opening)
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
        assert_eq!(guess(b"PK\x03\x04\x14\0", "x.html"), Format::Zip);
        assert_eq!(guess(&[0; 1024], "x.tar.gz"), Format::Tar);
        assert_eq!(guess(b"<html>", "download.zip"), Format::Page);
        assert_eq!(guess(b"From: a\n", "x.eml"), Format::Mail);
        assert_eq!(guess(b"From: a\n", "x"), Format::Page);
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
