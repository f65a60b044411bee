//! The model's card: what it was learned from, how, and how good it is.

use std::collections::BTreeMap;

use anyhow::Result;
use dehusk_classify::Model;
use serde::Serialize;

use super::cross::{Outputs, means};
use super::rows::Rows;
use super::settings::{BITS, FOLDS, LEAST_GOLD, LEAST_WEIGHT, MOST_WEIGHT};
use super::task::Task;

/// `model.toml`.
#[derive(Debug, Serialize)]
struct Card {
    kind: String,
    purpose: &'static str,
    features: usize,
    fingerprint: String,
    bytes: usize,
    settings: BTreeMap<&'static str, f64>,
    data: Vec<Learned>,
    /// Mean word F1 (scripts without spaces by characters) of whole extractions,
    /// each page by a model that has not seen its registered domain.
    cross_validated: BTreeMap<String, f64>,
}

/// A set that was learned from.
#[derive(Debug, Serialize)]
struct Learned {
    set: &'static str,
    weight: f64,
    pages: usize,
}

pub(super) fn card(task: Task, model: &Model, rows: &Rows, outputs: &Outputs) -> Result<String> {
    let boost = task.boost();
    let data = task.sources().iter().map(|source| Learned {
        set: source.set,
        weight: f64::from(source.weight),
        pages: rows.pages.iter().filter(|page| page.set == source.set).count(),
    });
    let settings = [
        ("trees", boost.trees as f64),
        ("depth", boost.depth as f64),
        ("rate", rounded(boost.rate.into())),
        ("l2", rounded(boost.l2.into())),
        ("share_of_features", rounded(boost.features.into())),
        ("share_of_rows", rounded(boost.rows.into())),
        ("seed", boost.seed as f64),
        ("bits", f64::from(BITS)),
        ("folds", FOLDS as f64),
        ("least_gold", rounded(LEAST_GOLD.into())),
        ("most_weight", rounded(MOST_WEIGHT.into())),
        ("least_weight", rounded(LEAST_WEIGHT.into())),
    ];
    let card = Card {
        kind: model.parts().kind.clone(),
        purpose: task.purpose(),
        features: model.parts().features.len(),
        fingerprint: format!("{:016x}", model.fingerprint()),
        bytes: model.to_bytes().len(),
        settings: settings.into(),
        data: data.collect(),
        cross_validated: means(outputs).into_iter().map(|(name, (f1, _))| (name, rounded(f1))).collect(),
    };
    let head = "# Written by `cargo xtask train`; do not edit. CHANGELOG.md beside it says what changed.\n\n";
    Ok(format!("{head}{}", toml::to_string(&card)?))
}

fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
