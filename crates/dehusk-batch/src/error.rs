//! What can go wrong, by how much it costs: a record, an input, the run.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;

use crate::FailReason;
use crate::stream::{Damage, DamageKind};

/// What is wrong with one record. Where it stands is said by the
/// [`Place`](crate::Place) beside it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RecordError {
    /// A stretch of a compressed input cannot be decompressed.
    #[error("{0}")]
    Damaged(Damage),
    /// The input ends inside the record.
    #[error("the input ends inside this record{}", shortfall(.missing.as_ref()))]
    Truncated {
        /// Bytes that are missing, where the record says how many.
        missing: Option<u64>,
    },
    /// No WARC record where one should begin.
    #[error("{skipped} bytes that are no WARC record")]
    NoWarcRecord {
        /// Bytes up to the next record or the end.
        skipped: u64,
    },
    /// A WARC header that cannot be used.
    #[error("unusable WARC header: {0}")]
    WarcHeader(WarcHeaderError),
    /// The record's `Content-Length` does not lead to the next record.
    #[error("Content-Length {length} does not lead to the next WARC record")]
    WrongLength {
        /// The length that the header states.
        length: u64,
    },
    /// The record is larger than the limit on records.
    #[error("larger than the limit of {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// No HTTP response.
    #[error("no HTTP response: {0}")]
    Http(&'static str),
    /// A body whose content encoding breaks off or is damaged.
    #[error("the body's {encoding} content encoding is damaged")]
    ContentEncoding {
        /// The encoding.
        encoding: &'static str,
    },
    /// The line is no JSON object.
    #[error("not a JSON object: {detail}")]
    Json {
        /// What the parser says.
        detail: String,
    },
    /// The line is not UTF-8 where it has to be: in an id, a URL or between
    /// values. Content and fields that are passed on may be broken.
    #[error("not UTF-8 at byte {at} of the line")]
    NotUtf8 {
        /// Bytes of the line that are sound.
        at: usize,
    },
    /// A field has a value of the wrong type.
    #[error("{detail}")]
    WrongType {
        /// What was found and expected.
        detail: String,
    },
    /// The line lacks a field that is needed.
    #[error("no field {name}")]
    MissingField {
        /// The field or fields, quoted.
        name: String,
    },
    /// The extraction took longer than the caller allows.
    #[error("the extraction took more than {} ms", .limit.as_millis())]
    TimedOut {
        /// The time that it had.
        limit: Duration,
    },
    /// The extractor panicked.
    #[error("the extractor panicked: {message}; please report this page")]
    Panic {
        /// What the panic said.
        message: String,
    },
    /// A body's content encoding makes more than it may.
    #[error("the body's {encoding} content encoding makes more than {ratio} bytes of each of its own")]
    Bomb {
        /// The encoding.
        encoding: &'static str,
        /// The limit.
        ratio: u32,
    },
}

fn shortfall(bytes: Option<&u64>) -> String {
    bytes.map_or_else(String::new, |bytes| format!(" ({bytes} bytes are missing)"))
}

/// What is wrong with a WARC header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WarcHeaderError {
    /// More bytes or fields than a header may have.
    #[error("more than 64 KiB or 1,000 fields")]
    TooLarge,
    /// No `Content-Length`, or one that is no number.
    #[error("no Content-Length that is a number")]
    ContentLength,
}

impl RecordError {
    /// The error's entry in the closed list that reports count by.
    pub const fn reason(&self) -> FailReason {
        match self {
            Self::Damaged(damage) => match damage.kind {
                DamageKind::Truncated => FailReason::TruncatedInput,
                DamageKind::Corrupt | DamageKind::Garbage | DamageKind::Unreadable => {
                    FailReason::DamagedInput
                }
                DamageKind::Bomb => FailReason::DecompressionBomb,
            },
            Self::Truncated { .. } => FailReason::TruncatedInput,
            Self::NoWarcRecord { .. } | Self::WarcHeader(_) => FailReason::MalformedWarc,
            Self::WrongLength { .. } => FailReason::WrongLength,
            Self::TooLarge { .. } => FailReason::TooLarge,
            Self::Http(_) => FailReason::MalformedHttp,
            Self::ContentEncoding { .. } => FailReason::DamagedContentEncoding,
            Self::Json { .. } => FailReason::InvalidJson,
            Self::NotUtf8 { .. } => FailReason::InvalidUtf8,
            Self::WrongType { .. } => FailReason::WrongType,
            Self::MissingField { .. } => FailReason::MissingField,
            Self::TimedOut { .. } => FailReason::TimedOut,
            Self::Panic { .. } => FailReason::Panic,
            Self::Bomb { .. } => FailReason::DecompressionBomb,
        }
    }
}

/// An input that could not be read at all. Every other input is still read.
#[derive(Debug, Error)]
#[error("{input}: {cause}")]
pub struct InputError {
    /// The input, as it was named or found.
    pub input: Arc<str>,
    /// What is wrong with it. The message says it too, so it is no `source`.
    pub cause: InputErrorCause,
}

