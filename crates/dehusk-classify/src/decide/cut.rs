//! Where to cut: which scores are content on this page.
//!
//! A fixed threshold is wrong for most pages: where little is certain, what is
//! likely must be kept too, or nothing would be. So a page's cut is the one
//! whose kept text has the greatest expected word F1, or another F-measure
//! where a caller asks for it (Ye, Chai, Lee and Chieu,
//! "Optimizing F-measure: a tale of two approaches", 2012, with the expectation
//! of the ratio taken for the ratio of expectations).

use crate::segment::Setting;

/// Blocks below are never content, however little else there is on the page.
const LEAST: f32 = 0.15;

/// … nor below this, where nothing is to be missed.
const LEAST_FOR_RECALL: f32 = 0.04;

/// Blocks from here on are content for sure. Where so large a share of the words
/// that a page is expected to have stands in them, a block that is more likely
/// not content is none.
const SURE: f32 = 0.8;
const SURE_SHARE: f32 = 0.4;
const LIKELY: f32 = 0.5;

/// A block below is furniture for sure.
const FURNITURE: f32 = 0.1;

/// A text that has no more of it than this share of its words is clean.
const CLEAN: f32 = 0.02;

/// What a cut goes for where it is in doubt. Rules say what they say in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Focus {
    /// That little is kept that is not content: precision counts twice.
    Precision,
    /// Both alike.
    #[default]
    Balanced,
    /// That little of the content is missed: recall counts twice.
    Recall,
}

impl Focus {
    /// The square of van Rijsbergen's beta ("Information Retrieval", 1979): how
    /// much more recall counts than precision.
    const fn weight(self) -> f32 {
        match self {
            Self::Precision => 0.25,
            Self::Balanced => 1.0,
            Self::Recall => 4.0,
        }
    }

    const fn least(self) -> f32 {
        match self {
            Self::Precision | Self::Balanced => LEAST,
            Self::Recall => LEAST_FOR_RECALL,
        }
    }
}

/// The cut of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cut {
    /// Blocks whose score reaches this are content.
    pub(crate) least: f32,
    /// The F1 that is expected of keeping them, 0 to 1.
    pub(crate) expected: f32,
    /// Whether the document is a text in which nothing is furniture for sure.
    pub(crate) is_clean: bool,
}

impl Cut {
    /// The best cut of blocks with these scores and numbers of words.
    ///
    /// What a site adds to a text comes in company: where menus were scraped,
    /// some of their lines are beyond doubt. A text without such lines is clean
    /// as a whole, and then the best cut would only take its doubtful lines, one
    /// here and one there. Lines that a cue phrase names do not count: the rules
    /// take those.
    ///
    /// The expectation takes blocks for independent, and doubtful ones are not:
    /// the teasers of a portal are content together or not at all, and are many.
    /// So where a page has a text of its own, a doubtful block has to be more
    /// likely content than not.
    ///
    /// `n log n` in the blocks.
    pub(crate) fn of(
        setting: Setting,
        focus: Focus,
        scores: &[f32],
        words: impl Iterator<Item = f32>,
        is_named: impl Fn(usize) -> bool,
    ) -> Self {
        let words: Vec<f32> = words.collect();
        let sure = |&at: &usize| scores[at] < FURNITURE && !is_named(at);
        let furniture: f32 = (0..words.len()).filter(sure).map(|at| words[at]).sum();
        let mut blocks: Vec<(f32, f32)> =
            scores.iter().copied().zip(words.iter().copied()).filter(|block| block.1 > 0.0).collect();
        blocks.sort_by(|a, b| b.0.total_cmp(&a.0));
        let content: f32 = blocks.iter().map(|(score, words)| score * words).sum();
        let (mut right, mut kept) = (0.0_f32, 0.0_f32);
        let mut best = Self { least: f32::INFINITY, expected: 0.0, is_clean: false };
        let mut greatest = 0.0;
        let weight = focus.weight();
        for (at, (score, words)) in blocks.iter().enumerate() {
            right += score * words;
            kept += words;
            let is_last = blocks.get(at + 1).is_none_or(|next| next.0 < *score);
            let expected = (1.0 + weight) * right / (kept + weight * content);
            if is_last && *score >= focus.least() && expected > greatest {
                greatest = expected;
                best = Self { least: *score, expected: 2.0 * right / (kept + content), is_clean: false };
            }
        }
        let sure = kept_from(SURE, &blocks).0;
        if setting == Setting::Page
            && focus != Focus::Recall
            && best.least < LIKELY
            && sure >= SURE_SHARE * content
        {
            let (right, kept) = kept_from(LIKELY, &blocks);
            best = Self { least: LIKELY, expected: 2.0 * right / (kept + content), is_clean: false };
        }
        if setting == Setting::Bare && best.expected > 0.0 && furniture <= CLEAN * kept {
            best = Self { least: FURNITURE, is_clean: true, ..best };
        }
        best
    }
}

