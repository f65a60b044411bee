//! What a run tells while it goes on, and at its end.

use serde_json::Value;

use super::workplace::{SCRAPE, Workplace, line};

fn place() -> Workplace {
    let place = Workplace::new();
    let lines = [line("one", SCRAPE), line("two", SCRAPE)].map(|line| line.to_string());
    place.write("in.jsonl", lines.join("\n") + "\nno json\n");
    std::fs::create_dir(place.path("folder")).unwrap();
    place.write("folder/picture\u{202e}.html", b"\x89PNG\r\n\x1a\n");
    place.write(
        "page.html",
        "<title>Tides</title><p>The tide turns every six hours and twelve minutes, says the almanac.",
    );
    place
}

const INPUTS: [&str; 5] = ["in.jsonl", "folder", "page.html", "-o", "out.jsonl"];

/// Each line of stderr, which has to be an object.
fn objects(stderr: &str) -> Vec<Value> {
    let object = |line: &str| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    stderr.lines().map(object).collect()
}

#[test]
fn machines_are_told_all_in_objects_that_add_up() {
    let place = place();
    let ended = place.run(&[&INPUTS[..], &["--progress", "json", "-vv", "--report", "report.json"]].concat());
    assert_eq!(ended.code, 3);
    assert!(!ended.stderr.contains('\u{202e}'), "what turns the reading direction is escaped");
    let objects = objects(&ended.stderr);
    let events = |event: &str| objects.iter().filter(|object| object["event"] == event).collect::<Vec<_>>();
    let progress = *events("progress").last().unwrap();
    let count = |field: &str| progress[field].as_u64().unwrap();
    assert_eq!(count("records"), count("kept") + count("dropped") + count("failed"));
    assert_eq!(progress["bytes"], progress["bytes_total"], "how much a folder has is known beforehand");
    assert!(progress["seconds"].is_number());
    for (field, event) in
        [("kept", "record-kept"), ("dropped", "record-dropped"), ("failed", "record-failed")]
    {
        assert_eq!(events(event).len() as u64, count(field), "{event}");
    }
    assert_eq!((events("input-opened").len(), events("record-failed")[0]["line"].as_u64()), (3, Some(3)));

    let mut summary = objects.last().unwrap().clone();
    assert_eq!(summary["event"], "summary");
    assert_eq!(summary["records"]["read"], progress["records"]);
    assert!(summary["time"]["seconds"].is_number());
    for stage in ["reading", "extracting", "writing"] {
        assert!(summary["time"]["stages"][stage].is_number(), "{stage}");
    }
    let summary = summary.as_object_mut().unwrap();
    summary.remove("event");
    summary.remove("time");
    assert_eq!(Value::Object(summary.clone()), place.json("report.json"));
}

#[test]
fn of_files_the_bytes_are_known_beforehand() {
    let ended = place().run(&["in.jsonl", "page.html", "-o", "out.jsonl", "--progress", "json"]);
    let objects = objects(&ended.stderr);
    let progress = objects.iter().rfind(|object| object["event"] == "progress").unwrap();
    assert!(progress["bytes"].is_u64());
    assert_eq!(progress["bytes"], progress["bytes_total"]);
}

#[test]
fn messages_are_told_in_the_form_that_is_asked_for() {
    let place = place();
    let told = |more: &[&str]| place.run(&[&INPUTS[..], &["--quiet"], more].concat()).stderr;
    let failure = "dehusk: in.jsonl:3 (byte ";
    let plain = told(&[]);
    assert!(plain.starts_with(failure) && plain.lines().count() == 1, "{plain}");
    let verbose = told(&["-v"]);
    assert!(verbose.contains("dehusk: page.html: opened\n"), "{verbose}");
    assert!(verbose.contains("dehusk: folder/picture\\u{202e}.html: dropped: "), "{verbose}");
    assert!(!verbose.contains("kept"), "{verbose}");
    assert!(told(&["-vv"]).contains("dehusk: one: kept\n"));
    let failures = objects(&told(&["--log-format", "json"]));
    assert_eq!(
        (failures.len(), &failures[0]["level"], &failures[0]["input"]),
        (1, &"WARN".into(), &"in.jsonl".into())
    );
    assert_eq!(failures[0]["reason"], "invalid-json");
}

#[test]
fn the_reason_of_an_end_is_told_in_the_same_form() {
    let place = place();
    let ended = place.run(&["in.jsonl", "-o", "in.jsonl/out.jsonl", "--progress", "json"]);
    assert_eq!(ended.code, 1, "{}", ended.stderr);
    let end = objects(&ended.stderr).pop().unwrap();
    assert_eq!((&end["event"], &end["level"]), (&"ended".into(), &"ERROR".into()));
}

#[test]
fn short_runs_without_a_terminal_show_no_progress() {
    let place = place();
    for how in ["auto", "bar", "lines", "never"] {
        let stderr = place.run(&[&INPUTS[..], &["--progress", how]].concat()).stderr;
        assert!(!stderr.contains("left") && !stderr.contains('\r'), "{stderr}");
        let last = stderr.lines().last().unwrap();
        assert!(last.starts_with("wrote ") && last.contains(" records/s, "), "{last}");
        assert!(
            stderr.contains("\ntime by stage: reading ") && stderr.contains("page types   unknown 3"),
            "{stderr}"
        );
    }
}
