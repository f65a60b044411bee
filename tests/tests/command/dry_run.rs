//! `dehusk run --dry-run`: what a run would do, and that it does not.

use std::fs;

use super::binary::dehusk;
use super::workplace::{SCRAPE, Workplace, line};

/// A dump, a folder with a page and a picture, and a file that is missing.
const INPUTS: [&str; 3] = ["in.jsonl", "crawl", "missing.html"];

fn place() -> Workplace {
    let place = Workplace::new();
    let lines: Vec<_> = (0..40).map(|number| line(&format!("{number}"), SCRAPE)).collect();
    place.write_lines("in.jsonl", &lines);
    fs::create_dir(place.path("crawl")).unwrap();
    place.write("crawl/a\u{1b}[2J.html", "<p>The tide turns.");
    place.write("crawl/picture.html", b"\x89PNG\r\n\x1a\n");
    place
}

/// Exit code and both outputs of a dry run, which changes nothing.
fn dry(place: &Workplace, args: &[&str]) -> (i32, String, String) {
    let before = place.names();
    let output = dehusk().current_dir(place.folder()).args(["run", "--dry-run"]).args(args).output().unwrap();
    assert_eq!(place.names(), before, "nothing is written");
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn what_would_be_done_is_said_and_not_done() {
    let place = place();
    let (code, said, errors) =
        dry(&place, &[&INPUTS[..], &["-o", "out.jsonl.zst", "--drops", "drops.jsonl"]].concat());
    assert_eq!((code, errors.as_str()), (3, ""), "{said}");
    let at = |part: &str| said.find(part).unwrap_or_else(|| panic!("{part:?} is not in\n{said}"));
    let parts = [
        "would read:\n  in.jsonl  JSONL, ",
        "crawl/a\\u{1b}[2J.html  page or text, 18 B\n",
        "crawl/picture.html  binary data, 8 B\n",
        "missing.html  fails: No such file",
        "  4 files, ",
        ", 1 of them fail\n",
        "would write:\n  documents to out.jsonl.zst\n  drops to drops.jsonl\n",
        "would begin:\n  at the beginning\n",
        "with:\n",
        "  --focus: \"balanced\"\n",
    ];
    assert!(parts.map(at).is_sorted(), "{said}");
    assert!(!said.contains('\u{1b}'));
}

#[test]
fn where_a_run_would_begin_is_what_the_run_does() {
    let place = place();
    let args = ["in.jsonl", "-o", "out", "--drops", "drops.jsonl"];
    let beginning = |more: &[&str]| {
        let (code, said, errors) = dry(&place, &[&args, more].concat());
        let begin = said.split_once("would begin:\n  ").unwrap().1.lines().next().unwrap().to_owned();
        (code, begin, errors)
    };
    assert_eq!(beginning(&["--resume"]), (0, "at the beginning".to_owned(), String::new()));
    place.run_well(&args);
    assert_eq!(beginning(&["--resume"]).1, "not at all: the run is finished");
    assert_eq!(beginning(&[]).1, "at the beginning");
    for (more, reason) in [
        (&["--resume", "--focus", "recall"][..], "--focus was "),
        (&["--resume", "--limit", "3"], "the limit was "),
    ] {
        let (code, begin, errors) = beginning(more);
        assert!(code == 2 && begin.starts_with("not at all: cannot go on with "), "{begin}");
        assert!(begin.contains(reason) && errors.contains(reason), "{begin} {errors}");
        place.run(&[&args, more].concat()).is_usage(reason);
    }
    fs::remove_file(place.path("out/7.txt")).unwrap();
    let (code, begin, _) = beginning(&["--resume"]);
    assert!(code == 2 && begin.ends_with("begin anew without --resume"), "{begin}");
    assert!(begin.contains("out/7.txt is missing"), "{begin}");
}

#[test]
fn shares_list_what_falls_to_them() {
    let place = place();
    let files = |shard: &str| {
        let (_, said, _) = dry(&place, &["in.jsonl", "crawl", "-o", "{shard}.jsonl", "--shard", shard]);
        assert!(said.contains(&format!("documents to {}-of-3.jsonl\n", &shard[..1])), "{said}");
        said.lines()
            .skip(1)
            .take_while(|line| !line.contains(" files, ") && !line.contains(" file, "))
            .count()
    };
    assert_eq!((files("1/3"), files("2/3"), files("3/3")), (1, 1, 3));
}

#[test]
fn what_is_wrong_usage_is_refused_and_nothing_else_is_said() {
    let place = place();
    let (code, said, errors) = dry(&place, &["in.jsonl", "-o", "out-{shard}.jsonl"]);
    assert_eq!((code, said.as_str()), (2, ""));
    assert!(errors.contains("--shard"), "{errors}");
    let (code, said, errors) = dry(&place, &["-", "-o", "out.jsonl", "--resume"]);
    assert_eq!(code, 2);
    assert!(
        said.contains("  -  not looked at") && errors.contains("the standard input cannot be read"),
        "{said}"
    );
}
