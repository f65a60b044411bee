//! The report of a run as it is read back, and lines of JSON.
//!
//! Fields that this version does not know are passed over, and those that it
//! misses count as 0: a report has had fewer fields, and will have more.

use std::collections::BTreeMap;
use std::io::{BufRead, Read};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::ReadError;

/// The version of reports that is read.
const VERSION: u32 = 1;

/// A report that `dehusk run --report` wrote.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Report {
    #[serde(rename = "report")]
    version: Option<u32>,
    pub(super) dehusk: String,
    pub(super) records: Counts,
    pub(super) bytes_in: u64,
    pub(super) bytes_out: u64,
    pub(super) inputs: Vec<Input>,
    pub(super) languages: BTreeMap<String, u64>,
    pub(super) input_kinds: BTreeMap<String, u64>,
    pub(super) page_types: BTreeMap<String, u64>,
    pub(super) quality: Vec<u64>,
    pub(super) notes: BTreeMap<String, u64>,
    pub(super) blocks: Blocks,
    pub(super) time: Option<Time>,
}

/// What became of records.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Counts {
    pub(super) read: u64,
    pub(super) kept: u64,
    pub(super) kept_empty: u64,
    pub(super) dropped: u64,
    pub(super) failed: u64,
    pub(super) files_failed: u64,
    pub(super) dropped_by_reason: BTreeMap<String, u64>,
    pub(super) failed_by_reason: BTreeMap<String, u64>,
}

/// The same of one input.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Input {
    #[serde(rename = "input")]
    pub(super) name: String,
    pub(super) bytes: u64,
    #[serde(flatten)]
    pub(super) counts: Counts,
}

/// Blocks of the records in the output.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Blocks {
    pub(super) all: Tally,
    pub(super) kept: Tally,
    pub(super) removed: Tally,
    pub(super) removed_by_label: BTreeMap<String, Tally>,
    pub(super) removed_by_reason: BTreeMap<String, Tally>,
}

/// A number of blocks, and of the bytes of their text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Tally {
    pub(super) blocks: u64,
    pub(super) bytes: u64,
}

/// How long it took.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Time {
    pub(super) seconds: f64,
    /// By stage, see [`stages`](Self::stages).
    #[serde(rename = "stages")]
    by_stage: BTreeMap<String, Value>,
    pub(super) slowest: Vec<Slow>,
}

/// A record that took long.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Slow {
    pub(super) id: String,
    pub(super) url: Option<String>,
    pub(super) seconds: f64,
}

impl Time {
    /// Stages with their seconds, the longest first. A stage is seconds, or an
    /// object that has them among others.
    pub(super) fn stages(&self) -> Vec<(&str, f64)> {
        let seconds = |stage: &Value| stage.as_f64().or_else(|| stage.get("seconds")?.as_f64());
        let mut stages: Vec<_> =
            self.by_stage.iter().filter_map(|(name, stage)| Some((name.as_str(), seconds(stage)?))).collect();
        stages.sort_by(|a, b| b.1.total_cmp(&a.1));
        stages
    }
}

impl Report {
    /// Reads the report that is called `name` in messages.
    ///
    /// # Errors
    ///
    /// If it cannot be read, is no report, or is of another version.
    pub fn read(name: &str, mut from: impl Read) -> Result<Self, ReadError> {
        let mut json = Vec::new();
        from.read_to_end(&mut json).map_err(|cause| ReadError::Io {
            name: name.to_owned(),
            line: 0,
            cause,
        })?;
        let report: Self = serde_json::from_slice(&json).map_err(|cause| ReadError::Json {
            name: name.to_owned(),
            line: cause.line() as u64,
            wanted: "--report",
            cause,
        })?;
        match report.version {
            Some(VERSION) => Ok(report),
            Some(version) => Err(ReadError::Version { name: name.to_owned(), version, known: VERSION }),
            None => Err(ReadError::NoReport { name: name.to_owned() }),
        }
    }
}

/// Gives `take` every line of JSON; empty ones are passed over. One line is in
/// memory at a time.
pub(super) fn lines<T: DeserializeOwned>(
    name: &str,
    wanted: &'static str,
    mut from: impl BufRead,
    mut take: impl FnMut(T),
) -> Result<(), ReadError> {
    let mut text = Vec::new();
    for line in 1.. {
        text.clear();
        let read = from.read_until(b'\n', &mut text).map_err(|cause| ReadError::Io {
            name: name.to_owned(),
            line: line - 1,
            cause,
        })?;
        if read == 0 {
            break;
        }
        if text.trim_ascii().is_empty() {
            continue;
        }
        take(serde_json::from_slice(&text).map_err(|cause| ReadError::Json {
            name: name.to_owned(),
            line,
            wanted,
            cause,
        })?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_that_are_not_known_or_not_there_cost_nothing() {
        let json = r#"{"report": 1, "new": [{}], "records": {"read": 3, "kept": 2, "other": {}},
            "time": {"seconds": 2.5, "stages": {"reading": 1, "extracting": {"seconds": 0.5, "share": 1}, "new": []}}}"#;
        let report = Report::read("r", json.as_bytes()).unwrap();
        assert_eq!((report.records.read, report.records.failed), (3, 0));
        let time = report.time.unwrap();
        assert_eq!(time.stages(), [("reading", 1.0), ("extracting", 0.5)]);
    }

    #[test]
    fn what_is_no_report_is_named() {
        let error = |json: &str| Report::read("r.json", json.as_bytes()).unwrap_err().to_string();
        assert_eq!(error("{}"), "r.json: no report; a file is wanted that `dehusk run` wrote as --report");
        assert_eq!(error(r#"{"report": 7}"#), "r.json: a report of version 7; this dehusk reads version 1");
        assert!(error("{\n\"report\":").starts_with("r.json, line 2: EOF"), "{}", error("{\n\"report\":"));
        assert!(error(r#"{"report": 1, "records": 5}"#).contains("invalid type"));
    }

    #[test]
    fn a_bad_line_is_named() {
        let read = |text: &str| {
            let mut sum = 0;
            lines("b", "--blocks", text.as_bytes(), |number: u32| sum += number).map(|()| sum)
        };
        assert_eq!(read("1\n\n2\r\n3").unwrap(), 6);
        let error = read("1\n\n[]\n").unwrap_err().to_string();
        assert!(error.starts_with("b, line 3: invalid type: sequence, expected u32; a file"), "{error}");
    }
}
