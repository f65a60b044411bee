//! Decompressed bytes with the damage in between.
//!
//! A [`Stream`] hands out bytes in runs that never cross the boundary of a
//! gzip member or zstd frame, and says where a stretch of the input could not be
//! read. What stands behind such a stretch comes all the same where that is
//! possible.

mod ahead;
mod damage;
mod gzip;
mod member;
mod raw;
mod resync;
mod zstd;

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;

pub(crate) use self::zstd::ZSTD_WINDOW_LOG;
pub(crate) use ahead::Ahead;
pub use damage::{Damage, DamageKind};
use gzip::Gzip;
pub(crate) use raw::{Backing, Raw};
use zstd::Zstd;

use crate::InputLimits;

/// Bytes that are decompressed at a time.
const BUFFER: usize = 128 << 10;

/// How an input is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    None,
    Gzip,
    Zstd,
}

enum Codec {
    Plain(Raw),
    Gzip(Box<Gzip>),
    Zstd(Box<Zstd>),
    Ended,
}

/// What comes next in a [`Stream`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next<'a> {
    /// Some bytes, at least one.
    Data(&'a [u8]),
    /// Something that could not be read; see [`Stream::take_damage`].
    Damaged,
    /// Nothing more.
    End,
}

/// How a bounded read ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Where it should.
    Done,
    /// At the limit.
    Limit,
    /// Before damage.
    Damaged,
    /// At the end of the input.
    End,
}

/// Where a run of bytes begins that came from one gzip member or zstd frame.
struct Mark {
    position: u64,
    member: u64,
}

/// Decompressed bytes with the damage in between.
pub(crate) struct Stream {
    codec: Codec,
    /// Holds unread bytes from `start` to `end`.
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Offset of `buffer[start]` in the decompressed bytes.
    position: u64,
    /// Starts of members in or before the buffer, in order.
    marks: VecDeque<Mark>,
    damage: Option<Damage>,
}

impl Stream {
    /// Of the limits only the ratio is looked at: how much of the bytes is kept
    /// is up to whoever reads them.
    /// Those who wait while it is read find in `ahead` what they can do.
    pub(crate) fn new(
        raw: Raw,
        compression: Compression,
        limits: InputLimits,
        ahead: &Arc<Ahead>,
    ) -> io::Result<Self> {
        let codec = match compression {
            Compression::None => Codec::Plain(raw),
            Compression::Gzip => Codec::Gzip(Box::new(Gzip::new(raw, limits.max_ratio, ahead))),
            Compression::Zstd => Codec::Zstd(Box::new(Zstd::new(raw, limits.max_ratio)?)),
        };
        Ok(Self {
            codec,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            position: 0,
            marks: VecDeque::new(),
            damage: None,
        })
    }

    /// Offset of the next byte in the decompressed bytes.
    pub(crate) const fn position(&self) -> u64 {
        self.position
    }

    /// Offset of the next byte in the input as it lies on disk; of compressed
    /// bytes, that of their gzip member or zstd frame.
    pub(crate) fn offset(&self) -> u64 {
        let behind = self.marks.iter().rev().find(|mark| mark.position <= self.position);
        behind.or(self.marks.front()).map_or(self.position, |mark| mark.member)
    }

    /// Whether the bytes come from what has a checksum: gzip members always do,
    /// zstd frames mostly.
    pub(crate) const fn is_checked(&self) -> bool {
        match &self.codec {
            Codec::Gzip(_) => true,
            Codec::Zstd(zstd) => zstd.is_checked(),
            Codec::Plain(_) | Codec::Ended => false,
        }
    }

    /// Whether the next byte is the first of a gzip member or zstd frame.
    pub(crate) fn at_member(&self) -> bool {
        self.marks.iter().any(|mark| mark.position == self.position)
    }

    /// Bytes from here to the end, where that is known.
    pub(crate) fn remaining(&self) -> Option<u64> {
        let Codec::Plain(raw) = &self.codec else { return None };
        Some(raw.remaining()? + self.available().len() as u64)
    }

    /// The file that the bytes come from as they are, whatever was read of it;
    /// the stream itself where there is none.
    pub(crate) fn into_file(self) -> Result<File, Box<Self>> {
        match self.codec {
            Codec::Plain(raw) => {
                raw.into_file().map_err(|raw| Box::new(Self { codec: Codec::Plain(raw), ..self }))
            }
            codec => Err(Box::new(Self { codec, ..self })),
        }
    }

