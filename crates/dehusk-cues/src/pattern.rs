//! Patterns as the cue files write them, and as the matcher reads them.

use super::CueKind;
use super::symbol::Symbols;
use super::token::{Shape, tokens};

/// Alternatives multiply; no pattern has needed more.
const MOST_EXPANSIONS: usize = 256;
const MOST_GAPS: usize = 6;
/// What the tables count up to.
const MOST_ELEMENTS: usize = 255;

/// Tokens of a name at most.
pub const LONGEST_NAME: usize = 5;
/// Tokens of a run of names at most.
pub const LONGEST_NAMES: usize = 16;
/// Letters, where a name is written without spaces.
pub const LONGEST_UNSPACED_NAME: usize = 8;

/// One step of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Element {
    /// A word, by its symbol.
    Literal(u32),
    /// At most so many tokens of anything.
    Gap(u32),
    /// Figures.
    Number,
    /// One person's name.
    Name,
    /// Names, with words between.
    Names,
    /// A day.
    Date,
    /// One network, or several.
    Network,
    /// The rest of the line.
    Rest,
    /// The rest of the line, with a colon or the like before it.
    Labelled,
}

impl Element {
    /// Symbols are smaller than this; what is not is a slot.
    pub(crate) const SLOTS: u16 = 0xFF00;
    /// Gaps of this or more would be other slots.
    const NO_GAP: u16 = 0xF0;

    pub(crate) fn to_bytes(self) -> [u8; 2] {
        let slot = |number| Self::SLOTS + number;
        let code = match self {
            Self::Literal(symbol) => symbol as u16,
            Self::Gap(longest) => slot(longest as u16),
            Self::Number => slot(Self::NO_GAP),
            Self::Name => slot(Self::NO_GAP + 1),
            Self::Names => slot(Self::NO_GAP + 2),
            Self::Date => slot(Self::NO_GAP + 3),
            Self::Network => slot(Self::NO_GAP + 4),
            Self::Rest => slot(Self::NO_GAP + 5),
            Self::Labelled => slot(Self::NO_GAP + 6),
        };
        code.to_le_bytes()
    }

    #[inline]
    fn from_bytes(bytes: [u8; 2]) -> Self {
        let code = u16::from_le_bytes(bytes);
        let Some(slot) = code.checked_sub(Self::SLOTS) else { return Self::Literal(code.into()) };
        match slot.checked_sub(Self::NO_GAP) {
            None => Self::Gap(slot.into()),
            Some(0) => Self::Number,
            Some(1) => Self::Name,
            Some(2) => Self::Names,
            Some(3) => Self::Date,
            Some(4) => Self::Network,
            Some(5) => Self::Rest,
            Some(_) => Self::Labelled,
        }
    }
}

/// The steps of a pattern as they lie in the table.
#[derive(Debug, Clone, Copy)]
pub struct Elements<'a>(pub(crate) &'a [[u8; 2]]);

impl Elements<'_> {
    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The first, and those behind it.
    #[inline]
    pub fn split_first(self) -> Option<(Element, Self)> {
        let (first, behind) = self.0.split_first()?;
        Some((Element::from_bytes(*first), Self(behind)))
    }
}

/// A pattern without alternatives.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    pub(crate) kind: CueKind,
    pub(crate) elements: Vec<Element>,
}

impl Pattern {
    /// How many literal words it has: the more, the more particular.
    pub(crate) fn literals(&self) -> usize {
        self.elements.iter().filter(|element| matches!(element, Element::Literal(_))).count()
    }

    pub(crate) fn first_literal(&self) -> u32 {
        let literal = |element: &Element| match element {
            Element::Literal(symbol) => Some(*symbol),
            _ => None,
        };
        self.elements.iter().find_map(literal).unwrap_or(Symbols::NONE)
    }
}

