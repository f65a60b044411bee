//! How much of the expected F1 came true in cross-validation.

use dehusk_classify::{Model, ModelError, Quality, QualityPoint};

use super::cross::Outputs;

/// Points that the fitted line is kept by.
const POINTS: usize = 24;

/// 1 in the integers of a [`Quality`].
const WHOLE: f64 = 32768.0;

/// What cross-validation says about the quality of texts, by isotonic
/// regression: pool adjacent violators (Ayer et al., 1955).
pub(super) fn quality(outputs: &Outputs) -> Quality {
    let all = || outputs.values().flatten();
    let mut kept: Vec<(f64, f64)> = all()
        .filter(|output| !output.text.is_empty())
        .map(|output| (f64::from(output.quality), output.f1))
        .collect();
    kept.sort_by(|a, b| a.0.total_cmp(&b.0));
    let empty: Vec<f64> = all().filter(|output| output.text.is_empty()).map(|output| output.f1).collect();
    let nothing = empty.iter().sum::<f64>() / empty.len().max(1) as f64;
    let mut points: Vec<QualityPoint> = Vec::new();
    for (expected, quality) in pooled(&buckets(&kept)) {
        let point = QualityPoint { expected: integer(expected), quality: integer(quality) };
        if points.last().is_none_or(|last| last.expected < point.expected) {
            points.push(point);
        }
    }
    Quality { points, nothing: integer(nothing) }
}

/// The model with this quality.
pub(super) fn with_quality(model: &Model, quality: Quality) -> Result<Model, ModelError> {
    let mut parts = model.parts().clone();
    parts.quality = quality;
    Model::new(&parts)
}

/// Means of equally many pages, by rising expectation.
fn buckets(pages: &[(f64, f64)]) -> Vec<(f64, f64, f64)> {
    let size = pages.len().div_ceil(POINTS).max(1);
    pages
        .chunks(size)
        .map(|pages| {
            let count = pages.len() as f64;
            let sum = |of: fn(&(f64, f64)) -> f64| pages.iter().map(of).sum::<f64>();
            (sum(|page| page.0) / count, sum(|page| page.1) / count, count)
        })
        .collect()
}

/// The nearest sequence that never falls.
fn pooled(buckets: &[(f64, f64, f64)]) -> Vec<(f64, f64)> {
    let mut pools: Vec<(f64, f64, f64)> = Vec::new();
    for &bucket in buckets {
        pools.push(bucket);
        while let [.., before, last] = pools.as_slice()
            && before.1 > last.1
        {
            let count = before.2 + last.2;
            let mean = |a: f64, b: f64| (a * before.2 + b * last.2) / count;
            let both = (mean(before.0, last.0), mean(before.1, last.1), count);
            pools.truncate(pools.len() - 2);
            pools.push(both);
        }
    }
    pools.into_iter().map(|(expected, quality, _)| (expected, quality)).collect()
}

fn integer(share: f64) -> u16 {
    (share.clamp(0.0, 1.0) * WHOLE).round() as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn violators_are_pooled() {
        let buckets = [(0.1, 0.2, 1.0), (0.3, 0.6, 1.0), (0.5, 0.4, 1.0), (0.9, 0.8, 2.0)];
        let found = pooled(&buckets);
        assert_eq!(found.len(), 3);
        assert!((found[1].0 - 0.4).abs() < 1e-9 && (found[1].1 - 0.5).abs() < 1e-9, "{found:?}");
        assert!(pooled(&[]).is_empty());
    }

    #[test]
    fn buckets_are_means() {
        let pages: Vec<(f64, f64)> = (0..48).map(|page| (f64::from(page), 1.0)).collect();
        let found = buckets(&pages);
        assert_eq!(found.len(), POINTS);
        assert!((found[0].0 - 0.5).abs() < 1e-9 && (found[0].2 - 2.0).abs() < 1e-9);
    }
}
