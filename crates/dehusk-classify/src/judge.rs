//! Tree to verdicts: segment, featurise, score, rule, decide.

use dehusk_dom::Dom;
use jiff::civil::Date;

use crate::block::{BlockId, BlockTree};
use crate::cue::Cues;
use crate::decide::decide;
use crate::feature::{Context, FeatureMatrix};
use crate::rule::{self, Case};
use crate::score::{LinearScorer, Scorer};
use crate::segment::{Setting, segment};
use crate::verdict::Verdict;

/// Judges documents. `Send + Sync`; one serves any number of threads.
#[derive(Debug)]
pub struct Classifier {
    cues: Cues,
    scorer: Box<dyn Scorer>,
}

/// What is known about a document from outside its blocks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints<'a> {
    /// Titles that the document's metadata gives it, the most trusted first.
    pub titles: &'a [String],
    /// Authors that its metadata names.
    pub author: Option<&'a str>,
}

/// What the text itself said about the document, found on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// The title, where a block is the title.
    pub title: Option<String>,
    /// Names in a byline, or over the box about the author.
    pub author: Option<String>,
    /// The day in a date line.
    pub date: Option<Date>,
    /// Categories and tags in the order of the document.
    pub categories: Vec<String>,
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
}

impl Judgement {
    /// The verdict of a block.
    pub fn verdict(&self, id: BlockId) -> &Verdict {
        &self.verdicts[id.index()]
    }
}

impl Default for Classifier {
    /// The built-in scorer and cue phrases.
    fn default() -> Self {
        Self::new(Cues::builtin(), Box::new(LinearScorer::default()))
    }
}

impl Classifier {
    /// A classifier with the given cue phrases and scorer.
    pub fn new(cues: Cues, scorer: Box<dyn Scorer>) -> Self {
        Self { cues, scorer }
    }

    /// Judges every block of a document. Pure: the same arguments give the same
    /// judgement.
    pub fn judge(&self, dom: &Dom<'_>, setting: Setting, hints: Hints<'_>) -> Judgement {
        let tree = segment(dom, setting, &self.cues);
        let context = Context::new(dom, &tree);
        let scores = self.scorer.score(setting, &FeatureMatrix::of(&context));
        let case = Case::new(dom, setting, &context, &self.cues, hints);
        let (rulings, findings) = rule::apply_all(&case, &scores);
        let verdicts = decide(&case, &scores, &rulings);
        drop(context);
        Judgement { tree, verdicts, findings }
    }
}
