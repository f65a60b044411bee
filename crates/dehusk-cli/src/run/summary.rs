//! The summary at the end of a run.

mod removed;

use std::fmt::Write as _;
use std::path::Path;

use dehusk_batch::{Counts, Documents, Report, Times};
use indicatif::{HumanBytes, HumanCount};

use super::monitor::Earlier;
use super::progress::speed;
use crate::terminal::printable;

/// Languages that are named; the report has all.
const MAX_LANGUAGES: usize = 8;

/// Inputs that are shown one by one; the report has all.
const MAX_INPUTS: usize = 20;

/// A line of the table: how deep, what, how many, a remark.
struct Row {
    indent: usize,
    label: &'static str,
    count: u64,
    remark: String,
}

impl Row {
    fn new(indent: usize, label: &'static str, count: u64) -> Self {
        Self { indent, label, count, remark: String::new() }
    }

    fn with_remark(mut self, remark: impl Into<String>) -> Self {
        self.remark = remark.into();
        self
    }
}

/// The table of a report: what the documents are, what was taken away, and last,
/// where the eye falls first, what became of the records.
pub(super) fn render(report: &Report, output: &Path, times: &Times, earlier: Earlier) -> String {
    let mut table = String::new();
    for part in [documents(&report.documents), removed::render(&report.documents), inputs(report)] {
        if !part.is_empty() {
            table += &part;
            table.push('\n');
        }
    }
    table += &counts(report);
    table += &derived(&report.counts);
    table + &work(report, output, times, earlier)
}

/// What was written, and what it took. Of what an earlier run did the time is not
/// known.
fn work(report: &Report, output: &Path, times: &Times, earlier: Earlier) -> String {
    let seconds = times.whole.as_secs_f64();
    let wrote = HumanBytes(report.bytes_out);
    let to = if output.as_os_str() == "-" { "standard output".into() } else { output.to_string_lossy() };
    let to = printable(&to);
    let records = report.counts.read;
    let stages = stages(times);
    match earlier {
        Earlier::Nothing => {
            let speed = speed(records, report.bytes_in, times.whole);
            format!("{stages}\nwrote {wrote} to {to} in {seconds:.1} s, {speed}\n")
        }
        Earlier::Some { records: before } => {
            let (more, all) = (HumanCount(records.saturating_sub(before)), HumanCount(records));
            format!(
                "{stages}\nwrote {wrote} to {to}; {more} of {all} records in this run, in {seconds:.1} s\n"
            )
        }
        Earlier::All => format!("nothing was done: {to} was finished before, with {wrote}\n"),
    }
}

/// The report in a line of JSON, as the last event of a run.
pub(super) fn json(report: &Report, times: &Times) -> String {
    let report = report.to_json_line(Some(times));
    format!("{{\"event\":\"summary\",{}", report.strip_prefix('{').unwrap_or(&report))
}

/// Where the time went. The stages run side by side, so that they add up to more
/// than the whole.
fn stages(times: &Times) -> String {
    let [reading, extracting, writing] =
        [times.reading, times.extracting, times.writing].map(|time| time.as_secs_f64());
    format!(
        "time by stage: reading {reading:.2} s, extracting {extracting:.2} s in all jobs, writing {writing:.2} s"
    )
}

/// What the documents are, a line each: languages, kinds, qualities, notes.
fn documents(documents: &Documents) -> String {
    let mut languages: Vec<_> = documents.languages.iter().collect();
    languages.sort_by_key(|&(_, &count)| std::cmp::Reverse(count));
    let more = languages.len().saturating_sub(MAX_LANGUAGES);
    let name = |language: &Option<String>| match language {
        Some(language) => printable(language).into_owned(),
        None => "unknown".to_owned(),
    };
    let mut languages: Vec<_> = languages
        .into_iter()
        .take(MAX_LANGUAGES)
        .map(|(language, &count)| of(&name(language), count))
        .collect();
    if more > 0 {
        languages.push(format!("{more} more"));
    }
    let kinds = documents.input_kinds.iter().map(|(kind, &count)| of(kind, count)).collect();
    let types =
        documents.page_types.iter().map(|(kind, &count)| of(kind.unwrap_or("unknown"), count)).collect();
    let tenths = (0..).zip(documents.quality).filter(|&(_, count)| count > 0);
    let qualities = tenths.map(|(tenth, count)| of(&format!(".{tenth}+"), count)).collect();
    let notes = documents.notes.iter().map(|(note, &count)| of(note, count)).collect();
    let mut lines = String::new();
    for (label, parts) in [
        ("languages", languages),
        ("input kinds", kinds),
        ("page types", types),
        ("quality", qualities),
        ("notes", notes),
    ] {
        let parts: Vec<String> = parts;
        if !parts.is_empty() {
            let _ = writeln!(lines, "{label:<12} {}", parts.join(", "));
        }
    }
    lines
}

