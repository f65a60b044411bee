//! Runs that are cut short and gone on with.

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::tests::mixed_inputs;
use super::*;
use crate::sink::PART;
use crate::{BatchError, Report};

/// What every run writes beside its output.
fn batch(inputs: &[PathBuf], folder: &Path, output: &str, jobs: usize) -> Batch {
    let path = |name: &str| folder.join(name);
    Batch::new(Extractor::default(), inputs, Output::from_path(path(output)))
        .with_jobs(NonZeroUsize::new(jobs).unwrap())
        .with_part_size(PartSize { bytes: u64::MAX, records: 40 })
        .with_drops(path("drops.jsonl.gz"))
        .with_blocks(path("blocks.jsonl.zst"), BlockRows::WithText)
        .with_report(path("report.json"), ReportTime::Omitted)
}

/// All files under a folder and their bytes; times of change of inputs apart.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path).into_iter().map(|(name, bytes)| (path.join(name), bytes)));
        } else {
            let bytes = fs::read(&path).unwrap();
            files.insert(path, bytes);
        }
    }
    let relative = |path: PathBuf| path.strip_prefix(folder).unwrap().to_owned();
    // Manifests say the names of the output, which differ between the folders here.
    files
        .into_iter()
        .map(|(path, bytes)| (relative(path), bytes))
        .filter(|(path, _)| !is_manifest(path))
        .collect()
}

fn is_manifest(path: &Path) -> bool {
    path.to_string_lossy().ends_with(".dehusk.json")
}

/// Runs until so many records are told of, and dies there as a process does: with
/// nothing put in order. False where it came to its end before.
fn dies(batch: Batch, after: u64) -> bool {
    let ended = catch_unwind(AssertUnwindSafe(|| {
        batch.run(&mut |event| {
            if let Event::Advanced { records, .. } = event {
                assert!(records < after, "dead");
            }
        })
    }));
    ended.is_err()
}

const OUTPUTS: [&str; 7] = [
    "out.jsonl",
    "out.jsonl.gz",
    "out.jsonl.zst",
    "out",
    "out-{part}.jsonl.gz",
    "out.parquet",
    "out.warc.wet.gz",
];

