//! Tar archives, past broken headers.
//!
//! The walk is our own, on the headers of the crate `tar`: its entries borrow
//! the archive, and end at the first broken header.

mod header;
mod tape;

use std::io::Read;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub(in super::super) use self::header::is_header;
use self::header::{Extended, Header, Kind};
use self::tape::{Block, Tape};
use super::{Met, Walk};
use crate::InputErrorCause;
use crate::stream::{Damage, Stream};

/// The most bytes of a header's extension: a long name, or fields.
const MAX_EXTENSION: u64 = 1 << 20;

/// The entries of a tar archive.
///
/// An entry is read from the same stream as the walk, which passes over what
/// the entry's reader has left.
pub(in super::super) struct TarWalk {
    tape: Arc<Mutex<Tape>>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// In the archive.
    Inside,
    /// Behind an end mark. Archives that were put together have more behind it.
    Marked,
    /// In what is neither a header nor zeros behind an end mark.
    Padding,
    /// Behind damage that was told of: the next header is somewhere.
    Lost,
    Ended,
}

/// The bytes of one entry.
struct EntryBytes(Arc<Mutex<Tape>>);

impl TarWalk {
    pub(in super::super) fn new(stream: Stream) -> Self {
        Self { tape: Arc::new(Mutex::new(Tape::new(stream))), state: State::Inside }
    }

    /// Reads headers up to that of a file, or what else there is to tell.
    fn advance(&mut self, tape: &mut Tape) -> Option<Met> {
        let mut extended = Extended::default();
        loop {
            if let Some(damage) = self.leave_entry(tape) {
                return damaged(damage);
            }
            match self.state {
                State::Ended => return None,
                State::Lost | State::Padding => match tape.find_header() {
                    Ok(true) => self.state = State::Inside,
                    Ok(false) => {
                        self.state = State::Ended;
                        return None;
                    }
                    // More damage is part of the stretch that was told of.
                    Err(_) if self.state == State::Lost => continue,
                    Err(damage) => {
                        self.state = State::Lost;
                        return damaged(damage);
                    }
                },
                State::Inside | State::Marked => {}
            }
            let offset = tape.offset();
            let header = match tape.block() {
                Block::Header(block) => Header::read(&block, &extended),
                Block::Zeros => {
                    self.state = State::Marked;
                    continue;
                }
                Block::End => return self.end(offset),
                Block::Damaged(damage) => {
                    self.state = State::Lost;
                    return damaged(damage);
                }
                Block::Broken => None,
            };
            let Some(header) = header else {
                // Padding behind the end is no damage, whatever it is made of.
                if self.state == State::Marked {
                    self.state = State::Padding;
                    continue;
                }
                self.state = State::Lost;
                return damaged(Damage::archive(offset, "a tar header whose checksum is wrong".to_owned()));
            };
            self.state = State::Inside;
            tape.enter(header.size, header.padding);
            match header.kind {
                Kind::Folder => {}
                Kind::Special => return Some(Met::Special),
                Kind::File => {
                    let name = super::shown(&header.name);
                    return Some(if header.is_sparse {
                        Met::Refused { name, cause: InputErrorCause::Sparse }
                    } else {
                        Met::File { name, bytes: Box::new(EntryBytes(Arc::clone(&self.tape))) }
                    });
                }
                Kind::Extension(of) => {
                    if header.size > MAX_EXTENSION {
                        let detail = format!("a tar header's extension of {} bytes", header.size);
                        return damaged(Damage::archive(offset, detail));
                    }
                    let mut bytes = Vec::new();
                    if let Err(damage) = tape.read_whole(&mut bytes) {
                        self.state = State::Lost;
                        return damaged(damage);
                    }
                    extended.add(of, &bytes);
                    continue;
                }
            }
            extended = Extended::default();
        }
    }

    /// Passes over what is left of the entry; the damage in it, where nobody
    /// was told of it.
    fn leave_entry(&mut self, tape: &mut Tape) -> Option<Damage> {
        let damage = tape.leave();
        if damage.is_some() || tape.take_lost() {
            self.state = State::Lost;
        }
        damage
    }

    fn end(&mut self, offset: u64) -> Option<Met> {
        let whole = self.state == State::Marked;
        self.state = State::Ended;
        if whole {
            return None;
        }
        let detail = "the archive has no end mark: it was cut off, at the least behind its last file";
        damaged(Damage::archive_cut(offset, detail.to_owned()))
    }
}

impl Walk for TarWalk {
    fn next(&mut self) -> Option<Met> {
        let tape = Arc::clone(&self.tape);
        self.advance(&mut lock(&tape))
    }
}

impl Read for EntryBytes {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        lock(&self.0).read(out)
    }
}

/// Walk and entry take turns on one thread, so that nobody ever waits; a panic
/// of the one ends the other too.
fn lock(tape: &Mutex<Tape>) -> MutexGuard<'_, Tape> {
    tape.lock().unwrap_or_else(PoisonError::into_inner)
}

#[expect(clippy::unnecessary_wraps, reason = "it stands where the walk returns what it met")]
fn damaged(damage: Damage) -> Option<Met> {
    Some(Met::Damaged { name: None, damage })
}

#[cfg(test)]
mod tests;