/// Reads a pattern and writes out its alternatives.
///
/// # Errors
///
/// Says what is wrong with it.
pub(crate) fn expand(kind: CueKind, source: &str, symbols: &mut Symbols) -> Result<Vec<Pattern>, String> {
    let longest_gap = if tokens(source).iter().any(|token| token.shape == Shape::Unspaced) { 24 } else { 12 };
    let mut expanded: Vec<Vec<Element>> = vec![Vec::new()];
    let mut rest = source.trim();
    while !rest.is_empty() {
        let (alternatives, behind) = part(rest, longest_gap, symbols)?;
        rest = behind.trim_start();
        if expanded.len() * alternatives.len() > MOST_EXPANSIONS {
            return Err(format!("has more than {MOST_EXPANSIONS} alternatives; divide it"));
        }
        expanded = expanded
            .iter()
            .flat_map(|head| alternatives.iter().map(move |tail| [head.as_slice(), tail].concat()))
            .collect();
    }
    for elements in &expanded {
        check(elements)?;
    }
    Ok(expanded.into_iter().map(|elements| Pattern { kind, elements }).collect())
}

fn check(elements: &[Element]) -> Result<(), String> {
    if elements.iter().filter(|element| matches!(element, Element::Gap(_))).count() > MOST_GAPS {
        return Err(format!("has more than {MOST_GAPS} gaps"));
    }
    if elements.len() > MOST_ELEMENTS {
        return Err(format!("has more than {MOST_ELEMENTS} words"));
    }
    let is_fixed = |element: &Element| matches!(element, Element::Literal(_) | Element::Network);
    if !elements.iter().any(is_fixed) {
        return Err("has an alternative without any fixed word".to_owned());
    }
    if elements.iter().rev().skip(1).any(|element| matches!(element, Element::Rest | Element::Labelled)) {
        return Err("{rest}, {title} and {labelled} can only stand last".to_owned());
    }
    Ok(())
}

/// The alternatives of the part that `source` begins with, and what is behind.
fn part<'s>(
    source: &'s str,
    longest_gap: u32,
    symbols: &mut Symbols,
) -> Result<(Vec<Vec<Element>>, &'s str), String> {
    if let Some(behind) = source.strip_prefix('*') {
        return Ok((vec![vec![Element::Gap(longest_gap)]], behind));
    }
    if let Some(slot) = source.strip_prefix('{') {
        let (name, behind) = slot.split_once('}').ok_or("has a { without }")?;
        return Ok((vec![vec![element(name)?]], behind));
    }
    if let Some(group) = source.strip_prefix('(') {
        let (inside, behind) = group.split_once(')').ok_or("has a ( without )")?;
        let mut alternatives = Vec::new();
        for alternative in inside.split('|') {
            alternatives.push(sequence(alternative, longest_gap, symbols)?);
        }
        return Ok(match behind.strip_prefix('?') {
            Some(behind) => {
                alternatives.push(Vec::new());
                (alternatives, behind)
            }
            None => (alternatives, behind),
        });
    }
    let end = source.find(['*', '{', '(']).unwrap_or(source.len());
    Ok((vec![literals(&source[..end], symbols)], &source[end..]))
}

/// An alternative: literals and slots, no further groups.
fn sequence(source: &str, longest_gap: u32, symbols: &mut Symbols) -> Result<Vec<Element>, String> {
    let mut elements = Vec::new();
    let mut rest = source.trim();
    while !rest.is_empty() {
        if rest.starts_with('(') {
            return Err("has a group inside a group".to_owned());
        }
        let (part, behind) = part(rest, longest_gap, symbols)?;
        elements.extend(part.into_iter().flatten());
        rest = behind.trim_start();
    }
    Ok(elements)
}

fn literals(text: &str, symbols: &mut Symbols) -> Vec<Element> {
    symbols.words(text).into_iter().map(Element::Literal).collect()
}

fn element(slot: &str) -> Result<Element, String> {
    Ok(match slot {
        "n" => Element::Number,
        "name" => Element::Name,
        "names" => Element::Names,
        "date" => Element::Date,
        "network" => Element::Network,
        "rest" | "title" => Element::Rest,
        "labelled" => Element::Labelled,
        other => return Err(format!("has the unknown slot {{{other}}}")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_survive_their_bytes() {
        let (word, last) = (Element::Literal(1), Element::Literal(u32::from(Element::SLOTS) - 1));
        let gaps = [Element::Gap(12), Element::Gap(24)];
        let slots = ["n", "name", "names", "date", "network", "rest", "labelled"];
        let slots = slots.map(|slot| element(slot).unwrap());
        for element in [word, last].into_iter().chain(gaps).chain(slots) {
            assert_eq!(Element::from_bytes(element.to_bytes()), element);
        }
    }
}
