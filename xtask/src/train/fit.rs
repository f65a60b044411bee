//! Rows to a model.

use anyhow::Result;
use dehusk_classify::Model;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefMutIterator, ParallelIterator};

use super::boost::{Binned, Bins, Gradient, Tree, boost};
use super::rows::Rows;
use super::settings::BITS;
use super::task::Task;
use crate::model::build;

/// All rows, binned once for the model and its folds.
pub(super) struct Fitter<'r> {
    task: Task,
    rows: &'r Rows,
    bins: Bins,
    binned: Binned,
}

impl<'r> Fitter<'r> {
    pub(super) fn new(task: Task, rows: &'r Rows) -> Self {
        let column = |feature| rows.column(feature);
        let bins = Bins::of(task.columns().len(), &rows.weights, column);
        let binned = bins.apply(column);
        Self { task, rows, bins, binned }
    }

    /// A model of the rows of some pages: logistic loss, where a block whose
    /// half is content counts half as content.
    pub(super) fn fit(&self, learns: impl Fn(usize) -> bool) -> Result<Model> {
        let rows: Vec<u32> = (0..self.rows.labels.len() as u32)
            .filter(|&row| learns(self.rows.page_of[row as usize] as usize))
            .collect();
        let data = self.binned.select(&rows);
        let pick = |values: &[f32]| rows.iter().map(|&row| values[row as usize]).collect::<Vec<_>>();
        let (labels, weights) = (pick(&self.rows.labels), pick(&self.rows.weights));
        let base = prior(&labels, &weights);
        let mut margins = vec![base; rows.len()];
        let trees = boost(&data, &mut margins, &self.task.boost(), |margins, gradients| {
            gradients.par_iter_mut().enumerate().for_each(|(row, gradient)| {
                *gradient = logistic_loss(margins[row], labels[row], weights[row]);
            });
        });
        self.model(base, &trees)
    }

    fn model(&self, base: f32, trees: &[Tree]) -> Result<Model> {
        let trees = trees.iter().map(|tree| (tree.splits.as_slice(), tree.leaves.as_slice()));
        build::build(self.task.name(), BITS, base, &self.task.columns(), &self.bins.ends, trees)
    }
}

/// Log-odds of the mean label.
fn prior(labels: &[f32], weights: &[f32]) -> f32 {
    let (mut content, mut all) = (0.0_f64, 0.0_f64);
    for (label, weight) in labels.iter().zip(weights) {
        content += f64::from(label * weight);
        all += f64::from(*weight);
    }
    libm::log(content / (all - content)) as f32
}

fn logistic_loss(margin: f32, label: f32, weight: f32) -> Gradient {
    // Not the platform's `exp`: the same data shall give the same bytes anywhere.
    let probability = 1.0 / (1.0 + libm::expf(-margin));
    Gradient { first: weight * (probability - label), second: weight * probability * (1.0 - probability) }
}
