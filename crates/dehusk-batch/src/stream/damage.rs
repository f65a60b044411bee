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
    /// Compressed data that cannot be decompressed or fails its checksum.
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

    pub(super) fn unreadable(offset: u64, error: &io::Error) -> Self {
        Self { kind: DamageKind::Unreadable, offset, detail: format!("cannot be read: {error}") }
    }
}
