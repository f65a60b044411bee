//! The parts of the model together.

use proptest::prelude::*;

use super::encode::{BODY_AT, CHECKSUM_AT, LENGTH_AT};
use super::schema::checksum;
use super::{
    Model, ModelError, ModelFeature, ModelParts, ModelTree, Predictor, Quality, QualityPoint, Strongest,
};
use crate::feature::features;
use crate::segment::Setting;
use crate::{Classifier, Hints};

/// Numbers for models and rows (`SplitMix64`).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }

    fn unit(&mut self) -> f32 {
        self.below(1 << 16) as f32 / 65536.0
    }
}

/// A model that says nothing, of trees of any depth up to `depth`.
fn random_parts(seed: u64, used: usize, trees: usize, depth: u64, reach: u64) -> ModelParts {
    let mut random = Random(seed);
    let feature = |feature: &crate::Feature| {
        let mut thresholds: Vec<f32> = (0..=random.below(30)).map(|_| random.unit()).collect();
        thresholds.sort_by(f32::total_cmp);
        thresholds.dedup();
        ModelFeature { name: feature.name.to_owned(), thresholds }
    };
    let features: Vec<_> = features().take(used).map(feature).collect();
    let leaf = |random: &mut Random| random.below(2 * reach) as i32 - reach as i32;
    let tree = |_| {
        let depth = if used == 0 { 0 } else { random.below(depth + 1) };
        let split = |_| {
            let at = random.below(used as u64) as usize;
            (at as u16, random.below(features[at].thresholds.len() as u64) as u8)
        };
        let splits = (0..depth).map(split).collect();
        ModelTree { splits, leaves: (0..1 << depth).map(|_| leaf(&mut random)).collect() }
    };
    let trees = (0..trees).map(tree).collect();
    let points = (0..seed as u16 % 3).map(|at| QualityPoint { expected: at * 9 + 5, quality: 99 }).collect();
    let quality = Quality { points, nothing: 7 };
    ModelParts { kind: "page".to_owned(), bits: 10, base: -77, features, trees, quality }
}

fn random_columns(rows: usize) -> Vec<Vec<f32>> {
    let mut random = Random(rows as u64);
    let mut value = |row| match row % 17 {
        3 => f32::NAN,
        5 => f32::INFINITY,
        _ => random.unit(),
    };
    features().map(|_| (0..rows).map(&mut value).collect()).collect()
}

/// The margin of a row as the documentation of [`ModelTree`] says it.
fn margin(parts: &ModelParts, value: impl Fn(&str) -> f32) -> i32 {
    let tree = |tree: &ModelTree| {
        let answer = |&(feature, threshold): &(u16, u8)| {
            let feature = &parts.features[usize::from(feature)];
            value(&feature.name) > feature.thresholds[usize::from(threshold)]
        };
        let bits = tree.splits.iter().enumerate().map(|(level, split)| usize::from(answer(split)) << level);
        tree.leaves[bits.sum::<usize>()]
    };
    parts.base + parts.trees.iter().map(tree).sum::<i32>()
}

/// With the length and checksum that the bytes should have.
fn mend(mut bytes: Vec<u8>) -> Vec<u8> {
    let length = bytes.len() as u32;
    bytes[LENGTH_AT..CHECKSUM_AT].copy_from_slice(&length.to_le_bytes());
    let checksum = checksum(&bytes[BODY_AT..]);
    bytes[CHECKSUM_AT..BODY_AT].copy_from_slice(&checksum.to_le_bytes());
    bytes
}

#[test]
fn margins_are_sums_over_trees_for_any_number_of_rows() {
    for (seed, (trees, depth)) in [(0, 0), (1, 0), (40, 3), (40, 5), (40, 6), (90, 7)].into_iter().enumerate()
    {
        let parts = random_parts(seed as u64, 12, trees, depth, 2000);
        let predictor = Predictor::new(&Model::new(&parts).unwrap());
        for rows in [0, 1, 31, 32, 33, 100] {
            let columns = random_columns(rows);
            let found = predictor.margins_of(rows, |feature, first, into: &mut [f32]| {
                into.copy_from_slice(&columns[feature][first..][..into.len()]);
            });
            let at = |name: &str| features().position(|feature| feature.name == name).unwrap();
            let expected: Vec<_> =
                (0..rows).map(|row| margin(&parts, |name| columns[at(name)][row])).collect();
            assert_eq!(found, expected, "{trees} trees of depth {depth}, {rows} rows");
        }
    }
}

