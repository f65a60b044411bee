//! The inlines of a line as runs: what stands in it, in order, and how.

use super::super::address::{Use, address};
use super::super::chars;
use super::super::script::{Script, shifted};
use super::super::visible::is_space;
use crate::content::{Inline, MOST_LEVELS};

/// How words are set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Styles(u8);

impl Styles {
    pub(super) const EMPHASIS: Self = Self(1);
    pub(super) const STRONG: Self = Self(2);
    pub(super) const STRUCK: Self = Self(4);
    /// The order in which marks are opened where they open at one place.
    pub(super) const EACH: [Self; 3] = [Self::STRUCK, Self::STRONG, Self::EMPHASIS];

    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    const fn common(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

/// What stands in a line.
#[derive(Debug)]
pub(super) enum Node {
    /// Words, without spaces around them.
    Text(String),
    /// White space.
    Space,
    /// A line break.
    Break,
    Code(String),
    Formula(String),
    Image {
        url: String,
        alt: String,
        title: Option<String>,
    },
    /// A link with what is in it, of which something is to be seen.
    Link {
        url: String,
        runs: Vec<Run>,
    },
}

/// A node and how it is set.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) node: Node,
    pub(super) styles: Styles,
}

/// The runs of a line. Links are not nested, no space is at an edge of a link.
pub(super) fn runs(inlines: &[Inline]) -> Vec<Run> {
    let mut flat = Flat::default();
    flat.inlines(inlines, Styles::default(), 0);
    flat.runs
}

#[derive(Default)]
struct Flat {
    runs: Vec<Run>,
    link: Where,
}

/// Whether a link is open, since links in links are none.
#[derive(Default, PartialEq, Eq)]
enum Where {
    #[default]
    Line,
    Link,
}

impl Flat {
    fn inlines(&mut self, inlines: &[Inline], styles: Styles, level: usize) {
        if level > MOST_LEVELS {
            return;
        }
        for inline in inlines {
            self.inline(inline, styles, level + 1);
        }
    }

    fn inline(&mut self, inline: &Inline, styles: Styles, level: usize) {
        match inline {
            Inline::Text(text) => self.text(text, styles),
            Inline::Emphasis(inner) => self.inlines(inner, styles.with(Styles::EMPHASIS), level),
            Inline::Strong(inner) => self.inlines(inner, styles.with(Styles::STRONG), level),
            Inline::Struck(inner) => self.inlines(inner, styles.with(Styles::STRUCK), level),
            Inline::Superscript(inner) => self.shifted(inner, Script::Super, styles, level),
            Inline::Subscript(inner) => self.shifted(inner, Script::Sub, styles, level),
            Inline::Code(code) => {
                let code = chars::code(code).replace('\n', " ");
                if !code.is_empty() {
                    self.push(Node::Code(code), styles);
                }
            }
            Inline::Formula(latex) => {
                let latex = chars::line(latex).trim().to_owned();
                if !latex.is_empty() {
                    self.push(Node::Formula(latex), styles);
                }
            }
            Inline::Link(link) => match address(&link.url, Use::Link) {
                Some(url) if self.link == Where::Line => self.linked(&url, &link.text, styles, level),
                _ => self.inlines(&link.text, styles, level),
            },
            Inline::Image(image) => match address(&image.url, Use::Image) {
                Some(url) => {
                    let title = image.title.as_deref().map(|title| chars::line(title).trim().to_owned());
                    let alt = chars::line(&image.alt).trim().to_owned();
                    let title = title.filter(|title| !title.is_empty());
                    self.push(Node::Image { url: url.into_owned(), alt, title }, styles);
                }
                None => self.text(&image.alt, styles),
            },
            Inline::Ruby { base, reading } if is_space(reading) => self.text(base, styles),
            Inline::Ruby { base, reading } => self.text(&format!("{base}({reading})"), styles),
            Inline::Break => self.push(Node::Break, styles),
        }
    }

    fn shifted(&mut self, inner: &[Inline], script: Script, styles: Styles, level: usize) {
        match shifted(inner, script) {
            Some(text) => self.text(&text, styles),
            None => self.inlines(inner, styles, level),
        }
    }

    /// The text of a link, with the spaces at its edges beside it and the styles
    /// that all of it has around it.
    fn linked(&mut self, url: &str, text: &[Inline], styles: Styles, level: usize) {
        let start = self.runs.len();
        self.link = Where::Link;
        self.inlines(text, styles, level);
        self.link = Where::Line;

        let is_seen = |run: &Run| !matches!(run.node, Node::Space | Node::Break);
        let inner = &self.runs[start..];
        let Some(first) = inner.iter().position(is_seen) else { return };
        let last = inner.iter().rposition(is_seen).unwrap_or(first);
        let behind = self.runs.split_off(start + last + 1);
        let mut runs = self.runs.split_off(start + first);
        let common = runs.iter().filter(|run| is_seen(run)).map(|run| run.styles).reduce(Styles::common);
        let common = common.unwrap_or_default();
        for run in &mut runs {
            run.styles = run.styles.without(common);
        }
        self.push(Node::Link { url: url.to_owned(), runs }, common);
        self.runs.extend(behind);
    }

    fn text(&mut self, text: &str, styles: Styles) {
        let text = chars::line(text);
        let core = text.trim_matches(' ');
        if core.is_empty() {
            if !text.is_empty() {
                self.push(Node::Space, styles);
            }
            return;
        }
        if text.starts_with(' ') {
            self.push(Node::Space, styles);
        }
        self.push(Node::Text(core.to_owned()), styles);
        if text.ends_with(' ') {
            self.push(Node::Space, styles);
        }
    }

    fn push(&mut self, node: Node, styles: Styles) {
        self.runs.push(Run { node, styles });
    }
}
