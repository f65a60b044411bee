//! What is known of a pattern without reading it.

use super::CueKind;
use super::line::LineToken;
use super::pattern::{Element, LONGEST_NAMES, LONGEST_UNSPACED_NAME, Pattern};
use super::symbol::{Symbols, Traits};
use super::token::Shape;

/// A number of tokens that has no bound.
pub(crate) const UNBOUNDED: u8 = 255;

/// What is known of a pattern without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    needs: Needs,
    /// Where its elements start. The better a pattern, the smaller.
    pub(crate) start: u32,
    /// The word that it ends with.
    last: u16,
    /// How many elements it has.
    pub(crate) length: u8,
    /// How many tokens it covers; [`UNBOUNDED`] at most.
    shortest: u8,
    pub(crate) longest: u8,
    /// How many tokens may stand before its first word; [`UNBOUNDED`] at most.
    pub(crate) reach: u8,
    pub(crate) first: First,
    pub(crate) kind: CueKind,
}

/// What a pattern begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum First {
    Any,
    Number,
    Name,
    Network,
    Date,
}

/// What a pattern asks of a line, or what a line has: several words share a bit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Needs(u64);

/// A line, in as much as it decides which patterns are worth reading.
#[derive(Debug)]
pub(crate) struct Outline<'a> {
    has: Needs,
    /// [`UNBOUNDED`] at most.
    pub(crate) count: u8,
    last: u32,
    first: &'a LineToken,
}

impl Entry {
    /// A row of the table.
    pub(crate) const BYTES: usize = 20;

    pub(crate) fn of(start: u32, pattern: &Pattern) -> Self {
        let elements = &pattern.elements;
        let (shortest, longest) = extent(pattern.kind, elements);
        let before = elements.iter().position(|element| matches!(element, Element::Literal(_)));
        // A gap is without bound only at the end.
        let (_, reach) = extent(CueKind::Navigation, &elements[..before.unwrap_or(0)]);
        Self {
            needs: Needs::of(elements),
            start,
            last: match elements.last() {
                Some(Element::Literal(symbol)) => *symbol as u16,
                _ => Symbols::NONE as u16,
            },
            length: elements.len() as u8,
            shortest,
            longest,
            reach,
            first: First::of(elements),
            kind: pattern.kind,
        }
    }

    pub(crate) fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[..8].copy_from_slice(&self.needs.0.to_le_bytes());
        bytes[8..12].copy_from_slice(&self.start.to_le_bytes());
        bytes[12..14].copy_from_slice(&self.last.to_le_bytes());
        let (length, first, kind) = (self.length, self.first as u8, self.kind as u8);
        bytes[14..].copy_from_slice(&[length, self.shortest, self.longest, self.reach, first, kind]);
        bytes
    }

    /// The entry of a row.
    #[inline]
    pub(crate) fn from_bytes(bytes: &[u8; Self::BYTES]) -> Self {
        let [.., l0, l1, length, shortest, longest, reach, first, kind] = *bytes;
        Self {
            needs: Self::needs(bytes),
            start: Self::start(bytes),
            last: u16::from_le_bytes([l0, l1]),
            length,
            shortest,
            longest,
            reach,
            first: First::from_number(first),
            kind: CueKind::from_number(kind),
        }
    }

    /// The row with needs that no line meets: as if there were no such pattern.
    #[cfg(feature = "files")]
    pub(crate) fn silenced(bytes: &[u8; Self::BYTES]) -> [u8; Self::BYTES] {
        let mut silenced = *bytes;
        silenced[..8].fill(u8::MAX);
        silenced
    }

    #[inline]
    fn needs(bytes: &[u8; Self::BYTES]) -> Needs {
        Needs(bytes.first_chunk().map_or(0, |needs| u64::from_le_bytes(*needs)))
    }

    /// See the field.
    #[inline]
    pub(crate) fn start(bytes: &[u8; Self::BYTES]) -> u32 {
        let [_, _, _, _, _, _, _, _, s0, s1, s2, s3, ..] = *bytes;
        u32::from_le_bytes([s0, s1, s2, s3])
    }

    /// Whether a line has the words that the entry of a row asks for; few entries
    /// are worth more than this look.
    #[inline]
    pub(crate) fn has_words(bytes: &[u8; Self::BYTES], line: &Outline<'_>) -> bool {
        Self::needs(bytes).are_in(line.has)
    }

    /// Whether it may cover a line that [has its words](Self::has_words), the
    /// first of them behind `at` tokens.
    #[inline]
    pub(crate) fn fits(&self, line: &Outline<'_>, at: usize) -> bool {
        self.shortest <= line.count
            && is_within(line.count, self.longest)
            && (u32::from(self.last) == Symbols::NONE || u32::from(self.last) == line.last)
            && (self.reach == UNBOUNDED || at <= usize::from(self.reach))
            && self.first.fits(line.first)
    }
}

