//! The scraped documents beside the checkout must come out to the letter.
//!
//! They are third-party texts and not part of the repository; a checkout
//! without them skips this suite and says so.

use std::fs;
use std::path::Path;

use dehusk::{Extractor, Input, Options};
use dehusk_tests::shared_dir;
use serde::Deserialize;

#[derive(Deserialize)]
struct Expected {
    title: Option<String>,
    author: Option<String>,
    date: Option<String>,
    categories: Vec<String>,
    text: String,
}

#[test]
fn seeds_come_out_field_by_field() {
    let Ok(entries) = fs::read_dir(shared_dir().join("seeds")) else {
        eprintln!("skipped: no seeds here");
        return;
    };
    let mut seeds: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    seeds.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    seeds.sort();
    assert!(!seeds.is_empty(), "the folder of seeds holds no *.txt");
    let wrong: Vec<String> = seeds.iter().flat_map(|seed| differences(seed)).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The fields of a seed that are not as expected.
fn differences(seed: &Path) -> Vec<String> {
    let expected = fs::read(seed.with_extension("expected.json")).expect("a seed has an expected.json");
    let expected: Expected = serde_json::from_slice(&expected).expect("expected.json is a record");
    let bytes = fs::read(seed).expect("a seed can be read");
    let document = Extractor::new(Options::default()).extract(Input::bytes(&bytes)).document;

    let compare = |field: &str, expected: String, found: String| {
        let name = seed.file_name().unwrap_or_default().to_string_lossy();
        (expected != found).then(|| format!("{name}: {field}\n  expected: {expected}\n  found:    {found}"))
    };
    let title = document.title.map(|title| title.value);
    let author = document.author.map(|author| author.value);
    let date = document.date.map(|date| date.value.day.to_string());
    let fields = [
        compare("title", show(expected.title.as_deref()), show(title.as_deref())),
        compare("author", show(expected.author.as_deref()), show(author.as_deref())),
        compare("date", show(expected.date.as_deref()), show(date.as_deref())),
        compare("categories", format!("{:?}", expected.categories), format!("{:?}", document.categories)),
        compare("text", show(Some(&expected.text)), show(Some(&document.text))),
    ];
    fields.into_iter().flatten().collect()
}

fn show(value: Option<&str>) -> String {
    format!("{value:?}")
}
