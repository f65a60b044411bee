//! The report as JSON. README.md documents it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Counts, Documents, InputCounts, Report, Times};
use crate::Tally;

/// Version of the report's form. It changes when a field changes its meaning or
/// goes; new fields do not change it.
const VERSION: u32 = 1;

/// The key of documents whose language is not known, by BCP 47.
const UNDETERMINED: &str = "und";

/// The key of documents whose heads name no kind of page.
const UNNAMED: &str = "unknown";

#[derive(Serialize)]
struct ReportJson<'a> {
    report: u32,
    dehusk: &'static str,
    records: CountsJson<'a>,
    bytes_in: u64,
    bytes_out: u64,
    inputs: Vec<InputJson<'a>>,
    languages: BTreeMap<&'a str, u64>,
    input_kinds: &'a BTreeMap<&'static str, u64>,
    page_types: BTreeMap<&'static str, u64>,
    quality: [u64; 10],
    notes: &'a BTreeMap<String, u64>,
    blocks: BlocksJson<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<TimeJson>,
}

#[derive(Serialize)]
struct CountsJson<'a> {
    files: u64,
    files_failed: u64,
    read: u64,
    kept: u64,
    kept_empty: u64,
    dropped: u64,
    failed: u64,
    passed_over: u64,
    passed_over_conversions: u64,
    passed_over_metadata: u64,
    dropped_by_reason: BTreeMap<&'a str, u64>,
    failed_by_reason: BTreeMap<&'a str, u64>,
}

#[derive(Serialize)]
struct InputJson<'a> {
    input: &'a str,
    bytes: u64,
    #[serde(flatten)]
    counts: CountsJson<'a>,
}

#[derive(Serialize)]
struct BlocksJson<'a> {
    all: TallyJson,
    kept: TallyJson,
    removed: TallyJson,
    removed_by_label: BTreeMap<&'static str, TallyJson>,
    removed_by_reason: BTreeMap<&'a str, TallyJson>,
}

/// Amounts, and which share of all they are.
#[derive(Serialize)]
struct TallyJson {
    blocks: u64,
    lines: u64,
    bytes: u64,
    share_of_blocks: f64,
    share_of_lines: f64,
    share_of_bytes: f64,
}

#[derive(Serialize)]
struct TimeJson {
    seconds: f64,
    stages: StagesJson,
}

#[derive(Serialize)]
struct StagesJson {
    reading: f64,
    extracting: f64,
    writing: f64,
}

impl Report {
    /// The report as a JSON object with a line break behind it. `times` is how
    /// long the run took; without it the same run gives the same bytes.
    pub fn to_json(&self, times: Option<&Times>) -> String {
        // Its maps have strings for keys, so that writing it cannot fail.
        serde_json::to_string_pretty(&self.json(times)).unwrap_or_default() + "\n"
    }

    /// The same in one line, without a line break.
    pub fn to_json_line(&self, times: Option<&Times>) -> String {
        serde_json::to_string(&self.json(times)).unwrap_or_default()
    }

    fn json(&self, times: Option<&Times>) -> ReportJson<'_> {
        ReportJson {
            report: VERSION,
            dehusk: env!("CARGO_PKG_VERSION"),
            records: CountsJson::of(&self.counts),
            bytes_in: self.bytes_in,
            bytes_out: self.bytes_out,
            inputs: self.inputs.iter().map(InputJson::of).collect(),
            languages: languages(&self.documents),
            input_kinds: &self.documents.input_kinds,
            page_types: page_types(&self.documents),
            quality: self.documents.quality,
            notes: &self.documents.notes,
            blocks: BlocksJson::of(&self.documents),
            time: times.map(TimeJson::of),
        }
    }
}

impl TimeJson {
    /// In seconds, with three decimals.
    fn of(times: &Times) -> Self {
        let [seconds, reading, extracting, writing] =
            [times.whole, times.reading, times.extracting, times.writing]
                .map(|time| (time.as_secs_f64() * 1000.0).round() / 1000.0);
        Self { seconds, stages: StagesJson { reading, extracting, writing } }
    }
}

fn page_types(documents: &Documents) -> BTreeMap<&'static str, u64> {
    documents.page_types.iter().map(|(kind, &count)| (kind.unwrap_or(UNNAMED), count)).collect()
}

fn languages(documents: &Documents) -> BTreeMap<&str, u64> {
    let mut languages = BTreeMap::new();
    for (language, count) in &documents.languages {
        *languages.entry(language.as_deref().unwrap_or(UNDETERMINED)).or_default() += count;
    }
    languages
}

impl<'a> CountsJson<'a> {
    fn of(counts: &'a Counts) -> Self {
        Self {
            files: counts.files,
            files_failed: counts.files_failed,
            read: counts.read,
            kept: counts.kept,
            kept_empty: counts.kept_empty,
            dropped: counts.dropped_total(),
            failed: counts.failed_total(),
            passed_over: counts.passed_over,
            passed_over_conversions: counts.passed_over_conversions,
            passed_over_metadata: counts.passed_over_metadata,
            dropped_by_reason: counts.dropped.iter().map(|(reason, &count)| (reason.name(), count)).collect(),
            failed_by_reason: counts.failed.iter().map(|(reason, &count)| (reason.name(), count)).collect(),
        }
    }
}

impl<'a> InputJson<'a> {
    fn of(input: &'a InputCounts) -> Self {
        Self { input: &input.input, bytes: input.bytes, counts: CountsJson::of(&input.counts) }
    }
}

impl<'a> BlocksJson<'a> {
    fn of(documents: &'a Documents) -> Self {
        let all = documents.blocks();
        let kept = documents.blocks_kept();
        let removed = Tally {
            blocks: all.blocks - kept.blocks,
            lines: all.lines - kept.lines,
            bytes: all.bytes - kept.bytes,
        };
        let of = |tally| TallyJson::of(tally, all);
        let by_label =
            documents.removed_by_label().into_iter().map(|(label, tally)| (label.name(), of(tally)));
        let by_reason = documents.removed_by_reason().into_iter().map(|(reason, tally)| (reason, of(tally)));
        Self {
            all: of(all),
            kept: of(kept),
            removed: of(removed),
            removed_by_label: by_label.collect(),
            removed_by_reason: by_reason.collect(),
        }
    }
}

impl TallyJson {
    fn of(Tally { blocks, lines, bytes }: Tally, all: Tally) -> Self {
        Self {
            blocks,
            lines,
            bytes,
            share_of_blocks: share(blocks, all.blocks),
            share_of_lines: share(lines, all.lines),
            share_of_bytes: share(bytes, all.bytes),
        }
    }
}

/// With four decimals; 0 of nothing.
fn share(part: u64, all: u64) -> f64 {
    (part as f64 / all.max(1) as f64 * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn time_is_there_only_on_request() {
        let report = Report::default();
        let value: serde_json::Value = serde_json::from_str(&report.to_json(None)).unwrap();
        assert_eq!((&value["report"], value.get("time")), (&1.into(), None));
        let times = Times { whole: Duration::from_millis(1_500), ..Times::default() };
        let value: serde_json::Value = serde_json::from_str(&report.to_json(Some(&times))).unwrap();
        assert_eq!(
            (&value["time"]["seconds"], &value["time"]["stages"]["reading"]),
            (&1.5.into(), &0.0.into())
        );
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&report.to_json_line(Some(&times))).unwrap(),
            value
        );
    }

    #[test]
    fn shares_are_of_all() {
        assert_eq!(
            [share(1, 3), share(0, 0), share(3, 3)].map(|share| share.to_string()),
            ["0.3333", "0", "1"]
        );
    }
}
