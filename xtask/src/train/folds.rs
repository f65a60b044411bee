//! The models of a cross-validation: a page is extracted by the one that has not
//! seen its domain.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use dehusk::{Extractor, Options};
use dehusk_classify::{Model, ModelParts, Quality};
use dehusk_tests::pages::Page;
use dehusk_tests::workspace_root;

use super::domain;
use super::settings::FOLDS;
use super::task::Task;

/// An extractor for each fold of the domains.
#[derive(Debug)]
pub(crate) struct Folds(Vec<Extractor>);

impl Folds {
    /// Keeps the models of a task, one a fold, for later evaluations.
    pub(super) fn store(task: Task, models: &[Model]) -> Result<Self> {
        for (fold, model) in models.iter().enumerate() {
            let path = path(task, fold);
            fs::create_dir_all(path.parent().unwrap_or(&path))?;
            fs::write(&path, model.to_bytes()).with_context(|| format!("cannot write {}", path.display()))?;
        }
        let untrained = untrained()?;
        let extractor = |model: &Model| Extractor::new(untrained.clone().with_model(model.clone()));
        Ok(Self(models.iter().map(extractor).collect()))
    }

    /// The models of the last training on this machine.
    pub(crate) fn load() -> Result<Self> {
        let load = |fold| {
            let mut options = Options::default();
            for task in Task::ALL {
                let path = path(task, fold);
                let named = || format!("{}: run `cargo xtask train --dry-run` first", path.display());
                let bytes = fs::read(&path).with_context(named)?;
                options = options.with_model(Model::from_bytes(&bytes).with_context(named)?);
            }
            Ok(Extractor::new(options))
        };
        (0..FOLDS).map(load).collect::<Result<_>>().map(Self)
    }

    /// The extractor that has not learned from the page's domain.
    pub(crate) fn of(&self, page: &Page) -> &Extractor {
        &self.0[domain::fold(domain::of(page), self.0.len())]
    }
}

/// Whether the built-in models have learned from a set: then only a
/// cross-validated figure says how they do on pages that they have not seen.
pub(crate) fn is_learned(set: &str) -> bool {
    Task::ALL.iter().flat_map(|task| task.sources()).any(|source| source.set == set)
}

fn path(task: Task, fold: usize) -> PathBuf {
    workspace_root().join(format!("target/train/{}-fold-{fold}.bin", task.name()))
}

/// An extractor that is only asked to measure.
pub(super) fn measurer() -> Result<Extractor> {
    Ok(Extractor::new(untrained()?))
}

/// Models without trees: features are measured before there are models, and
/// also where the built-in ones are for other features.
fn untrained() -> Result<Options> {
    let mut options = Options::default();
    for task in Task::ALL {
        let parts = ModelParts {
            kind: task.name().to_owned(),
            bits: 0,
            base: 0,
            features: Vec::new(),
            trees: Vec::new(),
            quality: Quality::default(),
        };
        options = options.with_model(Model::new(&parts)?);
    }
    Ok(options)
}
