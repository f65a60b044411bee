//! Patterns against the tokens of a line.

use std::cell::OnceCell;
use std::ops::Range;

use jiff::civil::Date;

use super::pattern::{Element, Pattern, Symbols};
use super::token::{Shape, Token, tokens};
use super::{CueKind, CueMatch, Cues};

const LONGEST_NAME: usize = 5;
const LONGEST_NAMES: usize = 16;
/// Letters, where a name is written without spaces.
const LONGEST_UNSPACED_NAME: usize = 8;

/// Small words inside names.
const PARTICLES: [&str; 30] = [
    "al", "bin", "bint", "da", "dal", "das", "de", "del", "della", "den", "der", "des", "di", "do", "dos",
    "du", "e", "el", "ibn", "la", "le", "les", "los", "o", "ten", "ter", "van", "von", "y", "zu",
];

/// Words between names.
const CONJUNCTIONS: [&str; 16] =
    ["and", "und", "et", "y", "e", "ed", "en", "i", "oraz", "и", "та", "ve", "och", "dan", "và", "και"];

/// Words between networks.
const OR: [&str; 10] = ["or", "oder", "ou", "o", "of", "lub", "или", "або", "veya", "atau"];

const MOST_NETWORKS: usize = 8;

/// What a match has taken from the line.
#[derive(Debug, Clone, Copy, Default)]
struct Captures {
    /// Tokens of a name, or of the rest.
    range: Option<(usize, usize)>,
    rest: bool,
    date: Option<Date>,
}

pub(super) struct Matcher<'a> {
    cues: &'a Cues,
    line: &'a str,
    tokens: &'a [Token],
    symbols: Vec<u32>,
    /// What each token may be in a name; found out when a pattern first asks.
    name_parts: OnceCell<Vec<NamePart>>,
}

/// What a token may be in a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NamePart {
    Name,
    Particle,
    /// Between names.
    Conjunction,
    None,
}

impl NamePart {
    fn of(token: &Token) -> Self {
        if matches!(token.shape, Shape::Capitalised | Shape::Caseless | Shape::Unspaced) {
            Self::Name
        } else if PARTICLES.contains(&token.folded.as_str()) {
            Self::Particle
        } else if CONJUNCTIONS.contains(&token.folded.as_str()) {
            Self::Conjunction
        } else {
            Self::None
        }
    }

    /// Whether it may stand inside a name, or inside several.
    const fn fits(self, several: bool) -> bool {
        match self {
            Self::Name | Self::Particle => true,
            Self::Conjunction => several,
            Self::None => false,
        }
    }
}

impl<'a> Matcher<'a> {
    pub(super) fn new(cues: &'a Cues, line: &'a str, tokens: &'a [Token]) -> Self {
        let symbols = tokens.iter().map(|token| cues.symbols.get(&token.folded)).collect();
        Self { cues, line, tokens, symbols, name_parts: OnceCell::new() }
    }

    /// The most particular pattern that covers the line.
    pub(super) fn best(&self, bio_only: bool) -> Option<CueMatch> {
        let rank = |pattern: &Pattern| (pattern.literals(), std::cmp::Reverse(pattern.kind));
        let (pattern, captures) = self
            .candidates()
            .filter(|pattern| !bio_only || pattern.kind == CueKind::Bio)
            .filter_map(|pattern| Some((pattern, self.covers(pattern)?)))
            .max_by_key(|(pattern, _)| rank(pattern))?;
        Some(CueMatch {
            kind: pattern.kind,
            captured: captures.range.map(|(from, to)| self.range(from, to, captures.rest)),
            date: captures.date,
        })
    }

    /// Whether any pattern of a kind covers the line, be it the best or not.
    #[cfg(test)]
    pub(super) fn has_kind(&self, kind: CueKind) -> bool {
        self.candidates().any(|pattern| pattern.kind == kind && self.covers(pattern).is_some())
    }

