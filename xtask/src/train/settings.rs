//! What is learned from, and how: the hyper-parameters in one place.

use super::boost;

/// A set to learn from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source {
    /// Its folder.
    pub(super) set: &'static str,
    /// What one of its pages counts for.
    pub(super) weight: f32,
    /// In how many shapes each of its pages is written down as a text.
    pub(super) shapes: usize,
    pub(super) known: Known,
}

/// What is known of the pages of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// The main text.
    Text,
    /// Snippets that are in it, and snippets that are not.
    Snippets,
}

const fn source(set: &'static str, shapes: usize) -> Source {
    Source { set, weight: 1.0, shapes, known: Known::Text }
}

/// The sets whose licences let a model that ships be trained on them.
///
/// `wcxb-dev` has the convention that a reader would call the main text, for all
/// page types; the others lend languages and forums that it does not have. Their
/// annotators' ideas of content differ, but a page of any set counts alike: to
/// halve the others' weights wins less on `wcxb-dev` than it loses on them.
/// `trafilatura` has pages of all kinds, most of them German, and snippets of
/// their menus and teasers: what none of the others shows outside of English.
pub(super) const PAGE_SOURCES: [Source; 7] = [
    source("wcxb-dev", 0),
    source("fundus", 0),
    source("magic-html-article", 0),
    source("magic-html-forum", 0),
    source("harvest-forum", 0),
    source("chinese-wced", 0),
    Source { known: Known::Snippets, ..source("trafilatura", 0) },
];

/// The same pages as texts: as scrapes that were given, as scrapes of our own,
/// and as clean texts. The small sets, which have all the other languages, come
/// in more shapes than the large one.
pub(super) const TEXT_SOURCES: [Source; 7] = [
    source("wcxb-dev-text", 0),
    source("wcxb-dev", 2),
    source("fundus", 5),
    source("magic-html-article", 5),
    source("magic-html-forum", 4),
    source("harvest-forum", 4),
    source("chinese-wced", 5),
];

/// What a clean text counts for, in times of a scrape: it has fewer blocks that
/// could go wrong, but may lose none.
pub(super) const CLEAN_WEIGHT: f32 = 3.0;

/// Folds of the cross-validation.
pub(super) const FOLDS: usize = 5;

/// How the model for pages is boosted. Rates and shares were chosen by
/// cross-validation; more trees than this bring no more than the noise between
/// seeds.
pub(super) const PAGE_BOOST: boost::Settings =
    boost::Settings { trees: 500, depth: 6, rate: 0.08, l2: 3.0, features: 0.25, rows: 0.25, seed: 1 };

/// How the model for texts is boosted: fewer trees, because a text has more
/// blocks to the byte than a page.
pub(super) const TEXT_BOOST: boost::Settings = boost::Settings { trees: 200, rate: 0.15, ..PAGE_BOOST };

/// Binary places of the model's integers: leaves in units of 1/1024 log-odds.
pub(super) const BITS: u8 = 10;

/// Gold texts shorter than so many words count as if they had so many: one word
/// of a text of five may not weigh as much as forty of a text of two hundred.
pub(super) const LEAST_GOLD: f32 = 30.0;

/// A page's blocks weigh at most as much as so many times its gold: of pages
/// that are nearly all boilerplate, not every block needs to be heard, but enough
/// of them: short articles of large portals drown in teasers first.
pub(super) const MOST_WEIGHT: f32 = 8.0;

/// What every block weighs at least, in shares of the gold: short blocks are
/// nothing to the metric, but something to the reader.
pub(super) const LEAST_WEIGHT: f32 = 0.002;
