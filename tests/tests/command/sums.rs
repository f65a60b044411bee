//! Counts add up, whatever is in a dump.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use super::extract::PAGE;
use super::workplace::{SCRAPE, Workplace};

/// A line of a dump, by what becomes of it.
#[derive(Debug, Clone, Copy)]
enum Line {
    Text,
    Page,
    Empty,
    Blank,
    NoJson,
    NoField,
    WrongType,
    BrokenId,
}

impl Line {
    fn bytes(self, number: usize) -> Vec<u8> {
        match self {
            Self::Text => json!({"id": number, "text": SCRAPE, "url": "u"}).to_string().into_bytes(),
            Self::Page => json!({"html": PAGE, "source": number}).to_string().into_bytes(),
            Self::Empty => json!({"html": ""}).to_string().into_bytes(),
            Self::Blank => b"  ".to_vec(),
            Self::NoJson => b"{\"text\": ".to_vec(),
            Self::NoField => json!({"id": number}).to_string().into_bytes(),
            Self::WrongType => b"{\"text\": {}}".to_vec(),
            Self::BrokenId => b"{\"id\": \"caf\xe9\", \"text\": \"x\"}".to_vec(),
        }
    }
}

fn any_line() -> impl Strategy<Value = Line> {
    prop_oneof![
        3 => Just(Line::Text),
        2 => Just(Line::Page),
        1 => Just(Line::Empty),
        1 => Just(Line::Blank),
        1 => Just(Line::NoJson),
        1 => Just(Line::NoField),
        1 => Just(Line::WrongType),
        1 => Just(Line::BrokenId),
    ]
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("no number: {value}"))
}

/// The sum over the values of an object or a list.
fn sum(value: &Value, of: impl Fn(&Value) -> u64) -> u64 {
    match value {
        Value::Object(object) => object.values().map(of).sum(),
        Value::Array(list) => list.iter().map(of).sum(),
        other => panic!("neither object nor list: {other}"),
    }
}

/// Two dumps and a threshold: all files of the run tell of the same records.
fn check(dumps: &[Vec<Line>; 2], min_quality: f32, jobs: usize) {
    let place = Workplace::new();
    for (name, lines) in ["a.jsonl", "b.jsonl"].iter().zip(dumps) {
        let lines: Vec<_> = lines.iter().enumerate().map(|(number, line)| line.bytes(number)).collect();
        place.write(name, lines.join(&b'\n'));
    }
    let (min_quality, jobs) = (min_quality.to_string(), jobs.to_string());
    let files = ["--drops", "drops.jsonl", "--blocks", "blocks.jsonl", "--report", "report.json"];
    let args = ["a.jsonl", "b.jsonl", "-o", "out.jsonl", "--min-quality", &min_quality, "-j", &jobs];
    let ended = place.run(&[&args[..], &files].concat());
    assert!(matches!(ended.code, 0 | 3), "{}", ended.stderr);

    let (out, drops, blocks) =
        (place.rows("out.jsonl"), place.rows("drops.jsonl"), place.rows("blocks.jsonl"));
    let report = place.json("report.json");
    let records = &report["records"];
    let field = |name: &str| number(&records[name]);
    let lines = dumps.iter().flatten().filter(|line| !matches!(line, Line::Blank)).count() as u64;
    assert_eq!(field("read"), lines);
    assert_eq!(field("read"), field("kept") + field("dropped") + field("failed"));
    assert_eq!(field("kept"), out.len() as u64);
    assert_eq!(field("dropped") + field("failed") + field("files_failed"), drops.len() as u64);
    assert_eq!(field("dropped"), sum(&records["dropped_by_reason"], number));
    assert_eq!(field("failed"), sum(&records["failed_by_reason"], number));
    for name in ["read", "kept", "kept_empty", "dropped", "failed", "files", "files_failed"] {
        assert_eq!(field(name), sum(&report["inputs"], |input| number(&input[name])), "{name}");
    }
    assert_eq!(number(&report["bytes_in"]), sum(&report["inputs"], |input| number(&input["bytes"])));
    for name in ["languages", "input_kinds", "quality"] {
        assert_eq!(field("kept"), sum(&report[name], number), "{name}");
    }

    let kept = |row: &&Value| row["kept"] == true;
    for unit in ["blocks", "lines", "bytes"] {
        let of = |row: &Value| if unit == "blocks" { 1 } else { number(&row[unit]) };
        let counted = |part: &str| number(&report["blocks"][part][unit]);
        assert_eq!(counted("all"), blocks.iter().map(of).sum::<u64>());
        assert_eq!(counted("kept"), blocks.iter().filter(kept).map(of).sum::<u64>());
        assert_eq!(counted("all"), counted("kept") + counted("removed"));
        for by in ["removed_by_label", "removed_by_reason"] {
            assert_eq!(counted("removed"), sum(&report["blocks"][by], |tally| number(&tally[unit])));
        }
    }
}

#[test]
fn counts_add_up_whatever_is_in_a_dump() {
    let dump = || prop::collection::vec(any_line(), 0..20);
    // Each case is a process of its own. No file remembers failures: proptest
    // would put it beside the source.
    let config = Config { cases: 24, failure_persistence: None, ..Config::default() };
    let runs = (dump(), dump(), prop_oneof![Just(0.0_f32), Just(0.5), Just(0.9)], 1..4_usize);
    TestRunner::new(config)
        .run(&runs, |(a, b, min_quality, jobs)| {
            check(&[a, b], min_quality, jobs);
            Ok(())
        })
        .unwrap();
}
