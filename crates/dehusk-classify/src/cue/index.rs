//! Which patterns are worth trying on a line.
//!
//! There are tens of thousands, and nearly none covers a given line. A pattern is
//! tried where the word that it begins with begins the line, or where its first
//! fixed word stands near enough to the beginning; and only if all that it asks
//! for can be among the tokens at all.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::CueKind;
use super::line::LineToken;
use super::matcher::{LONGEST_NAMES, LONGEST_UNSPACED_NAME, is_name_part};
use super::pattern::{Element, Pattern, Symbols, Traits};
use super::token::Shape;

/// Patterns are the better the smaller the number.
pub(super) type PatternId = u32;

#[derive(Debug, Default)]
pub(super) struct Index {
    /// The best first.
    patterns: Vec<Compiled>,
    elements: Vec<Element>,
    /// By the word that they begin with.
    opened: Groups,
    /// Those that begin with a date, by their first word.
    dated: Groups,
    /// Those that begin with anything else, by their first word.
    inner: Groups,
    /// What dates that are glued before titles may be labelled with, by the
    /// first word. No words stand under [`Symbols::NONE`].
    date_labels: HashMap<u32, Vec<Vec<u32>>>,
}

#[derive(Debug, Clone, Copy)]
struct Compiled {
    kind: CueKind,
    start: u32,
    end: u32,
}

#[derive(Debug, Default)]
struct Groups {
    /// Where each symbol's entries start; one more at the end.
    starts: Vec<u32>,
    /// How far the entries of each symbol reach.
    bounds: Vec<Bounds>,
    entries: Vec<Entry>,
}

/// What holds for all entries of a group; 255 is without bound.
#[derive(Debug, Clone, Copy, Default)]
struct Bounds {
    /// The most tokens that one covers.
    longest: u8,
    /// The most tokens before the first word of one.
    reach: u8,
}

/// What is known of a pattern without reading it.
#[derive(Debug, Clone, Copy)]
struct Entry {
    needs: Needs,
    pattern: PatternId,
    /// The word that it ends with.
    last: u32,
    /// How many tokens it covers; 255 is without bound.
    shortest: u8,
    longest: u8,
    /// How many tokens may stand before its first word; 255 is without bound.
    reach: u8,
    first: First,
    kind: CueKind,
}

/// What a pattern begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum First {
    Any,
    Number,
    Name,
    Network,
    Date,
}

/// What a pattern asks of a line, or what a line has: several words share a bit.
#[derive(Debug, Clone, Copy, Default)]
struct Needs(u64);

impl Needs {
    const YEAR: Self = Self(1 << 61);
    const NUMBER: Self = Self(1 << 62);
    const NETWORK: Self = Self(1 << 63);

    const fn word(symbol: u32) -> Self {
        Self(1 << (symbol % 61))
    }

    const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn are_in(self, line: Self) -> bool {
        self.0 & !line.0 == 0
    }

    fn of(elements: &[Element]) -> Self {
        elements.iter().fold(Self::default(), |needs, element| match element {
            Element::Literal(symbol) => needs.or(Self::word(*symbol)),
            Element::Number => needs.or(Self::NUMBER),
            Element::Date => needs.or(Self::YEAR),
            Element::Network => needs.or(Self::NETWORK),
            _ => needs,
        })
    }

    fn met_by(token: &LineToken) -> Self {
        let mut has = if token.symbol == Symbols::NONE { Self::default() } else { Self::word(token.symbol) };
        if token.shape == Shape::Number {
            has = has.or(Self::NUMBER);
            if matches!(token.number, Some(1300..=1499 | 1900..=2100)) {
                has = has.or(Self::YEAR);
            }
        }
        if token.is(Traits::NETWORK) {
            has = has.or(Self::NETWORK);
        }
        has
    }
}

