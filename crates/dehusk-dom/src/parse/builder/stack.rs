//! The stack of open elements (HTML Standard § 13.2.4.2).

use super::super::arena::NameRow;
use crate::dom::NodeId;
use crate::{Namespace, Tag};

/// An open element: what the rules ask about it, without a look at the arena.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub(super) id: NodeId,
    /// Tells elements that have no tag apart.
    pub(super) name: NameRow,
    pub(super) tag: Tag,
    pub(super) roles: Roles,
}

/// The sets that an element is in, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Roles(u16);

impl Roles {
    pub(super) const NONE: Self = Self(0);
    pub(super) const HTML: Self = Self(1);
    pub(super) const SPECIAL: Self = Self(1 << 1);
    /// Bounds of the plain scope; those below add to it.
    pub(super) const SCOPE: Self = Self(1 << 2);
    pub(super) const LIST_SCOPE: Self = Self(1 << 3 | Self::SCOPE.0);
    pub(super) const BUTTON_SCOPE: Self = Self(1 << 4 | Self::SCOPE.0);
    pub(super) const TABLE_SCOPE: Self = Self(1 << 5);
    /// Closed by many tags without an end tag of their own.
    pub(super) const IMPLIED_END: Self = Self(1 << 6);
    pub(super) const THOROUGH_IMPLIED_END: Self = Self(1 << 7 | Self::IMPLIED_END.0);
    pub(super) const HEADING: Self = Self(1 << 8);
    /// What does not belong into these goes before the table.
    pub(super) const FOSTERS: Self = Self(1 << 9);
    pub(super) const MATHML_TEXT: Self = Self(1 << 10);
    pub(super) const SVG_HTML: Self = Self(1 << 11);
    pub(super) const MATHML_TEXT_OR_SVG_HTML: Self = Self(1 << 10 | 1 << 11);
    pub(super) const ANNOTATION: Self = Self(1 << 12);
    /// An `annotation-xml` whose `encoding` says that it holds HTML.
    pub(super) const HTML_ANNOTATION: Self = Self(1 << 13 | Self::ANNOTATION.0);
    pub(super) const SVG: Self = Self(1 << 14);

    /// Whether the two sets meet.
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether all of `other` is in it.
    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The set and all HTML elements.
    pub(super) const fn with_html(self) -> Self {
        self.and(Self::HTML)
    }

    /// The roles of HTML elements.
    pub(super) const fn of_html(tag: Tag) -> Self {
        HTML_ROLES[tag as usize]
    }

    /// The roles of an element of another namespace.
    pub(super) fn of_foreign(namespace: Namespace, name: &str, holds_html: bool) -> Self {
        match (namespace, name) {
            (Namespace::MathMl, "mi" | "mo" | "mn" | "ms" | "mtext") => Self::MATHML_TEXT.and(Self::SCOPE),
            (Namespace::MathMl, "annotation-xml") if holds_html => Self::HTML_ANNOTATION,
            (Namespace::MathMl, "annotation-xml") => Self::ANNOTATION,
            (Namespace::Svg, "foreignObject" | "desc" | "title") => {
                Self::SVG_HTML.and(Self::SCOPE).and(Self::SVG)
            }
            (Namespace::Svg, _) => Self::SVG,
            _ => Self::NONE,
        }
    }
}

static HTML_ROLES: [Roles; Tag::Other as usize + 1] = {
    let mut roles = [Roles::HTML; Tag::Other as usize + 1];
    let mut n = 0;
    while n < Tag::ALL.len() {
        roles[n] = html_roles(Tag::ALL[n]);
        n += 1;
    }
    roles
};

const fn html_roles(tag: Tag) -> Roles {
    #[allow(clippy::enum_glob_use, reason = "the lists are the standard's")]
    use Tag::*;
    let mut roles = Roles::HTML;
    if is_special(tag) {
        roles = roles.and(Roles::SPECIAL);
    }
    if matches!(tag, Applet | Caption | Html | Table | Td | Th | Marquee | Object | Select | Template) {
        roles = roles.and(Roles::SCOPE);
    }
    roles.and(match tag {
        Ol | Ul => Roles(1 << 3),
        Button => Roles(1 << 4),
        Html | Template => Roles::TABLE_SCOPE,
        Table => Roles::TABLE_SCOPE.and(Roles::FOSTERS),
        TBody | TFoot | THead | Tr => Roles(1 << 7).and(Roles::FOSTERS),
        Caption | ColGroup | Td | Th => Roles(1 << 7),
        Dd | Dt | Li | Option | OptGroup | P | Rb | Rp | Rt | Rtc => Roles::IMPLIED_END,
        H1 | H2 | H3 | H4 | H5 | H6 => Roles::HEADING,
        _ => Roles::NONE,
    })
}

