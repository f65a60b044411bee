//! The parts of a page that its elements name: by tag, by role, by class.
//!
//! What holds for a container is handed down to those in it. An element that holds the main heading is the page or its text, whatever it is
//! called, and so says nothing about what is in it.

use dehusk_dom::{Dom, NodeId, Tag};

use super::class;
use super::part::{self, Part};
use super::{Standing, shape};
use crate::block::{BlockId, BlockKind, Container, ContainerId};
use crate::cue::CueKind;
use crate::feature::Region;
use crate::rule::Case;
use crate::verdict::Label;

/// A label at the head of a box has at most so many words.
const LONGEST_HEAD: f32 = 10.0;

/// What is handed down from a container to those in it.
#[derive(Debug, Clone, Copy, Default)]
struct Inherited {
    standing: Option<Standing>,
    /// In an article or the main part: a `footer` there is not the page's.
    in_text: bool,
    /// In the page's head, foot or side.
    at_edge: bool,
}

/// By container: what it and the containers around it are.
pub(super) struct Standings(Vec<Inherited>);

impl Standings {
    /// Of all containers, outer ones first. To wait until a block asks was
    /// rejected: most are around some block that was taken away, and to remember
    /// which are known costs as much as the others do.
    pub(super) fn of(case: &Case<'_>) -> Self {
        let is_main = |&id: &BlockId| case.tree.block(id).kind == BlockKind::Heading(1);
        let main_heading = case.tree.ids().find(is_main);
        let mut all: Vec<Inherited> = Vec::with_capacity(case.tree.containers.len());
        for (at, container) in case.tree.containers.iter().enumerate() {
            let around = container.parent.map_or_else(Inherited::default, |parent| all[parent.index()]);
            let id = ContainerId(at as u32);
            all.push(if speaks(case, id, container) {
                inside(case, id, container, around, main_heading)
            } else {
                around
            });
        }
        Self(all)
    }

    pub(super) fn standing(&self, id: ContainerId) -> Option<Standing> {
        self.0[id.index()].standing
    }
}

/// Whether anything about a container could say what it is: most are `li` and `div`
/// of which nothing does.
fn speaks(case: &Case<'_>, id: ContainerId, container: &Container) -> bool {
    let info = case.context.container(id);
    let mut blocks = case.tree.blocks_in(id);
    blocks.next().is_some_and(|head| {
        info.said.names_something()
            || info.has_role
            || !is_plain(container.tag)
            || case.cue_kind(BlockId::at(head)).is_some()
    })
}

/// Whether an element says nothing by its tag.
const fn is_plain(tag: Tag) -> bool {
    !matches!(
        tag,
        Tag::Article
            | Tag::Main
            | Tag::Nav
            | Tag::Menu
            | Tag::Search
            | Tag::Header
            | Tag::Footer
            | Tag::Aside
            | Tag::Form
            | Tag::Dialog
            | Tag::BlockQuote
            | Tag::Figure
    )
}

/// What holds in a container that lies in another.
fn inside(
    case: &Case<'_>,
    id: ContainerId,
    container: &Container,
    from: Inherited,
    main_heading: Option<BlockId>,
) -> Inherited {
    let tag = container.tag;
    let mut this = Inherited {
        in_text: from.in_text || matches!(tag, Tag::Article | Tag::Main),
        at_edge: from.at_edge || matches!(tag, Tag::Footer | Tag::Aside | Tag::Nav) && !from.in_text,
        ..from
    };
    if let Some(part) = own(case, id, container, from)
        && !is_page(case, id, container, main_heading)
    {
        this.at_edge |= matches!(part, Part::Header | Part::Footer);
        let outer = from.standing.map(|standing| standing.part);
        // What yields to the part around it leaves that where it is.
        if part::inside(outer, Some(part)) == Some(part) {
            this.standing = Some(Standing { part, container: id });
        }
    }
    this
}

/// Whether a container is the page, or the part of it that has its text.
fn is_page(case: &Case<'_>, id: ContainerId, container: &Container, main_heading: Option<BlockId>) -> bool {
    let blocks = case.tree.blocks_in(id);
    if matches!(container.tag, Tag::Html | Tag::Body | Tag::Main) {
        return true;
    }
    match main_heading {
        Some(heading) => blocks.contains(&heading.index()),
        None => case.context.words_in(blocks) > 0.5 * case.context.words_in(0..case.tree.len()),
    }
}

