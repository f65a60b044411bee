//! What either reader makes of a WARC.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use dehusk_batch::{Conversions, InputLimits, Payload, Pulled, records};
use fastwarc::warc::iter::{ArchiveIterator, ArchiveIteratorOptions};
use fastwarc::warc::record::{AutoDecode, WarcRecord};

/// What is compared of a record, whatever its type.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) offset: u64,
    /// Not of types that are passed over.
    id: Option<String>,
    /// Of those that can be documents.
    block: Option<Vec<u8>>,
    /// The page in an HTTP response, without chunks and content encodings.
    page: Option<Vec<u8>>,
}

/// What a reader makes of a file.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) records: Vec<Seen>,
    /// The first thing that could not be read. What comes behind it is not compared.
    pub(crate) error: Option<String>,
}

impl Seen {
    /// In what this record of ours is another than theirs.
    pub(crate) fn differs_from(&self, theirs: &Self, by_offset: bool) -> Option<String> {
        if by_offset && self.offset != theirs.offset {
            return Some(format!("at {}, and by fastwarc at {}", self.offset, theirs.offset));
        }
        if self.id.is_some() && self.id != theirs.id {
            return Some(format!("its id is {:?}, and by fastwarc {:?}", self.id, theirs.id));
        }
        if self.block.is_some() && self.block != theirs.block {
            return Some(format!(
                "its block is {}, and by fastwarc {}",
                size(self.block.as_ref()),
                size(theirs.block.as_ref())
            ));
        }
        self.page_differs_from(theirs)
    }

    /// What is no page has none here, whatever its bytes. What fastwarc cannot decode
    /// may be no code at all: for us the page as it stands.
    fn page_differs_from(&self, theirs: &Self) -> Option<String> {
        let (page, block) = (self.page.as_ref()?, self.block.as_ref()?);
        let is_as_expected = theirs.page.as_ref().map_or(block.ends_with(page), |theirs| page == theirs);
        (!is_as_expected).then(|| {
            format!(
                "its page is {}, and by fastwarc {}",
                size(self.page.as_ref()),
                size(theirs.page.as_ref())
            )
        })
    }
}

fn size(bytes: Option<&Vec<u8>>) -> String {
    bytes.map_or_else(|| "unreadable".to_owned(), |bytes| format!("{} bytes", bytes.len()))
}

pub(crate) fn ours(name: &str, bytes: Vec<u8>) -> Reading {
    let limits = InputLimits::default();
    let mut reading = Reading::default();
    let mut source = match records(name, Cursor::new(bytes), limits, Conversions::Read) {
        Ok(source) => source,
        Err(error) => return Reading { error: Some(error.to_string()), ..reading },
    };
    while let Some(pulled) = source.pull() {
        let seen = match pulled {
            Pulled::Record(record) => {
                let Payload::Warc(payload) = record.payload else { panic!("{name} is no WARC") };
                let page = payload.body(&limits).ok().map(Cow::into_owned);
                let offset = record.place.offset.unwrap();
                Seen { offset, id: Some(payload.id), block: Some(payload.bytes), page }
            }
            Pulled::Dropped(place, identity, _) => {
                Seen { offset: place.offset.unwrap(), id: identity.id, block: None, page: None }
            }
            Pulled::Failed(place, _, error) => {
                reading.error = Some(format!("{place}: {error}"));
                break;
            }
            _ => Seen { offset: source.offset(), id: None, block: None, page: None },
        };
        reading.records.push(seen);
    }
    reading
}

/// It reads line feeds without carriage returns only where it is told that there
/// are quirks, and passes over damage then.
fn options(bytes: &[u8]) -> ArchiveIteratorOptions {
    let quirks_mode = bytes.windows(9).any(|window| window == b"WARC/1.0\n");
    ArchiveIteratorOptions { quirks_mode, parse_http: false, ..ArchiveIteratorOptions::default() }
}

pub(crate) fn theirs(bytes: &[u8]) -> Reading {
    let blocks = iterate(bytes, options(bytes), |record, bytes| {
        let id = record.record_id().unwrap_or_default();
        let id = id.trim().trim_start_matches('<').trim_end_matches('>').to_owned();
        Seen { offset: record.stream_pos(), id: Some(id), block: bytes, page: None }
    });
    // Of the lines of an HTTP head many end in line feeds alone.
    let decoding = ArchiveIteratorOptions {
        quirks_mode: true,
        parse_http: true,
        decode_http_payload: AutoDecode::All,
        ..ArchiveIteratorOptions::default()
    };
    let pages = iterate(bytes, decoding, |_, bytes| bytes);
    let (mut records, error) = blocks;
    for (seen, page) in records.iter_mut().zip(pages.0) {
        seen.page = page;
    }
    Reading { records, error }
}

/// What `see` makes of each record and its bytes, which are none where they cannot be
/// read; and the error that ended it.
fn iterate<T>(
    bytes: &[u8],
    options: ArchiveIteratorOptions,
    see: impl Fn(&WarcRecord, Option<Vec<u8>>) -> T,
) -> (Vec<T>, Option<String>) {
    let mut seen = Vec::new();
    for record in ArchiveIterator::with_options(Cursor::new(bytes.to_vec()), options) {
        let record = match record {
            Ok(record) => record,
            Err(error) => return (seen, Some(format!("fastwarc: {error}"))),
        };
        let mut record = record.borrow_mut();
        let mut bytes = Vec::new();
        // Not `freeze`, which allocates as many bytes as the header says.
        let read = record.reader_mut().map(|reader| reader.read_to_end(&mut bytes));
        let bytes = matches!(read, None | Some(Ok(_))).then_some(bytes);
        seen.push(see(&record, bytes));
    }
    (seen, None)
}
