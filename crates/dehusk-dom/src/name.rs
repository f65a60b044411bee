//! Names as numbers: how the parser tells tags and attributes apart without
//! comparing strings.

use std::ops::Range;

/// A name of up to sixteen bytes, packed with ASCII letters in lower case;
/// [`Key::LONG`] for longer ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Key(pub(crate) u128);

impl Key {
    /// Stands for every name of more than sixteen bytes. No short name has this
    /// key: none is all ones, since that is no UTF-8.
    pub(crate) const LONG: Self = Self(u128::MAX);

    /// The key of a name.
    pub(crate) const fn of(name: &[u8]) -> Self {
        if name.len() > 16 {
            return Self::LONG;
        }
        let mut key = 0;
        let mut at = 0;
        while at < name.len() {
            key |= (name[at].to_ascii_lowercase() as u128) << (8 * at);
            at += 1;
        }
        Self(key)
    }

    /// The key of the name at `range` of `bytes`, and whether the name has letters
    /// in upper case. The same as [`Key::of`], by words instead of bytes.
    #[inline]
    pub(crate) fn at(bytes: &[u8], range: Range<usize>) -> (Self, bool) {
        const LOW: u128 = u128::MAX / 255;
        if range.len() > 16 {
            return (Self::LONG, bytes[range].iter().any(u8::is_ascii_uppercase));
        }
        let word = match bytes[range.start..].first_chunk() {
            Some(chunk) => u128::from_le_bytes(*chunk),
            None => u128::from_le_bytes(padded(&bytes[range.start..])),
        };
        let name = word & MASKS[range.len()];
        // Per byte: bit 7 of the first sum says `>= 'A'`, that of the second
        // `> 'Z'`; seven bits cannot carry into the next byte.
        let heptets = name & (LOW * 0x7F);
        let at_least_a = heptets + LOW * (0x80 - b'A' as u128);
        let above_z = heptets + LOW * (0x7F - b'Z' as u128);
        let upper = at_least_a & !above_z & !name & (LOW * 0x80);
        (Self(name | (upper >> 2)), upper != 0)
    }

    const fn hash(self) -> usize {
        let folded = (self.0 as u64) ^ ((self.0 >> 64) as u64).rotate_left(23);
        (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize
    }
}

/// The words with so many bytes set.
static MASKS: [u128; 17] = {
    let mut masks = [u128::MAX; 17];
    let mut length = 0;
    while length < 16 {
        masks[length] = (1 << (8 * length)) - 1;
        length += 1;
    }
    masks
};

/// Up to sixteen bytes and zeros behind them.
fn padded(bytes: &[u8]) -> [u8; 16] {
    std::array::from_fn(|at| bytes.get(at).copied().unwrap_or(0))
}

/// A fixed map from keys to small numbers: open addressing with linear probes in
/// `SLOTS` slots, a power of two that is at least twice the number of entries.
///
/// Fixed contents are what makes the cheap hash safe: no input can fill a chain.
#[derive(Debug, Clone)]
pub(crate) struct Table<const SLOTS: usize> {
    slots: [(Key, u16); SLOTS],
}

impl<const SLOTS: usize> Table<SLOTS> {
    const FREE: u16 = u16::MAX;

    pub(crate) const fn new() -> Self {
        Self { slots: [(Key(0), Self::FREE); SLOTS] }
    }

    /// The map with one more entry.
    pub(crate) const fn with(mut self, key: Key, value: u16) -> Self {
        self.insert(key, value);
        self
    }

    /// Adds an entry. Keys of long names are left out.
    pub(crate) const fn insert(&mut self, key: Key, value: u16) {
        if key.0 == Key::LONG.0 {
            return;
        }
        let mut slot = key.hash() % SLOTS;
        while self.slots[slot].1 != Self::FREE {
            slot = (slot + 1) % SLOTS;
        }
        self.slots[slot] = (key, value);
    }

    pub(crate) fn get(&self, key: Key) -> Option<u16> {
        let mut slot = key.hash() % SLOTS;
        loop {
            match self.slots[slot] {
                (_, Self::FREE) => return None,
                (found, value) if found == key => return Some(value),
                _ => slot = (slot + 1) % SLOTS,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_ignore_ascii_case_only() {
        assert_eq!(Key::of(b"blockQUOTE"), Key::of(b"blockquote"));
        assert_ne!(Key::of("É".as_bytes()), Key::of("é".as_bytes()));
        assert_ne!(Key::of(b"a"), Key::of(b"aa"));
        assert_eq!(Key::of(b"seventeen-letters"), Key::LONG);
    }

    #[test]
    fn both_ways_to_a_key_agree() {
        let text = "aZ@[`{éÀ-DATA-Title:x sixteen-lettersX".as_bytes();
        for start in 0..text.len() {
            for end in start..text.len() {
                let name = &text[start..end];
                let upper = name.iter().any(u8::is_ascii_uppercase);
                assert_eq!(Key::at(text, start..end), (Key::of(name), upper), "{start}..{end}");
            }
        }
    }

    #[test]
    fn tables_find_what_they_hold() {
        let table = Table::<8>::new().with(Key::of(b"href"), 3).with(Key::of(b"src"), 4);
        assert_eq!((table.get(Key::of(b"SRC")), table.get(Key::of(b"id"))), (Some(4), None));
    }
}