impl Index {
    pub(super) fn new(loaded: &[Pattern], symbols: &mut Symbols) -> Self {
        let mut order: Vec<_> =
            (0_u32..).zip(loaded).map(|(number, pattern)| (rank(pattern, number), pattern)).collect();
        order.sort_unstable_by_key(|(rank, _)| *rank);
        let mut index = Self {
            patterns: Vec::with_capacity(loaded.len()),
            elements: Vec::with_capacity(loaded.iter().map(|pattern| pattern.elements.len()).sum()),
            ..Self::default()
        };
        let (mut opened, mut dated, mut inner) = (Vec::new(), Vec::new(), Vec::new());
        for (_, pattern) in order {
            let id = index.patterns.len() as PatternId;
            let start = index.elements.len() as u32;
            index.elements.extend_from_slice(&pattern.elements);
            index.patterns.push(Compiled { kind: pattern.kind, start, end: index.elements.len() as u32 });
            index.add_date_label(pattern);
            let entry = Entry::of(id, pattern);
            let symbol = pattern.first_literal();
            if let Some(Element::Literal(_)) = pattern.elements.first() {
                opened.push((symbol, entry));
            } else {
                symbols.mark(symbol, Traits::INNER);
                let group = if entry.first == First::Date { &mut dated } else { &mut inner };
                group.push((symbol, entry));
            }
        }
        index.opened = Groups::new(&opened, symbols.len());
        index.dated = Groups::new(&dated, symbols.len());
        index.inner = Groups::new(&inner, symbols.len());
        index
    }

    fn add_date_label(&mut self, pattern: &Pattern) {
        let date = pattern.elements.iter().position(|element| *element == Element::Date);
        let Some(date) = date.filter(|_| pattern.kind == CueKind::Date) else { return };
        let word = |element: &Element| match element {
            Element::Literal(symbol) => Some(*symbol),
            _ => None,
        };
        let Some(words) = pattern.elements[..date].iter().map(word).collect::<Option<Vec<u32>>>() else {
            return;
        };
        let known = self.date_labels.entry(words.first().copied().unwrap_or(Symbols::NONE)).or_default();
        if !known.contains(&words) {
            known.push(words);
        }
    }

    pub(super) fn kind(&self, pattern: PatternId) -> CueKind {
        self.patterns[pattern as usize].kind
    }

    pub(super) fn elements(&self, pattern: PatternId) -> &[Element] {
        let Compiled { start, end, .. } = self.patterns[pattern as usize];
        &self.elements[start as usize..end as usize]
    }

    /// The labels of dates that a line with this first word may begin with.
    pub(super) fn date_labels(&self, first: u32) -> impl Iterator<Item = &[u32]> {
        let labelled = if first == Symbols::NONE { None } else { self.date_labels.get(&first) };
        let bare = self.date_labels.get(&Symbols::NONE);
        labelled.into_iter().chain(bare).flatten().map(Vec::as_slice)
    }

    /// The best pattern of a kind that is `wanted` for which `cover` gives
    /// anything.
    pub(super) fn best<T>(
        &self,
        tokens: &[LineToken],
        wanted: impl Fn(CueKind) -> bool,
        cover: impl Fn(PatternId) -> Option<T>,
    ) -> Option<(PatternId, T)> {
        let first = tokens.first()?;
        let mut best = None;
        let count = tokens.len().min(255) as u8;
        let opened = self.opened.of(first.symbol, count, 0);
        let is_inner = |token: &LineToken| token.is(Traits::INNER);
        let wordless = self.inner.of(Symbols::NONE, count, 0);
        let has_network = || tokens.iter().any(|token| token.is(Traits::NETWORK));
        if opened.is_empty() && !tokens.iter().any(is_inner) && (wordless.is_empty() || !has_network()) {
            return None;
        }
        let has = tokens.iter().fold(Needs::default(), |has, token| has.or(Needs::met_by(token)));
        let last = tokens[tokens.len() - 1].symbol;
        let mut search = |group: &[Entry], at: usize| {
            for entry in group {
                if best.as_ref().is_some_and(|(best, _)| entry.pattern > *best) {
                    break;
                }
                let fits = entry.needs.are_in(has)
                    && entry.shortest <= count
                    && is_within(count, entry.longest)
                    && (entry.last == Symbols::NONE || entry.last == last)
                    && (entry.reach == 255 || at <= entry.reach as usize)
                    && entry.first.fits(first)
                    && wanted(entry.kind);
                if fits && let Some(found) = cover(entry.pattern) {
                    best = Some((entry.pattern, found));
                    break;
                }
            }
        };
        search(opened, 0);
        search(wordless, 0);
        let may_be_dated = begins_date(tokens);
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| is_inner(token)) {
            let inner = self.inner.of(token.symbol, count, at);
            let dated = if may_be_dated { self.dated.of(token.symbol, count, at) } else { &[] };
            if inner.is_empty() && dated.is_empty() {
                continue;
            }
            let is_first = tokens[..at].iter().all(|before| before.symbol != token.symbol);
            if is_first {
                search(inner, at);
                search(dated, at);
            }
        }
        best
    }
}

