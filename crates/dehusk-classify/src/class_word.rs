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

    const fn hash(self) -> u64 {
        ((self.0 >> 64) as u64 ^ (self.0 as u64).rotate_left(23)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

/// Slots of a [`Dictionary`]: a power of two.
const SLOTS: usize = 1 << 10;
/// Words of a dictionary, at most.
const MOST_WORDS: usize = 1 << 9;
/// What stands in a slot of no word.
const FREE: u16 = MOST_WORDS as u16;

/// Words and what each says, by hash.
pub(crate) struct Dictionary<V> {
    words: [Packed; MOST_WORDS],
    says: [V; MOST_WORDS],
    /// Places in the two; a slot that is taken sends on to the next.
    places: [u16; SLOTS],
    len: usize,
}

impl<V: Copy> Dictionary<V> {
    /// Without words; `nothing` fills the places of those that will come.
    pub(crate) const fn new(nothing: V) -> Self {
        Self { words: [Packed::NONE; MOST_WORDS], says: [nothing; MOST_WORDS], places: [FREE; SLOTS], len: 0 }
    }

    /// What a word says, to be written at compile time: nothing as yet where the
    /// word is new.
    ///
    /// # Panics
    ///
    /// With more words than there are places.
    pub(crate) const fn entry(&mut self, word: &str) -> &mut V {
        let word = Packed::of(word);
        let mut slot = slot(word);
        while self.places[slot] != FREE {
            let place = self.places[slot] as usize;
            if self.words[place].0 == word.0 {
                return &mut self.says[place];
            }
            slot = (slot + 1) % SLOTS;
        }
        assert!(self.len < MOST_WORDS, "a dictionary has a place for each word");
        self.places[slot] = self.len as u16;
        self.words[self.len] = word;
        self.len += 1;
        &mut self.says[self.len - 1]
    }

    pub(crate) fn get(&self, word: Packed) -> Option<&V> {
        let mut slot = slot(word);
        loop {
            let place = usize::from(self.places[slot]);
            if *self.words.get(place)? == word {
                return self.says.get(place);
            }
            slot = (slot + 1) % SLOTS;
        }
    }
}

const fn slot(word: Packed) -> usize {
    (word.hash() >> (64 - SLOTS.trailing_zeros())) as usize
}

/// Characters of one class list that are looked at.
pub(crate) const MOST_CHARACTERS: usize = 400;

/// Calls with each word of a class list in lower case, and where it stands:
/// `post-bodyText2` has `post`, `body`, `text`.
#[inline]
pub(crate) fn for_each_word(list: &str, mut with: impl FnMut(Packed, Range<usize>)) {
    let mut list = list;
    if list.len() > MOST_CHARACTERS
        && let Some((end, _)) = list.char_indices().nth(MOST_CHARACTERS)
    {
        list = &list[..end];
    }
    // Bytes of other letters than those of ASCII divide, as signs do.
    let bytes = list.as_bytes();
    let words = Words::of(bytes);
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
            with(words.at(start..end), start..end);
        }
        start = end;
    }
}

/// The bytes of a list, of which words are read all at once.
struct Words<'a> {
    bytes: &'a [u8],
    /// The last [`LONGEST`], or all and zeros behind them.
    last: u128,
}

impl<'a> Words<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        let last = bytes.last_chunk().copied().unwrap_or_else(|| {
            let mut all = [0; LONGEST];
            all[..bytes.len()].copy_from_slice(bytes);
            all
        });
        Self { bytes, last: u128::from_le_bytes(last) }
    }

    /// The word of ASCII letters at a range.
    #[inline]
    fn at(&self, range: Range<usize>) -> Packed {
        const SMALL: u128 = u128::from_le_bytes([0x20; LONGEST]);
        if range.len() > LONGEST {
            return Packed::NONE;
        }
        let word = match self.bytes[range.start..].first_chunk() {
            Some(chunk) => u128::from_le_bytes(*chunk),
            None => self.last >> (8 * (range.start - self.bytes.len().saturating_sub(LONGEST))),
        };
        Packed((word | SMALL) & (u128::MAX >> (8 * (LONGEST - range.len()))))
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
#[doc(hidden)]
pub struct Kept<'a, T>(Vec<Cell<(&'a str, T)>>);

/// How many are kept: as many as stay in the cache.
const KEPT: usize = 256;

impl<T: Copy + Default> Default for Kept<'_, T> {
    fn default() -> Self {
        Self(vec![Cell::new(("", T::default())); KEPT])
    }
}

impl<'a, T: Copy + Default> Kept<'a, T> {
    /// What a list says, by `read` if it is not kept; an empty one says nothing.
    pub fn get(&self, list: &'a str, read: impl FnOnce(&str) -> T) -> T {
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
            for_each_word(name, |word, _| words.push(word));
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
        static SOME: Dictionary<u8> = {
            let mut some = Dictionary::new(0);
            *some.entry("nav") += 1;
            *some.entry("navbar") += 2;
            *some.entry("nav") += 4;
            some
        };
        let found = ["nav", "navbar", "navb", ""].map(|word| SOME.get(Packed::of(word)).copied());
        assert_eq!(found, [Some(5), Some(2), None, None]);
    }

    #[test]
    fn lists_are_read_once_and_told_apart() {
        let kept: Kept<'_, usize> = Kept::default();
        assert_eq!(
            (kept.get("nav", str::len), kept.get("nav", |_| 9), kept.get("navbar", str::len)),
            (3, 3, 6)
        );
    }
}
