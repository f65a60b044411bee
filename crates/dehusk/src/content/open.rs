//! Frames that are open, and what stands in them so far.

use dehusk_classify::{ContainerId, Joint};
use dehusk_dom::{Dom, NodeId, Tag};

use super::address::Addresses;
use super::frame::Frame;
use super::inset;
use super::model::{Definition, Embed, Image, Inline, Item, List, Numbers, Part};
use super::table::{Cells, table};

/// A frame that is open.
pub(super) struct Open {
    /// Which element it is; `None` for the document.
    frame: Option<(Frame, ContainerId)>,
    node: NodeId,
    held: Held,
}

/// What stands in a frame.
enum Held {
    Parts(Vec<Part>),
    Line(Vec<Inline>),
    Items(Vec<(NodeId, Item)>),
    Definitions(Vec<Definition>),
    Table { caption: Vec<Inline>, cells: Cells },
    Figure { images: Vec<Image>, caption: Vec<Inline>, parts: Vec<Part> },
}

impl Open {
    pub(super) fn document() -> Self {
        Self { frame: None, node: NodeId::DOCUMENT, held: Held::Parts(Vec::new()) }
    }

    pub(super) fn new(frame: Frame, container: ContainerId, node: NodeId) -> Self {
        let held = match frame {
            Frame::List => Held::Items(Vec::new()),
            Frame::Definitions => Held::Definitions(Vec::new()),
            Frame::Table => Held::Table { caption: Vec::new(), cells: Cells::default() },
            Frame::Figure => Held::Figure { images: Vec::new(), caption: Vec::new(), parts: Vec::new() },
            Frame::Item | Frame::Meaning | Frame::Quote | Frame::Post => Held::Parts(Vec::new()),
            Frame::Term | Frame::TableCaption | Frame::Cell | Frame::Caption => Held::Line(Vec::new()),
        };
        Self { frame: Some((frame, container)), node, held }
    }

    pub(super) fn is(&self, frame: Frame, container: ContainerId) -> bool {
        self.frame == Some((frame, container))
    }

    /// Adds a part.
    pub(super) fn part(&mut self, part: Part) {
        match (&mut self.held, part) {
            (Held::Figure { images, .. }, Part::Figure { images: more, .. }) => images.extend(more),
            (Held::Parts(parts) | Held::Figure { parts, .. }, part) => parts.push(part),
            (Held::Line(line), part) => add_line(line, as_line(part), Joint::Break),
            // Frames that hold other than parts are never the innermost.
            _ => {}
        }
    }

    /// Adds a line; by its joint it goes on with what stands before it.
    pub(super) fn line(&mut self, line: Vec<Inline>, joint: Joint) {
        match &mut self.held {
            Held::Line(before) => add_line(before, line, joint.max(Joint::Inline)),
            Held::Parts(parts) | Held::Figure { parts, .. } => match parts.last_mut() {
                Some(Part::Paragraph(before)) if joint < Joint::Break => add_line(before, line, joint),
                _ => parts.push(paragraph(line)),
            },
            _ => {}
        }
    }

    /// Closes the frame: what it is becomes part of the one around it.
    pub(super) fn into_outer(self, dom: &Dom<'_>, addresses: &Addresses, outer: &mut Self) {
        let Some((frame, _)) = self.frame else { return };
        match (self.held, &mut outer.held) {
            (Held::Parts(parts), Held::Items(items)) => items.push((self.node, Item { number: None, parts })),
            (Held::Parts(parts), Held::Definitions(all)) => last_definition(all, false).meanings.push(parts),
            (Held::Line(line), Held::Definitions(all)) => last_definition(all, true).terms.push(line),
            (Held::Line(line), Held::Table { caption, .. }) if frame == Frame::TableCaption => {
                *caption = line;
            }
            (Held::Line(line), Held::Table { cells, .. }) => {
                add_line(cells.entry(self.node).or_default(), line, Joint::Break);
            }
            (Held::Line(line), Held::Figure { caption, .. }) => add_line(caption, line, Joint::Break),
            (Held::Parts(parts), _) if frame == Frame::Post => {
                outer.part(post(dom, self.node, addresses, parts));
            }
            (Held::Parts(parts), _) => outer.part(Part::Quote(parts)),
            (Held::Items(items), _) => outer.part(Part::List(list(dom, self.node, items))),
            (Held::Definitions(definitions), _) => outer.part(Part::Definitions(definitions)),
            (Held::Table { caption, cells }, _) => {
                if let Some(table) = table(dom, self.node, caption, cells) {
                    outer.part(Part::Table(table));
                }
            }
            (Held::Figure { images, caption, parts }, _) => {
                let has_figure = !images.is_empty() || !caption.is_empty();
                for part in parts {
                    outer.part(part);
                }
                if has_figure {
                    outer.figure(images, caption);
                }
            }
            (Held::Line(line), _) => outer.part(paragraph(line)),
        }
    }

