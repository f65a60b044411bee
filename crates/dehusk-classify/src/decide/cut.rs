//! Where to cut: which scores are content on this page.
//!
//! A fixed threshold is wrong for most pages: where little is certain, what is
//! likely must be kept too, or nothing would be. So a page's cut is the one
//! whose kept text has the greatest expected word F1 (Ye, Chai, Lee and Chieu,
//! "Optimizing F-measure: a tale of two approaches", 2012, with the expectation
//! of the ratio taken for the ratio of expectations).

use crate::segment::Setting;

/// Blocks below are never content, however little else there is on the page.
const LEAST: f32 = 0.15;

/// The cut of fragments and texts: they are content until something speaks
/// against it.
const BARE: f32 = 0.5;

/// The cut of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cut {
    /// Blocks whose score reaches this are content.
    pub(crate) least: f32,
    /// The F1 that is expected of keeping them, 0 to 1.
    pub(crate) expected: f32,
}

impl Cut {
    /// The best cut of blocks with these scores and numbers of words.
    ///
    /// `n log n` in the blocks.
    pub(crate) fn of(setting: Setting, scores: &[f32], words: impl Iterator<Item = f32>) -> Self {
        let mut blocks: Vec<(f32, f32)> =
            scores.iter().copied().zip(words).filter(|block| block.1 > 0.0).collect();
        blocks.sort_by(|a, b| b.0.total_cmp(&a.0));
        let content: f32 = blocks.iter().map(|(score, words)| score * words).sum();
        let (mut right, mut kept) = (0.0_f32, 0.0_f32);
        let mut best = Self { least: f32::INFINITY, expected: 0.0 };
        for (at, (score, words)) in blocks.iter().enumerate() {
            right += score * words;
            kept += words;
            let is_last = blocks.get(at + 1).is_none_or(|next| next.0 < *score);
            let fits = match setting {
                Setting::Page => *score >= LEAST && 2.0 * right / (kept + content) > best.expected,
                Setting::Bare => *score >= BARE,
            };
            if is_last && fits {
                best = Self { least: *score, expected: 2.0 * right / (kept + content) };
            }
        }
        match setting {
            Setting::Page => best,
            Setting::Bare => Self { least: BARE, ..best },
        }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "a cut is one of the scores")]
mod tests {
    use super::*;

    fn cut(blocks: &[(f32, f32)]) -> Cut {
        let scores: Vec<f32> = blocks.iter().map(|block| block.0).collect();
        Cut::of(Setting::Page, &scores, blocks.iter().map(|block| block.1))
    }

    #[test]
    fn certain_pages_are_cut_near_a_half() {
        let page = cut(&[(0.98, 500.0), (0.97, 300.0), (0.46, 10.0), (0.6, 10.0), (0.02, 400.0)]);
        assert_eq!(page.least, 0.6);
        assert!(page.expected > 0.95);
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
        assert_eq!(page, Cut { least: f32::INFINITY, expected: 0.0 });
        assert_eq!(cut(&[]).expected, 0.0);
    }

    #[test]
    fn texts_are_cut_at_a_half() {
        let text = Cut::of(Setting::Bare, &[0.9, 0.45], [100.0, 20.0].into_iter());
        assert_eq!(text.least, 0.5);
        assert!(text.expected > 0.8);
    }
}