/// What is wrong with an input.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum InputErrorCause {
    /// It cannot be opened, listed or read.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// The folder holds no file.
    #[error("the folder holds no file")]
    EmptyFolder,
    /// The archive holds no file.
    #[error("the archive holds no file")]
    EmptyArchive,
    /// The folder or archive holds files, and the globs let none through.
    #[error("it holds no file that is included and not excluded")]
    NothingMatches,
    /// An archive in an archive in an archive in an archive.
    #[error("an archive in more than {limit} others; unpack them")]
    TooDeep {
        /// How many archives an archive may lie in.
        limit: u8,
    },
    /// An entry that cannot be read without a password.
    #[error("encrypted")]
    Encrypted,
    /// An entry of a zip that is compressed in a way that is not read here.
    #[error("compressed by method {method}, which is not read; stored, deflate and zstd are")]
    ZipMethod {
        /// The method's number and name.
        method: String,
    },
    /// An entry of a tar that stands there without its holes.
    #[error("a sparse file, which is not read")]
    Sparse,
    /// A document of an office program.
    #[error("an office document (DOCX, ODT, …); save it as HTML or text first")]
    Office,
    /// Not text, and no container that is read here.
    #[error(
        "neither text nor a container that is read here (JSONL, WARC, Parquet, MHTML, tar, zip, WACZ, EPUB; gzip, zstd)"
    )]
    NotText,
    /// An ARC file.
    #[error("ARC files are not read; convert it to WARC first")]
    Arc,
    /// A Parquet file whose footer cannot be used.
    #[error("broken Parquet file: {detail}")]
    Parquet {
        /// What is wrong.
        detail: String,
    },
    /// A Parquet file without a column that is needed.
    #[error("no column {wanted}; there are {found}")]
    NoColumn {
        /// The columns of which one is needed, quoted.
        wanted: String,
        /// The columns that there are, quoted.
        found: String,
    },
    /// A column for content that holds neither strings nor bytes.
    #[error("column `{name}` holds neither strings nor bytes")]
    ColumnType {
        /// Its name.
        name: String,
    },
}

impl InputErrorCause {
    /// The cause's name in reports.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Io(_) => "unreadable",
            Self::Empty => "empty",
            Self::EmptyFolder => "empty-folder",
            Self::EmptyArchive => "empty-archive",
            Self::NothingMatches => "nothing-matches",
            Self::TooDeep { .. } => "too-deep",
            Self::Encrypted => "encrypted",
            Self::ZipMethod { .. } => "zip-method",
            Self::Sparse => "sparse",
            Self::Office => "office",
            Self::NotText => "not-text",
            Self::Arc => "arc",
            Self::Parquet { .. } => "damaged-parquet",
            Self::NoColumn { .. } => "no-column",
            Self::ColumnType { .. } => "column-type",
        }
    }
}

/// A write that failed. It ends the run.
#[derive(Debug, Error)]
#[error("cannot {action} {}: {cause}", .path.display())]
pub struct SinkError {
    /// What was being done.
    pub action: &'static str,
    /// The file or folder.
    pub path: PathBuf,
    /// Why it failed. The message says it too, so it is no `source`.
    pub cause: io::Error,
}

fn joined(differences: &[String]) -> String {
    differences.join("; ")
}

fn taken_up(parts: usize) -> String {
    match parts {
        0 => "nothing is whole yet".to_owned(),
        1 => "1 part is whole; the same command with --resume goes on behind it".to_owned(),
        parts => format!("{parts} parts are whole; the same command with --resume goes on behind them"),
    }
}

/// What ends a run before its end.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BatchError {
    /// The output could not be written. Nothing stands under the name of an
    /// output file that is not whole.
    #[error(transparent)]
    Sink(#[from] SinkError),
    /// Two files that the run writes, or a file that it reads and one that it
    /// writes, are the same. Nothing was read or written.
    #[error("{first} and {second} are the same file, {}: name another one", .path.display())]
    SameFile {
        /// What the one is.
        first: &'static str,
        /// What the other is.
        second: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// The output was begun by another run: with other inputs, options or models, or
    /// by another version. Nothing was read or written.
    #[error(
        "cannot go on with {}, since it would not be the output of one run: {}; undo that, or begin anew without --resume",
        .path.display(), joined(.differences)
    )]
    Differs {
        /// What describes the earlier run.
        path: PathBuf,
        /// What is another than it was, in words.
        differences: Vec<String>,
    },
    /// The run was finished, and of what it wrote some is not as it left it. Nothing
    /// was read or written.
    #[error(
        "cannot go on with {}: the run was finished, and {changed} of its {files} files {} not as it left {}: {first}; put back what was there, or begin anew without --resume",
        .path.display(), if *.changed == 1 { "is" } else { "are" }, if *.changed == 1 { "it" } else { "them" }
    )]
    Changed {
        /// What describes the earlier run.
        path: PathBuf,
        /// Files that are missing or have other lengths.
        changed: u64,
        /// All files of the output.
        files: u64,
        /// What is wrong with the first of them, in words.
        first: String,
    },
    /// Another run is writing the same output.
    #[error("another run is writing this output: {} is locked", .path.display())]
    Locked {
        /// The folder of its parts.
        path: PathBuf,
    },
    /// What was asked for cannot be had with these inputs or this output.
    #[error("{0}")]
    Unsuitable(&'static str),
    /// The run was asked to stop, and did. What is whole can be taken up.
    #[error("stopped; {}", taken_up(*.parts))]
    Stopped {
        /// Parts that are whole.
        parts: usize,
    },
    /// The worker threads could not be started.
    #[error("cannot start the worker threads: {0}")]
    Workers(#[from] rayon::ThreadPoolBuildError),
    /// The reader panicked: a bug.
    #[error("the reader panicked: {message}; please report this input")]
    Reader {
        /// What the panic said.
        message: String,
    },
}
