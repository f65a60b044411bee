//! The line of a block: its text, and the inline elements around it.

use std::ops::Range;

use dehusk_classify::{BlockId, BlockTree};
use dehusk_dom::{Dom, Namespace, NodeId, Tag};

use super::address::Addresses;
use super::inset;
use super::math;
use super::model::{Inline, Link};

/// Inline elements around a word that count, from the outermost in.
const MOST_STYLES: usize = 12;

/// What an inline element says of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Emphasis,
    Strong,
    Struck,
    Superscript,
    Subscript,
    Code,
    Link,
    Ruby,
    /// How the words of a ruby are read.
    Reading,
    Formula,
}

impl Style {
    fn of(dom: &Dom<'_>, id: NodeId) -> Option<Self> {
        Some(match dom.tag(id)? {
            Tag::Em | Tag::I | Tag::Cite | Tag::Dfn | Tag::Var => Self::Emphasis,
            Tag::Strong | Tag::B => Self::Strong,
            Tag::Del | Tag::S | Tag::Strike => Self::Struck,
            Tag::Sup => Self::Superscript,
            Tag::Sub => Self::Subscript,
            Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt => Self::Code,
            Tag::A => Self::Link,
            Tag::Ruby => Self::Ruby,
            Tag::Rt | Tag::Rp => Self::Reading,
            Tag::Other if dom.namespace(id) == Namespace::MathMl && dom.name(id) == "math" => Self::Formula,
            _ => return None,
        })
    }

    /// Whether nothing inside it is told apart.
    const fn is_leaf(self) -> bool {
        matches!(self, Self::Code | Self::Formula | Self::Reading)
    }
}

/// Words with one and the same path of elements around them, or what stands
/// between words.
#[derive(Debug)]
struct Run {
    text: Range<usize>,
    inset: Option<Inline>,
    path: Path,
}

/// The elements around words that say something of them, the outermost first.
type Path = Vec<(Style, NodeId)>;

/// Makes lines of blocks.
pub(super) struct Lines<'e> {
    pub(super) dom: &'e Dom<'e>,
    pub(super) tree: &'e BlockTree,
    pub(super) addresses: &'e Addresses,
}

impl Lines<'_> {
    /// The line of a block; `insets` are the elements that stand in it, with
    /// their places. Linear, but for the elements around each word.
    pub(super) fn of(&self, id: BlockId, insets: &[(usize, NodeId)]) -> Vec<Inline> {
        let text = self.tree.text(id);
        self.fold(text, &self.runs(id, insets), 0)
    }

    fn runs(&self, id: BlockId, insets: &[(usize, NodeId)]) -> Vec<Run> {
        let text = self.tree.text(id);
        let around = self.tree.container(self.tree.block(id).container).node;
        let mut runs = Vec::new();
        let mut sources = self.tree.sources(id).peekable();
        while let Some((start, node)) = sources.next() {
            let end = sources.peek().map_or(text.len(), |&(next, _)| next.min(text.len()));
            if node == around {
                self.linked(id, start..end, &mut runs);
            } else {
                runs.push(Run { text: start..end, inset: None, path: self.path(node, around) });
            }
        }
        let mut runs = with_insets(text, runs, insets, |node| self.inset(node, around));
        free_spaces(text, &mut runs);
        runs
    }

    /// Runs of text that no element divides, but that links may stand in.
    fn linked(&self, id: BlockId, text: Range<usize>, runs: &mut Vec<Run>) {
        let mut at = text.start;
        for (span, node) in self.tree.link_spans(id) {
            let span = span.start.max(at)..span.end.min(text.end);
            if span.is_empty() {
                continue;
            }
            runs.push(Run { text: at..span.start, inset: None, path: Vec::new() });
            runs.push(Run { text: span.clone(), inset: None, path: vec![(Style::Link, node)] });
            at = span.end;
        }
        runs.push(Run { text: at..text.end, inset: None, path: Vec::new() });
    }

    /// The inline elements between a node and the element `around` its block,
    /// the outermost first; each style once.
    fn path(&self, node: NodeId, around: NodeId) -> Path {
        let inside = self.dom.ancestors(node).take_while(|&id| id != around);
        let mut styles: Vec<_> =
            inside.filter_map(|id| Style::of(self.dom, id).map(|style| (style, id))).collect();
        styles.reverse();
        let mut path = Path::new();
        for (style, id) in styles {
            if path.len() == MOST_STYLES || path.last().is_some_and(|(last, _)| last.is_leaf()) {
                break;
            }
            if path.iter().all(|&(other, _)| other != style) {
                path.push((style, id));
            }
        }
        path
    }

    /// What an element shows that stands between words: a picture, or a formula
    /// in a script.
    fn inset(&self, node: NodeId, around: NodeId) -> Option<(Inline, Path)> {
        let formula = || math::of_script(self.dom, node).map(Inline::Formula);
        let picture = || inset::image(self.dom, node, self.addresses).map(Inline::Image);
        Some((formula().or_else(picture)?, self.path(node, around)))
    }

    /// Runs that share an element at a level become what it is.
    fn fold(&self, text: &str, runs: &[Run], level: usize) -> Vec<Inline> {
        let mut line = Vec::new();
        let same = |one: &Run, other: &Run| {
            one.path.get(level).is_some() && one.path.get(level) == other.path.get(level)
        };
        for group in runs.chunk_by(same) {
            match group[0].path.get(level) {
                Some(&(style, id)) => self.styled(text, group, level, style, id, &mut line),
                None => group.iter().for_each(|run| plain(text, run, &mut line)),
            }
        }
        line
    }

    fn styled(
        &self,
        text: &str,
        runs: &[Run],
        level: usize,
        style: Style,
        id: NodeId,
        line: &mut Vec<Inline>,
    ) {
        let words = |runs: &[Run]| runs.iter().map(|run| &text[run.text.clone()]).collect::<String>();
        let inside = || self.fold(text, runs, level + 1);
        let styled = match style {
            Style::Emphasis => Inline::Emphasis(inside()),
            Style::Strong => Inline::Strong(inside()),
            Style::Struck => Inline::Struck(inside()),
            Style::Superscript => Inline::Superscript(inside()),
            Style::Subscript => Inline::Subscript(inside()),
            Style::Code => Inline::Code(words(runs).replace('\n', " ")),
            Style::Formula => match math::of_element(self.dom, id) {
                Some(latex) => Inline::Formula(latex),
                None => Inline::Text(words(runs)),
            },
            Style::Ruby => {
                let is_reading =
                    |run: &&Run| run.path.get(level + 1).is_some_and(|(style, _)| *style == Style::Reading);
                let (reading, base): (Vec<&Run>, Vec<&Run>) = runs.iter().partition(is_reading);
                let words =
                    |runs: Vec<&Run>| runs.into_iter().map(|run| &text[run.text.clone()]).collect::<String>();
                let is_bracket = |c: char| matches!(c, '(' | ')' | '（' | '）' | ' ');
                Inline::Ruby {
                    base: words(base),
                    reading: words(reading).trim_matches(is_bracket).to_owned(),
                }
            }
            Style::Reading => return line.push(Inline::Text(words(runs))),
            Style::Link => match self.addresses.link(self.dom, id) {
                Some(url) => Inline::Link(Link { url, text: inside() }),
                None => return line.extend(inside()),
            },
        };
        line.push(styled);
    }
}

