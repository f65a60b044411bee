//! Kept blocks to a tree of content.
//!
//! The blocks come in the order of the document. Of the elements around each,
//! those that mean something for the structure are its frames; frames that the
//! block before had too stay open, the others are closed and opened.

use dehusk_classify::{BlockId, BlockKind, BlockTree, ContainerId, Inset, Joint};
use dehusk_dom::{Dom, NodeId, Tag};

use super::address::Addresses;
use super::frame::{Frame, frames};
use super::inline::Lines;
use super::model::{Content, MOST_LEVELS, Part};
use super::open::Open;
use super::table::Tables;
use super::{code, inset, math};

/// Makes the content of the blocks for which `is_kept`.
///
/// Linear in the document, but for the elements around each block.
pub(crate) fn content(
    dom: &Dom<'_>,
    tree: &BlockTree,
    document: Option<&str>,
    is_kept: impl Fn(BlockId) -> bool,
) -> Content {
    let addresses = Addresses::of(dom, document);
    let mut builder = Builder {
        dom,
        tree,
        lines: Lines { dom, tree, addresses: &addresses },
        tables: Tables::default(),
        shares: Shares::of(tree, &is_kept),
        open: vec![Open::document()],
        last: None,
    };
    let mut insets = tree.insets().iter().peekable();
    for id in tree.ids() {
        let mut inside = Vec::new();
        while let Some(inset) = insets.next_if(|inset| inset.blocks_before as usize <= id.index()) {
            let is_of_line = is_kept(id) && matches!(dom.tag(inset.node), Some(Tag::Img | Tag::Script));
            match tree.place_in(id, inset).filter(|_| is_of_line) {
                Some(place) => inside.push((place, inset.node)),
                None => builder.inset(inset),
            }
        }
        if is_kept(id) {
            builder.block(id, &inside);
        }
    }
    insets.for_each(|inset| builder.inset(inset));
    builder.finish()
}

struct Builder<'e> {
    dom: &'e Dom<'e>,
    tree: &'e BlockTree,
    lines: Lines<'e>,
    tables: Tables,
    shares: Shares,
    /// The frames that are open, the document first.
    open: Vec<Open>,
    /// The last block that was laid, if nothing stands behind it.
    last: Option<BlockId>,
}

