//! What was decided about one document, as a JSON object. README.md documents it.

use std::io::Write;

use dehusk::{BlockFields, Contribution, Document, Extraction, Note, ScoreParts};
use serde::ser::SerializeStruct;
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

/// The fields of a block, its place, and the parts of its score.
struct BlockJson<'a> {
    fields: BlockFields,
    place: String,
    text: &'a str,
    contributions: Option<Vec<ContributionJson>>,
}

impl Serialize for BlockJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut block = serializer.serialize_struct("BlockJson", BlockFields::COUNT + 3)?;
        self.fields.serialize_into(&mut block)?;
        block.serialize_field("place", &self.place)?;
        block.serialize_field("text", self.text)?;
        match &self.contributions {
            Some(contributions) => block.serialize_field("contributions", contributions)?,
            None => block.skip_field("contributions")?,
        }
        block.end()
    }
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
        serializer.collect_seq(self.extraction.blocks().zip(spans).map(|(block, span)| BlockJson {
            fields: BlockFields::of(&block, span),
            place: block.place(),
            text: block.text,
            contributions: self.parts.and_then(|parts| parts.get(block.id.index())).map(contributions),
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