    fn figure(&mut self, images: Vec<Image>, caption: Vec<Inline>) {
        match &mut self.held {
            // A figure inside a figure.
            Held::Figure { images: all, caption: before, .. } => {
                all.extend(images);
                add_line(before, caption, Joint::Break);
            }
            _ => self.part(Part::Figure { images, caption }),
        }
    }

    pub(super) fn into_parts(self) -> Vec<Part> {
        match self.held {
            Held::Parts(parts) => parts,
            _ => Vec::new(),
        }
    }
}

/// A line that stands by itself.
fn paragraph(mut line: Vec<Inline>) -> Part {
    match line.pop() {
        Some(Inline::Formula(latex)) if line.is_empty() => Part::Formula(latex),
        Some(Inline::Image(image)) if line.is_empty() => {
            Part::Figure { images: vec![image], caption: Vec::new() }
        }
        last => {
            line.extend(last);
            Part::Paragraph(line)
        }
    }
}

/// A part where only a line can stand.
fn as_line(part: Part) -> Vec<Inline> {
    match part {
        Part::Heading { text, .. } | Part::Paragraph(text) => text,
        Part::Code { text, .. } => {
            let mut line = Vec::new();
            for code in text.lines() {
                if !line.is_empty() {
                    line.push(Inline::Break);
                }
                line.push(Inline::Code(code.to_owned()));
            }
            line
        }
        Part::Formula(latex) => vec![Inline::Formula(latex)],
        Part::Figure { images, .. } => images.into_iter().map(Inline::Image).collect(),
        _ => Vec::new(),
    }
}

fn add_line(before: &mut Vec<Inline>, line: Vec<Inline>, joint: Joint) {
    if before.is_empty() || line.is_empty() {
        before.extend(line);
        return;
    }
    match joint {
        Joint::Inline | Joint::Cell => before.push(Inline::Text(" ".to_owned())),
        Joint::Line | Joint::Break => before.push(Inline::Break),
    }
    before.extend(line);
}

/// The definition that a term or a meaning belongs to: a term behind a meaning
/// begins another.
fn last_definition(all: &mut Vec<Definition>, is_term: bool) -> &mut Definition {
    if all.last().is_none_or(|last| is_term && !last.meanings.is_empty()) {
        all.push(Definition::default());
    }
    let last = all.len() - 1;
    &mut all[last]
}

/// The post that a network's own markup quotes: its words, and its address, which
/// is that of the last link.
fn post(dom: &Dom<'_>, node: NodeId, addresses: &Addresses, parts: Vec<Part>) -> Part {
    let links = dom.descendants(node).filter(|&id| dom.tag(id) == Some(Tag::A));
    let url = links.filter_map(|id| addresses.link(dom, id)).last();
    let provider = url.as_deref().and_then(inset::provider);
    Part::Embed(Embed { provider, author: None, url, parts })
}

/// A list; the numbers of its items are those that a browser shows (HTML
/// Standard § 4.4.8), whichever of them were taken away.
fn list(dom: &Dom<'_>, node: NodeId, items: Vec<(NodeId, Item)>) -> List {
    if dom.tag(node) != Some(Tag::Ol) {
        return List { numbers: None, items: items.into_iter().map(|(_, item)| item).collect() };
    }
    let number =
        |id: NodeId, name: &str| dom.attribute(id, name).and_then(|number| number.trim().parse::<i32>().ok());
    let is_item = |id: &NodeId| dom.tag(*id) == Some(Tag::Li);
    let is_reversed = dom.attribute(node, "reversed").is_some();
    let step = if is_reversed { -1 } else { 1 };
    let first = || {
        if is_reversed {
            i64::try_from(dom.children(node).filter(is_item).count()).unwrap_or(i64::MAX)
        } else {
            1
        }
    };
    let mut next = number(node, "start").map_or_else(first, i64::from);
    let mut items = items.into_iter().peekable();
    let mut counted = Vec::new();
    for id in dom.children(node).filter(is_item) {
        let value = number(id, "value").map_or(next, i64::from);
        next = value + step;
        if let Some((_, item)) = items.next_if(|(of, _)| *of == id) {
            counted.push(Item { number: Some(value), ..item });
        }
    }
    // Items that no item of the list is the parent of.
    for (_, item) in items {
        counted.push(Item { number: Some(next), ..item });
        next += step;
    }
    let first = counted.first().and_then(|item| item.number).unwrap_or(1);
    List { numbers: Some(Numbers { first }), items: counted }
}
