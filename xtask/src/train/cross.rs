//! Cross-validation: every page extracted by a model that has not seen its
//! domain.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use dehusk::Extractor;
use dehusk_tests::gold::Gold;
use dehusk_tests::pages::Page;
use dehusk_tests::score::cjk_f1;
use serde::Serialize;

use super::domain;
use super::example::{Example, examples};
use super::fit::Fitter;
use super::folds::Folds;
use super::rows::{Rows, for_each_page};
use super::settings::FOLDS;
use super::task::Task;

/// What came out of one example.
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
    #[serde(skip)]
    pub(super) recall: f64,
}

/// The outputs of all examples, by group, pages by id.
pub(super) type Outputs = BTreeMap<String, Vec<Output>>;

/// Fits a model a fold and extracts the examples of the fold with it.
pub(super) fn validate(task: Task, fitter: &Fitter<'_>, rows: &Rows, dir: &Path) -> Result<Outputs> {
    let fold_of: Vec<usize> = rows.pages.iter().map(|page| domain::fold(&page.domain, FOLDS)).collect();
    let models = (0..FOLDS)
        .map(|fold| {
            let model = fitter.fit(|page| fold_of[page] != fold)?;
            eprintln!("fold {} of {FOLDS} is fitted", fold + 1);
            Ok(model)
        })
        .collect::<Result<Vec<_>>>()?;
    extract_all(task, &Folds::store(task, &models)?, dir)
}

/// Extracts all examples of a task, each by the model of its fold.
pub(super) fn extract_all(task: Task, folds: &Folds, dir: &Path) -> Result<Outputs> {
    let mut outputs = Outputs::new();
    for source in task.sources() {
        let extract_page = |page: &Page, gold: &Gold| {
            let extractor = folds.of(page);
            let examples = examples(task, source, page, gold, extractor);
            Some(examples.iter().map(|example| extract(example, extractor)).collect::<Vec<_>>())
        };
        for (group, output) in for_each_page(dir, source, extract_page)?.into_iter().flatten() {
            outputs.entry(group).or_default().push(output);
        }
    }
    for outputs in outputs.values_mut() {
        // The text decides between two examples of one page.
        outputs.sort_by(|a, b| (&a.id, &a.text).cmp(&(&b.id, &b.text)));
    }
    Ok(outputs)
}

fn extract(example: &Example<'_>, extractor: &Extractor) -> (String, Output) {
    let document = extractor.document(example.input());
    let score = cjk_f1(&document.text, example.gold);
    let output = Output {
        id: example.id.to_owned(),
        f1: score.f1,
        recall: score.recall,
        text: document.text,
        quality: document.quality,
        page_type: example.page_type.to_owned(),
    };
    (example.group.clone(), output)
}

/// Writes the outputs for `cargo xtask eval --predictions`, a file a group.
pub(super) fn write(outputs: &Outputs, dir: &Path) -> Result<()> {
    fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
    for (set, outputs) in outputs {
        let path = dir.join(format!("{}.jsonl", set.replace('/', "-")));
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

/// Mean F1 by group, and by group and page type where a group has several.
pub(super) fn means(outputs: &Outputs) -> BTreeMap<String, (f64, usize)> {
    let mut sums: BTreeMap<String, (f64, usize)> = BTreeMap::new();
    for (group, outputs) in outputs {
        let has_types =
            !group.contains('/') && outputs.iter().any(|output| output.page_type != outputs[0].page_type);
        for output in outputs {
            let of_type = has_types.then(|| format!("{group}/{}", output.page_type));
            for key in [Some(group.clone()), of_type].into_iter().flatten() {
                let (sum, count) = sums.entry(key).or_default();
                *sum += output.f1;
                *count += 1;
            }
        }
    }
    sums.into_iter().map(|(key, (sum, count))| (key, (sum / count as f64, count))).collect()
}

/// How much of clean texts is kept.
pub(super) fn whole(outputs: &[Output]) -> String {
    let count = outputs.len() as f64;
    let mean = outputs.iter().map(|output| output.recall).sum::<f64>() / count;
    let whole = outputs.iter().filter(|output| output.recall >= 0.95).count();
    format!("recall {mean:.4}, >= 0.95 for {:.1}%", whole as f64 * 100.0 / count)
}
