//! The trainer on data whose answer is known.

use super::{Bins, Gradient, Settings, boost};

const SETTINGS: Settings =
    Settings { trees: 40, depth: 3, rate: 0.3, l2: 1.0, features: 1.0, rows: 0.8, seed: 7 };

/// Rows whose label is 1 where the first feature is above 0.5 and the second is
/// not, and a feature that says nothing.
fn rows() -> (Vec<Vec<f32>>, Vec<f32>) {
    let noise = |row: usize, salt: usize| ((row * 7919 + salt * 104_729) % 1000) as f32 / 1000.0;
    let columns: Vec<Vec<f32>> = (0..3).map(|salt| (0..4000).map(|row| noise(row, salt)).collect()).collect();
    let label = |row: usize| f32::from(u8::from(columns[0][row] > 0.5 && columns[1][row] <= 0.25));
    let labels = (0..4000).map(label).collect();
    (columns, labels)
}

fn learn() -> (Vec<super::Tree>, Vec<f32>, Vec<f32>) {
    let (columns, labels) = rows();
    let bins = Bins::of(columns.len(), &vec![1.0; labels.len()], |feature| columns[feature].clone());
    let data = bins.apply(|feature| columns[feature].clone());
    let mut margins = vec![0.0; labels.len()];
    let trees = boost(&data, &mut margins, &SETTINGS, |margins, gradients| {
        for ((gradient, margin), label) in gradients.iter_mut().zip(margins).zip(&labels) {
            let probability = 1.0 / (1.0 + libm::expf(-margin));
            *gradient = Gradient { first: probability - label, second: probability * (1.0 - probability) };
        }
    });
    (trees, margins, labels)
}

#[test]
fn it_learns_what_two_features_say_together() {
    let (_, margins, labels) = learn();
    let wrong =
        margins.iter().zip(&labels).filter(|(margin, label)| (**margin > 0.0) != (**label > 0.5)).count();
    // Bins are a sixty-fourth wide: rows at their edges cannot all be right.
    assert!(wrong < 80, "{wrong} of 4000 rows are wrong");
}

#[test]
fn the_same_data_gives_the_same_trees_on_any_number_of_threads() {
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| format!("{:?}", learn().0))
    };
    assert_eq!(with(1), with(3));
}