    /// Patterns whose first literal word occurs in the line.
    fn candidates(&self) -> impl Iterator<Item = &'a Pattern> {
        let mut symbols = vec![Symbols::NONE];
        symbols.extend(self.symbols.iter().copied());
        symbols.sort_unstable();
        symbols.dedup();
        let cues = self.cues;
        symbols
            .into_iter()
            .filter_map(|symbol| cues.index.get(&symbol))
            .flatten()
            .map(|&number| &cues.patterns[number as usize])
    }

    fn covers(&self, pattern: &Pattern) -> Option<Captures> {
        self.run(pattern.kind, &pattern.elements, 0, Captures::default())
    }

    /// Recursion goes as deep as the pattern is long, which the cue files bound.
    fn run(&self, kind: CueKind, elements: &[Element], at: usize, captures: Captures) -> Option<Captures> {
        let Some((element, behind)) = elements.split_first() else {
            return (at == self.tokens.len()).then_some(captures);
        };
        let left = self.tokens.len() - at;
        match element {
            Element::Literal(symbol) => {
                (left > 0 && self.symbols[at] == *symbol).then(|| self.run(kind, behind, at + 1, captures))?
            }
            Element::Gap(_) if behind.is_empty() && kind == CueKind::Bio => Some(captures),
            Element::Gap(longest) if behind.is_empty() => (left <= *longest).then_some(captures),
            Element::Gap(longest) => {
                (0..=left.min(*longest)).find_map(|length| self.run(kind, behind, at + length, captures))
            }
            Element::Number => (left > 0 && self.tokens[at].shape == Shape::Number)
                .then(|| self.run(kind, behind, at + 1, captures))?,
            Element::Name => self.name(kind, behind, at, LONGEST_NAME, captures),
            Element::Names => self.name(kind, behind, at, LONGEST_NAMES, captures),
            Element::Date => {
                let found = self.cues.calendar.find(self.line, &self.tokens[at..])?;
                let captures = Captures { date: found.date.or(captures.date), ..captures };
                self.run(kind, behind, at + found.length, captures)
            }
            Element::Network => {
                self.networks(at).into_iter().rev().find_map(|end| self.run(kind, behind, end, captures))
            }
            Element::Labelled if at == 0 || left == 0 || !self.has_label_sign(at) => None,
            Element::Rest | Element::Labelled => (left > 0).then_some(Captures {
                range: Some((at, self.tokens.len())),
                rest: true,
                ..captures
            }),
        }
    }

    /// Where one network, or a list of several, that begins at `at` may end.
    fn networks(&self, at: usize) -> Vec<usize> {
        let mut ends: Vec<usize> = self.network_lengths(at).map(|length| at + length).collect();
        ends.sort_unstable();
        while ends.len() < MOST_NETWORKS
            && let Some(&end) = ends.last()
        {
            let is_conjunction = |word: &Token| {
                CONJUNCTIONS.contains(&word.folded.as_str()) || OR.contains(&word.folded.as_str())
            };
            let start = end + usize::from(self.tokens.get(end).is_some_and(is_conjunction));
            let Some(length) = self.network_lengths(start).max() else { break };
            ends.push(start + length);
        }
        ends
    }

    /// How many networks the line consists of; 0 if it has anything else.
    pub(super) fn count_networks(&self) -> usize {
        let ends = self.networks(0);
        if ends.last() == Some(&self.tokens.len()) { ends.len() } else { 0 }
    }

    /// The lengths of the networks that begin at `at`.
    fn network_lengths(&self, at: usize) -> impl Iterator<Item = usize> {
        let fits = move |name: &&Vec<u32>| {
            self.symbols.get(at..at + name.len()).is_some_and(|here| here == name.as_slice())
        };
        let first = self.symbols.get(at);
        let names = first.and_then(|symbol| self.cues.networks.get(symbol));
        names.into_iter().flatten().filter(fits).map(Vec::len)
    }

    fn name(
        &self,
        kind: CueKind,
        behind: &[Element],
        at: usize,
        longest: usize,
        captures: Captures,
    ) -> Option<Captures> {
        let unspaced = self.tokens.get(at)?.shape == Shape::Unspaced;
        let longest = if unspaced { LONGEST_UNSPACED_NAME } else { longest };
        let parts = self.name_parts.get_or_init(|| self.tokens.iter().map(NamePart::of).collect());
        let parts = &parts[at..];
        let several = longest > LONGEST_NAME;
        let fitting = parts.iter().take(longest).take_while(|part| part.fits(several)).count();
        if parts[0] != NamePart::Name {
            return None;
        }
        (1..=fitting).rev().filter(|&length| parts[length - 1] == NamePart::Name).find_map(|length| {
            self.run(kind, behind, at + length, Captures { range: Some((at, at + length)), ..captures })
        })
    }

    /// Whether a sign that ends labels stands before a token.
    fn has_label_sign(&self, at: usize) -> bool {
        let between = &self.line[self.tokens[at - 1].at.end..self.tokens[at].at.start];
        between.contains([':', '：', '=', '＝', '・', '|', '｜', '/', '／', '】', ']'])
    }

    /// Bytes of a run of tokens. The rest of a line takes along the signs around
    /// it, a name does not.
    fn range(&self, from: usize, to: usize, rest: bool) -> Range<usize> {
        let (first, last) = (self.tokens[from].at.start, self.tokens[to - 1].at.end);
        if !rest {
            // "Jr." and "K." keep their full stop inside a name, not behind it.
            return first..last;
        }
        let before = from.checked_sub(1).map_or(0, |before| self.tokens[before].at.end);
        let signs = &self.line[before..first];
        let skipped = signs.len() - signs.trim_start_matches(is_label_sign).len();
        before + skipped..before + self.line[before..].trim_end().len()
    }
}