impl<'a> Outline<'a> {
    /// Of no tokens, nothing. Linear in their number.
    pub(crate) fn of(tokens: &'a [LineToken]) -> Option<Self> {
        let (first, last) = (tokens.first()?, tokens.last()?);
        let has = tokens.iter().fold(Needs::default(), |has, token| has.or(Needs::met_by(token)));
        Some(Self { has, count: count(tokens), last: last.symbol, first })
    }
}

/// How many tokens there are; [`UNBOUNDED`] at most.
pub(crate) fn count(tokens: &[LineToken]) -> u8 {
    tokens.len().min(UNBOUNDED.into()) as u8
}

/// Whether so many tokens are no more than the most that something covers.
#[inline]
pub(crate) const fn is_within(count: u8, longest: u8) -> bool {
    longest == UNBOUNDED || count <= longest && count < UNBOUNDED
}

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
            if matches!(token.number, Some(1300..=1499 | 1900..=2100 | 2443..=2643)) {
                has = has.or(Self::YEAR);
            }
        }
        if token.is(Traits::NETWORK) {
            has = has.or(Self::NETWORK);
        }
        has
    }
}

impl First {
    fn of(elements: &[Element]) -> Self {
        match elements.first() {
            Some(Element::Number) => Self::Number,
            Some(Element::Name | Element::Names) => Self::Name,
            Some(Element::Network) => Self::Network,
            Some(Element::Date) => Self::Date,
            _ => Self::Any,
        }
    }

    #[inline]
    const fn from_number(number: u8) -> Self {
        match number {
            0 => Self::Any,
            1 => Self::Number,
            2 => Self::Name,
            3 => Self::Network,
            _ => Self::Date,
        }
    }

    fn fits(self, token: &LineToken) -> bool {
        match self {
            // Those that begin with a date are tried only where one may begin.
            Self::Any | Self::Date => true,
            Self::Number => token.shape == Shape::Number,
            Self::Name => token.shape.is_of_names(),
            Self::Network => token.is(Traits::NETWORK),
        }
    }
}

/// How many tokens a pattern covers at least and at most; [`UNBOUNDED`] at most.
fn extent(kind: CueKind, elements: &[Element]) -> (u8, u8) {
    let (mut shortest, mut longest) = (0_u8, 0_u8);
    for (at, element) in elements.iter().enumerate() {
        let (few, many) = match element {
            Element::Literal(_) | Element::Number => (1, 1),
            Element::Gap(_) if kind == CueKind::Bio && at + 1 == elements.len() => (0, UNBOUNDED),
            Element::Gap(longest) => (0, (*longest).min(UNBOUNDED.into()) as u8),
            Element::Name => (1, LONGEST_UNSPACED_NAME as u8),
            Element::Names => (1, LONGEST_NAMES as u8),
            // Day, month and year.
            Element::Date => (3, UNBOUNDED),
            Element::Network | Element::Rest | Element::Labelled => (1, UNBOUNDED),
        };
        shortest = shortest.saturating_add(few);
        longest = longest.saturating_add(many);
    }
    (shortest, longest)
}
