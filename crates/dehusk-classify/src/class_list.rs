//! What the class list or the id of an element says: to features, which families
//! its words are of; to labels, which part of the page it names.
//!
//! Both are asked of the same lists, so that a list is gone through once, and
//! each of its words is looked up once, for the two.

use crate::class_word::{Dictionary, MOST_CHARACTERS, for_each_word};
use crate::feature::lexicon;
use crate::label::words::{PAIRS, WORDS, Word, rank};
use crate::verdict::Label;

/// Classes of one list that may name a part: where there are many, most say what
/// it looks like.
const MOST_CLASSES: usize = 24;

/// What the attributes of one element have said so far.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Said {
    /// Families of words that features look at, a bit each.
    pub(crate) families: u32,
    /// The part that is named, of several the one that goes before.
    pub(crate) label: Option<Label>,
    /// Words that need others beside them, a bit each.
    seen: u8,
}

/// What a word says by itself, and beside another.
#[derive(Debug, Clone, Copy)]
struct Meaning {
    says: Said,
    /// Of which of [`PAIRS`] it is the first word, a bit each.
    opens: u32,
    /// Of which it is the second.
    closes: u32,
}

static DICTIONARY: Dictionary<Meaning> = {
    let nothing = Meaning { says: Said::NOTHING, opens: 0, closes: 0 };
    let mut dictionary = Dictionary::new(nothing);
    let mut at = 0;
    while at < lexicon::WORDS.len() {
        let (word, family) = lexicon::WORDS[at];
        dictionary.entry(word).says.families |= family.bit();
        at += 1;
    }
    at = 0;
    while at < WORDS.len() {
        let (word, says) = WORDS[at];
        let entry = dictionary.entry(word);
        match says {
            Word::Is(label) => entry.says.label = Some(label),
            word => entry.says.seen |= word.bit(),
        }
        at += 1;
    }
    at = 0;
    while at < PAIRS.len() {
        dictionary.entry(PAIRS[at].0).opens |= 1 << at;
        dictionary.entry(PAIRS[at].1).closes |= 1 << at;
        at += 1;
    }
    dictionary
};

impl Said {
    const NOTHING: Self = Self { families: 0, label: None, seen: 0 };

    /// What a class list or an id says. Every class is read for itself: `nav` and
    /// `item` of two classes are no pair. Linear in the list.
    pub(crate) fn of(list: &str) -> Self {
        let said = Self::read(list);
        if list.len() > MOST_CHARACTERS || said.names_something() && may_mislead(list) {
            return Self { families: said.families, ..Self::of_first_classes(list) };
        }
        said
    }

    /// What the first classes of a list say of parts of a page, however long they
    /// are.
    #[cold]
    fn of_first_classes(list: &str) -> Self {
        let mut said = Self::NOTHING;
        if !is_generated(list) {
            let classes = list.split_ascii_whitespace().take(MOST_CLASSES);
            classes.for_each(|class| said.join(Self::read(class)));
        }
        said
    }

    /// What the beginning of a list says.
    #[inline]
    fn read(list: &str) -> Self {
        let mut said = Self::NOTHING;
        // How many words there were; the number, the end and the pairs of the
        // last that opens some.
        let (mut count, mut open, mut end, mut opens) = (0, 0, 0, 0);
        for_each_word(list, |word, range| {
            count += 1;
            let Some(meaning) = DICTIONARY.get(word) else { return };
            said.join(meaning.says);
            let pair = opens & meaning.closes;
            if pair != 0 && open + 1 == count && !is_divided(&list[end..range.start]) {
                said.label(PAIRS[pair.trailing_zeros() as usize].2);
            }
            if meaning.opens != 0 {
                (open, end, opens) = (count, range.end, meaning.opens);
            }
        });
        said
    }

    /// Adds what else the element says.
    pub(crate) fn join(&mut self, other: Self) {
        self.families |= other.families;
        self.seen |= other.seen;
        if let Some(label) = other.label {
            self.label(label);
        }
    }

