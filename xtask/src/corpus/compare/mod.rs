//! `cargo xtask corpus compare`: which documents come out otherwise than at
//! another revision, and whether that is for the better.

mod documents;
mod page;
mod revision;

use std::fs;
use std::io::{Write, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use dehusk_tests::score::{cjk_f1, word_f1};
use dehusk_tests::shared_dir;

use self::documents::{Dump, Gold};
use self::revision::Revision;
use crate::eval::find_set;
use crate::paint::{Ink, Paint};

/// Build another revision, run both over corpus and data sets, and list every document whose text changed, worst first.
///
/// The other revision's outputs are kept in target/compare, so that the second
/// comparison with it costs one run.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The revision to compare the working tree with: a commit, tag or branch.
    revision: String,
    /// A data set: a folder, or the name of one in ../shared/data [default: all
    /// that are there]
    #[arg(long, value_name = "DIR|SET")]
    data: Vec<PathBuf>,
    /// Only the corpus.
    #[arg(long, conflicts_with = "data")]
    corpus: bool,
    /// Rows of the table; the page has all.
    #[arg(long, value_name = "N", default_value_t = 40)]
    rows: usize,
}

pub(super) fn run(args: &Args) -> Result<ExitCode> {
    let folder = revision::folder();
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let scratch = tempfile::tempdir_in(&folder).context("cannot make a folder in target/compare")?;
    let (before, after) = (Revision::of(&args.revision)?, Revision::working_tree()?);
    let mut dumps = Vec::from(Dump::of_corpus(scratch.path())?);
    for set in sets(args)? {
        dumps.push(Dump::of_set(&set)?);
    }
    let mut comparison = Comparison::default();
    for dump in &dumps {
        let (old, new) = (dump.texts(&before, scratch.path())?, dump.texts(&after, scratch.path())?);
        comparison.add(dump, &old, &new);
    }
    comparison.sort();
    let path = folder.join("changes.html");
    fs::write(&path, page::page(&args.revision, &comparison))
        .with_context(|| format!("cannot write {}", path.display()))?;
    print(&comparison, args.rows)?;
    println!("{} documents with their differences: {}", comparison.changes.len(), path.display());
    Ok(ExitCode::SUCCESS)
}

fn sets(args: &Args) -> Result<Vec<PathBuf>> {
    if args.corpus {
        return Ok(Vec::new());
    }
    if !args.data.is_empty() {
        return args.data.iter().map(|data| find_set(data)).collect();
    }
    let entries = fs::read_dir(shared_dir().join("data")).into_iter().flatten().flatten();
    let mut sets: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    sets.retain(|set| set.join("gold.jsonl.gz").exists());
    sets.sort();
    Ok(sets)
}

/// All documents whose text changed, and how many of each dump did.
#[derive(Debug, Default)]
struct Comparison {
    changes: Vec<Change>,
    totals: Vec<Total>,
}

/// A document whose text changed.
#[derive(Debug)]
struct Change {
    dump: String,
    id: String,
    before: String,
    after: String,
    /// F1 before and after; nothing where there is no gold.
    scores: Option<(f64, f64)>,
}

/// What became of a dump.
#[derive(Debug)]
struct Total {
    dump: String,
    documents: usize,
    changed: usize,
    /// The sum of what the F1 of its documents gained.
    gained: f64,
}

impl Change {
    /// What the F1 gained; nothing where there is no gold.
    fn gain(&self) -> Option<f64> {
        self.scores.map(|(before, after)| after - before)
    }
}

impl Comparison {
    /// A document that one revision has no record of counts as an empty text there.
    fn add(&mut self, dump: &Dump, old: &documents::Texts, new: &documents::Texts) {
        let ids: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        let mut total = Total { dump: dump.name.clone(), documents: ids.len(), changed: 0, gained: 0.0 };
        for id in ids {
            let text = |texts: &documents::Texts| texts.get(id).cloned().unwrap_or_default();
            let (before, after) = (text(old), text(new));
            if before == after {
                continue;
            }
            let scores = dump.gold.get(id).map(|gold| (f1(&before, gold), f1(&after, gold)));
            let change = Change { dump: dump.name.clone(), id: id.clone(), before, after, scores };
            total.changed += 1;
            total.gained += change.gain().unwrap_or(0.0);
            self.changes.push(change);
        }
        self.totals.push(total);
    }

    /// What fell most goes first; documents without gold come last.
    fn sort(&mut self) {
        let gain = |change: &Change| change.gain().unwrap_or(f64::INFINITY);
        self.changes.sort_by(|a, b| {
            gain(a).total_cmp(&gain(b)).then_with(|| (&a.dump, &a.id).cmp(&(&b.dump, &b.id)))
        });
    }
}

/// The F1 that `eval` goes by: by character in Chinese and Japanese.
fn f1(text: &str, gold: &Gold) -> f64 {
    let is_unspaced = matches!(gold.language.as_deref(), Some("zh" | "ja"));
    if is_unspaced { cjk_f1(text, &gold.text).f1 } else { word_f1(text, &gold.text).f1 }
}

fn print(comparison: &Comparison, rows: usize) -> Result<()> {
    let mut out = stdout().lock();
    let paint = Paint::for_stdout();
    for change in comparison.changes.iter().take(rows) {
        let (ink, scores) = match change.scores {
            Some((before, after)) => {
                let ink = if after < before { Ink::Bad } else { Ink::Good };
                (ink, format!("{before:.4} {after:.4} {:+.4}", after - before))
            }
            None => (Ink::Plain, format!("{:<21}", "no gold")),
        };
        writeln!(out, "{}", paint.line(ink, &format!("{scores}  {:<20} {}", change.dump, change.id)))?;
    }
    if comparison.changes.len() > rows {
        writeln!(out, "… {} more", comparison.changes.len() - rows)?;
    }
    writeln!(out, "\n{:<24} {:>9} {:>8} {:>10}", "", "documents", "changed", "mean F1")?;
    for Total { dump, documents, changed, gained } in &comparison.totals {
        let mean = gained / (*documents).max(1) as f64;
        writeln!(out, "{dump:<24} {documents:>9} {changed:>8} {mean:>+10.5}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Change, Comparison};

    #[test]
    fn the_worst_comes_first_and_what_has_no_gold_last() {
        let change = |id: &str, scores| Change {
            dump: "x".to_owned(),
            id: id.to_owned(),
            before: String::new(),
            after: String::new(),
            scores,
        };
        let changes =
            vec![change("none", None), change("up", Some((0.1, 0.9))), change("down", Some((0.9, 0.8)))];
        let mut comparison = Comparison { changes, ..Comparison::default() };
        comparison.sort();
        let ids: Vec<_> = comparison.changes.iter().map(|change| change.id.as_str()).collect();
        assert_eq!(ids, ["down", "up", "none"]);
    }
}