fn own(case: &Case<'_>, id: ContainerId, container: &Container, from: Inherited) -> Option<Part> {
    let words = || case.context.words_in(case.tree.blocks_in(id));
    let said = case.context.container(id).said;
    let by_class = if said.names_something() { class::part(said, words(), || from.at_edge) } else { None };
    match by_class {
        // The page's foot is called by many names, its `nav` by none.
        // Sphinx calls its bar of links `related`.
        Some(Part::Is(Label::Related)) if is_menu(case, id, container, from.in_text) => {
            Some(Part::Is(Label::Navigation))
        }
        Some(part) if part != Part::Footer => Some(part),
        // Nor is what an article calls its foot the page's.
        footer => by_element(case, id, container, from.in_text)
            .or(footer.filter(|_| !from.in_text))
            .or_else(|| by_head(case, id, words))
            .or_else(|| by_kind(case, id, container)),
    }
}

/// Whether a `nav` has links of few words.
fn is_menu(case: &Case<'_>, id: ContainerId, container: &Container, in_text: bool) -> bool {
    by_element(case, id, container, in_text) == Some(Part::Is(Label::Navigation))
        && !shape::has_titles(case, case.tree.blocks_in(id))
}

fn by_element(case: &Case<'_>, id: ContainerId, container: &Container, in_text: bool) -> Option<Part> {
    let by_role = if case.context.container(id).has_role { by_role(case, container.node) } else { None };
    by_role.or(match container.tag {
        Tag::Nav | Tag::Menu | Tag::Search => Some(Part::Is(Label::Navigation)),
        Tag::Footer if !in_text => Some(Part::Footer),
        Tag::Header if !in_text => Some(Part::Header),
        _ => None,
    })
}

fn by_role(case: &Case<'_>, node: NodeId) -> Option<Part> {
    match case.dom.attribute(node, "role")? {
        "navigation" | "menu" | "menubar" | "search" => Some(Part::Is(Label::Navigation)),
        "banner" => Some(Part::Header),
        "contentinfo" => Some(Part::Footer),
        _ => None,
    }
}

/// The part that the first line of a box announces: "Share", "Comments (3)".
fn by_head(case: &Case<'_>, id: ContainerId, words: impl Fn() -> f32) -> Option<Part> {
    let blocks = case.tree.blocks_in(id);
    if blocks.len() < 2 {
        return None;
    }
    let head = BlockId::at(blocks.start);
    let kind = case.cue_kind(head)?;
    if case.words(head) > LONGEST_HEAD {
        return None;
    }
    announced(kind).map(Part::Is).filter(|part| part.fits(words()))
}

/// What a line with a cue is the head of.
pub(super) const fn announced(kind: CueKind) -> Option<Label> {
    Some(match kind {
        CueKind::Related | CueKind::ReadAlso => Label::Related,
        CueKind::Comments => Label::Comments,
        CueKind::BioHeading => Label::AuthorBio,
        CueKind::Newsletter | CueKind::Follow => Label::Promotion,
        CueKind::Share => Label::ShareBar,
        CueKind::Cookie => Label::CookieNotice,
        CueKind::Advertisement => Label::Advertisement,
        CueKind::Categories => Label::Categories,
        _ => return None,
    })
}

/// Forms that ask for an address or a password, dialogs about cookies.
fn by_kind(case: &Case<'_>, id: ContainerId, container: &Container) -> Option<Part> {
    let mut blocks = case.tree.blocks_in(id).map(BlockId::at);
    match container.tag {
        Tag::Form => asked_for(case.dom, container.node).map(Part::Is),
        Tag::Dialog => blocks
            .any(|id| case.cue_kind(id) == Some(CueKind::Cookie))
            .then_some(Part::Is(Label::CookieNotice)),
        Tag::BlockQuote | Tag::Figure => {
            blocks.next().filter(|&id| case.context.is_in(id, Region::Post)).map(|_| Part::Is(Label::Embed))
        }
        _ => None,
    }
}

/// Elements of a form that are looked at.
const MOST_FIELDS: usize = 64;

fn asked_for(dom: &Dom<'_>, form: NodeId) -> Option<Label> {
    let mut label = None;
    for node in dom.descendants(form).take(MOST_FIELDS) {
        match dom.tag(node) {
            // A longer message: a comment, or a letter to the site.
            Some(Tag::TextArea) => return None,
            Some(Tag::Input) => match dom.attribute(node, "type") {
                Some("password" | "search") => return Some(Label::Navigation),
                Some("email") => label = Some(Label::Promotion),
                _ => {}
            },
            _ => {}
        }
    }
    label
}
