//! Patterns against the tokens of a line.

use std::ops::Range;

use dehusk_cues::{
    CONJUNCTIONS, Element, Elements, Found, LONGEST_NAME, LONGEST_NAMES, LONGEST_UNSPACED_NAME, Line,
    LineToken, PARTICLES, Phrase, Shape, Token, Traits,
};
use jiff::civil::Date;

use super::date::FoundDate;
use super::{CueKind, CueMatch, Cues};

const MOST_NETWORKS: usize = 8;
/// A time behind a date, with its zone, has at most so many tokens.
const LONGEST_TIME: usize = 5;

/// What a match has taken from the line.
#[derive(Debug, Clone, Copy, Default)]
struct Captures {
    /// Tokens of a name, or of the rest.
    range: Option<(usize, usize)>,
    rest: bool,
    date: Option<Date>,
}

/// A line, or a part of one.
pub(super) struct Matcher<'a> {
    cues: &'a Cues,
    /// The whole line, and which bytes of it this is about.
    line: &'a str,
    bytes: Range<usize>,
    /// Those of the part.
    tokens: &'a [LineToken],
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
    fn of(token: &LineToken) -> Self {
        if token.shape.is_of_names() {
            Self::Name
        } else if token.is(Traits::PARTICLE) {
            Self::Particle
        } else if token.is(Traits::CONJUNCTION) {
            Self::Conjunction
        } else {
            Self::None
        }
    }

    fn of_token(token: &Token) -> Self {
        if token.shape.is_of_names() {
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
    pub(super) fn new(cues: &'a Cues, text: &'a str, line: &'a Line) -> Self {
        Self { cues, line: text, bytes: 0..text.len(), tokens: &line.tokens }
    }

    /// A part of the line: bytes, and which tokens are in them.
    pub(super) fn part(&self, bytes: Range<usize>, tokens: Range<usize>) -> Self {
        Self { cues: self.cues, line: self.line, bytes, tokens: &self.tokens[tokens] }
    }

    pub(super) fn tokens(&self) -> &'a [LineToken] {
        self.tokens
    }

    /// The most particular pattern that covers the part. Ranges are those of the
    /// whole line.
    pub(super) fn best(&self, bio_only: bool) -> Option<CueMatch> {
        let wanted = |kind| !bio_only || kind == CueKind::Bio;
        let found = self.search(wanted)?;
        let captures = found.cover;
        Some(CueMatch {
            kind: found.kind,
            captured: captures.range.map(|(from, to)| self.range(from, to, captures.rest)),
            date: captures.date,
        })
    }

    /// Whether any pattern of a kind covers the line, be it the best or not.
    #[cfg(all(test, feature = "cue-files"))]
    pub(super) fn has_kind(&self, kind: CueKind) -> bool {
        self.search(|other| other == kind).is_some()
    }

    fn search(&self, wanted: impl Fn(CueKind) -> bool) -> Option<Found<Captures>> {
        let cover = |kind, elements: Elements<'_>| self.run(kind, elements, 0, Captures::default());
        self.cues.tables.index.best(self.tokens, wanted, cover)
    }

    /// The date that the part begins with.
    pub(super) fn leading_date(&self) -> Option<FoundDate> {
        self.cues.calendar().find(self.line, self.tokens)
    }

    /// Recursion goes as deep as the pattern is long, which the cue files bound.
    fn run(&self, kind: CueKind, elements: Elements<'_>, at: usize, captures: Captures) -> Option<Captures> {
        let Some((element, behind)) = elements.split_first() else {
            return (at == self.tokens.len()).then_some(captures);
        };
        let left = self.tokens.len() - at;
        match element {
            Element::Literal(symbol) => (left > 0 && self.tokens[at].symbol == symbol)
                .then(|| self.run(kind, behind, at + 1, captures))?,
            Element::Gap(_) if behind.is_empty() && kind == CueKind::Bio => Some(captures),
            Element::Gap(_) if behind.is_empty() && kind == CueKind::Date && self.ends_sentence(left) => None,
            Element::Gap(longest) if behind.is_empty() => (left <= longest as usize).then_some(captures),
            Element::Gap(longest) => (0..=left.min(longest as usize))
                .find_map(|length| self.run(kind, behind, at + length, captures)),
            Element::Number => (left > 0 && self.tokens[at].shape == Shape::Number)
                .then(|| self.run(kind, behind, at + 1, captures))?,
            Element::Name => self.name(kind, behind, at, LONGEST_NAME, captures),
            Element::Names => self.name(kind, behind, at, LONGEST_NAMES, captures),
            Element::Date => {
                let found = self.cues.calendar().find(self.line, &self.tokens[at..])?;
                let captures = Captures { date: found.day.certain().or(captures.date), ..captures };
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

    /// Whether the last tokens are the rest of a sentence, not a time and a place:
    /// "Published on 12 March 2021, the report found cracks in both piers."
    fn ends_sentence(&self, left: usize) -> bool {
        // Where every letter is a token, no full stop ends a sentence but behind
        // one that says "o'clock".
        let rest = &self.tokens[self.tokens.len() - left..];
        let words = rest.iter().filter(|token| token.shape != Shape::Unspaced).count();
        words > LONGEST_TIME && self.line[..self.bytes.end].trim_end().ends_with(['.', '!', '?', '।', '。'])
    }

    /// Where one network, or a list of several, that begins at `at` may end.
    fn networks(&self, at: usize) -> Vec<usize> {
        let mut ends: Vec<usize> = self.network_lengths(at).map(|length| at + length).collect();
        ends.sort_unstable();
        while ends.len() < MOST_NETWORKS
            && let Some(&end) = ends.last()
        {
            let is_conjunction = |word: &LineToken| word.is(Traits::CONJUNCTION.or(Traits::OR));
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
        let here = self.tokens.get(at..).unwrap_or_default();
        let first = here.first().filter(|first| first.is(Traits::NETWORK));
        let names = first.map_or(&[][..], |first| self.cues.tables.networks.of(first.symbol));
        names.iter().filter(|name| name.begins(here)).map(|name| name.words.len())
    }

    fn name(
        &self,
        kind: CueKind,
        behind: Elements<'_>,
        at: usize,
        longest: usize,
        captures: Captures,
    ) -> Option<Captures> {
        let unspaced = self.tokens.get(at)?.shape == Shape::Unspaced;
        let longest = if unspaced { LONGEST_UNSPACED_NAME } else { longest };
        let tokens = &self.tokens[at..];
        if !tokens[0].shape.is_of_names() {
            return None;
        }
        let several = longest > LONGEST_NAME;
        let fits = |token: &&LineToken| NamePart::of(token).fits(several);
        let fitting = tokens.iter().take(longest).take_while(fits).count();
        (1..=fitting).rev().filter(|&length| tokens[length - 1].shape.is_of_names()).find_map(|length| {
            self.run(kind, behind, at + length, Captures { range: Some((at, at + length)), ..captures })
        })
    }

    /// Whether a sign that ends labels stands before a token.
    fn has_label_sign(&self, at: usize) -> bool {
        let between = &self.line[self.tokens[at - 1].end()..self.tokens[at].start()];
        between.contains([':', '：', '=', '＝', '・', '|', '｜', '/', '／', '】', ']'])
    }

    /// Bytes of a run of tokens. The rest of a line takes along the signs around
    /// it, a name does not.
    fn range(&self, from: usize, to: usize, rest: bool) -> Range<usize> {
        let (first, last) = (self.tokens[from].start(), self.tokens[to - 1].end());
        if !rest {
            // "Jr." and "K." keep their full stop inside a name, not behind it.
            return first..last;
        }
        let before = from.checked_sub(1).map_or(self.bytes.start, |before| self.tokens[before].end());
        let signs = &self.line[before..first];
        let skipped = signs.len() - signs.trim_start_matches(is_label_sign).len();
        before + skipped..before + self.line[before..self.bytes.end].trim_end().len()
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

/// Whether a text may have any digit that [`Shape::Number`] is about; what has
/// none has no date.
pub(super) fn may_have_figures(text: &str) -> bool {
    // The first byte of the other scripts' digits is 0xD9 or more.
    text.bytes().any(|byte| byte.is_ascii_digit() || byte >= 0xD9)
}

/// Whether tokens could be a person's name, or several with words between.
pub(crate) fn is_name(tokens: &[Token], several: bool) -> bool {
    let Some((last, _)) = tokens.split_last() else { return false };
    let is_part = |token: &Token| token.shape.is_of_names();
    is_part(&tokens[0]) && is_part(last) && tokens.iter().all(|token| NamePart::of_token(token).fits(several))
}

/// See [`Cues::date_prefix`].
pub(super) fn date_prefix(cues: &Cues, line: &str) -> Option<usize> {
    let head = line.get(..line.floor_char_boundary(160))?;
    if !may_have_figures(head) {
        return None;
    }
    let read = Line::of(&cues.tables.symbols, head);
    let tokens = read.tokens.as_slice();
    let matcher = Matcher::new(cues, head, &read);
    let labels = cues.tables.index.date_labels(tokens.first()?.symbol);
    let labelled = labels.filter_map(|label| matcher.labelled_date(label)).max();
    let length = labelled.or_else(|| matcher.unlabelled_date())?;
    let length = matcher.skip_time(length);
    let next = tokens.get(length)?;
    let begins_title = next.shape != Shape::Lower && tokens.len() - length > 2;
    begins_title.then(|| {
        let behind = &line[tokens[length - 1].end()..];
        let signs = behind.len() - behind.trim_start_matches(is_label_sign).len();
        tokens[length - 1].end() + signs
    })
}

impl Matcher<'_> {
    /// How many tokens a label and a date take at the beginning of the line.
    fn labelled_date(&self, label: &Phrase) -> Option<usize> {
        if !label.begins(self.tokens) {
            return None;
        }
        let length = label.words.len();
        Some(length + self.cues.calendar().find(self.line, &self.tokens[length..])?.length)
    }

    /// A date in figures, or one that a sign divides from the title: prose too
    /// begins with dates.
    fn unlabelled_date(&self) -> Option<usize> {
        let found = self.cues.calendar().find(self.line, self.tokens)?;
        let (first, last) = (&self.tokens[0], &self.tokens[found.length - 1]);
        let figures = self.tokens[..found.length].iter().all(|token| token.shape == Shape::Number);
        let behind = self.line[last.end()..].trim_start();
        let divided = behind.starts_with([':', '|', '-', '–', '—', '：']);
        (first.start() == 0 && (divided || figures && found.day.certain().is_some())).then_some(found.length)
    }

    /// A time of day behind a date: `10:30`, `at 10:30 pm IST`.
    fn skip_time(&self, at: usize) -> usize {
        let is_number = |at: usize| {
            self.tokens.get(at).is_some_and(|token| token.shape == Shape::Number && token.length <= 2)
        };
        let colon = |at: usize| {
            self.tokens.get(at + 1).is_some_and(|next| {
                matches!(&self.line[self.tokens[at].end()..next.start()], ":" | "." | "h")
            })
        };
        let mut start = at;
        if !is_number(start) && self.tokens.get(start).is_some_and(|token| token.length <= 3) {
            start += 1;
        }
        if !(is_number(start) && colon(start) && is_number(start + 1)) {
            return at;
        }
        let mut end = start + 2;
        while is_number(end) && colon(end - 1) {
            end += 1;
        }
        while self.tokens.get(end).is_some_and(|token| token.is(Traits::TIME)) {
            end += 1;
        }
        end
    }
}
