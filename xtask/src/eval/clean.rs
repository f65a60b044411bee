//! `cargo xtask eval --clean`: gold texts as inputs. What is clean already has to
//! stay whole.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write, stdout};
use std::path::Path;

use anyhow::Result;
use dehusk_classify::{Label, Reason};
use dehusk_tests::gold::{self, Gold};
use dehusk_tests::pages::{self, Body, Page};
use dehusk_tests::score::{cjk_f1, cjk_words};
use rayon::iter::{ParallelBridge, ParallelIterator};

use super::predict::Extractors;

/// Texts of which less is kept are told of one by one.
const WHOLE: f64 = 0.95;

/// What is left of one gold text.
#[derive(Debug)]
struct Kept {
    id: String,
    /// Share of its words that come out, the title among them.
    recall: f64,
    /// The same without the title, which is a field.
    body: f64,
    /// Words that were taken away, by cause.
    lost: BTreeMap<String, usize>,
}

/// Prints how much of the gold texts of the set in `dir` is kept, and the
/// `worst` of them.
pub(super) fn report(dir: &Path, extractors: &Extractors, worst: usize) -> Result<()> {
    let gold: HashMap<String, Gold> =
        gold::load(dir)?.into_iter().map(|gold| (gold.id.clone(), gold)).collect();
    let mut kept = pages::of_set(dir)?
        .par_bridge()
        .map(|page| page.map(|page| measure(page, &gold, extractors)))
        .filter_map(Result::transpose)
        .collect::<Result<Vec<_>, _>>()?;
    kept.sort_by(|a, b| a.recall.total_cmp(&b.recall).then_with(|| a.id.cmp(&b.id)));
    let name = dir.file_name().unwrap_or_default().to_string_lossy();
    Ok(print(&mut stdout().lock(), &name, &kept, worst)?)
}

/// `None` where gold has no text.
fn measure(page: Page, gold: &HashMap<String, Gold>, extractors: &Extractors) -> Option<Kept> {
    let text = gold.get(&page.id)?.gold.clone().filter(|text| !text.trim().is_empty())?;
    // Without its address, which a text has lost.
    let clean = Page { url: None, body: Body::Text(text.clone()), ..page.clone() };
    let extraction = extractors.of(&page).extract(clean.input());
    let title = extraction.document.title.as_ref().map_or("", |title| title.value.as_str());
    let mut lost = BTreeMap::new();
    for block in extraction.blocks().filter(|block| !block.verdict.is_kept()) {
        let words = cjk_words(&block.text.to_lowercase()).len();
        *lost.entry(cause(block.verdict.label, block.verdict.reason)).or_default() += words;
    }
    let whole = format!("{title}\n{}", extraction.document.text);
    Some(Kept {
        id: page.id,
        recall: cjk_f1(&whole, &text).recall,
        body: cjk_f1(&extraction.document.text, &text).recall,
        lost,
    })
}

fn cause(label: Label, reason: Reason) -> String {
    match reason {
        Reason::Cue { kind } => format!("cue {kind:?}"),
        Reason::Announced { .. } => format!("announced {label:?}"),
        Reason::Repeats { .. } => "repeats".to_owned(),
        other => format!("{other:?}"),
    }
}

fn print(out: &mut impl Write, name: &str, kept: &[Kept], worst: usize) -> io::Result<()> {
    if kept.is_empty() {
        return writeln!(out, "{name}: no gold texts");
    }
    let mean = |of: fn(&Kept) -> f64| kept.iter().map(of).sum::<f64>() / kept.len() as f64;
    let share = |of: fn(&Kept) -> f64| {
        kept.iter().filter(|kept| of(kept) >= WHOLE).count() as f64 / kept.len() as f64 * 100.0
    };
    let recall = |kept: &Kept| kept.recall;
    let body = |kept: &Kept| kept.body;
    writeln!(
        out,
        "{name:<20} {:>5} texts  recall {:.4}, >= {WHOLE} for {:.1}%  without title {:.4}, {:.1}%",
        kept.len(),
        mean(recall),
        share(recall),
        mean(body),
        share(body)
    )?;
    if worst == 0 {
        return Ok(());
    }
    let mut lost: BTreeMap<&str, usize> = BTreeMap::new();
    for (cause, words) in kept.iter().flat_map(|kept| &kept.lost) {
        *lost.entry(cause).or_default() += words;
    }
    for (cause, words) in lost {
        writeln!(out, "  {words:>7} words lost by {cause}")?;
    }
    for kept in kept.iter().take(worst) {
        writeln!(out, "  {:.3} {}  {:?}", kept.recall, kept.id, kept.lost)?;
    }
    Ok(())
}
