//! What the script of the page reads.

use dehusk::{
    BlockKind, Contribution, CueKind, ExplainedBlock, Extraction, Extractor, Joint, Label, ScoreParts,
};
use serde::Serialize;

/// Features that are shown of a block: those that a reader takes in at a glance,
/// and few enough that a page of many thousand blocks opens at once.
const FEATURES: usize = 6;

#[derive(Serialize)]
pub(super) struct Data<'a> {
    name: &'a str,
    head: Head<'a>,
    /// Names of the labels; blocks have their numbers.
    labels: Vec<&'static str>,
    /// Names of features and what they measure; shares have their numbers.
    features: Vec<[&'static str; 2]>,
    /// The elements around blocks: name, and number of the one around it.
    elements: Vec<(String, Option<usize>)>,
    /// Log-odds of a block of which nothing is known.
    mean: f64,
    blocks: Columns<'a>,
}

/// What is known of the document as a whole.
#[derive(Serialize)]
struct Head<'a> {
    url: Option<&'a str>,
    title: Option<&'a str>,
    author: Option<&'a str>,
    date: Option<String>,
    language: Option<&'a str>,
    input_kind: &'static str,
    encoding: &'static str,
    quality: f64,
    notes: Vec<String>,
}

/// The blocks by column, so that no name is written more than once.
#[derive(Default, Serialize)]
struct Columns<'a> {
    text: Vec<&'a str>,
    kind: Vec<&'static str>,
    /// Of headings; 0 of others.
    level: Vec<u8>,
    /// The element of blocks that are no text.
    opaque: Vec<Option<&'static str>>,
    joint: Vec<&'static str>,
    label: Vec<usize>,
    score: Vec<f64>,
    reason: Vec<&'static str>,
    cue: Vec<Option<CueKind>>,
    refers_to: Vec<Option<usize>>,
    /// Whether it is in the text.
    shown: Vec<bool>,
    /// The innermost element around it.
    place: Vec<Option<usize>>,
    /// Number of a feature, its value, what it adds to the log-odds; the greatest
    /// effect first.
    shares: Vec<Vec<(usize, f64, f64)>>,
    /// What all other features add.
    others: Vec<f64>,
}

impl<'a> Data<'a> {
    pub(super) fn of(extractor: &Extractor, extraction: &'a Extraction<'_>, name: &'a str) -> Self {
        let parts = extractor.score_parts(extraction, FEATURES);
        let places = extraction.places();
        let mut new = Self {
            name,
            head: Head::of(extraction),
            labels: Label::ALL.iter().map(|label| label.name()).collect(),
            features: Vec::new(),
            elements: places.elements.into_iter().map(|element| (element.name, element.parent)).collect(),
            mean: thousandths(parts.first().map_or(0.0, |parts| parts.mean)),
            blocks: Columns::default(),
        };
        let spans = extraction.spans();
        for (((block, parts), span), place) in extraction.blocks().zip(parts).zip(spans).zip(places.of_blocks)
        {
            let shares = new.shares(&parts.strongest);
            new.blocks.push(&block, span.is_some());
            new.blocks.push_score(&parts, shares);
            new.blocks.place.push(place);
        }
        new
    }

    /// Shares with the numbers of their features, of which new ones are added.
    fn shares(&mut self, contributions: &[Contribution]) -> Vec<(usize, f64, f64)> {
        let features = &mut self.features;
        let mut number = |contribution: &Contribution| {
            // Some ninety at most.
            features.iter().position(|[name, _]| *name == contribution.feature).unwrap_or_else(|| {
                features.push([contribution.feature, contribution.doc]);
                features.len() - 1
            })
        };
        let share = |part: &Contribution| (number(part), thousandths(part.value), thousandths(part.log_odds));
        contributions.iter().map(share).collect()
    }
}

impl<'a> Columns<'a> {
    fn push(&mut self, block: &ExplainedBlock<'a>, shown: bool) {
        let ExplainedBlock { text, kind, joint, verdict, .. } = *block;
        self.text.push(text);
        self.kind.push(kind.name());
        self.level.push(if let BlockKind::Heading(level) = kind { level } else { 0 });
        self.opaque.push(if let BlockKind::Opaque(tag) = kind { Some(tag.name()) } else { None });
        self.joint.push(joint_name(joint));
        self.label.push(Label::ALL.iter().position(|label| *label == verdict.label).unwrap_or(0));
        self.score.push(thousandths(verdict.score));
        self.reason.push(verdict.reason.name());
        self.cue.push(verdict.reason.cue());
        self.refers_to.push(verdict.reason.refers_to().map(dehusk::BlockId::index));
        self.shown.push(shown);
    }

    fn push_score(&mut self, parts: &ScoreParts, shares: Vec<(usize, f64, f64)>) {
        self.shares.push(shares);
        self.others.push(thousandths(parts.others));
    }
}

impl<'a> Head<'a> {
    fn of(extraction: &'a Extraction<'_>) -> Self {
        let document = &extraction.document;
        let text = |field: &'a Option<dehusk::Sourced<String>>| field.as_ref().map(|field| &*field.value);
        Self {
            url: document.url.as_deref(),
            title: text(&document.title),
            author: text(&document.author),
            date: document.date.as_ref().map(|date| date.value.to_string()),
            language: text(&document.language),
            input_kind: document.input_kind.name(),
            encoding: document.encoding,
            quality: thousandths(document.quality),
            notes: document.notes.iter().map(ToString::to_string).collect(),
        }
    }
}

const fn joint_name(joint: Joint) -> &'static str {
    match joint {
        Joint::Inline => "inline",
        Joint::Cell => "cell",
        Joint::Line => "line",
        Joint::Break => "break",
    }
}

/// As many digits as anyone reads.
fn thousandths(number: f32) -> f64 {
    (f64::from(number) * 1000.0).round() / 1000.0
}
