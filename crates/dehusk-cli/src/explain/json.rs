//! What was decided about one document, as a JSON object. README.md documents it.

use std::io::Write;

use dehusk::{BlockId, BlockKind, Contribution, CueKind, Document, Extraction, Label, Note, ScoreParts};
use serde::{Serialize, Serializer};

/// Version of the object's form. It changes when a field changes its meaning or
/// goes; new fields do not change it.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct ExplainJson<'a> {
    explain: u32,
    url: Option<&'a str>,
    title: Option<&'a str>,
    input_kind: &'static str,
    quality: f64,
    notes: Vec<String>,
    text: &'a str,
    blocks: Blocks<'a>,
}

/// Written one by one: the places of deep nests are long.
struct Blocks<'a> {
    extraction: &'a Extraction<'a>,
    parts: Option<&'a [ScoreParts]>,
}

/// The fields of a row of `dehusk run --blocks`, the place, and the parts of the
/// score.
#[derive(Serialize)]
struct BlockJson<'a> {
    block: usize,
    kind: &'static str,
    level: Option<u8>,
    label: Label,
    kept: bool,
    score: f64,
    reason: &'static str,
    cue: Option<CueKind>,
    refers_to: Option<usize>,
    span: Option<[usize; 2]>,
    place: String,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    contributions: Option<Vec<ContributionJson>>,
}

#[derive(Serialize)]
struct ContributionJson {
    feature: &'static str,
    value: f64,
    log_odds: f64,
}

/// Writes the object, a line break behind it; `parts` of all blocks, if the
/// object is to have them.
pub(super) fn write(
    out: &mut impl Write,
    extraction: &Extraction<'_>,
    parts: Option<&[ScoreParts]>,
) -> anyhow::Result<()> {
    let Document { url, title, input_kind, quality, notes, text, .. } = &extraction.document;
    let explained = ExplainJson {
        explain: VERSION,
        url: url.as_deref(),
        title: title.as_ref().map(|title| &*title.value),
        input_kind: input_kind.name(),
        quality: thousandths(*quality),
        notes: notes.iter().map(Note::to_string).collect(),
        text,
        blocks: Blocks { extraction, parts },
    };
    serde_json::to_writer(&mut *out, &explained)?;
    writeln!(out)?;
    Ok(())
}

impl Serialize for Blocks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let spans = self.extraction.spans();
        serializer.collect_seq(self.extraction.blocks().zip(spans).map(|(block, span)| {
            let verdict = block.verdict;
            BlockJson {
                block: block.id.index(),
                kind: block.kind.name(),
                level: if let BlockKind::Heading(level) = block.kind { Some(level) } else { None },
                label: verdict.label,
                kept: verdict.is_kept(),
                score: thousandths(verdict.score),
                reason: verdict.reason.name(),
                cue: verdict.reason.cue(),
                refers_to: verdict.reason.refers_to().map(BlockId::index),
                span: span.map(|span| [span.start, span.end]),
                place: block.place(),
                text: block.text,
                contributions: self.parts.and_then(|parts| parts.get(block.id.index())).map(contributions),
            }
        }))
    }
}

fn contributions(parts: &ScoreParts) -> Vec<ContributionJson> {
    let json = |&Contribution { feature, value, log_odds, .. }: &Contribution| ContributionJson {
        feature,
        value: thousandths(value),
        log_odds: thousandths(log_odds),
    };
    parts.strongest.iter().map(json).collect()
}

fn thousandths(number: f32) -> f64 {
    (f64::from(number) * 1000.0).round() / 1000.0
}
