//! Scrapes: the visible text of a labelled page, as tools that know nothing of
//! its content write it down.
//!
//! Nobody knows in which form a text will come, so a page is written in several:
//! a line a block or with blank lines between, wrapped, with bullets, indented,
//! menus in one line, with part of the markup left in, or only the surroundings
//! of the article, as readers' tools leave them. The markup stands on content
//! and furniture alike, so that it tells nothing by itself. What each page gets
//! is drawn by its id: the same in every run.

mod part;
mod style;
mod write;

pub(super) use part::{Piece, pieces};

use self::style::Style;
use super::boost::Random;

/// A way to write a page down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A line a block.
    Lines,
    /// A blank line between all blocks.
    Blanks,
    /// Blank lines between paragraphs, prose wrapped at a width.
    Wrapped,
    /// Bullets and dashes before items, signs before headings.
    Bullets,
    /// Tabs and spaces before lines, no blank lines.
    Indented,
    /// Runs of links in one line.
    Joined,
    /// Markup here and there.
    Mixed,
    /// The content with some of what stands around it, in any of these forms.
    Part,
}

impl Shape {
    pub(super) const ALL: [Self; 8] = [
        Self::Lines,
        Self::Blanks,
        Self::Wrapped,
        Self::Bullets,
        Self::Indented,
        Self::Joined,
        Self::Mixed,
        Self::Part,
    ];

    /// Its name in reports.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Blanks => "blanks",
            Self::Wrapped => "wrapped",
            Self::Bullets => "bullets",
            Self::Indented => "indented",
            Self::Joined => "joined",
            Self::Mixed => "mixed",
            Self::Part => "part",
        }
    }

    /// `count` different shapes for a page, the last of them [`Shape::Part`].
    pub(super) fn draw(id: &str, count: usize) -> Vec<Self> {
        let mut random = Random::new(seed(id, 0));
        let mut all = Self::ALL;
        let others = all.len() - 1;
        for at in 0..others {
            all.swap(at, at + random.below(others - at));
        }
        let mut drawn = all[..count - 1].to_vec();
        drawn.push(Self::Part);
        drawn
    }
}

/// A page's pieces as a text, and whether there is markup in it.
pub(super) fn scrape(id: &str, pieces: &[Piece<'_>], shape: Shape) -> (String, bool) {
    let mut random = Random::new(seed(id, shape as u64 + 1));
    let style = Style::draw(shape, &mut random);
    let kept = if shape == Shape::Part { part::around_content(pieces, &mut random) } else { pieces.to_vec() };
    (write::write(&kept, &style, &mut random), style.markup > 0.0)
}

/// FNV-1a of a page's id and a number.
fn seed(id: &str, salt: u64) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325 ^ salt, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use dehusk_classify::{BlockKind, Joint};

    use super::{Piece, Shape, scrape};

    fn piece(text: &str, kind: BlockKind, is_link: bool) -> Piece<'_> {
        Piece { text, kind, joint: Joint::Break, is_link, is_content: !is_link }
    }

    #[test]
    fn every_shape_has_every_word_and_is_the_same_in_every_run() {
        let prose = "The river rose again on Sunday & the lower town, <so> they say, was cleared by noon.";
        let pieces = [
            piece("Home", BlockKind::ListItem, true),
            piece("News", BlockKind::ListItem, true),
            piece("Flood", BlockKind::Heading(1), false),
            piece(prose, BlockKind::Paragraph, false),
        ];
        for shape in Shape::ALL.into_iter().filter(|shape| *shape != Shape::Part) {
            let (text, has_markup) = scrape("urn:x:1", &pieces, shape);
            let read =
                if has_markup { text.replace("&amp;", "&").replace("&lt;", "<") } else { text.clone() };
            let read = read.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(pieces.iter().all(|piece| read.contains(piece.text)), "{shape:?}: {text}");
            assert_eq!(scrape("urn:x:1", &pieces, shape).0, text);
        }
    }

    #[test]
    fn shapes_of_a_page_differ_and_the_last_is_a_part() {
        for page in 0..40 {
            let mut shapes = Shape::draw(&format!("urn:x:{page}"), 5);
            assert_eq!(shapes.last(), Some(&Shape::Part));
            shapes.sort_by_key(|shape| shape.name());
            shapes.dedup();
            assert_eq!(shapes.len(), 5);
        }
    }
}