#[test]
fn a_model_without_features_is_its_base_and_leaves() {
    let parts = random_parts(1, 0, 3, 6, 50);
    let sum = parts.base + parts.trees.iter().map(|tree| tree.leaves[0]).sum::<i32>();
    let found = Predictor::new(&Model::new(&parts).unwrap()).margins_of(2, |_, _, _: &mut [f32]| ());
    assert_eq!(found, [sum, sum]);
}

#[test]
fn contributions_and_the_mean_are_the_margin() {
    let predictor = Predictor::new(&Model::new(&random_parts(8, 12, 90, 7, 2000)).unwrap());
    let columns = random_columns(40);
    for (row, margin) in predictor
        .margins_of(40, |feature, first, into: &mut [f32]| {
            into.copy_from_slice(&columns[feature][first..][..into.len()]);
        })
        .into_iter()
        .enumerate()
    {
        let exact: i64 = predictor.exact_contributions(|feature| columns[feature][row]).iter().sum();
        assert_eq!(exact + predictor.exact_mean(), i64::from(margin) * 420 * 128);
        let told = predictor.contributions_of(|feature| columns[feature][row]);
        assert!(told.is_sorted_by(|a, b| a.1.abs() >= b.1.abs()));
        let sum = predictor.mean() + told.iter().map(|(_, log_odds)| log_odds).sum::<f32>();
        assert!((sum - margin as f32 / 1024.0).abs() < 1e-3, "{sum}");
    }
}

#[test]
fn all_contributions_are_those_of_each_block_cut_short() {
    let predictor = Predictor::new(&Model::page());
    let page =
        "<nav><a href=/>Home</a></nav><p>The river rose again on Sunday, and fell.</p><p>Follow us</p>";
    let dom = dehusk_dom::parse(page, &dehusk_dom::ParseOptions::default());
    let (tree, features) = Classifier::default().measure(&dom, Setting::Page, Hints::default());
    let all = predictor.all_contributions(&features, 4);
    assert_eq!(all.len(), tree.len());
    for (block, Strongest { strongest, others }) in tree.ids().zip(all) {
        let each = predictor.contributions(&features, block);
        assert_eq!(strongest, each[..4]);
        let rest: f32 = each[4..].iter().map(|(_, log_odds)| log_odds).sum();
        assert!((rest - others).abs() < 1e-6, "{rest} {others}");
    }
}

#[test]
fn a_feature_that_is_never_asked_contributes_nothing() {
    let mut parts = random_parts(3, 4, 20, 4, 90);
    let asked =
        |parts: &ModelParts, at| parts.trees.iter().any(|tree| tree.splits.iter().any(|split| split.0 == at));
    parts.trees.retain(|tree| tree.splits.iter().all(|split| split.0 != 2));
    assert!(asked(&parts, 1) && !asked(&parts, 2));
    let told = Predictor::new(&Model::new(&parts).unwrap()).contributions_of(|_| 0.5);
    assert!(!told.is_empty() && told.iter().all(|(feature, _)| *feature != 2), "{told:?}");
}

#[test]
fn four_hundred_trees_take_less_than_100_kb() {
    let mut parts = random_parts(2, 120.min(features().count()), 0, 6, 2000);
    let random = random_parts(4, 12, 4000, 6, 2000);
    parts.trees = random.trees.into_iter().filter(|tree| tree.splits.len() == 6).take(400).collect();
    parts.features[..12].clone_from_slice(&random.features);
    assert_eq!(parts.trees.len(), 400);
    let bytes = Model::new(&parts).unwrap().to_bytes();
    assert!(bytes.len() < 100_000, "{}", bytes.len());
}

#[test]
fn every_cut_is_told() {
    let bytes = Model::new(&random_parts(5, 3, 3, 2, 90)).unwrap().to_bytes();
    for end in 0..bytes.len() {
        let error = Model::from_bytes(&bytes[..end]).unwrap_err();
        assert!(!matches!(error, ModelError::Checksum { .. }), "{end}: {error}");
        if end >= BODY_AT {
            let mended = Model::from_bytes(&mend(bytes[..end].to_vec())).unwrap_err();
            assert!(
                matches!(mended, ModelError::Truncated { offset, .. } if offset == end),
                "{end}: {mended}"
            );
        }
    }
}

