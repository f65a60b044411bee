//! Stretches of an input that could not be read.

use std::io;

use thiserror::Error;

/// A stretch of an input that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{detail}")]
pub struct Damage {
    /// What kind of damage it is.
    pub kind: DamageKind,
    /// Where it begins: of a broken gzip member or zstd frame, its
    /// first byte.
    pub offset: u64,
    /// What is wrong, in words.
    pub detail: String,
}

/// What kind of damage it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DamageKind {
    /// The input ends too early.
    Truncated,
    /// Data that cannot be decompressed, fails its checksum, or is no archive
    /// where one should go on.
    Corrupt,
    /// Bytes between gzip members or zstd frames.
    Garbage,
    /// The operating system could not read the input any further.
    Unreadable,
    /// Compressed data that makes more than it may.
    Bomb,
}

impl Damage {
    /// The same damage with its offset in words, for places that do not say it.
    pub(crate) fn located(mut self) -> Self {
        self.detail = format!("{}, at byte {} of the file", self.detail, self.offset);
        self
    }

    /// A stretch of an archive that is none.
    pub(crate) const fn archive(offset: u64, detail: String) -> Self {
        Self { kind: DamageKind::Corrupt, offset, detail }
    }

    /// An archive that ends too early.
    pub(crate) const fn archive_cut(offset: u64, detail: String) -> Self {
        Self { kind: DamageKind::Truncated, offset, detail }
    }

    /// What the reader of an entry is told of damage to the archive.
    pub(crate) fn into_entry_error(self) -> io::Error {
        let kind = match self.kind {
            DamageKind::Truncated => io::ErrorKind::UnexpectedEof,
            DamageKind::Corrupt | DamageKind::Garbage | DamageKind::Bomb => io::ErrorKind::InvalidData,
            DamageKind::Unreadable => io::ErrorKind::Other,
        };
        io::Error::new(kind, self.detail)
    }

    /// What [`Self::into_entry_error`] told of an entry that could not be opened.
    pub(crate) fn of_entry(error: &io::Error) -> Self {
        Self::unreadable(0, error)
    }

    /// A reader that failed. Those of entries of archives say by the kind what
    /// is wrong with the archive; those of files never use these two.
    pub(super) fn unreadable(offset: u64, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::archive_cut(offset, error.to_string()),
            io::ErrorKind::InvalidData => Self::archive(offset, error.to_string()),
            _ => Self { kind: DamageKind::Unreadable, offset, detail: format!("cannot be read: {error}") },
        }
    }
}
