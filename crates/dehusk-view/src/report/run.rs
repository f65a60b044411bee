//! The page of one run.

use std::collections::BTreeMap;

use super::beside::{from_blocks, from_records, times};
use super::plot::{Series, histogram};
use super::read::{Counts, Tally, Time};
use super::table::{Bar, Hue, bars, plain, stacked};
use super::{RecordFacts, Report, Run, card, head, page, unknown};
use crate::markup::Markup;
use crate::number::{bytes, count, seconds, share};

/// Rows of tables of kinds, such as languages.
const KINDS: usize = 15;

/// The page of one run: what became of its records, what was taken away and why,
/// qualities, languages, times. What the files that were given do not say is
/// named as not known, with the option that would write it.
pub fn report_page(run: &Run) -> String {
    let mut body = Markup::default();
    let Run { name, report, blocks, records } = run;
    head(&mut body, &format!("dehusk run: {name}"), &about(report));
    tiles(&mut body, report);
    body.element("main", &[], |m| {
        outcomes(m, &report.records);
        sizes(m, report);
        quality(m, report, records.as_ref());
        labels(m, report);
        reasons(m, report);
        kinds(m, report, records.as_ref());
        from_blocks(m, blocks.as_ref());
        from_records(m, records.as_ref());
        times(m, report.time.as_ref());
        inputs(m, report);
    });
    page(&format!("{name} – dehusk report"), &body)
}

pub(super) fn about(report: &Report) -> String {
    let inputs = match report.inputs.as_slice() {
        [] => "no input".to_owned(),
        [one] => one.name.clone(),
        all => format!("{} inputs", count(all.len() as u64)),
    };
    format!("dehusk {}, {inputs}", report.dehusk)
}

fn tiles(m: &mut Markup, report: &Report) {
    let Counts { read, kept, dropped, failed, kept_empty, .. } = report.records;
    let mut tiles = vec![
        ("Read", count(read), format!("{} in", bytes(report.bytes_in))),
        ("Kept", count(kept), format!("{}, {} empty", share(kept, read), count(kept_empty))),
        ("Dropped", count(dropped), share(dropped, read)),
        ("Failed", count(failed), share(failed, read)),
        (
            "Written",
            bytes(report.bytes_out),
            format!("{} of the input", share(report.bytes_out, report.bytes_in)),
        ),
        (
            "Text taken away",
            share(report.blocks.removed.bytes, report.blocks.all.bytes),
            format!("{} of {} blocks", count(report.blocks.removed.blocks), count(report.blocks.all.blocks)),
        ),
    ];
    if let Some(Time { seconds: taken, .. }) = report.time.as_ref().filter(|time| time.seconds > 0.0) {
        tiles.push(("Time", seconds(*taken), format!("{:.0} records/s", read as f64 / taken)));
    }
    m.element("dl", &[("class", "tiles")], |m| {
        for (name, figure, says) in &tiles {
            m.element("div", &[], |m| {
                m.leaf("dt", &[], name);
                m.element("dd", &[], |m| {
                    m.text(figure);
                    m.leaf("small", &[], says);
                });
            });
        }
    });
}

fn outcomes(m: &mut Markup, counts: &Counts) {
    let Counts { read, kept, dropped, failed, .. } = *counts;
    card(m, "Pages by outcome", "", |m| {
        let rows = [
            Bar::count("kept", kept, read).hued(Hue::Good),
            Bar::count("dropped", dropped, read),
            Bar::count("failed", failed, read).hued(Hue::Bad),
        ];
        stacked(m, "Pages by outcome", &["outcome", "pages", "share"], &rows);
    });
    let of = |reasons, hue| counted(reasons, read, hue);
    if dropped > 0 {
        let rows = of(&counts.dropped_by_reason, Hue::Plain);
        card(m, "Dropped, by reason", "", |m| bars(m, &["reason", "pages", "share"], &rows));
    }
    if failed > 0 {
        let rows = of(&counts.failed_by_reason, Hue::Bad);
        card(m, "Failed, by reason", "", |m| bars(m, &["reason", "pages", "share"], &rows));
    }
}

