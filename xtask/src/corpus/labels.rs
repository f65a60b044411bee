//! What the named blocks of all cases were called, label by label.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use dehusk::Label;
use dehusk_tests::labels::LabelVerdict;

use super::Results;

/// A line for each label that a case names: how many blocks, how many of them
/// right, and what the others were called. Empty if no case names any.
pub(super) fn summary(results: &Results) -> String {
    table(results.cases.iter().flat_map(|(_, judgement)| &judgement.labels))
}

#[derive(Default)]
struct Row {
    right: usize,
    named: usize,
    instead: BTreeMap<Label, usize>,
}

fn table<'a>(verdicts: impl Iterator<Item = &'a LabelVerdict>) -> String {
    let mut rows: BTreeMap<Label, Row> = BTreeMap::new();
    for verdict in verdicts {
        let row = rows.entry(verdict.expected).or_default();
        row.named += 1;
        if verdict.is_right() {
            row.right += 1;
        } else {
            *row.instead.entry(verdict.found).or_default() += 1;
        }
    }
    let mut text = String::new();
    if rows.is_empty() {
        return text;
    }
    let _ = writeln!(text, "\n{:<14} {:>6} {:>6} {:>6}  instead", "label", "named", "right", "share");
    for (label, row) in &rows {
        let mut instead: Vec<_> = row.instead.iter().collect();
        // The most frequent first; equals stay in the order of the labels.
        instead.sort_by_key(|&(_, count)| std::cmp::Reverse(*count));
        let instead: Vec<_> =
            instead.iter().map(|(found, count)| format!("{} {count}", found.name())).collect();
        line(&mut text, label.name(), row.right, row.named, &instead.join(", "));
    }
    let (right, named) =
        rows.values().fold((0, 0), |(right, named), row| (right + row.right, named + row.named));
    line(&mut text, "all", right, named, "");
    text.push('\n');
    text
}

fn line(text: &mut String, name: &str, right: usize, named: usize, instead: &str) {
    let share = right as f64 / named.max(1) as f64;
    let line = format!("{name:<14} {named:>6} {right:>6} {share:>6.3}  {instead}");
    let _ = writeln!(text, "{}", line.trim_end());
}

#[cfg(test)]
mod tests {
    use dehusk::{Label, Reason};
    use dehusk_tests::labels::LabelVerdict;

    use super::table;

    #[test]
    fn what_was_called_otherwise_stands_behind_each_label() {
        let verdict =
            |expected, found| LabelVerdict { starts: "x".to_owned(), expected, found, reason: Reason::Score };
        let verdicts = [
            verdict(Label::Related, Label::Related),
            verdict(Label::Related, Label::Navigation),
            verdict(Label::Related, Label::Boilerplate),
            verdict(Label::Related, Label::Boilerplate),
            verdict(Label::Byline, Label::Byline),
        ];
        let text = table(verdicts.iter());
        let lines: Vec<Vec<&str>> = text
            .lines()
            .map(|line| line.split_whitespace().collect())
            .filter(|line: &Vec<_>| !line.is_empty())
            .collect();
        assert_eq!(lines[1], ["byline", "1", "1", "1.000"]);
        assert_eq!(lines[2], ["related", "4", "1", "0.250", "boilerplate", "2,", "navigation", "1"]);
        assert_eq!(lines[3], ["all", "5", "2", "0.400"]);
        assert_eq!(table([].iter()), "");
    }
}