    /// Adds the values of `itemprop`.
    pub(crate) fn property(&mut self, properties: &str) {
        for property in properties.split_ascii_whitespace() {
            match property {
                "author" | "creator" => self.label(Label::Byline),
                "datePublished" | "dateModified" | "dateCreated" => self.label(Label::DateLine),
                "comment" | "review" | "reviews" => self.label(Label::Comments),
                "keywords" | "articleSection" => self.label(Label::Categories),
                "breadcrumb" => self.label(Label::Navigation),
                _ => {}
            }
        }
    }

    /// Adds the values of `rel`.
    pub(crate) fn relation(&mut self, relations: &str) {
        for relation in relations.split_ascii_whitespace() {
            match relation {
                "tag" | "category" => self.label(Label::Categories),
                "author" => self.label(Label::Byline),
                "next" | "prev" | "home" => self.label(Label::Navigation),
                "sponsored" => self.label(Label::Advertisement),
                "license" | "privacy-policy" | "terms-of-service" => self.label(Label::Legal),
                _ => {}
            }
        }
    }

    /// Whether there was such a word: any but [`Word::Is`].
    pub(crate) const fn has(self, word: Word) -> bool {
        self.seen & word.bit() != 0
    }

    /// Whether anything was said that speaks of a part of the page.
    pub(crate) const fn names_something(self) -> bool {
        self.label.is_some() || self.seen != 0
    }

    fn label(&mut self, label: Label) {
        if self.label.is_none_or(|before| rank(label) < rank(before)) {
            self.label = Some(label);
        }
    }
}

/// Whether what stands between two words of a list makes two classes of them.
fn is_divided(between: &str) -> bool {
    between.bytes().any(|byte| byte.is_ascii_whitespace())
}

/// Whether a list has words that name no part: it is too long, or no name at all.
fn may_mislead(list: &str) -> bool {
    list.len() > 2 * MOST_CLASSES && list.split_ascii_whitespace().nth(MOST_CLASSES).is_some()
        || is_generated(list)
}

/// Whether classes are counted up by a tool (`ab ac ad`): then `ad` is a number.
fn is_generated(list: &str) -> bool {
    let mut names = list.split_ascii_whitespace();
    let is_number = |name: &str| name.len() <= 3;
    names.next().is_some_and(is_number) && names.next().is_some_and(is_number) && names.all(is_number)
}

#[cfg(test)]
mod tests {
    use super::{PAIRS, Said, WORDS, Word, lexicon};
    use crate::verdict::Label;

    #[test]
    fn every_word_says_to_each_what_its_table_says() {
        for (word, family) in lexicon::WORDS {
            assert_eq!(Said::of(word).families, family.bit(), "{word}");
        }
        for &(word, says) in WORDS {
            let said = Said::of(word);
            match says {
                Word::Is(label) => assert_eq!(said.label, Some(label), "{word}"),
                says => assert!(said.has(says) && said.label.is_none(), "{word}"),
            }
        }
        for (first, second, label) in PAIRS {
            let said = Said::of(&format!("x-{first}_{second}"));
            assert!(
                said.label.is_some_and(|said| super::rank(said) <= super::rank(*label)),
                "{first}-{second}"
            );
        }
    }

    #[test]
    fn pairs_stand_beside_each_other_in_one_class() {
        let label = |list| Said::of(list).label;
        assert_eq!(label("most-read"), Some(Label::Related));
        assert_eq!(label("mostRead"), Some(Label::Related));
        for none in ["most read", "read-most", "most-of-read", "most\u{a0}-x-read", "most  -read"] {
            assert_eq!(label(none), None, "{none}");
        }
    }

    #[test]
    fn families_are_of_whole_words() {
        let of = |words: &[&str]| words.iter().fold(0, |found, word| found | Said::of(word).families);
        let list = Said::of("post-bodyText2 contentWithSidebar");
        assert_eq!(list.families, of(&["post", "body", "text", "content"]));
        assert_eq!(Said::of("staging averyveryverylongpost navx").families, 0);
        assert_eq!(Said::of("FOOTER").families, Said::of("footer").families);
        assert_ne!(Said::of("ac ad nav").families, 0);
        assert_eq!(Said::of("ac ad nav").label, None);
    }
}
