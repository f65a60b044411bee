//! Runs that are killed, and gone on with.

use std::fs;

use super::super::workplace::{SCRAPE, Workplace, line};
use super::{assert_same, dump, end, files, in_parts, into, start, wait_for};

/// Outputs, and where each keeps its parts.
const OUTPUTS: [(&str, &str); 5] = [
    ("out.jsonl", "out.jsonl.dehusk-parts"),
    ("out.jsonl.zst", "out.jsonl.zst.dehusk-parts"),
    ("out.parquet", "out.parquet.dehusk-parts"),
    ("out", "out/.dehusk-parts"),
    ("out-{part}.jsonl.gz", "out-parts.jsonl.gz.dehusk-parts"),
];

#[test]
fn a_run_that_is_killed_again_and_again_gives_the_bytes_of_an_undisturbed_one() {
    let place = dump();
    for (output, work) in OUTPUTS {
        let folder = |name: &str| format!("{name}-{}", output.replace(['{', '}'], ""));
        let (whole, killed) = (folder("whole"), folder("killed"));
        let (code, said) = end(&place, &into(&whole, output), &[]);
        assert_eq!(code, Some(3), "{said}");
        let mut kills = 0;
        for (file, jobs) in [
            ("run.json", "1"),
            ("00000.json", "3"),
            ("00005.json", "1"),
            ("00006.json", "2"),
            ("00019.json", "4"),
        ] {
            let mut child = start(&place, &into(&killed, output), &["--resume", "--jobs", jobs]);
            if wait_for(&mut child, &place.path(&killed).join(work).join(file)) {
                kills += 1;
            }
            child.kill().unwrap();
            child.wait().unwrap();
        }
        assert!(kills > 2, "{output}: it ended before it was killed");
        let (code, said) = end(&place, &into(&killed, output), &["--resume", "--jobs", "3"]);
        assert_eq!(code, Some(3), "{said}");
        assert_same(&place.path(&killed), &place.path(&whole), output);
        assert!(!place.path(&killed).join(work).exists(), "{output}");
    }
}

#[test]
fn a_finished_run_is_left_alone() {
    let place = dump();
    for (output, _) in OUTPUTS {
        let folder = format!("done-{}", output.replace(['{', '}'], ""));
        let args = in_parts(&folder, output, "128KiB");
        end(&place, &args, &[]);
        let before = files(&place.path(&folder));
        let is_document = |name: &&String| name.starts_with("out") && !name.contains("dehusk");
        let bytes: usize = before.keys().filter(is_document).map(|name| before[name].len()).sum();
        assert_eq!(place.json(&format!("{folder}/report.json"))["bytes_out"], bytes, "{output}");
        let changed =
            || fs::metadata(place.path(&folder).join("drops.jsonl.gz")).unwrap().modified().unwrap();
        let changed_before = changed();
        let (code, said) = end(&place, &args, &["--resume"]);
        assert_eq!((code, said), (Some(3), String::new()), "{output}");
        assert!(files(&place.path(&folder)) == before, "{output}");
        assert_eq!(changed(), changed_before, "{output}");
        // A report that is missing can be had without the run.
        fs::remove_file(place.path(&folder).join("report.json")).unwrap();
        end(&place, &args, &["--resume"]);
        assert!(files(&place.path(&folder)) == before, "{output}");
    }
}