/// A bar for each name, the greatest first; the small ones are put together.
fn counted(counts: &BTreeMap<String, u64>, all: u64, hue: Hue) -> Vec<Bar> {
    let mut sorted: Vec<_> = counts.iter().filter(|(_, count)| **count > 0).collect();
    sorted.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let (shown, others) = sorted.split_at(sorted.len().min(KINDS));
    let mut rows: Vec<_> =
        shown.iter().map(|(name, count)| Bar::count(name.as_str(), **count, all).hued(hue)).collect();
    if !others.is_empty() {
        let sum = others.iter().map(|(_, count)| **count).sum();
        rows.push(Bar::count(format!("{} others", others.len()), sum, all).hued(hue));
    }
    rows
}

fn sizes(m: &mut Markup, report: &Report) {
    let bar = |name: &str, size: u64, hue| Bar::new(name, size as f64, vec![bytes(size)]).hued(hue);
    let rows = [
        bar("read, on disk", report.bytes_in, Hue::Plain),
        bar("written, on disk", report.bytes_out, Hue::Plain),
        bar("text of all blocks", report.blocks.all.bytes, Hue::Plain),
        bar("of those kept", report.blocks.kept.bytes, Hue::Good),
        bar("of those taken away", report.blocks.removed.bytes, Hue::Bad),
    ];
    let says = "On disk is with compression, where there is any; text is that of the pages in the output.";
    card(m, "Bytes in and out", says, |m| bars(m, &["what", "size"], &rows));
}

fn quality(m: &mut Markup, report: &Report, records: Option<&RecordFacts>) {
    let says = records
        .and_then(median)
        .map_or_else(String::new, |(median, mean)| format!("Median {median:.3}, mean {mean:.3}. "))
        + "How well the text of a page is expected to match what a person would keep.";
    card(m, "Quality", &says, |m| {
        let series = Series { name: "Pages", class: "plain", counts: &report.quality };
        histogram(m, "Quality", "pages", &[series]);
    });
}

pub(super) fn median(records: &RecordFacts) -> Option<(f64, f64)> {
    let mut all: Vec<f64> = records.records.iter().map(|record| record.quality).collect();
    all.sort_by(f64::total_cmp);
    let median = *all.get(all.len() / 2)?;
    Some((median, all.iter().sum::<f64>() / all.len() as f64))
}

fn labels(m: &mut Markup, report: &Report) {
    let mut rows: Vec<(&str, Tally)> = vec![("content", report.blocks.kept)];
    rows.extend(report.blocks.removed_by_label.iter().map(|(label, tally)| (label.as_str(), *tally)));
    let rows = tallied(rows, report.blocks.all, Hue::Label);
    let says = "By the bytes of their text.";
    card(m, "Blocks by label", says, |m| {
        stacked(m, "Blocks by label", &["label", "blocks", "bytes", "share"], &rows);
    });
}

fn reasons(m: &mut Markup, report: &Report) {
    let rows = report.blocks.removed_by_reason.iter().map(|(reason, tally)| (reason.as_str(), *tally));
    let rows = tallied(rows.collect(), report.blocks.all, Hue::Plain);
    let says = "Why blocks were taken away; share of the bytes of all blocks.";
    card(m, "Blocks by reason", says, |m| bars(m, &["reason", "blocks", "bytes", "share"], &rows));
}

fn tallied(mut tallies: Vec<(&str, Tally)>, all: Tally, hue: Hue) -> Vec<Bar> {
    tallies.sort_by_key(|(_, tally)| std::cmp::Reverse((tally.bytes, tally.blocks)));
    let bar = |(name, Tally { blocks, bytes: size }): (&str, Tally)| {
        Bar::new(name, size as f64, vec![count(blocks), bytes(size), share(size, all.bytes)]).hued(hue)
    };
    tallies.into_iter().map(bar).collect()
}

