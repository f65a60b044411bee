//! The page of what changed from one run to another.

use std::collections::{BTreeMap, BTreeSet};

use super::moves::Moves;
use super::plot::{Series, histogram};
use super::read::Tally;
use super::run::{about, median};
use super::table::{Bar, Hue, bars, plain};
use super::{BlockFacts, RecordFacts, Run, card, head, page, unknown};
use crate::markup::Markup;
use crate::number::{bytes, change, count, seconds, share, sign};

/// Rows of tables of what changed most.
const MOST: usize = 50;

/// The page of what changed between two runs: counts, labels and reasons,
/// qualities; with the rows of blocks of both, which blocks are called something
/// else; with the records of both, which texts differ.
///
/// Records are told to be the same by their ids, their blocks by their numbers.
pub fn compare_page(before: &Run, after: &Run) -> String {
    let mut body = Markup::default();
    let title = format!("{} → {}", before.name, after.name);
    let says = format!("Before: {}. After: {}.", about(&before.report), about(&after.report));
    head(&mut body, &format!("dehusk runs: {title}"), &says);
    body.element("main", &[], |m| {
        figures(m, before, after);
        qualities(m, before, after);
        match (&before.records, &after.records) {
            (Some(before), Some(after)) => texts(m, before, after),
            _ => {
                unknown(
                    m,
                    "Which texts changed",
                    "The records of both runs say it: --records A --records B.",
                );
            }
        }
        match (&before.blocks, &after.blocks) {
            (Some(before), Some(after)) => verdicts(m, before, after),
            _ => unknown(m, "Which blocks changed", "The blocks of both runs say it: --blocks A --blocks B."),
        }
        let (old, new) = (&before.report, &after.report);
        tallies(
            m,
            "Taken away, by label",
            "label",
            &old.blocks.removed_by_label,
            &new.blocks.removed_by_label,
        );
        tallies(
            m,
            "Taken away, by reason",
            "reason",
            &old.blocks.removed_by_reason,
            &new.blocks.removed_by_reason,
        );
        counts(
            m,
            "Dropped, by reason",
            "reason",
            &old.records.dropped_by_reason,
            &new.records.dropped_by_reason,
        );
        counts(
            m,
            "Failed, by reason",
            "reason",
            &old.records.failed_by_reason,
            &new.records.failed_by_reason,
        );
        counts(m, "Languages", "language", &old.languages, &new.languages);
        counts(m, "Notes", "note", &old.notes, &new.notes);
    });
    page(&format!("{title} – dehusk report"), &body)
}

fn figures(m: &mut Markup, before: &Run, after: &Run) {
    let (old, new) = (&before.report, &after.report);
    let row =
        |name: &str, old: u64, new: u64| vec![name.to_owned(), count(old), count(new), change(old, new)];
    let size = |name: &str, old: u64, new: u64| {
        vec![name.to_owned(), bytes(old), bytes(new), sign(old, new).to_owned() + &bytes(old.abs_diff(new))]
    };
    let mut rows = vec![
        row("pages read", old.records.read, new.records.read),
        row("kept", old.records.kept, new.records.kept),
        row("of those without text", old.records.kept_empty, new.records.kept_empty),
        row("dropped", old.records.dropped, new.records.dropped),
        row("failed", old.records.failed, new.records.failed),
        row("inputs that failed", old.records.files_failed, new.records.files_failed),
        size("bytes read", old.bytes_in, new.bytes_in),
        size("bytes written", old.bytes_out, new.bytes_out),
        row("blocks", old.blocks.all.blocks, new.blocks.all.blocks),
        row("blocks kept", old.blocks.kept.blocks, new.blocks.kept.blocks),
        size("text kept", old.blocks.kept.bytes, new.blocks.kept.bytes),
    ];
    let taken = |run: &Run| {
        run.report.time.as_ref().map_or_else(|| "not known".to_owned(), |time| seconds(time.seconds))
    };
    rows.push(vec!["time".to_owned(), taken(before), taken(after), String::new()]);
    card(m, "In numbers", "", |m| plain(m, &["what", "before", "after", "change"], &rows));
}

fn qualities(m: &mut Markup, before: &Run, after: &Run) {
    let of = |run: &Run| run.records.as_ref().and_then(median);
    let says = match (of(before), of(after)) {
        (Some((old, old_mean)), Some((new, new_mean))) => {
            format!("Median {old:.3} → {new:.3}, mean {old_mean:.3} → {new_mean:.3}.")
        }
        _ => String::new(),
    };
    card(m, "Quality", &says, |m| {
        let series = [
            Series { name: "before", class: "before", counts: &before.report.quality },
            Series { name: "after", class: "plain", counts: &after.report.quality },
        ];
        histogram(m, "Quality", "pages", &series);
    });
}

