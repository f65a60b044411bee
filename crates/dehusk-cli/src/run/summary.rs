//! The summary at the end of a run.

use std::fmt::Write as _;
use std::path::Path;

use dehusk_batch::Report;
use indicatif::{HumanBytes, HumanCount};

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

/// The table of a report.
pub(super) fn render(report: &Report, output: &Path) -> String {
    let rows = rows(report);
    let label = |row: &Row| format!("{:indent$}{}", "", row.label, indent = row.indent * 2);
    let labels = rows.iter().map(|row| label(row).len()).max().unwrap_or_default();
    let counts = rows.iter().map(|row| HumanCount(row.count).to_string().len()).max().unwrap_or_default();
    let mut table = String::new();
    for row in &rows {
        let count = HumanCount(row.count).to_string();
        let line = format!("{:labels$}  {count:>counts$}  {}", label(row), row.remark);
        // Writing to a string cannot fail.
        let _ = writeln!(table, "{}", line.trim_end());
    }
    let _ = writeln!(table, "wrote {} to {}", HumanBytes(report.bytes_out), output.display());
    table
}

fn rows(report: &Report) -> Vec<Row> {
    let inputs =
        if report.inputs == 1 { "1 file".to_owned() } else { format!("{} files", HumanCount(report.inputs)) };
    let read = format!("from {inputs}, {}", HumanBytes(report.bytes_in));
    let mut rows = vec![Row::new(0, "read", report.read).with_remark(read)];
    let empty = match report.kept_empty {
        0 => String::new(),
        empty => format!("{} of them without any content", HumanCount(empty)),
    };
    rows.push(Row::new(1, "kept", report.kept).with_remark(empty));
    rows.push(Row::new(1, "dropped", report.dropped_total()));
    rows.extend(report.dropped.iter().map(|(reason, &count)| Row::new(2, reason.name(), count)));
    rows.push(Row::new(1, "failed", report.failed_total()));
    rows.extend(report.failed.iter().map(|(reason, &count)| Row::new(2, reason.name(), count)));
    if report.passed_over > 0 {
        let row = Row::new(0, "passed over", report.passed_over);
        rows.push(row.with_remark("no records: other kinds of WARC records, links"));
    }
    if report.inputs_failed > 0 {
        rows.push(Row::new(0, "inputs failed", report.inputs_failed).with_remark("could not be read at all"));
    }
    rows
}
