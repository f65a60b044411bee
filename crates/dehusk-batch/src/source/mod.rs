//! Sources: what a batch reads.
//!
//! A source only cuts its input into records. Whatever can be done with one
//! record alone (parsing its line, taking its HTTP response apart) is left to
//! the workers.

mod folder;
mod inputs;
mod jsonl;
mod open;
mod page;
mod warc;

use std::sync::Arc;

use crate::{DropCause, Identity, InputError, Place, RecordError};

pub(crate) use folder::TEMPORARY_PREFIX;
pub(crate) use inputs::Inputs;
#[cfg(test)]
pub(crate) use open::open_bytes;
pub use open::records;

/// Whatever hands out records one by one, in order.
pub trait Source {
    /// The next record, or what stands in its place; `None` at the end.
    fn pull(&mut self) -> Option<Pulled>;
}

/// What a source hands out.
#[derive(Debug)]
pub enum Pulled {
    /// A record to extract.
    Record(RawRecord),
    /// A record, or a stretch of the input where a record may have stood, that
    /// could not be read.
    Failed(Place, Identity, RecordError),
    /// A record that needs no extraction to be dropped.
    Dropped(Place, Identity, DropCause),
    /// Something that is no record of the dump, such as a WARC `request`.
    PassedOver,
    /// A WARC record of what somebody else made of a page.
    PassedOverDerived(Derived),
    /// What comes next is of this input, as it was named.
    Began(Arc<str>),
    /// The input that began last is at its end, or could not be read.
    Ended {
        /// Bytes that were read of it, as they lie on disk.
        bytes: u64,
    },
    /// A file was opened.
    Opened(Arc<str>),
    /// An input that could not be read at all.
    InputFailed(InputError),
}

/// What is done with the `conversion` records of a WARC: texts that somebody else
/// made of pages, as in the WET files of Common Crawl.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Conversions {
    /// They are passed over, and counted.
    #[default]
    PassedOver,
    /// They are records of the dump.
    Read,
}

/// What somebody else made of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derived {
    /// A `conversion`, in WET files its text.
    Conversion,
    /// A `metadata` record of JSON, as in WAT files.
    Metadata,
}

/// A record as it stands in its input.
#[derive(Debug)]
pub struct RawRecord {
    /// Where it stands.
    pub place: Place,
    /// Its bytes, and what they are.
    pub payload: Payload,
}

/// The bytes of a record, and what they are.
#[derive(Debug)]
pub enum Payload {
    /// A file of its own.
    File {
        /// Its path relative to the input that was named.
        id: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// A line of JSONL.
    JsonLine {
        /// The input's name, which makes up the id of lines without one.
        name: Arc<str>,
        /// The line.
        line: Vec<u8>,
    },
    /// The content block of a WARC record.
    Warc(WarcPayload),
}

/// The content of a WARC record with what the record's header says of it.
#[derive(Debug)]
pub struct WarcPayload {
    /// `WARC-Record-ID` without its angle brackets; the input's name and the
    /// offset where there is none.
    pub id: String,
    /// `WARC-Target-URI`.
    pub url: Option<String>,
    /// What the bytes are.
    pub content: WarcContent,
    /// The bytes, or their beginning where they are more than the limit.
    pub bytes: Vec<u8>,
    /// Whether `bytes` is everything.
    pub whole: bool,
}

/// What a WARC record holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WarcContent {
    /// An HTTP response: status line, headers, body.
    HttpResponse,
    /// A document of this content type.
    Document(String),
}

impl RawRecord {
    /// About how much memory the record holds.
    pub(crate) const fn weight(&self) -> usize {
        match &self.payload {
            Payload::File { bytes, .. } | Payload::JsonLine { line: bytes, .. } => bytes.len(),
            Payload::Warc(payload) => payload.bytes.len(),
        }
    }
}