/// How many words of content are expected among those of the blocks from a score
/// on, and how many there are. `blocks` are scores and words, the greatest score
/// first.
fn kept_from(least: f32, blocks: &[(f32, f32)]) -> (f32, f32) {
    let from = blocks.iter().take_while(|(score, _)| *score >= least);
    from.fold((0.0, 0.0), |(right, kept), (score, words)| (right + score * words, kept + words))
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "a cut is one of the scores")]
mod tests {
    use super::*;

    fn cut(blocks: &[(f32, f32)]) -> Cut {
        let scores: Vec<f32> = blocks.iter().map(|block| block.0).collect();
        Cut::of(Setting::Page, Focus::Balanced, &scores, blocks.iter().map(|block| block.1), |_| false)
    }

    #[test]
    fn certain_pages_are_cut_near_a_half() {
        let page = cut(&[(0.98, 500.0), (0.97, 300.0), (0.46, 10.0), (0.6, 10.0), (0.02, 400.0)]);
        assert_eq!(page.least, 0.6);
        assert!(page.expected > 0.95);
    }

    #[test]
    fn doubtful_blocks_beside_a_text_have_to_be_likely() {
        let article = [(0.95, 300.0), (0.45, 100.0), (0.45, 100.0), (0.45, 100.0), (0.02, 400.0)];
        let page = cut(&article);
        assert_eq!(page.least, 0.5);
        let certain = 0.95 * 300.0;
        assert!((page.expected - 2.0 * certain / (300.0 + certain + 0.45 * 300.0 + 8.0)).abs() < 1e-4);
        assert_eq!(cut(&[(0.95, 30.0), (0.45, 100.0), (0.45, 100.0), (0.02, 4.0)]).least, 0.45);
    }

    #[test]
    fn what_a_cut_goes_for_moves_it() {
        let blocks = [(0.9, 100.0), (0.55, 60.0), (0.3, 60.0), (0.02, 100.0)];
        let scores = blocks.map(|block| block.0);
        let least = |focus| {
            Cut::of(Setting::Page, focus, &scores, blocks.iter().map(|block| block.1), |_| false).least
        };
        assert_eq!([Focus::Precision, Focus::Balanced, Focus::Recall].map(least), [0.9, 0.55, 0.3]);
    }

    #[test]
    fn doubtful_pages_are_cut_lower() {
        let page = cut(&[(0.4, 100.0), (0.35, 100.0), (0.3, 100.0), (0.02, 100.0)]);
        assert_eq!(page.least, 0.3);
        assert!(page.expected < 0.6);
    }

    #[test]
    fn nothing_is_kept_where_nothing_is_likely() {
        let page = cut(&[(0.1, 100.0), (0.05, 900.0)]);
        assert_eq!(page, Cut { least: f32::INFINITY, expected: 0.0, is_clean: false });
        assert_eq!(cut(&[]).expected, 0.0);
    }

    fn text(blocks: &[(f32, f32)], is_named: fn(usize) -> bool) -> Cut {
        let scores: Vec<f32> = blocks.iter().map(|block| block.0).collect();
        Cut::of(Setting::Bare, Focus::Balanced, &scores, blocks.iter().map(|block| block.1), is_named)
    }

    #[test]
    fn clean_texts_keep_their_doubtful_lines() {
        let lines = [(0.9, 100.0), (0.35, 20.0), (0.12, 5.0), (0.05, 2.0)];
        assert_eq!((text(&lines, |_| false).least, text(&lines, |_| false).is_clean), (0.1, true));
        assert_eq!((cut(&lines).least, cut(&lines).is_clean), (0.9, false));
        let scrape = [(0.9, 100.0), (0.35, 20.0), (0.05, 30.0)];
        assert_eq!(text(&scrape, |_| false), cut(&scrape));
        assert!(text(&scrape, |at| at == 2).is_clean);
        let furniture = [(0.12, 100.0), (0.11, 20.0)];
        assert_eq!(text(&furniture, |_| false).least, f32::INFINITY);
    }
}
