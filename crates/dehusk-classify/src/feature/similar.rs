//! How much a block shares with what the page says about itself: its title and
//! its description.

use super::context::mix;
use super::{TextStats, family};
use crate::block::BlockTree;
use crate::judge::Hints;

/// Shares of words in common.
#[derive(Debug, Default)]
pub(super) struct Similar {
    blocks: Vec<Shares>,
    /// The block that has most of the title's words, and little else.
    title: usize,
}

#[derive(Debug, Default, Clone, Copy)]
struct Shares {
    /// Share of the title's words that stand in the block.
    of_title: f32,
    /// Share of the description's words that stand in the block.
    of_description: f32,
}

/// Longer blocks are compared with neither.
const LONGEST: f32 = 200.0;

impl Similar {
    pub(super) fn of(tree: &BlockTree, stats: &[TextStats], hints: Hints<'_>) -> Self {
        let title = hints.titles.first().map(|title| Words::of(title)).unwrap_or_default();
        let description = hints.description.map(Words::of).unwrap_or_default();
        let sieve = Sieve::of(title.0.iter().chain(&description.0));
        let mut similar = Self { blocks: Vec::with_capacity(tree.len()), title: 0 };
        let mut best = 0.0;
        for (id, stats) in tree.ids().zip(stats) {
            let mut shares = Shares::default();
            if stats.words <= LONGEST && !(title.is_empty() && description.is_empty()) {
                let (mut in_title, mut in_description, mut count) = (0_u64, 0_u64, 0_u32);
                for_each_word(tree.text(id), |word| {
                    if sieve.may_have(word) {
                        in_title |= title.bit(word);
                        in_description |= description.bit(word);
                    }
                    count += 1;
                });
                shares.of_title = title.share(in_title);
                shares.of_description = description.share(in_description);
                let both = super::share(in_title.count_ones() as f32, count as f32) * shares.of_title;
                if both > best {
                    best = both;
                    similar.title = id.index();
                }
            }
            similar.blocks.push(shares);
        }
        similar
    }
}

/// Tells most words that are none of some few from those, without looking them
/// up: a bit for each of 1024 hashes.
struct Sieve([u64; 16]);

impl Sieve {
    fn of<'w>(words: impl Iterator<Item = &'w u32>) -> Self {
        let mut sieve = Self([0; 16]);
        for &word in words {
            sieve.0[word as usize / 64 % 16] |= 1 << (word % 64);
        }
        sieve
    }

    const fn may_have(&self, word: u32) -> bool {
        self.0[word as usize / 64 % 16] >> (word % 64) & 1 == 1
    }
}

/// The first different words of a text, at most 64.
#[derive(Debug, Default)]
struct Words(Vec<u32>);

impl Words {
    fn of(text: &str) -> Self {
        let mut known = Vec::new();
        for_each_word(text, |word| {
            if known.len() < 64 && !known.contains(&word) {
                known.push(word);
            }
        });
        known.sort_unstable();
        Self(known)
    }

    const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The word's place as a bit; none if it is no word of the text.
    fn bit(&self, word: u32) -> u64 {
        self.0.binary_search(&word).map_or(0, |place| 1 << place)
    }

    fn share(&self, found: u64) -> f32 {
        super::share(found.count_ones() as f32, self.0.len() as f32)
    }
}

/// Scripts from here on are written without spaces, or as good as; their
/// letters go one by one.
const UNSPACED: char = '\u{2E80}';

/// Calls with each word in lower case, hashed.
fn for_each_word(text: &str, mut with: impl FnMut(u32)) {
    let bytes = text.as_bytes();
    // The hash of the word that is open.
    let mut open: Option<u32> = None;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if LOWER[usize::from(byte)] != 0 {
            let mut hash = open.unwrap_or(EMPTY);
            let letters = bytes[at..].iter().map(|&byte| LOWER[usize::from(byte)]);
            for letter in letters.take_while(|&letter| letter != 0) {
                hash = mix(hash, letter.into());
                at += 1;
            }
            open = Some(hash);
            continue;
        }
        let c = if byte.is_ascii() { None } else { text[at..].chars().next() };
        at += c.map_or(1, char::len_utf8);
        let letter = c.filter(|c| c.is_alphanumeric());
        if let Some(letter) = letter.filter(|c| *c < UNSPACED) {
            open = Some(mix(open.unwrap_or(EMPTY), lower(letter)));
            continue;
        }
        if let Some(hash) = open.take() {
            with(hash);
        }
        if let Some(letter) = letter {
            with(mix(EMPTY, lower(letter)));
        }
    }
    if let Some(hash) = open {
        with(hash);
    }
}

/// The hash of no letters.
const EMPTY: u32 = 3;

/// Letters and digits of ASCII in lower case; 0 for all other bytes.
static LOWER: [u8; 256] = {
    let mut lower = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        if c.is_ascii_alphanumeric() {
            lower[byte] = c.to_ascii_lowercase();
        }
        byte += 1;
    }
    lower
};

fn lower(c: char) -> u32 {
    c.to_lowercase().next().unwrap_or(c) as u32
}

pub(super) const FEATURES: &[super::Feature] = family! {
    title_in_block "share of the title's words in the block" => |c, b| c.similar.blocks[b].of_title;
    description_in_block "share of the description's words in the block" => |c, b| c.similar.blocks[b].of_description;
    from_title "blocks since the block that is most like the title" => |c, b| b as f32 - c.similar.title as f32;
    words_since_title "words between it and the block; -1 before" => |c, b| if b >= c.similar.title { c.words_in(c.similar.title..b) } else { -1.0 };
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_and_letters_of_unspaced_scripts() {
        let words = |text: &str| {
            let mut words = Vec::new();
            for_each_word(text, |word| words.push(word));
            words
        };
        let spelled = |word: &str| word.chars().fold(EMPTY, |hash, c| mix(hash, lower(c)));
        assert_eq!(words("The Été-2 of ΝΆΞΟΣ7…"), ["the", "été", "2", "of", "νάξοσ7"].map(spelled));
        assert_eq!(words("a東京b"), ["a", "東", "京", "b"].map(spelled));
        assert!(words(" – ").is_empty());
    }

    #[test]
    fn a_sieve_lets_through_what_it_is_made_of() {
        let known = [0, 63, 1_023, u32::MAX];
        let sieve = Sieve::of(known.iter());
        assert!(known.iter().all(|&word| sieve.may_have(word)));
        assert!(!sieve.may_have(1));
    }
}
