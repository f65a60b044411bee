//! What a block is that was taken away, finer than "boilerplate".
//!
//! Asked only where the score took a block away and no rule has named it: these
//! labels decide nothing about what is kept. So they may guess where a rule may
//! not. What is nearest to the block speaks first: its own words and inline
//! elements ([`line`]), the classes of the elements around it ([`class`]), the
//! parts of a page that elements name ([`region`]), the heading it stands under
//! ([`section`]), at last its shape ([`shape`]). Two of them that disagree are
//! settled by [`part::within`]: a date in a comment is part of the comment.

mod class;
mod inline;
mod line;
mod part;
mod region;
mod section;
mod shape;
pub(crate) mod words;

use self::class::Classes;
use self::inline::Elements;
use self::part::Part;
use self::region::Standings;
use self::section::Sections;
use crate::block::{BlockId, ContainerId};
use crate::rule::Case;
use crate::verdict::{Label, Reason};

/// Blocks behind a heading that may say what it is.
const MOST_BEHIND: usize = 2;

/// What is known about the containers, sections and inline elements of one
/// document. What several blocks ask for is found out once, so that all blocks
/// together cost linear time.
pub(crate) struct FineLabels<'a> {
    case: &'a Case<'a>,
    standings: Standings,
    sections: Sections,
    elements: Elements,
    classes: Classes<'a>,
}

/// A part of the page, and the element that says so.
#[derive(Debug, Clone, Copy)]
struct Standing {
    part: Part,
    container: ContainerId,
}

impl<'a> FineLabels<'a> {
    pub(crate) fn of(case: &'a Case<'a>) -> Self {
        Self {
            case,
            standings: Standings::of(case),
            sections: Sections::of(case),
            elements: Elements::of(case),
            classes: Classes::new(),
        }
    }

    /// The label of a block that the score took away.
    pub(crate) fn fine_label(&mut self, id: BlockId) -> Label {
        let line = self.line(id);
        match self.line_inside(id, line) {
            Some(part) => part.label(self.case, id),
            None => match shape::label(self.case, id) {
                Label::Related => Label::Related,
                label => self.of_heading(id).unwrap_or(label),
            },
        }
    }

    /// The label of a block that a rule took away. A rule that takes away what
    /// is no text need not know what it belongs to; a line that a cue phrase
    /// covers may be a piece of something larger; and what a heading announces
    /// may have run on into another part of the page.
    pub(crate) fn of_ruling(&mut self, id: BlockId, label: Label, reason: Reason) -> Label {
        let ruled = Some(Part::Is(label));
        let part = match reason {
            Reason::Control => return self.fine_label(id),
            Reason::Cue { .. } => self.line_inside(id, ruled),
            Reason::Announced { heading } => match self.standing_of(self.case.tree.block(id).container) {
                Some(standing) if self.holds(standing, heading) => part::inside(Some(standing.part), ruled),
                Some(standing) if !is_beside(self.case, id, heading) => Some(standing.part),
                Some(standing) => part::inside(ruled, Some(standing.part)),
                None => ruled,
            },
            _ => ruled,
        };
        part.map_or(label, |part| part.label(self.case, id))
    }

    /// The part that a block is by itself.
    fn line(&mut self, id: BlockId) -> Option<Part> {
        line::part(self.case, &self.classes, &mut self.elements, id)
    }

    fn line_inside(&self, id: BlockId, line: Option<Part>) -> Option<Part> {
        part::line_inside(self.around(id), line, self.case.words(id))
    }

    fn holds(&self, standing: Standing, id: BlockId) -> bool {
        self.case.tree.blocks_in(standing.container).contains(&id.index())
    }

    /// What the elements and the heading around a block say.
    fn around(&self, id: BlockId) -> Option<Part> {
        let standing = self.standing_of(self.case.tree.block(id).container);
        match (standing, self.sections.standing(id)) {
            (Some(outer), Some(inner)) if self.depth(outer) <= self.depth(inner) => {
                part::inside(Some(outer.part), Some(inner.part))
            }
            (inner, outer) => part::inside(outer.map(|outer| outer.part), inner.map(|inner| inner.part)),
        }
    }

    /// How deep the element lies that gives a standing.
    fn depth(&self, standing: Standing) -> u32 {
        self.case.tree.container(standing.container).depth
    }

    fn standing_of(&self, container: ContainerId) -> Option<Standing> {
        self.standings.standing(container)
    }

    /// A heading about which nothing is known is part of what follows it.
    fn of_heading(&mut self, id: BlockId) -> Option<Label> {
        if !matches!(self.case.tree.block(id).kind, crate::block::BlockKind::Heading(_)) {
            return None;
        }
        let case = self.case;
        let mut behind = case.behind(id).take(MOST_BEHIND).take_while(|&next| is_beside(case, next, id));
        behind.find_map(|next| {
            let line = self.line(next);
            match self.line_inside(next, line) {
                // A line says what it is, not what its heading is.
                Some(part) => (!part.is_line()).then(|| part.label(self.case, next)),
                None => Some(shape::label(self.case, next)).filter(|&label| label == Label::Related),
            }
        })
    }
}

/// Whether a block stands in the box that a heading is the head of.
fn is_beside(case: &Case<'_>, id: BlockId, heading: BlockId) -> bool {
    case.tree.blocks_in(section::around(case, heading)).contains(&id.index())
}

#[cfg(test)]
mod tests;
