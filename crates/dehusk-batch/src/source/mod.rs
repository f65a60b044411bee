//! Sources: what a batch reads.
//!
//! A source only cuts its input into records. Whatever can be done with one
//! record alone (parsing its line, taking its HTTP response apart) is left to
//! the workers.

mod archive;
mod folder;
mod globs;
mod inputs;
mod jsonl;
mod mhtml;
mod open;
mod options;
mod page;
#[cfg(feature = "parquet")]
mod parquet;
mod position;
mod survey;
mod walk;
mod warc;

use std::sync::Arc;

use crate::{DropCause, Identity, InputError, Place, RecordError};

pub use globs::{GlobError, Globs};
pub(crate) use inputs::{Inputs, Share};
pub(crate) use mhtml::saved_page;
#[cfg(test)]
pub(crate) use open::open_bytes;
pub use open::records;
pub(crate) use options::ReadOptions;
pub(crate) use position::Position;
pub(crate) use survey::{Survey, SurveyedInput};
pub(crate) use walk::{Step, Walk};

/// Whatever hands out records one by one, in order.
pub trait Source {
    /// The next record, or what stands in its place; `None` at the end.
    fn pull(&mut self) -> Option<Pulled>;

    /// Where in the file on disk that begins which was handed out last; of a
    /// compressed one, its member or frame. It never falls, and it does not
    /// depend on how far the file was read ahead. 0 where a file cannot be
    /// divided.
    fn offset(&self) -> u64 {
        0
    }
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
    /// A page saved as MHTML, or a mail.
    Mail {
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
    /// A row of a table, whose columns were read.
    Row(RowPayload),
}

/// A row of a table.
#[derive(Debug)]
pub struct RowPayload {
    /// Its id, made up where it has none, and its URL.
    pub identity: Identity,
    /// The page or text.
    pub bytes: Vec<u8>,
    /// How it is encoded, where the column says so.
    pub charset: Option<&'static str>,
    /// Fields that go out with the record, as JSON that continues an object:
    /// each has a comma before it.
    pub passed: Vec<u8>,
}

/// The content of a WARC record with what the record's header says of it.
#[derive(Debug)]
pub struct WarcPayload {
    /// `WARC-Record-ID` without its angle brackets; the input's name and the
    /// offset where there is none.
    pub id: String,
    /// `WARC-Target-URI`.
    pub url: Option<String>,
    /// `WARC-Date`, as it stands.
    pub date: Option<String>,
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

impl Pulled {
    /// Whether it is a record, or stands in the place of one.
    pub(crate) const fn is_record(&self) -> bool {
        matches!(self, Self::Record(_) | Self::Dropped(..) | Self::Failed(..))
    }
}

impl RawRecord {
    /// About how much memory the record holds.
    pub(crate) const fn weight(&self) -> usize {
        match &self.payload {
            Payload::File { bytes, .. }
            | Payload::Mail { bytes, .. }
            | Payload::JsonLine { line: bytes, .. } => bytes.len(),
            Payload::Warc(payload) => payload.bytes.len(),
            Payload::Row(row) => row.bytes.len() + row.passed.len(),
        }
    }
}