#[test]
fn every_changed_byte_is_told() {
    let bytes = Model::new(&random_parts(5, 3, 3, 2, 90)).unwrap().to_bytes();
    for at in 0..bytes.len() {
        let mut bytes = bytes.clone();
        bytes[at] ^= 0x10;
        assert!(Model::from_bytes(&bytes).is_err(), "byte {at}");
    }
    let error = Model::from_bytes(b"<html>").unwrap_err();
    assert_eq!(error, ModelError::Magic);
}

#[test]
fn a_newer_version_and_more_bytes_are_told() {
    let bytes = Model::new(&random_parts(5, 3, 3, 2, 90)).unwrap().to_bytes();
    let mut newer = bytes.clone();
    newer[8] = 9;
    assert_eq!(Model::from_bytes(&newer).unwrap_err(), ModelError::Version { found: 9, supported: 1 });
    let longer = Model::from_bytes(&mend([bytes.as_slice(), &[0]].concat())).unwrap_err();
    assert!(matches!(longer, ModelError::Length { offset, .. } if offset == bytes.len()), "{longer}");
}

/// One wrong number each, and what is said of it.
#[test]
fn wrong_parts_are_told() {
    type Spoil = fn(&mut ModelParts);
    let wrong: [(Spoil, &str); 12] = [
        (|parts| parts.bits = 17, "17 bits"),
        (|parts| parts.kind = "p".repeat(256), "256 bytes of the kind's name"),
        (
            |parts| parts.features[1].name = "moon".to_owned(),
            "feature `moon` is not computed by this version",
        ),
        (|parts| parts.features[1].thresholds[0] = f32::NAN, "not a finite number"),
        (|parts| parts.features[1].thresholds = vec![1.0, 1.0], "do not rise"),
        (
            |parts| parts.trees[1] = ModelTree { splits: vec![(0, 0); 8], leaves: vec![0; 256] },
            "tree 1 has 8 levels",
        ),
        (|parts| parts.trees[1].leaves.push(0), "tree 1 of"),
        (|parts| parts.trees[0] = ModelTree { splits: vec![(3, 0)], leaves: vec![0; 2] }, "about feature 3"),
        (
            |parts| parts.trees[0] = ModelTree { splits: vec![(0, 99)], leaves: vec![0; 2] },
            "about threshold 99",
        ),
        (|parts| parts.trees = vec![parts.trees[0].clone(); 4097], "4097 trees"),
        (|parts| parts.trees[0].leaves[0] = i32::MAX, "more than 32 bits"),
        (|parts| parts.quality.points = vec![QualityPoint { expected: 0, quality: 32769 }], "point 0"),
    ];
    for (spoil, told) in wrong {
        let mut parts = random_parts(6, 3, 3, 2, 90);
        assert!(Model::new(&parts).is_ok());
        spoil(&mut parts);
        let error = Model::new(&parts).unwrap_err().to_string();
        assert!(error.contains(told), "{error}");
        assert!(error.starts_with("byte ") || told.contains("moon"), "{error}");
    }
}

#[test]
fn a_feature_of_another_meaning_is_told() {
    let model = Model::new(&random_parts(5, 3, 3, 2, 90)).unwrap();
    let stale = super::encode::encode(model.parts(), model.fingerprint() ^ 1).unwrap();
    assert!(matches!(Model::from_bytes(&stale).unwrap_err(), ModelError::Fingerprint { .. }));
    let (parts, fingerprint) = ModelParts::from_bytes(&stale).unwrap();
    assert_eq!((&parts, fingerprint), (model.parts(), model.fingerprint() ^ 1));
}

proptest! {
    #[test]
    fn what_is_written_is_read(seed: u64, used in 0..20_usize, trees in 0..30_usize, depth in 0..8_u64, wide: bool) {
        let model = Model::new(&random_parts(seed, used, trees, depth, if wide { 1 << 24 } else { 1 << 15 })).unwrap();
        let bytes = model.to_bytes();
        prop_assert_eq!(Model::from_bytes(&bytes).unwrap(), model);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>, at: usize) {
        let mut file = Model::new(&random_parts(5, 3, 9, 5, 90)).unwrap().to_bytes();
        let at = BODY_AT + at % (file.len() - BODY_AT);
        file.splice(at..(at + bytes.len()).min(file.len()), bytes.iter().copied());
        for bytes in [mend(file), bytes] {
            if let Ok(model) = Model::from_bytes(&bytes) {
                let columns = random_columns(3);
                Predictor::new(&model).margins_of(3, |feature, first, into: &mut [f32]| into.copy_from_slice(&columns[feature][first..][..into.len()]));
            }
        }
    }
}