/// Signs between a label and what it labels.
fn is_label_sign(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            ':' | '：'
                | '-'
                | '–'
                | '—'
                | '|'
                | '»'
                | '›'
                | '>'
                | '→'
                | '.'
                | ','
                | '/'
                | '／'
                | ')'
                | ']'
                | '】'
                | '･'
                | '・'
                | '•'
        )
}

/// Whether tokens could be a person's name, or several with words between.
pub(crate) fn is_name(tokens: &[Token], several: bool) -> bool {
    let Some((last, _)) = tokens.split_last() else { return false };
    let is_part = |token: &Token| NamePart::of(token) == NamePart::Name;
    is_part(&tokens[0]) && is_part(last) && tokens.iter().all(|token| NamePart::of(token).fits(several))
}

/// See [`Cues::date_prefix`].
pub(super) fn date_prefix(cues: &Cues, line: &str) -> Option<usize> {
    let head = line.get(..line.floor_char_boundary(160))?;
    let tokens = tokens(head);
    let matcher = Matcher::new(cues, head, &tokens);
    let labelled = cues
        .patterns
        .iter()
        .filter(|pattern| pattern.kind == CueKind::Date)
        .filter_map(|pattern| {
            let date = pattern.elements.iter().position(|element| *element == Element::Date)?;
            matcher.prefix(&pattern.elements[..=date])
        })
        .max();
    let length = labelled.or_else(|| matcher.unlabelled_date())?;
    let length = matcher.skip_time(length);
    let next = tokens.get(length)?;
    let begins_title = next.shape != Shape::Lower && tokens.len() - length > 2;
    begins_title.then(|| {
        let behind = &line[tokens[length - 1].at.end..];
        let signs = behind.len() - behind.trim_start_matches(is_label_sign).len();
        tokens[length - 1].at.end + signs
    })
}

impl Matcher<'_> {
    /// How many tokens literals and one date take at the beginning of the line.
    fn prefix(&self, elements: &[Element]) -> Option<usize> {
        let mut at = 0;
        for element in elements {
            match element {
                Element::Literal(symbol) if self.symbols.get(at) == Some(symbol) => at += 1,
                Element::Date => at += self.cues.calendar.find(self.line, self.tokens.get(at..)?)?.length,
                _ => return None,
            }
        }
        Some(at)
    }

    /// A date in figures, or one that a sign divides from the title: prose too
    /// begins with dates.
    fn unlabelled_date(&self) -> Option<usize> {
        let found = self.cues.calendar.find(self.line, self.tokens)?;
        let (first, last) = (&self.tokens[0], &self.tokens[found.length - 1]);
        let figures = self.tokens[..found.length].iter().all(|token| token.shape == Shape::Number);
        let behind = self.line[last.at.end..].trim_start();
        let divided = behind.starts_with([':', '|', '-', '–', '—', '：']);
        (first.at.start == 0 && (divided || figures && found.date.is_some())).then_some(found.length)
    }

    /// A time of day behind a date: `10:30`, `at 10:30 pm IST`.
    fn skip_time(&self, at: usize) -> usize {
        let is_number = |at: usize| {
            self.tokens.get(at).is_some_and(|token| token.shape == Shape::Number && token.folded.len() <= 2)
        };
        let colon = |at: usize| {
            self.tokens.get(at + 1).is_some_and(|next| {
                matches!(&self.line[self.tokens[at].at.end..next.at.start], ":" | "." | "h")
            })
        };
        let mut start = at;
        if !is_number(start) && self.tokens.get(start).is_some_and(|token| token.folded.chars().count() <= 3)
        {
            start += 1;
        }
        if !(is_number(start) && colon(start) && is_number(start + 1)) {
            return at;
        }
        let mut end = start + 2;
        while is_number(end) && colon(end - 1) {
            end += 1;
        }
        while self.tokens.get(end).is_some_and(|token| TIME_WORDS.contains(&token.folded.as_str())) {
            end += 1;
        }
        end
    }
}

const TIME_WORDS: [&str; 16] =
    ["am", "pm", "a", "p", "m", "uhr", "utc", "gmt", "ist", "est", "edt", "pst", "cet", "cest", "msk", "wib"];