/// Whether so many tokens are no more than the most that something covers.
const fn is_within(count: u8, longest: u8) -> bool {
    longest == 255 || count <= longest && count < 255
}

/// Whether a date may begin a line: with a figure or a month, before which the
/// name of a weekday may stand.
fn begins_date(tokens: &[LineToken]) -> bool {
    tokens.iter().take(2).any(|token| token.shape == Shape::Number || token.is(Traits::MONTH))
}

/// Where several patterns cover a line, the one with the more literal words is
/// the better, then the kind that stands first.
fn rank(pattern: &Pattern, number: u32) -> impl Ord + Copy + use<> {
    (Reverse(pattern.literals()), pattern.kind, Reverse(pattern.first_literal()), Reverse(number))
}

impl Groups {
    /// Stable: entries keep their order.
    fn new(entries: &[(u32, Entry)], symbols: usize) -> Self {
        let mut starts = vec![0; symbols + 1];
        for (symbol, _) in entries {
            starts[*symbol as usize + 1] += 1;
        }
        for at in 0..symbols {
            starts[at + 1] += starts[at];
        }
        let mut bounds = vec![Bounds::default(); symbols];
        for (symbol, entry) in entries {
            let bounds = &mut bounds[*symbol as usize];
            bounds.longest = bounds.longest.max(entry.longest);
            bounds.reach = bounds.reach.max(entry.reach);
        }
        let mut sorted: Vec<_> = (0..entries.len() as u32).collect();
        sorted.sort_by_key(|&at| entries[at as usize].0);
        let entries = sorted.into_iter().map(|at| entries[at as usize].1).collect();
        Self { starts, bounds, entries }
    }

    /// The entries of a word with so many tokens before it in a line of `count`;
    /// none where all of them are about shorter lines or words nearer to the
    /// beginning.
    fn of(&self, symbol: u32, count: u8, before: usize) -> &[Entry] {
        let symbol = symbol as usize;
        let Bounds { longest, reach } = self.bounds[symbol];
        if !is_within(count, longest) || reach < 255 && before > reach as usize {
            return &[];
        }
        &self.entries[self.starts[symbol] as usize..self.starts[symbol + 1] as usize]
    }
}

impl Entry {
    fn of(id: PatternId, pattern: &Pattern) -> Self {
        let elements = &pattern.elements;
        let (shortest, longest) = extent(pattern.kind, elements);
        let before = elements.iter().position(|element| matches!(element, Element::Literal(_)));
        // A gap is without bound only at the end.
        let (_, reach) = extent(CueKind::Navigation, &elements[..before.unwrap_or(0)]);
        Self {
            needs: Needs::of(elements),
            pattern: id,
            last: match elements.last() {
                Some(Element::Literal(symbol)) => *symbol,
                _ => Symbols::NONE,
            },
            shortest,
            longest,
            reach,
            first: match elements.first() {
                Some(Element::Number) => First::Number,
                Some(Element::Name | Element::Names) => First::Name,
                Some(Element::Network) => First::Network,
                Some(Element::Date) => First::Date,
                _ => First::Any,
            },
            kind: pattern.kind,
        }
    }
}

/// How many tokens a pattern covers at least and at most; 255 is without bound.
fn extent(kind: CueKind, elements: &[Element]) -> (u8, u8) {
    let (mut shortest, mut longest) = (0_u8, 0_u8);
    for (at, element) in elements.iter().enumerate() {
        let (few, many) = match element {
            Element::Literal(_) | Element::Number => (1, 1),
            Element::Gap(_) if kind == CueKind::Bio && at + 1 == elements.len() => (0, 255),
            Element::Gap(longest) => (0, (*longest).min(255) as u8),
            Element::Name => (1, LONGEST_UNSPACED_NAME as u8),
            Element::Names => (1, LONGEST_NAMES as u8),
            // Day, month and year.
            Element::Date => (3, 255),
            Element::Network | Element::Rest | Element::Labelled => (1, 255),
        };
        shortest = shortest.saturating_add(few);
        longest = longest.saturating_add(many);
    }
    (shortest, longest)
}

impl First {
    fn fits(self, token: &LineToken) -> bool {
        match self {
            // Those that begin with a date are tried only where one may begin.
            Self::Any | Self::Date => true,
            Self::Number => token.shape == Shape::Number,
            Self::Name => is_name_part(token),
            Self::Network => token.is(Traits::NETWORK),
        }
    }
}
