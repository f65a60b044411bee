//! Gzip members that lie in memory whole, inflated in one step.
//!
//! A record of a `.warc.gz` is a member of some tens of kilobytes. Inflating it in
//! one step (libdeflate) costs a quarter less than piece by piece, since nothing
//! has to be kept for a next piece. The format does not say how long a member is,
//! so that its end is guessed: it is where the next one seems to begin. The length
//! and the checksum that stand there say whether that was right.

use libdeflater::{Crc, Decompressor};
use memchr::memmem;

use super::Raw;
use crate::limits::MaxRatio;

/// Packed bytes of such a member at most.
const MOST_PACKED: usize = 1 << 20;

/// Bytes that it makes, at most.
const MOST: usize = 2 << 20;

/// How far a member's end is searched at first; the double each time after.
const FIRST_LOOK: usize = 64 << 10;

/// Magic and method, RFC 1952, section 2.3.
const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

/// Bytes of a header without optional fields, and of the checksum and the length
/// behind the data.
const HEAD: usize = 10;
const TAIL: usize = 8;

const HEADER_CHECKSUM: u8 = 2;
const EXTRA: u8 = 4;
const NAME: u8 = 8;
const COMMENT: u8 = 16;
const RESERVED: u8 = 0xe0;

/// Inflates members in one step.
pub(super) struct Whole {
    decompressor: Decompressor,
}

/// A member that seems to end with a slice of bytes.
struct Member<'a> {
    data: &'a [u8],
    checksum: u32,
    length: usize,
}

impl Whole {
    pub(super) fn new() -> Self {
        Self { decompressor: Decompressor::new() }
    }

    /// Inflates the member that begins with the next byte to `out`, from `at` on, and
    /// passes it over; how many bytes that made. None, and nothing is passed over,
    /// where the member is to be read piece by piece: because it is large, makes
    /// more than it may, is broken, or because its end was guessed wrong.
    ///
    /// Asked of files only: in a pipe the next member may be long in coming.
    pub(super) fn inflate(
        &mut self,
        raw: &mut Raw,
        max_ratio: MaxRatio,
        out: &mut Vec<u8>,
        at: usize,
    ) -> Option<usize> {
        if !raw.is_file() {
            return None;
        }
        let packed = find_end(raw)?;
        let member = Member::read(&raw.look(packed).ok()?[..packed])?;
        let length = member.length;
        // Nothing at all has the checksum and the length of the zeros that may stand
        // behind it.
        if length == 0 || length > MOST || max_ratio.is_exceeded(length as u64, packed as u64) {
            return None;
        }
        if out.len() < at + length {
            out.resize(at + length, 0);
        }
        let out = &mut out[at..at + length];
        let made = self.decompressor.deflate_decompress(member.data, out).ok()?;
        if made != length || checksum(out) != member.checksum {
            return None;
        }
        raw.pass(packed);
        Some(length)
    }
}

impl<'a> Member<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let (rest, tail) = bytes.split_last_chunk::<TAIL>()?;
        let (head, mut rest) = rest.split_first_chunk::<HEAD>()?;
        let flags = head[3];
        if !head.starts_with(&MAGIC) || flags & (RESERVED | HEADER_CHECKSUM) != 0 {
            return None;
        }
        if flags & EXTRA != 0 {
            let (length, behind) = rest.split_first_chunk::<2>()?;
            rest = behind.get(usize::from(u16::from_le_bytes(*length))..)?;
        }
        for text in [NAME, COMMENT] {
            if flags & text != 0 {
                rest = &rest[memchr::memchr(0, rest)? + 1..];
            }
        }
        let [a, b, c, d, length @ ..] = *tail;
        let checksum = u32::from_le_bytes([a, b, c, d]);
        Some(Self { data: rest, checksum, length: u32::from_le_bytes(length) as usize })
    }
}

/// Where the member that begins with the next byte seems to end: before the first
/// bytes with which another could begin, else with the file. Linear in what is
/// searched, which [`MOST_PACKED`] bounds.
fn find_end(raw: &mut Raw) -> Option<usize> {
    let mut searched = HEAD;
    let mut look = FIRST_LOOK;
    loop {
        let bytes = raw.look(look).ok()?;
        let starts = memmem::find_iter(bytes.get(searched..)?, &MAGIC).map(|start| searched + start);
        // Whatever could be a header counts, so that no member is taken for a piece
        // of the one before it.
        let mut starts =
            starts.filter(|start| bytes.get(start + 3).is_none_or(|flags| flags & RESERVED == 0));
        if let Some(start) = starts.next() {
            return Some(start);
        }
        if bytes.len() < look {
            return Some(bytes.len());
        }
        if look >= MOST_PACKED {
            return None;
        }
        searched = bytes.len() - MAGIC.len();
        look = bytes.len().max(look) * 2;
    }
}

fn checksum(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}
