//! Words in class names and ids: how lists of them are divided, looked up and
//! remembered. What a word says is the business of who asks.

use std::cell::Cell;
use std::ops::Range;

/// Letters of the longest word that can be known.
pub(crate) const LONGEST: usize = 16;

/// A word in lower case as a number, so that it is compared at once and needs no
/// memory of its own. Words that are longer than any known are all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Packed(u128);

impl Packed {
    /// No word, or one too long.
    pub(crate) const NONE: Self = Self(0);

    pub(crate) const fn of(word: &str) -> Self {
        let word = word.as_bytes();
        assert!(word.len() <= LONGEST, "no longer word is known");
        let mut packed = 0;
        let mut at = 0;
        while at < word.len() {
            packed |= (word[at] as u128) << (8 * at);
            at += 1;
        }
        Self(packed)
    }

    /// The word of ASCII letters at a range of some bytes: all of it is read at
    /// once where bytes enough follow.
    fn at(bytes: &[u8], range: Range<usize>) -> Self {
        const SMALL: u128 = u128::from_le_bytes([0x20; LONGEST]);
        if range.len() > LONGEST {
            return Self::NONE;
        }
        let from = &bytes[range.start..];
        let word = match from.first_chunk() {
            Some(chunk) => u128::from_le_bytes(*chunk),
            None => u128::from_le_bytes(std::array::from_fn(|at| from.get(at).copied().unwrap_or(0))),
        };
        Self((word | SMALL) & (u128::MAX >> (8 * (LONGEST - range.len()))))
    }

    const fn hash(self) -> u64 {
        ((self.0 >> 64) as u64 ^ (self.0 as u64).rotate_left(23)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }

    /// Its place among 64 bits.
    pub(crate) const fn bit(self) -> u64 {
        1 << (self.hash() >> 58)
    }
}

/// Slots of a [`Dictionary`]: a power of two.
const SLOTS: usize = 1 << 10;
/// What stands in a slot of no word.
const FREE: u8 = u8::MAX;

/// Words and what each says, by hash.
pub(crate) struct Dictionary<V: 'static> {
    words: &'static [(&'static str, V)],
    /// The words once more, as they are compared.
    packed: [Packed; FREE as usize],
    /// Places in `words`; a slot that is taken sends on to the next.
    places: [u8; SLOTS],
}

impl<V: Copy> Dictionary<V> {
    /// At compile time, from fewer than 255 words.
    pub(crate) const fn of(words: &'static [(&'static str, V)]) -> Self {
        assert!(words.len() < FREE as usize, "places fit into bytes");
        let mut packed = [Packed::NONE; FREE as usize];
        let mut places = [FREE; SLOTS];
        let mut at = 0;
        while at < words.len() {
            packed[at] = Packed::of(words[at].0);
            let mut slot = slot(packed[at]);
            while places[slot] != FREE {
                slot = (slot + 1) % SLOTS;
            }
            places[slot] = at as u8;
            at += 1;
        }
        Self { words, packed, places }
    }

    pub(crate) fn get(&self, word: Packed) -> Option<V> {
        let mut slot = slot(word);
        loop {
            let place = usize::from(self.places[slot]);
            if *self.packed.get(place)? == word {
                return self.words.get(place).map(|&(_, says)| says);
            }
            slot = (slot + 1) % SLOTS;
        }
    }
}

const fn slot(word: Packed) -> usize {
    (word.hash() >> (64 - SLOTS.trailing_zeros())) as usize
}

/// Characters of one class list that are looked at.
const MOST_CHARACTERS: usize = 400;

