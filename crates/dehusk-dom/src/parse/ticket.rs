//! Tickets: what the tree builder gets in place of text and attributes.
//!
//! html5ever's tree builder wants a counted string for every run of text and a
//! vector of interned names and counted strings for every start tag. It looks
//! into few of them: of text it asks whether it is white space, of attributes
//! whether two formatting elements have the same ones. So text and attributes go
//! into the arena at once, and the tree builder is handed strings that answer
//! its questions and tell the sink, when they come back, what they stand for.
//! They are so short that they live inside the string type: nothing is
//! allocated, counted or copied.
//!
//! Shared slices of one big counted string were the alternative; they cost a
//! copy of the input, a reference count for each run and an allocation for each
//! tag with attributes (`docs/decisions/0006-parser.md`).

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName, local_name, ns};

use crate::dom::{AttributeRange, Span};

/// Whether text is white space only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextKind {
    Space,
    Words,
}

/// Digits of a ticket for white space.
const SPACES: [char; 4] = [' ', '\t', '\n', '\x0C'];

/// Least number of digits: one white space alone is text.
const SHORT: usize = 2;

/// First of the characters that number tickets for words: they take four bytes,
/// so that none is white space.
const FIRST_WORD: u32 = 0x1_0000;
const WORDS: u32 = 0x10_0000;

/// The runs of text that the tree builder may still hold.
#[derive(Debug)]
pub(super) struct TextTickets {
    runs: Vec<Span>,
    /// The tickets with number zero. There is hardly ever another, and cloning a
    /// short string is a copy of two words.
    first_words: StrTendril,
    first_space: StrTendril,
}

impl Default for TextTickets {
    fn default() -> Self {
        Self { runs: Vec::new(), first_words: words(0), first_space: spaces(0) }
    }
}

impl TextTickets {
    /// A string that is white space if the run is, and stands for it.
    pub(super) fn issue(&mut self, run: Span, kind: TextKind) -> StrTendril {
        let number = self.runs.len();
        self.runs.push(run);
        match (kind, number) {
            (TextKind::Words, 0) => self.first_words.clone(),
            (TextKind::Space, 0) => self.first_space.clone(),
            (TextKind::Words, _) => words(number as u32),
            (TextKind::Space, _) => spaces(number),
        }
    }

    /// The run that a string stands for; `None` if it is no ticket but text.
    pub(super) fn redeem(&self, ticket: &str) -> Option<Span> {
        let first = ticket.chars().next()?;
        if first.is_ascii_whitespace() && ticket.len() < SHORT {
            return None;
        }
        let number = if first.is_ascii_whitespace() { number_of_spaces(ticket) } else { number_of_words(ticket) };
        self.runs.get(number).copied()
    }

    /// Forgets all runs. The tree builder holds none behind any token but text:
    /// what it collects inside tables goes out before the next tag.
    pub(super) fn clear(&mut self) {
        self.runs.clear();
    }
}

fn words(number: u32) -> StrTendril {
    let digit = |digit: u32| char::from_u32(FIRST_WORD + digit).unwrap_or_default();
    let mut ticket = StrTendril::from_char(digit(number % WORDS));
    if number >= WORDS {
        ticket.push_char(digit(number / WORDS));
    }
    ticket
}

fn number_of_words(ticket: &str) -> usize {
    ticket.chars().rev().fold(0, |number, digit| {
        number * WORDS as usize + (digit as u32).saturating_sub(FIRST_WORD) as usize
    })
}

fn spaces(number: usize) -> StrTendril {
    let mut ticket = StrTendril::new();
    let mut rest = number;
    while rest > 0 || ticket.len() < SHORT {
        ticket.push_char(SPACES[rest % 4]);
        rest /= 4;
    }
    ticket
}

fn number_of_spaces(ticket: &str) -> usize {
    let digit = |found| SPACES.iter().position(|&space| space == found).unwrap_or(0);
    ticket.chars().rev().fold(0, |number, found| number * 4 + digit(found))
}

/// Attribute lists that formatting elements share with their clones.
#[derive(Debug, Default)]
pub(super) struct AttributeTickets {
    lists: Vec<AttributeRange>,
}

impl AttributeTickets {
    /// Takes in a list and gives its number.
    pub(super) fn issue(&mut self, list: AttributeRange) -> u32 {
        self.lists.push(list);
        self.lists.len() as u32 - 1
    }

    /// The list that these attributes stand for; `None` if they are no ticket.
    pub(super) fn redeem(&self, attributes: &[Attribute]) -> Option<AttributeRange> {
        let first = attributes.first().filter(|first| first.name.local == local_name!(""))?;
        let number = u32::from_str_radix(&first.value, 16).ok()?;
        self.lists.get(number as usize).copied()
    }
}

/// An attribute that stands for a list. No attribute of a page has an empty
/// name.
pub(super) fn attribute_ticket(number: u32) -> Attribute {
    Attribute {
        name: QualName::new(None, ns!(), local_name!("")),
        value: StrTendril::from_slice(&format!("{number:x}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for number in [0, 1, 3, 4, 65_535, 65_536, 1_048_575, 1_048_576, 20_000_000] {
            let (words, spaces) = (words(number), spaces(number as usize));
            assert_eq!(number_of_words(&words), number as usize);
            assert_eq!(number_of_spaces(&spaces), number as usize);
            assert!(spaces.chars().all(|space| space.is_ascii_whitespace()));
            assert!(!words.chars().any(|word| word.is_ascii_whitespace()));
        }
    }

    #[test]
    fn a_line_feed_alone_is_text() {
        let mut tickets = TextTickets::default();
        let run = Span { start: 3, end: 5 };
        let ticket = tickets.issue(run, TextKind::Space);
        assert_eq!((tickets.redeem(&ticket), tickets.redeem("\n")), (Some(run), None));
    }
}
