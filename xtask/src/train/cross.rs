//! Cross-validation: every page extracted by a model that has not seen its
//! domain.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use dehusk_tests::gold::{self, Gold};
use dehusk_tests::pages::{self, Page};
use dehusk_tests::score::cjk_f1;
use rayon::iter::{ParallelBridge, ParallelIterator};
use serde::Serialize;

use super::domain;
use super::fit::Fitter;
use super::folds::Folds;
use super::rows::Rows;
use super::settings::{FOLDS, SOURCES};

/// What came out of one page.
#[derive(Debug, Serialize)]
pub(super) struct Output {
    pub(super) id: String,
    pub(super) text: String,
    /// The F1 that the scores let expect; the record's quality before it is
    /// calibrated.
    pub(super) quality: f32,
    #[serde(skip)]
    pub(super) page_type: String,
    /// Word F1, letters of scripts without spaces one by one.
    #[serde(skip)]
    pub(super) f1: f64,
}

/// The outputs of all pages of all sets, by set, pages by id.
pub(super) type Outputs = BTreeMap<&'static str, Vec<Output>>;

/// Fits a model a fold and extracts the pages of the fold with it.
pub(super) fn validate(fitter: &Fitter<'_>, rows: &Rows, dir: &Path) -> Result<Outputs> {
    let fold_of: Vec<usize> = rows.pages.iter().map(|page| domain::fold(&page.domain, FOLDS)).collect();
    let models = (0..FOLDS)
        .map(|fold| {
            let model = fitter.fit(|page| fold_of[page] != fold)?;
            eprintln!("fold {} of {FOLDS} is fitted", fold + 1);
            Ok(model)
        })
        .collect::<Result<Vec<_>>>()?;
    let folds = Folds::store(&models)?;
    SOURCES.iter().map(|source| Ok((source.set, extract_set(&dir.join(source.set), &folds)?))).collect()
}

fn extract_set(dir: &Path, folds: &Folds) -> Result<Vec<Output>> {
    let read = || format!("cannot read {}", dir.display());
    let gold: HashMap<String, Gold> =
        gold::load(dir).with_context(read)?.into_iter().map(|gold| (gold.id.clone(), gold)).collect();
    let mut outputs = pages::of_set(dir)
        .with_context(read)?
        .par_bridge()
        .map(|page| page.map(|page| gold.get(&page.id).and_then(|gold| extract(&page, gold, folds))))
        .filter_map(Result::transpose)
        .collect::<Result<Vec<_>, _>>()
        .with_context(read)?;
    outputs.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(outputs)
}

fn extract(page: &Page, gold: &Gold, folds: &Folds) -> Option<Output> {
    let wanted = gold.gold.as_deref()?;
    let document = folds.of(page).document(page.input());
    Some(Output {
        id: page.id.clone(),
        f1: cjk_f1(&document.text, wanted).f1,
        text: document.text,
        quality: document.quality,
        page_type: gold.page_type.clone().unwrap_or_default(),
    })
}

/// Writes the outputs for `cargo xtask eval --predictions`, a file a set.
pub(super) fn write(outputs: &Outputs, dir: &Path) -> Result<()> {
    fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    for (set, outputs) in outputs {
        let path = dir.join(format!("{set}.jsonl"));
        let mut file = BufWriter::new(
            fs::File::create(&path).with_context(|| format!("cannot write {}", path.display()))?,
        );
        for output in outputs {
            serde_json::to_writer(&mut file, output)?;
            file.write_all(b"\n")?;
        }
        file.flush()?;
    }
    Ok(())
}

/// Mean F1 by set, and by set and page type where a set has several.
pub(super) fn means(outputs: &Outputs) -> BTreeMap<String, (f64, usize)> {
    let mut sums: BTreeMap<String, (f64, usize)> = BTreeMap::new();
    for (set, outputs) in outputs {
        let has_types = outputs.iter().any(|output| output.page_type != outputs[0].page_type);
        for output in outputs {
            let of_type = has_types.then(|| format!("{set}/{}", output.page_type));
            for key in [Some((*set).to_owned()), of_type].into_iter().flatten() {
                let (sum, count) = sums.entry(key).or_default();
                *sum += output.f1;
                *count += 1;
            }
        }
    }
    sums.into_iter().map(|(key, (sum, count))| (key, (sum / count as f64, count))).collect()
}
