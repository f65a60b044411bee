//! What became of a record: the closed lists.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What became of one record. Every record has exactly one outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It is in the output. A page without any content is kept too, with an
    /// empty text and the note `no-content`: one page in, one record out.
    Kept,
    /// It is sound, but no page to extract, or its text is not good enough for
    /// what the run was asked for.
    Dropped(DropReason),
    /// It could not be read or extracted.
    Failed(FailReason),
}

/// Why a sound record is not in the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DropReason {
    /// An HTTP response of status 3xx.
    Redirect,
    /// An HTTP response of another status than 2xx.
    HttpStatus,
    /// A WARC `revisit`: its page stands elsewhere.
    Revisit,
    /// Neither HTML nor plain text, says the content type.
    ContentType,
    /// A content encoding that is not read: another one than gzip, deflate, br
    /// and zstd, or more than two on top of each other.
    UnsupportedContentEncoding,
    /// Binary data, whatever its name or content type says.
    NotText,
    /// The document's quality is below what
    /// [`Batch::with_min_quality`](crate::Batch::with_min_quality) asks for.
    LowQuality,
}

impl DropReason {
    /// The reason's name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Redirect => "redirect",
            Self::HttpStatus => "http-status",
            Self::Revisit => "revisit",
            Self::ContentType => "content-type",
            Self::UnsupportedContentEncoding => "unsupported-content-encoding",
            Self::NotText => "not-text",
            Self::LowQuality => "low-quality",
        }
    }
}

/// Why a sound record is not in the output, with the details.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum DropCause {
    /// An HTTP response of status 3xx.
    #[error("HTTP status {status}")]
    Redirect {
        /// The status.
        status: u16,
    },
    /// An HTTP response of another status than 2xx.
    #[error("HTTP status {status}")]
    HttpStatus {
        /// The status.
        status: u16,
    },
    /// A WARC `revisit`.
    #[error("a revisit: its page stands elsewhere")]
    Revisit,
    /// A content type that is no page's.
    #[error("content type {essence}")]
    ContentType {
        /// The type without its parameters.
        essence: String,
    },
    /// A content encoding that is not read.
    #[error("content encoding {header}")]
    UnsupportedContentEncoding {
        /// What the header says.
        header: String,
    },
    /// Binary data.
    #[error("binary data")]
    NotText,
    /// The document's quality is below what was asked for.
    #[error("quality {quality:.3} is below {least}")]
    LowQuality {
        /// The document's quality.
        quality: f32,
        /// What was asked for.
        least: f32,
    },
}

impl DropCause {
    /// The cause without its details.
    pub const fn reason(&self) -> DropReason {
        match self {
            Self::Redirect { .. } => DropReason::Redirect,
            Self::HttpStatus { .. } => DropReason::HttpStatus,
            Self::Revisit => DropReason::Revisit,
            Self::ContentType { .. } => DropReason::ContentType,
            Self::UnsupportedContentEncoding { .. } => DropReason::UnsupportedContentEncoding,
            Self::NotText => DropReason::NotText,
            Self::LowQuality { .. } => DropReason::LowQuality,
        }
    }
}

/// What is known of a record that is not in the output, besides its place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// The id that its output would have had.
    pub id: Option<String>,
    /// Its URL.
    pub url: Option<String>,
}

/// Why a record failed, without the details that a
/// [`RecordError`](crate::RecordError) has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailReason {
    /// A stretch of a compressed input cannot be decompressed.
    DamagedInput,
    /// The input ends inside the record.
    TruncatedInput,
    /// No WARC record where one should begin, or a header that says too little.
    MalformedWarc,
    /// The record's `Content-Length` does not lead to the next record.
    WrongLength,
    /// The record is larger than the limit on records.
    TooLarge,
    /// No HTTP response, or a chunked body that breaks off.
    MalformedHttp,
    /// A body whose content encoding breaks off or is damaged.
    DamagedContentEncoding,
    /// The line is no JSON object.
    InvalidJson,
    /// The line is not UTF-8 where it has to be.
    InvalidUtf8,
    /// The line lacks a field that is needed.
    MissingField,
    /// A field of the line has a value of the wrong type.
    WrongType,
    /// The extraction took longer than the caller allows.
    TimedOut,
    /// The extractor panicked: a bug in it, which costs this record only.
    Panic,
    /// Compressed data that makes more bytes of one than
    /// [`InputLimits::with_max_ratio`](crate::InputLimits::with_max_ratio) allows.
    DecompressionBomb,
}

impl FailReason {
    /// The reason's name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DamagedInput => "damaged-input",
            Self::TruncatedInput => "truncated-input",
            Self::MalformedWarc => "malformed-warc",
            Self::WrongLength => "wrong-length",
            Self::TooLarge => "too-large",
            Self::MalformedHttp => "malformed-http",
            Self::DamagedContentEncoding => "damaged-content-encoding",
            Self::InvalidJson => "invalid-json",
            Self::InvalidUtf8 => "invalid-utf8",
            Self::MissingField => "missing-field",
            Self::WrongType => "wrong-type",
            Self::TimedOut => "timed-out",
            Self::Panic => "panic",
            Self::DecompressionBomb => "decompression-bomb",
        }
    }
}
