//! How a tool writes blocks down.

use super::Shape;
use crate::train::boost::Random;

/// What stands between blocks and before them.
#[derive(Debug, Clone)]
pub(super) struct Style {
    /// Between blocks that have nothing to do with each other.
    pub(super) gap: Gap,
    /// Between pieces of one line.
    pub(super) inline: &'static str,
    /// Between cells of a row.
    pub(super) cell: &'static str,
    /// Before items of a list.
    pub(super) bullet: &'static str,
    /// Before headings.
    pub(super) heading: &'static str,
    /// Before other lines.
    pub(super) indent: &'static str,
    /// Where prose is wrapped.
    pub(super) width: Option<usize>,
    /// Between short links that follow each other, if they stand in one line.
    pub(super) links: Option<&'static str>,
    /// Chance that a stretch of blocks keeps its markup.
    pub(super) markup: f32,
}

/// What divides blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    Line,
    Blank,
    /// A blank line around paragraphs and headings, else a line break.
    ByKind,
}

impl Style {
    pub(super) fn draw(shape: Shape, random: &mut Random) -> Self {
        let of = |random: &mut Random, choices: &[&'static str]| choices[random.below(choices.len())];
        let plain = Self {
            gap: Gap::ByKind,
            inline: of(random, &["\n", " ", " "]),
            cell: of(random, &["\t", " | ", "\n", " "]),
            bullet: of(random, &["", "", "- ", "  "]),
            heading: "",
            indent: "",
            width: None,
            links: None,
            markup: 0.0,
        };
        match shape {
            Shape::Lines => Self { gap: Gap::Line, inline: of(random, &["\n", " "]), ..plain },
            Shape::Blanks => Self { gap: Gap::Blank, ..plain },
            Shape::Wrapped => Self {
                gap: [Gap::ByKind, Gap::Blank][random.below(2)],
                width: Some(64 + random.below(17)),
                ..plain
            },
            Shape::Bullets => Self {
                bullet: of(random, &["- ", "* ", "• ", "– ", "  * "]),
                heading: of(random, &["", "# ", "## "]),
                ..plain
            },
            Shape::Indented => Self {
                gap: Gap::Line,
                bullet: of(random, &["\t", "    ", "  "]),
                indent: of(random, &["", "  ", "\t"]),
                ..plain
            },
            Shape::Joined => Self {
                gap: [Gap::Line, Gap::ByKind][random.below(2)],
                inline: " ",
                links: Some(of(random, &[" ", " | ", "  ", " · "])),
                ..plain
            },
            Shape::Mixed => Self { markup: 0.2 + 0.6 * random.unit(), ..plain },
            Shape::Part => {
                let others = [
                    Shape::Lines,
                    Shape::Blanks,
                    Shape::Blanks,
                    Shape::Wrapped,
                    Shape::Bullets,
                    Shape::Joined,
                    Shape::Mixed,
                ];
                Self::draw(others[random.below(others.len())], random)
            }
        }
    }
}
