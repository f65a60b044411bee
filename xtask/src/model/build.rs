//! What the trainer grew, as a model.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use dehusk_classify::{Model, ModelFeature, ModelParts, ModelTree, Quality, features};

/// A grown tree: its questions, as feature and number of the threshold, and what
/// its leaves add to the log-odds.
pub(crate) type Grown<'t> = (&'t [(u16, u8)], &'t [f32]);

/// A model of trees over the features in some `columns` of [`features`].
///
/// `ends` are the thresholds of each of them. Only features and
/// thresholds that are asked about are kept, and all log-odds are rounded to
/// units of 2^-`bits`.
pub(crate) fn build<'t>(
    kind: &str,
    bits: u8,
    base: f32,
    columns: &[usize],
    ends: &[Vec<f32>],
    trees: impl IntoIterator<Item = Grown<'t>>,
) -> Result<Model> {
    ensure!(ends.len() == columns.len(), "{} features were binned, there are {}", ends.len(), columns.len());
    let trees: Vec<_> = trees.into_iter().collect();
    let asked: BTreeSet<(u16, u8)> = trees.iter().flat_map(|(splits, _)| splits.iter().copied()).collect();
    for &(feature, threshold) in &asked {
        let known = ends.get(usize::from(feature)).and_then(|ends| ends.get(usize::from(threshold)));
        ensure!(
            known.is_some(),
            "a tree asks about threshold {threshold} of feature {feature}, which is not there"
        );
    }
    let used: BTreeSet<u16> = asked.iter().map(|(feature, _)| *feature).collect();
    let thresholds =
        |feature: u16| asked.range((feature, 0)..=(feature, u8::MAX)).map(|(_, threshold)| *threshold);
    let kept = |&feature: &u16| ModelFeature {
        name: columns
            .get(usize::from(feature))
            .and_then(|&column| features().nth(column))
            .map_or("", |feature| feature.name)
            .to_owned(),
        thresholds: thresholds(feature).map(|at| ends[usize::from(feature)][usize::from(at)]).collect(),
    };
    let split = |&(feature, threshold): &(u16, u8)| {
        let below = asked.range((feature, 0)..(feature, threshold)).count();
        (used.range(..feature).count() as u16, below as u8)
    };
    let tree = |(splits, leaves): &Grown<'_>| ModelTree {
        splits: splits.iter().map(split).collect(),
        leaves: leaves.iter().map(|leaf| fixed(*leaf, bits)).collect(),
    };
    let parts = ModelParts {
        kind: kind.to_owned(),
        bits,
        base: fixed(base, bits),
        features: used.iter().map(kept).collect(),
        trees: trees.iter().map(tree).collect(),
        quality: Quality::default(),
    };
    Ok(Model::new(&parts)?)
}

/// Log-odds in units of 2^-`bits`, the nearest.
fn fixed(log_odds: f32, bits: u8) -> i32 {
    (f64::from(log_odds) * f64::from(1_u32 << bits.min(16))).round_ties_even() as i32
}

#[cfg(test)]
pub(super) mod tests {
    use dehusk_classify::{Model, Predictor, features};

    use super::{Grown, build};

    /// All columns.
    pub(crate) fn all() -> Vec<usize> {
        (0..features().count()).collect()
    }

    /// A model of trees that know nothing.
    pub(crate) fn random(seed: u64, trees: usize) -> Model {
        let mut state = seed;
        let mut below = |end: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % end
        };
        let count = features().count();
        let ends = vec![(0..30).map(|end| end as f32 * 0.5 + 0.25).collect(); count];
        let tree = |_| {
            let splits: Vec<_> = (0..6).map(|_| (below(count as u64) as u16, below(30) as u8)).collect();
            let leaves: Vec<_> = (0..64).map(|_| below(2000) as f32 / 4000.0 - 0.25).collect();
            (splits, leaves)
        };
        let trees: Vec<_> = (0..trees).map(tree).collect();
        let trees = trees.iter().map(|(splits, leaves)| (splits.as_slice(), leaves.as_slice()));
        build("page", 10, 0.5, &all(), &ends, trees).unwrap()
    }

    #[test]
    fn a_model_keeps_what_is_asked_and_predicts_what_the_trees_do() {
        let mut ends = vec![vec![1.0, 2.0, 3.0]; features().count()];
        ends[7] = vec![0.5, 10.0];
        let trees: [Grown<'_>; 2] = [(&[(7, 1), (2, 2)], &[0.0, 1.0, 2.0, 3.0]), (&[(2, 0)], &[-1.0, 0.25])];
        let model = build("page", 4, -0.5, &all(), &ends, trees).unwrap();
        let kept: Vec<_> =
            model.parts().features.iter().map(|feature| feature.thresholds.as_slice()).collect();
        assert_eq!(kept, [&[1.0_f32, 3.0][..], &[10.0]]);
        let values = |feature, _, into: &mut [f32]| {
            into.copy_from_slice(if feature == 7 { &[11.0, 10.0, 11.0] } else { &[3.5, 3.5, 0.0] });
        };
        let margins = Predictor::new(&model).margins_of(3, values);
        assert_eq!(margins, [-8 + 48 + 4, -8 + 32 + 4, -8 + 16 - 16]);
    }

    #[test]
    fn a_question_about_nothing_is_an_error() {
        let ends = vec![vec![1.0]; features().count()];
        let trees: [Grown<'_>; 1] = [(&[(0, 1)], &[0.0, 1.0])];
        assert!(build("page", 4, 0.0, &all(), &ends, trees).is_err());
    }
}
