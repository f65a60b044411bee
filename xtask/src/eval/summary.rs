//! The scores of many pages in few numbers.

use dehusk_tests::matching::Agreement;
use dehusk_tests::score::PrecisionRecall;
use serde::Serialize;

use super::against::Comparison;
use super::group::largest_first;
use super::page::{Answer, Scored, Snippets};

/// The scores of a set or of one page type or language of it; `None` where gold says
/// nothing.
#[derive(Debug, Serialize)]
pub(super) struct Summary {
    pub(super) name: String,
    /// How far the figures can be trusted; none for parts of a set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) basis: Option<Basis>,
    pub(super) pages: usize,
    pub(super) missing: usize,
    pub(super) empty: usize,
    pub(super) word: Option<WordScores>,
    pub(super) cjk: Option<WordScores>,
    pub(super) snippets: Option<SnippetScores>,
    pub(super) title: Option<FieldScores>,
    pub(super) author: Option<FieldScores>,
    pub(super) date: Option<FieldScores>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) by_type: Vec<Self>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) by_lang: Vec<Self>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) against: Vec<Comparison>,
}

/// What the output of a set is, with regard to what the model has learned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Basis {
    /// The built-in model has learned from these very pages: their figures are
    /// too good.
    Learned,
    /// It has not.
    HeldOut,
    /// Each page by a model that has not seen its domain.
    CrossValidated,
    /// Read from a file.
    File,
}

impl Basis {
    pub(super) const fn remark(self) -> &'static str {
        match self {
            Self::Learned => "the model was trained on these pages; see --cross-validated",
            Self::HeldOut => "not trained on",
            Self::CrossValidated => "cross-validated by registered domain",
            Self::File => "read from a file",
        }
    }
}

/// Means over pages; F1 is the mean of the pages' F1.
#[derive(Debug, Serialize)]
pub(super) struct WordScores {
    pub(super) pages: usize,
    pub(super) f1: f64,
    pub(super) precision: f64,
    pub(super) recall: f64,
    pub(super) median_f1: f64,
    pub(super) below_half: f64,
    pub(super) from_nine_tenths: f64,
}

/// Sums over all snippets, and WCXB's means over pages.
#[derive(Debug, Serialize)]
pub(super) struct SnippetScores {
    pub(super) pages: usize,
    /// `None` where no snippet says what must not be found.
    pub(super) precision: Option<f64>,
    pub(super) recall: f64,
    pub(super) f1: Option<f64>,
    pub(super) with_rate: f64,
    pub(super) without_rate: f64,
}

/// How many values of a field are right.
#[derive(Debug, Default, Serialize)]
pub(super) struct FieldScores {
    pub(super) gold: usize,
    pub(super) found: usize,
    pub(super) exact: usize,
    pub(super) loose: usize,
}

impl Summary {
    pub(super) fn of(name: String, pages: &[Scored<'_>]) -> Self {
        Self::of_refs(name, &pages.iter().collect::<Vec<_>>())
    }

    fn of_refs(name: String, pages: &[&Scored<'_>]) -> Self {
        Self {
            name,
            basis: None,
            pages: pages.len(),
            missing: pages.iter().filter(|page| page.is_missing).count(),
            empty: pages.iter().filter(|page| page.is_empty).count(),
            word: WordScores::of(pages.iter().filter_map(|page| page.word).collect()),
            cjk: WordScores::of(pages.iter().filter_map(|page| page.cjk).collect()),
            snippets: SnippetScores::of(pages),
            title: FieldScores::of(pages.iter().filter_map(|page| page.title)),
            author: FieldScores::of(pages.iter().filter_map(|page| page.author)),
            date: FieldScores::of(pages.iter().filter_map(|page| page.date)),
            by_type: Vec::new(),
            by_lang: Vec::new(),
            against: Vec::new(),
        }
    }

    /// A summary for each of the groups that `key` tells apart, the largest
    /// first.
    pub(super) fn by<'a>(pages: &'a [Scored<'_>], key: impl Fn(&'a Scored<'_>) -> &'a str) -> Vec<Self> {
        let groups = largest_first(pages, key).into_iter();
        groups.map(|(name, pages)| Self::of_refs(name.to_owned(), &pages)).collect()
    }
}

impl WordScores {
    fn of(mut scores: Vec<PrecisionRecall>) -> Option<Self> {
        if scores.is_empty() {
            return None;
        }
        scores.sort_by(|a, b| a.f1.total_cmp(&b.f1));
        let pages = scores.len();
        let mean = |of: fn(&PrecisionRecall) -> f64| scores.iter().map(of).sum::<f64>() / pages as f64;
        let share =
            |of: fn(f64) -> bool| scores.iter().filter(|score| of(score.f1)).count() as f64 / pages as f64;
        Some(Self {
            pages,
            f1: mean(|score| score.f1),
            precision: mean(|score| score.precision),
            recall: mean(|score| score.recall),
            median_f1: f64::midpoint(scores[(pages - 1) / 2].f1, scores[pages / 2].f1),
            below_half: share(|f1| f1 < 0.5),
            from_nine_tenths: share(|f1| f1 >= 0.9),
        })
    }
}

impl SnippetScores {
    fn of(pages: &[&Scored<'_>]) -> Option<Self> {
        let counted: Vec<Snippets> = pages.iter().filter_map(|page| page.snippets).collect();
        if counted.is_empty() {
            return None;
        }
        let sum = |of: fn(&Snippets) -> usize| counted.iter().map(of).sum::<usize>() as f64;
        let (right, wrong) = (sum(|page| page.with_found), sum(|page| page.without_found));
        let missed = sum(|page| page.with - page.with_found);
        let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        let has_without = sum(|page| page.without) > 0.0;
        let mean =
            |of: fn(&Scored<'_>) -> f64| pages.iter().map(|page| of(page)).sum::<f64>() / pages.len() as f64;
        Some(Self {
            pages: counted.len(),
            precision: has_without.then(|| share(right, right + wrong)),
            recall: share(right, right + missed),
            f1: has_without.then(|| share(2.0 * right, 2.0 * right + wrong + missed)),
            with_rate: mean(|page| page.rates.with),
            without_rate: mean(|page| page.rates.without),
        })
    }
}

impl FieldScores {
    /// Adds those of other pages.
    pub(super) fn add(&mut self, other: &Self) {
        self.gold += other.gold;
        self.found += other.found;
        self.exact += other.exact;
        self.loose += other.loose;
    }

    fn of(answers: impl Iterator<Item = Answer>) -> Option<Self> {
        let mut scores = Self { gold: 0, found: 0, exact: 0, loose: 0 };
        for answer in answers {
            scores.gold += 1;
            if let Answer::Given(agreement) = answer {
                scores.found += 1;
                scores.exact += usize::from(agreement == Agreement::Exact);
                scores.loose += usize::from(agreement >= Agreement::Loose);
            }
        }
        (scores.gold > 0).then_some(scores)
    }
}
