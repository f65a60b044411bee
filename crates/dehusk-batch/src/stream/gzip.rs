//! Gzip members, one after the other, past broken ones.

use std::io::{self, Read};
use std::sync::Arc;

use flate2::bufread::GzDecoder;

use super::ahead::{Ahead, Lookahead, Turn};
use super::member::{Inflater, Member, find_end};
use super::resync::{Broken, Resync, Unit};
use super::{Damage, Raw, space};
use crate::limits::MaxRatio;

const MEMBER: Unit = Unit { name: "gzip member", first: 0x1f, head: 10, begins };

enum State {
    /// Before a member, or at the end.
    Between(Raw),
    /// In a member.
    Inside(Box<GzDecoder<Raw>>),
    /// Only while a state is being left.
    Moving,
}

/// The members of a gzip file. A broken one is reported once and left; reading
/// goes on at the next one.
pub(crate) struct Gzip {
    state: State,
    member: u64,
    /// Bytes that came of the member so far.
    made: u64,
    max_ratio: MaxRatio,
    resync: Resync,
    inflater: Inflater,
    lookahead: Lookahead,
}

impl Gzip {
    pub(crate) fn new(raw: Raw, max_ratio: MaxRatio, ahead: &Arc<Ahead>) -> Self {
        Self {
            state: State::Between(raw),
            member: 0,
            made: 0,
            max_ratio,
            resync: Resync::new(MEMBER),
            inflater: Inflater::new(),
            lookahead: Lookahead::new(ahead),
        }
    }

    /// Where the member begins that the last bytes came from.
    pub(crate) const fn member(&self) -> u64 {
        self.member
    }

    /// Reads some bytes of one member to `out`, from `at` on; none at the end.
    /// What stood there before may be written over. `out` grows as it has to.
    pub(crate) fn read(&mut self, out: &mut Vec<u8>, at: usize) -> Result<usize, Damage> {
        loop {
            match std::mem::replace(&mut self.state, State::Moving) {
                State::Between(mut raw) => {
                    let entered = self.enter(&mut raw);
                    if !matches!(entered, Ok(true)) {
                        self.state = State::Between(raw);
                        return entered.map(|_| 0);
                    }
                    if let Some(count) = self.inflate_whole(&mut raw, out, at) {
                        self.leave(raw);
                        return Ok(count);
                    }
                    self.state = State::Inside(Box::new(GzDecoder::new(raw)));
                }
                State::Inside(mut decoder) => match self.inflate(&mut decoder, space(out, at)) {
                    Ok(0) => self.leave((*decoder).into_inner()),
                    Ok(count) => {
                        self.state = State::Inside(decoder);
                        return Ok(count);
                    }
                    Err(broken) => {
                        let mut raw = (*decoder).into_inner();
                        let damage = self.resync.leave(&mut raw, self.member, broken);
                        self.state = State::Between(raw);
                        return Err(damage);
                    }
                },
                State::Moving => return Ok(0),
            }
        }
    }

    /// Inflates the member that begins with the next byte in one step, and passes it
    /// over; how many bytes that made. None, and nothing is passed over, where it is
    /// to be read piece by piece: because it is large, makes more than it may, is
    /// broken, or because its end was guessed wrong.
    ///
    /// Of files only: in a pipe the next member may be long in coming.
    fn inflate_whole(&mut self, raw: &mut Raw, out: &mut Vec<u8>, at: usize) -> Option<usize> {
        if !raw.is_file() {
            return None;
        }
        let packed = match self.lookahead.next(raw, self.max_ratio) {
            None => find_end(raw, 0)?,
            Some(Turn::Yours(packed)) => packed,
            Some(Turn::Made(packed, made)) => {
                let count = made.len();
                if at == 0 {
                    *out = made;
                } else {
                    out.truncate(at);
                    out.extend_from_slice(&made);
                }
                raw.pass(packed);
                return Some(count);
            }
            Some(Turn::Unsuitable) => return None,
        };
        let bytes = &raw.look(packed).ok()?[..packed];
        let member = Member::read(bytes).filter(|member| member.is_suitable(self.max_ratio))?;
        let count = self.inflater.inflate(&member, out, at)?;
        raw.pass(packed);
        Some(count)
    }

    /// Leaves a member that was sound.
    fn leave(&mut self, raw: Raw) {
        self.resync.earn(raw.offset() - self.member);
        self.state = State::Between(raw);
    }

    /// Goes to where the next member begins; false at the end.
    fn enter(&mut self, raw: &mut Raw) -> Result<bool, Damage> {
        let from = raw.offset();
        let unreadable = |error: io::Error| Damage::unreadable(from, &error);
        if raw.peek(2).map_err(unreadable)? != [0x1f, 0x8b] {
            self.resync.pass_garbage(raw)?;
        }
        self.member = raw.offset();
        self.made = 0;
        Ok(!raw.peek(1).map_err(unreadable)?.is_empty())
    }

    /// Reads some bytes of the open member; none at its end.
    fn inflate(&mut self, decoder: &mut GzDecoder<Raw>, out: &mut [u8]) -> Result<usize, Broken> {
        let count = decoder.read(out).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => Broken::Ends,
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => Broken::Corrupt(error.to_string()),
            _ => Broken::Unreadable(error),
        })?;
        self.made += count as u64;
        let read = decoder.get_ref().offset() - self.member;
        if self.max_ratio.is_exceeded(self.made, read) {
            return Err(Broken::Bomb(self.max_ratio));
        }
        Ok(count)
    }
}

/// Whether a member may begin with these bytes. Compressed data has the three
/// bytes of the magic once in 16 MiB by chance; the flags, the level and the
/// system that follow make that once in some hundred GiB.
fn begins(bytes: &[u8]) -> bool {
    let [0x1f, 0x8b, 8, flags, _, _, _, _, level, system, ..] = *bytes else { return false };
    flags & 0xe0 == 0 && matches!(level, 0 | 2 | 4) && (system <= 13 || system == 255)
}
