//! One tree, level by level.

use rayon::iter::{
    IndexedParallelIterator, IntoParallelRefIterator, IntoParallelRefMutIterator, ParallelIterator,
};

use super::bins::{Binned, MAX_BINS};
use super::histogram::{Histogram, Packed, pack, unpack};
use super::sample::Row;
use super::{Gradient, Settings, Tree};

/// Grows trees on one data set.
pub(super) struct Grower<'a> {
    data: &'a Binned,
    settings: &'a Settings,
}

/// The rows of a tree's sample: where each stands, and its packed gradient.
struct Placed {
    rows: Vec<(u32, u8)>,
    packed: Vec<Packed>,
    /// What an integer is in units of the loss.
    unit: (f64, f64),
}

#[derive(Debug, Clone, Copy)]
struct Split {
    gain: f64,
    feature: usize,
    bin: u8,
}

impl<'a> Grower<'a> {
    pub(super) fn new(data: &'a Binned, settings: &'a Settings) -> Self {
        Self { data, settings }
    }

    pub(super) fn grow(&mut self, features: &[u16], sample: &[Row], gradients: &[Gradient]) -> Tree {
        let mut placed = Placed::of(sample, gradients);
        let mut histograms = vec![Histogram::new(1); features.len()];
        self.fill(features, &mut histograms, &placed.rows, &placed.packed);
        let mut splits = Vec::new();
        for level in 0..self.settings.depth {
            let Some(split) = self.best(&histograms, placed.unit) else { break };
            let feature = features[split.feature];
            splits.push((feature, split.bin));
            let column = self.data.column(feature as usize);
            for (row, leaf) in &mut placed.rows {
                *leaf |= u8::from(column[*row as usize] > split.bin) << level;
            }
            if level + 1 < self.settings.depth {
                self.divide(features, &mut histograms, &placed, level);
            }
        }
        let leaves = self.leaves(&placed, 1 << splits.len());
        Tree { splits, leaves }
    }

    fn fill(&self, features: &[u16], histograms: &mut [Histogram], rows: &[(u32, u8)], packed: &[Packed]) {
        histograms.par_iter_mut().zip(features).for_each(|(histogram, &feature)| {
            histogram.add(self.data.column(feature as usize), rows, packed);
        });
    }

    /// Histograms of the leaves that a split at `level` made: those of the
    /// smaller half of each are summed, the others are what is left.
    fn divide(&self, features: &[u16], histograms: &mut [Histogram], placed: &Placed, level: usize) {
        let half = 1_usize << level;
        let mut counts = vec![0_usize; half * 2];
        for (_, leaf) in &placed.rows {
            counts[*leaf as usize] += 1;
        }
        let is_small: Vec<bool> = (0..half * 2)
            .map(|leaf| {
                let other = leaf ^ half;
                counts[leaf] < counts[other] || counts[leaf] == counts[other] && leaf < other
            })
            .collect();
        let (rows, packed): (Vec<_>, Vec<_>) = placed
            .rows
            .iter()
            .zip(&placed.packed)
            .filter(|((_, leaf), _)| is_small[*leaf as usize])
            .map(|(row, packed)| (*row, *packed))
            .unzip();
        histograms.par_iter_mut().zip(features).for_each(|(histogram, &feature)| {
            let before = std::mem::replace(histogram, Histogram::new(half * 2));
            histogram.add(self.data.column(feature as usize), &rows, &packed);
            for leaf in (0..half * 2).filter(|&leaf| !is_small[leaf]) {
                let small = histogram.0[leaf ^ half];
                let whole = &before.0[leaf & (half - 1)];
                for bin in 0..MAX_BINS {
                    histogram.0[leaf][bin] = whole[bin] - small[bin];
                }
            }
        });
    }

    /// The question that gains most over all leaves.
    fn best(&self, histograms: &[Histogram], unit: (f64, f64)) -> Option<Split> {
        let l2 = f64::from(self.settings.l2);
        let of = |(feature, histogram): (usize, &Histogram)| {
            let mut gains = [0.0_f64; MAX_BINS];
            for leaf in &histogram.0 {
                let total: Packed = leaf.iter().sum();
                let value = |packed: Packed| {
                    let (first, second) = unpack(packed);
                    let first = first as f64 * unit.0;
                    first * first / (second as f64 * unit.1 + l2)
                };
                let whole = value(total);
                let mut below: Packed = 0;
                for (bin, gain) in gains.iter_mut().enumerate().take(MAX_BINS - 1) {
                    below += leaf[bin];
                    *gain += value(below) + value(total - below) - whole;
                }
            }
            let (bin, gain) = (0..MAX_BINS - 1)
                .fold((0, 0.0), |best, bin| if gains[bin] > best.1 { (bin, gains[bin]) } else { best });
            Split { gain, feature, bin: bin as u8 }
        };
        let splits: Vec<Split> = histograms.par_iter().enumerate().map(of).collect();
        splits
            .into_iter()
            .filter(|split| split.gain > 1e-9)
            .reduce(|best, split| if split.gain > best.gain { split } else { best })
    }

    fn leaves(&self, placed: &Placed, count: usize) -> Vec<f32> {
        let mut sums = vec![0 as Packed; count];
        for ((_, leaf), packed) in placed.rows.iter().zip(&placed.packed) {
            sums[*leaf as usize] += packed;
        }
        let (l2, rate) = (f64::from(self.settings.l2), f64::from(self.settings.rate));
        sums.into_iter()
            .map(|sum| {
                let (first, second) = unpack(sum);
                (-rate * first as f64 * placed.unit.0 / (second as f64 * placed.unit.1 + l2)) as f32
            })
            .collect()
    }
}

impl Placed {
    fn of(sample: &[Row], gradients: &[Gradient]) -> Self {
        let scaled = |row: &Row| {
            let gradient = gradients[row.row as usize];
            (f64::from(gradient.first * row.factor), f64::from(gradient.second * row.factor))
        };
        // Sums stay below 2^30, whatever rows they are over.
        let (mut first, mut second) = (1e-12, 1e-12);
        for (a, b) in sample.iter().map(scaled) {
            first += a.abs();
            second += b;
        }
        let unit = (first / f64::from(1 << 30), second / f64::from(1 << 30));
        let packed = sample
            .iter()
            .map(|row| {
                let (first, second) = scaled(row);
                pack((first / unit.0).round() as i32, (second / unit.1).round() as u32)
            })
            .collect();
        Self { rows: sample.iter().map(|row| (row.row, 0)).collect(), packed, unit }
    }
}
