//! The pages of the training sets as rows of features, labels and weights.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use dehusk::{Extractor, InputKind};
use dehusk_classify::{BlockTree, FeatureMatrix};
use dehusk_tests::gold::{self, Gold};
use dehusk_tests::pages::{self, Page};
use rayon::iter::{ParallelBridge, ParallelIterator};

use super::example::{Example, examples};
use super::label::{self, BlockLabel};
use super::settings::{Known, LEAST_GOLD, LEAST_WEIGHT, MOST_WEIGHT, Source};
use super::task::Task;
use super::{domain, folds, snippets};

/// All rows of all examples.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) pages: Vec<LearntPage>,
    /// Features, a row a block.
    values: Vec<f32>,
    /// Features of a row.
    width: usize,
    /// Share of each block that is content.
    pub(super) labels: Vec<f32>,
    pub(super) weights: Vec<f32>,
    /// The example of each row.
    pub(super) page_of: Vec<u32>,
}

/// An input that is learned from.
#[derive(Debug)]
pub(super) struct LearntPage {
    pub(super) set: &'static str,
    pub(super) id: String,
    pub(super) domain: String,
}

impl Rows {
    /// Reads and measures a task's sets in `dir`, in their order, pages by id.
    pub(super) fn read(task: Task, dir: &Path) -> Result<Self> {
        let extractor = folds::measurer()?;
        let mut rows = Self { width: task.columns().len(), ..Self::default() };
        for source in task.sources() {
            let mut measured = measure_set(task, dir, source, &extractor)?;
            // Stable, so that a page's examples stay in their order.
            measured.sort_by(|a, b| a[0].page.id.cmp(&b[0].page.id));
            for page in measured.into_iter().flatten() {
                rows.add(page);
            }
        }
        Ok(rows)
    }

    /// One feature of all rows.
    pub(super) fn column(&self, feature: usize) -> Vec<f32> {
        self.values.iter().skip(feature).step_by(self.width).copied().collect()
    }

    fn add(&mut self, measured: Measured) {
        let Measured { page, weight, values, labels, gold } = measured;
        self.values.extend(values);
        let shares: Vec<f32> =
            labels.iter().map(|label| label.tokens as f32 / gold.max(LEAST_GOLD)).collect();
        let factor = (MOST_WEIGHT / shares.iter().sum::<f32>().max(1e-9)).min(1.0);
        self.weights.extend(shares.iter().map(|share| weight * (share * factor + LEAST_WEIGHT)));
        self.labels.extend(labels.iter().map(|label| label.share() as f32));
        self.page_of.resize(self.labels.len(), self.pages.len() as u32);
        self.pages.push(page);
    }
}

/// One example's rows.
struct Measured {
    page: LearntPage,
    /// What it counts for.
    weight: f32,
    values: Vec<f32>,
    labels: Vec<BlockLabel>,
    /// Words of the gold text.
    gold: f32,
}

/// The examples of each page of a set whose gold can be trusted.
fn measure_set(
    task: Task,
    dir: &Path,
    source: &'static Source,
    extractor: &Extractor,
) -> Result<Vec<Vec<Measured>>> {
    for_each_page(dir, source, |page, gold| {
        if source.known == Known::Snippets {
            return Some(vec![measure_snippets(task, source, page, gold, extractor)]);
        }
        let sound =
            examples(task, source, page, gold, extractor).into_iter().filter(|example| example.is_sound);
        let measured: Vec<Measured> =
            sound.map(|example| measure(task, source, &example, extractor)).collect();
        (!measured.is_empty()).then_some(measured)
    })
}

/// What `then` gives for the pages of a set that have gold, in any order.
pub(super) fn for_each_page<R: Send>(
    dir: &Path,
    source: &Source,
    then: impl Fn(&Page, &Gold) -> Option<R> + Sync,
) -> Result<Vec<R>> {
    let dir = dir.join(source.set);
    let read = || format!("cannot read {}", dir.display());
    let gold: HashMap<String, Gold> =
        gold::load(&dir).with_context(read)?.into_iter().map(|gold| (gold.id.clone(), gold)).collect();
    let done = pages::of_set(&dir)
        .with_context(read)?
        .par_bridge()
        .map(|page| page.map(|page| gold.get(&page.id).and_then(|gold| then(&page, gold))))
        .filter_map(Result::transpose)
        .collect::<Result<Vec<_>, _>>();
    done.with_context(read)
}

fn measure(task: Task, source: &'static Source, example: &Example<'_>, extractor: &Extractor) -> Measured {
    let mut input = example.input();
    if task == Task::Page {
        input = input.with_kind(InputKind::Page);
    }
    let (tree, matrix) = extractor.measure(input);
    let labels = label::align(&texts(&tree), example.gold);
    Measured {
        page: LearntPage { set: source.set, id: example.id.to_owned(), domain: example.domain.clone() },
        weight: example.weight,
        values: values(task, &matrix, 0..matrix.rows()),
        labels,
        gold: dehusk_tests::score::cjk_words(&example.gold.to_lowercase()).len() as f32,
    }
}

/// The rows of those blocks that snippets tell of.
fn measure_snippets(
    task: Task,
    source: &'static Source,
    page: &Page,
    gold: &Gold,
    extractor: &Extractor,
) -> Measured {
    let (tree, matrix) = extractor.measure(page.input().with_kind(InputKind::Page));
    let (rows, labels): (Vec<usize>, Vec<BlockLabel>) =
        snippets::labels(&texts(&tree), gold).into_iter().unzip();
    Measured {
        page: LearntPage { set: source.set, id: page.id.clone(), domain: domain::of(page).to_owned() },
        weight: source.weight,
        values: values(task, &matrix, rows),
        labels,
        gold: LEAST_GOLD,
    }
}

fn texts(tree: &BlockTree) -> Vec<&str> {
    tree.ids().map(|id| tree.text(id)).collect()
}

/// The features that a task may ask about, row by row.
fn values(task: Task, matrix: &FeatureMatrix, rows: impl IntoIterator<Item = usize>) -> Vec<f32> {
    let columns: Vec<&[f32]> = task.columns().into_iter().map(|column| matrix.column(column)).collect();
    rows.into_iter().flat_map(|row| columns.iter().map(move |column| column[row])).collect()
}
