//! The bytes of a tar archive, block by block.

use std::io;

use memchr::memmem;

use super::header::{BLOCK, MAGIC, MAGIC_AT, is_header};
use crate::stream::{Damage, DamageKind, Next, Stop, Stream};

/// Bytes that are searched for a header at a time.
const WINDOW: usize = 4096;

/// The bytes of an archive, and how far the entry that is open has been read.
pub(super) struct Tape {
    stream: Stream,
    /// Bytes of the entry that were not read.
    left: u64,
    /// Zeros behind the entry, up to a whole block.
    padding: u64,
    /// Whether damage was met in the entry, and its reader told.
    lost: bool,
}

/// What stands where a header should.
pub(super) enum Block {
    /// A header.
    Header(Box<[u8; BLOCK]>),
    /// Zeros: part of the mark at the end.
    Zeros,
    /// Something else.
    Broken,
    /// A stretch that cannot be read.
    Damaged(Damage),
    /// Nothing, or a part of a block of zeros: the archive ends here.
    End,
}

impl Tape {
    pub(super) const fn new(stream: Stream) -> Self {
        Self { stream, left: 0, padding: 0, lost: false }
    }

    /// Offset of the next byte in the file as it lies on disk.
    pub(super) fn offset(&self) -> u64 {
        self.stream.offset()
    }

    /// Begins an entry of `size` bytes and `padding` behind it.
    pub(super) const fn enter(&mut self, size: u64, padding: u64) {
        self.left = size;
        self.padding = padding;
    }

    /// Reads some bytes of the entry. Where they cannot be read, it says so once,
    /// and the entry is at its end.
    pub(super) fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 || out.is_empty() {
            return Ok(0);
        }
        let count = match self.stream.next() {
            Next::Data(bytes) => {
                let count = out.len().min(bytes.len()).min(usize::try_from(self.left).unwrap_or(usize::MAX));
                out[..count].copy_from_slice(&bytes[..count]);
                count
            }
            Next::Damaged | Next::End => {
                let damage = self.take_damage();
                self.lost = true;
                return Err(damage.into_entry_error());
            }
        };
        self.stream.consume(count);
        self.left -= count as u64;
        Ok(count)
    }

    /// Appends all that is left of the entry to `out`.
    pub(super) fn read_whole(&mut self, out: &mut Vec<u8>) -> Result<(), Damage> {
        let stop = self.stream.read(self.left, out);
        self.left = 0;
        if stop == Stop::Done { Ok(()) } else { Err(self.take_damage()) }
    }

    /// Passes over the rest of the entry; the damage that is met in it.
    pub(super) fn leave(&mut self) -> Option<Damage> {
        let (left, padding) = (self.left, self.padding);
        (self.left, self.padding) = (0, 0);
        if self.lost || left == 0 && padding == 0 {
            return None;
        }
        if self.stream.skip(left) != Stop::Done {
            return Some(self.take_damage());
        }
        // An archive that ends inside the padding has lost nothing but its
        // end mark, which is missed next.
        match self.stream.skip(padding) {
            Stop::Damaged => Some(self.take_damage()),
            _ => None,
        }
    }

    /// Whether damage was met by the entry's reader; asked once.
    pub(super) const fn take_lost(&mut self) -> bool {
        std::mem::replace(&mut self.lost, false)
    }

    /// Reads a block that should be a header.
    pub(super) fn block(&mut self) -> Block {
        let mut bytes = Vec::with_capacity(BLOCK);
        match self.stream.read(BLOCK as u64, &mut bytes) {
            Stop::Done => {}
            Stop::End if bytes.iter().all(|&byte| byte == 0) => return Block::End,
            Stop::Damaged | Stop::End | Stop::Limit => return Block::Damaged(self.take_damage()),
        }
        match Box::<[u8; BLOCK]>::try_from(bytes) {
            Ok(block) if is_header(&*block) => Block::Header(block),
            Ok(block) if block.iter().all(|&byte| byte == 0) => Block::Zeros,
            _ => Block::Broken,
        }
    }

    /// Goes to the next header, wherever it begins: behind damage, blocks may
    /// begin anywhere. Headers older than POSIX's have no magic and are not
    /// found. False at the end; the damage that is met before.
    pub(super) fn find_header(&mut self) -> Result<bool, Damage> {
        loop {
            let window = self.stream.peek(WINDOW);
            if window.len() < BLOCK {
                let count = window.len();
                self.stream.consume(count);
                return self.stream.take_damage().map_or(Ok(false), Err);
            }
            let found = memmem::find_iter(window, MAGIC)
                .filter_map(|at| at.checked_sub(MAGIC_AT))
                .find(|&start| window.get(start..start + BLOCK).is_some_and(is_header));
            let count = found.unwrap_or(window.len() - BLOCK + 1);
            self.stream.consume(count);
            if found.is_some() {
                return Ok(true);
            }
        }
    }

    /// The damage that comes next; the missing rest at the end.
    fn take_damage(&mut self) -> Damage {
        self.left = 0;
        let offset = self.stream.offset();
        self.stream.take_damage().unwrap_or_else(|| Damage {
            kind: DamageKind::Truncated,
            offset,
            detail: "the archive ends inside this entry".to_owned(),
        })
    }
}
