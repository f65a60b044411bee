//! Runs that divide their inputs.

use super::super::workplace::Workplace;
use super::{INPUTS, dump};

/// What a file unpacks to.
fn unpacked(place: &Workplace, name: &str) -> Vec<u8> {
    let bytes = place.bytes(name);
    if name.strip_suffix(".gz").is_none() {
        return bytes;
    }
    let mut text = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(&*bytes), &mut text).unwrap();
    text
}

#[test]
fn shards_one_behind_the_other_are_the_whole() {
    let place = dump();
    for ending in ["jsonl", "jsonl.gz"] {
        let kinds = ["out", "drops", "blocks"];
        let name = |kind: &str, shard: &str| format!("{kind}-{shard}.{ending}");
        let run = |shard: &str, more: &[&str]| {
            let [out, drops, blocks] = kinds.map(|kind| name(kind, shard));
            let beside = ["-o", &*out, "--drops", &*drops, "--blocks", &*blocks];
            let ended = place.run(&[&INPUTS[..], &beside[..], more].concat());
            assert!([0, 3].contains(&ended.code), "{}", ended.stderr);
        };
        run("whole", &[]);
        let shards: Vec<_> = (1..=7).map(|number| format!("{number}/7")).collect();
        for shard in &shards {
            run("{shard}", &["--shard", shard]);
        }
        for kind in kinds {
            let names = (1..=7).map(|number| name(kind, &format!("{number}-of-7")));
            let texts: Vec<_> = names.map(|name| unpacked(&place, &name)).collect();
            assert!(texts.concat() == unpacked(&place, &name(kind, "whole")), "{kind} {ending}");
            let some = texts.iter().filter(|text| !text.is_empty()).count();
            assert!(some > 4 || kind == "drops", "{some} shards have {kind}");
        }
    }
}

#[test]
fn shards_that_write_into_the_folder_that_they_read_do_not_read_each_other() {
    let place = dump();
    place.run(&["crawl", "-o", "whole.jsonl"]);
    for shard in ["1/2", "2/2"] {
        place.run(&["crawl", "-o", "crawl/out-{shard}.jsonl", "--shard", shard]);
    }
    let joined = ["crawl/out-1-of-2.jsonl", "crawl/out-2-of-2.jsonl"].map(|name| place.bytes(name));
    assert!(joined.concat() == place.bytes("whole.jsonl"));
}

#[test]
fn what_cannot_be_divided_or_gone_on_with_is_wrong_usage() {
    let place = dump();
    for shard in ["0/3", "4/3", "1/0", "3", "x"] {
        place.run(&["pages.jsonl", "-o", "x.jsonl", "--shard", shard]).is_usage("write I/N, from 1/N to N/N");
    }
    place.run(&["-", "-o", "x.jsonl", "--shard", "1/2"]).is_usage("the standard input has no shares");
    place.run(&["-", "-o", "x.jsonl", "--resume"]).is_usage("the standard input cannot be read from where");
    place.run(&["pages.jsonl", "-o", "-", "--resume"]).is_usage("the standard output cannot be gone on with");
    place.run(&["pages.jsonl", "-o", "x-{shard}.jsonl"]).is_usage("--shard");
    place.run(&["pages.jsonl", "-o", "out-{part}"]).is_usage("{part}");
    place.run(&["pages.jsonl", "-o", "{part}/x.jsonl"]).is_usage("{part}");
    place.run(&["pages.jsonl", "-o", "x-{part}.jsonl", "--report", "r-{part}.json"]).is_usage("{part}");
    assert_eq!(place.names(), ["crawl", "crawl.warc.gz", "pages.jsonl"]);
}
