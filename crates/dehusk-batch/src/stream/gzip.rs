//! Gzip members, one after the other, past broken ones.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

use super::{Damage, DamageKind, Raw};

/// What going back behind broken members may cost, beyond what sound members
/// earned: without a bound, a file made of nothing but false starts would be
/// read once per start.
const REWIND_BUDGET: u64 = 64 << 20;

/// Bytes of a member's header that are fixed.
const HEADER: usize = 10;

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
    budget: u64,
}

impl Gzip {
    pub(crate) const fn new(raw: Raw) -> Self {
        Self { state: State::Between(raw), member: 0, budget: REWIND_BUDGET }
    }

    /// Where the member begins that the last bytes came from.
    pub(crate) const fn member(&self) -> u64 {
        self.member
    }

    /// Reads some bytes of one member; none at the end.
    pub(crate) fn read(&mut self, out: &mut [u8]) -> Result<usize, Damage> {
        loop {
            match std::mem::replace(&mut self.state, State::Moving) {
                State::Between(mut raw) => {
                    let next = self.enter(&mut raw);
                    let entered = matches!(next, Ok(true));
                    self.state = if entered {
                        State::Inside(Box::new(GzDecoder::new(raw)))
                    } else {
                        State::Between(raw)
                    };
                    if !entered {
                        return next.map(|_| 0);
                    }
                }
                State::Inside(mut decoder) => match decoder.read(out) {
                    Ok(0) => {
                        let raw = (*decoder).into_inner();
                        self.budget = self.budget.saturating_add(raw.offset() - self.member);
                        self.state = State::Between(raw);
                    }
                    Ok(count) => {
                        self.state = State::Inside(decoder);
                        return Ok(count);
                    }
                    Err(error) => {
                        let mut raw = (*decoder).into_inner();
                        let damage = self.leave(&mut raw, &error);
                        self.state = State::Between(raw);
                        return Err(damage);
                    }
                },
                State::Moving => return Ok(0),
            }
        }
    }

    /// Goes to where the next member begins; false at the end.
    fn enter(&mut self, raw: &mut Raw) -> Result<bool, Damage> {
        let from = raw.offset();
        let unreadable = |error: io::Error| Damage::unreadable(from, &error);
        if raw.peek(2).map_err(unreadable)? != [0x1f, 0x8b] {
            let skipped = skip_to_member(raw).map_err(unreadable)?;
            // gzip(1) lets zeros after the last member pass, and so do tapes.
            if !skipped.only_zeros {
                let length = raw.offset() - from;
                return Err(Damage {
                    kind: DamageKind::Garbage,
                    offset: from,
                    detail: format!("{length} bytes that are no gzip member"),
                });
            }
        }
        self.member = raw.offset();
        Ok(!raw.peek(1).map_err(unreadable)?.is_empty())
    }

    /// Leaves a broken member for the next one.
    ///
    /// A flipped bit can lead the decoder far beyond the member's end before it
    /// notices, so the search begins right behind the member's first byte.
    fn leave(&mut self, raw: &mut Raw, error: &io::Error) -> Damage {
        let kind = match error.kind() {
            io::ErrorKind::UnexpectedEof => DamageKind::Truncated,
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => DamageKind::Corrupt,
            _ => return Damage::unreadable(raw.offset(), error),
        };
        let length = raw.offset() - self.member;
        if length <= self.budget && raw.rewind(self.member + 1) {
            self.budget -= length;
        }
        let next = skip_to_member(raw).is_ok_and(|skipped| skipped.found);
        // A broken member can swallow all the rest; what comes after it says
        // that the file was not cut there.
        let kind = if next { DamageKind::Corrupt } else { kind };
        let detail = match kind {
            DamageKind::Truncated => "the file ends inside this gzip member".to_owned(),
            _ => format!("broken gzip member ({error})"),
        };
        Damage { kind, offset: self.member, detail }
    }
}

struct Skipped {
    only_zeros: bool,
    found: bool,
}

/// Goes to the next bytes that look like a member's header.
fn skip_to_member(raw: &mut Raw) -> io::Result<Skipped> {
    let mut only_zeros = true;
    loop {
        let ahead = raw.peek(HEADER)?;
        if ahead.len() < HEADER {
            only_zeros &= ahead.iter().all(|&byte| byte == 0);
            let count = ahead.len();
            raw.consume(count);
            return Ok(Skipped { only_zeros, found: false });
        }
        if is_header(ahead) {
            return Ok(Skipped { only_zeros, found: true });
        }
        let buffer = raw.fill_buf()?;
        let count = 1 + buffer[1..].iter().position(|&byte| byte == 0x1f).unwrap_or(buffer.len() - 1);
        only_zeros &= buffer[..count].iter().all(|&byte| byte == 0);
        raw.consume(count);
    }
}

/// Whether a member may begin with these bytes. Compressed data has the three
/// bytes of the magic once in 16 MiB by chance; the flags, the level and the
/// system that follow make that once in some hundred GiB.
fn is_header(bytes: &[u8]) -> bool {
    let [0x1f, 0x8b, 8, flags, _, _, _, _, level, system, ..] = *bytes else { return false };
    flags & 0xe0 == 0 && matches!(level, 0 | 2 | 4) && (system <= 13 || system == 255)
}