fn texts(m: &mut Markup, before: &RecordFacts, after: &RecordFacts) {
    let missing = |from: &RecordFacts, of: &RecordFacts| {
        from.records.iter().filter(|record| of.of(&record.id).is_none()).count() as u64
    };
    let both = before.records.iter().filter_map(|old| Some((old, after.of(&old.id)?)));
    let (same, mut differ): (Vec<_>, Vec<_>) = both.partition(|(old, new)| old.text == new.text);
    let all = (same.len() + differ.len()) as u64;
    let rows = [
        Bar::count("the same text", same.len() as u64, all).hued(Hue::Good),
        Bar::count("another text", differ.len() as u64, all),
    ];
    let says = format!(
        "{} records are in the first run only, {} in the second only.",
        count(missing(before, after)),
        count(missing(after, before))
    );
    card(m, "Records of both runs", &says, |m| bars(m, &["text", "records", "share"], &rows));
    differ.sort_by_key(|(old, new)| std::cmp::Reverse(old.bytes.abs_diff(new.bytes)));
    let row = |(old, new): &(&super::records::RecordFact, &super::records::RecordFact)| {
        let quality = format!("{:+.3}", new.quality - old.quality).replace('-', "−");
        vec![old.id.clone(), bytes(new.bytes), change(old.bytes, new.bytes), quality]
    };
    let rows: Vec<_> = differ.iter().take(MOST).map(row).collect();
    if !rows.is_empty() {
        card(m, "Texts that changed most", "By the bytes that they grew or shrank.", |m| {
            plain(m, &["record", "size", "bytes", "quality"], &rows);
        });
    }
}

fn verdicts(m: &mut Markup, before: &BlockFacts, after: &BlockFacts) {
    let Moves { by_labels, mut by_record, compared, divided_otherwise } = Moves::between(before, after);
    let moved: u64 = by_labels.values().sum();
    let says = format!("{} of {} blocks, {}.", count(moved), count(compared), share(moved, compared));
    let left_out = match divided_otherwise {
        0 => String::new(),
        records => format!(" {} records are divided into other blocks, and left out.", count(records)),
    };
    let says = says + &left_out;
    let mut rows: Vec<_> = by_labels.into_iter().collect();
    rows.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let bar = |((from, to), blocks): ((String, String), u64)| {
        let hue = if to == "content" {
            Hue::Good
        } else if from == "content" {
            Hue::Bad
        } else {
            Hue::Plain
        };
        Bar::new(format!("{from} → {to}"), blocks as f64, vec![count(blocks)]).hued(hue)
    };
    let rows: Vec<_> = rows.into_iter().take(MOST).map(bar).collect();
    card(m, "Blocks that are called something else", &says, |m| bars(m, &["label", "blocks"], &rows));
    by_record.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let rows: Vec<_> = by_record.into_iter().take(MOST).map(|(id, moved)| vec![id, count(moved)]).collect();
    if !rows.is_empty() {
        card(m, "Records with most such blocks", "", |m| plain(m, &["record", "blocks"], &rows));
    }
}

fn tallies(
    m: &mut Markup,
    title: &str,
    name: &str,
    before: &BTreeMap<String, Tally>,
    after: &BTreeMap<String, Tally>,
) {
    let of = |tallies: &BTreeMap<String, Tally>| {
        tallies.iter().map(|(name, tally)| (name.clone(), tally.blocks)).collect::<BTreeMap<_, _>>()
    };
    counts(m, title, name, &of(before), &of(after));
}

/// Two bars for each name; the greatest first. Nothing where both have none.
fn counts(
    m: &mut Markup,
    title: &str,
    name: &str,
    before: &BTreeMap<String, u64>,
    after: &BTreeMap<String, u64>,
) {
    let of = |counts: &BTreeMap<String, u64>, name: &str| counts.get(name).copied().unwrap_or(0);
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut names: Vec<_> = names.into_iter().collect();
    names.sort_by_key(|name| std::cmp::Reverse(of(before, name).max(of(after, name))));
    let bar = |name: &String| Bar::change(name.as_str(), of(before, name), of(after, name));
    let rows: Vec<_> = names.into_iter().map(bar).collect();
    if !rows.is_empty() {
        card(m, title, "Above what was, below what is.", |m| {
            bars(m, &[name, "before", "after", "change"], &rows);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::moves::tests::facts;
    use super::*;
    use crate::Report;

    #[test]
    fn what_changed_is_on_the_page() {
        let run = |name: &str, kept: u64, text: &str| {
            let report =
                format!(r#"{{"report": 1, "records": {{"read": 3, "kept": {kept}}}, "quality": [{kept}]}}"#);
            let record = serde_json::json!({"id": "one", "quality": 0.5, "text": text}).to_string();
            Run {
                name: name.to_owned(),
                report: Report::read(name, report.as_bytes()).unwrap(),
                blocks: Some(facts(&[("one", if kept > 1 { "content" } else { "related" })])),
                records: Some(RecordFacts::read(name, record.as_bytes()).unwrap()),
            }
        };
        let page = compare_page(&run("a<b", 1, "old"), &run("c", 2, "newer"));
        for figure in ["a&lt;b → c", "related → content", "another text", "+1", "+2"] {
            assert!(page.contains(figure), "{figure} is not in\n{page}");
        }
        let page = compare_page(&run("a", 1, "old"), &run("a", 1, "old"));
        assert!(page.contains("0 of 1 blocks, 0.0 %") && !page.contains("changed most"), "{page}");
    }
}
