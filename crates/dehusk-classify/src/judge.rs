//! Tree to verdicts: segment, featurise, score, rule, decide.

use dehusk_dom::Dom;
use jiff::civil::Date;

use crate::block::{BlockId, BlockTree};
use crate::cue::Cues;
use crate::decide::{Cut, Focus, decide};
use crate::feature::{Context, Feature, FeatureMatrix, features};
use crate::model::{Model, Strongest};
use crate::page_kind::PageKind;
use crate::rule::{self, Case};
use crate::score::{ModelScorer, Scorer};
use crate::segment::{Setting, segment};
use crate::selection::Selection;
use crate::verdict::Verdict;

/// Judges documents. `Send + Sync`; one serves any number of threads.
#[derive(Debug)]
pub struct Classifier {
    cues: Cues,
    scorer: Box<dyn Scorer>,
    focus: Focus,
    left_out: Option<&'static str>,
}

/// What is known about a document from outside its blocks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints<'a> {
    /// Titles that the document's metadata gives it, the most trusted first.
    pub titles: &'a [String],
    /// Authors that its metadata names.
    pub author: Option<&'a str>,
    /// What its metadata says that it is about.
    pub description: Option<&'a str>,
    /// What kind of page its metadata says that it is.
    pub kind: PageKind,
    /// Where it comes from.
    pub url: Option<&'a str>,
    /// What the caller has said of elements.
    pub selection: Option<&'a Selection>,
}

/// What the text itself said about the document, found on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// The title, where a block is the title.
    pub title: Option<String>,
    /// Names in a byline, or over the box about the author.
    pub author: Option<String>,
    /// The day in a date line. Where the head has several, the earliest: the
    /// others say when the document was changed.
    pub date: Option<Date>,
    /// The day in a date line of figures that can be read in two ways, such as
    /// `03/04/2021`, if the day stands before the month.
    pub date_if_day_first: Option<Date>,
    /// Categories and tags in the order of the document.
    pub categories: Vec<String>,
    /// What a line such as "Source: Reuters" names.
    pub source_line: Option<String>,
}

impl Findings {
    /// The day of publication, in a language that in figures writes the day
    /// before the month, or in one of which that is not known. In English it is
    /// not: `03/04/2021` is a day in April or in March.
    pub fn published(&self, day_first: bool) -> Option<Date> {
        let other = self.date_if_day_first.filter(|_| day_first);
        self.date.into_iter().chain(other).min()
    }
}

/// A document's blocks, one verdict each, and what was found on the way.
#[derive(Debug)]
pub struct Judgement {
    /// The blocks.
    pub tree: BlockTree,
    /// One verdict a block, in the same order.
    pub verdicts: Vec<Verdict>,
    /// What the text said about the document.
    pub findings: Findings,
    /// Expected word F1 of the kept text against what a person would keep, 0 to
    /// 1; for a document from which nothing is kept, the probability that
    /// nothing is right.
    pub quality: f32,
}

/// What one feature adds to the score of a block.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contribution {
    /// The feature's name.
    pub feature: &'static str,
    /// What it measures.
    pub doc: &'static str,
    /// What it says of the block.
    pub value: f32,
    /// What that adds to the log-odds of the block being content, against a
    /// block of which nothing is known.
    pub log_odds: f32,
}

/// What the score of a block is made of: its log-odds are the sum of the parts.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreParts {
    /// The log-odds of a block of which nothing is known.
    pub mean: f32,
    /// The features of the greatest effect, the greatest first.
    pub strongest: Vec<Contribution>,
    /// What all other features add.
    pub others: f32,
}

impl Contribution {
    /// Features by their place in [`features`], with names and values.
    fn named(contributions: &[(usize, f32)], matrix: &FeatureMatrix, id: BlockId) -> Vec<Self> {
        let contribution = |&(place, log_odds): &(usize, f32)| {
            let Feature { name, doc, .. } = features().nth(place)?;
            Some(Self { feature: name, doc, value: matrix.value(place, id), log_odds })
        };
        contributions.iter().filter_map(contribution).collect()
    }
}

impl Judgement {
    /// The verdict of a block.
    pub fn verdict(&self, id: BlockId) -> &Verdict {
        &self.verdicts[id.index()]
    }
}

impl Default for Classifier {
    /// The built-in models and cue phrases.
    fn default() -> Self {
        Self::with_models(&Model::page(), &Model::text())
    }
}

