//! The walk that finds the blocks.

mod lay;

use std::ops::Range;

use dehusk_dom::{Dom, NodeId, NodeKind, Step, Tag};

use super::Setting;
use super::media::media_links;
use super::run::{Lines, Run};
use super::tags::{Role, holds_prose, role};
use crate::block::{Block, BlockKind, BlockTree, Container, ContainerId, Inset, Joint, LinkSpan, TextSource};
use crate::cue::Cues;
use crate::hidden::is_hidden;

/// Cells longer than this are columns of a layout, not of a table of data.
const LONGEST_CELL: usize = 200;

/// Lines before the text proper, among which a label may be glued to the title.
const HEAD_LINES: usize = 6;

/// What the next block is the first block of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pin {
    None,
    Item,
    Term,
    Cell,
}

pub(super) struct Walk<'a> {
    dom: &'a Dom<'a>,
    cues: &'a Cues,
    setting: Setting,
    tree: BlockTree,
    run: Run,
    /// The containers that are open, the innermost last.
    open: Vec<ContainerId>,
    /// How the next block will hang together with the last.
    joint: Joint,
    pin: Pin,
    /// Opaque elements inside the run; their blocks follow it.
    opaque: Vec<Tag>,
    lists: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(dom: &'a Dom<'a>, setting: Setting, cues: &'a Cues) -> Self {
        Self {
            dom,
            cues,
            setting,
            tree: BlockTree::default(),
            run: Run::default(),
            open: Vec::new(),
            joint: Joint::Break,
            pin: Pin::None,
            opaque: Vec::new(),
            lists: 0,
        }
    }

    pub(super) fn run(mut self) -> BlockTree {
        let mut steps = self.dom.traverse(NodeId::DOCUMENT);
        while let Some(step) = steps.next() {
            match step {
                Step::Enter(id) => match self.dom.kind(id) {
                    NodeKind::Element(tag) => {
                        if self.enter(id, tag) == Enter::SkipChildren {
                            steps.skip_children(id);
                        }
                    }
                    NodeKind::Text => self.text(id),
                    NodeKind::Fragment => steps.skip_children(id),
                    NodeKind::Document | NodeKind::Doctype | NodeKind::Comment => {}
                },
                Step::Leave(id) => {
                    if let NodeKind::Element(tag) = self.dom.kind(id) {
                        self.leave(id, tag);
                    }
                }
            }
        }
        self.flush();
        self.tree.sources = self.run.sources;
        self.tree
    }

    fn enter(&mut self, id: NodeId, tag: Tag) -> Enter {
        match self.role(id, tag) {
            Role::Unseen => return Enter::SkipChildren,
            Role::LineBreak => self.run.line_break(&mut self.tree.text),
            Role::Rule => {
                self.boundary(Joint::Break);
                self.inset(id);
            }
            Role::Opaque => {
                self.inset(id);
                self.opaque.push(tag);
                return Enter::SkipChildren;
            }
            Role::Preformatted => {
                self.boundary(Joint::Break);
                self.preformatted(id);
                return Enter::SkipChildren;
            }
            Role::Control => {
                self.boundary(Joint::Inline);
                self.control(id);
                return Enter::SkipChildren;
            }
            Role::Inline if is_hidden(self.dom, id) => {
                self.boundary(Joint::Inline);
                self.open_container(id, tag);
            }
            Role::Inline => {
                if self.divides_children(id) {
                    self.boundary(Joint::Inline);
                }
                match tag {
                    Tag::A => self.run.open_link(id),
                    Tag::Img => self.inset(id),
                    _ => {}
                }
            }
            Role::Block => {
                self.enter_block(tag);
                self.open_container(id, tag);
            }
        }
        Enter::Children
    }

    fn leave(&mut self, id: NodeId, tag: Tag) {
        if self.open.last().is_some_and(|&container| self.tree.container(container).node == id) {
            self.flush();
            self.pin = Pin::None;
            self.boundary(if self.role(id, tag) == Role::Inline { Joint::Inline } else { self.break_here() });
            if is_list(tag) {
                self.lists -= 1;
                self.joint = self.break_here();
            }
            let end = self.tree.blocks.len() as u32;
            if let Some(container) = self.open.pop() {
                self.tree.containers[container.index()].blocks.end = end;
            }
        } else if tag == Tag::A {
            self.run.close_link(&self.tree.text);
        }
    }

    /// Buttons that stand for a heading, as in accordions, are its text.
    fn role(&self, id: NodeId, tag: Tag) -> Role {
        match role(self.dom, id, tag) {
            Role::Control if tag == Tag::Button && holds_prose(self.innermost_tag()) => Role::Inline,
            role => role,
        }
    }

    /// A block element begins. Items, rows and cells hang together with their
    /// neighbours, whatever element their text stands in.
    fn enter_block(&mut self, tag: Tag) {
        let (joint, pin) = match tag {
            Tag::Li => (Joint::Line, Pin::Item),
            Tag::Dt | Tag::Dd => (Joint::Line, Pin::Term),
            Tag::Tr => (Joint::Line, Pin::Cell),
            Tag::Td | Tag::Th => (Joint::Cell, Pin::Cell),
            Tag::THead | Tag::TBody | Tag::TFoot => (Joint::Line, Pin::None),
            _ => {
                self.boundary(self.break_here());
                self.lists += usize::from(is_list(tag));
                return;
            }
        };
        self.flush();
        let has_sibling = self
            .open
            .last()
            .is_some_and(|&parent| self.tree.container(parent).blocks.start < self.tree.blocks.len() as u32);
        if has_sibling {
            self.joint = joint;
        }
        self.pin = pin;
    }

    /// Paragraphs of one list item are lines of the list.
    fn break_here(&self) -> Joint {
        if self.lists > 0 { Joint::Line } else { Joint::Break }
    }

    fn open_container(&mut self, id: NodeId, tag: Tag) {
        let parent = self.open.last().copied();
        let at = self.tree.blocks.len() as u32;
        self.open.push(ContainerId(self.tree.containers.len() as u32));
        let depth = self.open.len() as u32 - 1;
        self.tree.containers.push(Container { node: id, tag, parent, depth, blocks: at..at });
    }

    fn innermost_tag(&self) -> Tag {
        self.open.last().map_or(Tag::Html, |&container| self.tree.container(container).tag)
    }

    fn is_bare(&self) -> bool {
        matches!(self.innermost_tag(), Tag::Html | Tag::Body)
    }

    fn text(&mut self, id: NodeId) {
        if self.open.is_empty() {
            return;
        }
        let text = self.dom.text(id);
        let lines = match self.setting {
            _ if !self.is_bare() => Lines::Fold,
            Setting::Page => Lines::KeepBlank,
            Setting::Bare if self.is_alone(id) => return self.bare_text(text, &[]),
            Setting::Bare => return self.run.push_raw(&mut self.tree.text, text),
        };
        self.run.unseen = Some(id);
        self.run.push(&mut self.tree.text, text, lines);
        self.run.unseen = None;
    }

    /// What is written next comes from no text node, but from the element around
    /// it.
    fn no_source(&mut self) {
        if let Some(&container) = self.open.last() {
            let node = self.tree.container(container).node;
            self.run.sources.push(TextSource { start: self.tree.text.len() as u32, node });
        }
    }

    fn inset(&mut self, node: NodeId) {
        if let Some(&container) = self.open.last() {
            let (blocks_before, at) = (self.tree.blocks.len() as u32, self.tree.text.len() as u32);
            self.tree.insets.push(Inset { node, container, blocks_before, at });
        }
    }

    /// Whether a text is all that its element holds, as in plain text; then its
    /// lines are found where it stands.
    fn is_alone(&self, id: NodeId) -> bool {
        let beside = [self.dom.previous_sibling(id), self.dom.next_sibling(id)];
        beside.iter().all(Option::is_none)
            && self.run.is_empty(&self.tree.text)
            && self.dom.parent(id).is_some_and(|parent| {
                self.open.last().is_some_and(|&container| self.tree.container(container).node == parent)
            })
    }

    /// Whether `id` is one of several inline elements that fill a container
    /// without any text of its own: tabs, chips, the parts of a card.
    fn divides_children(&self, id: NodeId) -> bool {
        let Some(&container) = self.open.last() else { return false };
        let parent = self.tree.container(container);
        if self.dom.parent(id) != Some(parent.node) || holds_prose(parent.tag) || self.is_bare() {
            return false;
        }
        // Only the neighbours are looked at: each child is asked once, so that
        // looking at all of them would be quadratic.
        let beside = [self.dom.previous_sibling(id), self.dom.next_sibling(id)];
        let is_text = |node: NodeId| self.dom.kind(node) == NodeKind::Text && !is_blank(self.dom.text(node));
        !beside.into_iter().flatten().any(is_text) && self.is_flanked(id)
    }

    /// Whether an inline element stands before `id` with only white space
    /// between.
    fn is_flanked(&self, id: NodeId) -> bool {
        let mut before = self.dom.previous_sibling(id);
        while let Some(node) = before {
            match self.dom.kind(node) {
                NodeKind::Text if is_blank(self.dom.text(node)) => {}
                NodeKind::Comment => {}
                NodeKind::Element(tag) => return self.role(node, tag) == Role::Inline,
                _ => return false,
            }
            before = self.dom.previous_sibling(node);
        }
        false
    }

    fn boundary(&mut self, joint: Joint) {
        self.flush();
        if self.pin == Pin::None {
            self.joint = self.joint.max(joint);
        }
    }

    /// Ends the run and makes blocks of it.
    fn flush(&mut self) {
        if !self.run.is_empty(&self.tree.text) {
            self.flush_run();
        }
        if !self.opaque.is_empty() {
            let at = self.tree.text.len();
            let mut opaque = std::mem::take(&mut self.opaque);
            for tag in opaque.drain(..) {
                self.add(BlockKind::Opaque(tag), at..at, 0..0);
            }
            self.opaque = opaque;
        }
    }

    /// The vectors go back to the run, so that the next need not allocate.
    fn flush_run(&mut self) {
        let is_raw = self.run.is_raw;
        let range = self.run.take(&self.tree.text);
        let mut links = std::mem::take(&mut self.run.links);
        let mut breaks = std::mem::take(&mut self.run.breaks);
        if is_raw {
            self.raw_run(range.start, &mut links);
            links.clear();
            self.run.links = links;
            return;
        }
        let mut left = links.iter().peekable();
        let mut start = range.start;
        for end in breaks.drain(..).chain([range.end]) {
            let paragraph = start..start + self.tree.text[start..end].trim_end().len();
            if start > range.start {
                self.joint = Joint::Break;
            }
            self.paragraph(paragraph, &mut left);
            start = end;
        }
        links.clear();
        self.run.links = links;
        self.run.breaks = breaks;
    }

    /// Lines are found in the run's text, which then gives way to theirs.
    fn raw_run(&mut self, start: usize, links: &mut [LinkSpan]) {
        let raw = self.tree.text.split_off(start);
        self.run.restart(&self.tree.text);
        for link in &mut *links {
            link.text = link.text.start - start as u32..link.text.end - start as u32;
        }
        // The link that is open goes on in the next run.
        let open = self.run.link.take();
        self.bare_text(&raw, links);
        self.run.link = open;
    }

    /// Lines that a `<br>` divides are blocks where no element holds them.
    fn paragraph(&mut self, range: Range<usize>, links: &mut Links<'_>) {
        let kind = self.kind();
        if kind != BlockKind::Bare {
            return self.pieces(kind, range, links);
        }
        let mut start = range.start;
        let lengths: Vec<usize> = self.tree.text[range].split('\n').map(str::len).collect();
        for length in lengths {
            self.pieces(kind, start..start + length, links);
            self.joint = Joint::Line;
            start += length + 1;
        }
        self.joint = Joint::Inline;
    }

    /// A line, without the labels and links that are glued to it; those become
    /// blocks of their own, so that each can have its own verdict.
    fn pieces(&mut self, kind: BlockKind, mut range: Range<usize>, links: &mut Links<'_>) {
        if kind == BlockKind::Bare
            && self.tree.blocks.len() < HEAD_LINES
            && let Some(length) = self.cues.date_prefix(&self.tree.text[range.clone()])
        {
            self.piece(kind, range.start..range.start + length, links);
            range.start += length;
        }
        let base = range.start;
        for media in media_links(&self.tree.text[range.clone()]) {
            let media = base + media.start..base + media.end;
            self.piece(kind, range.start..media.start, links);
            self.piece(BlockKind::MediaLink, media.clone(), links);
            range.start = media.end;
        }
        self.piece(kind, range, links);
    }

    fn piece(&mut self, kind: BlockKind, range: Range<usize>, links: &mut Links<'_>) {
        let text = &self.tree.text[range.clone()];
        let start = range.start + text.len() - text.trim_start().len();
        let end = start + text.trim().len();
        if start == end {
            return;
        }
        let first = self.tree.links.len() as u32;
        while let Some(link) = links.next_if(|link| (link.text.start as usize) < end) {
            let clipped = link.text.start.max(start as u32)..link.text.end.min(end as u32);
            self.tree.links.push(LinkSpan { text: clipped, node: link.node });
        }
        let last = self.tree.links.len() as u32;
        self.add(kind, start..end, first..last);
    }

    fn kind(&self) -> BlockKind {
        let tag = self.innermost_tag();
        match (tag.heading_level(), tag, self.pin) {
            (Some(level), ..) => BlockKind::Heading(level),
            (_, Tag::FigCaption | Tag::Caption, _) => BlockKind::Caption,
            (_, Tag::Td | Tag::Th, _) | (.., Pin::Cell) => BlockKind::Cell,
            (.., Pin::Item) => BlockKind::ListItem,
            (_, Tag::Html | Tag::Body, _) => BlockKind::Bare,
            _ => BlockKind::Paragraph,
        }
    }

    fn preformatted(&mut self, id: NodeId) {
        let start = self.tree.text.len();
        for node in self.dom.descendants(id) {
            match self.dom.kind(node) {
                NodeKind::Text => self.tree.text.push_str(self.dom.text(node)),
                NodeKind::Element(Tag::Br) => self.tree.text.push('\n'),
                _ => {}
            }
        }
        let text = &self.tree.text[start..];
        let from = start + text.len() - text.trim_start_matches(['\n', '\r']).len();
        let to = from + self.tree.text[from..].trim_end().len();
        if from < to {
            self.run.sources.push(TextSource { start: from as u32, node: id });
            self.add(BlockKind::Preformatted, from..to, 0..0);
        }
        self.run.restart(&self.tree.text);
        self.boundary(Joint::Break);
    }

    fn control(&mut self, id: NodeId) {
        self.no_source();
        for node in self.dom.descendants(id) {
            match self.dom.kind(node) {
                NodeKind::Text
                    if self.dom.parent(node).and_then(|p| self.dom.tag(p)) != Some(Tag::Script) =>
                {
                    self.run.push(&mut self.tree.text, self.dom.text(node), Lines::Fold);
                }
                NodeKind::Element(_) => self.run.space(),
                _ => {}
            }
        }
        let range = self.run.take(&self.tree.text);
        let mut links = std::mem::take(&mut self.run.links);
        if !range.is_empty() {
            self.piece(BlockKind::Control, range, &mut links.iter().peekable());
        }
        links.clear();
        self.run.links = links;
        self.run.breaks.clear();
        self.boundary(Joint::Inline);
    }

    fn add(&mut self, kind: BlockKind, text: Range<usize>, links: Range<u32>) {
        let Some(&container) = self.open.last() else { return };
        let joint =
            if self.joint == Joint::Cell && text.len() > LONGEST_CELL { Joint::Break } else { self.joint };
        let text = text.start as u32..text.end as u32;
        self.tree.blocks.push(Block { kind, joint, container, text, links });
        self.joint = Joint::Inline;
        self.pin = Pin::None;
    }
}

type Links<'a> = std::iter::Peekable<std::slice::Iter<'a, LinkSpan>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Enter {
    Children,
    SkipChildren,
}

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

const fn is_list(tag: Tag) -> bool {
    matches!(tag, Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir | Tag::Dl)
}
