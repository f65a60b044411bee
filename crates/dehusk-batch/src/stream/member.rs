//! Gzip members that lie in memory whole, inflated in one step.
//!
//! A record of a `.warc.gz` is a member of some tens of kilobytes. Inflating it in
//! one step (libdeflate) costs a quarter less than piece by piece, since nothing
//! has to be kept for a next piece. The format does not say how long a member is,
//! so that its end is guessed: it is where the next one seems to begin.
//!
//! Whether that was right is beyond doubt, though libdeflate does not say how much
//! it took: what it took ended in the checksum and the length of what it made, or it
//! had refused. The guessed end has the same eight bytes before it, and they stand
//! nowhere else in the member.

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

/// The header has a checksum of its own, which libdeflate does not look at.
const HEADER_CHECKSUM: u8 = 2;

/// Flags that no header may have.
const RESERVED: u8 = 0xe0;

/// A member that seems to end with a slice of bytes.
pub(super) struct Member<'a> {
    bytes: &'a [u8],
    tail: &'a [u8; TAIL],
    checksum: u32,
    length: usize,
}

/// Inflates members in one step.
pub(super) struct Inflater {
    decompressor: Decompressor,
}

impl Inflater {
    pub(super) fn new() -> Self {
        Self { decompressor: Decompressor::new() }
    }

    /// Inflates a member to `out`, from `at` on; how many bytes that made. None where
    /// it is broken, or where its end was guessed wrong.
    pub(super) fn inflate(&mut self, member: &Member<'_>, out: &mut Vec<u8>, at: usize) -> Option<usize> {
        let Member { bytes, tail, checksum, length } = *member;
        if out.len() < at + length {
            out.resize(at + length, 0);
        }
        let out = &mut out[at..at + length];
        let made = self.decompressor.gzip_decompress(bytes, out).ok()?;
        let mut crc = Crc::new();
        crc.update(out);
        let ends_as_guessed = made == length && crc.sum() == checksum;
        (ends_as_guessed && memmem::find(bytes, tail) == Some(bytes.len() - TAIL)).then_some(length)
    }
}

impl<'a> Member<'a> {
    /// Takes a member apart; none where it is none, or has what is left to the reader
    /// that goes piece by piece.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let (rest, tail) = bytes.split_last_chunk::<TAIL>()?;
        let head = rest.first_chunk::<HEAD>()?;
        if !head.starts_with(&MAGIC) || head[3] & HEADER_CHECKSUM != 0 {
            return None;
        }
        let [a, b, c, d, length @ ..] = *tail;
        let checksum = u32::from_le_bytes([a, b, c, d]);
        Some(Self { bytes, tail, checksum, length: u32::from_le_bytes(length) as usize })
    }

    /// Whether it may be inflated in one step, which takes memory for all that it
    /// says to make.
    pub(super) const fn is_suitable(&self, max_ratio: MaxRatio) -> bool {
        // Who reads no bytes has come to the end, so that a member of none is not for here.
        let is_of_a_size = self.length > 0 && self.length <= MOST;
        is_of_a_size && !max_ratio.is_exceeded(self.length as u64, self.bytes.len() as u64)
    }
}

/// Where the member seems to end that begins `from` bytes on, counted from the next
/// byte: before the first bytes with which another could begin, else with the file.
/// None behind the last, and where it is too large. Linear in what is searched,
/// which [`MOST_PACKED`] bounds.
pub(super) fn find_end(raw: &mut Raw, from: usize) -> Option<usize> {
    let mut searched = from + HEAD;
    let mut look = from + FIRST_LOOK;
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
        if look >= from + MOST_PACKED {
            return None;
        }
        searched = bytes.len() - MAGIC.len();
        look = from + (bytes.len() - from).max(look - from) * 2;
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Seek, Write};
    use std::sync::Arc;

    use super::*;
    use crate::stream::Backing;
    use crate::stream::tests::gzip;

    fn file(bytes: &[u8]) -> Raw {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file.rewind().unwrap();
        Raw::new(Backing::File(file), Arc::default())
    }

    #[test]
    fn a_member_ends_where_the_next_begins() {
        let (one, two) = (gzip(b"the first"), gzip(b"the second"));
        let mut raw = file(&[one.clone(), two.clone()].concat());
        assert_eq!(find_end(&mut raw, 0), Some(one.len()));
        assert_eq!(find_end(&mut raw, one.len()), Some(one.len() + two.len()));
        assert_eq!(find_end(&mut raw, one.len() + two.len()), None);

        let mut out = b"before".to_vec();
        let member = Member::read(&one).unwrap();
        assert!(member.is_suitable(MaxRatio(10)));
        assert_eq!(Inflater::new().inflate(&member, &mut out, 6), Some(9));
        assert_eq!(out, b"beforethe first");
    }

    #[test]
    fn a_long_way_is_searched_and_not_for_ever() {
        let noise =
            |length: u32| -> Vec<u8> { (0..length).map(|i| (i.wrapping_mul(i) >> 7) as u8 | 0x20).collect() };
        for (length, found) in [(100_000, true), (900_000, true), (3_000_000, false)] {
            let bytes = [&MAGIC, &*noise(length), &MAGIC, &[0; 9]].concat();
            assert_eq!(find_end(&mut file(&bytes), 0), found.then_some(length as usize + 3), "{length}");
        }
    }

    #[test]
    fn a_length_or_checksum_that_is_wrong_is_no_member() {
        let sound = gzip(b"some text");
        for back in 1..=TAIL {
            let mut bytes = sound.clone();
            let at = bytes.len() - back;
            bytes[at] ^= 1;
            let member = Member::read(&bytes).filter(|member| member.is_suitable(MaxRatio(1_000)));
            let made = member.and_then(|member| Inflater::new().inflate(&member, &mut Vec::new(), 0));
            assert_eq!(made, None, "{back}");
        }
    }
}