impl Builder<'_> {
    fn block(&mut self, id: BlockId, insets: &[(usize, NodeId)]) {
        let goes_on = self.enter(self.tree.containers_of(id));
        let block = self.tree.block(id);
        let joint = if goes_on { self.joint(id) } else { Joint::Break };
        match block.kind {
            BlockKind::Opaque(_) => return,
            BlockKind::Preformatted => {
                let text = self.tree.text(id).to_owned();
                let language =
                    self.tree.sources(id).next().and_then(|(_, pre)| code::language(self.dom, pre));
                self.top().part(Part::Code { language, text });
            }
            BlockKind::Heading(level) => {
                let text = self.lines.of(id, insets);
                self.top().part(Part::Heading { level, text });
            }
            _ => {
                let line = self.lines.of(id, insets);
                self.top().line(line, joint);
            }
        }
        self.last = Some(id);
    }

    /// How a block goes on with the last: what was taken away between the two does
    /// not part them, and lines of several elements are paragraphs.
    fn joint(&self, id: BlockId) -> Joint {
        let Some(last) = self.last else { return Joint::Break };
        let widest = (last.index() + 1..=id.index()).map(|at| self.shares.joints[at]).max();
        let is_line = |id: BlockId| {
            !matches!(
                self.tree.block(id).kind,
                BlockKind::Heading(_) | BlockKind::Preformatted | BlockKind::Opaque(_)
            )
        };
        let is_one_element = self.tree.block(last).container == self.tree.block(id).container;
        match widest {
            Some(joint @ (Joint::Inline | Joint::Cell)) if is_line(last) => joint,
            Some(Joint::Line) if is_line(last) && is_one_element => Joint::Line,
            _ => Joint::Break,
        }
    }

    /// Closes and opens frames so that those of these containers are open.
    /// Whether none had to be.
    fn enter(&mut self, containers: impl Iterator<Item = ContainerId>) -> bool {
        let frames = frames(self.dom, self.tree, &mut self.tables, containers, MOST_LEVELS);
        let is_open = |(open, frame): &(&Open, &(Frame, ContainerId))| open.is(frame.0, frame.1);
        let shared = self.open[1..].iter().zip(&frames).take_while(is_open).count();
        let is_same = shared + 1 == self.open.len() && shared == frames.len();
        while self.open.len() > shared + 1 {
            self.close();
        }
        for &(frame, container) in &frames[shared..] {
            let node = self.tree.container(container).node;
            self.open.push(Open::new(frame, container, node));
        }
        is_same
    }

    fn close(&mut self) {
        let Some(closed) = self.open.pop() else { return };
        if let Some(outer) = self.open.last_mut() {
            closed.into_outer(self.dom, self.lines.addresses, outer);
        }
    }

    /// The innermost frame; there always is the document.
    fn top(&mut self) -> &mut Open {
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    /// An element without text that stands by itself.
    fn inset(&mut self, inset: &Inset) {
        if !self.shares.keeps(self.tree, inset.container) || self.is_unseen(inset) {
            return;
        }
        let part = match self.dom.tag(inset.node) {
            Some(Tag::Hr) => Some(Part::Rule),
            Some(Tag::Img) => inset::image(self.dom, inset.node, self.lines.addresses)
                .map(|image| Part::Figure { images: vec![image], caption: Vec::new() }),
            Some(Tag::Script) => math::of_script(self.dom, inset.node).map(Part::Formula),
            _ => inset::embed(self.dom, inset.node, self.lines.addresses).map(Part::Embed),
        };
        let Some(part) = part else { return };
        self.enter(std::iter::successors(Some(inset.container), |&id| self.tree.container(id).parent));
        self.top().part(part);
        self.last = None;
    }

    /// Whether only those see it who run no scripts, or nobody does.
    fn is_unseen(&self, inset: &Inset) -> bool {
        let node = self.tree.container(inset.container).node;
        std::iter::once(node)
            .chain(self.dom.ancestors(node))
            .any(|id| self.dom.tag(id) == Some(Tag::NoScript))
    }

    fn finish(mut self) -> Content {
        while self.open.len() > 1 {
            self.close();
        }
        let parts = self.open.pop().map(Open::into_parts).unwrap_or_default();
        Content { parts: without_edges(parts) }
    }
}

/// Lines that divide stand between parts, one at a time.
fn without_edges(parts: Vec<Part>) -> Vec<Part> {
    let mut left: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        if part != Part::Rule || left.last().is_some_and(|last| *last != Part::Rule) {
            left.push(part);
        }
    }
    while left.last() == Some(&Part::Rule) {
        left.pop();
    }
    left
}

/// What is known of the blocks, kept and not: how much of a stretch is kept.
struct Shares {
    /// Bytes of text before each block, kept and all.
    before: Vec<(u64, u64)>,
    /// How each block hangs together with the one before it.
    joints: Vec<Joint>,
}

impl Shares {
    fn of(tree: &BlockTree, is_kept: impl Fn(BlockId) -> bool) -> Self {
        let mut sum = (0, 0);
        let mut before = vec![sum];
        for id in tree.ids() {
            let bytes = tree.text(id).len() as u64;
            sum = (sum.0 + if is_kept(id) { bytes } else { 0 }, sum.1 + bytes);
            before.push(sum);
        }
        Self { before, joints: tree.ids().map(|id| tree.block(id).joint).collect() }
    }

    /// Whether what stands in an element without being text is kept: if half of
    /// the text is, in the nearest element around it that has any.
    fn keeps(&self, tree: &BlockTree, inside: ContainerId) -> bool {
        let around = std::iter::successors(Some(inside), |&id| tree.container(id).parent);
        let shares = around.map(|id| {
            let blocks = tree.blocks_in(id);
            let (first, end) = (self.before[blocks.start], self.before[blocks.end]);
            (end.0 - first.0, end.1 - first.1)
        });
        shares.into_iter().find(|&(_, all)| all > 0).is_some_and(|(kept, all)| kept * 2 >= all)
    }
}