#[test]
fn a_run_that_dies_anywhere_gives_the_same_bytes_when_it_is_gone_on_with() {
    let root = tempfile::tempdir().unwrap();
    let inputs = mixed_inputs(root.path());
    let has_tables = cfg!(feature = "parquet");
    for output in OUTPUTS.into_iter().filter(|output| has_tables || !output.ends_with(".parquet")) {
        let folder = |name: &str| {
            let folder = root.path().join(format!("{name}-of-{}", output.replace(PART, "parts")));
            fs::create_dir(&folder).unwrap();
            folder
        };
        let undisturbed = folder("undisturbed");
        let whole = batch(&inputs, &undisturbed, output, 2).run(&mut |_| {}).unwrap();
        let expected = files(&undisturbed);
        for (number, deaths) in
            [vec![1], vec![40], vec![41, 300], vec![90, 130, 131, 299]].into_iter().enumerate()
        {
            let disturbed = folder(&format!("disturbed-{number}"));
            for (round, after) in deaths.into_iter().enumerate() {
                let again = batch(&inputs, &disturbed, output, 1 + round).with_resume(Resume::TakeUp);
                assert!(dies(again, after), "{output} {number} {after}");
            }
            let report =
                batch(&inputs, &disturbed, output, 3).with_resume(Resume::TakeUp).run(&mut |_| {}).unwrap();
            let got = files(&disturbed);
            assert_eq!(got.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{output}");
            assert!(got == expected, "{output} {number}");
            assert_eq!(report, whole);
        }
    }
}

#[test]
fn a_finished_run_is_left_as_it_is_and_a_changed_one_is_refused() {
    let root = tempfile::tempdir().unwrap();
    let inputs = mixed_inputs(root.path());
    let run = |batch: Batch| {
        let mut beginning = None;
        let result = batch.with_resume(Resume::TakeUp).run(&mut |event| {
            if let Event::Began { beginning: how, .. } = event {
                beginning = Some(how);
            }
        });
        (result, beginning)
    };
    let same = || batch(&inputs, root.path(), "out.jsonl", 2);
    let (first, beginning) = run(same());
    assert_eq!(beginning, Some(Beginning::Anew { lost_parts: 0 }));
    let before = files(root.path());
    let (again, beginning) = run(same());
    assert_eq!(beginning, Some(Beginning::Complete));
    assert_eq!(again.unwrap(), first.unwrap());
    assert!(files(root.path()) == before);

    let refused = |batch: Batch| match run(batch).0 {
        Err(BatchError::Differs { differences, .. }) => differences.join("; "),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(same().with_min_quality(0.5)), "the least quality was `0` and is `0.5`");
    assert!(refused(same().with_form(Form::Markdown)).starts_with("the form was "));
    let option = ("--focus".to_owned(), "recall".to_owned());
    assert_eq!(refused(same().with_settings([option])), "--focus was not given and is `recall`");
    fs::write(&inputs[2], "{\"id\":\"1\",\"html\":\"<p>A line that is new.\"}\n").unwrap();
    assert!(refused(same()).contains("pages.jsonl was "));
    // Without being asked to go on, the run begins anew.
    let report: Report = same().run(&mut |_| {}).unwrap();
    assert!(report.adds_up());

    fs::remove_file(root.path().join("out.jsonl")).unwrap();
    assert_eq!(run(same()).1, Some(Beginning::Anew { lost_parts: 0 }));
    assert!(root.path().join("out.jsonl").exists());
}

#[test]
fn an_unfinished_run_is_replaced_where_nobody_asks_for_it() {
    let root = tempfile::tempdir().unwrap();
    let inputs = mixed_inputs(root.path());
    let output = "out-{part}.jsonl";
    assert!(dies(batch(&inputs, root.path(), output, 2), 250));
    assert!(root.path().join("out-00004.jsonl").exists());
    let mut beginning = None;
    let larger = batch(&inputs, root.path(), output, 2).with_part_size(PartSize::of_bytes(1 << 30));
    larger
        .run(&mut |event| {
            if let Event::Began { beginning: how, .. } = event {
                beginning = Some(how);
            }
        })
        .unwrap();
    assert_eq!(beginning, Some(Beginning::Anew { lost_parts: 6 }));
    let left = files(root.path());
    assert!(
        left.contains_key(Path::new("out-00000.jsonl")) && !left.contains_key(Path::new("out-00001.jsonl"))
    );
}

#[test]
fn a_run_that_is_asked_to_stop_says_what_is_whole() {
    let root = tempfile::tempdir().unwrap();
    let inputs = mixed_inputs(root.path());
    let batch = batch(&inputs, root.path(), "out.jsonl", 2);
    let stop = batch.stop();
    let stopped = batch.run(&mut |event| {
        if let Event::Advanced { records: 50, .. } = event {
            stop.request();
        }
    });
    assert!(matches!(stopped, Err(BatchError::Stopped { parts: 2 })), "{stopped:?}");
    assert!(!root.path().join("out.jsonl").exists());
}

#[test]
fn two_runs_do_not_write_one_output() {
    let root = tempfile::tempdir().unwrap();
    let inputs = mixed_inputs(root.path());
    let mut second = None;
    batch(&inputs, root.path(), "out.jsonl", 1)
        .run(&mut |event| {
            if let Event::Began { .. } = event {
                second = Some(batch(&inputs, root.path(), "out.jsonl", 1).run(&mut |_| {}));
            }
        })
        .unwrap();
    assert!(matches!(second, Some(Err(BatchError::Locked { .. }))));
}

#[test]
fn shards_one_behind_the_other_are_the_whole() {
    let root = tempfile::tempdir().unwrap();
    let inputs = mixed_inputs(root.path());
    let folder = |name: &str| {
        let folder = root.path().join(name);
        fs::create_dir(&folder).unwrap();
        folder
    };
    let whole = folder("whole");
    let report = batch(&inputs, &whole, "out.jsonl", 2).run(&mut |_| {}).unwrap();
    let shards = folder("shards");
    let (mut joined, mut read, mut bytes, mut files) = (Vec::new(), 0, 0, 0);
    for number in 1..=7 {
        let shard: Shard = format!("{number}/7").parse().unwrap();
        let path = |name: &str| shards.join(name);
        let report = Batch::new(Extractor::default(), &inputs, Output::from_path(path("out-{shard}.jsonl")))
            .with_shard(shard)
            .run(&mut |_| {})
            .unwrap();
        read += report.counts.read;
        files += report.counts.files + report.counts.files_failed;
        bytes += report.bytes_in;
        joined.extend(fs::read(path(&format!("out-{number}-of-7.jsonl"))).unwrap());
    }
    assert!(joined == fs::read(whole.join("out.jsonl")).unwrap());
    let counts = &report.counts;
    assert_eq!((read, files, bytes), (counts.read, counts.files + counts.files_failed, report.bytes_in));
}