    /// What comes next. Data never crosses the boundary of a gzip member or zstd
    /// frame.
    pub(crate) fn next(&mut self) -> Next<'_> {
        if self.available().is_empty() && !self.refill() {
            return if self.damage.is_some() { Next::Damaged } else { Next::End };
        }
        let available = self.available();
        let boundary = self.marks.iter().map(|mark| mark.position).find(|&at| at > self.position);
        let length =
            boundary.map_or(available.len(), |at| available.len().min((at - self.position) as usize));
        Next::Data(&self.available()[..length])
    }

    /// The next `count` bytes, fewer before damage and at the end; at most
    /// 4 KiB.
    pub(crate) fn peek(&mut self, count: usize) -> &[u8] {
        while self.available().len() < count && self.refill() {}
        let available = self.available();
        &available[..available.len().min(count)]
    }

    /// Moves on by `count` of the bytes last seen.
    pub(crate) fn consume(&mut self, count: usize) {
        self.start += count;
        self.position += count as u64;
        while self.marks.get(1).is_some_and(|mark| mark.position <= self.position) {
            self.marks.pop_front();
        }
    }

    /// The damage that comes next, where all bytes before it were consumed.
    pub(crate) fn damage(&mut self) -> Option<&Damage> {
        match self.next() {
            Next::Damaged => self.damage.as_ref(),
            _ => None,
        }
    }

    /// Takes the damage that comes next and goes on behind it.
    pub(crate) fn take_damage(&mut self) -> Option<Damage> {
        self.damage()?;
        self.damage.take()
    }

    /// Puts bytes that were consumed last back before those that come next.
    pub(crate) fn unread(&mut self, bytes: &[u8]) {
        self.buffer.splice(..self.start, bytes.iter().copied());
        self.end = self.end - self.start + bytes.len();
        self.start = 0;
        self.position -= bytes.len() as u64;
    }

    /// Appends the next `count` bytes to `out`.
    pub(crate) fn read(&mut self, count: u64, out: &mut Vec<u8>) -> Stop {
        self.take(count, |bytes| out.extend_from_slice(bytes))
    }

    /// Passes the next `count` bytes over.
    pub(crate) fn skip(&mut self, count: u64) -> Stop {
        self.take(count, |_| {})
    }

    fn take(&mut self, count: u64, mut each: impl FnMut(&[u8])) -> Stop {
        let mut left = count;
        while left > 0 {
            let bytes = match self.next() {
                Next::Data(bytes) => bytes,
                Next::Damaged => return Stop::Damaged,
                Next::End => return Stop::End,
            };
            let length = bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            each(&bytes[..length]);
            self.consume(length);
            left -= length as u64;
        }
        Stop::Done
    }

    /// Appends the bytes up to and with the next line break to `out`, but not
    /// more than `limit`.
    pub(crate) fn read_line(&mut self, limit: usize, out: &mut Vec<u8>) -> Stop {
        let mut left = limit;
        loop {
            let bytes = match self.next() {
                Next::Data(bytes) => bytes,
                Next::Damaged => return Stop::Damaged,
                Next::End => return Stop::End,
            };
            let line = bytes.iter().position(|&byte| byte == b'\n').map_or(bytes, |end| &bytes[..=end]);
            let length = line.len().min(left);
            out.extend_from_slice(&line[..length]);
            let ended = line[..length].ends_with(b"\n");
            self.consume(length);
            left -= length;
            if ended {
                return Stop::Done;
            }
            if left == 0 {
                return Stop::Limit;
            }
        }
    }

    /// Passes over everything up to and with the next line break.
    pub(crate) fn skip_line(&mut self) -> Stop {
        loop {
            let bytes = match self.next() {
                Next::Data(bytes) => bytes,
                Next::Damaged => return Stop::Damaged,
                Next::End => return Stop::End,
            };
            let end = bytes.iter().position(|&byte| byte == b'\n');
            let length = end.map_or(bytes.len(), |end| end + 1);
            self.consume(length);
            if end.is_some() {
                return Stop::Done;
            }
        }
    }

    fn available(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Reads more into the buffer; false where damage or the end comes first.
    fn refill(&mut self) -> bool {
        if self.damage.is_some() {
            return false;
        }
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        match self.read_codec() {
            Ok(count) => {
                self.end += count;
                count > 0
            }
            Err(damage) => {
                if damage.kind == DamageKind::Unreadable {
                    self.codec = Codec::Ended;
                }
                self.damage = Some(damage);
                false
            }
        }
    }

    fn read_codec(&mut self) -> Result<usize, Damage> {
        let (buffer, at) = (&mut self.buffer, self.end);
        let (count, member) = match &mut self.codec {
            Codec::Plain(raw) => {
                let offset = raw.offset();
                return raw.read(space(buffer, at)).map_err(|error| Damage::unreadable(offset, &error));
            }
            Codec::Gzip(gzip) => (gzip.read(buffer, at)?, gzip.member()),
            Codec::Zstd(zstd) => (zstd.read(space(buffer, at))?, zstd.frame()),
            Codec::Ended => return Ok(0),
        };
        if count > 0 && self.marks.back().is_none_or(|mark| mark.member != member) {
            self.marks.push_back(Mark { position: self.position + self.end as u64, member });
        }
        Ok(count)
    }
}

/// Room for some bytes behind the first `at`.
fn space(buffer: &mut Vec<u8>, at: usize) -> &mut [u8] {
    if buffer.len() < at + BUFFER {
        buffer.resize(at + BUFFER, 0);
    }
    &mut buffer[at..at + BUFFER]
}

#[cfg(test)]
mod tests;
