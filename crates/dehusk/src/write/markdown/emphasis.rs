//! Which marks of emphasis can be written, so that they are read as they were
//! meant.
//!
//! Whether `*` opens or closes depends on the characters beside it (CommonMark,
//! "left-flanking" and "right-flanking"), on other marks of the line, and on how
//! many of them meet. A mark is written where it is certain to be read; else the
//! words stay plain. So `（**「強」**の` loses its stress: no writing of it would be
//! read as such, but for markup of HTML, which is not written.
//!
//! What is not a letter, a digit, white space or a sign of ASCII may be
//! punctuation to one reader and none to another, as versions of Unicode and of
//! CommonMark differ; a mark beside it has to be right for both.

use super::run::{Node, Run, Styles};

/// A range of runs that a mark is put around.
#[derive(Debug, Clone, Copy)]
pub(super) struct Range {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) style: Styles,
}

/// What a character is to the rules of flanking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    White,
    Punctuation,
    Letter,
    /// Any of the others, depending on the reader; never white space.
    Unsure,
    /// White space to some readers.
    Odd,
}

impl Class {
    fn of(sign: char) -> Self {
        match sign {
            '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Self::Odd,
            _ if sign.is_whitespace() => Self::White,
            _ if sign.is_ascii_punctuation() => Self::Punctuation,
            _ if sign.is_alphanumeric() => Self::Letter,
            _ => Self::Unsure,
        }
    }

    /// Whether a mark can stand at its side; spaces that do not break lines are
    /// no part of the white space that is taken off a range.
    const fn is_seen(self) -> bool {
        !matches!(self, Self::White | Self::Odd)
    }

    fn first_of(node: &Node) -> Self {
        match node {
            Node::Text(text) => text.chars().next().map_or(Self::White, Self::of),
            Node::Space | Node::Break => Self::White,
            _ => Self::Punctuation,
        }
    }

    fn last_of(node: &Node) -> Self {
        match node {
            Node::Text(text) => text.chars().next_back().map_or(Self::White, Self::of),
            Node::Space | Node::Break => Self::White,
            _ => Self::Punctuation,
        }
    }
}

/// The ranges of `runs` that get marks, properly nested, in the order in which
/// they are opened. Linear, but for sorting.
pub(super) fn ranges(runs: &[Run]) -> Vec<Range> {
    let mut wanted: Vec<Range> = Styles::EACH.iter().flat_map(|&style| maximal(runs, style)).collect();
    wanted.sort_by_key(|range| (range.first, usize::MAX - range.last));

    let mut chosen = Chosen {
        runs,
        starts: Marks::at(runs.len(), &wanted, |range| range.first),
        ends: Marks::at(runs.len(), &wanted, |range| range.last),
        ranges: Vec::new(),
        open: Vec::new(),
        star_ends: vec![false; runs.len()],
    };
    for range in wanted {
        chosen.offer(range);
    }
    chosen.ranges
}

/// The longest ranges of runs of one style, without white space at their edges.
fn maximal(runs: &[Run], style: Styles) -> Vec<Range> {
    let mut ranges = Vec::new();
    let mut current: Option<Range> = None;
    for (index, run) in runs.iter().enumerate() {
        if !run.styles.has(style) {
            ranges.extend(current.take());
        } else if !matches!(run.node, Node::Space | Node::Break) {
            let first = current.map_or(index, |range| range.first);
            current = Some(Range { first, last: index, style });
        }
    }
    ranges.extend(current);
    ranges
}

/// Which marks are wanted at a place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Marks {
    #[default]
    None,
    /// `*` or `**`, or both.
    Stars,
    /// `~~`.
    Tildes,
    /// Both kinds, so that each is a sign beside the other.
    Mixed,
}

impl Marks {
    fn at(length: usize, wanted: &[Range], place: fn(&Range) -> usize) -> Vec<Self> {
        let mut marks = vec![Self::None; length];
        for range in wanted {
            let mark = if is_star(range.style) { Self::Stars } else { Self::Tildes };
            let there = &mut marks[place(range)];
            *there = if *there == Self::None || *there == mark { mark } else { Self::Mixed };
        }
        marks
    }
}

struct Chosen<'a> {
    runs: &'a [Run],
    starts: Vec<Marks>,
    ends: Vec<Marks>,
    ranges: Vec<Range>,
    /// Those of `ranges` that are open where the next one starts.
    open: Vec<Range>,
    /// For each run, whether a range marked with stars ends there.
    star_ends: Vec<bool>,
}

impl Chosen<'_> {
    fn offer(&mut self, range: Range) {
        while self.open.last().is_some_and(|open| open.last < range.first) {
            self.open.pop();
        }
        let is_nested = self.open.last().is_none_or(|open| range.last <= open.last);
        if !is_nested || self.meets_a_star(range) || !self.opens(range) || !self.closes(range) {
            return;
        }
        self.ranges.push(range);
        self.open.push(range);
        if is_star(range.style) {
            self.star_ends[range.last] = true;
        }
    }

    /// Whether its mark would be one with a mark that closes right before it.
    fn meets_a_star(&self, range: Range) -> bool {
        is_star(range.style) && range.first > 0 && self.star_ends[range.first - 1]
    }

    fn opens(&self, range: Range) -> bool {
        let before =
            range.first.checked_sub(1).map_or(Class::White, |at| Class::last_of(&self.runs[at].node));
        let first = Class::first_of(&self.runs[range.first].node);
        // Between letters or between signs a mark could close as well, and would
        // take a star of the range around it.
        let is_inner = is_star(range.style)
            && self.open.iter().any(|open| is_star(open.style) && open.first < range.first);
        let is_mixed = self.starts[range.first] == Marks::Mixed;
        match before {
            _ if is_inner && is_mixed => false,
            Class::White => first.is_seen(),
            Class::Punctuation => first.is_seen() && (!is_inner || first == Class::Letter),
            _ => first == Class::Letter && !is_inner && !is_mixed,
        }
    }

    fn closes(&self, range: Range) -> bool {
        let last = Class::last_of(&self.runs[range.last].node);
        let behind = self.runs.get(range.last + 1).map_or(Class::White, |run| Class::first_of(&run.node));
        match behind {
            Class::White | Class::Punctuation => last.is_seen(),
            _ => last == Class::Letter && self.ends[range.last] != Marks::Mixed,
        }
    }
}

fn is_star(style: Styles) -> bool {
    style != Styles::STRUCK
}
