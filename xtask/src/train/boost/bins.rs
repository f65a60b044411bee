//! Features as small integers.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// Most bins of a feature.
pub(crate) const MAX_BINS: usize = 64;

/// Where the bins of each feature end.
#[derive(Debug, Clone)]
pub(crate) struct Bins {
    /// For each feature, rising; a value's bin is the number of ends below it.
    pub(crate) ends: Vec<Vec<f32>>,
}

/// Bins of all rows, a column a feature.
#[derive(Debug)]
pub(crate) struct Binned {
    columns: Vec<Vec<u8>>,
    rows: usize,
}

impl Bins {
    /// Bins of about equal weight. `column` gives the values of a feature.
    pub(crate) fn of(features: usize, weights: &[f32], column: impl Fn(usize) -> Vec<f32> + Sync) -> Self {
        let ends = (0..features).into_par_iter().map(|feature| ends(&column(feature), weights)).collect();
        Self { ends }
    }

    /// The bins of all rows.
    pub(crate) fn apply(&self, column: impl Fn(usize) -> Vec<f32> + Sync) -> Binned {
        let columns: Vec<Vec<u8>> = (0..self.ends.len())
            .into_par_iter()
            .map(|feature| {
                let ends = &self.ends[feature];
                column(feature)
                    .into_iter()
                    .map(|value| ends.partition_point(|end| *end < value) as u8)
                    .collect()
            })
            .collect();
        let rows = columns.first().map_or(0, Vec::len);
        Binned { columns, rows }
    }
}

/// Ends between neighbouring values, so that values that a page has never shown
/// fall to the nearer side.
fn ends(values: &[f32], weights: &[f32]) -> Vec<f32> {
    let mut sorted: Vec<(f32, f32)> = values.iter().copied().zip(weights.iter().copied()).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Half by weight, half by count: heavy blocks and rare ones both matter.
    let total: f64 = sorted.iter().map(|(_, weight)| f64::from(*weight)).sum();
    let each = 0.5 / sorted.len().max(1) as f64;
    let mut ends = Vec::new();
    let (mut sum, mut next) = (0.0, 1.0 / MAX_BINS as f64);
    for pair in sorted.windows(2) {
        sum += 0.5 * f64::from(pair[0].1) / total + each;
        if pair[1].0 > pair[0].0 && sum >= next {
            ends.push(pair[0].0 + (pair[1].0 - pair[0].0) / 2.0);
            next = sum + (1.0 - sum) / (MAX_BINS - ends.len()).max(1) as f64;
            if ends.len() == MAX_BINS - 1 {
                break;
            }
        }
    }
    ends
}

impl Binned {
    pub(crate) const fn rows(&self) -> usize {
        self.rows
    }

    pub(crate) fn features(&self) -> usize {
        self.columns.len()
    }

    pub(crate) fn column(&self, feature: usize) -> &[u8] {
        &self.columns[feature]
    }

    /// The given rows only.
    pub(crate) fn select(&self, rows: &[u32]) -> Self {
        let columns = (0..self.columns.len())
            .into_par_iter()
            .map(|feature| rows.iter().map(|&row| self.columns[feature][row as usize]).collect())
            .collect();
        Self { columns, rows: rows.len() }
    }
}
