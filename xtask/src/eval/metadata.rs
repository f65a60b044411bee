//! `cargo xtask eval --metadata`: titles, authors and dates on every set that has
//! gold for one of them.
//!
//! What is right is what `score.py` calls right. It counts the pages only that
//! have gold for a field, so that there is no figure for values on other pages.

use std::fs;
use std::io::{self, Write, stdout};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use dehusk_tests::gold;

use super::predict::{Extractors, Predictions};
use super::summary::{FieldScores, Summary};
use super::{data_dir, score};

/// Every set of the data folder, in the order of their names.
pub(super) fn sets() -> Result<Vec<PathBuf>> {
    let dir = data_dir();
    if !dir.exists() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(&dir).with_context(|| format!("cannot read {}", dir.display()))?;
    let mut sets = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    sets.retain(|set| set.join("gold.jsonl.gz").exists());
    sets.sort();
    Ok(sets)
}

/// Prints a line for each field of each set, and one for each field of all of
/// them. Sets without such gold are left out. Returns how many pages made the
/// extractor panic.
pub(super) fn report(sets: &[PathBuf], extractors: &Extractors) -> Result<usize> {
    let mut out = stdout().lock();
    let mut totals = [const { None::<FieldScores> }; 3];
    let mut panics = 0;
    writeln!(
        out,
        "{:<20} {:<7} {:>5} {:>6}  {:>7} {:>7}  {:>7} {:>7}",
        "set", "field", "gold", "found", "exact R", "exact P", "loose R", "loose P"
    )?;
    for set in sets {
        let (summary, panicked) = summary(set, extractors)?;
        panics += panicked;
        for ((field, scores), total) in fields(summary.title, summary.author, summary.date).zip(&mut totals) {
            let Some(scores) = scores else { continue };
            line(&mut out, &summary.name, field, &scores)?;
            total.get_or_insert_default().add(&scores);
        }
    }
    let [title, author, date] = totals;
    for (field, scores) in fields(title, author, date) {
        if let Some(scores) = scores {
            line(&mut out, "all", field, &scores)?;
        }
    }
    Ok(panics)
}

fn summary(set: &Path, extractors: &Extractors) -> Result<(Summary, usize)> {
    let name = set.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut gold = gold::load(set)?;
    gold.retain(|gold| gold.title.is_some() || gold.author.is_some() || gold.date.is_some());
    if gold.is_empty() {
        return Ok((Summary::of(name, &[]), 0));
    }
    let predictions = Predictions::of_set(set, &gold, extractors)?;
    Ok((Summary::of(name, &score(&gold, &predictions)), predictions.panics))
}

fn fields(
    title: Option<FieldScores>,
    author: Option<FieldScores>,
    date: Option<FieldScores>,
) -> impl Iterator<Item = (&'static str, Option<FieldScores>)> {
    [("title", title), ("author", author), ("date", date)].into_iter()
}

fn line(out: &mut impl Write, set: &str, field: &str, scores: &FieldScores) -> io::Result<()> {
    let FieldScores { gold, found, exact, loose } = *scores;
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    writeln!(
        out,
        "{set:<20} {field:<7} {gold:>5} {found:>6}  {:>7.3} {:>7.3}  {:>7.3} {:>7.3}",
        share(exact, gold),
        share(exact, found),
        share(loose, gold),
        share(loose, found)
    )
}