fn of(name: &str, count: u64) -> String {
    format!("{name} {}", HumanCount(count))
}

/// A line an input, where there are several.
fn inputs(report: &Report) -> String {
    let mut lines = String::new();
    if report.inputs.len() < 2 {
        return lines;
    }
    for input in report.inputs.iter().take(MAX_INPUTS) {
        let counts = &input.counts;
        let _ = writeln!(
            lines,
            "{}: {} of {} kept, {} dropped, {} failed{}",
            printable(&input.input),
            HumanCount(counts.kept),
            HumanCount(counts.read),
            HumanCount(counts.dropped_total()),
            HumanCount(counts.failed_total()),
            unread(counts),
        );
    }
    let more = report.inputs.len().saturating_sub(MAX_INPUTS);
    if more > 0 {
        let _ = writeln!(lines, "and {more} more inputs");
    }
    lines
}

fn unread(counts: &Counts) -> String {
    match (counts.files_failed, counts.files) {
        (0, _) => String::new(),
        (_, 0) => ", could not be read".to_owned(),
        (failed, _) => format!(", {} files could not be read", HumanCount(failed)),
    }
}

fn counts(report: &Report) -> String {
    let rows = rows(report);
    let label = |row: &Row| format!("{:indent$}{}", "", row.label, indent = row.indent * 2);
    let labels = rows.iter().map(|row| label(row).len()).max().unwrap_or_default();
    let counts = rows.iter().map(|row| HumanCount(row.count).to_string().len()).max().unwrap_or_default();
    let mut table = String::new();
    for row in &rows {
        let count = HumanCount(row.count).to_string();
        let line = format!("{:labels$}  {count:>counts$}  {}", label(row), row.remark);
        let _ = writeln!(table, "{}", line.trim_end());
    }
    table
}

/// What somebody else made of pages, which is no record: a WET or WAT file by
/// itself has none.
fn derived(counts: &Counts) -> String {
    let mut lines = String::new();
    let (conversions, metadata) = (counts.passed_over_conversions, counts.passed_over_metadata);
    if conversions > 0 {
        let count = HumanCount(conversions);
        let _ = writeln!(lines, "passed over {count} conversion records (WET); --wet reads them");
    }
    if metadata > 0 {
        let count = HumanCount(metadata);
        let _ = writeln!(lines, "passed over {count} metadata records (WAT): they hold no page");
    }
    lines
}

fn rows(report: &Report) -> Vec<Row> {
    let counts = &report.counts;
    let files =
        if counts.files == 1 { "1 file".to_owned() } else { format!("{} files", HumanCount(counts.files)) };
    let read = format!("from {files}, {}", HumanBytes(report.bytes_in));
    let mut rows = vec![Row::new(0, "read", counts.read).with_remark(read)];
    let empty = match counts.kept_empty {
        0 => String::new(),
        empty => format!("{} of them without any content", HumanCount(empty)),
    };
    rows.push(Row::new(1, "kept", counts.kept).with_remark(empty));
    rows.push(Row::new(1, "dropped", counts.dropped_total()));
    rows.extend(counts.dropped.iter().map(|(reason, &count)| Row::new(2, reason.name(), count)));
    rows.push(Row::new(1, "failed", counts.failed_total()));
    rows.extend(counts.failed.iter().map(|(reason, &count)| Row::new(2, reason.name(), count)));
    if counts.passed_over > 0 {
        let row = Row::new(0, "passed over", counts.passed_over);
        rows.push(row.with_remark("no records: other kinds of WARC records, links"));
    }
    if counts.files_failed > 0 {
        rows.push(Row::new(0, "inputs failed", counts.files_failed).with_remark("could not be read at all"));
    }
    rows
}
