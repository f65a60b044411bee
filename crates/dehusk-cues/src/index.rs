//! Which patterns are worth trying on a line.
//!
//! There are tens of thousands, and nearly none covers a given line. A pattern is
//! tried where the word that it begins with begins the line, or where its first
//! fixed word stands near enough to the beginning; and only if all that it asks
//! for can be among the tokens at all.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::CueKind;
use super::bytes::{Reader, Writer};
use super::entry::{Entry, First, Outline, UNBOUNDED, count, is_within};
use super::line::LineToken;
use super::pattern::{Element, Elements, Pattern};
use super::phrases::{Phrase, PhraseTable};
use super::symbol::{Symbols, Traits};
use super::token::Shape;

/// Rows of a table: built, or embedded in the program.
type Rows<const N: usize> = Cow<'static, [[u8; N]]>;

/// The patterns, and what finds them.
#[derive(Debug)]
pub struct Index {
    /// Those of the best pattern first.
    elements: Rows<2>,
    /// By the word that they begin with.
    opened: Groups,
    /// Those that begin with a date, by their first word.
    dated: Groups,
    /// Those that begin with anything else, by their first word.
    inner: Groups,
    /// What dates that are glued before titles may be labelled with.
    date_labels: PhraseTable,
    bios: Bios,
}

/// What tells early that no pattern about an author covers a line.
#[derive(Debug)]
struct Bios {
    /// For each symbol, one more than the most tokens that may stand before it
    /// where it is the first word of such a pattern, else 0.
    reaches: Rows<1>,
    /// How many tokens of a line have such a word if any has; as many as there
    /// are, if a pattern sets no bound.
    head: usize,
}

/// The pattern that [`Index::best`] found.
#[derive(Debug, Clone, Copy)]
pub struct Found<T> {
    /// Its kind.
    pub kind: CueKind,
    /// What covering the line gave.
    pub cover: T,
}

#[derive(Debug)]
struct Groups {
    /// Where each symbol's entries start; one more at the end.
    starts: Vec<u32>,
    /// How far the entries of each symbol reach.
    bounds: Vec<Bounds>,
    /// The best of each symbol first.
    entries: Rows<{ Entry::BYTES }>,
}

/// What holds for all entries of a group.
#[derive(Debug, Clone, Copy, Default)]
struct Bounds {
    /// The most tokens that one covers.
    longest: u8,
    /// The most tokens before the first word of one.
    reach: u8,
}

impl Index {
    /// Sorts the patterns, and marks the words that find them.
    ///
    /// With the number by which each pattern stands here, in the order of `loaded`.
    pub(crate) fn new(loaded: &[Pattern], symbols: &mut Symbols) -> (Self, Vec<u32>) {
        let mut order: Vec<_> =
            (0_u32..).zip(loaded).map(|(number, pattern)| (rank(pattern, number), pattern)).collect();
        order.sort_unstable_by_key(|(rank, _)| *rank);
        let mut elements = Vec::with_capacity(loaded.iter().map(|pattern| pattern.elements.len()).sum());
        let mut date_labels = PhraseTable::default();
        let (mut opened, mut dated, mut inner) = (Vec::new(), Vec::new(), Vec::new());
        let mut starts = vec![0; loaded.len()];
        for (rank, pattern) in order {
            let entry = Entry::of(elements.len() as u32, pattern);
            starts[rank.3.0 as usize] = entry.start;
            elements.extend(pattern.elements.iter().map(|element| element.to_bytes()));
            if let Some(label) = date_label(pattern) {
                date_labels.add_new(label, 0);
            }
            let symbol = pattern.first_literal();
            if let Some(Element::Literal(_)) = pattern.elements.first() {
                opened.push((symbol, entry));
            } else {
                symbols.mark(symbol, Traits::INNER);
                let group = if entry.first == First::Date { &mut dated } else { &mut inner };
                group.push((symbol, entry));
            }
        }
        let index = Self {
            elements: elements.into(),
            opened: Groups::new(&opened, symbols.len()),
            dated: Groups::new(&dated, symbols.len()),
            inner: Groups::new(&inner, symbols.len()),
            date_labels,
            bios: Bios::new(opened.iter().chain(&dated).chain(&inner), symbols.len()),
        };
        (index, starts)
    }

