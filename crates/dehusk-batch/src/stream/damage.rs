//! Stretches of an input that could not be read.

use std::io;

use thiserror::Error;

/// A stretch of an input that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{detail}")]
pub struct Damage {
    /// What kind of damage it is.
    pub kind: DamageKind,
    /// Where it begins: of a broken gzip member, the member's first byte.
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
    /// Bytes between compressed members.
    Garbage,
    /// The operating system could not read the input any further.
    Unreadable,
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

    /// What zstd says of a frame that ends before `offset`.
    pub(super) fn zstd(offset: u64, error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::UnexpectedEof {
            let detail = "the file ends inside a zstd frame".to_owned();
            return Self { kind: DamageKind::Truncated, offset, detail };
        }
        Self { kind: DamageKind::Corrupt, offset, detail: format!("broken zstd frame ({error})") }
    }
}