/// Words without an element around them.
fn plain(text: &str, run: &Run, line: &mut Vec<Inline>) {
    if let Some(inset) = &run.inset {
        return line.push(inset.clone());
    }
    for (at, words) in text[run.text.clone()].split('\n').enumerate() {
        if at > 0 {
            line.push(Inline::Break);
        }
        match line.last_mut() {
            _ if words.is_empty() => {}
            Some(Inline::Text(before)) => before.push_str(words),
            _ => line.push(Inline::Text(words.to_owned())),
        }
    }
}

/// Runs with what stands between them, or within them.
fn with_insets(
    text: &str,
    runs: Vec<Run>,
    insets: &[(usize, NodeId)],
    shown: impl Fn(NodeId) -> Option<(Inline, Path)>,
) -> Vec<Run> {
    if insets.is_empty() {
        return runs;
    }
    let mut insets = insets.iter().peekable();
    let mut all = Vec::with_capacity(runs.len() + 2 * insets.len());
    let push = |at: usize, node: NodeId, all: &mut Vec<Run>| {
        if let Some((inset, path)) = shown(node) {
            // The space between the words around it stands on both sides.
            let space = at..at + text[at..].len() - text[at..].trim_start_matches(' ').len();
            all.push(Run { text: space, inset: None, path: path.clone() });
            all.push(Run { text: at..at, inset: Some(inset), path });
        }
    };
    for run in runs {
        let Run { text, path, .. } = run;
        let mut start = text.start;
        while let Some(&&(at, node)) = insets.peek()
            && at < text.end
        {
            insets.next();
            let at = at.max(start);
            all.push(Run { text: start..at, inset: None, path: path.clone() });
            push(at, node, &mut all);
            start = at;
        }
        all.push(Run { text: start..text.end, inset: None, path });
    }
    insets.for_each(|&(at, node)| push(at, node, &mut all));
    all.retain(|run| run.inset.is_some() || !run.text.is_empty());
    all
}

/// Spaces between two runs belong to neither: they stand outside of the elements
/// that only one of them is in.
fn free_spaces(text: &str, runs: &mut Vec<Run>) {
    let mut freed = Vec::with_capacity(runs.len());
    let mut rest = std::mem::take(runs).into_iter().peekable();
    while let Some(mut run) = rest.next() {
        let words = &text[run.text.clone()];
        let end = run.text.start + words.trim_end().len();
        let space = end..run.text.end;
        let next = rest.peek().map_or(&[][..], |next| next.path.as_slice());
        let shared = run.path.iter().zip(next).take_while(|(one, other)| one == other).count();
        if space.is_empty() || shared == run.path.len() {
            freed.push(run);
            continue;
        }
        let path = run.path[..shared].to_vec();
        run.text.end = end;
        if !run.text.is_empty() {
            freed.push(run);
        }
        freed.push(Run { text: space, inset: None, path });
    }
    *runs = freed;
}