/// Calls with each word of a class list in lower case: `post-bodyText2` has
/// `post`, `body`, `text`.
pub(crate) fn for_each_word(list: &str, mut with: impl FnMut(Packed)) {
    let mut list = list;
    if list.len() > MOST_CHARACTERS
        && let Some((end, _)) = list.char_indices().nth(MOST_CHARACTERS)
    {
        list = &list[..end];
    }
    // Bytes of other letters than those of ASCII divide, as signs do.
    let bytes = list.as_bytes();
    let case_at = |at: usize| bytes.get(at).map_or(Case::None, |&byte| CASES[usize::from(byte)]);
    let mut start = 0;
    while start < bytes.len() {
        let mut before = case_at(start);
        let mut end = start + 1;
        if before != Case::None {
            loop {
                let next = case_at(end);
                if next == Case::None || next == Case::Capital && before == Case::Small {
                    break;
                }
                (before, end) = (next, end + 1);
            }
            with(Packed::at(bytes, start..end));
        }
        start = end;
    }
}

/// Whether a byte is an ASCII letter, and which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    None,
    Small,
    Capital,
}

static CASES: [Case; 256] = {
    let mut cases = [Case::None; 256];
    let mut letter = 0;
    while letter < 26 {
        cases[b'a' as usize + letter] = Case::Small;
        cases[b'A' as usize + letter] = Case::Capital;
        letter += 1;
    }
    cases
};

/// What class lists of one document say. Elements of lists are called the same,
/// so what was read last is kept.
pub(crate) struct Kept<'a, T>(Vec<Cell<(&'a str, T)>>);

/// How many are kept: as many as stay in the cache.
const KEPT: usize = 256;

impl<'a, T: Copy + Default> Kept<'a, T> {
    pub(crate) fn new() -> Self {
        Self(vec![Cell::new(("", T::default())); KEPT])
    }

    /// What a list says, by `read` if it is not kept; an empty one says nothing.
    pub(crate) fn get(&self, list: &'a str, read: impl FnOnce(&str) -> T) -> T {
        if list.is_empty() {
            return T::default();
        }
        let place = &self.0[place(list)];
        let (known, says) = place.get();
        if known == list {
            return says;
        }
        let says = read(list);
        place.set((list, says));
        says
    }
}

/// Where a list is kept: by its length and what it begins with.
fn place(list: &str) -> usize {
    let mix = |hash: u64, word: [u8; 8]| {
        (hash ^ u64::from_le_bytes(word)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
    };
    let (words, rest) = list.as_bytes().as_chunks::<8>();
    let hash = words.iter().take(6).fold(list.len() as u64, |hash, &word| mix(hash, word));
    let mut end = [0; 8];
    end[..rest.len()].copy_from_slice(rest);
    mix(hash, end) as usize % KEPT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_divided_into_words() {
        let words = |name: &str| {
            let mut words = Vec::new();
            for_each_word(name, |word| words.push(word));
            words
        };
        let expected = ["post", "body", "text", "xyz", "a"].map(Packed::of);
        assert_eq!(words("post-bodyText2XYZ\u{e9}a"), expected);
        assert_eq!(words("abcdefghijklmnopq-ad"), [Packed::NONE, Packed::of("ad")]);
        assert_eq!(words(&format!("{}ad", "\u{e9}".repeat(398))), [Packed::of("ad")]);
        assert_eq!(words(&format!("{}ad", "\u{e9}".repeat(399))), [Packed::of("a")]);
        assert_eq!(words(&"x".repeat(300)), [Packed::NONE]);
    }

    #[test]
    fn words_of_a_dictionary_are_found_and_no_others() {
        static SOME: Dictionary<u8> = Dictionary::of(&[("nav", 1), ("navbar", 2)]);
        let found = ["nav", "navbar", "navb", ""].map(|word| SOME.get(Packed::of(word)));
        assert_eq!(found, [Some(1), Some(2), None, None]);
    }

    #[test]
    fn lists_are_read_once_and_told_apart() {
        let kept: Kept<'_, usize> = Kept::new();
        assert_eq!(
            (kept.get("nav", str::len), kept.get("nav", |_| 9), kept.get("navbar", str::len)),
            (3, 3, 6)
        );
    }
}