    /// Puts other rows in the place of those that `replace` gives one for.
    #[cfg(feature = "files")]
    pub(crate) fn replace_entries(
        &mut self,
        mut replace: impl FnMut(&[u8; Entry::BYTES]) -> Option<[u8; Entry::BYTES]>,
    ) {
        for groups in [&mut self.opened, &mut self.dated, &mut self.inner] {
            for row in groups.entries.to_mut() {
                if let Some(other) = replace(row) {
                    *row = other;
                }
            }
        }
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.rows(&self.elements);
        for groups in [&self.opened, &self.dated, &self.inner] {
            groups.write(writer);
        }
        self.date_labels.write(writer);
        writer.rows(&self.bios.reaches);
    }

    pub(crate) fn read(reader: &mut Reader, symbols: usize) -> Option<Self> {
        Some(Self {
            elements: reader.rows()?.into(),
            opened: Groups::read(reader, symbols)?,
            dated: Groups::read(reader, symbols)?,
            inner: Groups::read(reader, symbols)?,
            date_labels: PhraseTable::read(reader)?,
            bios: Bios::with(reader.rows()?.into()),
        })
    }

    fn elements(&self, entry: &Entry) -> Elements<'_> {
        let start = entry.start as usize;
        Elements(&self.elements[start..start + usize::from(entry.length)])
    }

    /// How many tokens of a line [`Self::may_be_bio`] has to see.
    pub const fn bio_head(&self) -> usize {
        self.bios.head
    }

    /// Whether a pattern about an author may cover a line that begins with these
    /// tokens.
    pub fn may_be_bio(&self, head: &[LineToken]) -> bool {
        let is_near =
            |(at, token): (usize, &LineToken)| at < usize::from(self.bios.reaches[token.symbol as usize][0]);
        head.iter().enumerate().any(is_near)
    }

    /// The labels of dates that a line with this first word may begin with.
    pub fn date_labels(&self, first: u32) -> impl Iterator<Item = &Phrase> {
        let labelled = if first == Symbols::NONE { &[] } else { self.date_labels.of(first) };
        labelled.iter().chain(self.date_labels.of(Symbols::NONE))
    }

    /// The best pattern of a kind that is `wanted` for which `cover` gives
    /// anything.
    ///
    /// Linear in the tokens, beside the patterns that are tried.
    pub fn best<T>(
        &self,
        tokens: &[LineToken],
        wanted: impl Fn(CueKind) -> bool,
        cover: impl Fn(CueKind, Elements<'_>) -> Option<T>,
    ) -> Option<Found<T>> {
        let first = tokens.first()?;
        let count = count(tokens);
        let opened = self.opened.of(first.symbol, count, 0);
        let is_inner = |token: &LineToken| token.is(Traits::INNER);
        let wordless = self.inner.of(Symbols::NONE, count, 0);
        let has_network = || tokens.iter().any(|token| token.is(Traits::NETWORK));
        if opened.is_empty() && !tokens.iter().any(is_inner) && (wordless.is_empty() || !has_network()) {
            return None;
        }
        let line = Outline::of(tokens)?;
        let mut best: Option<(u32, Found<T>)> = None;
        let mut search = |group: &[[u8; Entry::BYTES]], at: usize| {
            let bound = best.as_ref().map_or(u32::MAX, |(start, _)| *start);
            for row in group {
                if Entry::start(row) > bound {
                    break;
                }
                if !Entry::has_words(row, &line) {
                    continue;
                }
                let entry = Entry::from_bytes(row);
                if entry.fits(&line, at)
                    && wanted(entry.kind)
                    && let Some(cover) = cover(entry.kind, self.elements(&entry))
                {
                    best = Some((entry.start, Found { kind: entry.kind, cover }));
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
        best.map(|(_, found)| found)
    }
}

/// Whether a date may begin a line: with a figure or a month, before which the
/// name of a weekday may stand.
fn begins_date(tokens: &[LineToken]) -> bool {
    tokens.iter().take(2).any(|token| token.shape == Shape::Number || token.is(Traits::MONTH))
}

/// Where several patterns cover a line, the one with the more literal words is
/// the better, then the kind that stands first.
fn rank(pattern: &Pattern, number: u32) -> (Reverse<usize>, CueKind, Reverse<u32>, Reverse<u32>) {
    (Reverse(pattern.literals()), pattern.kind, Reverse(pattern.first_literal()), Reverse(number))
}

/// The words before the date of a pattern about dates, if there is nothing else.
fn date_label(pattern: &Pattern) -> Option<Vec<u32>> {
    let date = pattern.elements.iter().position(|element| *element == Element::Date);
    let date = date.filter(|_| pattern.kind == CueKind::Date)?;
    let word = |element: &Element| match element {
        Element::Literal(symbol) => Some(*symbol),
        _ => None,
    };
    pattern.elements[..date].iter().map(word).collect()
}

impl Bios {
    fn new<'e>(entries: impl Iterator<Item = &'e (u32, Entry)>, symbols: usize) -> Self {
        let mut reaches = vec![[0]; symbols];
        for (symbol, entry) in entries.filter(|(_, entry)| entry.kind == CueKind::Bio) {
            // A pattern without a word may begin anywhere.
            let reach = if *symbol == Symbols::NONE { UNBOUNDED } else { entry.reach.saturating_add(1) };
            let [known] = &mut reaches[*symbol as usize];
            *known = reach.max(*known);
        }
        Self::with(reaches.into())
    }

    fn with(reaches: Rows<1>) -> Self {
        let farthest = reaches.iter().map(|[reach]| *reach).max().unwrap_or(0);
        let head = if farthest == UNBOUNDED { usize::MAX } else { farthest.into() };
        Self { reaches, head }
    }
}

impl Groups {
    /// Stable: entries keep their order.
    fn new(entries: &[(u32, Entry)], symbols: usize) -> Self {
        let mut sorted: Vec<_> = entries.iter().collect();
        sorted.sort_by_key(|(symbol, _)| *symbol);
        let (mut starts, mut bounds) = (Vec::with_capacity(symbols + 1), Vec::with_capacity(symbols));
        let mut rest = sorted.as_slice();
        for symbol in 0..symbols as u32 {
            starts.push((sorted.len() - rest.len()) as u32);
            let (group, behind) = rest.split_at(rest.partition_point(|(other, _)| *other == symbol));
            bounds.push(Bounds {
                longest: group.iter().map(|(_, entry)| entry.longest).max().unwrap_or(0),
                reach: group.iter().map(|(_, entry)| entry.reach).max().unwrap_or(0),
            });
            rest = behind;
        }
        starts.push(sorted.len() as u32);
        let entries: Vec<_> = sorted.into_iter().map(|(_, entry)| entry.to_bytes()).collect();
        Self { starts, bounds, entries: entries.into() }
    }

    /// The symbols that have entries, with their number and bounds: few have.
    fn write(&self, writer: &mut Writer) {
        let mut heads = Vec::new();
        for (symbol, (ends, bounds)) in self.starts.windows(2).zip(&self.bounds).enumerate() {
            if ends[0] < ends[1] {
                let ([s0, s1, ..], [n0, n1, n2, ..]) =
                    ((symbol as u32).to_le_bytes(), (ends[1] - ends[0]).to_le_bytes());
                heads.push([s0, s1, n0, n1, n2, bounds.longest, bounds.reach]);
            }
        }
        writer.rows(&heads);
        writer.rows(&self.entries);
    }

    fn read(reader: &mut Reader, symbols: usize) -> Option<Self> {
        let (mut starts, mut bounds) = (vec![0; symbols + 1], vec![Bounds::default(); symbols]);
        let (mut from, mut start) = (0, 0);
        for &[s0, s1, n0, n1, n2, longest, reach] in reader.rows()? {
            let symbol = usize::from(u16::from_le_bytes([s0, s1]));
            starts.get_mut(from..=symbol)?.fill(start);
            *bounds.get_mut(symbol)? = Bounds { longest, reach };
            start += u32::from_le_bytes([n0, n1, n2, 0]);
            from = symbol + 1;
        }
        starts.get_mut(from..)?.fill(start);
        let entries = reader.rows()?;
        (entries.len() == start as usize).then(|| Self { starts, bounds, entries: entries.into() })
    }

    /// The entries of a word with so many tokens before it in a line of `count`;
    /// none where all of them are about shorter lines or words nearer to the
    /// beginning.
    #[inline]
    fn of(&self, symbol: u32, count: u8, before: usize) -> &[[u8; Entry::BYTES]] {
        let symbol = symbol as usize;
        let Bounds { longest, reach } = self.bounds[symbol];
        if !is_within(count, longest) || reach < UNBOUNDED && before > usize::from(reach) {
            return &[];
        }
        &self.entries[self.starts[symbol] as usize..self.starts[symbol + 1] as usize]
    }
}