fn kinds(m: &mut Markup, report: &Report, records: Option<&RecordFacts>) {
    let kept = report.records.kept;
    let of = |m: &mut Markup, title: &str, name: &str, counts: &BTreeMap<String, u64>| {
        let rows = counted(counts, kept, Hue::Plain);
        card(m, title, "", |m| bars(m, &[name, "pages", "share"], &rows));
    };
    of(m, "Languages", "language", &report.languages);
    // Older reports do not count them.
    let of_report = (!report.page_types.is_empty()).then_some(&report.page_types);
    match of_report.or(records.map(|records| &records.page_types)) {
        Some(types) => of(m, "Page types", "type", types),
        None => unknown(m, "Page types", "The records say it: --records FILE."),
    }
    of(m, "Kinds of input", "kind", &report.input_kinds);
    if !report.notes.is_empty() {
        of(m, "Notes", "note", &report.notes);
    }
}

fn inputs(m: &mut Markup, report: &Report) {
    if report.inputs.len() < 2 {
        return;
    }
    let row = |input: &super::read::Input| {
        let Counts { read, kept, dropped, failed, .. } = input.counts;
        let mut row = vec![input.name.clone(), bytes(input.bytes)];
        row.extend([read, kept, dropped, failed].map(count));
        row
    };
    let rows: Vec<_> = report.inputs.iter().map(row).collect();
    card(m, "Inputs", "", |m| plain(m, &["input", "size", "read", "kept", "dropped", "failed"], &rows));
}

#[cfg(test)]
mod tests {
    use super::super::BlockFacts;
    use super::*;

    const REPORT: &str = r#"{"report": 1, "dehusk": "0.1.0", "bytes_in": 5000, "bytes_out": 1200,
        "records": {"read": 6, "kept": 3, "dropped": 2, "failed": 1, "dropped_by_reason": {"redirect": 2},
            "failed_by_reason": {"panic": 1}},
        "inputs": [{"input": "<a>.warc", "bytes": 3000, "read": 4}, {"input": "b.warc", "bytes": 2000, "read": 2}],
        "languages": {"en": 2, "de": 1}, "quality": [0,0,0,0,0,0,0,0,1,2],
        "blocks": {"all": {"blocks": 9, "bytes": 900}, "kept": {"blocks": 5, "bytes": 600},
            "removed": {"blocks": 4, "bytes": 300},
            "removed_by_label": {"related": {"blocks": 4, "bytes": 300}},
            "removed_by_reason": {"score": {"blocks": 4, "bytes": 300}}},
        "time": {"seconds": 2, "stages": {"reading": 0.5, "extracting": {"seconds": 3}},
            "slowest": [{"id": "slow-one", "seconds": 0.75}]}}"#;

    fn run(report: &str) -> Run {
        let report = Report::read("r", report.as_bytes()).unwrap();
        Run { name: "</title><script>".to_owned(), report, blocks: None, records: None }
    }

    #[test]
    fn the_figures_of_the_report_are_on_the_page() {
        let page = report_page(&run(REPORT));
        for figure in [
            "redirect",
            "panic",
            "5.00 kB",
            "1.20 kB",
            "33.3 %",
            "2 inputs",
            "&lt;a&gt;.warc",
            "3.0 s",
            "3 records/s",
            "slow-one",
            "750 ms",
            "0.90 to 1.00: 2 pages",
        ] {
            assert!(page.contains(figure), "{figure} is not in\n{page}");
        }
        assert_eq!(page.matches("<script").count(), 1, "{page}");
        assert_eq!(page.matches("Not known").count(), 3, "{page}");
    }

    #[test]
    fn what_is_given_beside_it_is_known() {
        let mut run = run(r#"{"report": 1}"#);
        let row =
            r#"{"id": "a", "label": "related", "reason": "cue", "kept": false, "score": 0.2, "bytes": 7}"#;
        run.blocks = Some(BlockFacts::read("b", row.as_bytes()).unwrap());
        let record =
            r#"{"id": "a", "url": "https://coast.example/1", "quality": 0.25, "page_type": "forum"}"#;
        run.records = Some(RecordFacts::read("c", record.as_bytes()).unwrap());
        let page = report_page(&run);
        for figure in ["coast.example", "0.250", "forum", "0.20 to 0.25: 1 blocks", "No host has three pages"]
        {
            assert!(page.contains(figure), "{figure} is not in\n{page}");
        }
        assert!(!page.contains("NaN"), "{page}");
    }
}