/// The set is html5ever's, which has neither `keygen` nor `search` nor elements
/// of other namespaces: trees are to be equal to its own
/// (`docs/decisions/0006-parser.md`).
const fn is_special(tag: Tag) -> bool {
    #[allow(clippy::enum_glob_use, reason = "the lists are the standard's")]
    use Tag::*;
    matches!(
        tag,
        Address
            | Applet
            | Area
            | Article
            | Aside
            | Base
            | BaseFont
            | BgSound
            | BlockQuote
            | Body
            | Br
            | Button
            | Caption
            | Center
            | Col
            | ColGroup
            | Dd
            | Details
            | Dir
            | Div
            | Dl
            | Dt
            | Embed
            | FieldSet
            | FigCaption
            | Figure
            | Footer
            | Form
            | Frame
            | FrameSet
            | H1
            | H2
            | H3
            | H4
            | H5
            | H6
            | Head
            | Header
            | HGroup
            | Hr
            | Html
            | IFrame
            | Img
            | Input
            | Li
            | Link
            | Listing
            | Main
            | Marquee
            | Menu
            | Meta
            | Nav
            | NoEmbed
            | NoFrames
            | NoScript
            | Object
            | Ol
            | P
            | Param
            | PlainText
            | Pre
            | Script
            | Section
            | Select
            | Source
            | Style
            | Summary
            | Table
            | TBody
            | Td
            | Template
            | TextArea
            | TFoot
            | Th
            | THead
            | Title
            | Tr
            | Track
            | Ul
            | Wbr
            | Xmp
    )
}

/// The open elements, the innermost last.
#[derive(Debug)]
pub(super) struct Stack {
    open: Vec<Open>,
    /// How many HTML elements of each tag are open, which spares most searches.
    counts: [u32; Tag::Other as usize + 1],
}

impl Stack {
    pub(super) fn new() -> Self {
        Self { open: Vec::with_capacity(64), counts: [0; Tag::Other as usize + 1] }
    }

    pub(super) fn len(&self) -> usize {
        self.open.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<Open> {
        self.open.get(at).copied()
    }

    pub(super) fn current(&self) -> Option<Open> {
        self.open.last().copied()
    }

    /// From the innermost out.
    pub(super) fn inside_out(&self) -> impl Iterator<Item = (usize, Open)> {
        self.open.iter().copied().enumerate().rev()
    }

    pub(super) fn push(&mut self, open: Open) {
        self.count(open, 1);
        self.open.push(open);
    }

    pub(super) fn pop(&mut self) -> Option<Open> {
        let open = self.open.pop()?;
        self.count(open, u32::MAX);
        Some(open)
    }

    pub(super) fn truncate(&mut self, len: usize) {
        while self.open.len() > len {
            self.pop();
        }
    }

    pub(super) fn insert(&mut self, at: usize, open: Open) {
        self.count(open, 1);
        self.open.insert(at, open);
    }

    pub(super) fn replace(&mut self, at: usize, open: Open) {
        self.count(self.open[at], u32::MAX);
        self.count(open, 1);
        self.open[at] = open;
    }

    pub(super) fn remove_at(&mut self, at: usize) {
        let open = self.open.remove(at);
        self.count(open, u32::MAX);
    }

    pub(super) fn remove(&mut self, id: NodeId) {
        if let Some(at) = self.position(id) {
            self.remove_at(at);
        }
    }

    pub(super) fn position(&self, id: NodeId) -> Option<usize> {
        self.open.iter().rposition(|open| open.id == id)
    }

    fn count(&mut self, open: Open, change: u32) {
        if open.roles.has(Roles::HTML) {
            let count = &mut self.counts[open.tag as usize];
            *count = count.wrapping_add(change);
        }
    }

    /// Whether an HTML element of this tag is open anywhere.
    pub(super) fn has(&self, tag: Tag) -> bool {
        self.counts[tag as usize] > 0
    }

    pub(super) fn is_current(&self, tag: Tag) -> bool {
        self.open.last().is_some_and(|open| open.is(tag))
    }

    /// Whether the element is open with no bound of the scope inside it.
    pub(super) fn has_in_scope(&self, tag: Tag, bounds: Roles) -> bool {
        self.has(tag) && self.any_in_scope(bounds, |open| open.is(tag))
    }

    pub(super) fn any_in_scope(&self, bounds: Roles, wanted: impl Fn(Open) -> bool) -> bool {
        for &open in self.open.iter().rev() {
            if wanted(open) {
                return true;
            }
            if open.roles.meets(bounds) {
                return false;
            }
        }
        false
    }

    /// Pops elements that need no end tag, but for `except`.
    pub(super) fn end_implied(&mut self, roles: Roles, except: Option<Tag>) {
        while let Some(open) = self.current().filter(|open| open.roles.meets(roles)) {
            if except.is_some_and(|tag| open.is(tag)) {
                return;
            }
            self.pop();
        }
    }

    /// Pops up to and with an element that `is_last`.
    pub(super) fn pop_through(&mut self, is_last: impl Fn(Open) -> bool) {
        while let Some(open) = self.pop() {
            if is_last(open) {
                return;
            }
        }
    }

    /// Pops until one of these is the innermost.
    pub(super) fn pop_to(&mut self, tags: &[Tag]) {
        while self.current().is_some_and(|open| !tags.iter().any(|&tag| open.is(tag))) {
            self.pop();
        }
    }
}

impl Open {
    /// Whether it is the HTML element of this tag.
    pub(super) const fn is(&self, tag: Tag) -> bool {
        self.tag as u8 == tag as u8 && self.roles.has(Roles::HTML)
    }
}
