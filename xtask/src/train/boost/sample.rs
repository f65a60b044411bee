//! Which rows and features a tree is grown from.

use super::{Gradient, Random};

/// A row of a tree's sample, and what it counts for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) row: u32,
    pub(super) factor: f32,
}

/// Minimal variance sampling (Ibragimov and Gusev, 2019): a row is taken with a
/// probability that grows with its gradient, and counts for the inverse.
pub(super) fn rows(gradients: &[Gradient], share: f32, l2: f32, random: &mut Random) -> Vec<Row> {
    let _ = l2;
    let size = |gradient: &Gradient| {
        (gradient.first * gradient.first + 0.1 * gradient.second * gradient.second).sqrt()
    };
    let sizes: Vec<f32> = gradients.iter().map(size).collect();
    let threshold = threshold(&sizes, share);
    let take = |(row, size): (usize, &f32)| {
        let chance = (size / threshold).min(1.0);
        (random.unit() < chance).then(|| Row { row: row as u32, factor: 1.0 / chance })
    };
    sizes.iter().enumerate().filter_map(take).collect()
}

/// The size from which on rows are always taken, so that `share` of the rows is
/// expected to be: by bisection.
fn threshold(sizes: &[f32], share: f32) -> f32 {
    let wanted = f64::from(share) * sizes.len() as f64;
    let (mut low, mut high) =
        (0.0_f32, sizes.iter().fold(0.0_f32, |most, size| most.max(*size)) * 100.0 + 1e-12);
    for _ in 0..40 {
        let middle = f32::midpoint(low, high);
        let expected: f64 = sizes.iter().map(|size| f64::from((size / middle).min(1.0))).sum();
        if expected > wanted { low = middle } else { high = middle }
    }
    high
}

/// Some of the features, in their order.
pub(super) fn features(count: usize, share: f32, random: &mut Random) -> Vec<u16> {
    let mut all: Vec<u16> = (0..count as u16).collect();
    let wanted = ((count as f32 * share).ceil() as usize).clamp(1, count);
    for at in 0..wanted {
        let other = at + random.below(count - at);
        all.swap(at, other);
    }
    all.truncate(wanted);
    all.sort_unstable();
    all
}