impl Classifier {
    /// A classifier with the given cue phrases and scorer.
    pub fn new(cues: Cues, scorer: Box<dyn Scorer>) -> Self {
        Self { cues, scorer, focus: Focus::default(), left_out: None }
    }

    /// A classifier with the built-in cue phrases and these models for pages and
    /// for texts.
    pub fn with_models(page: &Model, text: &Model) -> Self {
        Self::new(Cues::builtin(), Box::new(ModelScorer::new(page, text)))
    }

    /// What cuts go for. Default: [`Focus::Balanced`].
    #[must_use]
    pub fn with_focus(mut self, focus: Focus) -> Self {
        self.focus = focus;
        self
    }

    /// Lets the rule of that name say nothing: for whoever wants to see what
    /// notices.
    #[doc(hidden)]
    pub const fn leave_out(&mut self, rule: Option<&'static str>) {
        self.left_out = rule;
    }

    /// The cue phrases, for the same end.
    #[doc(hidden)]
    pub const fn cues_mut(&mut self) -> &mut Cues {
        &mut self.cues
    }

    /// The blocks of a document and their features: what a model learns from.
    pub fn measure(&self, dom: &Dom<'_>, setting: Setting, hints: Hints<'_>) -> (BlockTree, FeatureMatrix) {
        let tree = segment(dom, setting, &self.cues);
        let features = FeatureMatrix::compute(dom, &tree, &self.cues, hints);
        (tree, features)
    }

    /// Why a block of a judged document has its score: what each feature says,
    /// and what that adds, the greatest effect first.
    ///
    /// Computes all features of the document again: for explaining only.
    pub fn contributions(
        &self,
        dom: &Dom<'_>,
        setting: Setting,
        hints: Hints<'_>,
        judgement: &Judgement,
        id: BlockId,
    ) -> Vec<Contribution> {
        let matrix = FeatureMatrix::compute(dom, &judgement.tree, &self.cues, hints);
        let contributions = self.scorer.contributions(setting, &matrix, id);
        Contribution::named(&contributions, &matrix, id)
    }

    /// Why every block of a judged document has its score, in the order of the
    /// blocks: the `most` features of the greatest effect of each.
    ///
    /// One pass over the features, blocks times trees for the rest.
    pub fn score_parts(
        &self,
        dom: &Dom<'_>,
        setting: Setting,
        hints: Hints<'_>,
        judgement: &Judgement,
        most: usize,
    ) -> Vec<ScoreParts> {
        let matrix = FeatureMatrix::compute(dom, &judgement.tree, &self.cues, hints);
        let mean = self.scorer.mean(setting);
        let all = judgement.tree.ids().zip(self.scorer.all_contributions(setting, &matrix, most));
        all.map(|(id, Strongest { strongest, others })| ScoreParts {
            mean,
            strongest: Contribution::named(&strongest, &matrix, id),
            others,
        })
        .collect()
    }

    /// The day that a line consists of, or begins with, and the bytes that it
    /// takes; no day where its figures can be read in two ways. Knows the names
    /// of months in all languages of the cue files.
    pub fn leading_date(&self, line: &str) -> Option<(Option<Date>, usize)> {
        self.cues.leading_date(line)
    }

    /// Judges every block of a document. Pure: the same arguments give the same
    /// judgement.
    pub fn judge(&self, dom: &Dom<'_>, setting: Setting, hints: Hints<'_>) -> Judgement {
        let tree = segment(dom, setting, &self.cues);
        let context = Context::new(dom, &tree, &self.cues, hints);
        let scores = self.scorer.score(setting, &context);
        let words = context.stats.iter().map(|stats| stats.words);
        let cut = Cut::of(setting, self.focus, &scores, words, |at| context.matches[at].is_some());
        let case = Case::new(dom, setting, &context, &self.cues, hints);
        let (rulings, findings) =
            rule::apply_all(&case, scores.iter().map(|score| *score >= cut.least).collect(), self.left_out);
        let mut verdicts = decide(&case, &scores, cut, &rulings);
        if let Some(selection) = hints.selection {
            selection.apply(dom, &tree, &mut verdicts);
        }
        let quality =
            self.scorer.quality(setting, verdicts.iter().any(Verdict::is_kept).then_some(cut.expected));
        drop(context);
        Judgement { tree, verdicts, findings, quality }
    }
}
