//! What the lines in the cue files prove.

use std::sync::LazyLock;

use dehusk_cues::{CueKind, CueTables, Line, load, parse};

use super::Cues;
use super::matcher::Matcher;

/// Names and texts, in the order of the build script.
static FILES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/cues");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let paths = entries.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
    let name = |path: &std::path::Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let mut files: Vec<_> =
        paths.map(|path| (name(&path), std::fs::read_to_string(&path).unwrap())).collect();
    files.sort_by_key(|(name, _)| (name != "common.toml", name.clone()));
    files
});

#[test]
fn what_is_embedded_is_what_the_files_say() {
    let files = FILES.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let built = load(files).unwrap().to_bytes();
    assert!(built == Cues::builtin().tables.to_bytes());
    let cut: &'static [u8] = Vec::leak(built[..built.len() - 1].to_vec());
    assert!(CueTables::from_bytes(cut).is_none());
}

/// The lines in the files prove the patterns: every hit is covered by its
/// own kind, every miss by none, and every pattern covers some hit.
#[test]
fn hits_hit_and_misses_miss() {
    let cues = Cues::builtin();
    let mut wrong = Vec::new();
    for (name, text) in FILES.iter() {
        let file = parse(name, text).unwrap();
        for (kind, phrases) in &file.phrases {
            for hit in &phrases.hits {
                let line = Line::of(&cues.tables.symbols, hit);
                if !Matcher::new(&cues, hit, &line).has_kind(*kind) {
                    wrong.push(format!("{name} {kind:?}: {hit:?} is not covered"));
                }
            }
            for miss in &phrases.misses {
                if let Some(found) = cues.find(miss) {
                    wrong.push(format!("{name} {kind:?}: prose {miss:?} is {:?}", found.kind));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} lines:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_pattern_has_a_line_that_proves_it() {
    let mut idle = Vec::new();
    let files: Vec<_> = FILES.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    for (name, text) in &files[1..] {
        for (kind, phrases) in &parse(name, text).unwrap().phrases {
            for pattern in &phrases.patterns {
                let months = toml_head(text);
                let alone = format!(
                    "{months}\n[{}]\npatterns = [{}]",
                    kind_key(*kind),
                    toml::Value::from(pattern.as_str())
                );
                let cues = Cues::from_files([files[0], (*name, alone.as_str())]).unwrap();
                if !phrases.hits.iter().any(|hit| cues.find(hit).is_some()) {
                    idle.push(format!("{name} {kind:?}: {pattern}"));
                }
            }
        }
    }
    assert!(idle.is_empty(), "{} patterns:\n{}", idle.len(), idle.join("\n"));
}

/// What stands before the first table of phrases: months and sets.
fn toml_head(text: &str) -> &str {
    let tables = text.match_indices("\n[").map(|(at, _)| at);
    let first =
        tables.filter(|&at| !text[at..].starts_with("\n[sets]") && !text[at..].starts_with("\n[\"")).min();
    first.map_or(text, |at| &text[..at])
}

fn kind_key(kind: CueKind) -> String {
    toml::Value::try_from(kind).unwrap().as_str().unwrap().to_owned()
}
