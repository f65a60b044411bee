//! Names as numbers: how the parser tells tags and attributes apart without
//! comparing strings.

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

    const fn hash(self) -> usize {
        let folded = (self.0 as u64) ^ ((self.0 >> 64) as u64).rotate_left(23);
        (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize
    }
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
    fn tables_find_what_they_hold() {
        let table = Table::<8>::new().with(Key::of(b"href"), 3).with(Key::of(b"src"), 4);
        assert_eq!((table.get(Key::of(b"SRC")), table.get(Key::of(b"id"))), (Some(4), None));
    }
}
