//! Patterns as the cue files write them, and as the matcher reads them.

use std::collections::HashMap;

use super::CueKind;
use super::token::{Shape, tokens};

/// Alternatives multiply; no pattern has needed more.
const MOST_EXPANSIONS: usize = 256;
const MOST_GAPS: usize = 6;

/// One step of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Element {
    Literal(u32),
    /// At most so many tokens of anything.
    Gap(usize),
    Number,
    Name,
    Names,
    Date,
    Network,
    Rest,
    /// The rest of the line, with a colon or the like before it.
    Labelled,
}

/// A pattern without alternatives.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pub(super) kind: CueKind,
    pub(super) elements: Vec<Element>,
}

impl Pattern {
    /// How many literal words it has: the more, the more particular.
    pub(super) fn literals(&self) -> usize {
        self.elements.iter().filter(|element| matches!(element, Element::Literal(_))).count()
    }

    pub(super) fn first_literal(&self) -> u32 {
        let literal = |element: &Element| match element {
            Element::Literal(symbol) => Some(*symbol),
            _ => None,
        };
        self.elements.iter().find_map(literal).unwrap_or(Symbols::NONE)
    }
}

/// Numbers for the words of the patterns.
#[derive(Debug, Default)]
pub(super) struct Symbols {
    by_word: HashMap<String, u32>,
}

impl Symbols {
    /// The symbol of a word that no pattern has.
    pub(super) const NONE: u32 = 0;

    fn intern(&mut self, word: String) -> u32 {
        let next = self.by_word.len() as u32 + 1;
        *self.by_word.entry(word).or_insert(next)
    }

    pub(super) fn get(&self, word: &str) -> u32 {
        self.by_word.get(word).copied().unwrap_or(Self::NONE)
    }

    /// The symbols of literal text.
    pub(super) fn words(&mut self, text: &str) -> Vec<u32> {
        tokens(text).into_iter().map(|token| self.intern(token.folded)).collect()
    }
}

/// Reads a pattern and writes out its alternatives.
///
/// # Errors
///
/// Says what is wrong with it.
pub(super) fn expand(kind: CueKind, source: &str, symbols: &mut Symbols) -> Result<Vec<Pattern>, String> {
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
    longest_gap: usize,
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
fn sequence(source: &str, longest_gap: usize, symbols: &mut Symbols) -> Result<Vec<Element>, String> {
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
