//! The pages of the training sets as rows of features, labels and weights.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use dehusk::{Extractor, InputKind};
use dehusk_classify::{Model, ModelError, ModelParts, Quality, features};
use dehusk_tests::gold::{self, Gold};
use dehusk_tests::pages::{self, Body, Page};
use rayon::iter::{ParallelBridge, ParallelIterator};

use super::label::{self, BlockLabel};
use super::settings::{LEAST_GOLD, LEAST_WEIGHT, MOST_WEIGHT, SOURCES, Source};
use super::{domain, folds};

/// All rows of all pages.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) pages: Vec<LearntPage>,
    /// Features, a row a block.
    values: Vec<f32>,
    /// Share of each block that is content.
    pub(super) labels: Vec<f32>,
    pub(super) weights: Vec<f32>,
    /// The page of each row.
    pub(super) page_of: Vec<u32>,
}

/// A page that is learned from.
#[derive(Debug)]
pub(super) struct LearntPage {
    pub(super) set: &'static str,
    pub(super) id: String,
    pub(super) domain: String,
}

impl Rows {
    /// Reads and measures the sets in `dir`, in the order of [`SOURCES`], pages
    /// by id.
    pub(super) fn read(dir: &Path) -> Result<Self> {
        let extractor = folds::extractor(untrained()?);
        let mut rows = Self::default();
        for source in &SOURCES {
            let mut measured = measure_set(dir, source, &extractor)?;
            measured.sort_by(|a, b| a.page.id.cmp(&b.page.id));
            for page in measured {
                rows.add(page, source.weight);
            }
        }
        Ok(rows)
    }

    /// One feature of all rows.
    pub(super) fn column(&self, feature: usize) -> Vec<f32> {
        self.values.iter().skip(feature).step_by(features().count()).copied().collect()
    }

    fn add(&mut self, measured: Measured, weight: f32) {
        let Measured { page, values, labels, gold } = measured;
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

/// One page's rows.
struct Measured {
    page: LearntPage,
    values: Vec<f32>,
    labels: Vec<BlockLabel>,
    /// Words of the gold text.
    gold: f32,
}

/// The pages of a set with gold that can be trusted.
fn measure_set(dir: &Path, source: &Source, extractor: &Extractor) -> Result<Vec<Measured>> {
    let dir = dir.join(source.set);
    let read = || format!("cannot read {}", dir.display());
    let gold: HashMap<String, Gold> =
        gold::load(&dir).with_context(read)?.into_iter().map(|gold| (gold.id.clone(), gold)).collect();
    let measured = pages::of_set(&dir)
        .with_context(read)?
        .par_bridge()
        .map(|page| {
            page.map(|page| gold.get(&page.id).and_then(|gold| measure(&page, gold, source, extractor)))
        })
        .filter_map(Result::transpose)
        .collect::<Result<Vec<_>, _>>();
    measured.with_context(read)
}

/// `None` where gold says nothing, or nothing that can be trusted.
fn measure(page: &Page, gold: &Gold, source: &Source, extractor: &Extractor) -> Option<Measured> {
    let text = gold.gold.as_deref().filter(|text| gold.suspect.is_none() && !text.trim().is_empty())?;
    let mut input = page.input();
    if matches!(page.body, Body::Markup(_)) {
        input = input.with_kind(InputKind::Page);
    }
    let (tree, matrix) = extractor.measure(input);
    let blocks: Vec<&str> = tree.ids().map(|id| tree.text(id)).collect();
    let labels = label::align(&blocks, text);
    let columns: Vec<&[f32]> = (0..features().count()).map(|feature| matrix.column(feature)).collect();
    let values = (0..matrix.rows()).flat_map(|row| columns.iter().map(move |column| column[row])).collect();
    let domain = domain::of(page).to_owned();
    Some(Measured {
        page: LearntPage { set: source.set, id: page.id.clone(), domain },
        values,
        labels,
        gold: dehusk_tests::score::cjk_words(&text.to_lowercase()).len() as f32,
    })
}

/// A model without trees: features are measured before there is a model, and
/// also where the built-in one is for other features.
fn untrained() -> Result<Model, ModelError> {
    Model::new(&ModelParts {
        kind: "page".to_owned(),
        bits: 0,
        base: 0,
        features: Vec::new(),
        trees: Vec::new(),
        quality: Quality::default(),
    })
}