#[test]
fn what_an_earlier_run_did_is_told_unless_quiet() {
    let place = dump();
    let args = into("told", "out.jsonl");
    let loud: Vec<_> = args.iter().filter(|arg| *arg != "-q").cloned().collect();
    let mut child = start(&place, &args, &["--jobs", "1"]);
    assert!(wait_for(&mut child, &place.path("told/out.jsonl.dehusk-parts/00003.json")));
    child.kill().unwrap();
    child.wait().unwrap();
    let (_, said) = end(&place, &loud, &["--resume"]);
    assert!(
        said.contains("dehusk: going on behind ") && said.contains(" records in this run, in "),
        "{said}"
    );
    let (_, said) = end(&place, &loud, &["--resume"]);
    assert!(said.contains("dehusk: the run is finished; nothing is done\n"), "{said}");
    assert!(said.ends_with(" KiB\n") && said.contains("\nnothing was done: told/out.jsonl "), "{said}");
    let (_, said) = end(&place, &args, &["--resume"]);
    assert_eq!(said, "");
    let (_, said) = end(&place, &loud, &["--resume", "--progress", "json"]);
    assert!(said.starts_with('{') && said.contains(r#""event":"complete""#), "{said}");
}

#[test]
fn what_would_not_be_one_run_is_refused_and_says_why() {
    let place = Workplace::new();
    place.write_lines("in.jsonl", &[line("a", SCRAPE)]);
    let rules = |name: &str| {
        let case = "[[site.case]]\nhtml = \"<p>The tide turns every six hours.</p>\"\nhas = [\"tide\"]\n";
        format!("[[site]]\nhosts = [\"coast.example\"]\ndrop = [\"{name}\"]\n{case}")
    };
    place.write("rules.toml", rules("aside"));
    let base = ["in.jsonl", "-o", "out.jsonl", "--text-field", "text", "--rules", "rules.toml"];
    place.run_well(&base);
    let names = place.names();
    let refused = |more: &[&str], reason: &str| {
        place.run(&[&base, more, &["--resume"]].concat()).is_usage(reason);
        assert_eq!(place.names(), names, "a refusal leaves nothing behind");
    };
    refused(&["--focus", "recall"], "--focus was `\"balanced\"` and is `\"recall\"`");
    refused(&["--min-quality", "0.5"], "the least quality was `0` and is `0.5`");
    refused(&["--keep-fields"], "the fields was ");
    place.write("rules.toml", rules("nav"));
    refused(&[], "the text of the rules was ");
    place.write("rules.toml", rules("aside"));
    // What changes nothing in the output is free.
    place.run_well(
        &[&base[..], &["--resume", "--jobs", "3", "--memory", "1GiB", "--progress", "never"]].concat(),
    );
    place.write_lines("in.jsonl", &[line("a", SCRAPE), line("b", SCRAPE)]);
    refused(&[], "in.jsonl was ");
    place.run_well(&base);
    assert_eq!(place.rows("out.jsonl").len(), 2);
}

#[test]
fn an_unfinished_run_that_is_replaced_is_told_of() {
    let place = dump();
    for (output, work) in [OUTPUTS[0], OUTPUTS[4]] {
        let (killed, whole) = (format!("killed-{}", output.len()), format!("whole-{}", output.len()));
        let mut child = start(&place, &into(&killed, output), &["--jobs", "1"]);
        assert!(wait_for(&mut child, &place.path(&killed).join(work).join("00002.json")));
        child.kill().unwrap();
        child.wait().unwrap();
        let (code, said) = end(&place, &into(&killed, output), &[]);
        assert_eq!(code, Some(3), "{said}");
        assert!(said.contains("an unfinished run of ") && said.contains("--resume"), "{said}");
        end(&place, &into(&whole, output), &[]);
        assert_same(&place.path(&killed), &place.path(&whole), output);
    }
}

#[test]
fn two_runs_do_not_write_one_output() {
    let place = dump();
    let args = ["run", "-", "-o", "out.jsonl"].map(str::to_owned);
    let mut first = start(&place, &args, &[]);
    assert!(wait_for(&mut first, &place.path("out.jsonl.dehusk-parts/run.json")));
    let second = place.run(&["pages.jsonl", "-o", "out.jsonl"]);
    first.kill().unwrap();
    first.wait().unwrap();
    assert_eq!(second.code, 1, "{}", second.stderr);
    assert!(second.stderr.contains("another run is writing this output"), "{}", second.stderr);
    assert_eq!(place.run(&["pages.jsonl", "-o", "out.jsonl"]).code, 3, "the lock dies with its run");
}
