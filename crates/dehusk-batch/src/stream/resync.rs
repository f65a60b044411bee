//! The way from a broken member or frame to the next one.

use std::io::{self, BufRead};

use super::{Damage, DamageKind, Raw};
use crate::limits::MaxRatio;

/// What going back behind broken members may cost, beyond what sound members
/// earned: without a bound, a file made of nothing but false starts would be
/// read once per start.
const REWIND_BUDGET: u64 = 64 << 20;

/// What a compressed file is made of, one after the other.
pub(super) struct Unit {
    /// Its name in messages.
    pub(super) name: &'static str,
    /// Its first byte.
    pub(super) first: u8,
    /// How many bytes `begins` looks at.
    pub(super) head: usize,
    /// Whether one may begin with these bytes.
    pub(super) begins: fn(&[u8]) -> bool,
}

/// Why a unit cannot be read to its end.
pub(super) enum Broken {
    /// The input ends in it.
    Ends,
    /// It says nonsense, in words.
    Corrupt(String),
    /// It makes more than it may.
    Bomb(MaxRatio),
    /// The operating system could not read the input any further.
    Unreadable(io::Error),
}

/// Finds the next unit behind a broken one, within a budget.
pub(super) struct Resync {
    unit: Unit,
    budget: u64,
}

/// What was passed over on the way to the next unit.
struct Skipped {
    only_zeros: bool,
    found: bool,
}

impl Resync {
    pub(super) const fn new(unit: Unit) -> Self {
        Self { unit, budget: REWIND_BUDGET }
    }

    /// A unit of so many bytes was sound.
    pub(super) fn earn(&mut self, bytes: u64) {
        self.budget = self.budget.saturating_add(bytes);
    }

    /// Passes over what is no unit. Zeros are no damage: gzip(1) lets them pass
    /// behind the last member, and so do tapes.
    pub(super) fn pass_garbage(&self, raw: &mut Raw) -> Result<(), Damage> {
        let from = raw.offset();
        let skipped = self.skip_to_unit(raw).map_err(|error| Damage::unreadable(from, &error))?;
        if skipped.only_zeros {
            return Ok(());
        }
        let length = raw.offset() - from;
        let detail = format!("{length} bytes that are no {}", self.unit.name);
        Err(Damage { kind: DamageKind::Garbage, offset: from, detail })
    }

    /// Leaves the unit that began at `start` for the next one.
    pub(super) fn leave(&mut self, raw: &mut Raw, start: u64, broken: Broken) -> Damage {
        let name = self.unit.name;
        let (kind, detail) = match broken {
            Broken::Unreadable(error) => return Damage::unreadable(raw.offset(), &error),
            Broken::Bomb(MaxRatio(ratio)) => {
                // It is sound as far as it was read, so that the next is not
                // searched in it. A failure to read is met again right there.
                let _ = self.skip_to_unit(raw);
                (DamageKind::Bomb, format!("this {name} makes more than {ratio} bytes of each of its own"))
            }
            Broken::Ends | Broken::Corrupt(_) => {
                let found = self.go_behind(raw, start);
                match broken {
                    // A broken one can swallow all the rest; what comes after it
                    // says that the file was not cut there.
                    Broken::Ends if !found => {
                        (DamageKind::Truncated, format!("the file ends inside this {name}"))
                    }
                    Broken::Corrupt(detail) => (DamageKind::Corrupt, format!("broken {name} ({detail})")),
                    _ => (DamageKind::Corrupt, format!("broken {name} (it does not end)")),
                }
            }
        };
        Damage { kind, offset: start, detail }
    }

    /// Goes to the next unit behind the broken one at `start`; false where there
    /// is none.
    ///
    /// A flipped bit can lead the decoder far beyond the end before it notices,
    /// so the search begins right behind the first byte.
    fn go_behind(&mut self, raw: &mut Raw, start: u64) -> bool {
        let length = raw.offset() - start;
        if length == 0 {
            // It was refused for its header, which is still to be read.
            let ahead = raw.peek(1).map_or(0, <[u8]>::len);
            raw.consume(ahead);
        } else if length <= self.budget && raw.rewind(start + 1) {
            self.budget -= length;
        }
        self.skip_to_unit(raw).is_ok_and(|skipped| skipped.found)
    }

    /// Goes to the next bytes that look like a unit's beginning, or to the end.
    fn skip_to_unit(&self, raw: &mut Raw) -> io::Result<Skipped> {
        let Unit { first, head, begins, .. } = self.unit;
        let mut only_zeros = true;
        loop {
            let ahead = raw.peek(head)?;
            if ahead.len() < head {
                only_zeros &= ahead.iter().all(|&byte| byte == 0);
                let count = ahead.len();
                raw.consume(count);
                return Ok(Skipped { only_zeros, found: false });
            }
            if begins(ahead) {
                return Ok(Skipped { only_zeros, found: true });
            }
            let buffer = raw.fill_buf()?;
            let next = memchr::memchr(first, &buffer[1..]);
            let count = 1 + next.unwrap_or(buffer.len() - 1);
            only_zeros = only_zeros && buffer[..count].iter().all(|&byte| byte == 0);
            raw.consume(count);
        }
    }
}
